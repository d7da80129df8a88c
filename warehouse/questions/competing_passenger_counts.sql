-- title: Competing passenger counts for one destination
-- grain: One row per two removals to one destination whose numbers of passengers differ.
-- caveat: They may be two removals: compare dates and quotes. Removals on days that cannot be the same are left out.
--   "Over 100" and "119" differ here, though both can be true.
-- parameter: country country = null, e.g. SLV: the destination
SELECT
    a.destination,
    a.passengers_text AS one_count,
    b.passengers_text AS other_count,
    a.date_text AS one_date,
    b.date_text AS other_date,
    a.status AS one_status,
    b.status AS other_status,
    a.quote AS one_quote,
    b.quote AS other_quote,
    a.source AS one_source,
    b.source AS other_source
FROM deportation_flights_readable AS a
INNER JOIN deportation_flights_readable AS b
    ON b.destination = a.destination
    AND (b.source, b.quote, b.record_id) > (a.source, a.quote, a.record_id)
    AND (b.passengers_min, b.passengers_max) IS DISTINCT FROM (a.passengers_min, a.passengers_max)
WHERE
    coalesce(a.passengers_min, a.passengers_max) IS NOT NULL
    AND coalesce(b.passengers_min, b.passengers_max) IS NOT NULL
    AND 'negated' NOT IN (a.modality, b.modality)
    AND NOT coalesce(a.date_latest < b.date_earliest OR b.date_latest < a.date_earliest, false)
    AND ($country IS NULL OR a.destination = (SELECT name FROM countries WHERE code = $country))
ORDER BY a.destination, one_source, other_source, one_quote, other_quote;
