SELECT
    * EXCLUDE (bucket_index, bucket_count, scale, zero_count, i, n),
    CASE WHEN i IS NULL THEN 0.0 ELSE POWER(2, (i - 1) / POWER(2, scale)) END AS bucket_lower,
    CASE WHEN i IS NULL THEN 0.0 ELSE POWER(2, i / POWER(2, scale)) END AS bucket_upper,
    n AS count
FROM (
    SELECT
        *,
        UNNEST(LIST_PREPEND(CAST(NULL AS BIGINT), bucket_index)) AS i,
        UNNEST(LIST_PREPEND(COALESCE(zero_count, 0), bucket_count)) AS n
    FROM {{histograms}} AS h
) AS b
WHERE n > 0
