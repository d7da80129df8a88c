-- error: A run that found more or fewer records than the log loads of it
-- What a finished run counted is what its extractions have, plus the records that no longer hold under today's schema.
SELECT r.run_id, r.command, r.records AS counted, coalesce(x.records, 0) AS loaded, coalesce(l.records, 0) AS rejected
FROM runs AS r
LEFT JOIN (
    SELECT run_id, sum(records) AS records
    FROM (FROM extractions UNION ALL FROM history.extractions)
    GROUP BY run_id
) AS x ON x.run_id = r.run_id
LEFT JOIN (
    SELECT x.run_id, count(*) AS records
    FROM (FROM rejects UNION ALL FROM history.rejects) AS j
    INNER JOIN (FROM extractions UNION ALL FROM history.extractions) AS x ON x.extraction_id = j.extraction_id
    WHERE j.stage = 'load' AND j.field IS NULL
    GROUP BY x.run_id
) AS l ON l.run_id = r.run_id
WHERE r.finished_at IS NOT NULL AND r.records <> coalesce(x.records, 0) + coalesce(l.records, 0)
ORDER BY ALL
