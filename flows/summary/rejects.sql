-- One row per reason: the most frequent first.
SELECT stage, coalesce(concat_ws('.', kind, regexp_replace(field, '\.\d+', '[]', 'g')), '') AS field, reason, count(*) AS rejects
FROM rejects
GROUP BY ALL
ORDER BY rejects DESC, stage, field, reason
