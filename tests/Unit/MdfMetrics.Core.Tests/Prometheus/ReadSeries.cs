namespace MdfMetrics.Tests.Prometheus;

/// <summary>A series as a reader of the text format finds it.</summary>
/// <param name="Family">The metric that the last TYPE line named.</param>
internal sealed record ReadSeries(string Family, string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    public string? this[string label] => Labels.GetValueOrDefault(label);

    /// <summary>What tells it from others.</summary>
    public string Key => string.Join(
        '\u0001',
        Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}").Prepend(Name));
}
