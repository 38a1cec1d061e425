using System.Reflection;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.Storage.Columns;

/// <summary>A string, as UTF-8; JSON too.</summary>
internal sealed class TextColumn<TRow>(string name, Func<TRow, string?> get, Action<TRow, string> set, bool isJson)
    : Column<TRow>(new DataField(name, typeof(ReadOnlyMemory<byte>), isNullable: true))
    where TRow : class
{
    /// <summary>A column of plain text.</summary>
    public static TextColumn<TRow> Text(string name, Func<TRow, string?> get) =>
        new(name, get, typeof(TRow).GetProperty(name)!.SetMethod!.CreateDelegate<Action<TRow, string>>(), isJson: false);

    /// <summary>A column of JSON text.</summary>
    public static TextColumn<TRow> Json(string name, Func<TRow, JsonMap?> get)
    {
        PropertyInfo property = typeof(TRow).GetProperty(name)!;
        var set = property.SetMethod!.CreateDelegate<Action<TRow, JsonMap?>>();
        return new(name, row => get(row)?.ToString(), (row, json) => set(row, JsonMap.FromJson(json)), isJson: true);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows)
    {
        var values = new ReadOnlyMemory<byte>?[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (get(rows[i]) is { } text)
            {
                values[i] = Encoding.UTF8.GetBytes(text);
            }
        }

        return group.WriteAsync<ReadOnlyMemory<byte>>((DataField)Field, values);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(ColumnSource source, TRow[] rows)
    {
        if (source.Type == typeof(ReadOnlyMemory<char>))
        {
            using ColumnValues<ReadOnlyMemory<char>> values = await source.ReadAsync<ReadOnlyMemory<char>>();
            Put(
                values,
                rows,
                source.Text,
                static text => text.ToString(),
                static (text, last) => text.Span.SequenceEqual(last));
        }
        else if (source.Type == typeof(ReadOnlyMemory<byte>))
        {
            using ColumnValues<ReadOnlyMemory<byte>> values = await source.ReadAsync<ReadOnlyMemory<byte>>();
            Put(values, rows, source.Text, static text => Encoding.UTF8.GetString(text.Span), static (_, _) => false);
        }
        else
        {
            throw source.Mismatch("text");
        }
    }

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second)
    {
        string? one = get(first);
        string? other = get(second);
        return one == other || (isJson && one is not null && other is not null && JsonText.AreSame(one, other));
    }

    /// <summary>Neighbours often hold the same text (run ids, stages, hosts): they share one string.</summary>
    private void Put<TText>(
        ColumnValues<TText> values,
        TRow[] rows,
        TextAllowance allowance,
        Func<TText, string> text,
        Func<TText, string, bool> isSame)
        where TText : struct
    {
        string? last = null;
        for (int i = 0; i < rows.Length; i++)
        {
            if (values.TryGet(i, out TText value))
            {
                if (last is null || !isSame(value, last))
                {
                    last = text(value);
                    allowance.Take(last.Length);
                }

                set(rows[i], last);
            }
        }
    }
}
