using MdfMetrics.Alerts.Conditions;

namespace MdfMetrics.Alerts;

/// <summary>A rule that was read and is right.</summary>
internal sealed record AlertRule
{
    /// <summary>Its name, unique among the rules.</summary>
    public required string Name { get; init; }

    /// <summary>What it judges.</summary>
    public required AlertLevel Level { get; init; }

    /// <summary>The condition as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>All that was written of it, as JSON: rules that are alike here judge alike.</summary>
    public required string Document { get; init; }

    /// <summary>The condition on a row; null for a rule about a store.</summary>
    public Condition? Condition { get; init; }

    /// <summary>The figures of the user's own that the condition names.</summary>
    public IReadOnlyList<AlertColumn> CustomMetrics { get; init; } = [];

    /// <summary>
    /// The rule on stages, for runs whose stages have its <see cref="CustomMetrics"/> rather than their operators; null
    /// where its level is settled.
    /// </summary>
    public AlertRule? OnStages { get; init; }

    /// <summary>The condition on a store; null for a rule about rows.</summary>
    public NoRunCondition? NoRun { get; init; }

    /// <summary>info, warning or critical.</summary>
    public required string Severity { get; init; }

    /// <summary>Whether a missing value is an alert.</summary>
    public bool AlertsOnNoData { get; init; }

    /// <summary>Which stages; null: all.</summary>
    public Func<string, bool>? Stage { get; init; }

    /// <summary>Which operators; null: all.</summary>
    public Func<string, bool>? Operator { get; init; }

    /// <summary>Which workers; null: all.</summary>
    public Func<string, bool>? Worker { get; init; }

    /// <summary>Whether workers are judged apart. Figures of the user's own are known of each alone.</summary>
    public bool IsByWorker => Worker is not null || CustomMetrics.Count > 0;

    /// <summary>Which runs, by their tags; null: all.</summary>
    public Func<JsonMap?, bool>? Tags { get; init; }

    /// <summary>Which runs, by whether they have ended.</summary>
    public AlertRuns Runs { get; init; }

    /// <summary>Whether a run has the tags.</summary>
    public bool IsAbout(RunMetrics run) => Tags?.Invoke(run.tags) != false;
}
