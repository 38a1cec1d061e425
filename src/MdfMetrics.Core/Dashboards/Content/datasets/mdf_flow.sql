-- Steps are numbered, so that no name makes a circle. Auxiliary stages are no part of the flow.
WITH operators AS (
    SELECT
        o.run_id, COALESCE(o.pipeline_name, '(unnamed)') AS pipeline_name, o.stage_name, o.operator_name,
        MIN(o.stage_index) AS stage_index, MIN(o.operator_index) AS operator_index, ANY_VALUE(o.role) AS role,
        MIN(o.timestamp) AS timestamp, COALESCE(SUM(o.input_records), 0) AS entered,
        COALESCE(SUM(o.output_records), 0) AS passed, COALESCE(SUM(o.failed_records), 0) AS failed
    FROM {{operators}} AS o
    ANTI JOIN (SELECT run_id, stage_name FROM {{stages}} AS s WHERE role = 'auxiliary') AS a
        ON a.run_id = o.run_id AND a.stage_name = o.stage_name
    GROUP BY o.run_id, COALESCE(o.pipeline_name, '(unnamed)'), o.stage_name, o.operator_name
), placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY run_id
            ORDER BY stage_index NULLS LAST, operator_index NULLS LAST, timestamp, stage_name, operator_name) AS place
    FROM operators
), steps AS (
    SELECT
        *,
        CAST(place AS VARCHAR) || ' ' || operator_name AS step,
        LEAD(CAST(place AS VARCHAR) || ' ' || operator_name) OVER (PARTITION BY run_id ORDER BY place) AS next_step
    FROM placed
), links AS (
    SELECT
        run_id, pipeline_name, stage_name, operator_name, timestamp, 'in' AS source, step AS target, entered AS records
    FROM steps
    WHERE place = 1
    UNION ALL
    SELECT run_id, pipeline_name, stage_name, operator_name, timestamp, step, COALESCE(next_step, 'out'), passed
    FROM steps
    UNION ALL
    SELECT
        run_id, pipeline_name, stage_name, operator_name, timestamp, step, 'dropped by ' || step,
        entered - passed - failed
    FROM steps
    WHERE COALESCE(role, 'transform') = 'transform'
    UNION ALL
    SELECT run_id, pipeline_name, stage_name, operator_name, timestamp, step, 'failed in ' || step, failed
    FROM steps
)
SELECT
    l.run_id, l.pipeline_name, COALESCE(r.status, 'completed') AS status, l.stage_name, l.operator_name, l.timestamp,
    l.source, l.target, CAST(l.records AS BIGINT) AS records
FROM links AS l
LEFT JOIN {{run_status}} AS r ON r.run_id = l.run_id
WHERE l.records > 0
