using System.Reflection;
using Microsoft.Diagnostics.Tracing;

namespace MdfMetrics.Benchmarks.StartupProfile;

/// <summary>The methods that a process compiled since it loaded the module, from the events of its runtime.</summary>
internal sealed class TraceMethods
{
    private const string Engine = "System.Management.Automation";
    private const string FirstModule = "MdfMetrics.Loader";

    private readonly Dictionary<long, string> _modules = [];
    private readonly Dictionary<ulong, TracedType> _types = [];
    private readonly Dictionary<long, (ulong Owner, ulong[] Arguments)> _details = [];
    private readonly Dictionary<long, (long Module, int Token)> _compiled = [];
    private readonly ProfiledAssemblies _assemblies;

    /// <param name="file">The trace.</param>
    /// <param name="assemblies">The assemblies whose methods are wanted, and those that these mention.</param>
    public TraceMethods(string file, ProfiledAssemblies assemblies)
    {
        _assemblies = assemblies;
        using var source = new EventPipeEventSource(file);
        source.Clr.LoaderModuleLoad += module => _modules[module.ModuleID] = NameOf(module.ModuleILPath);
        source.Clr.TypeBulkType += types =>
        {
            for (int i = 0; i < types.Count; i++)
            {
                TracedType type = new(types.Values(i));
                _types[type.Id] = type;
            }
        };
        source.Clr.MethodMethodDetails += method => _details[method.MethodID] = (
            (ulong)method.TypeID,
            [.. Enumerable.Range(0, method.TypeParameterCount).Select(i => (ulong)method.TypeParameters(i))]);
        source.Clr.MethodLoadVerbose += method =>
        {
            if (method.IsJitted && !method.IsDynamic && _modules.ContainsValue(FirstModule))
            {
                _compiled[method.MethodID] = (method.ModuleID, method.MethodToken);
            }
        };
        source.Process();
    }

    /// <summary>Those of the assemblies' methods that mention nothing else, without the engine's own.</summary>
    public IEnumerable<ProfiledMethod> Read()
    {
        foreach ((long id, (long module, int token)) in _compiled)
        {
            if (_details.TryGetValue(id, out (ulong Owner, ulong[] Arguments) method)
                && Find(module) is { } definedIn
                && definedIn.GetName().Name != Engine
                && Resolve(method.Owner) is { } owner
                && method.Arguments.Select(Resolve).ToArray() is var arguments
                && !arguments.Contains(null))
            {
                yield return new ProfiledMethod(definedIn.ManifestModule.ResolveMethod(token)!, owner, arguments!);
            }
        }
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private Assembly? Find(long module) =>
        _modules.TryGetValue(module, out string? name) ? _assemblies.Find(name) : null;

    private Type? Resolve(ulong id)
    {
        if (!_types.TryGetValue(id, out TracedType? type))
        {
            return null;
        }

        Type?[] parameters = [.. type.Parameters.Select(Resolve)];
        if (parameters.Contains(null))
        {
            return null;
        }

        if (type.IsArray)
        {
            return parameters[0]!.MakeArrayType();
        }

        Type? definition = Find(type.Module)?.ManifestModule.ResolveType(type.Token);
        return parameters.Length == 0 ? definition : Construct(definition, parameters!);
    }

    private static Type? Construct(Type? definition, Type[] parameters)
    {
        try
        {
            return definition?.MakeGenericType(parameters);
        }
        catch (ArgumentException)
        {
            // What stands for any reference type does not meet every constraint.
            return null;
        }
    }
}
