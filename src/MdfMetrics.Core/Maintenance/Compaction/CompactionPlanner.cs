using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Storage.Walking;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>Finds what there is to compact. It changes nothing.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="options">Which runs, and into which files.</param>
/// <param name="leftAlone">Files of which the ids can be read at most: they stay, and with them their runs.</param>
/// <param name="onWarning">Receives each file that is left alone.</param>
/// <param name="progress">Follows the work.</param>
internal sealed class CompactionPlanner(
    string store,
    CompactionOptions options,
    IReadOnlySet<string> leftAlone,
    Action<MetricsException> onWarning,
    WorkProgress progress,
    CancellationToken token)
{
    private const int Ahead = 100_000;

    private readonly StoreLinks _links = new(store);
    private readonly Dictionary<string, RunEntry> _runs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Dataset, List<CompactionSource>> _files = [];

    public CompactionPlan Plan()
    {
        DatasetFile[] listed = _links.Within(StoreListing.Of(store, MetricsSchema.Runs).Files);
        CompactionTarget.Require(store, listed, options);
        IReadOnlyList<DatasetFile> settledFiles = new SettledFiles(store, options).Find(listed);
        List<CompactionSource> written = ScanRuns(settledFiles);
        foreach (RunEntry run in written.SelectMany(file => file.Runs))
        {
            if (!_runs.TryGetValue(run.Key, out RunEntry? other)
                || FilePrecedence.Precedes(run.Key, run.File, other.File))
            {
                _runs[run.Key] = run;
            }
        }

        int known = _runs.Count;
        LeaveRecentAndLive();
        LeaveAlone();
        HashSet<CompactionTarget> wanted = Unsettled();
        CompactionSource[] shared = [.. written.Where(file => file.IsShared)];
        known -= Keep(wanted);

        // What is as it should be in the runs dataset is in the others too, by the same name.
        bool hasForeign = written.Any(file => file.IsForeign);
        HashSet<(PartitionBy, string)> settled =
        [
            .. settledFiles.Except(shared.Select(file => file.File)).Select(Place),
            .. shared.Except(written).Select(file => Place(file.File)),
        ];
        foreach (Dataset dataset in MetricsSchema.All.Where(dataset => dataset != MetricsSchema.Runs))
        {
            Scan(dataset, file => file.Key is { } key && (file.IsDated || !hasForeign || IsKnown(key))
                ? IsKnown(key)
                : !settled.Contains(Place(file)));
        }

        LeaveAlone();
        wanted = Unsettled();
        Keep(wanted);
        return Result(known - _runs.Count);
    }

    /// <summary>The keys of its runs; of a file without rows that which it is named by, in either spelling.</summary>
    private static IEnumerable<string> RunsOf(CompactionSource file) => file.RunsByGroup
        .SelectMany(group => group)
        .Concat(file is { Rows: 0, File.Key: { } key } ? [key, DatasetFile.Bare(key)] : []);

    private CompactionTarget Target(RunEntry run) => CompactionTarget.Of(store, run, options);

    /// <summary>What a file has in common with those of the other datasets.</summary>
    private (PartitionBy Layout, string Name) Place(DatasetFile file) =>
        (StoreLayout.LayoutOf(store, file.Path), Path.GetFileName(file.Path));

    private CompactionPlan Result(int skipped)
    {
        List<(CompactionTarget, IReadOnlyList<RunEntry>)> targets =
        [
            .. _runs.Values.GroupBy(Target)
                .OrderBy(target => target.Key.Period, StringComparer.Ordinal)
                .Select(target => (target.Key, (IReadOnlyList<RunEntry>)
                [
                    .. target.OrderBy(run => run.StartUtc).ThenBy(run => run.Id, StringComparer.Ordinal),
                ])),
        ];
        return new CompactionPlan(
            targets,
            _files.ToDictionary(
                files => files.Key,
                files => (IReadOnlyList<CompactionSource>)[.. files.Value.Where(IsReplaced)]),
            skipped);
    }

    /// <summary>
    /// Reads the ids of the runs dataset; of files that are settled only where a run elsewhere may be in them too.
    /// </summary>
    private List<CompactionSource> ScanRuns(IReadOnlyList<DatasetFile> settled)
    {
        HashSet<DatasetFile> left = [.. settled];
        List<CompactionSource> written = Scan(MetricsSchema.Runs, file => !left.Contains(file));
        DateTime[] starts =
            [.. written.SelectMany(file => file.Runs).Select(run => run.StartUtc).OfType<DateTime>().Order()];
        return starts.Length == 0
            ? written
            : Scan(MetricsSchema.Runs, file => left.Contains(file) && file.Starts.MeetsAny(starts));
    }

    /// <summary>Reads the ids of files of a dataset.</summary>
    /// <returns>Those of the dataset that were read so far.</returns>
    private List<CompactionSource> Scan(Dataset dataset, Func<DatasetFile, bool> isWanted)
    {
        DatasetFile[] files = _links.Within(StoreListing.Of(store, dataset).Files.Where(isWanted));
        progress.Begin($"Reading {dataset.Name}", "files", files.Length, left: 10);
        IEnumerable<FilePart> parts = files
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(FilePart.Whole);
        List<CompactionSource> scans =
        [
            .. progress
                .Follow(FileBatches.Read(
                    parts,
                    (part, stop) => CompactionSource.Read(dataset, part.File, stop),
                    Ahead,
                    onWarning,
                    token))
                .Where(outcome => !outcome.IsGone)
                .Select(outcome => outcome.Result ?? CompactionSource.Unreadable(outcome.Part.File))
                .Select(file => leftAlone.Contains(file.File.Path) ? file with { Problem = string.Empty } : file),
        ];
        foreach (CompactionSource scan in scans.Where(scan => scan.Problem is { Length: > 0 }))
        {
            onWarning(new MetricsException(
                MetricsError.FileCorrupt,
                $"'{scan.File.Path}' is left as it is: {scan.Problem}. Test-MdfMetrics tells more.",
                scan.File.Path));
        }

        _files.TryAdd(dataset, []);
        _files[dataset].AddRange(scans);
        return _files[dataset];
    }

    private void LeaveRecentAndLive()
    {
        HashSet<string> live = [.. JournalLayout.Folders(store).Select(folder => RunId.Key(Path.GetFileName(folder)))];
        foreach (RunEntry run in _runs.Values.ToArray())
        {
            bool hasPlace = CompactionTarget.Exists(store, run, options);
            if (!hasPlace)
            {
                onWarning(new MetricsException(
                    MetricsError.FileCorrupt,
                    $"'{run.File.Path}' is left as it is: the run '{run.Id}' has no start_time, so it is of no day. "
                        + "Leave it so, or remove the run.",
                    run.File.Path));
            }

            // A start that is not known is before no moment.
            if (!hasPlace
                || (!(run.StartUtc < options.BeforeUtc) && !IsOutOfPlace(run))
                || live.Contains(run.Key.ToLowerInvariant()))
            {
                _runs.Remove(run.Key);
            }
        }
    }

    /// <summary>
    /// Whether it can't wait: as long as it lies there, or has other types than ours beside it, some engines don't read
    /// the store whole.
    /// </summary>
    private bool IsOutOfPlace(RunEntry run) =>
        run.IsForeign || Target(run).Layout != StoreLayout.LayoutOf(store, run.File.Path);

    /// <summary>A file is replaced as a whole or not at all: where one run in it has to stay, all do.</summary>
    private void LeaveAlone()
    {
        for (bool again = true; again;)
        {
            again = false;
            foreach (List<CompactionSource> files in _files.Values)
            {
                again |= files.RemoveAll(file =>
                {
                    bool stays = file.Problem is not null || !RunsOf(file).All(IsKnown);
                    foreach (string key in stays ? RunsOf(file) : [])
                    {
                        _runs.Remove(key);
                    }

                    return stays;
                }) > 0;
            }
        }
    }

    /// <summary>
    /// Whether a file goes: its runs do, or it has none and is of a period whose runs did, or do, so that it has no use.
    /// </summary>
    private bool IsReplaced(CompactionSource file) =>
        RunsOf(file).Any(IsKnown)
        || (_runs.Count > 0
            && file is { Rows: 0, File.Key: null, Problem: null }
            && !CompactedName.Period(Path.GetFileNameWithoutExtension(file.File.Path)).IsEmpty);

    private bool IsKnown(string key) => _runs.ContainsKey(key) || _runs.ContainsKey(DatasetFile.Bare(key));

    /// <summary>The targets whose runs do not lie in the files where they belong.</summary>
    private HashSet<CompactionTarget> Unsettled()
    {
        Dictionary<string, CompactionTarget> targets =
            _runs.Values.ToDictionary(run => run.Key, Target, StringComparer.OrdinalIgnoreCase);
        var unsettled = new HashSet<CompactionTarget>();
        foreach ((Dataset dataset, List<CompactionSource> files) in _files)
        {
            var first = new Dictionary<CompactionTarget, CompactionSource>();
            foreach (CompactionSource file in files)
            {
                foreach (string key in RunsOf(file))
                {
                    if (targets.TryGetValue(key, out CompactionTarget? target)
                        && (file.IsForeign
                            || !target.IsNamed(store, dataset.Name, file.File)
                            || (first.TryGetValue(target, out CompactionSource? other) && other != file)))
                    {
                        unsettled.Add(target);
                    }
                    else if (target is not null)
                    {
                        first.TryAdd(target, file);
                    }
                }
            }
        }

        // A file with runs of several targets goes as a whole.
        for (int before = -1; before != unsettled.Count;)
        {
            before = unsettled.Count;
            foreach (CompactionSource file in _files.Values.SelectMany(files => files))
            {
                CompactionTarget[] of =
                    [.. RunsOf(file).Where(targets.ContainsKey).Select(key => targets[key]).Distinct()];
                if (of.Length > 1 && of.Any(unsettled.Contains))
                {
                    unsettled.UnionWith(of);
                }
            }
        }

        return unsettled;
    }

    /// <summary>Keeps the runs of some targets.</summary>
    /// <returns>How many went.</returns>
    private int Keep(HashSet<CompactionTarget> targets)
    {
        string[] settled = [.. _runs.Values.Where(run => !targets.Contains(Target(run))).Select(run => run.Key)];
        foreach (string key in settled)
        {
            _runs.Remove(key);
        }

        foreach (List<CompactionSource> files in _files.Values)
        {
            files.RemoveAll(file => !IsReplaced(file));
        }

        return settled.Length;
    }
}
