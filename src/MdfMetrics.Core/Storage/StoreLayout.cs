using System.Globalization;
using System.IO.Enumeration;

namespace MdfMetrics.Storage;

/// <summary>Where the files of a store lie.</summary>
internal static class StoreLayout
{
    /// <summary>What the folder of a partition begins with.</summary>
    public const string HivePrefix = "date=";

    private const string DateFormat = "yyyy-MM-dd";
    private const string Extension = ".parquet";

    /// <summary>Without a stat for each file: names alone decide.</summary>
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The folder of a dataset's files of runs that start on a day.</summary>
    public static string Folder(string store, string dataset, PartitionBy partitionBy, DateTime startUtc)
    {
        string date = startUtc.ToString(DateFormat, CultureInfo.InvariantCulture);
        return partitionBy switch
        {
            PartitionBy.Date => Path.Combine(store, date, dataset),
            PartitionBy.Hive => Path.Combine(store, dataset, HivePrefix + date),
            _ => Path.Combine(store, dataset),
        };
    }

    /// <summary>A file's name.</summary>
    public static string FileName(string filePrefix, string key) => filePrefix + key + Extension;

    /// <summary>A store's full path, as it is shown and compared.</summary>
    public static string FullPath(string store) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(store));

    /// <summary>All files of a dataset, of every layout.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static List<DatasetFile> List(string store, string dataset, string filePrefix)
    {
        if (!Directory.Exists(store))
        {
            throw new MetricsException(
                MetricsError.StoreNotFound,
                $"There is no store at '{store}': give the folder that the runs were written to.",
                store);
        }

        var files = new List<DatasetFile>();
        Add(Path.Combine(store, dataset), isPartition: false);
        foreach ((string name, bool isFolder) in Entries(store))
        {
            if (isFolder && IsDate(name))
            {
                Add(Path.Combine(store, name, dataset), isPartition: false);
            }
        }

        return files;

        // Partitions do not nest: else a link that leads back to its folder would be followed for ever.
        void Add(string folder, bool isPartition)
        {
            foreach ((string name, bool isFolder) in Entries(folder))
            {
                string path = Path.Combine(folder, name);
                if (isFolder && !isPartition && name.StartsWith(HivePrefix, StringComparison.Ordinal))
                {
                    Add(path, isPartition: true);
                }
                else if (!isFolder && IsData(name))
                {
                    files.Add(DatasetFile.From(path, name.AsSpan()[..^Extension.Length], filePrefix));
                }
            }
        }
    }

    /// <summary>Whether a folder's name is a date.</summary>
    public static bool IsDate(string name) => DateOnly.TryParseExact(
        name,
        DateFormat,
        CultureInfo.InvariantCulture,
        DateTimeStyles.None,
        out _);

    private static bool IsData(string name) =>
        name[0] is not ('.' or '_') && name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>None where the folder is missing, or goes while it is listed.</summary>
    private static List<(string Name, bool IsFolder)> Entries(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<(string, bool)>(
                folder,
                static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory),
                s_all)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.StoreNotFound,
                $"The folder '{folder}' cannot be listed: {exception.Message} Give this account the right to read it.",
                folder,
                exception);
        }
    }
}
