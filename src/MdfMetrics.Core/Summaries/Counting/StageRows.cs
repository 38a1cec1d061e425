using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries.Counting;

/// <summary>Adds up rows of the stages dataset.</summary>
internal sealed class StageRows(RowSource source)
{
    public async ValueTask AddAsync(ColumnGroup group)
    {
        using ColumnValues<ReadOnlyMemory<char>> ids = await group.ReadTextAsync(nameof(StageMetrics.run_id));
        using ColumnValues<ReadOnlyMemory<char>> stages = await group.ReadTextAsync(nameof(StageMetrics.stage_name));
        using ColumnValues<long> inputs = await group.ReadIntegersAsync(nameof(StageMetrics.input_records));
        using ColumnValues<long> outputs = await group.ReadIntegersAsync(nameof(StageMetrics.output_records));
        using ColumnValues<double> passRates = await group.ReadFloatsAsync(nameof(StageMetrics.pass_rate));
        using ColumnValues<long> errors = await group.ReadIntegersAsync(nameof(StageMetrics.error_count));
        using ColumnValues<double> times = await group.ReadFloatsAsync(nameof(StageMetrics.total_time));
        using ColumnValues<double> wallTimes = await group.ReadFloatsAsync(nameof(StageMetrics.wall_time));
        using ColumnValues<long> indexes = await group.ReadIntegersAsync(nameof(StageMetrics.stage_index));
        RunCursor runIds = source.RunIds();
        NameCursor stageNames = source.Names();
        for (int i = 0; i < group.RowCount; i++)
        {
            int run = runIds.Run(ids.Get(i));
            if (run < 0)
            {
                continue;
            }

            SummaryAccumulator sum = source.Tally.Stage(source.Runs.Period(run), stageNames.Number(stages.Get(i)));
            source.Count(sum, run);
            double passRate = passRates.TryGet(i, out double rate) ? rate : double.NaN;
            sum.AddRecords(inputs.Get(i), outputs.Get(i), passRate, errors.Get(i));
            bool isMeasured = wallTimes.TryGet(i, out double wallTime) && double.IsFinite(wallTime);
            sum.AddTime(times.Get(i), isMeasured ? wallTime : times.Get(i));
            sum.AddValue(isMeasured ? wallTime : double.NaN);
            sum.AddPlace(indexes.TryGet(i, out long index) ? index : null, null);
        }
    }
}
