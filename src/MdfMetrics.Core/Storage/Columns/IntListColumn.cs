using Parquet;
using Parquet.Schema;

namespace MdfMetrics.Storage.Columns;

/// <summary>A list of 64-bit integers in each row.</summary>
internal sealed class IntListColumn<TRow>(string name, Func<TRow, long[]> get, Action<TRow, long[]> set)
    : Column<TRow>(new ListField(name, new DataField("element", typeof(long), isNullable: true)))
    where TRow : class
{
    /// <summary>A column of lists.</summary>
    public static IntListColumn<TRow> List(string name, Func<TRow, long[]> get) =>
        new(name, get, typeof(TRow).GetProperty(name)!.SetMethod!.CreateDelegate<Action<TRow, long[]>>());

    private DataField Item => (DataField)((ListField)Field).Item;

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows)
    {
        var values = new List<long>();
        var definitions = new List<int>();
        var repetitions = new List<int>();
        int present = Item.MaxDefinitionLevel;

        // From the innermost level out: a value, a NULL in a list, an empty list, no list.
        int empty = present - 2;
        for (int i = 0; i < rows.Count; i++)
        {
            long[] list = get(rows[i]);
            if (list.Length == 0)
            {
                definitions.Add(empty);
                repetitions.Add(0);
            }

            for (int k = 0; k < list.Length; k++)
            {
                values.Add(list[k]);
                definitions.Add(present);
                repetitions.Add(k == 0 ? 0 : 1);
            }
        }

        return group.WriteAllPartsAsync<long>(
            Item,
            values.ToArray(),
            definitions.ToArray(),
            repetitions.ToArray(),
            CancellationToken.None);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(ColumnSource source, TRow[] rows)
    {
        using ColumnValues<long> values = await source.ReadIntegersAsync();
        var list = new List<long>();
        int row = -1;
        for (int i = 0; i < values.Count; i++)
        {
            if (values.StartsRow(i))
            {
                Put(row++, list, rows, source);
            }

            if (values.TryGet(i, out long value))
            {
                list.Add(value);
            }
        }

        Put(row, list, rows, source);
        if (row != rows.Length - 1)
        {
            throw source.Fail($"has {row + 1} lists in {rows.Length} rows");
        }
    }

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second) => get(first).AsSpan().SequenceEqual(get(second));

    private void Put(int row, List<long> list, TRow[] rows, ColumnSource source)
    {
        if (row >= rows.Length)
        {
            throw source.Fail("has more lists than rows");
        }

        if (row >= 0)
        {
            set(rows[row], list.ToArray());
        }

        list.Clear();
    }
}
