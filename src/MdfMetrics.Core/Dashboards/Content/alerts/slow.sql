WITH runs AS (
    SELECT
        run_id, COALESCE(pipeline_name, '') AS pipeline, start_time, duration,
        COALESCE(status, 'completed') = 'completed' AND duration IS NOT NULL AS is_usual
    FROM {{runs}} AS r
), judged AS (
    SELECT
        *,
        COUNT(*) FILTER (WHERE is_usual) OVER (
            PARTITION BY pipeline
            ORDER BY start_time, run_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM runs
), usual AS (
    SELECT pipeline, duration, ROW_NUMBER() OVER (PARTITION BY pipeline ORDER BY start_time, run_id) AS place
    FROM runs
    WHERE is_usual
), compared AS (
    SELECT j.run_id, j.duration, MEDIAN(u.duration) AS median
    FROM judged AS j
    JOIN usual AS u ON u.pipeline = j.pipeline AND u.place > j.before - 10 AND u.place <= j.before
    WHERE j.start_time >= (NOW() AT TIME ZONE 'UTC') - INTERVAL 1 DAY
    GROUP BY j.run_id, j.duration
    HAVING COUNT(*) >= 3
)
SELECT COUNT(*) AS value
FROM compared
WHERE duration > 2 * median
