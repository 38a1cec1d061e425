-- packed is the bucket and its count in one number: percentiles are searched in lists of it (percentile.sql).
-- up_to_ms are R10 preferred numbers, ten a decade.
SELECT
    b.run_id, b.pipeline_name, COALESCE(r.status, 'completed') AS status, b.stage_name, b.operator_name, b.operator,
    b.timestamp, b.bucket, b.n, b.min_latency, b.max_latency, (b.bucket + 65536) * 1099511627776 + b.n AS packed,
    COALESCE(
        ROUND(
            POWER(10, FLOOR(b.tenth / 10.0))
                * [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8][CAST(b.tenth - 10 * FLOOR(b.tenth / 10.0) AS BIGINT) + 1],
            9),
        0) AS up_to_ms
FROM (
    SELECT
        *,
        CEIL(10 * LOG10(2000.0 * POWER(2, NULLIF(bucket, -65535) / 32.0) / (1 + POWER(2, 1 / 32.0)))) AS tenth
    FROM {{buckets}} AS u
) AS b
LEFT JOIN {{run_status}} AS r ON r.run_id = b.run_id
