using MdfMetrics.PastRuns;

namespace MdfMetrics.Prometheus;

/// <summary>All that a textfile has, level by level.</summary>
internal sealed class Exposition
{
    private readonly List<ISeriesLevel> _levels;
    private readonly List<ISeriesLevel> _leftOut = [];

    /// <summary>Takes the last runs of pipelines, and reads of their stages and operators what is wanted.</summary>
    /// <exception cref="MetricsException">InvalidName: a label.</exception>
    public Exposition(IReadOnlyList<PipelineState> pipelines, PrometheusOptions options, RunRows rows)
    {
        string more = LabelText.OfUser(options.Labels);
        Labelled<PipelineState>[] labelled =
            [.. pipelines.Select(pipeline => new Labelled<PipelineState>(
                LabelText.Of(LabelText.Pipeline, pipeline.Name) + more,
                pipeline))];
        _levels = [new SeriesLevel<PipelineState>(PrometheusLevel.Run, RunFamilies.All, labelled)];
        RunMetrics[] last = [.. pipelines.Select(pipeline => pipeline.Last).OfType<RunMetrics>()];
        if (options.Level >= PrometheusLevel.Stage)
        {
            rows.LoadStages(last);
            _levels.Add(new SeriesLevel<StageMetrics>(
                PrometheusLevel.Stage,
                StageFamilies.All,
                Of(labelled, rows.Stages, stage => LabelText.Of(LabelText.Stage, stage.stage_name))));
        }

        if (options.Level >= PrometheusLevel.Operator)
        {
            rows.LoadOperators(last);
            _levels.Add(new SeriesLevel<OperatorMetrics>(
                PrometheusLevel.Operator,
                options.Histogram ? OperatorFamilies.WithHistograms : OperatorFamilies.WithSummaries,
                Of(labelled, rows.Operators, row => $"{LabelText.Of(LabelText.Stage, row.stage_name)},"
                    + LabelText.Of(LabelText.Operator, row.operator_name))));
        }

        Count = _levels.Sum(level => level.Count);
        while (Count > options.MaxSeries && _levels.Count > 1)
        {
            Count -= _levels[^1].Count;
            _leftOut.Add(_levels[^1]);
            _levels.RemoveAt(_levels.Count - 1);
        }
    }

    /// <summary>How many series it has; more than wanted only where those of the runs alone are.</summary>
    public long Count { get; }

    /// <summary>The levels that would have been too many series, the lowest first.</summary>
    public IReadOnlyList<ISeriesLevel> LeftOut => _leftOut;

    public void Write(TextWriter text)
    {
        var format = new TextFormat(text);
        foreach (ISeriesLevel level in _levels)
        {
            level.Write(format);
        }
    }

    private static IEnumerable<Labelled<TRow>> Of<TRow>(
        IEnumerable<Labelled<PipelineState>> pipelines,
        Func<RunMetrics, IReadOnlyList<TRow>> rows,
        Func<TRow, string> labels) =>
        from pipeline in pipelines
        let last = pipeline.Row.Last
        where last is not null
        from row in rows(last)
        select new Labelled<TRow>($"{pipeline.Labels},{labels(row)}", row);
}
