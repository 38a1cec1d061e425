SELECT COUNT(*) AS value
FROM {{runs}} AS r
WHERE status IN ('failed', 'abandoned') AND start_time >= (NOW() AT TIME ZONE 'UTC') - INTERVAL 1 DAY
