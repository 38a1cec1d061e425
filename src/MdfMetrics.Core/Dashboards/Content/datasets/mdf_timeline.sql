-- Charts of bars need moments: offsets since the run's start are moments of the first of January 2000.
WITH bars AS (
    SELECT
        run_id, pipeline_name, stage_name, CAST(NULL AS VARCHAR) AS operator_name, CAST(NULL AS VARCHAR) AS worker_id,
        'stage, wall time' AS kind, {{place stage_index}} || stage_name AS lane, timestamp AS start_time,
        COALESCE(wall_time, total_time, 0) AS seconds
    FROM {{stages}} AS s
    UNION ALL
    SELECT
        run_id, pipeline_name, stage_name, operator_name, worker_id, 'operator, busy time',
        COALESCE(PRINTF('%02d.%02d ', stage_index + 1, operator_index + 1), '') || operator_name, timestamp,
        COALESCE(total_time, 0)
    FROM {{operators}} AS o
), clocked AS (
    SELECT
        b.* REPLACE (COALESCE(b.pipeline_name, '(unnamed)') AS pipeline_name),
        b.start_time + TO_MICROSECONDS(CAST(1000000 * b.seconds AS BIGINT)) AS end_time,
        COALESCE(r.status, 'completed') AS status,
        COALESCE(r.run_start, MIN(b.start_time) OVER (PARTITION BY b.run_id)) AS run_start
    FROM bars AS b
    LEFT JOIN {{run_status}} AS r ON r.run_id = b.run_id
)
SELECT
    run_id, pipeline_name, status, stage_name, operator_name, worker_id, kind, lane, start_time, end_time, seconds,
    STRFTIME(run_start, '%m-%d %H:%M:%S') || ' ' || pipeline_name AS run_label,
    TIMESTAMP '2000-01-01' + (start_time - run_start) AS offset_start,
    TIMESTAMP '2000-01-01' + (end_time - run_start) AS offset_end
FROM clocked
