using System.Collections;
using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Collection;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// What a worker of any engine says of one of its operators, in running totals: the keys are those of the operator
/// columns, as in what the workers of the Python original return from <c>get_operator_stats()</c>. Others are ignored.
/// </summary>
/// <param name="stage">Its stage; null: the one that is current.</param>
/// <param name="worker">The place of its worker among several; null where there is one.</param>
internal sealed class WorkerStatistics(string? stage, int? worker, string operatorName, object? given)
{
    /// <summary>What the original's executor puts among the operators of a stage.</summary>
    private const string StageSummary = "_stage_summary";

    private static readonly HashSet<string> s_columns = new(
        MetricsSchema.Operators.Columns
            .Skip(MetricsSchema.Operators.KeyColumns)
            .Select(column => column.Name)
            .Append(nameof(OperatorMetrics.latency_histogram)),
        StringComparer.OrdinalIgnoreCase);

    public string? StageName => stage;

    public string OperatorName => operatorName;

    /// <summary>
    /// The statistics of a dictionary, an object or JSON text: operator to figures, as a worker gives them; stage to
    /// operator to figures, as the executor does; or an array of either, one for each worker.
    /// </summary>
    /// <exception cref="MetricsException">InvalidMetric: none of these.</exception>
    public static IReadOnlyList<WorkerStatistics> All(object given) => Plain(given) switch
    {
        IDictionary statistics => [.. OfWorker(statistics, null)],
        object?[] { Length: > 0 } workers when Array.TrueForAll(workers, static item => item is IDictionary) =>
            [.. workers.SelectMany(static (item, i) => OfWorker((IDictionary)item!, i))],
        _ => throw NoDictionary("The statistics are", given),
    };

    /// <summary>The worker's id: one of several is <c>worker_0</c>, <c>worker_1</c>, … as in the original.</summary>
    /// <param name="prefix">What stands in the place of <c>worker</c>, or is the id where there is one worker.</param>
    public string? WorkerId(string? prefix) => worker is null ? prefix : Invariant($"{prefix ?? "worker"}_{worker}");

    /// <summary>
    /// The row. An operator without records has no rates and latencies: the original gives them as 0.
    /// </summary>
    /// <param name="identity">A row with the names and the time.</param>
    /// <exception cref="MetricsException">InvalidMetric: a figure that can't be.</exception>
    public OperatorMetrics ToMetrics(OperatorMetrics identity)
    {
        OperatorMetrics row = OperatorFigures.ToMetrics(Columns(), identity);
        return OperatorRates.Entered(row) > 0 ? row : row.WithLatencies(null) with
        {
            pass_rate = double.NaN,
            avg_latency = double.NaN,
            throughput = 0,
        };
    }

    private static IEnumerable<WorkerStatistics> OfWorker(IDictionary statistics, int? worker) =>
        statistics.Values.OfType<IDictionary>().Any(static stage => stage.Count > 0)
        && statistics.Values.Cast<object?>().All(IsStage)
            ? statistics.Cast<DictionaryEntry>().SelectMany(stage => ((IDictionary)stage.Value!)
                .Cast<DictionaryEntry>()
                .Where(static entry => (string)entry.Key != StageSummary)
                .Select(entry => new WorkerStatistics((string)stage.Key, worker, (string)entry.Key, entry.Value)))
            : statistics.Cast<DictionaryEntry>()
                .Select(entry => new WorkerStatistics(null, worker, (string)entry.Key, entry.Value));

    private static bool IsStage(object? value) => value is IDictionary stage
        && !HasColumns(stage)
        && stage.Values.Cast<object?>().All(static item => item is IDictionary);

    private static bool HasColumns(IDictionary figures) => figures.Keys.Cast<string>().Any(s_columns.Contains);

    /// <summary>Names that differ only in case are two operators, unlike in PowerShell's dictionaries.</summary>
    private static object? Plain(object given)
    {
        object? plain = CustomMetrics.Unwrap(given);
        if ((plain as string ?? (plain as JsonMap)?.ToJson()) is not { } text)
        {
            return plain;
        }

        try
        {
            using JsonDocument document = StrictJson.Parse(text);
            return JsonValues.Value(document.RootElement, StringComparer.Ordinal);
        }
        catch (FormatException e)
        {
            throw new MetricsException(
                MetricsError.InvalidMetric,
                $"-WorkerStat takes a dictionary, an object or JSON text: {e.Message}.",
                given);
        }
    }

    private ObjectReader Columns()
    {
        IDictionary figures = given as IDictionary ?? throw NoDictionary($"Those of '{OperatorName}' are", given);
        if (figures.Count > 0 && !HasColumns(figures))
        {
            throw new MetricsException(
                MetricsError.InvalidMetric,
                $"'{OperatorName}' has no figure that is known; it has "
                    + $"'{string.Join("', '", figures.Keys.Cast<string>().Take(5))}'. Give some such as input_records, "
                    + "output_records or total_time.",
                OperatorName);
        }

        var columns = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry figure in figures)
        {
            columns[(string)figure.Key] =
                figure.Value is double number && !double.IsFinite(number) ? null : figure.Value;
        }

        return new ObjectReader(columns.GetValueOrDefault);
    }

    private static MetricsException NoDictionary(string what, object? given) => new(
        MetricsError.InvalidMetric,
        $"{what} no dictionary. -WorkerStat takes operator -> statistics: "
            + "@{ Filter = @{ input_records = 10; … } }.",
        given);
}
