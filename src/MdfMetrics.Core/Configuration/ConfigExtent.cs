namespace MdfMetrics.Configuration;

/// <summary>How much a node is when every alias in it is written out.</summary>
/// <param name="Nodes">Values, itself included.</param>
/// <param name="Characters">Characters of keys and values.</param>
/// <param name="Height">Levels, 1 for a scalar.</param>
internal readonly record struct ConfigExtent(long Nodes, long Characters, int Height)
{
    /// <summary>This extent with a child's added.</summary>
    public ConfigExtent With(ConfigExtent child, int keyCharacters = 0) => new(
        Nodes + child.Nodes,
        Characters + child.Characters + keyCharacters,
        Math.Max(Height, child.Height + 1));
}
