using MdfMetrics.Traces;

namespace MdfMetrics.Tests.Traces;

/// <summary>Files as OpenTelemetry's file exporter writes them.</summary>
public sealed class TraceFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    private string Target => Path.Combine(_folder.FullName, "trace.json");

    [Fact]
    public void Write_TwoRuns_IsOneLineOfTwoResources()
    {
        TraceFile.Write(Target, Runs("run_1", "run_2"), TracedRuns.Of(), hasMetrics: false);

        string line = Assert.Single(File.ReadAllLines(Target));
        Assert.Equal(2, ProtoTraces.Resources(line).Count);
        Assert.Equal([Target], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Write_WithMetrics_HasThemInASecondLine()
    {
        TraceFile.Write(Target, Runs("run_1"), TracedRuns.Of(), hasMetrics: true);

        string[] lines = File.ReadAllLines(Target);
        Assert.Single(ProtoTraces.Spans(lines[0]));
        Assert.StartsWith("{\"resourceMetrics\":", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void Write_FolderInTheFilesPlace_SaysSoAndLeavesIt()
    {
        Directory.CreateDirectory(Target);

        MetricsException error = Assert.Throws<MetricsException>(
            () => TraceFile.Write(Target, Runs("run_1"), TracedRuns.Of(), hasMetrics: false));

        Assert.Equal(MetricsError.TraceNotWritable, error.Error);
        Assert.Contains(Target, error.Message, StringComparison.Ordinal);
    }

    private static TracedRun[] Runs(params string[] ids) =>
        [.. ids.Select(id => TracedRuns.Read(MemoryRun.Of(id, 0)))];
}
