using System.Text.Json.Nodes;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>
/// Journals that live Ray actors wrote, restored: truth.json, made by another reader, says what they hold.
/// </summary>
public sealed class RayStoreTests : IDisposable
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Data", "ray-stores");

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Restore_RunOfActors_IsAsAnotherReaderReadsIt()
    {
        JsonNode truth = Copy("good");

        RunMetrics run = _store.Restore("run_20261126_080000_600d0001", force: true)!;

        Assert.Equal((RunStatus.Completed, 160_000L, 140_800L, 3_200L), Totals(run));
        Assert.Equal((88.0, 8.990789264), (run.overall_pass_rate, run.duration));
        JsonArray expected = truth["operators"]!.AsArray();
        Assert.Equal(expected.Count, run.Operators!.Count);
        foreach (JsonNode? row in expected)
        {
            OperatorMetrics read = Assert.Single(
                run.Operators,
                read => read.operator_name == $"{row!["operator_name"]}" && read.worker_id == $"{row["worker_id"]}");
            Assert.Equal(
                (Number("input_records"), Number("output_records"), Number("error_count"), Number("total_time")),
                (read.input_records, read.output_records, read.error_count, read.total_time));
            Assert.Equal(1, read.p50_latency / Number("p50_latency"), 1e-12);
            Assert.Equal(1, read.p95_latency / Number("p95_latency"), 1e-12);
            Assert.Equal(1, read.p99_latency / Number("p99_latency"), 1e-12);

            double Number(string column) => row![column]!.GetValue<double>();
        }
    }

    [Fact]
    public void Restore_ActorsWhoseClocksAreHoursOff_LastsNoHours()
    {
        JsonNode truth = Copy("skewed");

        RunMetrics run = _store.Restore("run_skew", force: true)!;

        Assert.Equal((RunStatus.Abandoned, 2_500L, 2_200L, 50L), Totals(run));
        Assert.InRange(run.duration, 0.006, 10);
        Assert.Equal(
            truth["expect"]!["workers"]!.AsArray().Select(worker => $"{worker}"),
            run.Operators!.Select(row => row.worker_id).Distinct().Order(StringComparer.Ordinal));
    }

    private static (string? Status, long In, long Out, long Errors) Totals(RunMetrics run) =>
        (run.status, run.total_input_records, run.total_output_records, run.total_errors);

    /// <summary>Copies the store of that name.</summary>
    /// <returns>What it holds.</returns>
    private JsonNode Copy(string name)
    {
        string from = Path.Combine(s_folder, name);
        string journals = Path.Combine(from, "_journal");
        foreach (string file in Directory.GetFiles(journals, "*", SearchOption.AllDirectories))
        {
            _store.Put(Path.GetRelativePath(from, file), File.ReadAllBytes(file));
        }

        return JsonNode.Parse(File.ReadAllText(Path.Combine(from, "truth.json")))!;
    }
}
