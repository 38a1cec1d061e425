using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using MdfMetrics.Alerts;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Progress;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Sites;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Export-MdfReport: one HTML file of a run, of the runs of a pipeline, or of several pipelines.</summary>
[Cmdlet(
    VerbsData.Export,
    "MdfReport",
    DefaultParameterSetName = FileSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMdfReportCommand : RunInputCommand
{
    private const string FileSet = "File";
    private const string SiteSet = "Site";
    private const string DefaultFile = "report.html";

    private readonly List<RunMetrics> _runs = [];
    private NameFilter _pipelines = null!;
    private IReadOnlyList<AlertRule>? _rules;

    [Parameter(ParameterSetName = FileSet, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = DefaultFile;

    [Parameter(ParameterSetName = SiteSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Site { get; set; } = string.Empty;

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter(ParameterSetName = FileSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public PSObject? Reference { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RulePath { get; set; }

    [Parameter]
    public SwitchParameter Open { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin()
    {
        _pipelines = new NameFilter(PipelineName);
        _rules = RulePath is null ? null : AlertRules.Load(FullPath(RulePath), RulePatterns.All);
    }

    private protected override void Process()
    {
        foreach (PSObject run in RunId ?? [])
        {
            ContinueOnError(() => _runs.AddRange(Find(run)));
        }
    }

    private protected override void End()
    {
        if (IsUnasked)
        {
            _runs.AddRange(Read(new RunQuery
            {
                Last = PipelineName is null && ParameterSetName == FileSet ? 1 : null,
                PipelineMatches = _pipelines.Test,
            }));
            Require(_runs.Count > 0, "There is no run to report on. Get-MdfRun lists those of a store.", PipelineName);
        }

        RunMetrics[] runs = [.. Distinct(_runs.Where(run => _pipelines.IsMatch(run.pipeline_name)))];
        if (runs.Length > 0)
        {
            Write(runs);
        }
    }

    private void Write(RunMetrics[] runs)
    {
        bool isSite = ParameterSetName == SiteSet;
        string target = FullPath(isSite ? Site : Path);
        if (!ShouldProcess(target, isSite ? $"Write the pages of {runs.Length} runs" : "Write a report"))
        {
            return;
        }

        WorkProgress progress = BeginProgress("Reporting on runs to", target);
        var maker = new ReportMaker(TimeProvider.System, ReportFile, Cancellation)
        {
            Progress = isSite ? WorkProgress.None : progress,
            Title = Title,
            Rules = _rules,
            Reference = ReferenceOf(runs),
        };
        if (isSite)
        {
            var site = new SiteWriter(target, Cancellation) { Progress = progress };
            (int written, int removed) = site.Write(new SiteMap(maker, runs));
            WriteVerbose($"{written} pages written, {removed} removed in '{target}'.");
            Finish(System.IO.Path.Combine(target, SitePaths.Overview));
        }
        else
        {
            CheckTarget(target, "report");
            Reports.ReportFile.Write(target, maker.Make(runs));
            Finish(target);
        }
    }

    private void Finish(string path)
    {
        if (Open)
        {
            OpenFile(path);
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }

    private RunMetrics? ReferenceOf(RunMetrics[] runs) =>
        Reference is null ? null
        : runs.Length == 1 ? FindOne(Reference)
        : throw new MetricsException(
            MetricsError.InvalidParameters,
            $"-Reference is for the report of one run, and there are {runs.Length}. Leave it out, or name one run.",
            Reference);

    private void OpenFile(string path)
    {
        try
        {
            using var viewer = System.Diagnostics.Process.Start(new ProcessStartInfo(path) { UseShellExecute = true });
        }
        catch (Win32Exception e)
        {
            WriteWarning($"The report '{path}' is written, but nothing here opens it: {e.Message}");
        }
    }
}
