-- The number that a tenth of a decade ends at.
ROUND(
    POWER(10, FLOOR({{arg}} / 10.0))
        * [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8][{{arg}} - 10 * CAST(FLOOR({{arg}} / 10.0) AS BIGINT) + 1],
    9)
