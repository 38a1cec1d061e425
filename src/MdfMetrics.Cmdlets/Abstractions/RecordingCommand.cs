using System.Management.Automation;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Base of the cmdlets that start and stop runs.</summary>
public abstract class RecordingCommand : MdfCommand
{
    /// <summary>The error of a run that the user stopped.</summary>
    private protected const string Interrupted = "Interrupted (Ctrl+C).";

    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? ExpectedWorker { get; set; }

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

    /// <inheritdoc cref="RunStopper.Stop"/>
    private protected RunMetrics? StopRun(MetricsRun run, string status, string? error, bool unwinding = false) =>
        new RunStopper(this, run, unwinding, Cancellation).Stop(status, error);

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
}
