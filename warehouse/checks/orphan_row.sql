-- error: A row of a child table whose record is not there
-- Every record has a modality, so a record that has rows and no modality is none.
SELECT DISTINCT l.kind, l.record_id, regexp_replace(l.field, '\.\d+\..*$', '') AS rows_of, l.document_id
FROM leaves AS l
ANTI JOIN (SELECT record_id FROM leaves WHERE field = 'modality') AS r ON r.record_id = l.record_id
ORDER BY ALL
