using System.Collections;

namespace MdfMetrics.Alerts.Conditions;

/// <summary>The columns that conditions can name, by level.</summary>
internal static class AlertColumns
{
    private static readonly AlertColumn[] s_run =
    [
        Of<RunMetrics>("status", ColumnKind.Text, run => run.status),
        Of<RunMetrics>("overall_pass_rate", ColumnKind.Percent, run => run.overall_pass_rate),
        Of<RunMetrics>("pass_rate", ColumnKind.Percent, run => run.overall_pass_rate),
        Of<RunMetrics>("total_errors", ColumnKind.Count, run => run.total_errors),
        Of<RunMetrics>("duration", ColumnKind.Seconds, run => run.duration),
        Of<RunMetrics>("avg_throughput", ColumnKind.PerSecond, run => run.avg_throughput),
        Of<RunMetrics>("total_input_records", ColumnKind.Count, run => run.total_input_records),
        Of<RunMetrics>("total_output_records", ColumnKind.Count, run => run.total_output_records),
        Of<RunMetrics>("num_stages", ColumnKind.Count, run => run.num_stages),
        Of<RunMetrics>("error", ColumnKind.Text, run => run.error),
        Of<RunMetrics>("run_id", ColumnKind.Text, run => run.run_id),
        Of<RunMetrics>("host", ColumnKind.Text, run => run.host),
    ];

    private static readonly AlertColumn[] s_stage =
    [
        Of<StageMetrics>("pass_rate", ColumnKind.Percent, stage => stage.pass_rate),
        Of<StageMetrics>("error_count", ColumnKind.Count, stage => stage.error_count),
        Of<StageMetrics>("total_time", ColumnKind.Seconds, stage => stage.total_time),
        Of<StageMetrics>("wall_time", ColumnKind.Seconds, stage => stage.wall_time),
        Of<StageMetrics>("avg_throughput", ColumnKind.PerSecond, stage => stage.avg_throughput),
        Of<StageMetrics>("min_throughput", ColumnKind.PerSecond, stage => stage.min_throughput),
        Of<StageMetrics>("max_throughput", ColumnKind.PerSecond, stage => stage.max_throughput),
        Of<StageMetrics>("input_records", ColumnKind.Count, stage => stage.input_records),
        Of<StageMetrics>("output_records", ColumnKind.Count, stage => stage.output_records),
        Of<StageMetrics>("num_workers", ColumnKind.Count, stage => stage.num_workers),
        Of<StageMetrics>("stage_name", ColumnKind.Text, stage => stage.stage_name),
    ];

    private static readonly AlertColumn[] s_operator =
    [
        Of<OperatorMetrics>("pass_rate", ColumnKind.Percent, row => row.pass_rate),
        Of<OperatorMetrics>("error_count", ColumnKind.Count, row => row.error_count),
        Of<OperatorMetrics>("p50_latency", ColumnKind.Seconds, row => row.p50_latency),
        Of<OperatorMetrics>("p95_latency", ColumnKind.Seconds, row => row.p95_latency),
        Of<OperatorMetrics>("p99_latency", ColumnKind.Seconds, row => row.p99_latency),
        Of<OperatorMetrics>("avg_latency", ColumnKind.Seconds, row => row.avg_latency),
        Of<OperatorMetrics>("min_latency", ColumnKind.Seconds, row => row.min_latency),
        Of<OperatorMetrics>("max_latency", ColumnKind.Seconds, row => row.max_latency),
        Of<OperatorMetrics>("throughput", ColumnKind.PerSecond, row => row.throughput),
        Of<OperatorMetrics>("total_time", ColumnKind.Seconds, row => row.total_time),
        Of<OperatorMetrics>("input_records", ColumnKind.Count, row => row.input_records),
        Of<OperatorMetrics>("output_records", ColumnKind.Count, row => row.output_records),
        Of<OperatorMetrics>("latency_method", ColumnKind.Text, row => row.latency_method),
        Of<OperatorMetrics>("stage_name", ColumnKind.Text, row => row.stage_name),
        Of<OperatorMetrics>("operator_name", ColumnKind.Text, row => row.operator_name),
        Of<OperatorMetrics>("worker_id", ColumnKind.Text, row => row.worker_id),
    ];

    // Their members are named with a dot: custom_metrics.gpu_util.
    private static readonly AlertColumn[] s_runMaps =
    [
        Of<RunMetrics>("tags", ColumnKind.Any, run => run.tags),
        Of<RunMetrics>("context", ColumnKind.Any, run => run.context),
        Of<RunMetrics>("config", ColumnKind.Any, run => run.config),
    ];

    private static readonly AlertColumn[] s_stageMaps =
        [Of<StageMetrics>("custom_metrics", ColumnKind.Any, stage => stage.custom_metrics)];

    private static readonly AlertColumn[] s_operatorMaps =
        [Of<OperatorMetrics>("custom_metrics", ColumnKind.Any, row => row.custom_metrics)];

    /// <summary>The names of a level's columns, the usual ones first; members of dictionaries end with a dot.</summary>
    public static IEnumerable<string> Names(AlertLevel level) =>
        Plain(level).Select(column => column.Name).Concat(Maps(level).Select(map => map.Name + "."));

    /// <summary>The column of a name, without regard to case; null when the level has none.</summary>
    public static AlertColumn? Find(AlertLevel level, string name)
    {
        if (Array.Find(Plain(level), column => Same(column.Name, name)) is { } found)
        {
            return found;
        }

        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == name.Length - 1
            || Array.Find(Maps(level), map => Same(map.Name, name[..dot])) is not { } dictionary)
        {
            return null;
        }

        string path = name[(dot + 1)..];
        return new AlertColumn(name, ColumnKind.Any, row => Member(dictionary.Read(row) as IDictionary, path));
    }

    private static AlertColumn Of<TRow>(string name, ColumnKind kind, Func<TRow, object?> read) =>
        new(name, kind, row => read((TRow)row));

    private static AlertColumn[] Plain(AlertLevel level) => level switch
    {
        AlertLevel.Run => s_run,
        AlertLevel.Stage => s_stage,
        _ => s_operator,
    };

    private static AlertColumn[] Maps(AlertLevel level) => level switch
    {
        AlertLevel.Run => s_runMaps,
        AlertLevel.Stage => s_stageMaps,
        _ => s_operatorMaps,
    };

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    /// <summary>A member, or a member of a member; a key that holds dots itself is found first.</summary>
    private static object? Member(IDictionary? dictionary, string path)
    {
        if (dictionary is null || dictionary.Contains(path))
        {
            return dictionary?[path];
        }

        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            if (dictionary[path[..dot]] is IDictionary inner && Member(inner, path[(dot + 1)..]) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
