-- title: What courts did, and which laws were used
-- grain: One row per legal action.
-- caveat: Lifting a block is struck_down, with the block as its target. An international court has no country.
-- parameter: country country = null, e.g. USA: whose institution acts
SELECT
    country_name,
    actor,
    action,
    instrument,
    target,
    effect,
    modality,
    hedge,
    said_by,
    date_text,
    quote,
    title,
    source
FROM legal_actions_readable
WHERE
    $country IS NULL OR record_id IN (SELECT record_id FROM legal_actions WHERE country = $country)
ORDER BY country_name NULLS LAST, date_earliest NULLS LAST, source, action, quote;
