using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.ParquetFiles.Values;

namespace MdfMetrics.ParquetFiles;

/// <summary>A row group of a file by its columns. What a file does not have is NULL in every row.</summary>
internal sealed class ColumnGroup(ParquetSource source, int group)
{
    /// <summary>How many rows it has.</summary>
    public int RowCount { get; } = source.Rows(group);

    public ValueTask<ColumnValues<long>> ReadIntegersAsync(string name) =>
        Find(name)?.ReadIntegersAsync() ?? new(Nothing<long>());

    /// <summary>A column of lists of integers.</summary>
    public ValueTask<IListCursor> ReadListsAsync(string name) =>
        Find(name)?.ReadListsAsync() ?? new(new ListCursor(Nothing<long>()));

    /// <summary>A column of floating-point numbers.</summary>
    public ValueTask<ColumnValues<double>> ReadFloatsAsync(string name) =>
        Find(name)?.ReadFloatsAsync() ?? new(Nothing<double>());

    /// <summary>A column of moments: UTC, whatever their Kind says.</summary>
    public ValueTask<ColumnValues<DateTime>> ReadTimesAsync(string name) =>
        Find(name)?.ReadTimesAsync() ?? new(Nothing<DateTime>());

    /// <summary>A column of text. Equal neighbours often share their memory.</summary>
    public ValueTask<ColumnValues<ReadOnlyMemory<char>>> ReadTextAsync(string name) =>
        Find(name)?.ReadTextAsync() ?? new(Nothing<ReadOnlyMemory<char>>());

    /// <summary>A column of text as UTF-8: no text is made of what is only looked up.</summary>
    public ValueTask<ColumnValues<ReadOnlyMemory<byte>>> ReadUtf8Async(string name) =>
        Find(name)?.ReadUtf8Async() ?? new(Nothing<ReadOnlyMemory<byte>>());

    private ColumnSource? Find(string name) => source.Column(group, name);

    private ColumnValues<T> Nothing<T>()
        where T : struct => new(RowCount, presentLevel: 1);
}
