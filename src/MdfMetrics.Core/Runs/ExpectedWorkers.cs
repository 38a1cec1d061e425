namespace MdfMetrics.Runs;

/// <summary>The workers that are to take part in a run before it ends: by their ids, or how many.</summary>
/// <param name="Ids">Worker ids.</param>
/// <param name="Count">How many workers of other processes, at least.</param>
public sealed record ExpectedWorkers(IReadOnlyList<string> Ids, int Count)
{
    /// <summary>Whoever has joined.</summary>
    public static ExpectedWorkers None { get; } = new([], 0);
}
