-- One row per kind and field: in how many of this run's records it is null, beside earlier runs of its engine.
-- Every value that is not null has a row of evidence; a field of rows of a list counts where no row has it.
WITH leaves AS (
    SELECT DISTINCT
        x.run_id = $run AS is_this,
        e.kind,
        e.record_id,
        regexp_replace(e.field, '\.\d+', '[]', 'g') AS field
    FROM (FROM evidence UNION ALL FROM history.evidence) AS e
    INNER JOIN (FROM extractions UNION ALL FROM history.extractions) AS x USING (extraction_id)
    WHERE list_contains($runs, x.run_id)
),

records AS (
    SELECT
        kind,
        count(DISTINCT record_id) FILTER (WHERE is_this) AS counted,
        count(DISTINCT record_id) FILTER (WHERE NOT is_this) AS earlier_counted
    FROM leaves
    GROUP BY kind
),

given AS (
    SELECT
        kind,
        field,
        count(*) FILTER (WHERE is_this) AS given,
        count(*) FILTER (WHERE NOT is_this) AS earlier_given
    FROM leaves
    GROUP BY kind, field
)

SELECT
    'null' AS measure,
    g.kind,
    g.field,
    r.counted,
    r.counted - g.given AS met,
    r.earlier_counted,
    r.earlier_counted - g.earlier_given AS earlier_met
FROM given AS g
INNER JOIN records AS r USING (kind)
ORDER BY g.kind, g.field
