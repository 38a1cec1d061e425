using System.Text;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Of each pipeline the newest runs. The newest are read first; of row groups of many runs those columns come before the
/// others that tell whether one of them may be wanted still. What is in memory grows with the pipelines, not with the
/// runs.
/// </summary>
/// <param name="completed">How many completed runs of a pipeline are wanted.</param>
internal sealed class NewestOfPipelines(RunFileReader files, int completed, CancellationToken token)
{
    /// <summary>Few: what is read ahead is read without knowing what the rows before it tell.</summary>
    private const int RowsAhead = 2_000;

    /// <summary>The pipelines by name; empty for runs without one. Locked: files are looked at ahead.</summary>
    private readonly Dictionary<ReadOnlyMemory<byte>, PipelineRuns> _pipelines = new(BytesComparer.Instance);

    /// <summary>The runs, pipeline by pipeline, that with the oldest run first.</summary>
    public IEnumerable<RunMetrics> Read()
    {
        foreach (FileOutcome<List<RunMetrics>> outcome in files.Read(NewestFirst, static _ => true, RowsAhead))
        {
            lock (_pipelines)
            {
                foreach (RunMetrics run in (outcome.Result ?? []).Where(run => run.status != RunStatus.Running))
                {
                    Of(Encoding.UTF8.GetBytes(run.pipeline_name ?? string.Empty)).Add(run, outcome.Part.File);
                }
            }
        }

        return _pipelines.Values
            .OrderBy(pipeline => pipeline.FirstStart)
            .ThenBy(pipeline => pipeline.Name, StringComparer.Ordinal)
            .SelectMany(pipeline => pipeline.NewestFirst);
    }

    /// <summary>Those of one run are read anyway, and those whose name tells no time are looked at last.</summary>
    private IEnumerable<FilePart> NewestFirst(IEnumerable<DatasetFile> listed, Func<TimeRange, bool> mayHold) => listed
        .OrderBy(file => file.Key is null)
        .ThenBy(file => file.Starts.To == DateTime.MaxValue)
        .ThenByDescending(file => file.Starts.To)
        .SelectMany(file => file.Key is null ? Parts(file) : [FilePart.Whole(file)]);

    /// <summary>The row groups of a file that may hold wanted runs by what is known when their turn comes.</summary>
    private IEnumerable<FilePart> Parts(DatasetFile file)
    {
        using ParquetSource? source = Try(file, () => ParquetSource.Open(file.Path), otherwise: null);
        if (source?.Has(Dataset.RunId) != true)
        {
            yield return FilePart.Whole(file);
            yield break;
        }

        for (int group = source.Groups - 1; group >= 0; group--)
        {
            token.ThrowIfCancellationRequested();
            int rows = Try(file, () => Blocking.Wait(RowsToReadAsync(new ColumnGroup(source, group))), otherwise: 1);
            if (rows > 0)
            {
                yield return new FilePart(file, group, file.Starts, rows);
            }
        }
    }

    /// <summary>All where one of them may be wanted, else none.</summary>
    private async Task<int> RowsToReadAsync(ColumnGroup group)
    {
        using ColumnValues<ReadOnlyMemory<byte>> names = await group.ReadUtf8Async(nameof(RunMetrics.pipeline_name));
        using ColumnValues<ReadOnlyMemory<byte>> statuses = await group.ReadUtf8Async(nameof(RunMetrics.status));
        using ColumnValues<DateTime> starts = await group.ReadTimesAsync(nameof(RunMetrics.start_time));
        bool mayCount = false;
        lock (_pipelines)
        {
            for (int i = 0; i < group.RowCount; i++)
            {
                DateTime? start = starts.TryGet(i, out DateTime known) ? known : null;
                bool isCompleted = !statuses.TryGet(i, out ReadOnlyMemory<byte> status)
                    || status.Span.SequenceEqual("completed"u8);
                mayCount |= Of(names.Get(i)).MayKeep(start, isCompleted);
            }
        }

        return mayCount ? group.RowCount : 0;
    }

    private PipelineRuns Of(ReadOnlyMemory<byte> name)
    {
        if (!_pipelines.TryGetValue(name, out PipelineRuns? runs))
        {
            runs = new PipelineRuns(Encoding.UTF8.GetString(name.Span), completed);
            _pipelines.Add(name.ToArray(), runs);
        }

        return runs;
    }

    /// <summary>Where it can't be read whoever reads the rows meets the same, and tells of it.</summary>
    private static T Try<T>(DatasetFile file, Func<T> read, T otherwise)
    {
        try
        {
            return ParquetFile.Guard(string.Empty, file.Path, read);
        }
        catch (Exception exception) when (
            exception is MetricsException or FileNotFoundException or DirectoryNotFoundException)
        {
            return otherwise;
        }
    }
}
