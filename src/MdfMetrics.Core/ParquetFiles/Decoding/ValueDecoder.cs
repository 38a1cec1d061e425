namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>Decodes the values of pages, all of one physical type. What is NULL is not among them.</summary>
internal abstract class ValueDecoder<T>
{
    /// <summary>Decodes the values of a page, which are not indexes of a dictionary.</summary>
    /// <param name="position">Where in the page they begin.</param>
    /// <exception cref="InvalidDataException">They can't be.</exception>
    /// <exception cref="UnsupportedException">They are encoded in another way than is known.</exception>
    public abstract void Decode(DataPage page, int position, Span<T> values);

    /// <summary>The error for an encoding that the type does not have.</summary>
    protected static Exception Unknown(DataPage page) => Enum.IsDefined(page.Encoding)
        ? new UnsupportedException($"It has values encoded as {page.Encoding}")
        : new InvalidDataException("Its pages are damaged");

    /// <summary>Values of a fixed width, the first bytes of all together, then the second ones, as they were.</summary>
    protected static byte[] Join(ReadOnlySpan<byte> streams, int width, int count)
    {
        byte[] joined = new byte[count * width];
        if (streams.Length != joined.Length)
        {
            throw new InvalidDataException("Its pages are damaged");
        }

        for (int i = 0; i < joined.Length; i++)
        {
            joined[i] = streams[(i % width * count) + (i / width)];
        }

        return joined;
    }
}
