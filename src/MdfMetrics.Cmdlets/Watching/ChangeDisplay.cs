using MdfMetrics.Watching;

namespace MdfMetrics.Cmdlets.Watching;

/// <summary>Puts out an object for each change of a run's state.</summary>
/// <param name="write">Receives them.</param>
internal sealed class ChangeDisplay(Action<RunChange> write, TimeProvider time) : IWatchDisplay
{
    private readonly Dictionary<(string? Store, string RunId), RunChanges> _runs = [];

    public void Show(IReadOnlyList<RunPicture> pictures)
    {
        foreach (RunPicture picture in pictures)
        {
            var key = (picture.Run.store, RunId.Key(picture.Run.run_id));
            if (!_runs.TryGetValue(key, out RunChanges? changes))
            {
                _runs.Add(key, changes = new RunChanges(time));
            }

            foreach (RunChange change in changes.To(picture))
            {
                write(change);
            }

            if (picture.HasEnded)
            {
                _runs.Remove(key);
            }
        }
    }

    public void Dispose()
    {
    }
}
