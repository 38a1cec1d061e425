using HdrHistogram;
using MdfMetrics.Latency;

namespace MdfMetrics.Benchmarks;

/// <summary>The memory that a live recorder keeps, beside a HdrHistogram of 3 digits, 1 ns to 1 h.</summary>
internal static class LatencyMemory
{
    private const int Budget = 4096;
    private const int Copies = 1000;
    private static readonly int[] s_records = [128, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    private static readonly (string Name, Func<double> Next)[] s_shapes =
    [
        ("lognormal σ 0.3", () => LatencyValues.Lognormal(0.3)),
        ("lognormal σ 1", () => LatencyValues.Lognormal(1)),
        ("bimodal", LatencyValues.Bimodal),
        ("any range", LatencyValues.Any),
    ];

    public static void Print()
    {
        int hdr = new LongHistogram(1, 3_600_000_000_000, 3).GetEstimatedFootprintInBytes();
        Console.WriteLine($"Bytes of a live recorder (budget {Budget:N0}; HdrHistogram, 3 digits: {hdr:N0})");
        Console.WriteLine($"{"values",-16}{"records",12}{"bytes",8}{"scale",7}{"base64",8}{"Hdr/ours",10}");
        foreach ((string name, Func<double> next) in s_shapes)
        {
            foreach (int records in s_records)
            {
                (long bytes, LatencyDistribution held) = Measure(next, records);
                Console.WriteLine(
                    $"{name,-16}{records,12:N0}{bytes,8:N0}{held.Scale,7}"
                    + $"{held.Encode().Length,8:N0}{(double)hdr / bytes,9:N0}×");
            }
        }
    }

    // The layout of a recorder follows from what it holds: copies made from its snapshot are as large.
    private static (long Bytes, LatencyDistribution Held) Measure(Func<double> next, int records)
    {
        var recorder = new LatencyRecorder();
        for (int n = 0; n < records; n++)
        {
            recorder.Record(next());
        }

        LatencyDistribution held = recorder.Snapshot();
        var copies = new LatencyRecorder[Copies];
        Fill(copies, held);
        Array.Clear(copies);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Fill(copies, held);
        long bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Copies;
        GC.KeepAlive(copies);
        return (bytes, held);
    }

    private static void Fill(LatencyRecorder[] copies, LatencyDistribution held)
    {
        for (int i = 0; i < copies.Length; i++)
        {
            copies[i] = new LatencyRecorder(held);
        }
    }
}
