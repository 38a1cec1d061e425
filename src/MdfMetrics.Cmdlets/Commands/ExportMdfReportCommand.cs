using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using MdfMetrics.Alerts;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Progress;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Sites;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Export-MdfReport: one HTML file of a run, of the runs of a pipeline, or of several pipelines.</summary>
[Cmdlet(VerbsData.Export, "MdfReport", DefaultParameterSetName = FileSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMdfReportCommand : MdfCommand
{
    private const string FileSet = "File";
    private const string SiteSet = "Site";
    private const string DefaultFile = "report.html";

    private readonly List<RunMetrics> _runs = [];
    private NameFilter _pipelines = null!;
    private IReadOnlyList<AlertRule>? _rules;

    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public PSObject[]? RunId { get; set; }

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

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "store")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Open { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private string Store => StorePath(LiteralPath);

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
        if (RunId is null && !MyInvocation.ExpectingInput)
        {
            _runs.AddRange(Read(new RunQuery
            {
                Last = PipelineName is null && ParameterSetName == FileSet ? 1 : null,
                PipelineMatches = _pipelines.Test,
            }));
            Require(_runs.Count > 0, "There is no run to report on. Get-MdfRun lists those of a store.", PipelineName);
        }

        RunMetrics[] runs = [.. _runs
            .Where(run => _pipelines.IsMatch(run.pipeline_name))
            .DistinctBy(run => (run.store, MdfMetrics.RunId.Key(run.run_id).ToUpperInvariant()))];
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
        var maker = new ReportMaker(TimeProvider.System, ReportUnread, Cancellation)
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
            CheckTarget(target);
            ReportFile.Write(target, maker.Make(runs));
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
        : runs.Length == 1 ? Find(Reference)[0]
        : throw new MetricsException(
            MetricsError.InvalidParameters,
            $"-Reference is for the report of one run, and there are {runs.Length}. Leave it out, or name one run.",
            Reference);

    private RunMetrics[] Find(PSObject run)
    {
        if (run.BaseObject is not string id)
        {
            return [RunInput.From(run)];
        }

        RunQuery query = RunIdFilter.Create([id]).Apply(new RunQuery());
        RunMetrics[] found = [.. Read(query)];
        if (found.Length == 0 && Directory.Exists(Store))
        {
            // It may be going on, or dead: then only its journals tell of it.
            found = [.. new JournalReader(Store, TimeProvider.System).ReadRuns(query, ReportUnread, Cancellation)];
        }

        Require(
            found.Length > 0 || run != Reference && WildcardPattern.ContainsWildcardCharacters(id),
            $"No run '{id}' was found in '{Store}'. Get-MdfRun lists the runs of a store; -LiteralPath names another "
                + "one.",
            id);
        return found;
    }

    private IEnumerable<RunMetrics> Read(RunQuery query)
    {
        WorkProgress progress = BeginProgress("Finding runs in", Store);
        progress.Begin("Reading runs", "runs", total: null, left: 1);
        return progress.Follow(new MetricsReader(Store).ReadRuns(query, ReportUnread, Cancellation));
    }

    /// <summary>A file that can't be read costs its own rows only.</summary>
    private void ReportUnread(MetricsException error) => WriteError(error.ToErrorRecord());

    private static void Require(bool isFound, string message, object? target)
    {
        if (!isFound)
        {
            throw new MetricsException(MetricsError.RunNotFound, message, target);
        }
    }

    private static void CheckTarget(string path)
    {
        if (Directory.Exists(path))
        {
            throw new MetricsException(
                MetricsError.InvalidPath,
                $"'{path}' is a folder. Give the path of the report's file: -Path report.html.",
                path);
        }

        string? folder = System.IO.Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            throw new MetricsException(
                MetricsError.InvalidPath,
                $"There is no folder '{folder}' to write the report into. Make it, or give another -Path.",
                path);
        }
    }

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
