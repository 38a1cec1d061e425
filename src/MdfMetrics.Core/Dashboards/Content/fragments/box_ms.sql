-- The middle of a bucket of scale 3.
2000.0 * POWER(2, ({{percentile_bucket {{arg}}}}) / 8.0) / (1 + POWER(2, 1 / 8.0))
