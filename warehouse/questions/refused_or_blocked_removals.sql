-- title: Removals refused, turned back or blocked, and why
-- grain: One row per removal that was refused, turned back or blocked, or that a court acted on.
-- caveat: A court may have acted and the removal have taken place all the same: see status. court_action is as printed:
--   read whether it blocked or allowed.
-- parameter: country country = null, e.g. MEX: the sending country or the destination
SELECT
    sending,
    destination,
    status,
    status_reason,
    court_action,
    modality,
    hedge,
    said_by,
    date_text,
    passengers_text,
    quote,
    title,
    source
FROM deportation_flights_readable
WHERE
    (status IN ('refused', 'turned_back', 'blocked_by_court') OR court_action IS NOT NULL)
    AND modality <> 'negated'
    AND ($country IS NULL OR record_id IN (
        SELECT record_id FROM deportation_flights WHERE $country IN (sending_country, destination_country)
    ))
ORDER BY date_earliest NULLS LAST, source, quote;
