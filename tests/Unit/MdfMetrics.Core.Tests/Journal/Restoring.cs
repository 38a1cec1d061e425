using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What restoring leaves in a store.</summary>
internal static class Restoring
{
    /// <summary>Restores a run whose journals are whole.</summary>
    public static RunMetrics? Restore(this TemporaryStore store, string runId = "r", bool force = false) =>
        store.Restore(static error => throw error, runId, force);

    /// <summary>Restores a run.</summary>
    public static RunMetrics? Restore(
        this TemporaryStore store,
        Action<MetricsException> onError,
        string runId = "r",
        bool force = false,
        TimeProvider? time = null)
    {
        RestoredRun restored = Assert.Single(
            new RunRestorer(store.Path, time ?? TimeProvider.System).Restore([runId], force, onError, default));
        return restored.Error is null ? restored.Run : throw restored.Error;
    }

    /// <summary>Keeps a run's manifest from being read and written.</summary>
    public static IDisposable Hold(this TemporaryStore store, string runId) => new FileStream(
        Path.Combine(JournalLayout.Folder(store.Path, runId), JournalLayout.ManifestName),
        FileMode.Open,
        FileAccess.ReadWrite,
        FileShare.None);

    /// <summary>The one run of the store.</summary>
    public static RunMetrics Run(this TemporaryStore store) => Assert.Single(store.Runs());

    /// <summary>All the rows of a store but for where they lie, so that two stores can be compared.</summary>
    public static (RunMetrics Run, List<StageMetrics> Stages, List<OperatorMetrics> Operators) Content(
        this TemporaryStore store)
    {
        RunMetrics run = store.Run();
        return (run with { store = null, path = null, context = null }, store.Stages(run), store.Operators(run));
    }

    /// <summary>The counts of each operator row, as name: in > out.</summary>
    public static string[] Counts(this IEnumerable<OperatorMetrics> rows) =>
        [.. rows.Select(row => $"{row.operator_name}: {row.input_records} > {row.output_records}")];

    /// <summary>Whether nothing of a journal is left.</summary>
    public static void HasNoJournals(this TemporaryStore store) =>
        Assert.DoesNotContain(store.Files(), file => !file.EndsWith(".parquet", StringComparison.Ordinal));
}
