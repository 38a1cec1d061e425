using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>
/// Reads a column of a row group in any encoding, codec and page version that is in use. Parquet.Net 6.1.0 takes byte
/// lengths for characters in DELTA_BYTE_ARRAY, booleans in runs for false, and knows no lists in pages of version 2.
/// </summary>
internal static class PageValues
{
    /// <summary>Reads the values, those that are not NULL one after another, and the levels of all.</summary>
    /// <param name="column">The column, whose pages were found sound.</param>
    /// <param name="leaf">Its place in the schema.</param>
    /// <exception cref="UnsupportedException">Something is not known.</exception>
    /// <exception cref="InvalidDataException">The pages are damaged.</exception>
    public static void Read<T>(
        FileWindow file,
        ColumnMetaData column,
        SchemaLeaf leaf,
        ValueDecoder<T> decoder,
        Span<T> values,
        Span<int> definitions,
        Span<int> repetitions)
    {
        List<DataPage> pages = DataPage.ReadAll(file, column);
        try
        {
            T[] words = [];
            int row = 0;
            foreach (DataPage page in pages.Where(page => page.Kind == PageType.DICTIONARY_PAGE || page.Values > 0))
            {
                if (page.Kind == PageType.DICTIONARY_PAGE)
                {
                    words = Words(page, decoder);
                    continue;
                }

                int position = 0;
                if (leaf.Repetition > 0)
                {
                    page.Repetitions(ref position, leaf.Repetition).Read(repetitions.Slice(row, page.Values));
                }

                Span<int> levels = definitions.Slice(row, page.Values);
                if (leaf.Definition > 0)
                {
                    page.Definitions(ref position, leaf.Definition).Read(levels);
                }

                int present = levels.Count(leaf.Definition);
                Read(page, position, words, decoder, values[..present]);
                values = values[present..];
                row += page.Values;
            }
        }
        finally
        {
            pages.ForEach(static page => page.Dispose());
        }
    }

    private static T[] Words<T>(DataPage page, ValueDecoder<T> decoder)
    {
        // Only a bit is shorter than a byte, and bits have no dictionaries.
        T[] words = page.Values <= page.Bytes(0).Length ? new T[page.Values] : throw Damaged();
        decoder.Decode(page, 0, words);
        return words;
    }

    private static void Read<T>(DataPage page, int position, T[] words, ValueDecoder<T> decoder, Span<T> values)
    {
        if (!page.IsDictionary)
        {
            decoder.Decode(page, position, values);
            return;
        }

        int[] indexes = new int[values.Length];
        page.Indexes(position).Read(indexes);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (uint)indexes[i] < words.Length ? words[indexes[i]] : throw Damaged();
        }
    }

    private static InvalidDataException Damaged() => new("Its pages are damaged");
}
