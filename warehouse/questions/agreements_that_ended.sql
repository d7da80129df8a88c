-- title: Agreements that ended, were suspended, rejected or struck down, and why
-- grain: One row per agreement with such a status.
-- caveat: ended_unspecified is "collapsed", "short-lived": nobody is named who ended it. Plans to end are left out.
-- parameter: country country = null, e.g. RWA: a party
SELECT
    parties,
    agreement_type,
    status,
    status_reason,
    announced_text,
    ended_text,
    payments,
    hedge,
    said_by,
    quote,
    title,
    source
FROM agreements_readable
WHERE
    status IN ('suspended', 'rejected', 'struck_down', 'terminated', 'ended_unspecified')
    AND modality = 'asserted'
    AND ($country IS NULL OR record_id IN (SELECT record_id FROM agreement_parties WHERE country = $country))
ORDER BY parties, agreement_type, source, quote;
