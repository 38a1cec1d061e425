using MdfMetrics.Files;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Storage.Writing;

/// <summary>
/// Files that have the columns alone, for datasets of which a store has no file: engines fail on a pattern that finds
/// none.
/// </summary>
internal sealed class SchemaFiles
{
    private readonly string _store;
    private readonly Dictionary<string, byte[]> _missing = new(StringComparer.Ordinal);

    private SchemaFiles(string store, PartitionBy[] layouts)
    {
        _store = store;
        Layouts = layouts;
    }

    /// <summary>The layouts that files of the store lie in; the flat one where it has none.</summary>
    public IReadOnlyList<PartitionBy> Layouts { get; }

    /// <summary>The files that the store needs: one for each layout of each dataset that has no file in it.</summary>
    public IReadOnlyCollection<string> Missing => _missing.Keys;

    /// <summary>Looks through a store.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static SchemaFiles Of(string store)
    {
        Dictionary<Dataset, ILookup<PartitionBy, string>> files = MetricsSchema.All.ToDictionary(
            dataset => dataset,
            dataset => StoreLayout.List(store, dataset.Name, dataset.FilePrefix)
                .Select(file => file.Path)
                .ToLookup(path => StoreLayout.LayoutOf(store, path)));
        PartitionBy[] layouts =
            [.. files.Values.SelectMany(found => found.Select(layout => layout.Key)).Distinct().Order()];
        var needed = new SchemaFiles(store, layouts is [] ? [PartitionBy.None] : layouts);
        foreach (PartitionBy layout in needed.Layouts)
        {
            string day =
                files.Values.SelectMany(found => found[layout]).Select(StoreLayout.DayOf).Min() ?? string.Empty;
            needed.AddMissing(MetricsSchema.Histograms, layout, day, files);
            needed.AddMissing(MetricsSchema.Operators, layout, day, files);
            needed.AddMissing(MetricsSchema.Stages, layout, day, files);
            needed.AddMissing(MetricsSchema.Runs, layout, day, files);
        }

        return needed;
    }

    /// <summary>Writes what is missing.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotWritable"/></exception>
    public void Write()
    {
        // Whoever may list the store may read them.
        var folders = new StoreFolder(new WriterOptions
        {
            FileMode = StoreFolder.ReadableModeOf(_store),
        });
        try
        {
            foreach ((string path, byte[] content) in _missing)
            {
                var file = TemporaryFile.Unique(_store, path);
                folders.CreateFor(file);
                folders.Write(file.Path, content);
                file.Publish(overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.StoreNotWritable,
                $"The store '{_store}' has datasets without a file, which SQL can't read, and they can't be given one: "
                    + $"{exception.Message} Export the dashboard once with an account that may write the store.",
                _store,
                exception);
        }
    }

    private void AddMissing<TRow>(
        DatasetSchema<TRow> dataset,
        PartitionBy layout,
        string day,
        Dictionary<Dataset, ILookup<PartitionBy, string>> files)
        where TRow : class
    {
        if (!files[dataset].Contains(layout) && !Folders(dataset.Name, layout).Any(HasOne))
        {
            _missing[FileIn(StoreLayout.Folder(_store, dataset.Name, layout, day))] =
                ParquetFile.Serialize(dataset, []);
        }
    }

    private IEnumerable<string> Folders(string dataset, PartitionBy layout) => layout switch
    {
        PartitionBy.Date => Inside(_store)
            .Where(folder => StoreLayout.IsDate(Path.GetFileName(folder)))
            .Select(folder => Path.Combine(folder, dataset)),
        PartitionBy.Hive => Inside(Path.Combine(_store, dataset))
            .Where(folder => Path.GetFileName(folder).StartsWith(StoreLayout.HivePrefix, StringComparison.Ordinal)),
        _ => [Path.Combine(_store, dataset)],
    };

    private static string[] Inside(string folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];

    private static bool HasOne(string folder) => File.Exists(FileIn(folder));

    private static string FileIn(string folder) => Path.Combine(folder, StoreLayout.SchemaFileName);
}
