-- error: A number whose lower bound is above its upper one
-- scope: document
SELECT low.kind, low.record_id, low.field, low.value AS low, high.value AS high, low.document_id
FROM (SELECT * FROM evidence WHERE field LIKE '%.min') AS low
INNER JOIN (SELECT * FROM evidence WHERE field LIKE '%.max') AS high
    ON high.record_id = low.record_id AND high.field = regexp_replace(low.field, 'min$', 'max')
WHERE TRY_CAST(low.value AS BIGINT) > TRY_CAST(high.value AS BIGINT)
ORDER BY ALL
