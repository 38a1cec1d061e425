using MdfMetrics.Tests.Latency;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.Comparison;

/// <summary>How often a change is found, and how often one that is not there, in runs whose noise is known.</summary>
public sealed class GeneratedHistoryTests(ITestOutputHelper output)
{
    private const int Trials = 1_500;

    // Noise is the standard deviation of the logarithm.
    [Theory]
    [InlineData("normal", 0.15, 1)]
    [InlineData("normal", 0.15, 3)]
    [InlineData("normal", 0.3, 10)]
    [InlineData("normal", 0.5, 30)]
    [InlineData("heavy", 0.1, 1)]
    [InlineData("heavy", 0.1, 3)]
    [InlineData("heavy", 0.1, 10)]
    [InlineData("heavy", 0.1, 30)]
    [InlineData("trend", 0.1, 1)]
    [InlineData("trend", 0.1, 3)]
    [InlineData("trend", 0.1, 10)]
    [InlineData("trend", 0.1, 30)]
    public void Figures_WithoutAChange_AreCalledOneInAHundredTimesAtMost(string shape, double noise, int runs)
    {
        Random random = Seeded.Random(output);
        int figures = 0;
        int wrong = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            RunComparison[] rows = [.. Compare(random, shape, noise, runs, 1).Where(row => row.metric != "status")];
            figures += rows.Length;
            wrong += rows.Count(row => row.verdict != RunVerdict.Same);
        }

        // Three standard errors of the count above the promise.
        output.WriteLine($"{100.0 * wrong / figures:0.00} % of figures");
        Assert.Equal(5 * Trials, figures);
        Assert.InRange(wrong, 0, (0.01 * figures) + (3 * Math.Sqrt(0.01 * figures)));
    }

    // The rates are those of a simulation of the rule in another language, less what chance may take away.
    [Theory]
    [InlineData(1, 0.05, 2, 0.66)]
    [InlineData(1, 0.1, 3, 0.99)]
    [InlineData(3, 0.05, 2, 0.96)]
    [InlineData(3, 0.1, 3, 0.96)]
    [InlineData(10, 0.05, 1.5, 0.80)]
    [InlineData(10, 0.1, 2, 0.88)]
    [InlineData(10, 0.2, 3, 0.72)]
    [InlineData(30, 0.03, 1.25, 0.58)]
    [InlineData(30, 0.05, 1.5, 0.97)]
    [InlineData(30, 0.1, 2, 0.94)]
    public void Figures_ThatChanged_AreFoundAtTheStatedRate(int runs, double noise, double factor, double rate)
    {
        Random random = Seeded.Random(output);
        int slower = 0;
        int longer = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            IReadOnlyList<RunComparison> rows = Compare(random, "normal", noise, runs, factor);
            slower += rows.Count(row => row is { metric: "avg_throughput", verdict: RunVerdict.Worse });
            longer += rows.Count(row => row is { metric: "duration", verdict: RunVerdict.Worse });
        }

        output.WriteLine($"throughput {1.0 * slower / Trials:P0}, duration {1.0 * longer / Trials:P0}");
        Assert.InRange(slower, rate * Trials, Trials);
        Assert.InRange(longer, rate * Trials, Trials);
    }

    private static IReadOnlyList<RunComparison> Compare(
        Random random,
        string shape,
        double noise,
        int runs,
        double factor) =>
        ComparedRuns.CompareWithBefore(
            [.. Enumerable.Range(0, runs).Select(place => Run(random, shape, noise, place, 1))],
            Run(random, shape, noise, runs, factor));

    private static RunMetrics Run(Random random, string shape, double noise, int place, double factor)
    {
        double Noise() => noise * shape switch
        {
            // Student's t with 3 degrees of freedom has a variance of 3.
            "heavy" => Samples.Normal(random)
                / Math.Sqrt(Enumerable.Range(0, 3).Sum(_ => Math.Pow(Samples.Normal(random), 2))),
            // From one run to the next the tenth part of the noise.
            "trend" => Samples.Normal(random) + (0.1 * place),
            _ => Samples.Normal(random),
        };

        double input = Math.Round(10_000 * Math.Exp(Noise()));
        double odds = 9 * Math.Exp(Noise());
        double passing = odds / (1 + odds);
        long passed = (long)Math.Min(input, (input * passing)
            + (Math.Sqrt(input * passing * (1 - passing)) * Samples.Normal(random)));
        return MemoryRun.Of("r", place) with
        {
            duration = 100 * factor * Math.Exp(Noise()),
            avg_throughput = 60_000 / factor * Math.Exp(Noise()),
            total_input_records = (long)input,
            total_output_records = passed,
            overall_pass_rate = 100 * passed / input,
            total_errors = Poisson(random, input / 1_000 * Math.Exp(Noise())),
        };
    }

    private static long Poisson(Random random, double mean)
    {
        long events = -1;
        for (double left = Math.Exp(-mean), product = 1; product > left; events++)
        {
            product *= random.NextDouble();
        }

        return events;
    }
}
