using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// A native program's stderr lines, which come as error records: they are not counted, and stop nothing.
/// </summary>
internal static class NativeText
{
    public static bool Is(ErrorRecord record) =>
        record.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal);
}
