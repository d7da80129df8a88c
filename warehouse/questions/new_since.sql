-- title: What is new: records of documents seen for the first time since a day
-- grain: One row per current record.
-- caveat: The day is when a run first saw the text, not when it was published; times are UTC.
-- parameter: since date = null, e.g. 2026-01-01: the first day
-- parameter: country country = null, e.g. HND: a country in the record
SELECT
    d.landed_at,
    r.kind,
    r.what,
    r.countries,
    r.modality,
    r.hedge,
    r.quote,
    r.title,
    r.source,
    r.record_id
FROM records AS r
INNER JOIN documents AS d ON d.document_id = r.document_id
WHERE
    ($since IS NULL OR d.landed_at >= $since)
    AND ($country IS NULL OR r.record_id IN (SELECT record_id FROM record_countries WHERE country = $country))
ORDER BY CAST(d.landed_at AS DATE) DESC, r.source, r.kind, r.quote, r.countries, r.what, r.record_id;
