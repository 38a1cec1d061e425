using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace MdfMetrics.Loader;

/// <summary>
/// Answers for MdfMetrics.Core, and for nothing else, in the default context. It is an assembly of its own, loaded
/// before the cmdlets, because PowerShell looks at a binary module's types before it runs that module's initializer.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string CoreName = "MdfMetrics.Core";

    private static readonly DependencyLoadContext s_context = new(Path.Combine(
        Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!,
        "dependencies"));

    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == CoreName ? s_context.LoadFromAssemblyName(name) : null;
}
