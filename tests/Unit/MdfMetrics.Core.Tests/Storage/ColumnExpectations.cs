namespace MdfMetrics.Tests.Storage;

/// <summary>The columns as the design fixes them, in order, with the types that DuckDB shows.</summary>
internal static class ColumnExpectations
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["runs"] = """
            run_id VARCHAR, start_time TIMESTAMP_MS, end_time TIMESTAMP_MS, duration DOUBLE, num_stages BIGINT,
            total_input_records BIGINT, total_output_records BIGINT, overall_pass_rate DOUBLE, avg_throughput DOUBLE,
            total_errors BIGINT, config VARCHAR, status VARCHAR, error VARCHAR, host VARCHAR, tags VARCHAR,
            context VARCHAR, pipeline_name VARCHAR
            """,
        ["stages"] = """
            run_id VARCHAR, stage_name VARCHAR, timestamp TIMESTAMP_MS, num_workers BIGINT, input_records BIGINT,
            output_records BIGINT, pass_rate DOUBLE, total_time DOUBLE, avg_throughput DOUBLE, min_throughput DOUBLE,
            max_throughput DOUBLE, error_count BIGINT, stage_index BIGINT, wall_time DOUBLE, custom_metrics VARCHAR,
            pipeline_name VARCHAR, role VARCHAR
            """,
        ["operators"] = """
            run_id VARCHAR, stage_name VARCHAR, operator_name VARCHAR, worker_id VARCHAR, timestamp TIMESTAMP_MS,
            input_records BIGINT, output_records BIGINT, pass_rate DOUBLE, total_time DOUBLE, avg_latency DOUBLE,
            min_latency DOUBLE, max_latency DOUBLE, p50_latency DOUBLE, p95_latency DOUBLE, p99_latency DOUBLE,
            throughput DOUBLE, error_count BIGINT, custom_metrics VARCHAR, stage_index BIGINT, operator_index BIGINT,
            latency_method VARCHAR, pipeline_name VARCHAR, role VARCHAR, failed_records BIGINT
            """,
        ["histograms"] = """
            run_id VARCHAR, stage_name VARCHAR, operator_name VARCHAR, worker_id VARCHAR, timestamp TIMESTAMP_MS,
            scale BIGINT, zero_count BIGINT, bucket_index BIGINT[], bucket_count BIGINT[],
            pipeline_name VARCHAR
            """,
    };

    public static string[] Of(string dataset) => [.. All[dataset].Split(',').Select(column => column.Trim())];
}
