using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Summaries;

namespace MdfMetrics.Tests.Storage;

/// <summary>Whatever reads a run that lies in several files shows the figures of the same one.</summary>
public sealed class RunInSeveralFilesTests : IDisposable
{
    private const string Id = Sample.Id;
    private const string Own = "20260124_123456_1a2b3c4d";

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    /// <summary>The file that counts, and one that does not.</summary>
    public static TheoryData<string, string> Files() => new()
    {
        { $"/{{0}}_{Own}", "/archive" },
        { $"/{{0}}_{Own}", "/zz" },
        { $"/{{0}}_run_{Own}", "/compacted_2026-01_00000003" },
        { $"/{{0}}_{Own}", "/date=2026-01-24/compacted_2026-01-24_00000003" },
        { $"/date=2026-01-24/{{0}}_{Own}", "/compacted_2026-01_00000003" },
        { "/compacted_2026-01_00000002", "/compacted_2026-01_00000010" },
        { "/compacted_mixed_00000002", "/compacted_2026-01_00000003" },
        { "/zz", "/compacted_2026-01_00000001" },
        { "/a", "/b" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Readers_RunInTwoFiles_AllTakeTheSameOne(string counting, string other)
    {
        Put(counting, 1, RunStatus.Completed);
        Put(other, 2, RunStatus.Failed);
        Directory.CreateDirectory(MaintenanceLayout.Folder(_store.Path));
        File.WriteAllBytes(MaintenanceLayout.Record(_store.Path, 10), new ChangeRecord(10, [], [], []).ToJson());
        Assert.Equal(
            ["listed 1", "by id 1", "last 1", "none failed", "stage 1", "operator 1", "summary 1 1 1 of 0 failed"],
            Readers());

        _store.Compact();

        Assert.Equal(
            ["listed 1", "by id 1", "last 1", "none failed", "stage 1", "operator 1", "summary 1 1 1 of 0 failed"],
            Readers());
    }

    [Fact]
    public void Readers_OwnFileHasNoneOfItsRows_TakeTheOther()
    {
        Put($"/{{0}}_{Own}", 1, RunStatus.Completed, "run_20260124_123456_ffffffff");
        Put("/archive", 2, RunStatus.Completed);

        Assert.Equal(2, Assert.Single(_store.Runs(new RunQuery { ExactIds = [Id] })).total_errors);
        Assert.Equal(2, _store.Stages(_store.Runs(new RunQuery { ExactIds = [Id] }).Single())[0].error_count);
    }

    [Fact]
    public void ReadRuns_LastOfAStatusThatOnlyACopyHas_AreTheOthers()
    {
        Put($"/{{0}}_{Own}", 1, RunStatus.Completed);
        Put("/archive", 2, RunStatus.Failed);
        for (int i = 1; i <= 3; i++)
        {
            Sample older = Sample.Create($"job-{i}", Sample.Start.AddHours(-i));
            _store.Write(older with { Run = older.Run with { status = RunStatus.Failed } });
        }

        Assert.Equal(
            ["job-2", "job-1"],
            _store.Runs(new RunQuery { Last = 2, Statuses = new HashSet<string> { RunStatus.Failed } })
                .Select(run => run.run_id));
    }

    /// <summary>The numbers of the files that readers took.</summary>
    private List<string> Readers()
    {
        RunMetrics run = Assert.Single(_store.Runs());
        _store.Summarize(SummaryPeriod.Day);
        RunSummary summary = Assert.Single(_store.RunSummaries());
        List<string> taken =
        [
            $"listed {run.total_errors}",
            $"by id {Assert.Single(_store.Runs(new RunQuery { ExactIds = [Id] })).total_errors}",
            $"last {Assert.Single(_store.Runs(new RunQuery { Last = 1 })).total_errors}",
            _store.Runs(new RunQuery { Statuses = new HashSet<string> { RunStatus.Failed } }).Count == 0
                ? "none failed"
                : "failed",
            $"stage {Assert.Single(_store.Stages(run)).error_count}",
            $"operator {Assert.Single(_store.Operators(run)).error_count}",
            $"summary {summary.total_errors} {Assert.Single(_store.StageSummaries()).error_count} "
                + $"{Assert.Single(_store.OperatorSummaries()).error_count} of {summary.failed_count} failed",
        ];
        Directory.Delete(_store.At("summaries"), recursive: true);
        return taken;
    }

    /// <summary>Puts a file of the run into each dataset: the number is in all its figures.</summary>
    private void Put(string name, long number, string status, string id = Id)
    {
        Sample sample = Sample.Create(id, stages: 1, operators: 1, workers: 1);
        Write("runs", "run", ParquetFile.Serialize(
            MetricsSchema.Runs,
            [sample.Run with { total_errors = number, status = status }]));
        Write("stages", "stages", ParquetFile.Serialize(
            MetricsSchema.Stages,
            [sample.Stages[0] with { error_count = number }]));
        Write("operators", "operators", ParquetFile.Serialize(
            MetricsSchema.Operators,
            [sample.Operators[0] with { error_count = number }]));

        void Write(string dataset, string prefix, byte[] content)
        {
            string path = _store.At(dataset + string.Format(null, name, prefix) + ".parquet");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }
}
