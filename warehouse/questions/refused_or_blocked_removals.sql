-- title: Removals refused, turned back or blocked, and why
-- grain: One row per removal that was refused, turned back or blocked.
-- caveat: A court may have blocked it and the removal have taken place all the same: see status. A court action that is
--   coded nowhere (see blocked_yet_arrived) counts as a block: read court_action.
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
    (
        status IN ('refused', 'turned_back', 'blocked_by_court')
        OR record_id IN (SELECT record_id FROM court_actions WHERE may_block)
    )
    AND modality <> 'negated'
    AND ($country IS NULL OR record_id IN (
        SELECT record_id FROM deportation_flights WHERE $country IN (sending_country, destination_country)
    ))
ORDER BY date_earliest NULLS LAST, source, quote;
