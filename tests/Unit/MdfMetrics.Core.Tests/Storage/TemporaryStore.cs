using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Tests.Storage;

/// <summary>A store's folder that goes when the test ends.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public string Path { get; } =
        Directory.CreateTempSubdirectory("mdf-store-").FullName;

    public MetricsReader Reader => new(Path);

    public RunMetrics Write(Sample sample, PartitionBy partitionBy = PartitionBy.None) =>
        Write(sample, new WriterOptions { PartitionBy = partitionBy });

    public RunMetrics Write(Sample sample, WriterOptions options) =>
        new MetricsWriter(Path, options).WriteAll(sample.Run, sample.Stages, sample.Operators);

    public List<RunMetrics> Runs(RunQuery? query = null, List<MetricsException>? errors = null) =>
        [.. Reader.ReadRuns(query ?? new RunQuery(), error => (errors ?? Unexpected(error)).Add(error))];

    public List<StageMetrics> Stages(params RunMetrics[] runs) =>
        [.. Reader.ReadStages(runs, null, error => Unexpected(error))];

    public List<OperatorMetrics> Operators(params RunMetrics[] runs) =>
        [.. Reader.ReadOperators(runs, null, null, error => Unexpected(error))];

    /// <summary>All Parquet files as paths relative to the store, with forward slashes.</summary>
    public string[] Files() =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// Copies everything but the lock of maintenance to a folder: what a process that dies now leaves.
    /// </summary>
    public void CopyTo(string folder)
    {
        foreach (string file in Files().Where(file => !file.EndsWith("/lock", StringComparison.Ordinal)))
        {
            string target = System.IO.Path.Combine(folder, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            try
            {
                File.Copy(At(file), target);
            }
            catch (FileNotFoundException)
            {
                // A live journal puts its progress in place meanwhile.
            }
        }
    }

    /// <summary>The path of something in the store.</summary>
    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static List<MetricsException> Unexpected(MetricsException error) => throw error;
}
