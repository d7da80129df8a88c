-- title: People removed to a country that is not their own
-- grain: One row per removal and nationality other than the destination's.
-- caveat: Only nationalities that are printed and name a country. An allegation qualifies the people, not their
--   nationality.
-- parameter: country country = null, e.g. SLV: the destination
SELECT
    c.name AS nationality,
    f.destination,
    f.sending,
    f.status,
    f.modality,
    f.date_text,
    f.passengers_text,
    n.count_text,
    n.allegation,
    q.quote_in_context AS nationality_in_context,
    f.quote,
    f.title,
    f.source
FROM deportation_flight_nationalities AS n
INNER JOIN deportation_flights_readable AS f ON f.record_id = n.record_id
INNER JOIN deportation_flights AS own ON own.record_id = n.record_id
INNER JOIN countries AS c ON c.code = n.country
LEFT JOIN citations AS q ON q.record_id = n.record_id AND q.field = 'nationalities.' || n.ordinal || '.country'
WHERE
    n.country <> own.destination_country
    AND f.modality <> 'negated'
    AND ($country IS NULL OR own.destination_country = $country)
ORDER BY nationality, f.destination, f.source, f.quote;
