-- Nothing is counted where a number of calls has no such digit.
LIST_TRANSFORM(
    COALESCE(
        MAP_ENTRIES(HISTOGRAM(
            CASE WHEN n >> (10 * {{arg}}) > 0 THEN (packed - n) // 1073741824 + (n >> (10 * {{arg}})) % 1024 END)),
        []),
    LAMBDA e : e.key // 1024 * 1099511627776 + ((e.key % 1024 * CAST(e.value AS BIGINT)) << (10 * {{arg}})))
