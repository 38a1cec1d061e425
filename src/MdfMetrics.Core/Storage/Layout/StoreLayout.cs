using System.Globalization;
using System.IO.Enumeration;
using MdfMetrics.Files;
using MdfMetrics.ParquetFiles;

namespace MdfMetrics.Storage.Layout;

/// <summary>Where the files of a store lie.</summary>
internal static class StoreLayout
{
    /// <summary>What the folder of a partition begins with.</summary>
    public const string HivePrefix = "date=";

    /// <summary>The folder of the summary tables.</summary>
    public const string SummariesName = "summaries";

    /// <summary>The folder of the runs' reports.</summary>
    public const string ReportsName = "_reports";

    /// <summary>
    /// A file without rows by which engines find a dataset that has no others. It is no file of data to us, so that it
    /// is never counted, merged nor removed.
    /// </summary>
    public const string SchemaFileName = "_schema.parquet";

    /// <summary>A day in the names of folders and files.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    private const string Extension = ".parquet";

    /// <summary>Without a stat for each file: names alone decide.</summary>
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The folder of a dataset's files of runs that start on a day.</summary>
    public static string Folder(string store, string dataset, PartitionBy partitionBy, DateTime startUtc) =>
        Folder(store, dataset, partitionBy, startUtc.ToString(DateFormat, CultureInfo.InvariantCulture));

    /// <summary>The folder of a dataset's files of runs that start on a day.</summary>
    public static string Folder(string store, string dataset, PartitionBy partitionBy, string day) => partitionBy switch
    {
        PartitionBy.Date => Path.Combine(store, day, dataset),
        PartitionBy.Hive => Path.Combine(store, dataset, HivePrefix + day),
        _ => Path.Combine(store, dataset),
    };

    /// <summary>Where a store has the report of a run, if it was made.</summary>
    public static string ReportPath(string store, string runId) =>
        Path.Combine(store, ReportsName, ReportName(runId));

    /// <summary>What the page of a run is called.</summary>
    public static string ReportName(string runId) => RunName(runId) + ".html";

    /// <summary>
    /// A run's id as a part of a path. Those of other writers may be anything: a path that leads outside, or longer
    /// than a name can be.
    /// </summary>
    public static string RunName(string runId) =>
        RunId.IsValid(runId) ? RunId.Key(runId) : FileNames.Encode(RunId.Key(runId));

    /// <summary>The layout that a file of the store lies in.</summary>
    public static PartitionBy LayoutOf(string store, string path) =>
        Path.GetFileName(Path.GetDirectoryName(path)!).StartsWith(HivePrefix, StringComparison.Ordinal)
            ? PartitionBy.Hive
        : IsDate(Path.GetRelativePath(store, path).Split(Path.DirectorySeparatorChar)[0]) ? PartitionBy.Date
        : PartitionBy.None;

    /// <summary>The day of the folder that a file of a dataset lies in, where folders are of one.</summary>
    public static string DayOf(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        string name = Path.GetFileName(folder);
        return name.StartsWith(HivePrefix, StringComparison.Ordinal)
            ? name[HivePrefix.Length..]
            : Path.GetFileName(Path.GetDirectoryName(folder)) ?? string.Empty;
    }

    public static string FileName(string filePrefix, string key) => filePrefix + key + Extension;

    /// <summary>A store's full path, as it is shown and compared.</summary>
    public static string FullPath(string store) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(store));

    /// <summary>Refuses a store that is not there.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static void Require(string store)
    {
        if (!Directory.Exists(store))
        {
            throw new MetricsException(
                MetricsError.StoreNotFound,
                $"There is no store at '{store}': give the folder that the runs were written to.",
                store);
        }
    }

    /// <summary>All files of a dataset, of every layout.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static List<DatasetFile> List(string store, string dataset, string filePrefix)
    {
        Require(store);
        var files = new List<DatasetFile>();
        Add(Path.Combine(store, dataset), day: null, isPartition: false);
        foreach ((string name, bool isFolder) in Entries(store))
        {
            if (isFolder && IsDate(name))
            {
                Add(Path.Combine(store, name, dataset), RangeOf(name), isPartition: false);
            }
        }

        return files;

        // Partitions do not nest: else a link that leads back to its folder would be followed for ever.
        void Add(string folder, TimeRange? day, bool isPartition)
        {
            foreach ((string name, bool isFolder) in Entries(folder))
            {
                string path = Path.Combine(folder, name);
                if (isFolder && !isPartition && name.StartsWith(HivePrefix, StringComparison.Ordinal))
                {
                    Add(path, RangeOf(name[HivePrefix.Length..]), isPartition: true);
                }
                else if (!isFolder && IsData(name))
                {
                    files.Add(DatasetFile.From(path, name.AsSpan()[..^Extension.Length], filePrefix, day));
                }
            }
        }
    }

    /// <summary>Whether a folder's name is a date.</summary>
    public static bool IsDate(string name) => RangeOf(name) is not null;

    /// <summary>Whether a name is that of a file of data.</summary>
    public static bool IsData(string name) =>
        name is [not ('.' or '_'), ..] && name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The day that a folder's name says.</summary>
    private static TimeRange? RangeOf(string name) => DateTime.TryParseExact(
        name,
        DateFormat,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTime day)
        ? new TimeRange(day, day).Widen(TimeSpan.FromDays(1))
        : null;

    /// <summary>What lies in a folder: nothing where it is missing, or goes while it is listed.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/>: it can't be listed.</exception>
    internal static List<(string Name, bool IsFolder)> Entries(string folder)
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
