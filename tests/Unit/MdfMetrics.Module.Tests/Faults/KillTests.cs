using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;
using Xunit.Abstractions;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>
/// Kills pipelines (SIGKILL) at random moments: 20, or 200 where MDF_NIGHTLY is 1. Whatever was done must be in the
/// restored runs, and no file may be unreadable.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int AtOnce = 2;

    /// <summary>Many times the checkpoint interval of 0.2 s: a busy machine beats late.</summary>
    private static readonly TimeSpan s_behind = TimeSpan.FromSeconds(4);

    [Fact]
    public void Kill_AtRandomMoments_LosesNothingThatWasDone()
    {
        int kills = Environment.GetEnvironmentVariable("MDF_NIGHTLY") == "1" ? 200 : 20;
        Random random = Seeded.Random(output);
        TimeSpan[] lives = [.. Enumerable.Range(0, kills).Select(n => LifeOf(n, random))];
        using ModuleSession session = Scripts.Open();
        KilledPipeline[] killed = [.. Enumerable.Range(0, kills)
            .AsParallel().WithDegreeOfParallelism(AtOnce).WithExecutionMode(ParallelExecutionMode.ForceParallelism)
            .Select(n => KilledPipeline.Run(session.Store, $"kill{n}", endless: n % 2 == 0, FromOf(n), lives[n]))];

        session.Invoke("$null = Restore-MdfRun -All").Clean();

        Dictionary<string, PSObject> runs = session.Invoke("Get-MdfRun").Clean().Output
            .ToDictionary(run => $"{run.Properties["run_id"].Value}");
        Assert.All(killed, pipeline => AssertKept(session, pipeline, runs.GetValueOrDefault(pipeline.Id)));
        Assert.Equal(runs.Count, DuckDbFiles.Read(session.Store));
        Assert.Empty(Directory.GetFiles(
            Path.Combine(session.Store, "_journal"),
            "*.ndjson",
            SearchOption.AllDirectories));
        Assert.Empty(session.Invoke("Restore-MdfRun -All").Clean().Output);
        Assert.Contains(killed, pipeline => pipeline.LastBefore(s_behind) > 0);
    }

    private static string FromOf(int n) => IsLong(n) ? "at" : "ready";

    /// <summary>Mostly while operators begin and end; now and then in the midst of a long one.</summary>
    private static TimeSpan LifeOf(int n, Random random) =>
        IsLong(n) ? 1.5 * s_behind : TimeSpan.FromMilliseconds(random.Next(1500));

    private static bool IsLong(int n) => n % 10 == 0;

    private static void AssertKept(ModuleSession session, KilledPipeline pipeline, PSObject? run)
    {
        if (run is null)
        {
            Assert.False(pipeline.HasStarted, $"{pipeline.Id} is gone");
            return;
        }

        if (pipeline.HasStopped)
        {
            Assert.Equal("completed", run.Properties["status"].Value);
        }

        const string Counts =
            "param($id) Get-MdfOperatorMetric $id | % { \"$($_.stage_name)/$($_.operator_name) $($_.input_records) "
                + "$($_.output_records)\" }";
        string[] rows = [.. session.Invoke(Counts, pipeline.Id).Clean().Texts()];
        Assert.All(pipeline.Done, done => Assert.Contains(done, rows));
        long kept = rows.Where(row => row.StartsWith("long/endless ", StringComparison.Ordinal))
            .Select(row => long.Parse(row.Split(' ')[1], CultureInfo.InvariantCulture)).SingleOrDefault();
        Assert.InRange(kept, pipeline.LastBefore(s_behind), pipeline.Last + 1);
    }
}
