-- title: Commitments without a deadline
-- grain: One row per commitment under an agreement for which no deadline is printed.
-- caveat: "Commitments" are verbs of undertaking (will, pledge, agreed to); intentions are none. A deadline in another
--   document is not seen here.
-- parameter: country country = null, e.g. HND: a party to the agreement
SELECT
    k.actor,
    k.text AS commitment,
    a.parties,
    a.agreement_type,
    a.status,
    a.announced_text,
    q.quote_in_context,
    a.title,
    a.source
FROM agreement_commitments AS k
INNER JOIN agreements_readable AS a ON a.record_id = k.record_id
LEFT JOIN citations AS q ON q.record_id = k.record_id AND q.field = 'commitments.' || k.ordinal || '.text'
WHERE
    k.deadline_text IS NULL
    AND a.modality <> 'negated'
    AND ($country IS NULL OR k.record_id IN (SELECT record_id FROM agreement_parties WHERE country = $country))
ORDER BY a.source, a.parties, q.char_start;
