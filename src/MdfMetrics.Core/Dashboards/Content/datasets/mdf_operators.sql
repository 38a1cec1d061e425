-- records are those that an operator worked on: of a source those that it gave.
SELECT
    o.* REPLACE (COALESCE(o.pipeline_name, '(unnamed)') AS pipeline_name),
    COALESCE(r.status, 'completed') AS status,
    {{place o.stage_index}} || o.stage_name AS stage,
    CASE WHEN x.stage_name IS NULL THEN '' ELSE COALESCE(o.pipeline_name, '(unnamed)') || ': ' END
        || o.stage_name || ' / ' || o.operator_name AS operator,
    CASE WHEN o.role = 'source' THEN o.output_records ELSE o.input_records END AS records,
    o.p95_latency / NULLIF(
        MEDIAN(o.p95_latency) OVER (PARTITION BY o.pipeline_name, o.stage_name, o.operator_name),
        0) AS p95_vs_usual
FROM {{operators}} AS o
LEFT JOIN {{run_status}} AS r ON r.run_id = o.run_id
LEFT JOIN {{shared_stages}} AS x ON x.stage_name = o.stage_name
