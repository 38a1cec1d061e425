namespace MdfMetrics.Files;

/// <summary>
/// A file that is not whole yet. It lies, under a name that no reader takes for data, on the disk where it is to be:
/// there renaming is one step. Those of a store lie in a folder of their own, since engines that are given a whole
/// folder of data fail on a stranger in it. This alone decides where, and tells such files from others.
/// </summary>
/// <param name="Target">The full path that it is to have.</param>
/// <param name="Path">The full path that it has until then.</param>
internal readonly record struct TemporaryFile(string Target, string Path)
{
    /// <summary>The folder in a store for such files.</summary>
    public const string FolderName = "_tmp";

    private const string Extension = ".tmp";

    /// <summary>A dot, and a GUID without hyphens.</summary>
    private const int MarkLength = 33;

    /// <summary>
    /// Of a file that one process writes at a time: the next one finds what was left there, to go on or to replace it.
    /// </summary>
    /// <param name="store">The full path of the store. No two such files of it have the same name.</param>
    /// <param name="target">The full path that the file is to have.</param>
    public static TemporaryFile Of(string store, string target) => In(FolderFor(store, target), target, string.Empty);

    /// <summary>Of a file of a store that others may be writing at the same time.</summary>
    public static TemporaryFile Unique(string store, string target) =>
        In(FolderFor(store, target), target, NewMark());

    /// <summary>
    /// Of a file in a folder that holds no data. The earlier versions wrote those of a store's data so too.
    /// </summary>
    public static TemporaryFile Beside(string target) => In(System.IO.Path.GetDirectoryName(target)!, target, string.Empty);

    /// <summary>Of a file in a folder that holds no data, which others may be writing at the same time.</summary>
    public static TemporaryFile UniqueBeside(string target) =>
        In(System.IO.Path.GetDirectoryName(target)!, target, NewMark());

    /// <summary>The full path of the folder in a store.</summary>
    public static string FolderOf(string store) => System.IO.Path.Combine(store, FolderName);

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

    private static string NewMark() => $".{Guid.NewGuid():N}";

    /// <summary>What a link leads to may lie on another disk.</summary>
    private static string FolderFor(string store, string target) =>
        Links.LeadThrough(store, target) || Links.LeadThrough(store, FolderOf(store))
            ? System.IO.Path.GetDirectoryName(target)!
            : FolderOf(store);

    private static TemporaryFile In(string folder, string target, string mark) =>
        new(target, System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(target)}{mark}{Extension}"));
}
