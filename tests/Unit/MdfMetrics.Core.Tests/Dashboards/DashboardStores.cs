using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>Stores of every form that a dashboard is made of.</summary>
internal static class DashboardStores
{
    /// <summary>The forms by name.</summary>
    public static IReadOnlyDictionary<string, Action<TemporaryStore>> All { get; } =
        new Dictionary<string, Action<TemporaryStore>>
        {
            ["empty"] = static _ => { },
            ["one run"] = static store => store.Write(Sample.Create()),
            ["flat"] = static store => Fill(store, PartitionBy.None),
            ["date"] = static store => Fill(store, PartitionBy.Date),
            ["hive"] = static store => Fill(store, PartitionBy.Hive),
            ["compacted"] = static store =>
            {
                Fill(store, PartitionBy.None);
                store.Compact();
            },
            ["mixed"] = static store => Fill(store, PartitionBy.None, PartitionBy.Date, PartitionBy.Hive),
            ["old"] = static store =>
            {
                store.Write(Sample.Create());
                store.Age(Sample.Id);
            },
            ["foreign"] = static store => CopyForeign(store),
            ["foreign and ours"] = static store =>
            {
                CopyForeign(store);
                Fill(store, PartitionBy.None);
            },
        };

    /// <summary>Runs of two pipelines on three days: completed, failed, of records that are split.</summary>
    public static void Fill(TemporaryStore store, params PartitionBy[] layouts)
    {
        for (int i = 0; i < 6; i++)
        {
            Sample sample = Sample.Create($"r{i}", Sample.Start.AddHours(13 * i), latencies: 150);
            string pipeline = i % 3 == 0 ? "hourly" : "nightly";
            RunMetrics run = sample.Run with
            {
                pipeline_name = pipeline,
                status = i == 4 ? RunStatus.Failed : RunStatus.Completed,
                error = i == 4 ? "It's a \"bad\" end;" : null,
                duration = 60 + i,
                overall_pass_rate = i == 5 ? 138 : 25,
            };
            store.Write(
                new Sample(
                    run,
                    [.. sample.Stages.Select(row => row with { pipeline_name = pipeline })],
                    [.. sample.Operators.Select(row => row with { pipeline_name = pipeline })]),
                layouts[i % layouts.Length]);
        }
    }

    private static void CopyForeign(TemporaryStore store)
    {
        string foreign = Path.Combine(AppContext.BaseDirectory, "Data", "foreign");
        foreach (string file in Directory.EnumerateFiles(foreign, "*.parquet", SearchOption.AllDirectories))
        {
            string target = store.At(Path.GetRelativePath(foreign, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
