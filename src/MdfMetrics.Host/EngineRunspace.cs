using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MdfMetrics.Host;

/// <summary>
/// The runspace of the console, which the engine shows to nobody but the modules that it imports: this assembly is one.
/// </summary>
public sealed class EngineRunspace : IModuleAssemblyInitializer
{
    /// <summary>The runspace; null before it is open.</summary>
    public static Runspace? Current { get; private set; }

    public void OnImport() => Current ??= Runspace.DefaultRunspace;
}
