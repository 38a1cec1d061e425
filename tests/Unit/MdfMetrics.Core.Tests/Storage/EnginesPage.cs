using System.Text.RegularExpressions;

namespace MdfMetrics.Tests.Storage;

/// <summary>docs/engines.md as a reader of it would copy from it.</summary>
internal static class EnginesPage
{
    private const RegexOptions RowOptions = RegexOptions.Multiline | RegexOptions.IgnoreCase;

    public static readonly string[] Datasets = ["runs", "stages", "operators", "histograms"];

    /// <summary>Each layout, all pairs of them, and all three; loose and compacted.</summary>
    public static readonly TheoryData<PartitionBy[], bool> Stores = [];

    static EnginesPage()
    {
        PartitionBy[] all = Enum.GetValues<PartitionBy>();
        foreach (int chosen in Enumerable.Range(1, (1 << all.Length) - 1))
        {
            PartitionBy[] layouts = [.. all.Where((_, i) => (chosen >> i & 1) == 1)];
            Stores.Add(layouts, false);
            Stores.Add(layouts, true);
        }
    }

    public static Document Page { get; } = new("engines.md");

    /// <summary>The one block of DuckDB's SQL in which some words stand, with the store's path in it.</summary>
    public static string Sql(this TemporaryStore store, string words) => store.Own(Assert.Single(
        Page.Blocks("sql"),
        block => block.Contains(words, StringComparison.Ordinal)));

    /// <summary>Text of a page with the path of a store for that in the page.</summary>
    public static string Own(this TemporaryStore store, string text) =>
        text.Replace("/srv/metrics/", $"{store.Path}/").Replace("'metrics/", $"'{store.Path}/");

    /// <summary>The glob that the page's table gives for a layout.</summary>
    public static string Glob(this TemporaryStore store, PartitionBy layout, string dataset) => store.Own(
        Regex.Match(Page.Section("Which files"), $"^\\| `{layout}` \\| `(.+?)` \\|$", RowOptions).Groups[1].Value)
        .Replace("<dataset>", dataset);

    /// <summary>The page's views, which are of flat files.</summary>
    public static DuckDb OpenViews(this TemporaryStore store) => store.OpenViews([PartitionBy.None]);

    /// <summary>The page's views, with the globs of the store's layouts in the place of those for flat files.</summary>
    public static DuckDb OpenViews(this TemporaryStore store, PartitionBy[] layouts)
    {
        string views = store.Sql("VIEW runs");
        foreach (string dataset in Datasets)
        {
            string flat = $"'{store.Glob(PartitionBy.None, dataset)}'";
            string globs = string.Join(", ", layouts.Select(layout => $"'{store.Glob(layout, dataset)}'"));
            Assert.Contains(flat, views, StringComparison.Ordinal);
            views = views.Replace(flat, layouts.Length == 1 ? globs : $"[{globs}]");
        }

        var database = new DuckDb();
        database.Execute(views);
        return database;
    }
}
