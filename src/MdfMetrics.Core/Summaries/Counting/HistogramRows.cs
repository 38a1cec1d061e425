using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries.Counting;

/// <summary>Adds up rows of the histograms dataset: bucket counts as they lie in the columns.</summary>
internal sealed class HistogramRows(RowSource source, Action<MetricsException> onError)
{
    public async ValueTask AddAsync(ColumnGroup group)
    {
        using ColumnValues<ReadOnlyMemory<char>> ids = await group.ReadTextAsync(nameof(HistogramRow.run_id));
        using ColumnValues<ReadOnlyMemory<char>> stages = await group.ReadTextAsync(nameof(HistogramRow.stage_name));
        using ColumnValues<ReadOnlyMemory<char>> steps = await group.ReadTextAsync(nameof(HistogramRow.operator_name));
        using ColumnValues<long> scales = await group.ReadIntegersAsync(nameof(HistogramRow.scale));
        using ColumnValues<long> zeros = await group.ReadIntegersAsync(nameof(HistogramRow.zero_count));
        using IListCursor indexes = await group.ReadListsAsync(nameof(HistogramRow.bucket_index));
        using IListCursor counts = await group.ReadListsAsync(nameof(HistogramRow.bucket_count));
        RunCursor runIds = source.RunIds();
        NameCursor stageNames = source.Names();
        NameCursor operatorNames = source.Names();
        for (int i = 0; i < group.RowCount; i++)
        {
            ReadOnlySpan<long> rowIndexes = indexes.Next();
            ReadOnlySpan<long> rowCounts = counts.Next();
            int run = runIds.Run(ids.Get(i));
            if (run < 0)
            {
                continue;
            }

            SummaryAccumulator sum = source.Tally.Operator(
                source.Runs.Period(run),
                stageNames.Number(stages.Get(i)),
                operatorNames.Number(steps.Get(i)));
            try
            {
                sum.AddHistogram(scales.Get(i), zeros.Get(i), rowIndexes, rowCounts);
            }
            catch (MetricsException exception)
            {
                onError(new MetricsException(
                    MetricsError.FileCorrupt,
                    $"A histogram of operator '{steps.Get(i)}' in stage '{stages.Get(i)}' of run '{ids.Get(i)}' is "
                        + $"left out, so that its period has no percentiles: {exception.Message} "
                        + "Test-MdfMetrics tells which file it is in.",
                    ids.Get(i).ToString(),
                    exception));
            }
        }

        indexes.Finish(nameof(HistogramRow.bucket_index));
        counts.Finish(nameof(HistogramRow.bucket_count));
    }
}
