using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Fuzzing;

/// <summary>
/// What a dead process left, cut up: whatever of it is read can be restored, and is read from the store then; the rest
/// is told. Nothing throws.
/// </summary>
public sealed class JournalFuzzTests : IDisposable
{
    private static readonly string[] s_words =
    [
        "\n", "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e999", "9223372036854775808", "\\ud800", "\0",
        "\"event\":\"operator\"", "\"event\":\"run_stopped\"", "\"event\":\"run_started\"", "\"run_id\":\"other\"",
        "\"time\":\"9999-12-31T23:59:59Z\"", "\"duration\":-1", "\"latency_histogram\":\"AAAA\"", "\"revision\":9",
    ];

    private readonly Recording _recording = new Recording().WithWork();
    private readonly TemporaryStore _killed;

    public JournalFuzzTests() => _killed = _recording.Killed();

    public void Dispose()
    {
        _killed.Dispose();
        _recording.Dispose();
    }

    [Fact]
    public void Replay_AnyJournal_IsARunThatCanBeRestored() => Read(Single("*.ndjson"));

    [Fact]
    public void Replay_AnyProgress_IsARunThatCanBeRestored() => Read(Single("*.progress.json"));

    [Fact]
    public void Replay_AnyManifest_IsARunThatCanBeRestored() => Read(Single(JournalLayout.ManifestName));

    private string Single(string pattern) =>
        Assert.Single(Directory.GetFiles(_killed.Path, pattern, SearchOption.AllDirectories));

    private void Read(string changed)
    {
        string[] files = [.. _killed.Files()];
        byte[][] whole = [.. files.Select(file => File.ReadAllBytes(_killed.At(file)))];
        string relative = Path.GetRelativePath(_killed.Path, changed);
        Fuzz.Read([File.ReadAllBytes(changed)], s_words, document =>
        {
            using var store = new TemporaryStore();
            foreach ((string file, byte[] content) in files.Zip(whole))
            {
                store.Put(file, content);
            }

            store.Put(relative, document);
            AssertRestores(store);
        });
    }

    private static void AssertRestores(TemporaryStore store)
    {
        var restorer = new RunRestorer(store.Path, TimeProvider.System);
        foreach (RestoredRun restored in restorer.Restore(restorer.Find(Corrupt), force: true, Corrupt, default))
        {
            if (restored.Error is { } error)
            {
                // Its journal names another run than its folder.
                Assert.Equal(MetricsError.RunNotFound, error.Error);
            }
            else if (restored.Run is { } run)
            {
                RunMetrics read = store.Run();
                Assert.Equal(
                    (run.run_id, run.status, run.total_input_records, run.total_output_records, run.total_errors),
                    (read.run_id, read.status, read.total_input_records, read.total_output_records, read.total_errors));

                // A histogram that does not go with its row's extremes is told of when it is read.
                IEnumerable<OperatorMetrics> rows = store.Reader.ReadOperators([read], null, null, Corrupt);
                Assert.Equal(run.Operators!.Counts().Order(), rows.Counts().Order());
            }
        }
    }

    private static void Corrupt(MetricsException error) => Assert.Equal(MetricsError.FileCorrupt, error.Error);
}
