using System.Text;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>Texts of a column, to and from files.</summary>
internal static class TextValues
{
    /// <summary>A column of text. Written as bytes: see <see cref="ParquetTarget"/>.</summary>
    public static DataField CreateField(string name) => new(name, typeof(ReadOnlyMemory<byte>), isNullable: true);

    /// <summary>Writes a column of texts, some of them NULL.</summary>
    public static Task WriteAsync(ParquetTarget file, Field field, IEnumerable<string?> texts, int count)
    {
        var values = new ReadOnlyMemory<byte>?[count];
        int i = 0;
        foreach (string? text in texts)
        {
            if (text is not null)
            {
                values[i] = Encoding.UTF8.GetBytes(text);
            }

            i++;
        }

        return file.WriteAsync<ReadOnlyMemory<byte>>(field, values);
    }

    /// <summary>Reads the texts that are wanted, in order.</summary>
    /// <param name="isWanted">Whether the text of a row is wanted.</param>
    /// <param name="put">Takes a row's text; not called for NULL.</param>
    public static async ValueTask ReadAsync(ColumnSource source, Func<int, bool> isWanted, Action<int, string> put)
    {
        if (source.Type != typeof(ReadOnlyMemory<byte>))
        {
            using ColumnValues<ReadOnlyMemory<char>> values = await source.ReadTextAsync();
            var texts = new TextCache(source.Text);
            for (int i = 0; i < values.Count; i++)
            {
                if (isWanted(i) && values.TryGet(i, out ReadOnlyMemory<char> value))
                {
                    put(i, texts.Get(value.Span));
                }
            }
        }
        else
        {
            using ColumnValues<ReadOnlyMemory<byte>> values = await source.ReadAsync<ReadOnlyMemory<byte>>();
            for (int i = 0; i < values.Count; i++)
            {
                if (isWanted(i) && values.TryGet(i, out ReadOnlyMemory<byte> value))
                {
                    string text = Encoding.UTF8.GetString(value.Span);
                    source.Text.Take(text.Length);
                    put(i, text);
                }
            }
        }
    }
}
