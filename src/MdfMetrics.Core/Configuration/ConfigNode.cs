namespace MdfMetrics.Configuration;

/// <summary>A value of a configuration document with its place, so that any later complaint can name it.</summary>
internal abstract class ConfigNode(ConfigPosition position)
{
    /// <summary>Where the value begins.</summary>
    public ConfigPosition Position { get; } = position;

    /// <summary>Its size with aliases written out; aliased nodes themselves are shared.</summary>
    public abstract ConfigExtent Extent { get; }

    /// <summary>What it is, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>The value as dictionaries, lists and scalars.</summary>
    /// <param name="asWritten">Whether numbers keep their text: 3.10, and 0x1F as a string.</param>
    public abstract object? ToPlain(bool asWritten = false);
}
