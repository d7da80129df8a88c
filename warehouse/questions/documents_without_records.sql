-- title: Documents that yielded nothing
-- grain: One row per document without a current record, and one per source that could not be read.
-- caveat: Nothing found is a good answer where the document is about something else.
SELECT
    d.source,
    d.title,
    CASE
        WHEN x.document_id IS NULL THEN 'not extracted yet'
        WHEN x.has_failed THEN 'extraction failed'
        WHEN x.was_skipped THEN 'not asked: triage found nothing'
        WHEN x.rejected > 0 THEN 'all that was found was rejected'
        ELSE 'nothing found'
    END AS why,
    coalesce(x.rejected, 0) AS rejected,
    (SELECT min(r.reason) FROM rejects AS r WHERE r.document_id = d.document_id) AS reason,
    length(d.text) AS characters
FROM documents AS d
LEFT JOIN (
    SELECT
        document_id,
        bool_or(status = 'failed') AS has_failed,
        bool_and(status = 'skipped') AS was_skipped,
        sum(rejects) AS rejected
    FROM extractions
    GROUP BY document_id
) AS x ON x.document_id = d.document_id
WHERE d.document_id NOT IN (SELECT document_id FROM records)
UNION ALL
SELECT source, NULL, 'could not be read', 0, reason, NULL
FROM rejects
WHERE stage = 'read' AND document_id IS NULL
ORDER BY ALL;
