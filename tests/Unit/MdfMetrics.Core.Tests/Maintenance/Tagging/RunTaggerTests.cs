using System.Collections;
using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Tagging;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Maintenance.Removal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Tagging;

/// <summary>Tags change whole or not at all, wherever the change is cut off.</summary>
public sealed class RunTaggerTests : IDisposable
{
    private const string Old = """{"team":"data"}""";
    private const string New = """{"team":"data","keep":"yes"}""";

    private readonly TemporaryStore _store = new();

    public RunTaggerTests()
    {
        foreach (string id in new[] { "a", "b", "c" })
        {
            _store.WriteSmall(id, Sample.Start, tags: Old);
        }
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(nameof(MaintenanceStep.Staged), Old)]
    [InlineData(nameof(MaintenanceStep.Noted), Old)]
    [InlineData(nameof(MaintenanceStep.Published), Old)]
    [InlineData(nameof(MaintenanceStep.Committed), New)]
    [InlineData(nameof(MaintenanceStep.Waited), New)]
    [InlineData(nameof(MaintenanceStep.Deleted), New)]
    public void Merge_SharedFileCutOffAtAStep_IsUndoneOrFinishedByTheNextCall(string step, string tags)
    {
        _store.Compact();
        using TemporaryStore left = _store.KilledAt(step, onStep => Keep(_store, onStep));
        Assert.Equal([tags, tags, Old], Tags(left));

        left.Maintain().Dispose();

        Assert.Equal([tags, tags, Old], Tags(left));
        Keep(left);
        Assert.Equal([New, New, Old], Tags(left));
        left.HoldsExactly("a", "b", "c");
        Assert.Empty(left.Check());
    }

    [Fact]
    public void Merge_OwnFilesCutOff_EachIsOldOrNewAndTheNextCallGoesOn()
    {
        string name = "runs/run_a.parquet";
        byte[] old = File.ReadAllBytes(_store.At(name));
        Keep(_store);
        byte[] changed = File.ReadAllBytes(_store.At(name));

        // The file of b is changed; that of a lies beside the old one, half written.
        File.WriteAllBytes(_store.At(name), old);
        _store.Put("runs/.run_a.parquet.0123456789abcdef0123456789abcdef.tmp", changed.AsSpan(0, changed.Length / 2));
        Assert.Equal([Old, New, Old], Tags(_store));

        Keep(_store);

        Assert.Equal([New, New, Old], Tags(_store));
        Assert.Single(_store.Repair());
        _store.HoldsExactly("a", "b", "c");
    }

    private static void Keep(TemporaryStore store, Action<MaintenanceStep>? onStep = null)
    {
        RunMetrics[] runs = [.. store.Runs().Where(run => run.run_id != "c")];
        var tagger = new RunTagger(store.Path, Maintaining.Impatient(), static error => throw error, onStep);
        Assert.True(tagger.Change(runs, new LabelChange(new Hashtable { ["keep"] = "yes" }, null), default));
    }

    private static string[] Tags(TemporaryStore store) =>
        [.. store.Runs().OrderBy(run => run.run_id).Select(run => run.tags!.ToString())];
}
