using System.Buffers;
using MdfMetrics.ParquetFiles.Decoding;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>Lists of integers of a column, to and from files.</summary>
internal static class ListValues
{
    /// <summary>A column of lists.</summary>
    public static ListField CreateField(string name) =>
        new(name, new DataField("element", typeof(long), isNullable: true));

    /// <summary>Writes a column of lists, some of them empty.</summary>
    public static async Task WriteAsync(ParquetTarget file, Field field, IReadOnlyList<long[]> lists)
    {
        var item = (DataField)((ListField)field).Item;
        int rows = lists.Sum(list => Math.Max(list.Length, 1));
        int items = lists.Sum(list => list.Length);
        long[] values = ArrayPool<long>.Shared.Rent(items);
        int[] definitions = ArrayPool<int>.Shared.Rent(rows);
        int[] repetitions = ArrayPool<int>.Shared.Rent(rows);
        int present = item.MaxDefinitionLevel;

        // From the innermost level out: a value, a NULL in a list, an empty list, no list.
        int empty = present - 2;
        (int row, int value) = (0, 0);
        foreach (long[] list in lists)
        {
            if (list.Length == 0)
            {
                repetitions[row] = 0;
                definitions[row++] = empty;
                continue;
            }

            list.CopyTo(values, value);
            definitions.AsSpan(row, list.Length).Fill(present);
            repetitions[row] = 0;
            repetitions.AsSpan(row + 1, list.Length - 1).Fill(1);
            (row, value) = (row + list.Length, value + list.Length);
        }

        await file.WriteAsync<long>(
            item,
            values.AsMemory(0, items),
            definitions.AsMemory(0, rows),
            repetitions.AsMemory(0, rows));
        ArrayPool<long>.Shared.Return(values);
        ArrayPool<int>.Shared.Return(definitions);
        ArrayPool<int>.Shared.Return(repetitions);
    }

    /// <summary>Reads the lists that are wanted; no list is an empty one.</summary>
    /// <param name="isWanted">Whether the list of a row is wanted.</param>
    /// <param name="put">Takes a row's list.</param>
    public static async ValueTask ReadAsync(
        ColumnSource source,
        int rows,
        Func<int, bool> isWanted,
        Action<int, long[]> put)
    {
        using IListCursor lists = await source.ReadListsAsync();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<long> list = lists.Next();
            if (isWanted(row))
            {
                put(row, list.ToArray());
            }
        }

        lists.Finish(source.Name);
    }
}
