-- title: Money by stage: allocated, paid, pledged, requested, cost
-- grain: One row per printed sum, under an agreement or as the cost of a removal.
-- caveat: Not to be added up: documents repeat each other's sums, and nothing is converted. Where the document does not
--   say how far the money is, the stage is null.
-- parameter: country country = null, e.g. GBR: a country in the record
WITH sums AS (
    SELECT record_id, 'payments.' || ordinal || '.text' AS field, stage, currency, amount, text
    FROM agreement_payments
    UNION ALL
    SELECT record_id, 'cost.text', cost_stage, cost_currency, cost_amount, cost_text
    FROM deportation_flights
    WHERE cost_text IS NOT NULL
)
SELECT
    s.stage,
    s.currency,
    s.amount,
    s.text,
    r.kind,
    r.what AS status,
    r.countries,
    r.modality,
    q.quote_in_context,
    r.title,
    r.source
FROM sums AS s
INNER JOIN records AS r ON r.record_id = s.record_id
LEFT JOIN citations AS q ON q.record_id = s.record_id AND q.field = s.field
WHERE $country IS NULL OR s.record_id IN (SELECT record_id FROM record_countries WHERE country = $country)
ORDER BY s.stage NULLS LAST, s.currency, s.amount DESC NULLS LAST, r.source, s.text;
