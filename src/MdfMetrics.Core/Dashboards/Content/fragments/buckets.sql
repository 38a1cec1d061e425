-- One row for each bucket of a histogram, as a bucket of scale 5; -65535 is that of zero. The operator's extremes come
-- along, since no percentile lies outside of them.
(
    SELECT
        run_id, pipeline_name, stage_name, operator_name, operator, timestamp, min_latency, max_latency, n,
        CASE
            WHEN i IS NULL THEN -65535
            WHEN scale = 5 THEN i
            ELSE CAST(CEIL(32 * (i / POWER(2, scale) + 1 - LOG2(1 + POWER(2, 1 / POWER(2, scale))))) AS BIGINT)
        END AS bucket
    FROM (
        SELECT
            h.run_id, COALESCE(h.pipeline_name, '(unnamed)') AS pipeline_name, h.stage_name, h.operator_name,
            CASE WHEN x.stage_name IS NULL THEN '' ELSE COALESCE(h.pipeline_name, '(unnamed)') || ': ' END
                || h.stage_name || ' / ' || h.operator_name AS operator,
            h.timestamp, COALESCE(h.scale, 5) AS scale, o.min_latency, o.max_latency,
            UNNEST(LIST_PREPEND(CAST(NULL AS BIGINT), h.bucket_index)) AS i,
            UNNEST(LIST_PREPEND(COALESCE(h.zero_count, 0), h.bucket_count)) AS n
        FROM {{histograms}} AS h
        LEFT JOIN {{operators}} AS o
            ON o.run_id = h.run_id AND o.stage_name = h.stage_name AND o.operator_name = h.operator_name
                AND o.worker_id = h.worker_id AND o.timestamp = h.timestamp
        LEFT JOIN {{shared_stages}} AS x ON x.stage_name = h.stage_name
    ) AS e
    WHERE n > 0
)
