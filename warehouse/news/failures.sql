-- One row per source or document that this run could not do, and why; the same one once.
SELECT DISTINCT
    r.source,
    r.stage,
    r.reason
FROM rejects AS r
LEFT JOIN extractions AS x USING (extraction_id)
WHERE r.kind IS NULL
    AND r.stage IN ('read', 'engine')
    AND (x.run_id = $run OR (r.extraction_id IS NULL AND r."at" BETWEEN $began AND $ended))
ORDER BY r.source, r.stage, r.reason
