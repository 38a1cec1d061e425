using MdfMetrics.Files;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Pages;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Reports;

/// <summary>Reports as files: there whole, or as they were before.</summary>
internal static class ReportFile
{
    /// <summary>Writes a report to a file of its own, in the place of the one that may be there.</summary>
    /// <param name="path">The full path; its folder exists.</param>
    /// <exception cref="MetricsException">ReportNotWritable</exception>
    public static void Write(string path, Report report)
    {
        try
        {
            WholeFile.Replace(path, Page.Html(report));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }
    }

    /// <summary>Writes the report of a run into a folder, which is made: <c>(key).html</c>.</summary>
    /// <returns>The file's full path.</returns>
    /// <exception cref="MetricsException">ReportNotWritable</exception>
    public static string WriteInto(string folder, RunReport report)
    {
        string path = Path.Combine(folder, StoreLayout.ReportName(report.Run.RunId));
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }

        Write(path, report);
        return path;
    }

    /// <summary>Writes the report of a run into its store: <c>_reports/(key).html</c>.</summary>
    /// <returns>The file's full path.</returns>
    /// <exception cref="MetricsException">ReportNotWritable</exception>
    public static string WriteInto(string store, WriterOptions options, RunReport report)
    {
        string path = StoreLayout.ReportPath(store, report.Run.RunId);
        try
        {
            var folder = new StoreFolder(options);
            var whole = TemporaryFile.Unique(store, path);
            folder.CreateFor(whole);
            folder.Write(whole.Path, Page.Html(report));
            whole.Publish(overwrite: true);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }
    }

    public static MetricsException NotWritable(string path, Exception reason) => new(
        MetricsError.ReportNotWritable,
        $"The report can't be written to '{path}': {reason.Message} Give a path that this account can write.",
        path,
        reason);
}
