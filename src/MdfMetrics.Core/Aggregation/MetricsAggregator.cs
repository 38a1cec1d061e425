namespace MdfMetrics.Aggregation;

/// <summary>Makes rows of what was collected: operators of entries, stages of operators, a run of stages.</summary>
public static class MetricsAggregator
{
    /// <summary>
    /// A whole run from everything known of it: the header with its totals, and its stages and operator rows in order.
    /// </summary>
    /// <param name="header">The run without its totals. Its rows are of its pipeline, whatever they say.</param>
    /// <param name="stages">The stages known to the run; of one name the first wins.</param>
    /// <param name="entries">The run's operator entries, repeated deliveries and revisions included.</param>
    public static RunMetrics Aggregate(
        RunMetrics header,
        IEnumerable<StageRecord> stages,
        IEnumerable<OperatorMetrics> entries)
    {
        IReadOnlyList<OperatorMetrics> rows = Combine(entries);
        IReadOnlyList<StageRecord> ordered = StageOrder.Stages(stages, rows);
        rows = [.. StageOrder.Operators(ordered, rows).Select(row => row with { pipeline_name = header.pipeline_name })];
        ILookup<string, OperatorMetrics> byStage = rows.ToLookup(row => row.stage_name, StringComparer.Ordinal);
        (StageMetrics Figures, Flow Flow)[] figures =
        [
            .. ordered.Select(stage => Stage(stage, [.. byStage[stage.Name]], header.pipeline_name)),
        ];
        StageMetrics[] made = [.. figures.Select(stage => stage.Figures)];
        var flow = Flow.Join(figures
            .Where(stage => stage.Figures.HasFigures && stage.Figures.role != StageRole.Auxiliary)
            .Select(stage => stage.Flow));
        return header with
        {
            num_stages = made.Length,
            total_input_records = flow.Input,
            total_output_records = flow.Output,
            overall_pass_rate = flow.PassRate(),
            avg_throughput = Rates.Throughput(flow.Input, header.duration),
            total_errors = SaturatingMath.Sum(made.Select(stage => stage.error_count)),
            Stages = made,
            Operators = rows,
        };
    }

    /// <summary>
    /// One row for each run, stage, operator and worker. Entries of one entry_id are the same work: the highest
    /// revision wins. Others of one key add up.
    /// </summary>
    /// <returns>The rows in the order in which their keys first came.</returns>
    public static IReadOnlyList<OperatorMetrics> Combine(IEnumerable<OperatorMetrics> entries) =>
        [.. entries
            .GroupBy(entry => (entry.run_id, entry.stage_name, entry.operator_name, entry.worker_id))
            .Select(group => OperatorSum.Of(Newest(group)))];

    /// <summary>One row for each run, stage and operator: its workers as if they were one.</summary>
    /// <returns>The rows as their keys first came; worker_id is * where there were several.</returns>
    public static IReadOnlyList<OperatorMetrics> MergeWorkers(IEnumerable<OperatorMetrics> entries) =>
        [.. Combine(entries)
            .GroupBy(row => (row.run_id, row.stage_name, row.operator_name))
            .Select(group => Merge([.. group]))];

    /// <summary>
    /// One row for each stage and operator of a pipeline: its workers, and its runs, as if they were one.
    /// </summary>
    /// <returns>The rows as their keys first came; run_id and worker_id are * where there were several.</returns>
    public static IReadOnlyList<OperatorMetrics> MergeRuns(IEnumerable<OperatorMetrics> entries) =>
        [.. entries
            .GroupBy(row => row.pipeline_name)
            .SelectMany(Combine) // Of each pipeline apart: rows that were merged before are all of the run *.
            .GroupBy(row => (row.pipeline_name, row.stage_name, row.operator_name))
            .Select(group => Merge([.. group]))];

    /// <summary>A stage from its operator rows, and the flow through them. Figures that the user gave win.</summary>
    private static (StageMetrics Figures, Flow Flow) Stage(
        StageRecord stage,
        IReadOnlyList<OperatorMetrics> rows,
        string? pipelineName)
    {
        double[] throughputs = [.. rows.Select(row => row.throughput).Where(rate => rate > 0)];
        var flow = Flow.Of(rows);
        var figures = new StageMetrics
        {
            run_id = stage.RunId,
            stage_name = stage.Name,
            timestamp = rows.Count > 0 ? rows.Min(row => row.TimestampUtc) : stage.Timestamp,
            num_workers = rows.DistinctBy(row => row.worker_id).Count(),
            input_records = flow.Input,
            output_records = flow.Output,
            total_time = rows.Select(row => row.total_time).DefaultIfEmpty().Max(),
            avg_throughput = throughputs.DefaultIfEmpty().Average(),
            min_throughput = throughputs.DefaultIfEmpty().Min(),
            max_throughput = throughputs.DefaultIfEmpty().Max(),
            error_count = SaturatingMath.Sum(rows.Select(row => row.error_count)),
            stage_index = stage.Index,
            wall_time = stage.WallTime,
            custom_metrics = stage.CustomMetrics,
            pipeline_name = pipelineName,
            HasFigures = rows.Count > 0 || stage.Given is { IsEmpty: false },
        };
        stage.Given?.PutInto(figures);
        flow = rows.Count == 0 && double.IsFinite(stage.PassRate)
            ? Flow.Of(figures.input_records, figures.output_records, stage.PassRate)
            : flow.Or(figures.input_records, figures.output_records);
        return (figures with { pass_rate = flow.PassRate() }, flow);
    }

    // Also where there is one row: what custom_metrics look like must not hang on how many workers there were.
    private static OperatorMetrics Merge(OperatorMetrics[] rows) =>
        MergedMetrics.Of(rows.Select(row => row.custom_metrics)) is { } custom
            ? OperatorSum.Of([.. rows.Select(row => row with { custom_metrics = null })]) with
            {
                custom_metrics = custom,
            }
            : OperatorSum.Of(rows);

    private static OperatorMetrics[] Newest(IEnumerable<OperatorMetrics> entries)
    {
        var newest = new List<OperatorMetrics>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (OperatorMetrics entry in entries)
        {
            if (entry.entry_id is null || places.TryAdd(entry.entry_id, newest.Count))
            {
                newest.Add(entry);
            }
            else if (newest[places[entry.entry_id]].revision < entry.revision)
            {
                newest[places[entry.entry_id]] = entry;
            }
        }

        return [.. newest];
    }
}
