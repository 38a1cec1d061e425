namespace MdfMetrics.Storage.Walking;

/// <summary>A file or folder of a store.</summary>
/// <param name="IsFolder">Whether it is a folder, or a link to one.</param>
/// <param name="IsLink">Whether it is a symbolic link.</param>
internal readonly record struct StoreEntry(string Path, bool IsFolder, bool IsLink)
{
    /// <summary>The name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
