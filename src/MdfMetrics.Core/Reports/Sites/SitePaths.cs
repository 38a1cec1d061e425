using MdfMetrics.Files;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Reports.Sites;

/// <summary>Where the pages of a site lie, and how they are found from each other. Paths have forward slashes.</summary>
internal sealed class SitePaths
{
    public const string Overview = "index.html";
    public const string ECharts = "echarts.js";

    private const string Unnamed = "_";

    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);

    private readonly string?[] _stores;

    /// <param name="pipelines">The names of all pipelines; of one without a name null.</param>
    /// <param name="stores">The stores of all runs, each of which may have a run of the same id.</param>
    public SitePaths(IEnumerable<string?> pipelines, IEnumerable<string?> stores)
    {
        _stores = [.. stores.Distinct().Order(StringComparer.Ordinal)];
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in pipelines.Select(name => name ?? string.Empty).Order(StringComparer.Ordinal))
        {
            string folder = name.Length > 0 ? FileNames.Encode(name) : Unnamed;

            // Where names differ in letter case alone, some systems have one folder for both.
            for (int other = 2; !taken.Add(folder); other++)
            {
                folder = $"{FileNames.Encode(name)}.{other}";
            }

            _folders.Add(name, folder);
        }
    }

    public string Pipeline(string? name) => $"pipelines/{_folders[name ?? string.Empty]}/index.html";

    public string Run(RunMetrics run)
    {
        int store = Array.IndexOf(_stores, run.store);
        string runs = store == 0 ? "runs" : Invariant($"runs.{store + 1}");
        return $"pipelines/{_folders[run.pipeline_name ?? string.Empty]}/{runs}/{StoreLayout.ReportName(run.run_id)}";
    }

    /// <summary>The relative URL that leads from one page to another.</summary>
    public static string Link(string from, string to)
    {
        string[] here = from.Split('/');
        string[] there = to.Split('/');
        int common = here.SkipLast(1).Zip(there.SkipLast(1)).TakeWhile(pair => pair.First == pair.Second).Count();
        IEnumerable<string> up = Enumerable.Repeat("..", here.Length - 1 - common);
        return string.Join('/', up.Concat(there.Skip(common).Select(Uri.EscapeDataString)));
    }
}
