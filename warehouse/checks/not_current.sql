-- error: A current record of a document or an extraction that is not current
-- scope: document
-- Schema main holds, for each source's newest document, what its latest successful extraction found.
SELECT r.kind, r.record_id, r.document_id, r.extraction_id
FROM record_rows AS r
WHERE
    r.ordinal IS NULL
    AND (
        r.document_id NOT IN (SELECT document_id FROM document_sources WHERE is_current)
        OR r.document_id NOT IN (SELECT document_id FROM documents)
        OR r.extraction_id NOT IN (SELECT extraction_id FROM extractions WHERE status IN ('ok', 'partial'))
    )
ORDER BY ALL
