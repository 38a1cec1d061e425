using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// The order in which files are read, so that runs come in order of their start before all is read. Files that hold
/// many runs are opened for their row groups only when their turn comes.
/// </summary>
internal static class ReadPlan
{
    /// <summary>The parts of files, those with the earliest runs first.</summary>
    /// <param name="mayHold">Whether runs that start in a range may be wanted.</param>
    public static IEnumerable<FilePart> OldestFirst(IEnumerable<DatasetFile> files, Func<TimeRange, bool> mayHold) =>
        InOrder(files, mayHold, static starts => starts.From, Comparer<DateTime>.Default, DateTime.MaxValue);

    /// <summary>The parts of files, those with the latest runs first.</summary>
    /// <param name="mayHold">Whether runs that start in a range may be wanted.</param>
    public static IEnumerable<FilePart> NewestFirst(IEnumerable<DatasetFile> files, Func<TimeRange, bool> mayHold) =>
        InOrder(
            files,
            mayHold,
            static starts => starts.To,
            Comparer<DateTime>.Create(static (x, y) => y.CompareTo(x)),
            DateTime.MinValue);

    private static IEnumerable<FilePart> InOrder(
        IEnumerable<DatasetFile> files,
        Func<TimeRange, bool> mayHold,
        Func<TimeRange, DateTime> end,
        IComparer<DateTime> order,
        DateTime none)
    {
        var waiting = new PriorityQueue<(FilePart Part, bool IsSplit), DateTime>(order);
        waiting.EnqueueRange(files.Select(file => ((FilePart.Whole(file), file.Key is not null), end(file.Starts))));
        while (waiting.TryDequeue(out (FilePart Part, bool IsSplit) next, out _))
        {
            if (next.IsSplit)
            {
                bool isLast = !waiting.TryPeek(out _, out DateTime nextStart);
                yield return next.Part with { NextStart = isLast ? none : nextStart };
            }
            else
            {
                waiting.EnqueueRange(
                    FilePart.Split(next.Part.File, mayHold).Select(part => ((part, true), end(part.Starts))));
            }
        }
    }
}
