using System.Collections;
using System.Management.Automation;
using MdfMetrics.Aggregation;
using MdfMetrics.Collection;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// What a worker of any engine says of one of its operators, in running totals: the keys are those of the operator
/// columns, as in what the workers of the Python original return from <c>get_operator_stats()</c>. Others are ignored.
/// </summary>
internal sealed class WorkerStatistics
{
    private readonly object? _figures;

    private WorkerStatistics(string operatorName, object? figures)
    {
        OperatorName = operatorName;
        _figures = figures;
    }

    public string OperatorName { get; }

    /// <summary>The statistics of a dictionary, an object or JSON text: operator to figures.</summary>
    /// <exception cref="MetricsException">InvalidMetric: none of these.</exception>
    public static IEnumerable<WorkerStatistics> All(object given) =>
        (CustomMetrics.From(given) ?? throw NoDictionary("The statistics are", given))
            .Cast<DictionaryEntry>()
            .Select(entry => new WorkerStatistics((string)entry.Key, entry.Value));

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

    private ObjectReader Columns()
    {
        IDictionary figures = _figures as IDictionary ?? throw NoDictionary($"Those of '{OperatorName}' are", _figures);
        var bag = new PSObject();
        foreach (DictionaryEntry figure in figures)
        {
            bag.Properties.Add(new PSNoteProperty((string)figure.Key, figure.Value));
        }

        return new ObjectReader(bag);
    }

    private static MetricsException NoDictionary(string what, object? given) => new(
        MetricsError.InvalidMetric,
        $"{what} no dictionary. -WorkerStat takes operator -> statistics: "
            + "@{ Filter = @{ input_records = 10; … } }.",
        given);
}
