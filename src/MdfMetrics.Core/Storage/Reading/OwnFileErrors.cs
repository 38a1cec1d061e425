using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Errors of the files that are named after a run: without them what the store has of it can't be told. The others that
/// are opened on the way have many runs.
/// </summary>
internal static class OwnFileErrors
{
    /// <summary>Receives errors, and throws those of the run's own files.</summary>
    /// <param name="runId">The run's id, in either spelling.</param>
    /// <param name="onOther">Receives the others.</param>
    public static Action<MetricsException> Throw(string runId, Action<MetricsException> onOther) => error =>
    {
        if (error.Target is string path && IsNamedAfter(path, runId))
        {
            throw error;
        }

        onOther(error);
    };

    private static bool IsNamedAfter(string path, string id) => MetricsSchema.All.Any(dataset =>
        DatasetFile.KeyOf(path, dataset.FilePrefix) is { } key && DatasetFile.IsNamedAfter(key, id));
}
