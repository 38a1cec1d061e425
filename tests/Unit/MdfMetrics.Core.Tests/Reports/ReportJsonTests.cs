using System.Text;
using System.Text.Json;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Json;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Tests.Reports;

public sealed class ReportJsonTests
{
    [Fact]
    public void Write_HostileText_EndsNoElementAndNoLine()
    {
        string json = Text(Report("</script><img onerror=alert(1)>&'\u2028\u2029"));

        Assert.DoesNotContain(json, text => "<>&'\u2028\u2029".Contains(text));
        Assert.Equal(
            "</script><img onerror=alert(1)>&'\u2028\u2029",
            JsonDocument.Parse(json).RootElement.GetProperty("run").GetProperty("run_id").GetString());
    }

    [Theory]
    [InlineData(double.NaN, "null")]
    [InlineData(double.PositiveInfinity, "null")]
    [InlineData(1.0 / 3, "0.333333")]
    [InlineData(0.0000148123456, "1.48123E-05")]
    [InlineData(123456.7, "123457")]
    [InlineData(1234567.8, "1234568")]
    [InlineData(0, "0")]
    public void Write_Number_HasSixDigitsAndItsUnits(double value, string expected)
    {
        JsonElement run = JsonDocument.Parse(Text(Report("r", value))).RootElement.GetProperty("run");

        Assert.Equal(expected, run.GetProperty("duration").GetRawText());
    }

    [Fact]
    public void Write_Names_AreThoseOfTheSchema()
    {
        JsonElement root = JsonDocument.Parse(Text(Report("r"))).RootElement;

        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("2026-01-01T02:00:00Z", root.GetProperty("run").GetProperty("start").GetString());
        Assert.Equal(
            """["Completed, but ",{"b":"slow","hot":true},"."]""",
            root.GetProperty("verdict").GetProperty("headline").GetRawText());
        JsonElement rows = root.GetProperty("rows");
        Assert.All(
            ["op", "worker", "start", "in", "out", "time", "p50", "p95", "p99", "max", "errors"],
            name => Assert.Equal(JsonValueKind.Array, rows.GetProperty(name).ValueKind));
        Assert.False(root.TryGetProperty("attribution", out _));
    }

    private static string Text(Report report) => Encoding.UTF8.GetString(ReportJson.Write(report));

    private static RunReport Report(string id, double duration = 1)
    {
        using var nightly = Nightly.Of(1);
        RunReport report = nightly.Report();
        return report with
        {
            Run = report.Run with { RunId = id, Duration = duration },
            Verdict = new Verdict
            {
                Level = VerdictLevel.Worse,
                Headline = Sentence.Of($"Completed, but {TextPart.Hot("slow")}."),
            },
        };
    }
}
