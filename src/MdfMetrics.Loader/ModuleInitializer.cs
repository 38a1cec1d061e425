using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace MdfMetrics.Loader;

/// <summary>
/// Answers for MdfMetrics.Core, and for nothing else, in the default context, and puts the compiled image of
/// MdfMetrics.Cmdlets there, if the package has one for this process. It is an assembly of its own, loaded before the
/// cmdlets, because PowerShell looks at a binary module's types before it runs that module's initializer.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string CoreName = "MdfMetrics.Core";
    private const string CmdletsFile = "MdfMetrics.Cmdlets.dll";

    private static readonly string s_folder = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
    private static readonly string s_images = NativeImages.FolderIn(s_folder);
    private static readonly DependencyLoadContext s_context = new(s_images, Path.Combine(s_folder, "dependencies"));

    public void OnImport()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        string image = Path.Combine(s_images, CmdletsFile);
        if (File.Exists(image))
        {
            // PowerShell asks for bin/MdfMetrics.Cmdlets.dll next. It is the same module: .NET answers with this one.
            AssemblyLoadContext.Default.LoadFromAssemblyPath(image);
        }
    }

    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == CoreName ? s_context.LoadFromAssemblyName(name) : null;
}
