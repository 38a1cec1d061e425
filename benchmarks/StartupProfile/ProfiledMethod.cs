using System.Reflection;

namespace MdfMetrics.Benchmarks.StartupProfile;

/// <summary>A method that was compiled, and for which types.</summary>
/// <param name="Definition">The method as it is written.</param>
/// <param name="Owner">Its type, constructed if it is generic.</param>
/// <param name="Arguments">The types that a generic method was compiled for.</param>
internal sealed record ProfiledMethod(MethodBase Definition, Type Owner, IReadOnlyList<Type> Arguments)
{
    /// <summary>The full name of what stands for any reference type, in code that they share.</summary>
    public const string SharedType = "System.__Canon";

    /// <summary>The assemblies that the compiler must know to compile it, its own first.</summary>
    public IEnumerable<string> Assemblies => Mentioned
        .Select(type => type.Assembly.GetName().Name!)
        .Distinct()
        .Skip(1)
        .Order(StringComparer.Ordinal)
        .Prepend(Owner.Assembly.GetName().Name!);

    private IEnumerable<Type> Mentioned => Arguments.Prepend(Owner).SelectMany(Parts);

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.IsPrimitive || type.FullName == SharedType)
        {
            return [];
        }

        return type.HasElementType
            ? Parts(type.GetElementType()!)
            : type.GenericTypeArguments.SelectMany(Parts).Prepend(type);
    }
}
