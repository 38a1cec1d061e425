using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Finds the rows of runs. Those of a run come from one file, see <see cref="FilePrecedence"/>, so that nothing counts
/// twice while files are rewritten.
/// </summary>
/// <param name="store">The store's full path.</param>
/// <param name="isWanted">Whether a row is wanted, told by the key columns.</param>
/// <param name="onError">Receives each file that cannot be read.</param>
internal sealed class RowScan<TRow>(
    string store,
    DatasetSchema<TRow> schema,
    Func<TRow, string> idOf,
    Func<TRow, bool> isWanted,
    Action<MetricsException> onError,
    CancellationToken token)
    where TRow : class
{
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <summary>The rows of each run, as given.</summary>
    public IEnumerable<List<TRow>> ByRun(IReadOnlyList<RunMetrics> runs)
    {
        // When a file is gone that was listed, all is looked up again for the runs that have not come yet.
        for (int next = 0; next < runs.Count;)
        {
            foreach (List<TRow>? rows in Pass([.. runs.Skip(next)]))
            {
                if (rows is null)
                {
                    break;
                }

                next++;
                yield return rows;
            }
        }
    }

    /// <summary>The same, until a file is gone: then null.</summary>
    private IEnumerable<List<TRow>?> Pass(RunMetrics[] runs)
    {
        ILookup<string?, DatasetFile> files = StoreListing.Of(store, schema).Files
            .Where(file => !_gone.Contains(file.Path))
            .ToLookup(
                file => file.Key is null ? null : DatasetFile.Bare(file.Key),
                StringComparer.OrdinalIgnoreCase);
        var keys = new HashSet<string>(runs.Select(run => RunId.Key(run.run_id)), StringComparer.OrdinalIgnoreCase);
        bool IsRequested(TRow row) => keys.Contains(Key(row)) && isWanted(row);

        IEnumerable<DatasetFile> many = files[null].Concat(NamesOfMany(runs).SelectMany(name => files[name]));
        if (Shared(many, runs, IsRequested) is not { } shared)
        {
            yield return null;
            yield break;
        }

        (RunMetrics Run, DatasetFile[] Files)[] own =
        [
            .. runs.Select(run =>
                (run, files[DatasetFile.Bare(run.run_id)].Order(FilePrecedence.ByChange).ToArray())),
        ];
        using IEnumerator<FileOutcome<List<TRow>>> contents =
            Read(own.SelectMany(run => run.Files).Select(FilePart.Whole), IsRequested).GetEnumerator();
        foreach ((RunMetrics run, DatasetFile[] ownFiles) in own)
        {
            List<TRow>? found = null;
            foreach (DatasetFile file in ownFiles)
            {
                contents.MoveNext();
                if (contents.Current.IsGone)
                {
                    _gone.Add(file.Path);
                    yield return null;
                    yield break;
                }

                List<TRow> rows = [.. (contents.Current.Result ?? []).Where(row => RunId.Same(idOf(row), run.run_id))];
                found ??= rows.Count > 0 ? rows : null;
            }

            yield return found ?? shared.GetValueOrDefault(RunId.Key(run.run_id)).Rows ?? [];
        }
    }

    /// <summary>See <see cref="DatasetFile.NameOfMany"/>.</summary>
    private static IEnumerable<string> NamesOfMany(RunMetrics[] runs) => runs
        .Where(run => run.path is not null)
        .Select(run => DatasetFile.NameOfMany(
            DatasetFile.KeyOf(run.path!, MetricsSchema.Runs.FilePrefix),
            run.run_id))
        .OfType<string>()
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rows that lie in files of many runs; null when one of these is gone.</summary>
    private Dictionary<string, (string Path, List<TRow> Rows)>? Shared(
        IEnumerable<DatasetFile> files,
        RunMetrics[] runs,
        Func<TRow, bool> isRequested)
    {
        DateTime[]? starts = RunStarts.Of(runs);
        var shared = new Dictionary<string, (string Path, List<TRow> Rows)>(StringComparer.OrdinalIgnoreCase);
        IEnumerable<FilePart> parts = files
            .Where(file => MayHold(file.Starts))
            .Order(FilePrecedence.ByChange)
            .SelectMany(file => FilePart.Split(file, MayHold));
        foreach (FileOutcome<List<TRow>> outcome in Read(parts, isRequested))
        {
            string path = outcome.Part.File.Path;
            if (outcome.IsGone)
            {
                _gone.Add(path);
                return null;
            }

            foreach (TRow row in outcome.Result ?? [])
            {
                if (!shared.TryGetValue(Key(row), out (string Path, List<TRow> Rows) run))
                {
                    shared.Add(Key(row), run = (path, []));
                }

                if (run.Path == path)
                {
                    run.Rows.Add(row);
                }
            }
        }

        return shared;

        bool MayHold(TimeRange range) => starts is null || range.MeetsAny(starts);
    }

    private IEnumerable<FileOutcome<List<TRow>>> Read(IEnumerable<FilePart> parts, Func<TRow, bool> isRequested) =>
        FileBatches.Read(schema, parts, isRequested, static (_, rows) => rows, onError, token);

    private string Key(TRow row) => RunId.Key(idOf(row));
}
