-- A box plot needs rows, so each percentile has rows of its own: five times those of the histograms, whose buckets
-- are therefore put together by four (scale 3): a percentile is then within 4.4 %, which no eye sees.
SELECT
    m.run_id, m.pipeline_name, m.status, m.stage_name, m.operator_name, m.operator, m.timestamp, q.stat, q.q, m.n,
    (m.bucket + 65536) * 1099511627776 + m.n AS packed
FROM (
    SELECT
        run_id, ANY_VALUE(pipeline_name) AS pipeline_name, ANY_VALUE(status) AS status, stage_name, operator_name,
        ANY_VALUE(operator) AS operator, timestamp, CAST(CEIL(bucket / 4.0) AS BIGINT) AS bucket,
        CAST(SUM(n) AS BIGINT) AS n
    FROM {{buckets}} AS u
    GROUP BY run_id, stage_name, operator_name, timestamp, CAST(CEIL(bucket / 4.0) AS BIGINT)
) AS m
CROSS JOIN (
    SELECT stat, CAST(q AS DOUBLE) AS q
    FROM (VALUES ('1 p5', 0.05), ('2 p25', 0.25), ('3 p50', 0.5), ('4 p75', 0.75), ('5 p95', 0.95)) AS v (stat, q)
) AS q
