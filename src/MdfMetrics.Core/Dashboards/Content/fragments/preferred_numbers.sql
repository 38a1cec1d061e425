-- Tenths of decades, from the least latency that a bucket can be of to the largest, and the numbers that they end at.
(
    SELECT
        tenth,
        ROUND(
            POWER(10, FLOOR(tenth / 10.0))
                * [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8][CAST(tenth - 10 * FLOOR(tenth / 10.0) AS BIGINT) + 1],
            9) AS up_to_ms
    FROM (SELECT UNNEST(RANGE(-250, 250)) AS tenth) AS t
)
