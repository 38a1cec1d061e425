-- A list of percentiles. A bucket is the middle of (2^((i-1)/32), 2^(i/32)] seconds, 2·low·high / (low + high), within
-- the extremes; that of zero is 0, where the power is too small for a number.
LIST_TRANSFORM(
    {{percentile_buckets {{arg}}}},
    LAMBDA bucket : GREATEST(
        1000.0 * MIN(min_latency),
        LEAST(1000.0 * MAX(max_latency), 2000.0 * POWER(2, bucket / 32.0) / (1 + POWER(2, 1 / 32.0)))))
