-- Names of stages that several pipelines have: only these say of which pipeline they are.
(
    SELECT stage_name
    FROM {{stages}} AS t
    GROUP BY stage_name
    HAVING COUNT(DISTINCT COALESCE(pipeline_name, '')) > 1
)
