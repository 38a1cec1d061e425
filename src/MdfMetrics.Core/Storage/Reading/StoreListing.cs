using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>The files of a dataset at one moment, although they may be rewritten meanwhile.</summary>
/// <param name="View">What maintenance told at that moment.</param>
/// <param name="Files">The files, without those replaced.</param>
internal sealed record StoreListing(CommittedChanges View, IReadOnlyList<DatasetFile> Files)
{
    /// <summary>
    /// Lists a dataset. A listing takes its time, in which files may come and go: when a change was committed since it
    /// began, it is done again.
    /// </summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static StoreListing Of(string store, Dataset schema)
    {
        while (true)
        {
            CommittedChanges view = CommittedChanges.Of(store);
            List<DatasetFile> files = StoreLayout.List(store, schema.Name, schema.FilePrefix);
            if (CommittedChanges.GenerationOf(store) == view.Generation)
            {
                files.RemoveAll(file => view.IsReplaced(file.Path));
                return new StoreListing(view, files);
            }
        }
    }
}
