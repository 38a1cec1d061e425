using System.Management.Automation;
using System.Reflection;

namespace MdfMetrics.Module.Tests.Harness;

/// <summary>
/// Take-First: what Select-Object -First does to the pipeline above it, which the engine alone does not have. The
/// exception that stops it is not public.
/// </summary>
[Cmdlet("Take", "First")]
public sealed class TakeFirstCommand : PSCmdlet
{
    private static readonly ConstructorInfo s_stopUpstream = typeof(PSCmdlet).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!
        .GetConstructors()
        .Single();

    private int _taken;

    [Parameter(Mandatory = true, Position = 0)]
    public int Count { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_taken == Count)
        {
            throw (Exception)s_stopUpstream.Invoke([this]);
        }
    }
}
