-- error: A number whose lower bound is above its upper one
SELECT low.kind, low.record_id, low.field, low.value AS low, high.value AS high
FROM leaves AS low
INNER JOIN leaves AS high
    ON high.record_id = low.record_id AND high.field = regexp_replace(low.field, 'min$', 'max')
WHERE
    low.field LIKE '%.min' AND high.field LIKE '%.max'
    AND TRY_CAST(low.value AS BIGINT) > TRY_CAST(high.value AS BIGINT)
ORDER BY ALL
