using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;
using MdfMetrics.Alerts.Conditions;
using MdfMetrics.PastRuns;
using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Fuzzing;

/// <summary>A condition that anyone may write is read, and judges a run, or its fault is told with its place.</summary>
public sealed partial class ConditionFuzzTests
{
    private static readonly string[] s_conditions =
    [
        "pass_rate < 90% and (total_errors >= 1 or not status = completed)",
        "duration > 2 x median of last 10 runs",
        "OVERALL_PASS_RATE -lt 8e1 -or -not (run_id = 'it''s') && tags.\"gpu 0.1\".'a<b' > 6",
        "p95_latency > 1.5ms || throughput <= max of last 3 runs",
        "error = *disk* or tags.deep.x.y != \"5\" and context.cpu_seconds > 1h",
        "duration >= -0.5 min and avg_throughput <> 1e308",
    ];

    private static readonly string[] s_words =
    [
        "(", ")", "not ", "and ", " or ", "=", "!=", "<", "'", "\"", ".", "*", "[", "×", "x", "1e999", "NaN", "-", "%",
        "median of last 1 runs", "of", "é", "\U0001F600", "\0", " ", "99999999999999999999", "tags.",
    ];

    private static readonly RunMetrics s_run = new()
    {
        run_id = "r",
        start_time = Rows.Start,
        duration = 90,
        status = RunStatus.Failed,
        tags = JsonMap.FromJson("""{"deep":{"x":{"y":5}},"gpu 0.1":{"a<b":7},"list":[1]}"""),
        Operators = [],
        Stages = [],
    };

    private static readonly RowHistory s_history = new(
        s_run,
        [s_run, s_run with { overall_pass_rate = 70 }, s_run with { duration = double.NaN }],
        new RunRows(static error => throw error, CancellationToken.None));

    [Fact]
    public void Parse_AnyText_IsACondition_OrTellsWhere() => Fuzz.Read(s_conditions, s_words, document =>
    {
        string text = Encoding.UTF8.GetString(document);
        foreach (AlertLevel level in Enum.GetValues<AlertLevel>())
        {
            try
            {
                Condition condition = ConditionParser.Parse(
                    text,
                    level,
                    pattern => pattern.Contains('[')
                        ? null
                        : name => FileSystemName.MatchesSimpleExpression(pattern, name));
                if (level == AlertLevel.Run)
                {
                    _ = condition.Judge(new AlertSubject(s_run, s_history));
                }
            }
            catch (ConditionException e)
            {
                int place = int.Parse(Place().Match(e.Message).Value, CultureInfo.InvariantCulture);
                Assert.InRange(place, 1, text.Length + 1);
            }
        }
    });

    [GeneratedRegex("(?<=^character )[0-9]+(?=: )")]
    private static partial Regex Place();
}
