SELECT COUNT(*) AS value
FROM {{runs}} AS r
WHERE COALESCE(status, 'completed') = 'completed' AND start_time >= (NOW() AT TIME ZONE 'UTC') - INTERVAL 1 DAY
