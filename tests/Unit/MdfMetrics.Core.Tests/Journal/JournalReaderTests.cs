using System.Runtime.Versioning;
using System.Text;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Processes;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Files;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Which runs of a store are listed from their journals: what is written, discarded or removed is not.</summary>
public sealed class JournalReaderTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public JournalReaderTests()
    {
        Put("live", ProcessIdentity.Current, "2026-01-24T12:03:00Z");
        Put("dead", JournalText.DeadProcess, "2026-01-24T12:01:00Z");
        Put("far", new ProcessIdentity("elsewhere", 1, Sample.Start), "2026-01-24T12:02:00Z");
        Put("discarded", JournalText.DeadProcess, "2026-01-24T12:04:00Z");
        Put("written", JournalText.DeadProcess, "2026-01-24T12:05:00Z");
        _store.Write(Sample.Create("written"));
        _store.Put(
            "_journal/run_discarded/run.json",
            Manifest("discarded", ",\"closed\":\"2026-01-24T12:35:00Z\",\"discarded\":\"2026-01-24T12:35:00Z\""));
    }

    private JournalReader Reader => new(_store.Path, TimeProvider.System);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void CountUnwritten_Store_TellsThemByWhetherTheyLive() =>
        Assert.Equal(new UnwrittenRuns(Live: 1, Dead: 1, Unknown: 1), Reader.CountUnwritten(Unexpected));

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void CountUnwritten_FolderOfAnotherAccount_IsToldOnceAndTheOthersAreCounted()
    {
        File.SetUnixFileMode(_store.Path, (UnixFileMode)0b111_101_101);
        string denied = _store.At("_journal/run_dead");
        File.SetUnixFileMode(denied, UnixFileMode.None);
        var errors = new List<MetricsException>();
        UnwrittenRuns counted;
        using (new NoRights())
        {
            counted = Reader.CountUnwritten(errors.Add);
        }

        File.SetUnixFileMode(denied, (UnixFileMode)0b111_101_101);
        Assert.Equal(new UnwrittenRuns(Live: 1, Dead: 0, Unknown: 1), counted);
        MetricsException error = Assert.Single(errors);
        Assert.Equal((MetricsError.FileCorrupt, denied), (error.Error, error.Target));
    }

    [Fact]
    public void CountUnwritten_NoStore_IsNone() => Assert.Equal(
        new UnwrittenRuns(0, 0, 0),
        new JournalReader(_store.At("none"), TimeProvider.System).CountUnwritten(Unexpected));

    [Fact]
    public void ReadAtFirstSight_Store_TakesWhatOnlyAWatchWouldTellForAlive()
    {
        IReadOnlyList<RunMetrics> runs = Reader.ReadRunsAtFirstSight(new RunQuery(), Unexpected);

        Assert.Equal(
            ["dead abandoned", "far running", "live running"],
            runs.Select(run => $"{run.run_id} {run.status}"));
        Assert.All(runs, run => Assert.Equal(_store.Path, run.store));
    }

    [Theory]
    [InlineData(RunStatus.Running, "far live")]
    [InlineData(RunStatus.Abandoned, "dead")]
    [InlineData(RunStatus.Completed, "")]
    public void ReadAtFirstSight_Status_IsThatOfNow(string status, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Reader
            .ReadRunsAtFirstSight(new RunQuery { Statuses = new HashSet<string> { status } }, Unexpected)
            .Select(run => run.run_id)));

    [Fact]
    public void ReadAtFirstSight_DamagedJournal_IsToldAndTheOthersAreRead()
    {
        File.AppendAllText(_store.At("_journal/run_dead/p.ndjson"), "garbage\n");
        List<MetricsException> told = [];

        Assert.Equal(3, Reader.ReadRunsAtFirstSight(new RunQuery(), told.Add).Count);
        Assert.Contains("run_dead", Assert.Single(told).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenRunIds_Store_AreThoseThatTakeWorkers()
    {
        Assert.Empty(JournalReader.OpenRunIds(_store.Path));
        _store.Put("_journal/run_live/run.json", Manifest("live"));
        _store.Put("_journal/run_dead/run.json", Manifest("dead", ",\"closed\":\"2026-01-24T12:35:00Z\""));
        _store.Put("_journal/run_far/run.json", "{"u8.ToArray());

        Assert.Equal(["live"], JournalReader.OpenRunIds(_store.Path));
    }

    private static void Unexpected(MetricsException error) => throw error;

    private static byte[] Manifest(string runId, string more = "") =>
        [.. JournalText.Manifest(runId, JournalText.DeadProcess)[..^1], .. Encoding.UTF8.GetBytes(more + "}")];

    private void Put(string runId, ProcessIdentity process, string start) => _store.Put(
        $"_journal/run_{runId}/p.ndjson",
        JournalText.Bytes(JournalText.Start(runId, process)
            .Replace("\"start_time\":\"2026-01-24T12:35:00Z\"", $"\"start_time\":\"{start}\"", StringComparison.Ordinal)));
}
