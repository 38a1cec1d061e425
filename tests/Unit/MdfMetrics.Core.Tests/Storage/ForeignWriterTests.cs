using System.Text.Json.Nodes;
using MdfMetrics.Aggregation;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>
/// Stores that other engines rewrote, each with what to expect in its note.json: they are read as what they hold,
/// or refused with the reason, and never taken for damage.
/// </summary>
public sealed class ForeignWriterTests : IDisposable
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Data", "foreign-writers");
    private static readonly JsonObject s_truth =
        JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, "truth.json")))!.AsObject();

    private readonly TemporaryStore _store = new();
    private readonly List<MetricsException> _errors = [];

    public static TheoryData<string> Folders() =>
    [
        .. Directory.GetDirectories(s_folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal),
    ];

    /// <summary>What is refused: every file, or those of one dataset, and the word that tells why.</summary>
    private static (string Dataset, string Reason)? Refused(string name) => name switch
    {
        "duckdb2-encrypted" or "pyarrow-encrypted-plainfooter" => (string.Empty, "encrypted"),
        "pyarrow-bool-count" => ("runs stages operators", "Boolean"),
        "pyarrow-ts-int" => (string.Empty, "timestamps"),
        "fastparquet-json-lists" => ("histograms", "list"),
        _ => null,
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Read_StoreOfAnotherWriter_GivesTheTruthOrTheReason(string name)
    {
        Copy(name);

        AssertRead(name);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Compact_StoreOfAnotherWriter_GivesTheTruthOrLeavesTheFiles(string name)
    {
        Copy(name);
        string[] before = _store.Files();

        StoreOptimization done = _store.Compact(onWarning: static _ => { });

        AssertRead(name);
        if (Refused(name) is not null || done.status == OptimizationStatus.Unchanged)
        {
            Assert.Empty(before.Except(_store.Files()));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void CheckAndRepair_StoreOfAnotherWriter_FindNoDamageAndMoveNothing(string name)
    {
        Copy(name);
        string[] before = _store.Files();

        List<StoreFinding> findings = _store.Check();
        List<StoreRepair> done = _store.Repair();

        string[] kinds = Refused(name) is null
            ? [FindingKind.NullValue, FindingKind.MisnamedFile]
            : [FindingKind.NullValue, FindingKind.MisnamedFile, FindingKind.UnsupportedFile, FindingKind.OrphanedFile];
        Assert.All(findings, finding => Assert.Contains(finding.kind, kinds));
        Assert.Empty(done);
        Assert.Equal(before, _store.Files());
    }

    private void AssertRead(string name)
    {
        List<RunMetrics> runs = _store.Runs(errors: _errors);
        string[] refused = Refused(name)?.Dataset is { Length: 0 } ? ["runs", "stages", "operators", "histograms"]
            : Refused(name)?.Dataset.Split(' ') ?? [];
        if (refused.Contains("runs"))
        {
            Assert.Empty(runs);
            AssertRefused(name);
            return;
        }

        StageMetrics[] stages = [.. _store.Reader.ReadStages(runs, null, _errors.Add)];
        OperatorMetrics[] operators = [.. _store.Reader.ReadOperators(runs, null, null, _errors.Add)];
        AssertRows("runs", name, runs);
        AssertRows("stages", name, stages);
        AssertRows("operators", name, operators);
        if (refused.Length > 0)
        {
            AssertRefused(name);
            Assert.All(operators, row => Assert.Null(row.Latencies));
            return;
        }

        Assert.Empty(_errors);
        if (Directory.Exists(Path.Combine(s_folder, name, "histograms")))
        {
            AssertPercentiles(operators);
        }
    }

    private void AssertRefused(string name)
    {
        Assert.NotEmpty(_errors);
        Assert.All(_errors, error =>
        {
            Assert.Equal(MetricsError.FileUnsupported, error.Error);
            Assert.Contains(Refused(name)!.Value.Reason, error.Message, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static void AssertRows<TRow>(string dataset, string name, IEnumerable<TRow> found)
    {
        JsonArray rows = s_truth[dataset]!.AsArray();
        bool isOriginal = JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, name, "note.json")))!
            ["columns"]!.GetValue<string>() == "original";
        HashSet<string> columns = isOriginal
            ? [.. s_truth["original_columns"]![dataset]!.AsArray().Select(column => column!.GetValue<string>())]
            : [.. rows[0]!.AsObject().Select(cell => cell.Key)];

        Assert.Equal(
            ForeignRows.Expected(rows, columns, (column, value) => Change(name, column, value)),
            ForeignRows.Found(rows, found));
    }

    /// <summary>What a writer did to a value, as its note.json says.</summary>
    private static JsonNode? Change(string name, string column, JsonNode? value) => (name, column) switch
    {
        ("pyarrow-ts-s", _) when IsTime(column) && value is not null => $"{value.GetValue<string>()[..19]}.000Z",
        ("pyarrow-date32", _) when IsTime(column) && value is not null =>
            $"{value.GetValue<string>()[..10]}T00:00:00.000Z",
        ("pyarrow-decimal", "avg_latency") when value is not null => Math.Round(value.GetValue<double>(), 10),
        ("pyarrow-long-text", "error") when value is not null => new string('é', 200_000),
        _ => value,
    };

    private static bool IsTime(string column) => column is "start_time" or "end_time" or "timestamp";

    private static void AssertPercentiles(OperatorMetrics[] operators)
    {
        ILookup<(string, string, string), JsonNode> histograms = s_truth["histograms"]!.AsArray().ToLookup(
            row => (Text(row!, "run_id"), Text(row!, "stage_name"), Text(row!, "operator_name")),
            row => row!);
        int compared = 0;
        foreach (OperatorMetrics row in MetricsAggregator.MergeWorkers(operators).Where(row => row.worker_id == "*"))
        {
            JsonNode[] parts = [.. histograms[(row.run_id, row.stage_name, row.operator_name)]];
            Assert.NotEmpty(parts);
            AssertNear(Percentile(parts, 0.50, row), row.p50_latency);
            AssertNear(Percentile(parts, 0.95, row), row.p95_latency);
            AssertNear(Percentile(parts, 0.99, row), row.p99_latency);
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    /// <summary>By docs/schema.md: bucket i ends at 2^(i/32), a value is the harmonic middle of its bucket.</summary>
    private static double Percentile(JsonNode[] parts, double quantile, OperatorMetrics limits)
    {
        var counts = new SortedDictionary<long, long>();
        foreach (JsonNode part in parts)
        {
            counts[long.MinValue] = counts.GetValueOrDefault(long.MinValue) + part["zero_count"]!.GetValue<long>();
            foreach ((JsonNode? index, JsonNode? count) in
                part["bucket_index"]!.AsArray().Zip(part["bucket_count"]!.AsArray()))
            {
                long bucket = index!.GetValue<long>();
                counts[bucket] = counts.GetValueOrDefault(bucket) + count!.GetValue<long>();
            }
        }

        long rank = (long)Math.Ceiling((quantile * counts.Values.Sum()) - 1e-9);
        long found = counts.First(pair => (rank -= pair.Value) <= 0).Key;
        double middle = found == long.MinValue ? 0 : 2 / (Math.Pow(2, -found / 32.0) + Math.Pow(2, (1 - found) / 32.0));
        return Math.Clamp(middle, limits.min_latency, limits.max_latency);
    }

    private static void AssertNear(double expected, double found) =>
        Assert.True(Math.Abs(found - expected) <= expected * 1e-9, $"{found} is not {expected}");

    private static string Text(JsonNode row, string column) => row[column]!.GetValue<string>();

    private void Copy(string name)
    {
        string source = Path.Combine(s_folder, name);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(source, file);
            if (relative != "note.json")
            {
                string copy = _store.At(relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }
}
