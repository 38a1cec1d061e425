-- What a box plot draws of a group.
{{percentiles_ms 0.05, 0.25, 0.5, 0.75, 0.95}}
