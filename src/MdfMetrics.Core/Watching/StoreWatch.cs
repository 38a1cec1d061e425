using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Replay;
using MdfMetrics.PastRuns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Watching;

/// <summary>Watches the live runs of a store. Writes nothing there.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="query">Which runs, by id and pipeline; of those that it names, the dead ones too.</param>
/// <param name="onError">Receives what can't be read.</param>
internal sealed class StoreWatch(
    string store,
    RunQuery query,
    TimeProvider time,
    Action<MetricsException> onError,
    CancellationToken token)
{
    private readonly RunSelection _selection = new(query);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunFollower> _followers = new(StringComparer.Ordinal);

    /// <summary>
    /// The run that tells how far along the others are; null: of each the last completed one of its pipeline.
    /// </summary>
    public RunMetrics? Reference { get; init; }

    public string Store => store;

    /// <summary>The ids of the runs that it has found, and that had not ended at the last look.</summary>
    public IEnumerable<string> Followed => _followers.Values.Select(follower => follower.Manifest.Header.run_id);

    /// <summary>Whether there are none.</summary>
    public bool IsOver => _followers.Count == 0;

    /// <summary>Looks for runs that have begun since.</summary>
    public void Discover()
    {
        string[] folders = Folders();
        _seen.IntersectWith(folders);
        foreach (string folder in folders.Where(folder => !_seen.Contains(folder)))
        {
            // A manifest that is being written is there the next time.
            if (RunManifestFile.Read(folder) is { } manifest)
            {
                _seen.Add(folder);
                if (_selection.Accepts(manifest.Header))
                {
                    Follow(folder, manifest);
                }
            }
        }
    }

    /// <summary>The runs that it follows, oldest first; one that has ended for the last time.</summary>
    public IReadOnlyList<RunPicture> Look()
    {
        var pictures = new List<RunPicture>(_followers.Count);
        foreach ((string folder, RunFollower follower) in _followers.ToArray())
        {
            token.ThrowIfCancellationRequested();
            RunPicture picture = follower.Look();
            pictures.Add(picture);
            if (picture.HasEnded)
            {
                _followers.Remove(folder);
            }
        }

        return [.. pictures.OrderBy(picture => picture.Run, RunOrder.OldestFirst)];
    }

    /// <summary>A run that is written goes on in no more than late rows; a dead one is told if it is named.</summary>
    private void Follow(string folder, RunManifest manifest)
    {
        var follower = new RunFollower(store, folder, manifest, time, onError);
        bool isNamed = query.ExactIds?.Any(id => RunId.Same(id, manifest.Header.run_id)) == true;
        if (new JournalReader(store, time).Written(manifest.Header.run_id) is null
            && (isNamed || !follower.Look().HasEnded))
        {
            follower.Forecaster = Forecaster(manifest.Header);
            _followers.Add(folder, follower);
        }
    }

    /// <summary>Runs without a pipeline may have nothing in common.</summary>
    private RunForecaster? Forecaster(RunMetrics run)
    {
        RunMetrics? reference = Reference ?? (run.pipeline_name is null ? null
            : new RunHistory(store, static _ => { }, token).CompletedBefore(run, null).FirstOrDefault());
        return reference is null ? null
            : new RunForecaster(reference, new RunRows(static _ => { }, token).Stages(reference));
    }

    private string[] Folders()
    {
        try
        {
            return [.. JournalLayout.Folders(store)];
        }
        catch (IOException)
        {
            // It went while it was listed.
            return [];
        }
    }
}
