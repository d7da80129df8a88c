-- error: A row of a child table whose record is not there
-- scope: document
SELECT c.table_name, c.record_id, c.ordinal, c.document_id
FROM record_rows AS c
ANTI JOIN (SELECT record_id FROM record_rows WHERE ordinal IS NULL) AS r ON r.record_id = c.record_id
ORDER BY ALL
