using DuckDB.NET.Data;

namespace MdfMetrics.Tests.Storage;

/// <summary>An independent reader: the engine that Superset uses.</summary>
internal sealed class DuckDb : IDisposable
{
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");

    public DuckDb() => _connection.Open();

    /// <summary>Makes a view of each dataset, as docs/engines.md shows it.</summary>
    public static DuckDb Over(string store)
    {
        var database = new DuckDb();
        foreach (string dataset in new[] { "runs", "stages", "operators", "histograms" })
        {
            database.Execute(
                $"""
                CREATE VIEW {dataset} AS
                SELECT * FROM read_parquet('{store}/{dataset}/*.parquet', union_by_name=true)
                """);
        }

        return database;
    }

    /// <summary>Writes a file again as another writer has it: with other values in some columns.</summary>
    /// <param name="columns">As in <c>'x' AS run_id</c>.</param>
    public static void Replace(string path, string columns)
    {
        using var engine = new DuckDb();
        engine.Execute($"COPY (SELECT * REPLACE ({columns}) FROM '{path}') TO '{path}.new' (FORMAT parquet)");
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Execute(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<object?[]> Query(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    public object? Single(string sql) => Assert.Single(Assert.Single(Query(sql)));

    public void Dispose() => _connection.Dispose();
}
