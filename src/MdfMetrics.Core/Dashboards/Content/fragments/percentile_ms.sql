-- The middle of (2^((i-1)/32), 2^(i/32)] seconds, 2·low·high / (low + high), within the extremes; 0 for the bucket of
-- zero, where the power is too small for a number.
GREATEST(
    1000.0 * MIN(min_latency),
    LEAST(
        1000.0 * MAX(max_latency),
        2000.0 * POWER(2, ({{percentile_bucket {{arg}}}}) / 32.0) / (1 + POWER(2, 1 / 32.0))))
