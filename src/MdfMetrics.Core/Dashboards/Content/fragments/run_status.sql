(
    SELECT run_id, ANY_VALUE(status) AS status, MIN(start_time) AS run_start
    FROM {{runs}} AS t
    GROUP BY run_id
)
