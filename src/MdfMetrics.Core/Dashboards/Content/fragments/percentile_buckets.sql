-- The buckets that percentiles lie in: for each a binary search, by halved steps, for the largest bucket below which
-- there are fewer calls than the percentile asks for. The sum of the packed numbers below a bucket is, modulo 2^40, the
-- sum of their counts.
LIST_TRANSFORM(
    [{{calls_by_bucket}}],
    LAMBDA calls : LIST_TRANSFORM(
        [{{arg}}],
        LAMBDA q : LIST_REDUCE(
            LIST_CONCAT(
                [MIN(packed) // 1099511627776 * 1099511627776],
                LIST_TRANSFORM(
                    LIST_FILTER(
                        [65536, 32768, 16384, 8192, 4096, 2048, 1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1],
                        LAMBDA step : step <= (MAX(packed) - MIN(packed)) // 1099511627776 + 1),
                    LAMBDA step : step * 1099511627776)),
            LAMBDA low, step : CASE
                WHEN LIST_SUM(LIST_FILTER(calls, LAMBDA e : e < low + step)) % 1099511627776 < q * SUM(n) - 1e-9
                THEN low + step
                ELSE low
            END) // 1099511627776 - 65536))[1]
