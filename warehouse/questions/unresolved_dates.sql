-- title: Dates that are printed but cannot be placed in time
-- grain: One row per printed date without a first and last day.
-- caveat: Mostly months without a year in documents without a date of their own. A guess would be worse.
-- parameter: kind text = null, e.g. deportation_flight: the kind of record
SELECT
    t.kind,
    t.field,
    t.date_text,
    t.date_precision,
    r.what,
    r.countries,
    q.quote_in_context,
    r.published_on,
    r.title,
    r.source
FROM record_dates AS t
INNER JOIN records AS r ON r.record_id = t.record_id
LEFT JOIN citations AS q ON q.record_id = t.record_id AND q.field = t.field || '.text'
WHERE t.date_text IS NOT NULL AND t.date_earliest IS NULL AND ($kind IS NULL OR t.kind = $kind)
ORDER BY t.kind, r.source, q.char_start, t.field;
