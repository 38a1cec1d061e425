using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Removal;

/// <summary>Helpers of the tests of retention.</summary>
internal static class Retaining
{
    private static readonly string[] s_datasets = ["runs", "stages", "operators", "histograms"];

    /// <summary>Writes a run of one stage and one operator.</summary>
    public static RunMetrics WriteSmall(
        this TemporaryStore store,
        string id,
        DateTime start,
        PartitionBy layout = PartitionBy.None,
        string status = RunStatus.Completed,
        string? tags = null,
        string? pipeline = null)
    {
        Sample sample = Sample.Create(id, start, stages: 1, operators: 1, workers: 1);
        RunMetrics run = sample.Run with { status = status, tags = JsonMap.FromJson(tags), pipeline_name = pipeline };
        return store.Write(sample with { Run = run }, layout);
    }

    /// <summary>Leaves a journal of a run whose process is dead.</summary>
    public static void WriteDeadJournal(this TemporaryStore store, string id) => Recording.NewJournal(
        store,
        id,
        "dead",
        JournalText.Start(id, JournalText.DeadProcess),
        JournalText.Operator("s", "o", 7));

    /// <summary>Whether anything of a run's journal is there.</summary>
    public static bool HasJournal(this TemporaryStore store, string id) =>
        Directory.Exists(JournalLayout.Folder(store.Path, id))
        && Directory.EnumerateFiles(JournalLayout.Folder(store.Path, id), "*.ndjson").Any();

    /// <summary>What a policy chooses.</summary>
    public static RetentionChoice Choose(this TemporaryStore store, RetentionPolicy policy) =>
        RetentionChoice.Make(store.Path, policy, Maintaining.Impatient(), static error => throw error, default);

    /// <summary>The ids that a policy chooses.</summary>
    public static string[] Chosen(this TemporaryStore store, RetentionPolicy policy) =>
        [.. store.Choose(policy).Runs.Select(run => run.Run.run_id)];

    /// <summary>The runs of these ids as candidates.</summary>
    public static IReadOnlyList<RunCandidate> Candidates(this TemporaryStore store, params string[] ids) =>
        new RunCandidates(store.Path, Maintaining.Impatient(), static error => throw error)
            .Read(new RunQuery { ExactIds = ids }, static _ => true, default);

    /// <summary>Removes runs.</summary>
    public static RunRemoval? Remove(
        this TemporaryStore store,
        string[] ids,
        List<MetricsException>? errors = null,
        Action<MaintenanceStep>? onStep = null) => store.Remove(store.Candidates(ids), errors, onStep);

    /// <summary>Removes runs that were found before.</summary>
    public static RunRemoval? Remove(
        this TemporaryStore store,
        IReadOnlyList<RunCandidate> runs,
        List<MetricsException>? errors = null,
        Action<MaintenanceStep>? onStep = null) => new RunRemover(
            store.Path,
            Maintaining.Impatient(),
            error => (errors ?? throw error).Add(error),
            onStep).Remove(runs, default);

    /// <summary>For each dataset in turn the runs that an independent reader finds in its files, by id.</summary>
    public static string[] RunsInFiles(this TemporaryStore store)
    {
        using var database = new DuckDb();
        return
        [
            .. s_datasets.Select(dataset => string.Join(' ', store.Files()
                .Where(file => file.Contains($"{dataset}/", StringComparison.Ordinal))
                .SelectMany(file => database.Query($"SELECT DISTINCT run_id FROM read_parquet('{store.At(file)}')"))
                .Select(row => (string)row[0]!)
                .Order(StringComparer.Ordinal))),
        ];
    }

    /// <summary>Makes sure that all files of the store hold these runs, each dataset once, and nothing else.</summary>
    public static void HoldsExactly(this TemporaryStore store, params string[] ids)
    {
        string all = string.Join(' ', ids.Order(StringComparer.Ordinal));
        Assert.Equal([all, all, all, all], store.RunsInFiles());
        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            store.Runs().Select(run => run.run_id).Order(StringComparer.Ordinal));
    }
}
