using System.Management.Automation;
using MdfMetrics.Aggregation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Get-MdfOperatorMetric: the operator rows of runs.</summary>
[Cmdlet(VerbsCommon.Get, "MdfOperatorMetric")]
[OutputType(typeof(OperatorMetrics))]
public sealed class GetMdfOperatorMetricCommand : MetricCommand
{
    /// <summary>So many rows of runs are merged at once, so that memory does not grow with the runs.</summary>
    private const int MostRows = 10_000;

    private readonly List<OperatorMetrics> _rows = [];
    private NameFilter _operators = null!;

    [Parameter]
    [Alias("operator_name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OperatorNameCompleter))]
    public string[]? OperatorName { get; set; }

    [Parameter]
    public SwitchParameter Merge { get; set; }

    [Parameter]
    public SwitchParameter MergeRun { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        _operators = new NameFilter(OperatorName);
    }

    private protected override void End()
    {
        base.End();
        if (MergeRun)
        {
            WriteObject(MetricsAggregator.MergeRuns(_rows), enumerateCollection: true);
        }
    }

    private protected override void WriteLive(RunMetrics run) => Write(
        run.Operators!.Where(row => StageFilter.IsMatch(row.stage_name) && _operators.IsMatch(row.operator_name)));

    private protected override void WriteStored(MetricsReader reader, IReadOnlyList<RunMetrics> runs) => Write(
        reader.ReadOperators(runs, StageFilter.Test, _operators.Test, ReportFile, Cancellation));

    private void Write(IEnumerable<OperatorMetrics> rows)
    {
        if (!MergeRun)
        {
            WriteObject(Merge ? MetricsAggregator.MergeWorkers(rows) : rows, enumerateCollection: true);
            return;
        }

        _rows.AddRange(MetricsAggregator.MergeWorkers(rows));
        if (_rows.Count >= MostRows)
        {
            IReadOnlyList<OperatorMetrics> merged = MetricsAggregator.MergeRuns(_rows);
            _rows.Clear();
            _rows.AddRange(merged);
        }
    }
}
