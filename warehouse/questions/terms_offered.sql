-- title: Conditions, incentives and terms of agreements
-- grain: One row per condition of an agreement.
-- caveat: As printed; sums of money are in money_by_stage. One sentence about several agreements has a row for each.
-- parameter: country country = null, e.g. RWA: a party
SELECT
    a.parties,
    a.agreement_type,
    a.status,
    c.value AS term,
    a.modality,
    a.hedge,
    c.quote_in_context,
    a.title,
    a.source
FROM citations AS c
INNER JOIN agreements_readable AS a ON a.record_id = c.record_id
WHERE
    c.kind = 'agreement'
    AND c.field LIKE 'conditions.%'
    AND ($country IS NULL OR c.record_id IN (SELECT record_id FROM agreement_parties WHERE country = $country))
ORDER BY a.source, a.parties, a.agreement_type, c.char_start;
