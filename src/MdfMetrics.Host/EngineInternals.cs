using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MdfMetrics.Host;

/// <summary>
/// The four things that pwsh does with its engine and that have no public counterpart. The engine's version is fixed
/// by this program, and a test holds each of them.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;

    /// <summary>
    /// Lets <c>exit</c> in the next script end the session with its code. Otherwise it only sets $LASTEXITCODE, as a
    /// failing native program does too.
    /// </summary>
    public static void LetExitThrough(Runspace runspace)
    {
        object context = typeof(Runspace).GetProperty("ExecutionContext", Hidden)!.GetValue(runspace)!;
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Hidden)!.SetValue(context, true);
    }

    /// <summary>The exception by which a command ends all that come before it in its pipeline.</summary>
    public static Exception StopUpstream(InternalCommand command) =>
        (Exception)Create("System.Management.Automation.StopUpstreamCommandsException", command);

    /// <summary>Says where an error comes from, and keeps that when a command writes it.</summary>
    public static void SetPlace(ErrorRecord error, InvocationInfo place)
    {
        typeof(ErrorRecord).GetMethod("SetInvocationInfo", Hidden)!.Invoke(error, [place]);
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Hidden)!.SetValue(error, true);
    }

    /// <summary>Makes a formatting command produce this shape: Table or List.</summary>
    public static void SetShape(FrontEndCommandBase command, string shape)
    {
        Assembly engine = typeof(FrontEndCommandBase).Assembly;
        const string Formatting = "Microsoft.PowerShell.Commands.Internal.Format.";
        object value = Enum.Parse(engine.GetType(Formatting + "FormatShape", throwOnError: true)!, shape);
        typeof(FrontEndCommandBase).GetField("implementation", Hidden)!
            .SetValue(command, Create(Formatting + "InnerFormatShapeCommand", value));
    }

    private static object Create(string type, object argument) => Activator.CreateInstance(
        typeof(PSObject).Assembly.GetType(type, throwOnError: true)!,
        Hidden,
        binder: null,
        [argument],
        culture: null)!;
}
