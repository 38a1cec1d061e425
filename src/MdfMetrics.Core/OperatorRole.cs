namespace MdfMetrics;

/// <summary>The values of the column role of operators: what an operator is for. None is a transform.</summary>
public static class OperatorRole
{
    /// <summary>Makes records: it has no input, and no pass rate.</summary>
    public const string Source = "source";

    /// <summary>Takes records and passes them on, changed or not; some are dropped.</summary>
    public const string Transform = "transform";

    /// <summary>Makes few records of many on purpose: only those that failed are missing.</summary>
    public const string Aggregate = "aggregate";

    /// <summary>Writes records away: all but those that failed have passed, whatever it emits.</summary>
    public const string Sink = "sink";

    internal static IReadOnlyList<string> All { get; } = [Source, Transform, Aggregate, Sink];

    /// <summary>The role that a text names, in any case; null: none.</summary>
    internal static string? Find(string text) =>
        All.FirstOrDefault(role => role.Equals(text, StringComparison.OrdinalIgnoreCase));
}
