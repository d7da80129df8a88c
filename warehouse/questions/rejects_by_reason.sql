-- title: What was rejected, by reason
-- grain: One row per stage, kind, field and reason.
-- caveat: A rejected value is null in its record; a rejected record is in no table. The landing log keeps the answers.
-- parameter: kind text = null, e.g. agreement: the kind of record
SELECT
    stage,
    kind,
    regexp_replace(field, '\.[0-9]+', '[]', 'g') AS field,
    reason,
    count(*) AS rejects,
    count(DISTINCT source) AS sources,
    min(source) AS one_source,
    arg_min(payload, source) AS its_payload
FROM rejects
WHERE $kind IS NULL OR kind = $kind
GROUP BY stage, kind, regexp_replace(field, '\.[0-9]+', '[]', 'g'), reason
ORDER BY rejects DESC, stage, kind, field, reason;
