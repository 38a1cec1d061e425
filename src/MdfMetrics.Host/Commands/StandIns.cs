using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace MdfMetrics.Host.Commands;

/// <summary>
/// The commands that the engine alone lacks and that scripts of ours need: all cmdlets of this namespace. Each does
/// what the real one does with the parameters that it has, and refuses the others.
/// </summary>
internal static class StandIns
{
    /// <summary>Adds them to a session; the engine brings their aliases.</summary>
    public static void AddTo(InitialSessionState state)
    {
        foreach (Type type in typeof(StandIns).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet)
            {
                string name = $"{cmdlet.VerbName}-{cmdlet.NounName}";
                state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
            }
        }
    }
}
