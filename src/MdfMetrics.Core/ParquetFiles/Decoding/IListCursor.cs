namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>Goes through a column of lists, row by row.</summary>
internal interface IListCursor : IDisposable
{
    /// <summary>The list of the next row, until the one after it; what is NULL in it is left out.</summary>
    ReadOnlySpan<long> Next();

    /// <summary>Makes sure that there was a list for each row.</summary>
    /// <exception cref="ColumnException">There was not.</exception>
    void Finish(string column);
}
