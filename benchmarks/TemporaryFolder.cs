namespace MdfMetrics.Benchmarks;

/// <summary>A folder that goes when the benchmark ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mdf-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
