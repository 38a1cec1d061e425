namespace MdfMetrics.Tests.Reports;

/// <summary>What is otherwise in a run than in those of <see cref="Nightly"/>.</summary>
internal sealed record Night
{
    public string Pipeline { get; init; } = "nightly";

    public TimeSpan Every { get; init; } = TimeSpan.FromDays(1);

    public int Records { get; init; } = 1000;

    /// <summary>What drop_blank keeps.</summary>
    public double Kept { get; init; } = 0.9;

    /// <summary>How many times its usual time lookup_geo takes.</summary>
    public double Lookup { get; init; } = 1;

    /// <summary>How many times the other worker's time its second worker takes.</summary>
    public double Straggler { get; init; } = 1;

    public double Insert { get; init; } = 1;

    public long Errors { get; init; }

    /// <summary>A stage that leaves no row.</summary>
    public string? Without { get; init; }

    public string Status { get; init; } = RunStatus.Completed;

    public string? Error { get; init; }

    public string Commit { get; init; } = "4f1c2ab0000000000000000000000000000000ab";

    public string Config { get; init; } = """{"executor":{"batch_size":200,"hosts":["a"]}}""";
}
