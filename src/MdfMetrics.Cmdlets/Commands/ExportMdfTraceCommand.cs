using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.PastRuns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Traces;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Export-MdfTrace: runs that have ended as OpenTelemetry traces, to a receiver or to a file.</summary>
[Cmdlet(
    VerbsData.Export,
    "MdfTrace",
    DefaultParameterSetName = SendSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(void))]
public sealed class ExportMdfTraceCommand : RunInputCommand
{
    private const string SendSet = "Send";
    private const string FileSet = "File";

    /// <summary>How many runs' rows are read, and held, at a time.</summary>
    private const int RunsAtOnce = 100;

    private readonly List<RunMetrics> _runs = [];

    [Parameter(ParameterSetName = SendSet)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    [Parameter(ParameterSetName = SendSet)]
    [ValidateNotNull]
    public IDictionary Header { get; set; } = new Hashtable();

    [Parameter(ParameterSetName = FileSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter Metric { get; set; }

    private protected override void Process()
    {
        foreach (PSObject run in RunId ?? [])
        {
            ContinueOnError(() => _runs.AddRange(Find(run)));
        }
    }

    private protected override void End() => ContinueOnError(() =>
    {
        if (IsUnasked)
        {
            _runs.AddRange(Read(new RunQuery { Last = 1 }));
            Require(_runs.Count > 0, "There is no run to trace. Get-MdfRun lists those of a store.", LiteralPath);
        }

        RunMetrics[] runs = [.. Distinct(_runs)];
        if (runs.Length > 0)
        {
            Export(runs, EnvironmentGiven());
        }
    });

    private void Export(RunMetrics[] runs, OtlpEnvironment environment)
    {
        bool isFile = ParameterSetName == FileSet;
        string target = isFile ? FullPath(Path) : environment.Target(OtlpSignal.Traces).Shown;
        if (!ShouldProcess(target, isFile ? "Write a trace" : $"Send the traces of {runs.Length} runs"))
        {
            return;
        }

        if (environment.Complaint is { } complaint)
        {
            WriteWarning(complaint);
        }

        WorkProgress progress = BeginProgress("Tracing runs to", target);
        progress.Begin("Tracing", "runs", runs.Length, left: 1);
        if (isFile)
        {
            CheckTarget(target, "trace");
            Write(target, progress.Follow(runs), environment);
        }
        else
        {
            using var exporter = new TraceExporter(environment, TimeProvider.System, WriteWarning)
            {
                HasMetrics = Metric,
            };
            Send(exporter, progress.Follow(runs), target);
        }
    }

    private void Send(TraceExporter exporter, IEnumerable<RunMetrics> runs, string target)
    {
        int left = 0;
        foreach ((RunMetrics run, RunRows rows) in WithRows(runs))
        {
            if (exporter.HasGivenUp)
            {
                left++;
                continue;
            }

            ContinueOnError(() =>
            {
                string trace = exporter.Send(run, rows, Cancellation);
                WriteVerbose($"The run '{run.run_id}' is sent to '{target}', as trace {trace}.");
            });
        }

        if (left > 0)
        {
            WriteWarning(Invariant($"'{target}' does not answer: {left} more runs are not sent."));
        }
    }

    private void Write(string path, IEnumerable<RunMetrics> runs, OtlpEnvironment environment)
    {
        var traced = new List<TracedRun>();
        foreach ((RunMetrics run, RunRows rows) in WithRows(runs))
        {
            ContinueOnError(() => traced.Add(TracedRun.Read(run, rows)));
        }

        if (traced.Count > 0)
        {
            TraceFile.Write(path, traced, environment, Metric);
        }
    }

    private IEnumerable<(RunMetrics Run, RunRows Rows)> WithRows(IEnumerable<RunMetrics> runs)
    {
        foreach (RunMetrics[] some in runs.Chunk(RunsAtOnce))
        {
            var rows = new RunRows(ReportFile, Cancellation);
            rows.LoadStages(some);
            rows.LoadOperators(some);
            foreach (RunMetrics run in some)
            {
                Cancellation.ThrowIfCancellationRequested();
                yield return (run, rows);
            }
        }
    }

    private OtlpEnvironment EnvironmentGiven() => OtlpEnvironment.Process with
    {
        Endpoint = Endpoint,
        Headers = Header.Cast<DictionaryEntry>().ToDictionary(
            header => LanguagePrimitives.ConvertTo<string>(header.Key),
            header => LanguagePrimitives.ConvertTo<string>(header.Value)),
    };
}
