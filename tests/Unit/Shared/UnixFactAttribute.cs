namespace MdfMetrics.Tests;

/// <summary>A test of what only Unix has, or what needs a right on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Unix only." : null!;
}
