namespace MdfMetrics.Tests.Storage;

/// <summary>Files as versions of the module wrote them that did not have the newest columns.</summary>
internal static class AgedFiles
{
    private static readonly (string Dataset, string Later, string Moments)[] s_datasets =
    [
        ("runs", "pipeline_name", "start_time::TIMESTAMP_MS AS start_time, end_time::TIMESTAMP_MS AS end_time"),
        ("stages", "pipeline_name, role", "timestamp::TIMESTAMP_MS AS timestamp"),
        ("operators", "pipeline_name, role, failed_records", "timestamp::TIMESTAMP_MS AS timestamp"),
        ("histograms", "pipeline_name", "timestamp::TIMESTAMP_MS AS timestamp"),
    ];

    /// <summary>Takes the newest columns out of the files of a run in a flat store.</summary>
    public static void Age(this TemporaryStore store, string runId)
    {
        using DuckDb database = new();
        foreach ((string dataset, string later, string moments) in s_datasets)
        {
            string prefix = dataset == "runs" ? "run" : dataset;
            string path = store.At($"{dataset}/{prefix}_{RunId.Key(runId)}.parquet");
            database.Execute(
                $"""
                COPY (SELECT * EXCLUDE ({later}) REPLACE ({moments}) FROM read_parquet('{path}'))
                TO '{path}.old' (FORMAT parquet)
                """);
            File.Move($"{path}.old", path, overwrite: true);
        }
    }
}
