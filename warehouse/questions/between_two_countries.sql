-- title: Everything between two countries, on a timeline
-- grain: One row per record that names both, and date in it; a record without a date has one row, at the end.
-- caveat: A stance names its holder only and the rows of a stance table stand alone: neither is between countries.
--   Nationalities of people removed do not count. A date without a year cannot be placed and comes last.
-- parameter: country country, e.g. USA: one of the two
-- parameter: other country, e.g. HND: the other
SELECT
    t.date_earliest,
    t.date_latest,
    t.date_text,
    t.field AS date_of,
    r.kind,
    r.what,
    r.countries,
    r.modality,
    r.hedge,
    r.quote,
    r.title,
    r.source,
    r.published_on
FROM records AS r
LEFT JOIN record_dates AS t ON t.record_id = r.record_id
WHERE r.record_id IN (
    SELECT record_id
    FROM record_countries
    WHERE NOT regexp_matches(field, '^(nationalities|rows)\.')
    GROUP BY record_id
    HAVING bool_or(country = $country) AND bool_or(country = $other)
)
ORDER BY t.date_earliest NULLS LAST, t.date_latest, r.published_on NULLS LAST, r.source, r.kind, r.quote, t.field;
