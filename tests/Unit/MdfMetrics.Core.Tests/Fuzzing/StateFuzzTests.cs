using MdfMetrics.Maintenance;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Alerts;
using MdfMetrics.Tests.Alerts.State;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Fuzzing;

/// <summary>The small files by which one call knows what others did, cut up.</summary>
public sealed class StateFuzzTests : IDisposable
{
    private static readonly string[] s_json =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "1", "-1", "1.5", "1e999", "9223372036854775808", "{}",
        "[]", "\\ud800", "\\u0000", "\0", "\uFEFF", "//", "\"version\":1", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01\"",
    ];

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Alerts_OfAnyState_AreToldOrKnown_AndTheNextCallKnowsThem()
    {
        using var judged = new JudgedStore();
        judged.WriteOf("nightly", "night", 99, status: RunStatus.Failed);
        using ScheduledCalls calls = new ScheduledCalls(judged, "status = failed").Begun();
        string[] words = [.. s_json, "\"since\":", "\"runs\":{\"NIGHT\":0}", "\"alerts\":[{}]", "\"told\":"];

        Fuzz.Read([File.ReadAllBytes(calls.StatePath)], words, document =>
        {
            File.WriteAllBytes(calls.StatePath, document);
            calls.Call();
            Assert.InRange(calls.Warnings.Count, 0, 1);

            Assert.Empty(calls.Call());
            Assert.Empty(calls.Warnings);
        });
    }

    /// <summary>Whatever a record says, nothing is deleted that is not data of the store.</summary>
    [Fact]
    public void Maintenance_OfAnyRecord_IsFinishedOrToldAndNothingElseDeleted()
    {
        string store = _store.At("store");
        string canary = _store.Put("canary.parquet");
        string record = MaintenanceLayout.Record(store, 3);
        string data = _store.Put("store/runs/run_20260124_120000_r.parquet");
        string readme = _store.Put("store/README.md");
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        var change = new ChangeRecord(3, ["runs/a.parquet"], ["runs/b.parquet", "stages/b.parquet"], ["r", "s"]);
        string[] words =
        [
            .. s_json, "\"replaces\":[\"../canary.parquet\"]", "../canary.parquet", "\"/etc\"", "README.md", "..", "/",
            "\\\\", "\"removed_runs\":[\"../..\"]",
        ];

        Fuzz.Read([change.ToJson()], words, document =>
        {
            File.WriteAllBytes(record, document);
            CommittedChanges.Of(store);
            try
            {
                using StoreMaintenance? maintenance = StoreMaintenance.TryBegin(store, TimeProvider.System, default);
                Assert.NotNull(maintenance);
            }
            catch (MetricsException e)
            {
                Assert.True(e.Error is MetricsError.FileCorrupt or MetricsError.StoreNotWritable, $"{e}");
            }

            Assert.All([canary, data, readme], file => Assert.True(File.Exists(file)));
        });
    }
}
