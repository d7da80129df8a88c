-- error: An extraction that does not have as many records as it says
-- scope: document
SELECT x.extraction_id, x.document_id, x.records AS said, coalesce(e.records, 0) AS found
FROM (FROM extractions UNION ALL FROM history.extractions) AS x
LEFT JOIN (
    SELECT extraction_id, count(DISTINCT record_id) AS records
    FROM (
        SELECT extraction_id, record_id FROM evidence WHERE field = 'modality'
        UNION ALL
        SELECT extraction_id, record_id FROM history.evidence WHERE field = 'modality'
    )
    GROUP BY extraction_id
) AS e ON e.extraction_id = x.extraction_id
WHERE x.records <> coalesce(e.records, 0)
ORDER BY ALL
