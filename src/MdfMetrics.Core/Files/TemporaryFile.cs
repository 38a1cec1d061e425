namespace MdfMetrics.Files;

/// <summary>
/// A file that is not whole yet. It lies, under a name that no reader takes for data, on the disk where it is to be:
/// there renaming is one step. This alone decides where, and tells such files from others.
/// </summary>
/// <param name="Target">The full path that it is to have.</param>
/// <param name="Path">The full path that it has until then.</param>
internal readonly record struct TemporaryFile(string Target, string Path)
{
    private const string Extension = ".tmp";

    /// <summary>A dot, and a GUID without hyphens.</summary>
    private const int MarkLength = 33;

    /// <summary>
    /// Of a file that one process writes at a time: the next one finds what was left there, to go on or to replace it.
    /// </summary>
    public static TemporaryFile Of(string target) => new(target, Beside(target, string.Empty));

    /// <summary>Of a file that others may be writing at the same time.</summary>
    public static TemporaryFile Unique(string target) => new(target, Beside(target, $".{Guid.NewGuid():N}"));

    /// <summary>The name that a file was to have, by one that <see cref="Of"/> gives; null for others.</summary>
    public static string? TargetOf(string name) =>
        name.Length > Extension.Length + 1 && name[0] == '.' && name.EndsWith(Extension, StringComparison.Ordinal)
            ? name[1..^Extension.Length]
            : null;

    /// <summary>The name that a file was to have, by one that <see cref="Unique"/> gives; null for others.</summary>
    public static string? TargetOfUnique(string name) =>
        TargetOf(name) is { Length: > MarkLength } marked
        && marked[^MarkLength..] is ['.', .. var mark]
        && mark.All(char.IsAsciiHexDigitLower)
            ? marked[..^MarkLength]
            : null;

    /// <summary>Makes the file visible, in the place of another if it may.</summary>
    /// <exception cref="IOException">There is another, or it is in use.</exception>
    public void Publish(bool overwrite) => File.Move(Path, Target, overwrite);

    private static string Beside(string target, string mark) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(target)!,
        $".{System.IO.Path.GetFileName(target)}{mark}{Extension}");
}
