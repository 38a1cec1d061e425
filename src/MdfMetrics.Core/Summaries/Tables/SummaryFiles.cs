using MdfMetrics.Files;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Summaries.Tables;

/// <summary>
/// Where the files of summaries lie: <c>summaries/operator/operator_day_2026-01.parquet</c>. The names of the folders
/// are not those of the datasets, so that no pattern for these takes them in.
/// </summary>
internal static class SummaryFiles
{
    /// <summary>The folder of all summaries.</summary>
    public static string Root(string store) => Path.Combine(store, StoreLayout.SummariesName);

    public static string Folder<TRow>(string store, DatasetSchema<TRow> schema)
        where TRow : class => Path.Combine(Root(store), schema.Name);

    /// <summary>The file of some periods.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="fileKey">The periods: see <see cref="PeriodCalendar.FileKey"/>.</param>
    public static string PathOf<TRow>(string store, DatasetSchema<TRow> schema, string fileKey)
        where TRow : class =>
        Path.Combine(Folder(store, schema), StoreLayout.FileName(schema.FilePrefix, fileKey));

    /// <summary>The files of some periods that belong together: the ledger first.</summary>
    public static string[] Together(string store, string fileKey) =>
    [
        PathOf(store, SummarySchema.Ledger, fileKey),
        PathOf(store, SummarySchema.Runs, fileKey),
        PathOf(store, SummarySchema.Stages, fileKey),
        PathOf(store, SummarySchema.Operators, fileKey),
    ];

    /// <summary>The keys of all periods that any file is of, in order.</summary>
    public static IEnumerable<(SummaryPeriod Period, string FileKey)> Keys(string store) =>
        KeysOf(store, SummarySchema.Ledger)
            .Concat(KeysOf(store, SummarySchema.Runs))
            .Concat(KeysOf(store, SummarySchema.Stages))
            .Concat(KeysOf(store, SummarySchema.Operators))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .SelectMany(key => Enum.GetValues<SummaryPeriod>()
                .Where(period => PeriodCalendar.TryGetRange(period, key, out _, out _))
                .Select(period => (period, key)));

    /// <summary>Creates files of summaries: who may read the runs may read these.</summary>
    public static StoreFolder Folders(string store)
    {
        IReadOnlyList<DatasetFile> runs = StoreListing.Of(store, MetricsSchema.Runs).Files;
        return new StoreFolder(new WriterOptions
        {
            FileMode = runs.Count == 0 ? StoreFolder.ReadableModeOf(store) : StoreFolder.ModeOf(runs[0].Path),
        });
    }

    private static IEnumerable<string> KeysOf<TRow>(string store, DatasetSchema<TRow> schema)
        where TRow : class
    {
        string folder = Folder(store, schema);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, StoreLayout.FileName(schema.FilePrefix, "*"))
                .Select(path => Path.GetFileNameWithoutExtension(path)[schema.FilePrefix.Length..])
            : [];
    }
}
