using System.Text;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Pages;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Reports;

/// <summary>What others wrote into a store went through no redactor of ours.</summary>
public sealed class ForeignSecretTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Report_OfRunsThatAnotherProgramWrote_ShowsNoSecret()
    {
        for (int i = 0; i < 2; i++)
        {
            DuckDb.Replace(
                _store.Write(Sample.Create($"r{i}", new DateTime(2026, 1, 24 + i, 0, 0, 0, DateTimeKind.Utc))).path!,
                """
                'failed' AS status, 'no login with password=hunter2hunter2 at db' AS error,
                '{"db":{"password":"hunter2hunter2"}}' AS config, '{"api_key":"hunter2hunter2"}' AS tags
                """);
        }

        foreach (string path in Directory.GetFiles(_store.At("operators")))
        {
            DuckDb.Replace(path, """'{"token":"hunter2hunter2","loss":0.5}' AS custom_metrics""");
        }

        List<RunMetrics> runs = _store.Runs();
        var maker = new ReportMaker(TimeProvider.System, static error => throw error, CancellationToken.None);

        NotEmpty.All([maker.Make([runs[1]]), maker.Make(runs)], report =>
        {
            string html = Encoding.UTF8.GetString(Page.Html(report));
            Assert.Contains("at db", html, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", html, StringComparison.Ordinal);
        });
    }
}
