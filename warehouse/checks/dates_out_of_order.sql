-- error: A date whose first possible day is after its last one
SELECT low.kind, low.record_id, low.field, low.value AS earliest, high.value AS latest
FROM leaves AS low
INNER JOIN leaves AS high
    ON high.record_id = low.record_id AND high.field = regexp_replace(low.field, 'earliest$', 'latest')
WHERE
    low.field LIKE '%.earliest' AND high.field LIKE '%.latest'
    AND TRY_CAST(low.value AS DATE) > TRY_CAST(high.value AS DATE)
ORDER BY ALL
