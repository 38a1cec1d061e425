using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Dashboards;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Dashboards.Sql;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Walking;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Export-MdfDashboard: a dashboard of a store, as Superset imports it.</summary>
[Cmdlet(VerbsData.Export, "MdfDashboard", SupportsShouldProcess = true, HelpUri = HelpPage.Address)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMdfDashboardCommand : MdfCommand
{
    private const string AllTime = "All";

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Store { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public new string? StorePath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? DefaultTimeRange { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        string store = StoreLayout.FullPath(base.StorePath(Store));
        string target = System.IO.Path.TrimEndingDirectorySeparator(FullPath(Path));
        CheckStore(store);
        SchemaFiles schemas = SchemaFiles.Of(store);
        var options = new DashboardOptions
        {
            Store = ServerPath.From(StorePath ?? store),
            Name = CheckedName(store),
            Layouts = schemas.Layouts,
            TimeRange = null,
        };
        TimeSpan? range = DefaultTimeRange is null ? null
            : Invariant($"{DefaultTimeRange}").Equals(AllTime, StringComparison.OrdinalIgnoreCase) ? SupersetTime.All
            : UserTime.Length(DefaultTimeRange);
        CheckTarget(target);
        if (ShouldProcess(target, $"Write a Superset dashboard of the store '{store}'"))
        {
            StoreFigures figures = StoreFigures.Read(store, ReportFile, Cancellation);
            options = options with { TimeRange = SupersetTime.Range(range, figures.Runs) };
            Write(target, store, options, figures, schemas);
        }
    }

    private void Write(
        string target,
        string store,
        DashboardOptions options,
        StoreFigures figures,
        SchemaFiles schemas)
    {
        using var export = DashboardExport.Write(target, options, figures);
        if (schemas.Missing.Count > 0
            && ShouldProcess(store, $"Write {schemas.Missing.Count} files without rows, by which SQL finds its datasets"))
        {
            schemas.Write();
        }

        export.Publish();
        if (figures.Runs == 0)
        {
            WriteWarning($"The store '{store}' has no runs yet, so the dashboard is empty. Export it again after the "
                + "first one: the tab One run then begins with the newest.");
        }

        if (PassThru)
        {
            WriteObject(DashboardExport.Paths(target).Select(path => new FileInfo(path)), enumerateCollection: true);
        }
    }

    /// <summary>An empty folder is a store to be; one that has only other things is none.</summary>
    private static void CheckStore(string store)
    {
        StoreLayout.Require(store);
        if (!StoreWalk.Entries(store).Any() && Directory.EnumerateFileSystemEntries(store).Any())
        {
            throw new MetricsException(
                MetricsError.StoreNotFound,
                $"'{store}' has files, and none of a store: give the folder that the runs are written to.",
                store);
        }
    }

    private string CheckedName(string store)
    {
        string name = Name ?? $"Pipeline metrics: {NotEmpty(System.IO.Path.GetFileName(store)) ?? store}";
        return name.Length <= DashboardOptions.LongestName && !string.IsNullOrWhiteSpace(name)
            ? name
            : throw new MetricsException(
                MetricsError.InvalidName,
                $"The name of the dashboard has {name.Length} characters. Give one of 1 to "
                    + $"{DashboardOptions.LongestName} by -Name.",
                name);
    }

    private void CheckTarget(string target)
    {
        IReadOnlyList<string> paths = DashboardExport.Paths(target);
        bool isFolder = paths.Count > 1;
        if (isFolder && File.Exists(target))
        {
            throw new MetricsException(
                MetricsError.InvalidPath,
                $"'{target}' is a file. Give a folder, or the path of a file that ends in .zip.",
                target);
        }

        if (!isFolder && !Directory.Exists(System.IO.Path.GetDirectoryName(target)))
        {
            throw new MetricsException(
                MetricsError.InvalidPath,
                $"There is no folder to write '{target}' into. Make it, or give another -Path.",
                target);
        }

        if (!Force && paths.FirstOrDefault(File.Exists) is { } there)
        {
            throw new MetricsException(
                MetricsError.FileExists,
                $"'{there}' is there already. -Force writes it anew; another -Path leaves it.",
                there);
        }
    }
}
