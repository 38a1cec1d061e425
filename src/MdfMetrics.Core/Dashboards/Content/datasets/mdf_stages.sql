-- stage has the place of the stage, for charts in the order of the pipeline; stage_label stays when places change.
SELECT
    s.* REPLACE (COALESCE(s.pipeline_name, '(unnamed)') AS pipeline_name),
    COALESCE(r.status, 'completed') AS status,
    CASE WHEN x.stage_name IS NULL THEN '' ELSE COALESCE(s.pipeline_name, '(unnamed)') || ': ' END
        || {{place s.stage_index}} || s.stage_name AS stage,
    CASE WHEN x.stage_name IS NULL THEN '' ELSE COALESCE(s.pipeline_name, '(unnamed)') || ': ' END
        || s.stage_name AS stage_label,
    COALESCE(s.wall_time, s.total_time) AS seconds,
    s.avg_throughput / NULLIF(MEDIAN(s.avg_throughput) OVER (PARTITION BY s.pipeline_name, s.stage_name), 0)
        AS throughput_vs_usual
FROM {{stages}} AS s
LEFT JOIN {{run_status}} AS r ON r.run_id = s.run_id
LEFT JOIN {{shared_stages}} AS x ON x.stage_name = s.stage_name
