using MdfMetrics.Configuration;

namespace MdfMetrics.Pipelines;

/// <summary>A command that a pipeline runs.</summary>
/// <param name="Role">What it is there for.</param>
/// <param name="Name">Its name in metrics and messages.</param>
/// <param name="Command">The value that names the command.</param>
/// <param name="Parameters">Its parameters, names as written.</param>
internal sealed record CommandDefinition(
    CommandRole Role,
    string Name,
    ConfigValue Command,
    IReadOnlyList<(ConfigEntry Entry, ConfigValue Value)> Parameters)
{
    /// <summary>Whether a record's error is passed over; else it ends the pipeline.</summary>
    public bool SkipsErrors { get; init; }

    /// <summary>What it is for in the metrics: see <see cref="MdfMetrics.OperatorRole"/>.</summary>
    public string OperatorRole { get; init; } = MdfMetrics.OperatorRole.Transform;
}
