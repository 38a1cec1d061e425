namespace MdfMetrics.Configuration;

/// <summary>A sequence.</summary>
internal sealed class ConfigList(IReadOnlyList<ConfigNode> items, ConfigPosition position) : ConfigNode(position)
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<ConfigNode> Items { get; } = items;

    public override ConfigExtent Extent { get; } =
        items.Aggregate(new ConfigExtent(1, 0, 1), (sum, item) => sum.With(item.Extent));

    public override string Description => "a list";

    public override object ToPlain(bool asWritten = false) => Items.Select(item => item.ToPlain(asWritten)).ToArray();
}
