-- What is usual is the median of the completed runs of the pipeline, of all times: filters do not move it.
SELECT
    r.* REPLACE (
        COALESCE(r.status, 'completed') AS status,
        COALESCE(r.pipeline_name, '(unnamed)') AS pipeline_name
    ),
    100.0 * r.duration / NULLIF(
        MEDIAN(r.duration) FILTER (WHERE COALESCE(r.status, 'completed') = 'completed')
            OVER (PARTITION BY r.pipeline_name),
        0) AS duration_vs_usual,
    ROW_NUMBER() OVER (PARTITION BY r.pipeline_name ORDER BY r.start_time DESC NULLS LAST, r.run_id DESC) AS recency
FROM {{runs}} AS r
