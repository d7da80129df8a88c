-- error: A value without evidence
-- scope: document
-- Every value that is not null has a row in evidence, under the path that leaves and evidence share. Records
-- without any evidence are in record_without_evidence.
WITH missing AS MATERIALIZED (
    SELECT l.kind, l.record_id, l.field, l.value, l.document_id
    FROM leaves AS l
    ANTI JOIN evidence AS e ON e.record_id = l.record_id AND e.field = l.field
)

SELECT m.kind, m.record_id, m.field, m.value, m.document_id
FROM missing AS m
-- Of the few that are missing: evidence, most of a warehouse, is joined once and not twice.
WHERE m.record_id IN (SELECT record_id FROM evidence WHERE record_id IN (SELECT record_id FROM missing))
ORDER BY ALL
