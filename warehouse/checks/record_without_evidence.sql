-- error: A record without evidence
-- scope: document
-- Grounding lets no record pass that the document does not bear out: nothing of this one can be looked up.
SELECT r.kind, r.record_id, r.document_id
FROM record_rows AS r
ANTI JOIN evidence AS e ON e.record_id = r.record_id
WHERE r.ordinal IS NULL
ORDER BY ALL
