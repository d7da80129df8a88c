-- title: What changed between two runs, value by value
-- grain: One row per source, kind, field and value that was current after one of the runs and not after the other.
-- caveat: Records are not paired: one that says two things otherwise has four rows. dossier diff pairs them by their key
--   fields. What a source that is found no more held stays current.
-- parameter: earlier text = null, e.g. 3f2a: how the id of the earlier run begins; else it is the empty warehouse
-- parameter: later text = null, e.g. 9b1c: how the id of the later run begins; else it is the last run
-- parameter: kind text = null, e.g. agreement: only this kind
WITH ends AS (
    SELECT
        coalesce(max(finished_at) FILTER (WHERE starts_with(run_id, $earlier)), '-infinity') AS earlier,
        max(finished_at) FILTER (WHERE $later IS NULL OR starts_with(run_id, $later)) AS later
    FROM runs
),

told AS (
    SELECT extraction_id, kind, regexp_replace(field, '\.\d+', '[]', 'g') AS field, value
    FROM (FROM evidence UNION ALL FROM history.evidence)
    WHERE $kind IS NULL OR kind = $kind
),

earlier AS (
    SELECT f.source, t.* EXCLUDE (extraction_id)
    FROM facts_at((SELECT earlier FROM ends)) AS f
    INNER JOIN told AS t ON t.extraction_id = f.extraction_id AND t.kind = f.kind
),

later AS (
    SELECT f.source, t.* EXCLUDE (extraction_id)
    FROM facts_at((SELECT later FROM ends)) AS f
    INNER JOIN told AS t ON t.extraction_id = f.extraction_id AND t.kind = f.kind
)

SELECT what, source, kind, field, value, count(*) AS times
FROM (
    SELECT 'gone' AS what, * FROM (FROM earlier EXCEPT ALL FROM later)
    UNION ALL
    SELECT 'added' AS what, * FROM (FROM later EXCEPT ALL FROM earlier)
)
GROUP BY ALL
ORDER BY source, kind, field, what DESC, value;
