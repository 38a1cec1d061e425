using System.Text.Json;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Tests.Storage;

/// <summary>A store that another engine wrote in the layout and the schema of the Python original.</summary>
public sealed class ForeignStoreTests
{
    private static readonly string s_store = Path.Combine(AppContext.BaseDirectory, "Data", "foreign");

    public static TheoryData<string> Spellings() =>
        [.. Truth().Select(run => run.run_id).SelectMany(id => new[] { id, id["run_".Length..], id.ToUpperInvariant() })];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void ReadRuns_ForeignRunByEitherSpelling_AgreesWithTruth(string id)
    {
        TruthRow truth = Truth().Single(row => row.run_id.EndsWith(RunId.Key(id), StringComparison.OrdinalIgnoreCase));
        var reader = new MetricsReader(s_store);

        RunMetrics run = Assert.Single(reader.ReadRuns(new RunQuery { ExactIds = [id] }, Fail));

        Assert.Equal(truth.run_id, run.run_id);
        Assert.Equal(Milliseconds(truth.start_time), run.StartUtc);
        Assert.Equal(DateTimeKind.Local, run.start_time?.Kind);
        Assert.Equal(truth.num_stages, run.num_stages);
        Assert.Equal(truth.total_input_records, run.total_input_records);
        Assert.Equal(truth.total_output_records, run.total_output_records);
        Assert.Equal(RunStatus.Completed, run.status);
        Assert.Null(run.tags);
        Assert.Equal(truth.stages, reader.ReadStages([run], null, Fail).Count());
        Assert.Equal(truth.operators, reader.ReadOperators([run], null, null, Fail).Count());
    }

    [Fact]
    public void ReadRuns_ForeignStore_ListsOldestFirst()
    {
        RunMetrics[] runs = [.. new MetricsReader(s_store).ReadRuns(new RunQuery(), Fail)];

        Assert.Equal(Truth().Select(row => row.run_id).Order(StringComparer.Ordinal), runs.Select(run => run.run_id));
    }

    [Fact]
    public void ReadOperators_ForeignRows_HaveNoHistogramAndNoIndex()
    {
        var reader = new MetricsReader(s_store);

        OperatorMetrics[] rows =
            [.. reader.ReadOperators([.. reader.ReadRuns(new RunQuery(), Fail)], null, null, Fail)];

        Assert.Equal(Truth().Sum(row => row.operators), rows.Length);
        Assert.All(rows, row =>
        {
            Assert.Null(row.pipeline_name);
            Assert.Null(row.Latencies);
            Assert.Null(row.operator_index);
            Assert.Null(row.latency_method);
        });
    }

    private static TruthRow[] Truth() =>
        JsonSerializer.Deserialize<TruthRow[]>(File.ReadAllText(Path.Combine(s_store, "truth.json")))!;

    private static DateTime Milliseconds(DateTime time) =>
        new(time.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static void Fail(MetricsException error) => throw error;

    private sealed record TruthRow(
        string run_id,
        DateTime start_time,
        long num_stages,
        long total_input_records,
        long total_output_records,
        int stages,
        int operators);
}
