using MdfMetrics.ParquetFiles.Columns;

namespace MdfMetrics.Storage.Schema;

/// <summary>
/// How large row groups are: few enough rows that a run is found without decoding much else, and that one in memory is
/// small; as many as engines need to be fast.
/// </summary>
internal static class RowGroups
{
    private const int RunRows = 2_000;
    private const int HistogramRows = 1_000;
    private const int OtherRows = 5_000;

    /// <summary>The most rows of a row group of a dataset.</summary>
    public static int Size(Dataset dataset) =>
        dataset == MetricsSchema.Runs ? RunRows
        : dataset == MetricsSchema.Histograms ? HistogramRows
        : OtherRows;
}
