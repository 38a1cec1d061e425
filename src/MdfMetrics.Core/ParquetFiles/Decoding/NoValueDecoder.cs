namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>For columns that are NULL in each row, whatever the type is that they claim.</summary>
/// <param name="error">The error for a value.</param>
internal sealed class NoValueDecoder<T>(Func<Exception> error) : ValueDecoder<T>
{
    public override void Decode(DataPage page, int position, Span<T> values)
    {
        if (!values.IsEmpty)
        {
            throw error();
        }
    }
}
