using System.Management.Automation;
using MdfMetrics.Aggregation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Get-MdfOperatorMetric: the operator rows of runs.</summary>
[Cmdlet(VerbsCommon.Get, "MdfOperatorMetric", HelpUri = HelpPage.Address)]
[OutputType(typeof(OperatorMetrics))]
public sealed class GetMdfOperatorMetricCommand : MetricCommand
{
    /// <summary>So many rows of runs are merged at once, so that memory does not grow with the runs.</summary>
    private const int MostRows = 10_000;

    private readonly List<OperatorMetrics> _rows = [];
    private NameFilter _operators = null!;
    private bool _hasStored;

    [Parameter]
    [Alias("operator_name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OperatorNameCompleter))]
    public string[]? OperatorName { get; set; }

    [Parameter]
    public SwitchParameter Merge { get; set; }

    [Parameter]
    public SwitchParameter MergeRun { get; set; }

    [Parameter]
    public SwitchParameter IncludeHistogram { get; set; }

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
            WriteRows(MetricsAggregator.MergeRuns(_rows), _hasStored);
        }
    }

    /// <summary>Rows that were just measured have their latencies at hand, and keep them.</summary>
    private protected override void WriteLive(RunMetrics run) => Write(
        run.Operators!.Where(row => StageFilter.IsMatch(row.stage_name) && _operators.IsMatch(row.operator_name)),
        areStored: false);

    /// <summary>Percentiles of several rows come of their histograms; single rows have them already.</summary>
    private protected override void WriteStored(MetricsReader reader, IReadOnlyList<RunMetrics> runs)
    {
        _hasStored = true;
        Write(
            Merge || MergeRun || IncludeHistogram
                ? reader.ReadOperators(runs, StageFilter.Test, _operators.Test, ReportFile, Cancellation)
                : reader.ReadOperatorFigures(runs, StageFilter.Test, _operators.Test, ReportFile, Cancellation),
            areStored: true);
    }

    private void Write(IEnumerable<OperatorMetrics> rows, bool areStored)
    {
        if (!MergeRun)
        {
            WriteRows(Merge ? MetricsAggregator.MergeWorkers(rows) : rows, areStored);
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

    private void WriteRows(IEnumerable<OperatorMetrics> rows, bool areStored) => WriteEach(
        areStored && !IncludeHistogram
            ? rows.Select(row => row.Latencies is null ? row : row with { Latencies = null })
            : rows);
}
