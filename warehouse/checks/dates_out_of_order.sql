-- error: A date whose first possible day is after its last one
-- scope: document
SELECT low.kind, low.record_id, low.field, low.value AS earliest, high.value AS latest, low.document_id
FROM (SELECT * FROM evidence WHERE field LIKE '%.earliest') AS low
INNER JOIN (SELECT * FROM evidence WHERE field LIKE '%.latest') AS high
    ON high.record_id = low.record_id AND high.field = regexp_replace(low.field, 'earliest$', 'latest')
WHERE TRY_CAST(low.value AS DATE) > TRY_CAST(high.value AS DATE)
ORDER BY ALL
