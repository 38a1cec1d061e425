using MdfMetrics.PastRuns;
using MdfMetrics.Tests.Alerts;

namespace MdfMetrics.Tests.PastRuns;

/// <summary>The runs that a run is held against.</summary>
public sealed class RunHistoryTests : IDisposable
{
    private readonly JudgedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("nightly", "n1 n0")]
    [InlineData("hourly", "h1 h0")]
    [InlineData(null, "x1 x0")]
    [InlineData("other", "")]
    public void CompletedBefore_ARun_AreOfItsPipeline(string? pipeline, string expected)
    {
        for (int run = 0; run < 2; run++)
        {
            _store.WriteOf("nightly", $"n{run}", run);
            _store.WriteOf("hourly", $"h{run}", run + 0.1);
            _store.WriteOf(null, $"x{run}", run + 0.2);
        }

        RunMetrics judged = _store.WriteOf(pipeline, "judged", 9);

        Assert.Equal(
            expected,
            string.Join(' ', new RunHistory(_store.Path, static error => throw error, default)
                .CompletedBefore(judged, null)
                .Select(run => run.run_id)));
    }
}
