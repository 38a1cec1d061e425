using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Maintenance;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.Storage;

/// <summary>The newest runs of each pipeline, found without reading the others.</summary>
public sealed class NewestOfPipelinesTests(ITestOutputHelper output) : IDisposable
{
    private const int Kept = 3;

    private static readonly string[] s_statuses =
        [RunStatus.Completed, RunStatus.Completed, RunStatus.Failed, RunStatus.Abandoned];

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReadNewestFigures_FilesOfEveryKind_AreThoseOfAllRuns()
    {
        // Row groups of 2,000: of some pipelines all runs are in the oldest, of others none, and one never succeeds.
        Random random = Seeded.Random(output);
        RunMetrics[] runs =
        [
            .. Enumerable.Range(0, 5_000).Select(i => Run(i) with
            {
                pipeline_name = i < 20 ? "past" : i is 1_234 ? "once" : random.Next(8) switch
                {
                    0 => null,
                    1 => "bad",
                    int other => $"p{other}",
                },
                status = s_statuses[random.Next(s_statuses.Length)],
            }),
        ];
        runs = [.. runs.Select(run => run.pipeline_name == "bad" ? run with { status = RunStatus.Failed } : run)];
        random.Shuffle(runs);
        Put("some", runs[..4_800]);
        _store.Compact();
        Put("twice", runs[4_700..4_950]);
        foreach (RunMetrics run in runs[4_950..])
        {
            Put(run.run_id, run);
        }

        RunMetrics[] expected =
        [
            .. runs
                .GroupBy(run => run.pipeline_name)
                .OrderBy(pipeline => pipeline.Min(run => run.StartUtc))
                .SelectMany(pipeline =>
                {
                    RunMetrics[] newestFirst = [.. pipeline.OrderByDescending(run => run.StartUtc)];
                    RunMetrics[] completed = [.. newestFirst.Where(run => run.status == RunStatus.Completed)];
                    return newestFirst.Take(1).Union(completed.Take(Kept));
                }),
        ];
        RunMetrics[] read = [.. _store.Reader.ReadNewestFigures(Kept, error => throw error)];

        Assert.Equal(expected, read.Select(run => run with { store = null, path = null }));
    }

    [Fact]
    public void ReadNewestFigures_RowGroupOfOlderRuns_IsNotReadBeyondWhatTellsSo()
    {
        Put("some", [.. Enumerable.Range(0, 5_000).Select(Run)]);
        _store.Compact();
        var torn = new DatasetSchema<RunMetrics>(
            MetricsSchema.Runs.Name,
            MetricsSchema.Runs.FilePrefix,
            MetricsSchema.Runs.KeyColumns,
            MetricsSchema.Runs.Create,
            [
                .. MetricsSchema.Runs.Columns.Where(column => column.Name is
                    nameof(RunMetrics.run_id)
                    or nameof(RunMetrics.start_time)
                    or nameof(RunMetrics.status)
                    or nameof(RunMetrics.pipeline_name)),
                new TextColumn<RunMetrics>(nameof(RunMetrics.duration), _ => "long", (_, _) => { }),
            ]);
        File.WriteAllBytes(
            _store.At("runs/old.parquet"),
            ParquetFile.Serialize(torn, [Run(-2), Run(-1) with { pipeline_name = "other" }]));
        List<MetricsException> errors = [];

        RunMetrics[] all = [.. _store.Reader.ReadNewestFigures(Kept, errors.Add)];

        Assert.Equal(new[] { 4_999, 4_998, 4_997 }.Select(i => Run(i).run_id), all.Select(run => run.run_id));
        Assert.Equal(MetricsError.FileUnsupported, Assert.Single(errors).Error);

        errors.Clear();
        File.WriteAllBytes(_store.At("runs/old.parquet"), ParquetFile.Serialize(torn, [Run(-2), Run(-1)]));
        Assert.Equal(Kept, _store.Reader.ReadNewestFigures(Kept, errors.Add).Count());
        Assert.Empty(errors);
    }

    /// <summary>A run a minute, of one pipeline.</summary>
    private static RunMetrics Run(int i)
    {
        DateTime start = new DateTime(2026, 1, 30, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i);
        return new RunMetrics
        {
            run_id = $"run_{start:yyyyMMdd_HHmmss}_{i & 0xFFFFFF:x8}",
            start_time = start,
            end_time = start.AddSeconds(50),
            duration = 50,
            pipeline_name = "p",
        };
    }

    private void Put(string file, params RunMetrics[] runs)
    {
        Directory.CreateDirectory(_store.At("runs"));
        File.WriteAllBytes(_store.At($"runs/{file}.parquet"), ParquetFile.Serialize(MetricsSchema.Runs, runs));
    }
}
