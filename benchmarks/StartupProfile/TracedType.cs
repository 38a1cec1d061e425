using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace MdfMetrics.Benchmarks.StartupProfile;

/// <summary>A type as the runtime's events tell it.</summary>
internal sealed class TracedType(GCBulkTypeValues type)
{
    private const int ArrayFlag = 8;

    public ulong Id { get; } = (ulong)type.TypeID;

    /// <summary>The module that declares it.</summary>
    public long Module { get; } = (long)type.ModuleID;

    /// <summary>Its token there.</summary>
    public int Token { get; } = type.TypeNameID;

    public bool IsArray { get; } = ((int)type.Flags & ArrayFlag) != 0;

    /// <summary>The types that it is constructed of; an array's element.</summary>
    public IReadOnlyList<ulong> Parameters { get; } =
        [.. Enumerable.Range(0, type.TypeParameterCount).Select(i => (ulong)type.TypeParameterID(i))];
}
