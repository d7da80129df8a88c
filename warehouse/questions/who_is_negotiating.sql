-- title: Who is negotiating with a country, and who has confirmed it
-- grain: One row per agreement under negotiation and other party to it.
-- caveat: This is what documents say: read modality and hedge. Confirmed is what the same document tells of the party:
--   yes, denied, no_statement (it has said nothing); null where the document does not tell.
-- parameter: country country = USA, e.g. GBR: whose negotiations
SELECT
    coalesce(c.name, other.name) AS negotiates,
    other.role,
    other.confirmed AS they_confirmed,
    (
        SELECT string_agg(DISTINCT own.confirmed)
        FROM agreement_parties AS own
        WHERE own.record_id = a.record_id AND own.country = $country
    ) AS country_confirmed,
    a.agreement_type,
    a.modality,
    a.hedge,
    coalesce(nullif(array_to_string(a.attribution, ', '), ''), 'the document itself') AS said_by,
    a.quotes[1] AS quote,
    confirmation.quote_in_context AS confirmation,
    d.title,
    d.source
FROM agreements AS a
INNER JOIN agreement_parties AS other ON other.record_id = a.record_id AND other.country IS DISTINCT FROM $country
INNER JOIN documents AS d ON d.document_id = a.document_id
LEFT JOIN countries AS c ON c.code = other.country
LEFT JOIN citations AS confirmation
    ON confirmation.record_id = a.record_id AND confirmation.field = 'parties.' || other.ordinal || '.confirmed'
WHERE
    a.status = 'negotiating'
    AND a.modality <> 'negated'
    AND a.record_id IN (SELECT record_id FROM agreement_parties WHERE country = $country)
ORDER BY negotiates, d.source, a.agreement_type, quote;
