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
            IColumnReader from = column is WordColumn<TRow> word ? new Word(word.Words[turn % word.Words.Count]) : values;
            Assert.Equal(column.Kind != ColumnKind.List, column.TryRead(from, row));
        }

        return row;
    }

    public string? GetString(string column) => $"{column} {turn}";

    public long? GetInt64(string column) => Number(column);

    public double? GetDouble(string column) => Number(column) + 0.5;

    public DateTime? GetDateTime(string column) => Sample.Start.AddMinutes(Number(column));

    public JsonMap? GetJson(string column) => JsonMap.FromJson($$"""{"{{column}}":{{turn}}}""");

    /// <summary>Where only some words are values, no two columns can have different ones.</summary>
    private sealed class Word(string word) : IColumnReader
    {
        public string? GetString(string column) => word;

        public long? GetInt64(string column) => null;

        public double? GetDouble(string column) => null;

        public DateTime? GetDateTime(string column) => null;

        public JsonMap? GetJson(string column) => null;
    }

    private int Number(string column) => (turn * 1_000) + (column.Sum(character => character) % 997);
}
