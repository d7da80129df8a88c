-- title: Agreements by type and status
-- grain: One row per type, status and modality.
-- caveat: Counts what documents tell: an agreement that two documents tell of counts twice, once in each one's status.
-- parameter: country country = null, e.g. HND: a party to them
SELECT
    agreement_type,
    status,
    modality,
    count(*) AS agreements,
    count(DISTINCT document_id) AS documents,
    list(DISTINCT parties ORDER BY parties) AS parties,
    list(DISTINCT source ORDER BY source) AS sources
FROM agreements_readable
WHERE $country IS NULL OR record_id IN (SELECT record_id FROM agreement_parties WHERE country = $country)
GROUP BY agreement_type, status, modality
ORDER BY agreement_type, status, modality;
