using System.Globalization;
using MdfMetrics.Latency;
using MdfMetrics.Prometheus;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>Whatever names and figures are, all readers take the file, and it tells them as they were.</summary>
public sealed class HostileNameTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] s_pieces =
    [
        "\\", "\"", "\n", "\r\n", "\r", "{", "}", ",", "=", " ", "#", "# HELP a b\n", "\\n", "1,5", "\t", "\u0000",
        "\u001b[2J", "\u007f", "\u0085", "\u2028", "\uFEFF", "\uFFFD", "𝄞", "😀", "é", "İ", "数据", "a", "+Inf", "NaN",
        "C:\\jobs", "%q", "{{.}}",
    ];

    private static readonly PrometheusOptions s_all =
        new() { Level = PrometheusLevel.Operator, MaxSeries = int.MaxValue };

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Write_AnyNames_ComeBackAsTheyWere()
    {
        string[] names = Fill(Seeded.Random(output), 15);

        IReadOnlyList<ReadSeries> series = _exported.Read(s_all);

        Assert.Equal(names, series.Select(one => one["pipeline"]).Distinct().Order(StringComparer.Ordinal));
        foreach (string label in (string[])["stage", "operator"])
        {
            Assert.All(series.Where(one => one[label] is not null), one => Assert.Equal(one["pipeline"], one[label]));
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Write_UnderAnotherCulture_IsTheSame(string culture)
    {
        Fill(Seeded.Random(output), 3);
        _exported.Write(s_all);
        byte[] expected = _exported.Content;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            _exported.Write(s_all);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(expected, _exported.Content);
    }

    [PromtoolFact]
    public void Write_AnyNames_PromtoolHasNothingToSay()
    {
        Fill(Seeded.Random(output), 10);
        foreach (bool histogram in (bool[])[false, true])
        {
            _exported.Write(s_all with { Histogram = histogram });

            Promtool.AcceptsMetrics(_exported.Content);
        }
    }

    [Fact]
    public void Write_TenThousandOperators_EachHasItsSeries()
    {
        _exported.Add("p", 0, 1, operators: Enumerable.Range(0, 10_000).Select(i => Exported.Operator("s", $"o{i}")));

        Assert.Equal(4 * 10_000, _exported.Read(s_all).Count(one => one["operator"] is not null));
    }

    [Fact]
    public void Write_HalfACharacterInAJournal_IsOneSeriesAndUtf8()
    {
        foreach (string half in (string[])["\ud83d", "\ude00"])
        {
            _exported.AddFar($"half{(int)half[0]}", $"p\\u{(int)half[0]:x4}");
        }

        ReadSeries active = Assert.Single(_exported.Read(), one => one.Name == "mdf_run_active");

        Assert.Equal(("p\uFFFD", 2), (active["pipeline"], active.Value));
    }

    [Fact]
    public void Number_AnyFiniteNumber_ReadsBackAsItWas()
    {
        Random random = Seeded.Random(output);
        IEnumerable<double> numbers = Enumerable.Range(0, 10_000)
            .Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))
            .Where(double.IsFinite)
            .Concat([0, 1e15, 1e16, 1e-4, 1e-5, double.Epsilon, double.MaxValue, long.MaxValue]);

        Assert.All(numbers, number =>
        {
            string text = TextFormat.Number(number);
            Assert.Matches(@"\A-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?\z", text);
            Assert.Equal(number, double.Parse(text, CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void Histogram_AnyLatencies_CountsWhatIsAtMostEachBound()
    {
        Random random = Seeded.Random(output);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => random.Next(10) == 0
            ? 0
            : Math.Pow(2, (random.NextDouble() * 60) - 40))];
        _exported.Add("p", 0, 1, operators:
        [
            Exported.Operator("s", "o").WithLatencies(LatencyDistribution.FromValues(values)),
            Exported.Operator("s", "zero").WithLatencies(LatencyDistribution.FromValues([0, 0])),
        ]);

        ILookup<string?, ReadSeries> buckets = _exported.Read(s_all with { Histogram = true })
            .Where(one => one.Name.EndsWith("_bucket", StringComparison.Ordinal))
            .ToLookup(one => one["operator"]);

        Assert.All(buckets["o"], bucket => Assert.Equal(
            values.Count(value => value <= Bound(bucket)),
            bucket.Value));
        Assert.Equal(buckets["o"].Select(Bound).Order(), buckets["o"].Select(Bound));
        Assert.Equal(double.PositiveInfinity, Bound(buckets["o"].Last()));
        Assert.Equal(("+Inf", 2), (Assert.Single(buckets["zero"])["le"], buckets["zero"].Single().Value));
    }

    private static double Bound(ReadSeries bucket) =>
        bucket["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(bucket["le"]!, CultureInfo.InvariantCulture);

    /// <summary>Runs of pipelines, each with a stage and an operator of the same name.</summary>
    private string[] Fill(Random random, int count)
    {
        string[] names = [.. Enumerable.Range(0, count)
            .Select(i => string.Concat(random.GetItems(s_pieces, random.Next(1, 6))) + i)
            .Order(StringComparer.Ordinal)];
        foreach (string name in names)
        {
            _exported.Add(
                name,
                random.Next(100_000),
                random.NextDouble() * 1e6,
                stages: [Exported.Stage(name)],
                operators:
                [
                    (Exported.Operator(name, name) with { total_time = random.NextDouble() }).WithLatencies(
                        LatencyDistribution.FromValues(Enumerable.Range(0, 200).Select(_ => random.NextDouble()))),
                ]);
        }

        return names;
    }
}
