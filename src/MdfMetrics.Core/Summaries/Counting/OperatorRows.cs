using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries.Counting;

/// <summary>Adds up rows of the operators dataset.</summary>
internal sealed class OperatorRows(RowSource source)
{
    public async ValueTask AddAsync(ColumnGroup group)
    {
        using ColumnValues<ReadOnlyMemory<char>> ids = await group.ReadTextAsync(nameof(OperatorMetrics.run_id));
        using ColumnValues<ReadOnlyMemory<char>> stages = await group.ReadTextAsync(nameof(OperatorMetrics.stage_name));
        using ColumnValues<ReadOnlyMemory<char>> steps =
            await group.ReadTextAsync(nameof(OperatorMetrics.operator_name));
        using ColumnValues<long> inputs = await group.ReadIntegersAsync(nameof(OperatorMetrics.input_records));
        using ColumnValues<long> outputs = await group.ReadIntegersAsync(nameof(OperatorMetrics.output_records));
        using ColumnValues<double> passRates = await group.ReadFloatsAsync(nameof(OperatorMetrics.pass_rate));
        using ColumnValues<long> errors = await group.ReadIntegersAsync(nameof(OperatorMetrics.error_count));
        using ColumnValues<double> times = await group.ReadFloatsAsync(nameof(OperatorMetrics.total_time));
        using ColumnValues<double> least = await group.ReadFloatsAsync(nameof(OperatorMetrics.min_latency));
        using ColumnValues<double> most = await group.ReadFloatsAsync(nameof(OperatorMetrics.max_latency));
        using ColumnValues<double> percentiles = await group.ReadFloatsAsync(nameof(OperatorMetrics.p95_latency));
        using ColumnValues<ReadOnlyMemory<char>> methods =
            await group.ReadTextAsync(nameof(OperatorMetrics.latency_method));
        using ColumnValues<long> stageIndexes = await group.ReadIntegersAsync(nameof(OperatorMetrics.stage_index));
        using ColumnValues<long> indexes = await group.ReadIntegersAsync(nameof(OperatorMetrics.operator_index));
        RunCursor runIds = source.RunIds();
        NameCursor stageNames = source.Names();
        NameCursor operatorNames = source.Names();
        for (int i = 0; i < group.RowCount; i++)
        {
            int run = runIds.Run(ids.Get(i));
            if (run < 0)
            {
                continue;
            }

            SummaryAccumulator sum = source.Tally.Operator(
                source.Runs.Period(run),
                stageNames.Number(stages.Get(i)),
                operatorNames.Number(steps.Get(i)));
            source.Count(sum, run);
            sum.AddRecords(inputs.Get(i), outputs.Get(i), Known(passRates, i), errors.Get(i));
            sum.AddTime(times.Get(i));
            if (percentiles.TryGet(i, out double percentile) && !double.IsNaN(percentile))
            {
                sum.AddMeasured(Known(least, i), Known(most, i), methods.Get(i).Span);
            }

            sum.AddPlace(
                stageIndexes.TryGet(i, out long stageIndex) ? stageIndex : null,
                indexes.TryGet(i, out long index) ? index : null);
        }
    }

    private static double Known(ColumnValues<double> values, int row) =>
        values.TryGet(row, out double value) ? value : double.NaN;
}
