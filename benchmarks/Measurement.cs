using System.Diagnostics;
using System.Globalization;

namespace MdfMetrics.Benchmarks;

/// <summary>What one figure comes to in a process of its own.</summary>
/// <param name="First">The first call in the process, milliseconds: with all that is compiled and loaded then.</param>
/// <param name="Warm">The best of the calls after it, milliseconds; NaN where it can be done once only.</param>
/// <param name="Peak">The most memory that the process had in use, megabytes.</param>
/// <param name="Cpu">
/// The processor time of the last call, milliseconds: on a busy machine it tells more than the clock.
/// </param>
internal readonly record struct Measurement(double First, double Warm, double Peak, double Cpu)
{
    /// <summary>How many warm calls there are.</summary>
    public const int Repetitions = 5;

    private const string Mark = "measured";

    /// <summary>Measures something in this process, which has done nothing of the kind before.</summary>
    /// <param name="prepare">What is to be done before each call, unmeasured.</param>
    /// <param name="action">What is measured.</param>
    /// <param name="isOnce">Whether it can be done once only.</param>
    public static Measurement Of(Action prepare, Action action, bool isOnce)
    {
        prepare();
        PeakMemory.Reset();
        (double first, double cpu) = TimeAndCpu(action);
        double warm = double.NaN;
        for (int i = 0; i < Repetitions && !isOnce; i++)
        {
            prepare();
            (double time, cpu) = TimeAndCpu(action);
            warm = double.IsNaN(warm) ? time : Math.Min(warm, time);
        }

        return new Measurement(first, warm, PeakMemory.Megabytes, cpu);
    }

    /// <summary>How long something takes, milliseconds.</summary>
    public static double Time(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Runs this program anew; what it prints goes on, and the last measurement comes back.</summary>
    public static Measurement InProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Measurement).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Measurement measured = default;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Split('\t') is [Mark, .. { Length: 4 } values])
            {
                double[] numbers = [.. values.Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
                measured = new Measurement(numbers[0], numbers[1], numbers[2], numbers[3]);
            }
            else
            {
                Console.WriteLine(line);
            }
        }

        process.WaitForExit();
        return process.ExitCode == 0
            ? measured
            : throw new InvalidOperationException($"{string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }

    /// <summary>Prints the measurement for <see cref="InProcess"/>.</summary>
    public void Report() => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{Mark}\t{First:R}\t{Warm:R}\t{Peak:R}\t{Cpu:R}"));

    /// <inheritdoc/>
    public override string ToString() =>
        $"first {First,8:F0} ms   {(double.IsNaN(Warm) ? "          " : $"warm {Warm,7:F1} ms"),-15}   "
            + $"cpu {Cpu,8:F0} ms   peak {Peak,4:F0} MB";

    private static (double Time, double Cpu) TimeAndCpu(Action action)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        double time = Time(action);
        process.Refresh();
        return (time, (process.TotalProcessorTime - before).TotalMilliseconds);
    }
}
