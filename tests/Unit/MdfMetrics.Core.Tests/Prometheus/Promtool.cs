using System.Diagnostics;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>What Prometheus itself says of files.</summary>
internal static class Promtool
{
    /// <summary>The full path of the program; null: it isn't on PATH.</summary>
    public static string? Found { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { "promtool", "promtool.exe" }, Path.Combine)
        .FirstOrDefault(File.Exists);

    /// <summary>A metric file that it reads, and has nothing to say of.</summary>
    public static void AcceptsMetrics(byte[] content) => Accepts(content, "check", "metrics");

    /// <summary>What it is asked to do succeeds.</summary>
    public static void Accepts(byte[] input, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Found!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        string said = Eventually.Ends(output, TimeSpan.FromMinutes(1), "output")
            + Eventually.Ends(errors, TimeSpan.FromMinutes(1), "errors");
        Assert.True(process.ExitCode == 0, said);
    }
}
