-- error: A value without evidence
-- scope: document
-- Every value that is not null has a row in evidence, under the path that leaves and evidence share. Records
-- without any evidence are in record_without_evidence.
SELECT l.kind, l.record_id, l.field, l.value, l.document_id
FROM leaves AS l
SEMI JOIN evidence AS any_of_it ON any_of_it.record_id = l.record_id
ANTI JOIN evidence AS e ON e.record_id = l.record_id AND e.field = l.field
ORDER BY ALL
