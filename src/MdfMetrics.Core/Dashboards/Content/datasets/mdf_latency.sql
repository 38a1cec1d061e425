-- packed is the bucket and its count in one number: percentiles are searched in lists of it (percentile_bucket.sql).
-- up_to_ms are R10 preferred numbers, ten a decade: the one that the middle of the bucket does not exceed.
SELECT
    b.run_id, b.pipeline_name, COALESCE(r.status, 'completed') AS status, b.stage_name, b.operator_name, b.operator,
    b.timestamp, b.bucket, b.n, b.min_latency, b.max_latency, (b.bucket + 65536) * 1099511627776 + b.n AS packed,
    COALESCE(s.up_to_ms, 0) AS up_to_ms
FROM (
    SELECT
        *,
        CASE WHEN bucket > -65535 THEN CAST(
            CEIL(10 * (bucket * LOG10(2) / 32 + LOG10(2000.0 / (1 + POWER(2, 1 / 32.0))))) AS BIGINT) END AS tenth
    FROM {{buckets}} AS u
) AS b
LEFT JOIN {{run_status}} AS r ON r.run_id = b.run_id
LEFT JOIN {{preferred_numbers}} AS s ON s.tenth = b.tenth
