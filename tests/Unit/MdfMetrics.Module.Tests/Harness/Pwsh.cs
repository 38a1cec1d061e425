namespace MdfMetrics.Module.Tests.Harness;

/// <summary>A plain PowerShell: this assembly, started as a program.</summary>
internal static class Pwsh
{
    /// <summary>Its path.</summary>
    public static string Path { get; } = System.IO.Path.Combine(
        AppContext.BaseDirectory,
        OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
}
