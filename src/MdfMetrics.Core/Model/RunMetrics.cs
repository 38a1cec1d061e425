using MdfMetrics.Secrets;

namespace MdfMetrics;

/// <summary>
/// One run of a pipeline: a property for each column of the runs dataset, with the column's name.
/// A rate that is undefined is NaN (NULL in files), because <c>$null -lt 90</c> is true in PowerShell.
/// </summary>
public sealed record RunMetrics
{
    private readonly UtcTime? _startTime;
    private readonly UtcTime? _endTime;

    /// <summary>The run's id, unique in its store.</summary>
    public required string run_id { get; init; }

    /// <summary>
    /// When the run started, local time, whole milliseconds; null where another writer's file does not say.
    /// </summary>
    public required DateTime? start_time
    {
        get => _startTime?.Local;
        init => _startTime = value is { } time ? UtcTime.From(time) : null;
    }

    /// <summary>When the run ended, local time; null while it is running.</summary>
    public DateTime? end_time
    {
        get => _endTime?.Local;
        init => _endTime = value is { } time ? UtcTime.From(time) : null;
    }

    /// <summary>Seconds from start to end.</summary>
    public double duration { get; init; } = double.NaN;

    /// <summary>How many stages the run entered.</summary>
    public long num_stages { get; init; }

    /// <summary>Records that entered the first stage.</summary>
    public long total_input_records { get; init; }

    /// <summary>Records that left the last stage.</summary>
    public long total_output_records { get; init; }

    /// <summary>100 · output / input; NaN when nothing came in, above 100 on fan-out.</summary>
    public double overall_pass_rate { get; init; } = double.NaN;

    /// <summary>Input records a second of the run's duration.</summary>
    public double avg_throughput { get; init; }

    /// <summary>Errors of all stages.</summary>
    public long total_errors { get; init; }

    /// <summary>The pipeline's configuration, secrets redacted.</summary>
    public JsonMap? config { get; init; }

    /// <summary>completed, failed, abandoned, or (in memory only) running.</summary>
    public string status { get; init; } = RunStatus.Completed;

    /// <summary>Why the run failed.</summary>
    public string? error { get; init; }

    /// <summary>The machine that ran it.</summary>
    public string? host { get; init; }

    /// <summary>The user's own marks: name to text.</summary>
    public JsonMap? tags { get; init; }

    /// <summary>User, versions, script path, git commit, cpu seconds, peak memory, gc counts.</summary>
    public JsonMap? context { get; init; }

    /// <summary>Which pipeline it is a run of; null without a name.</summary>
    public string? pipeline_name { get; init; }

    /// <summary>The same as <see cref="overall_pass_rate"/>.</summary>
    public double pass_rate => overall_pass_rate;

    /// <summary>The store's full path; null when the run is in no store.</summary>
    public string? store { get; init; }

    /// <summary>The run's file; null when it has none yet.</summary>
    public string? path { get; init; }

    /// <summary>Start as UTC, what files hold and what sorting goes by.</summary>
    internal DateTime? StartUtc => _startTime?.Utc;

    /// <summary>End as UTC.</summary>
    internal DateTime? EndUtc => _endTime?.Utc;

    /// <summary>Where the run is meant to go, where it comes from a run just stopped.</summary>
    internal WriteTarget? Target { get; init; }

    /// <summary>The run's stages, where it comes from a run just stopped.</summary>
    internal IReadOnlyList<StageMetrics>? Stages { get; init; }

    /// <summary>The run's operator rows, where it comes from a run just stopped.</summary>
    internal IReadOnlyList<OperatorMetrics>? Operators { get; init; }

    /// <summary>The same with secrets masked, in whatever text of its own it has.</summary>
    internal RunMetrics Redacted(SecretRedactor redactor) => this with
    {
        config = config?.Redacted(redactor),
        error = error is null ? null : redactor.Redact(error),
        tags = tags?.Redacted(redactor),
        context = context?.Redacted(redactor),
    };
}
