namespace MdfMetrics.Configuration;

/// <summary>
/// Bounds what a document may unfold to. Aliases let a file of one kilobyte stand for billions of values, and cyclic
/// hashtables for infinitely many.
/// </summary>
internal sealed class ConfigBudget(string name)
{
    /// <summary>Values, with aliases written out.</summary>
    public const int MaxNodes = 100_000;

    /// <summary>Characters, with aliases written out.</summary>
    public const int MaxCharacters = 16 * 1024 * 1024;

    /// <summary>Levels; JSON writers and readers commonly stop at 64.</summary>
    public const int MaxDepth = 60;

    private long _nodes;
    private long _characters;

    /// <summary>Takes a value of the given extent, at the given depth (0 for the root), into the document.</summary>
    /// <exception cref="MetricsException">ConfigInvalid when the document becomes too large or too deep.</exception>
    public void Spend(ConfigExtent extent, int depth, ConfigPosition position)
    {
        _nodes += extent.Nodes;
        _characters += extent.Characters;
        if (_nodes > MaxNodes || _characters > MaxCharacters)
        {
            throw ConfigErrors.Invalid(
                name,
                position,
                Invariant($"the document unfolds to more than {MaxNodes:N0} values or {MaxCharacters >> 20} MB of ")
                    + "text; check what its aliases repeat");
        }

        if (depth + extent.Height > MaxDepth)
        {
            throw ConfigErrors.Invalid(name, position, $"expected at most {MaxDepth} levels, found more");
        }
    }
}
