using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Start-Sleep.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = SecondsSet)]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private const string SecondsSet = "Seconds";
    private const string MillisecondsSet = "Milliseconds";

    private readonly ManualResetEventSlim _stopped = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SecondsSet)]
    [ValidateRange(0.0, int.MaxValue / 1000.0)]
    public double Seconds { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = MillisecondsSet)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("ms")]
    public int Milliseconds { get; set; }

    public void Dispose() => _stopped.Dispose();

    protected override void ProcessRecord() =>
        _stopped.Wait(ParameterSetName == SecondsSet ? (int)(Seconds * 1000) : Milliseconds);

    protected override void StopProcessing() => _stopped.Set();
}
