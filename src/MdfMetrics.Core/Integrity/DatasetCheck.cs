using System.Collections.Concurrent;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Integrity;

/// <summary>Checks the files of one dataset. Their rows are looked at once and not kept.</summary>
/// <param name="isKnown">Whether the store has a run; a row of the runs dataset makes it so.</param>
/// <param name="refresh">Looks again for runs that were not known.</param>
/// <param name="required">The columns that always have a value.</param>
internal sealed class DatasetCheck<TRow>(
    string store,
    DatasetSchema<TRow> schema,
    Func<TRow, string> idOf,
    Func<string, bool> isKnown,
    Action<IReadOnlyCollection<string>, CancellationToken> refresh,
    params RequiredColumn<TRow>[] required)
    where TRow : class
{
    public List<DatasetFile> List() => StoreLayout.List(store, schema.Name, schema.FilePrefix);

    /// <summary>What is wrong with files.</summary>
    /// <param name="progress">Follows the work.</param>
    /// <param name="left">How many steps of it are to come with this one.</param>
    public IEnumerable<StoreFinding> Check(
        DatasetFile[] files,
        WorkProgress progress,
        int left,
        CancellationToken token)
    {
        progress.Begin($"Checking {schema.Name}", "files", files.Length, left);
        var contents = new ConcurrentDictionary<string, FileContent>(StringComparer.Ordinal);
        var orphaned = new List<FileContent>();
        MetricsException? error = null;
        int index = 0;
        foreach (FileOutcome<List<TRow>> _ in progress.Follow(FileBatches.Read(
            files.Select(FilePart.Whole),
            Read,
            FileBatches.MostRows,
            damage => error = damage,
            token)))
        {
            DatasetFile file = files[index++];
            contents.TryRemove(file.Path, out FileContent? content);
            if (error is not null)
            {
                yield return FileDamage.Finding(store, file.Path, error);
                error = null;
            }
            else if (content is not null)
            {
                foreach (StoreFinding finding in Findings(content))
                {
                    yield return finding;
                }

                if (content.Orphans.Count > 0)
                {
                    orphaned.Add(content);
                }
            }
        }

        refresh([.. orphaned.SelectMany(content => content.Orphans)], token);
        foreach (FileContent content in orphaned)
        {
            string[] missing = [.. content.Orphans.Where(run => !isKnown(run)).Order(StringComparer.Ordinal)];
            if (missing.Length > 0 && File.Exists(content.File.Path))
            {
                yield return Orphaned(content.File.Path, missing);
            }
        }

        List<TRow> Read(FilePart part, CancellationToken stop) => ParquetFile.Read(
            schema,
            part.File.Path,
            part.Group,
            null,
            rows => Look(part, rows),
            stop,
            isExact: true);

        IEnumerable<TRow> Look(FilePart part, TRow[] rows)
        {
            FileContent content = contents.GetOrAdd(
                part.File.Path,
                _ => new FileContent(part.File, required.Length));
            foreach (TRow row in rows)
            {
                if (idOf(row) is { Length: > 0 } run)
                {
                    content.AddRun(run, isKnown(run));
                }

                for (int i = 0; i < required.Length; i++)
                {
                    content.Nulls[i] += required[i].IsNull(row) ? 1 : 0;
                }
            }

            return [];
        }
    }

    private IEnumerable<StoreFinding> Findings(FileContent content)
    {
        if (content.Misplaced is { } run)
        {
            yield return Finding(
                FindingKind.MisnamedFile,
                content.File.Path,
                $"It has rows of run '{run}', which its name does not say: whoever asks for that run does not find them there. "
                    + $"Rename it to '{StoreLayout.FileName(schema.FilePrefix, RunId.Key(run))}' if it has no others.",
                run);
        }

        for (int i = 0; i < required.Length; i++)
        {
            if (content.Nulls[i] > 0)
            {
                yield return Finding(
                    FindingKind.NullValue,
                    content.File.Path,
                    $"{content.Nulls[i]} of its rows have no {required[i].Name}. Whatever wrote the file is at fault.");
            }
        }
    }

    private StoreFinding Orphaned(string path, string[] runs) => Finding(
        FindingKind.OrphanedFile,
        path,
        $"The store has no run '{runs[0]}'"
            + (runs.Length > 1 ? $", nor {runs.Length - 1} more runs" : string.Empty)
            + $" that it has {schema.Name} of. Restore-MdfRun writes the run if its journal is there; else restore its "
            + "file in runs from a backup, or move this file out of the store.",
        runs.Length == 1 ? runs[0] : null);

    private StoreFinding Finding(string kind, string path, string message, string? run = null) =>
        new() { kind = kind, path = path, message = message, run_id = run, store = store };
}
