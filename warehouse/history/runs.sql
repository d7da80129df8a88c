-- One row per run, in the order in which they ended. A run that was killed ended with the last thing it landed.
SELECT
    r.run_id,
    r.started_at,
    e.ended_at,
    r.engine,
    r.command,
    r.outcome,
    coalesce(x.extractions, 0) AS extractions,
    coalesce(x.records, 0) AS records,
    coalesce(x.extractions, 0) > 0 OR EXISTS (
        SELECT 1 FROM (
            SELECT first_seen AS "at" FROM document_sources
            UNION ALL
            SELECT returned_at FROM source_returns
        ) AS s
        WHERE s."at" BETWEEN r.started_at AND e.ended_at
    ) AS has_changed
FROM runs AS r
LEFT JOIN (
    SELECT run_id, count(*) AS extractions, CAST(sum(records) AS BIGINT) AS records, max("at") AS last_at
    FROM (FROM extractions UNION ALL FROM history.extractions)
    GROUP BY run_id
) AS x ON x.run_id = r.run_id
INNER JOIN (
    SELECT
        q.run_id,
        coalesce(q.finished_at, max(y."at"), q.started_at) AS ended_at
    FROM runs AS q
    LEFT JOIN (FROM extractions UNION ALL FROM history.extractions) AS y ON y.run_id = q.run_id
    GROUP BY q.run_id, q.finished_at, q.started_at
) AS e ON e.run_id = r.run_id
ORDER BY e.ended_at, r.run_id
