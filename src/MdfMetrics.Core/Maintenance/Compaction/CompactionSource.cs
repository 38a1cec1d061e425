using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>What a rewriter must know of a file before it takes its rows.</summary>
internal sealed record CompactionSource(DatasetFile File)
{
    /// <summary>The runs of each row group, by key.</summary>
    public required IReadOnlyList<IReadOnlySet<string>> RunsByGroup { get; init; }

    /// <summary>The runs, where it is a file of the runs dataset.</summary>
    public IReadOnlyList<RunEntry> Runs { get; init; } = [];

    public int Rows { get; init; }

    /// <summary>Whether another writer made the file: its types may be others than those of ours.</summary>
    public bool IsForeign { get; init; }

    /// <summary>How many bytes the file has.</summary>
    public long Bytes { get; init; }

    /// <summary>The columns that are not the dataset's: they are carried over.</summary>
    public IReadOnlyList<ColumnBuffer> Extras { get; init; } = [];

    /// <summary>Why the file must be left alone: empty where that was told, null where it need not.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it may hold the rows of any runs: its name tells of none, or another writer gave it.</summary>
    public bool IsShared => File.Key is null || IsForeign;

    /// <summary>A file that can't be read, and so keeps the run that it is named after where it is.</summary>
    public static CompactionSource Unreadable(DatasetFile file) => new(file)
    {
        RunsByGroup = [],
        Problem = string.Empty,
    };

    /// <summary>Scans a file.</summary>
    /// <exception cref="MetricsException">FileCorrupt</exception>
    public static CompactionSource Read(Dataset dataset, DatasetFile file, CancellationToken token) =>
        ParquetFile.Guard(dataset.Name, file.Path, () =>
        {
            using ParquetSource source = ParquetSource.Open(file.Path, isExact: true);
            if (!source.Has(Dataset.RunId))
            {
                throw new ColumnException(Dataset.RunId, "is missing");
            }

            return Scan(dataset, file, source, token);
        });

    private static CompactionSource Scan(
        Dataset dataset,
        DatasetFile file,
        ParquetSource source,
        CancellationToken token)
    {
        var groups = new List<IReadOnlySet<string>>();
        var runs = new List<RunEntry>();
        int rows = 0;
        string? problem = UnknownColumns.NewerSchema(source);
        bool isForeign = !source.Footer.ContainsKey(SchemaVersion.Key);
        for (int i = 0; i < source.Groups; i++)
        {
            var group = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            ColumnBatch batch = source.ReadBatch(
                i,
                [new TextBatch(Dataset.RunId), ValueBatch.Times(nameof(RunMetrics.start_time))],
                token);
            for (int row = 0; row < batch.Rows; row++)
            {
                if (batch.Texts(Dataset.RunId)[row] is not { Length: > 0 } id)
                {
                    problem ??= "it has rows without a run_id";
                    continue;
                }

                if (group.Add(RunId.Key(id)) && dataset == MetricsSchema.Runs)
                {
                    runs.Add(new RunEntry(id, batch.Values<DateTime>(nameof(RunMetrics.start_time))[row], file)
                    {
                        IsForeign = isForeign,
                    });
                }
            }

            groups.Add(group);
            rows += batch.Rows;
        }

        if (file.Key is not null
            && !isForeign
            && groups.Any(group => group.Any(key => !DatasetFile.IsNamedAfter(file.Key, key))))
        {
            problem ??= "it has rows of other runs than its name says";
        }

        string? unknown = UnknownColumns.Extras(dataset, source, out IReadOnlyList<ColumnBuffer> extras);
        return new CompactionSource(file)
        {
            RunsByGroup = groups,
            Runs = runs,
            Rows = rows,
            IsForeign = isForeign,
            Bytes = new FileInfo(file.Path).Length,
            Extras = extras,
            Problem = problem ?? unknown,
        };
    }
}
