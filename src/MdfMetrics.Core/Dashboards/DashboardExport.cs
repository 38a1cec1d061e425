using System.Text;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Files;

namespace MdfMetrics.Dashboards;

/// <summary>The files of a dashboard: there whole, all of them, or as they were before.</summary>
internal sealed class DashboardExport : IDisposable
{
    private const string Bundle = "mdf_dashboard.zip";
    private const string BundleExtension = ".zip";
    private static readonly string[] s_names = [Bundle, "views.sql", "alerts.json", "import.ps1", "README.md"];

    private readonly List<TemporaryFile> _written = [];
    private readonly string _target;

    private DashboardExport(string target) => _target = target;

    /// <summary>The paths of the files for a target: a file of a bundle alone, or a folder of all.</summary>
    public static IReadOnlyList<string> Paths(string target) =>
        target.EndsWith(BundleExtension, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(target)
            ? [target]
            : [.. s_names.Select(name => Path.Combine(target, name))];

    /// <summary>Writes the files under other names.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.DashboardNotWritable"/></exception>
    public static DashboardExport Write(string target, DashboardOptions options, StoreFigures figures)
    {
        var texts = new DashboardTexts(options);
        var export = new DashboardExport(target);
        byte[] bundle = BundleZip.Of(
            Bundles.Bundle.Of(options.Store, options.Layouts, options.Name, options.TimeRange, figures));
        try
        {
            export.Guard(() =>
            {
                foreach (string path in Paths(target))
                {
                    export.Add(path, Path.GetFileName(path) switch
                    {
                        "views.sql" => Encoding.UTF8.GetBytes(texts.Views()),
                        "alerts.json" => Encoding.UTF8.GetBytes(texts.Alerts()),
                        "import.ps1" or "README.md" => Encoding.UTF8.GetBytes(texts.Filled(Path.GetFileName(path))),
                        _ => bundle,
                    });
                }
            });
            return export;
        }
        catch
        {
            export.Dispose();
            throw;
        }
    }

    /// <summary>Gives the files their names.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.DashboardNotWritable"/></exception>
    public void Publish() => Guard(() => _written.ForEach(file => file.Publish(overwrite: true)));

    /// <summary>Takes away what was not published.</summary>
    public void Dispose() => _written.ForEach(file => File.Delete(file.Path));

    private void Add(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = TemporaryFile.Beside(path);
        _written.Add(file);
        File.WriteAllBytes(file.Path, content);
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.DashboardNotWritable,
                $"The dashboard can't be written to '{_target}': {e.Message} Give a path that this account can write.",
                _target,
                e);
        }
    }
}
