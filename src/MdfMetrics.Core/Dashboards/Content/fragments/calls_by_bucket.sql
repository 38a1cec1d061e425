-- The packed numbers of all rows, put together whatever the filters and the GROUP BY: how often a number of calls
-- occurs in a bucket is counted, digit by digit of base 1024, so that the list is short however many rows there are.
LIST_CONCAT(
    LIST_CONCAT(
        {{calls_of_digit 0}},
        {{calls_of_digit 1}}),
    LIST_CONCAT(
        {{calls_of_digit 2}},
        {{calls_of_digit 3}}))
