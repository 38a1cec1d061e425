using MdfMetrics.ParquetFiles.Decoding;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>Goes through lists whose items are all in memory.</summary>
internal sealed class ListCursor(ColumnValues<long> values) : IListCursor
{
    private int _next;
    private bool _isShort;

    public ReadOnlySpan<long> Next()
    {
        int start = _next;
        if (start >= values.Count)
        {
            _isShort = true;
            return [];
        }

        ReadOnlySpan<int> rest = values.Repetitions.Span[(start + 1)..];
        int length = rest.IndexOf(0);
        _next = length < 0 ? values.Count : start + 1 + length;
        return values.Present(start, _next);
    }

    public void Finish(string column)
    {
        if (_isShort || _next < values.Count)
        {
            throw new ColumnException(column, "has not one list for each row");
        }
    }

    public void Dispose() => values.Dispose();
}
