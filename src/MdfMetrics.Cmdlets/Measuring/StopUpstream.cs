using System.Management.Automation;
using System.Management.Automation.Internal;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// The exception by which Select-Object -First ends the commands before it. The engine lets only the command that
/// threw it ask for that, and its type is not public.
/// </summary>
internal static class StopUpstream
{
    private static readonly Type? s_type =
        typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException");

    public static bool Is(Exception exception) => exception.GetType() == s_type;

    /// <summary>The same in the name of another command; null where this engine has no such exception.</summary>
    public static Exception? By(InternalCommand command) =>
        s_type?.GetConstructor([typeof(InternalCommand)])?.Invoke([command]) as Exception;
}
