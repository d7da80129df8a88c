-- error: Evidence for a value that is not there
-- scope: document
-- What evidence says of a field that is null, or that the kind no longer has, would be cited by nobody and counted by all.
SELECT e.kind, e.record_id, e.field, e.value, e.document_id
FROM evidence AS e
ANTI JOIN leaves AS l ON l.record_id = e.record_id AND l.field = e.field
ORDER BY ALL
