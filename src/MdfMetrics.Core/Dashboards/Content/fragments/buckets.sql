-- One row for each bucket of a histogram, as a bucket of scale 5; -65535 is that of zero. The operator's extremes come
-- along, since no percentile lies outside of them. All that a histogram has once is found before its buckets become
-- rows, of which there are a hundred times as many.
(
    SELECT
        run_id, pipeline_name, status, stage_name, operator_name, operator, timestamp, min_latency, max_latency, n,
        CASE
            WHEN i IS NULL THEN -65535
            WHEN scale = 5 THEN i
            ELSE CAST(CEIL(32 * (i / POWER(2, scale) + 1 - LOG2(1 + POWER(2, 1 / POWER(2, scale))))) AS BIGINT)
        END AS bucket
    FROM (
        SELECT
            * EXCLUDE (bucket_index, bucket_count, zero_count),
            UNNEST(LIST_PREPEND(CAST(NULL AS BIGINT), bucket_index)) AS i,
            UNNEST(LIST_PREPEND(zero_count, bucket_count)) AS n
        FROM (
            SELECT
                h.run_id, COALESCE(h.pipeline_name, '(unnamed)') AS pipeline_name,
                COALESCE(r.status, 'completed') AS status, h.stage_name, h.operator_name,
                CASE WHEN x.stage_name IS NULL THEN '' ELSE COALESCE(h.pipeline_name, '(unnamed)') || ': ' END
                    || h.stage_name || ' / ' || h.operator_name AS operator,
                h.timestamp, o.min_latency, o.max_latency, COALESCE(h.scale, 5) AS scale,
                COALESCE(h.zero_count, 0) AS zero_count, h.bucket_index, h.bucket_count
            FROM {{histograms}} AS h
            LEFT JOIN {{operators}} AS o
                ON o.run_id = h.run_id AND o.stage_name = h.stage_name AND o.operator_name = h.operator_name
                    AND o.worker_id = h.worker_id AND o.timestamp = h.timestamp
            LEFT JOIN {{run_status}} AS r ON r.run_id = h.run_id
            LEFT JOIN {{shared_stages}} AS x ON x.stage_name = h.stage_name
        ) AS j
    ) AS e
    WHERE n > 0
)
