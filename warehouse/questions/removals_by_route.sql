-- title: Removals by route
-- grain: One row per sending country, destination and status.
-- caveat: Counts what documents tell: a removal that two documents tell of counts twice, and passengers are not to be
--   added up. A route or status that is not printed is null.
-- parameter: country country = null, e.g. PAN: the sending country or the destination
SELECT
    sending,
    destination,
    status,
    count(*) AS removals,
    count(DISTINCT document_id) AS documents,
    list(DISTINCT passengers_text ORDER BY passengers_text) FILTER (WHERE passengers_text IS NOT NULL) AS passengers,
    list(DISTINCT date_text ORDER BY date_text) FILTER (WHERE date_text IS NOT NULL) AS dates,
    list(quote ORDER BY quote) AS quotes,
    list(DISTINCT source ORDER BY source) AS sources
FROM deportation_flights_readable
WHERE
    modality <> 'negated'
    AND ($country IS NULL OR record_id IN (
        SELECT record_id FROM deportation_flights WHERE $country IN (sending_country, destination_country)
    ))
GROUP BY sending, destination, status
ORDER BY sending, destination, status;
