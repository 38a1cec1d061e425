using System.Management.Automation;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Configuration;
using MdfMetrics.PastRuns;
using MdfMetrics.Prometheus;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Data;
using MdfMetrics.Runs;
using MdfMetrics.Traces;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Cmdlets.Session;

/// <summary>Ends a run in a cmdlet's name, and warns of what the run's figures lack.</summary>
/// <param name="unwinding">An exception is on its way to the caller, which no error of ours may replace.</param>
/// <param name="token">Cancelled by Ctrl+C.</param>
internal sealed class RunStopper(PSCmdlet cmdlet, MetricsRun run, bool unwinding, CancellationToken token)
{
    private const int MostNames = 10;

    /// <summary>Told once the run is written: -ErrorAction Stop must not keep it from that.</summary>
    private readonly List<MetricsException> _errors = [];

    /// <summary>
    /// Waits for the run's workers, stops it, and writes it unless the configuration says otherwise. Ctrl+C while it
    /// waits leaves the run as it is: it can be stopped again. A store that can't be written costs
    /// nothing but the file: the figures are returned, and Export-MdfMetrics can write them elsewhere.
    /// </summary>
    /// <exception cref="RuntimeException">The store can't be written, and the configuration says stop.</exception>
    /// <returns>The run's figures; null when it is disabled.</returns>
    public RunMetrics? Stop(string status, string? error)
    {
        Gather();
        string[] working =
            [.. run.Collector.GetOpen().Operators.Select(row => $"{row.operator_name} on {row.worker_id}")];
        IReadOnlyList<string> open = run.Collector.CloseStages();
        RunMetrics metrics = run.Stop(status, error);
        RunspaceSession.Current.Remove(run);
        if (!run.Options.Enabled)
        {
            return null;
        }

        RunspaceSession.Current.LastStopped = metrics;
        if (!run.Options.WriteOnCompletion)
        {
            KeepErrors(run.Discard);
        }
        else if (run.IsDryRun)
        {
            TellWhatIf();
        }
        else
        {
            KeepErrors(() => RunspaceSession.Current.LastStopped = metrics = Write(metrics));
            if (run.Options.GenerateReport && metrics.store is not null && !cmdlet.Stopping)
            {
                MakeReport(metrics);
            }

            if (run.PrometheusFile is { } textfile && metrics.store is { } store && !cmdlet.Stopping)
            {
                WriteTextfile(store, textfile);
            }

            if (run.Options.Otlp && !cmdlet.Stopping)
            {
                SendTrace(metrics);
            }
        }

        if (!cmdlet.Stopping)
        {
            WarnOfWorkers();
            WarnOfOpen(working, open);
            ReportErrors();
        }

        return metrics;
    }

    /// <summary>Where an exception is on its way, nobody waits: what the workers have done so far counts.</summary>
    private void Gather()
    {
        var progress = new ProgressRecord(0, $"Waiting for the workers of the run '{run.RunId}'", " ");
        bool hasWaited = false;
        run.Gather(unwinding ? TimeSpan.Zero : run.WaitTimeout, OnWaiting, _errors.Add);
        if (hasWaited)
        {
            progress.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(progress);
        }

        void OnWaiting(IReadOnlyList<string> workers)
        {
            if (!hasWaited)
            {
                hasWaited = true;
                cmdlet.WriteVerbose($"The run '{run.RunId}' waits for its workers: {List(workers)}.");
            }

            progress.StatusDescription = List(workers);
            cmdlet.WriteProgress(progress);
        }
    }

    private RunMetrics Write(RunMetrics metrics)
    {
        try
        {
            return run.Write(metrics);
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotWritable)
        {
            throw new MetricsException(
                e.Error,
                $"{e.Message} The figures of the run '{run.RunId}' are kept in memory: Export-MdfMetrics -Path writes "
                    + "them to another store.",
                e.Target,
                e);
        }
    }

    /// <summary>Nothing that goes wrong with a picture of a run may be in the way of the run.</summary>
    private void MakeReport(RunMetrics metrics)
    {
        try
        {
            var maker = new ReportMaker(TimeProvider.System, error => cmdlet.WriteWarning(error.Message), default);
            var report = (RunReport)maker.Make([metrics]);
            string path = run.ReportFolder is { } folder
                ? ReportFile.WriteInto(folder, report)
                : ReportFile.WriteInto(metrics.store!, run.Options.ToWriterOptions(), report);
            cmdlet.WriteVerbose($"The report of the run '{run.RunId}' is in '{path}'.");
        }
        catch (Exception e) when (e is not (OutOfMemoryException or PipelineStoppedException))
        {
            cmdlet.WriteWarning($"The run '{run.RunId}' has no report: {e.Message}");
        }
    }

