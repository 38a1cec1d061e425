using System.Collections;
using System.Globalization;
using MdfMetrics.Tests.Storage;
using ParquetSharp;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>
/// Holds what a file says of its values against the values: as parquet-cpp and DuckDB understand it, and byte by byte
/// where neither shows it.
/// </summary>
internal static class FileStatistics
{
    private static readonly Type[] s_ordered =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long),
        typeof(ulong), typeof(float), typeof(double), typeof(DateTime),
    ];

    /// <summary>Checks all Parquet files of a folder.</summary>
    /// <returns>How many column chunks without a single value were met.</returns>
    public static int CheckAll(string folder) =>
        Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Sum(Check);

    /// <summary>Checks a file.</summary>
    /// <returns>How many column chunks without a single value it has.</returns>
    public static int Check(string path)
    {
        using var engine = new DuckDb();
        List<object?[]> rows = engine.Query($"SELECT * FROM read_parquet('{path}')");
        List<object?[]> told = engine.Query(
            $"""
            SELECT stats_null_count, stats_min_value, stats_max_value, stats_min, stats_max
            FROM parquet_metadata('{path}') ORDER BY row_group_id, column_id
            """);
        using var reader = new ParquetFileReader(path);
        int columns = reader.FileMetaData.NumColumns;
        int empty = 0;
        int start = 0;
        CheckBytes(path, columns);
        for (int group = 0; group < reader.FileMetaData.NumRowGroups; group++)
        {
            using RowGroupReader part = reader.RowGroup(group);
            int count = (int)part.MetaData.NumRows;
            for (int i = 0; i < columns; i++)
            {
                object?[] values = [.. rows.GetRange(start, count).SelectMany(row => Items(row[i]))];
                using ColumnChunkMetaData chunk = part.MetaData.GetColumnChunkMetaData(i);
                string place = $"{path}, group {group}, {reader.FileMetaData.Schema.Column(i).Path.ToDotString()}";
                Assert.Equal((place, values.Length), (place, (int)chunk.NumValues));
                object?[] chunkTold = told.Count == 0 ? [0L, null, null, null, null] : told[(group * columns) + i];
                (long Nulls, object? Min, object? Max) expected = Expected(values, isSilent: chunkTold[1] is null);
                object? like = values.FirstOrDefault(value => value is not null);
                Assert.Equal((place, expected), (place, InParquetCpp(chunk.Statistics, like)));
                Assert.Equal((place, expected), (place, InDuckDb(chunkTold, like?.GetType())));
                Assert.True(chunkTold[3] is null || Equals(chunkTold[3], chunkTold[1]), place);
                Assert.True(chunkTold[4] is null || Equals(chunkTold[4], chunkTold[2]), place);
                empty += values.All(value => value is null) ? 1 : 0;
            }

            start += count;
        }

        Assert.Equal(rows.Count, start);
        return empty;
    }

    /// <summary>The order of each column's values is declared, and no page's header says anything of them.</summary>
    private static void CheckBytes(string path, int columns)
    {
        byte[] file = File.ReadAllBytes(path);
        var footer = ThriftFields.Footer(file);
        Assert.Equal(columns, footer.Structures(7).Length);
        Assert.All(footer.Structures(7), order => Assert.True(order.Has(1)));
        foreach (ThriftFields chunk in footer.Structures(4).SelectMany(group => group.Structures(1)))
        {
            ThriftFields column = chunk.Structure(3);
            long start = column.Number(9);
            var page = ThriftFields.Read(file, start);
            Assert.False(page.Structure(5).Has(5));
            Assert.Equal(column.Number(5), page.Structure(5).Number(1));
            Assert.Equal(column.Number(7), page.End - start + page.Number(3));
            Assert.Equal(column.Number(6), page.End - start + page.Number(2));
        }
    }

    private static IEnumerable<object?> Items(object? value) => value switch
    {
        IList { Count: 0 } => [null],
        IList list => list.Cast<object?>(),
        _ => [value],
    };

    /// <summary>What there is to say: how many NULLs, and the smallest and the largest value.</summary>
    /// <param name="isSilent">Whether the file says nothing of values, as it may where NaN is among them.</param>
    private static (long Nulls, object? Min, object? Max) Expected(object?[] values, bool isSilent)
    {
        object[] present = [.. values.OfType<object>()];
        object[] ordered = isSilent && present.Any(IsNaN) ? []
            : [.. present.Where(value => s_ordered.Contains(value.GetType()) && !IsNaN(value)).Order()];
        return (
            values.Length - present.Length,
            Text(ordered.FirstOrDefault(), "-0"),
            Text(ordered.LastOrDefault(), "0"));
    }

    private static (long Nulls, object? Min, object? Max) InParquetCpp(Statistics? statistics, object? like) =>
        statistics is null
            ? (0, null, null)
            : (
                statistics.NullCount,
                statistics.HasMinMax ? Text(Logical(statistics.MinUntyped, like)) : null,
                statistics.HasMinMax ? Text(Logical(statistics.MaxUntyped, like)) : null);

    private static (long Nulls, object? Min, object? Max) InDuckDb(object?[] told, Type? type) =>
        (Convert.ToInt64(told[0], CultureInfo.InvariantCulture), Parsed(told[1], type), Parsed(told[2], type));

    private static string? Parsed(object? text, Type? type) => text is not string value ? null
        : type is null ? value
        : Text(Convert.ChangeType(value, type, CultureInfo.InvariantCulture));

    /// <summary>A value as the file's column has it: parquet-cpp gives what lies in the file.</summary>
    private static object Logical(object physical, object? like) => (physical, like) switch
    {
        (long number, DateTime) => DateTime.UnixEpoch.AddMilliseconds(number),
        (long number, ulong) => (ulong)number,
        (int number, uint) => (uint)number,
        _ => physical,
    };

    /// <summary>A value as text by which its bits are told, but for those of zeros where they must be one.</summary>
    private static string? Text(object? value, string? zero = null) => value switch
    {
        null => null,
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        double or float when zero is not null && Convert.ToDouble(value, CultureInfo.InvariantCulture) == 0 => zero,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static bool IsNaN(object value) => value is double.NaN or float.NaN;
}
