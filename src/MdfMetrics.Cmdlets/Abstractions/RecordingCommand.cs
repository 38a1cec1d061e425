using System.Management.Automation;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Base of the cmdlets that start and stop runs.</summary>
public abstract class RecordingCommand : MdfCommand
{
    /// <summary>The error of a run that the user stopped.</summary>
    private protected const string Interrupted = "Interrupted (Ctrl+C).";

    private const int MostNames = 10;

    /// <summary>The workers to wait for at the run's end: their ids, or how many.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? ExpectedWorker { get; set; }

    /// <summary>Seconds that the end waits for workers at most.</summary>
    [Parameter]
    [ValidateRange(0.0, 604800.0)]
    public double WaitTimeout { get; set; } = 60;

    /// <summary>Takes over what this cmdlet was told of workers.</summary>
    /// <exception cref="MetricsException">InvalidName.</exception>
    private protected void Expect(MetricsRun run)
    {
        if (ExpectedWorker is not null)
        {
            run.Expected = Expected(ExpectedWorker);
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(WaitTimeout)))
        {
            run.WaitTimeout = TimeSpan.FromSeconds(WaitTimeout);
        }
    }

    /// <summary>
    /// Waits for the run's workers, stops it, and writes it unless the configuration says otherwise. Ctrl+C while it
    /// waits leaves the run as it is: it can be stopped again. A store that can't be written costs
    /// nothing but the file: the figures are returned, and Export-MdfMetrics can write them elsewhere.
    /// </summary>
    /// <param name="status">completed or failed.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="unwinding">An exception is on its way to the caller, which no error of ours may replace.</param>
    /// <returns>The run's figures; null when it is disabled.</returns>
    private protected RunMetrics? StopRun(MetricsRun run, string status, string? error, bool unwinding = false)
    {
        Gather(run, unwinding);
        string[] working =
            [.. run.Collector.GetOpen().Operators.Select(row => $"{row.operator_name} on {row.worker_id}")];
        IReadOnlyList<string> open = run.Collector.CloseStages();
        RunMetrics metrics = run.Stop(status, error);
        Session.Remove(run);
        if (!run.Options.Enabled)
        {
            return null;
        }

        Session.LastStopped = metrics;
        if (!run.Options.WriteOnCompletion || !IsDry(run))
        {
            metrics = Write(run, metrics, unwinding);
        }

        if (!Stopping)
        {
            WarnOfJournal(run);
            WarnOfWorkers(run);
            if (working.Length > 0)
            {
                WriteWarning($"The run '{run.RunId}' stopped while operators were still at work: "
                    + $"{string.Join(", ", working)}. Their rows are as far as they had come.");
            }

            foreach (string stage in open)
            {
                WriteWarning($"The stage '{stage}' was still open when the run '{run.RunId}' stopped; it is closed.");
            }
        }

        return metrics;
    }

    /// <summary>Tells once that the run is in memory only.</summary>
    private protected void WarnOfJournal(MetricsRun run)
    {
        if (run.TakeJournalFailure() is { } failure)
        {
            WriteWarning(failure.Message);
        }
    }

    /// <summary>Where an exception is on its way, nobody waits: what the workers have done so far counts.</summary>
    private void Gather(MetricsRun run, bool unwinding)
    {
        var progress = new ProgressRecord(0, $"Waiting for the workers of the run '{run.RunId}'", " ");
        bool hasWaited = false;
        run.Gather(unwinding ? TimeSpan.Zero : run.WaitTimeout, OnWaiting, ReportJournal);
        if (hasWaited)
        {
            progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(progress);
        }

        void OnWaiting(IReadOnlyList<string> workers)
        {
            if (!hasWaited)
            {
                hasWaited = true;
                WriteVerbose($"The run '{run.RunId}' waits for its workers: {List(workers)}.");
            }

            progress.StatusDescription = List(workers);
            WriteProgress(progress);
        }

        void ReportJournal(MetricsException error)
        {
            if (unwinding && !Stopping)
            {
                WriteWarning(error.Message);
            }
            else if (!Stopping)
            {
                WriteError(error.ToErrorRecord());
            }
        }
    }

    private void WarnOfWorkers(MetricsRun run)
    {
        if (run.MissingWorkers.Count > 0)
        {
            WriteWarning($"The run '{run.RunId}' ended without its workers {List(run.MissingWorkers)}, which have not "
                + "come or are still at work. What they had recorded by then counts; Restore-MdfRun adds what comes "
                + "later.");
        }

        if (run.DeadWorkers.Count > 0)
        {
            WriteWarning($"Workers of the run '{run.RunId}' died before they had left it: {List(run.DeadWorkers)}. "
                + "What they had recorded counts.");
        }
    }

    private static string List(IReadOnlyList<string> names) => names.Count <= MostNames
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";

    /// <summary>A number is a number of workers; text is an id, though it may look like a number.</summary>
    private static ExpectedWorkers Expected(object[] given)
    {
        object?[] values = [.. given.Select(CustomMetrics.Unwrap)];
        return values switch
        {
            [int and > 0 and var count] => new ExpectedWorkers([], count),
            _ when Array.TrueForAll(values, value => value is string { Length: > 0 }) =>
                new ExpectedWorkers([.. values.Cast<string>().Distinct(StringComparer.Ordinal)], 0),
            _ => throw new MetricsException(
                MetricsError.InvalidName,
                "-ExpectedWorker takes the ids of workers, or how many there are: one number above zero.",
                given),
        };
    }

    private RunMetrics Write(MetricsRun run, RunMetrics metrics, bool unwinding)
    {
        try
        {
            if (!run.Options.WriteOnCompletion)
            {
                run.Discard();
                return metrics;
            }

            metrics = run.Write(metrics);
            Session.LastStopped = metrics;
        }
        catch (MetricsException e) when (unwinding && !Stopping)
        {
            WriteWarning(e.Message);
        }
        catch (MetricsException e) when (!Stopping)
        {
            WriteError(e.ToErrorRecord());
        }

        return metrics;
    }

    private bool IsDry(MetricsRun run)
    {
        if (run.IsDryRun && !Stopping)
        {
            Host.UI.WriteLine(
                $"What if: Performing the operation \"Write the run '{run.RunId}'\" on target \"{run.StorePath}\".");
        }

        return run.IsDryRun;
    }
}
