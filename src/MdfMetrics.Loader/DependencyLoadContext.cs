using System.Reflection;
using System.Runtime.Loader;

namespace MdfMetrics.Loader;

/// <summary>
/// Holds MdfMetrics.Core and everything it depends on, so that other modules may bring other versions of Parquet.Net
/// and YamlDotNet. Assemblies that are not in its folder come from the default context.
/// </summary>
internal sealed class DependencyLoadContext : AssemblyLoadContext
{
    private readonly string _folder;

    public DependencyLoadContext(string folder)
        : base("MdfMetrics") => _folder = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
