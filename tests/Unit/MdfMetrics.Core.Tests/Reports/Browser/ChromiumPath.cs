namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>Where Chromium is on this machine.</summary>
internal static class ChromiumPath
{
    /// <summary>The full path of the program; null: it isn't on PATH.</summary>
    public static string? Found { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }, Path.Combine)
        .FirstOrDefault(File.Exists);
}
