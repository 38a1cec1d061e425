using System.Reflection;
using System.Runtime.Loader;

namespace MdfMetrics.Loader;

/// <summary>
/// Holds MdfMetrics.Core and everything it depends on, so that other modules may bring other versions of Parquet.Net
/// and YamlDotNet. Assemblies that are not in its folders come from the default context.
/// </summary>
internal sealed class DependencyLoadContext : AssemblyLoadContext
{
    private readonly string[] _folders;

    /// <param name="folders">Where the assemblies are; the first that has one gives it.</param>
    public DependencyLoadContext(params string[] folders)
        : base("MdfMetrics") => _folders = folders;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        foreach (string folder in _folders)
        {
            string path = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(path))
            {
                return LoadFromAssemblyPath(path);
            }
        }

        return null;
    }
}
