-- error: A record, or a row inside one, that is there twice
-- scope: document
-- Every sum and every count takes the second one for another fact.
SELECT table_name, record_id, ordinal, count(*) AS times
FROM record_rows
GROUP BY table_name, record_id, ordinal
HAVING count(*) > 1
ORDER BY ALL
