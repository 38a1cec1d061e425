using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;

namespace MdfMetrics.Tests.Storage;

/// <summary>Gives every column of every dataset a value that no other column has.</summary>
/// <param name="turn">Another one gives other values, larger ones.</param>
internal sealed class DistinctColumns(int turn = 1) : IColumnReader
{
    /// <summary>A row with all columns but those that a test gives by hand.</summary>
    public static TRow Fill<TRow>(DatasetSchema<TRow> schema, TRow row, int turn = 1, params string[] but)
        where TRow : class
    {
        var values = new DistinctColumns(turn);
        foreach (Column<TRow> column in schema.Columns.Where(column => !but.Contains(column.Name)))
        {
            Assert.Equal(column.Kind != ColumnKind.List, column.TryRead(values, row));
        }

        return row;
    }

    public string? GetString(string column) => $"{column} {turn}";

    public long? GetInt64(string column) => Number(column);

    public double? GetDouble(string column) => Number(column) + 0.5;

    public DateTime? GetDateTime(string column) => Sample.Start.AddMinutes(Number(column));

    public JsonMap? GetJson(string column) => JsonMap.FromJson($$"""{"{{column}}":{{turn}}}""");

    private int Number(string column) => (turn * 1_000) + (column.Sum(character => character) % 997);
}
