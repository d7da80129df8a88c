-- One row: of the values that this run extracted, how many its documents bear out, beside earlier runs of its engine.
WITH told AS (
    SELECT
        x.run_id,
        count(*) AS grounded,
        0 AS ungrounded
    FROM (FROM evidence UNION ALL FROM history.evidence) AS e
    INNER JOIN (FROM extractions UNION ALL FROM history.extractions) AS x USING (extraction_id)
    WHERE list_contains($runs, x.run_id)
    GROUP BY x.run_id
    UNION ALL
    SELECT
        x.run_id,
        0,
        count(*)
    FROM (FROM rejects UNION ALL FROM history.rejects) AS r
    INNER JOIN (FROM extractions UNION ALL FROM history.extractions) AS x USING (extraction_id)
    WHERE list_contains($runs, x.run_id) AND r.stage = 'ground' AND r.field IS NOT NULL
    GROUP BY x.run_id
)
SELECT
    'grounded' AS measure,
    NULL AS kind,
    NULL AS field,
    coalesce(sum(grounded + ungrounded) FILTER (WHERE run_id = $run), 0) AS counted,
    coalesce(sum(grounded) FILTER (WHERE run_id = $run), 0) AS met,
    coalesce(sum(grounded + ungrounded) FILTER (WHERE run_id <> $run), 0) AS earlier_counted,
    coalesce(sum(grounded) FILTER (WHERE run_id <> $run), 0) AS earlier_met
FROM told
