using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Base of the cmdlets that start and stop runs.</summary>
public abstract class RecordingCommand : MdfCommand
{
    /// <summary>
    /// Stops the run, and writes it unless the configuration says otherwise. A store that can't be written costs
    /// nothing but the file: the figures are returned, and Export-MdfMetrics can write them elsewhere.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="status">completed or failed.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="unwinding">An exception is on its way to the caller, which no error of ours may replace.</param>
    /// <returns>The run's figures; null when it is disabled.</returns>
    private protected RunMetrics? StopRun(MetricsRun run, string status, string? error, bool unwinding = false)
    {
        string[] working = [.. run.Collector.GetOpen().Operators.Select(row => $"{row.operator_name} on {row.worker_id}")];
        IReadOnlyList<string> open = run.Collector.CloseStages();
        RunMetrics metrics = run.Stop(status, error);
        Session.Remove(run);
        if (!run.Options.Enabled)
        {
            return null;
        }

        Session.LastStopped = metrics;
        if (!run.Options.WriteOnCompletion)
        {
            run.Discard();
        }
        else if (!IsDry(run))
        {
            metrics = Write(run, metrics, unwinding);
        }

        if (!Stopping)
        {
            WarnOfJournal(run);
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

    private RunMetrics Write(MetricsRun run, RunMetrics metrics, bool unwinding)
    {
        try
        {
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
