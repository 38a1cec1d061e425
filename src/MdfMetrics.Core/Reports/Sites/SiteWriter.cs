using System.Security.Cryptography;
using System.Text;
using MdfMetrics.Files;
using MdfMetrics.Progress;
using MdfMetrics.Reports.Pages;

namespace MdfMetrics.Reports.Sites;

/// <summary>Keeps a folder of pages: writes what is new or changed, takes away what is of runs that are gone.</summary>
/// <param name="folder">The full path of the site.</param>
internal sealed class SiteWriter(string folder, CancellationToken token)
{
    private readonly SiteManifest _manifest = new(folder);

    /// <summary>Follows the work.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <returns>How many pages were written, and how many taken away.</returns>
    /// <exception cref="MetricsException">ReportNotWritable</exception>
    public (int Written, int Removed) Write(SiteMap map)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Dictionary<string, string> pages = _manifest.Read();
            try
            {
                return Write(map, pages);
            }
            finally
            {
                // Who stops a site before it is whole goes on there with the next call.
                _manifest.Write(pages);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReportFile.NotWritable(folder, e);
        }
    }

    /// <param name="pages">The fingerprints of the pages that are there, kept up to date.</param>
    private (int Written, int Removed) Write(SiteMap map, Dictionary<string, string> pages)
    {
        string settings = $"{map.Settings}\n{Page.Version}";
        HashSet<string> gone = [.. pages.Keys];
        int written = 0;
        void Replace(string path, string fingerprint, Func<byte[]> content)
        {
            gone.Remove(path);
            string file = Path.Combine(folder, path);
            if (pages.GetValueOrDefault(path) == fingerprint && File.Exists(file))
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            WholeFile.Replace(file, content());
            pages[path] = fingerprint;
            written++;
        }

        Replace(SitePaths.ECharts, Hash(Page.ECharts), () => Encoding.UTF8.GetBytes(Page.ECharts));
        Progress.Begin("Writing", "pages", map.Count, left: 1);
        foreach (SitePage page in Progress.Follow(map.Pages()))
        {
            token.ThrowIfCancellationRequested();
            string echarts = SitePaths.Link(page.Path, SitePaths.ECharts);
            Replace(page.Path, Hash($"{page.Source}\n{settings}"), () => Page.Html(page.Make(), echarts));
        }

        foreach (string path in gone)
        {
            Remove(path);
            pages.Remove(path);
        }

        return (written, gone.Count);
    }

    private void Remove(string path)
    {
        string file = Path.Combine(folder, path);
        string parent = Path.GetDirectoryName(file)!;
        if (!Directory.Exists(parent))
        {
            // Someone else took it away.
            return;
        }

        File.Delete(file);
        while (parent.Length > folder.Length && !Directory.EnumerateFileSystemEntries(parent).Any())
        {
            Directory.Delete(parent);
            parent = Path.GetDirectoryName(parent)!;
        }
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
