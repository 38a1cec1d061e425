using System.Globalization;

namespace MdfMetrics.Benchmarks;

/// <summary>The most memory that this process had in use at once since it was last reset; Linux only.</summary>
internal static class PeakMemory
{
    private const string Label = "VmHWM:";

    /// <summary>The peak in megabytes; NaN where the system does not tell.</summary>
    public static double Megabytes => File.Exists("/proc/self/status")
        ? File.ReadLines("/proc/self/status")
            .Where(line => line.StartsWith(Label, StringComparison.Ordinal))
            .Select(line => double.Parse(line[Label.Length..^2], CultureInfo.InvariantCulture) / 1024)
            .First()
        : double.NaN;

    /// <summary>Forgets the peak so far.</summary>
    public static void Reset()
    {
        GC.Collect();
        if (File.Exists("/proc/self/clear_refs"))
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }
}
