using DuckDB.NET.Data;

namespace MdfMetrics.Benchmarks;

/// <summary>DuckDB, as the peer of what reads a store.</summary>
internal static class DuckDbPeer
{
    /// <summary>Fetches every value of all runs, as loose or compacted files hold them.</summary>
    /// <returns>How many runs there are.</returns>
    public static int FetchRuns(string store) =>
        Fetch($"SELECT * FROM read_parquet('{store}/runs/*.parquet', union_by_name=true)");

    /// <summary>Fetches every value of a query.</summary>
    /// <returns>How many rows there are.</returns>
    public static int Fetch(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        int count = 0;
        while (reader.Read())
        {
            reader.GetValues(values);
            count++;
        }

        return count;
    }
}
