using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Storage.Walking;

namespace MdfMetrics.Integrity;

/// <summary>Checks that the files of a store lie in one layout, whatever partition_by was when they were written.</summary>
internal static class LayoutCheck
{
    /// <summary>A finding where they lie in several.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="links">The links that are not followed.</param>
    public static IEnumerable<StoreFinding> Findings(string store, StoreLinks links)
    {
        string[] layouts =
        [
            .. MetricsSchema.All
                .SelectMany(dataset => links.Within(StoreListing.Of(store, dataset).Files))
                .GroupBy(file => StoreLayout.LayoutOf(store, file.Path))
                .OrderBy(layout => layout.Key)
                .Select(layout => $"{layout.Key.ToString().ToLowerInvariant()}: {layout.Count()} files"),
        ];
        return layouts.Length <= 1
            ? []
            :
            [
                new StoreFinding
                {
                    kind = FindingKind.MixedLayouts,
                    path = store,
                    message = $"Its files lie in several layouts ({string.Join(", ", layouts)}), and no pattern finds all; "
                        + "Spark passes over files beside folders date=… and says nothing. Optimize-MdfMetrics "
                        + "-PartitionBy with the layout that partition_by of your configuration says (none by default) "
                        + "brings all into it.",
                    store = store,
                },
            ];
    }
}
