namespace MdfMetrics;

/// <summary>A rule that fired: what on, by which figure, and a message for whoever is on call.</summary>
public sealed record Alert
{
    /// <summary>The rule's name.</summary>
    public required string rule { get; init; }

    /// <summary>info, warning or critical.</summary>
    public required string severity { get; init; }

    /// <summary>run, stage or operator.</summary>
    public required string level { get; init; }

    /// <summary>The pipeline; null where it has no name.</summary>
    public string? pipeline_name { get; init; }

    /// <summary>The run, of an alert that one is missing the last there was; null where there is none at all.</summary>
    public string? run_id { get; init; }

    /// <summary>The run's status: completed, failed, abandoned or running.</summary>
    public string? status { get; init; }

    /// <summary>The stage; null at run level.</summary>
    public string? stage_name { get; init; }

    /// <summary>The operator; null at run and stage level.</summary>
    public string? operator_name { get; init; }

    /// <summary>The worker; * where several were merged, null above operator level.</summary>
    public string? worker_id { get; init; }

    /// <summary>The column that decided; null where there was nothing to judge.</summary>
    public string? column { get; init; }

    /// <summary>
    /// Its value: a number (seconds, percent, records a second, a count), a text, or the start of the last run. NaN or
    /// null where there is none, which only rules with no_data: alert report.
    /// </summary>
    public object? value { get; init; }

    /// <summary>What the value was held against, in the same unit; of a baseline the figure that came of it.</summary>
    public object? threshold { get; init; }

    /// <summary>The rule's condition as it was written.</summary>
    public required string condition { get; init; }

    /// <summary>What happened, in one sentence.</summary>
    public required string message { get; init; }

    /// <summary>Why the run failed.</summary>
    public string? error { get; init; }

    /// <summary>When the run started, local time.</summary>
    public DateTime? start_time { get; init; }

    /// <summary>When the run ended, local time; null while it goes on.</summary>
    public DateTime? end_time { get; init; }

    /// <summary>The run's tags.</summary>
    public JsonMap? tags { get; init; }

    /// <summary>The store's full path; null for a run that is in none.</summary>
    public string? store { get; init; }

    /// <summary>The message without the run and the rule, for who sees them beside it.</summary>
    internal string? Finding { get; init; }
}
