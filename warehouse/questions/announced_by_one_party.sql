-- title: Agreements announced by one party only
-- grain: One row per agreement that exactly one country has confirmed, and other party to it.
-- caveat: Confirmed is what the same document tells. confirmed_elsewhere lists other documents in which the other party
--   confirms an agreement of that type with the first: they may speak of the same one.
-- parameter: country country = null, e.g. HND: a party, whether it has confirmed or not
WITH alone AS (
    SELECT record_id, min(country) AS country
    FROM agreement_parties
    WHERE confirmed = 'yes'
    GROUP BY record_id
    HAVING count(DISTINCT country) = 1
)
SELECT
    c.name AS announced_by,
    coalesce(o.name, p.name) AS other_party,
    p.confirmed AS other_confirmed,
    a.agreement_type,
    a.status,
    a.modality,
    (
        SELECT list(DISTINCT e.source ORDER BY e.source)
        FROM agreements_readable AS e
        INNER JOIN agreement_parties AS yes ON yes.record_id = e.record_id AND yes.confirmed = 'yes'
        INNER JOIN agreement_parties AS its ON its.record_id = e.record_id AND its.country = alone.country
        WHERE yes.country = p.country AND e.agreement_type = a.agreement_type AND e.document_id <> a.document_id
    ) AS confirmed_elsewhere,
    a.quote,
    a.title,
    a.source
FROM alone
INNER JOIN agreements_readable AS a ON a.record_id = alone.record_id
INNER JOIN agreement_parties AS p ON p.record_id = alone.record_id AND p.country IS DISTINCT FROM alone.country
INNER JOIN countries AS c ON c.code = alone.country
LEFT JOIN countries AS o ON o.code = p.country
WHERE $country IS NULL OR $country IN (alone.country, p.country)
ORDER BY announced_by, other_party, a.source, a.quote;
