-- title: What is alleged of the people removed
-- grain: One row per group among the people of a removal of whom something is alleged.
-- caveat: An allegation is the document's words, and nobody's finding. It qualifies the people, not their nationality.
-- parameter: country country = null, e.g. VEN: their nationality
SELECT
    coalesce(c.name, n.text) AS people,
    n.allegation,
    n.count_text,
    f.passengers_text,
    f.sending,
    f.destination,
    f.status,
    f.legal_basis,
    q.quote_in_context,
    f.title,
    f.source
FROM deportation_flight_nationalities AS n
INNER JOIN deportation_flights_readable AS f ON f.record_id = n.record_id
LEFT JOIN countries AS c ON c.code = n.country
LEFT JOIN citations AS q ON q.record_id = n.record_id AND q.field = 'nationalities.' || n.ordinal || '.allegation'
WHERE n.allegation IS NOT NULL AND ($country IS NULL OR n.country = $country)
ORDER BY people, f.source, n.allegation;
