using DuckDB.NET.Data;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>The engine that dashboards use, which one unreadable file in a store stops.</summary>
internal static class DuckDbFiles
{
    /// <summary>Reads every dataset of a store as a dashboard does.</summary>
    /// <returns>How many runs there are.</returns>
    public static long Read(string store)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Count("stages");
        Count("operators");
        Count("histograms");
        return Count("runs");

        long Count(string dataset)
        {
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText =
                $"SELECT count(COLUMNS(*)) FROM read_parquet('{store}/{dataset}/*.parquet', union_by_name=true)";
            return (long)command.ExecuteScalar()!;
        }
    }
}
