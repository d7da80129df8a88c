-- error: A record without evidence
-- Grounding lets no record pass that the document does not bear out: nothing of this one can be looked up.
SELECT l.kind, l.record_id, l.document_id
FROM leaves AS l
ANTI JOIN evidence AS e ON e.record_id = l.record_id
WHERE l.field = 'modality'
ORDER BY ALL
