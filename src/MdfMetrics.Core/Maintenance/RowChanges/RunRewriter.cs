using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.RowChanges;

/// <summary>
/// Drops or changes the rows of runs, also in files that have those of others, as a part of a change.
/// </summary>
internal sealed class RunRewriter(StoreChange change, CancellationToken token)
{
    /// <summary>The period in the name of a rewritten file that had none.</summary>
    private const string NoPeriod = "mixed";

    /// <summary>
    /// Drops the rows of the runs: a file that has no others goes as a whole, the rest are rewritten.
    /// </summary>
    /// <exception cref="MetricsException">FileCorrupt: the file can't be rewritten; it is as it was.</exception>
    public void Drop(RunFile file)
    {
        change.Replace(file.File.Path);
        if (!file.IsWhole)
        {
            Rewrite(file, null);
        }
    }

    /// <summary>Changes the rows of the runs in place.</summary>
    /// <param name="edit">Changes the rows of a run, the key of which it is given, in a range of the batch.</param>
    /// <exception cref="MetricsException">FileCorrupt: the file can't be rewritten; it is as it was.</exception>
    public void Edit(RunFile file, Action<string, ColumnBatch, Range> edit)
    {
        change.Replace(file.File.Path);
        Rewrite(file, edit);
    }

    /// <summary>Writes a file anew without the rows of the runs, or with changed ones.</summary>
    /// <param name="stream">Where to; disposed in the end.</param>
    /// <param name="edit">Changes the rows of a run; null drops them.</param>
    /// <exception cref="MetricsException">
    /// FileCorrupt: the file can't be rewritten, or there is no space for it.
    /// </exception>
    public static void Write(
        RunFile file,
        Stream stream,
        Action<string, ColumnBatch, Range>? edit,
        CancellationToken token) => ParquetFile.Guard(file.Dataset.Name, file.Path, () =>
    {
        using ParquetSource source = ParquetSource.Open(file.Path, isExact: true);
        string? problem = UnknownColumns.NewerSchema(source) ?? UnknownColumns.Extras(file.Dataset, source, out _);
        if (problem is not null)
        {
            throw new InvalidDataException(problem);
        }

        using var rewritten = new BatchFileWriter(stream, CreateColumns(file, source), RowGroups.Size(file.Dataset));
        TimeRange[]? starts = GroupStarts.Read(source.Footer, source.Groups);
        for (int group = 0; group < source.Groups; group++)
        {
            ColumnBatch rows = source.ReadBatch(group, CreateColumns(file, source), token);
            Copy(rows, file.Keys, edit, rewritten, starts?[group] ?? file.File.Starts);
        }

        rewritten.Complete();
        return rewritten;
    });

    private void Rewrite(RunFile file, Action<string, ColumnBatch, Range>? edit)
    {
        ReadOnlySpan<char> period = CompactedName.Period(Path.GetFileNameWithoutExtension(file.Path));
        using FileStream stream = change.Stage(
            Path.GetDirectoryName(file.Path)!,
            period.IsEmpty ? NoPeriod : period.ToString());
        Write(file, stream, edit, token);
    }

    private static void Copy(
        ColumnBatch rows,
        IReadOnlySet<string> keys,
        Action<string, ColumnBatch, Range>? edit,
        BatchFileWriter rewritten,
        TimeRange starts)
    {
        foreach ((string key, Range range) in RunRanges.InOrder(rows))
        {
            if (keys.Contains(key))
            {
                edit?.Invoke(key, rows, range);
            }

            if (edit is not null || !keys.Contains(key))
            {
                rewritten.Add(rows, range.Start.Value, range.End.Value - range.Start.Value, starts);
            }
        }
    }

    private static IReadOnlyList<ColumnBuffer> CreateColumns(RunFile file, ParquetSource source)
    {
        UnknownColumns.Extras(file.Dataset, source, out IReadOnlyList<ColumnBuffer> extras);
        return [.. file.Dataset.CreateBatchColumns(), .. extras];
    }
}