    /// <summary>Of the whole store: the runs that died can't tell of themselves.</summary>
    private void WriteTextfile(string store, string path)
    {
        try
        {
            var options = new PrometheusOptions();
            new PrometheusExporter(
                [store],
                options with { FileMode = run.Options.FileMode ?? options.FileMode },
                TimeProvider.System,
                error => cmdlet.WriteWarning(error.Message),
                cmdlet.WriteWarning,
                default).Write(path);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or PipelineStoppedException))
        {
            cmdlet.WriteWarning($"Prometheus is not told of the run '{run.RunId}': {e.Message}");
        }
    }

    /// <summary>Nor that a receiver of traces is down.</summary>
    private void SendTrace(RunMetrics metrics)
    {
        try
        {
            using var exporter = new TraceExporter(OtlpEnvironment.Process, TimeProvider.System, cmdlet.WriteWarning);
            exporter.Send(metrics, new RunRows(error => cmdlet.WriteWarning(error.Message), token), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Whoever pressed Ctrl+C does not want to wait for a receiver; the run is written.
        }
        catch (Exception e) when (e is not (OutOfMemoryException or PipelineStoppedException))
        {
            cmdlet.WriteWarning(e.Message);
        }
    }

    private void KeepErrors(Action act)
    {
        try
        {
            act();
        }
        catch (MetricsException e) when (!cmdlet.Stopping)
        {
            _errors.Add(e);
        }
    }

    private void ReportErrors()
    {
        try
        {
            _errors.FindAll(error => error.Error != MetricsError.StoreNotWritable).ForEach(Report);
        }
        finally
        {
            ReportStore();
        }
    }

    private void Report(MetricsException error)
    {
        if (unwinding)
        {
            cmdlet.WriteWarning(error.Message);
        }
        else
        {
            cmdlet.WriteError(error.ToErrorRecord());
        }
    }

    /// <summary>
    /// That the store can't be written, the latest error of which says most: metrics are never in the way of what they
    /// measure, unless the configuration wants that.
    /// </summary>
    private void ReportStore()
    {
        MetricsException? lost = _errors.FindLast(error => error.Error == MetricsError.StoreNotWritable);
        if ((lost ?? run.JournalError) is not { } error)
        {
            return;
        }

        if (lost is not null && !unwinding && run.Options.OnStoreError == OnStoreError.Stop)
        {
            throw error.AsThrown();
        }

        if (run.TakeStoreWarning())
        {
            cmdlet.WriteWarning(error.Message);
        }
    }

    private void TellWhatIf()
    {
        if (!cmdlet.Stopping)
        {
            cmdlet.Host.UI.WriteLine(
                $"What if: Performing the operation \"Write the run '{run.RunId}'\" on target \"{run.StorePath}\".");
        }
    }

    private void WarnOfWorkers()
    {
        if (run.MissingWorkers.Count > 0)
        {
            cmdlet.WriteWarning($"The run '{run.RunId}' ended without its workers {List(run.MissingWorkers)}, which "
                + "have not come or are still at work. What they had recorded by then counts; Restore-MdfRun adds what "
                + "comes later.");
        }

        if (run.DeadWorkers.Count > 0)
        {
            cmdlet.WriteWarning($"Workers of the run '{run.RunId}' died before they had left it: "
                + $"{List(run.DeadWorkers)}. What they had recorded counts; should one of another machine only have been "
                + "silent, Restore-MdfRun adds what comes later.");
        }
    }

    private void WarnOfOpen(string[] operators, IReadOnlyList<string> stages)
    {
        if (operators.Length > 0)
        {
            cmdlet.WriteWarning($"The run '{run.RunId}' stopped while operators were still at work: "
                + $"{string.Join(", ", operators)}. Their rows are as far as they had come.");
        }

        foreach (string stage in stages)
        {
            cmdlet.WriteWarning(
                $"The stage '{stage}' was still open when the run '{run.RunId}' stopped; it is closed.");
        }
    }

    private static string List(IReadOnlyList<string> names) => names.Count <= MostNames
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";
}
