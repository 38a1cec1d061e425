SELECT COUNT(*) AS value
FROM {{runs}} AS r
WHERE overall_pass_rate < 90 AND start_time >= (NOW() AT TIME ZONE 'UTC') - INTERVAL 1 DAY
