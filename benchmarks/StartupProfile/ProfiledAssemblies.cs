using System.Reflection;
using System.Runtime.Loader;

namespace MdfMetrics.Benchmarks.StartupProfile;

/// <summary>The module's assemblies as they are shipped, and this process's framework and engine.</summary>
/// <param name="folders">The folders of the former.</param>
internal sealed class ProfiledAssemblies(params string[] folders) : AssemblyLoadContext("profiled")
{
    private readonly Dictionary<string, Assembly?> _found = [];

    /// <summary>The assembly of a name, if it is one of these.</summary>
    public Assembly? Find(string name)
    {
        if (!_found.TryGetValue(name, out Assembly? assembly))
        {
            assembly = Load(new AssemblyName(name)) ?? OtherAssembly(name);
            _found.Add(name, assembly);
        }

        return assembly;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string? path = folders
            .Select(folder => Path.Combine(folder, assemblyName.Name + ".dll"))
            .FirstOrDefault(File.Exists);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    private static Assembly? OtherAssembly(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
