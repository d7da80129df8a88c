-- error: A value that is there twice
-- A record is in its table once, and a row of it under one ordinal: every sum counts a second one too.
SELECT kind, record_id, field, count(*) AS times
FROM leaves
GROUP BY kind, record_id, field
HAVING count(*) > 1
ORDER BY ALL
