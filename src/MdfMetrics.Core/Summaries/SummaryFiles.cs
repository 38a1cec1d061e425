using MdfMetrics.Storage;
using MdfMetrics.Storage.Columns;

namespace MdfMetrics.Summaries;

/// <summary>
/// Where the files of summaries lie: <c>summaries/operator/operator_day_2026-01.parquet</c>. The names of the folders
/// are not those of the datasets, so that no pattern for these takes them in.
/// </summary>
internal static class SummaryFiles
{
    /// <summary>The folder of all summaries.</summary>
    public static string Root(string store) => Path.Combine(store, StoreLayout.SummariesName);

    /// <summary>The folder of a summary's files.</summary>
    public static string Folder<TRow>(string store, DatasetSchema<TRow> schema)
        where TRow : class => Path.Combine(Root(store), schema.Name);

    /// <summary>The file of some periods.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="schema">The summary.</param>
    /// <param name="fileKey">The periods: see <see cref="PeriodCalendar.FileKey"/>.</param>
    public static string PathOf<TRow>(string store, DatasetSchema<TRow> schema, string fileKey)
        where TRow : class =>
        Path.Combine(Folder(store, schema), StoreLayout.FileName(schema.FilePrefix, fileKey));
}
