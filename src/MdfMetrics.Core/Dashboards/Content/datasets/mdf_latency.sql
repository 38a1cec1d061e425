-- packed is the bucket and its count in one number, of which percentiles are found (percentiles_ms.sql).
-- up_to_ms are R10 preferred numbers, ten a decade: the one that the middle of the bucket does not exceed.
SELECT
    * EXCLUDE (tenth),
    (bucket + 65536) * 1099511627776 + n AS packed,
    CASE WHEN bucket = -65535 THEN 0.0 ELSE {{preferred_number tenth}} END AS up_to_ms
FROM (
    SELECT
        run_id, pipeline_name, status, stage_name, operator_name, operator, timestamp, bucket, n, min_latency,
        max_latency, CAST(
            CEIL(10 * (bucket * LOG10(2) / 32 + LOG10(2000.0 / (1 + POWER(2, 1 / 32.0))))) AS BIGINT) AS tenth
    FROM {{buckets}} AS u
) AS b
