-- One row per current agreement, its parties in one column.
CREATE VIEW agreements_readable AS
SELECT
    p.parties,
    p.confirmed_by,
    a.name,
    a.agreement_type,
    a.status,
    a.modality,
    a.hedge,
    nullif(array_to_string(a.attribution, ', '), '') AS said_by,
    a.announced_text,
    a.announced_earliest,
    a.announced_latest,
    a.signed_text,
    a.in_force_text,
    a.ended_text,
    m.payments,
    a.conditions,
    a.status_reason,
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    a.record_id,
    a.document_id
FROM agreements AS a
INNER JOIN documents AS d USING (document_id)
LEFT JOIN citations AS q ON q.record_id = a.record_id AND q.field = 'quotes.0'
LEFT JOIN (
    SELECT
        r.record_id,
        string_agg(coalesce(c.name, r.name), ', ' ORDER BY r.ordinal) AS parties,
        string_agg(coalesce(c.name, r.name), ', ' ORDER BY r.ordinal) FILTER (WHERE r.confirmed = 'yes') AS confirmed_by
    FROM agreement_parties AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY r.record_id
) AS p ON p.record_id = a.record_id
LEFT JOIN (
    SELECT record_id, string_agg(text, ', ' ORDER BY ordinal) AS payments
    FROM agreement_payments
    GROUP BY record_id
) AS m ON m.record_id = a.record_id;

COMMENT ON VIEW agreements_readable IS 'One row per current agreement, with the names of its parties, its quote in context and the document''s title.';
COMMENT ON COLUMN agreements_readable.parties IS 'Its parties, by name.';
COMMENT ON COLUMN agreements_readable.confirmed_by IS 'Those of them that have confirmed it themselves, in this document.';
COMMENT ON COLUMN agreements_readable.name IS 'The instrument''s own name, where it has one.';
COMMENT ON COLUMN agreements_readable.agreement_type IS 'Its type.';
COMMENT ON COLUMN agreements_readable.status IS 'Where it stands according to the document.';
COMMENT ON COLUMN agreements_readable.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN agreements_readable.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN agreements_readable.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN agreements_readable.announced_text IS 'When it was announced, as printed.';
COMMENT ON COLUMN agreements_readable.announced_earliest IS 'The first day that this can mean.';
COMMENT ON COLUMN agreements_readable.announced_latest IS 'The last day that this can mean, inclusive.';
COMMENT ON COLUMN agreements_readable.signed_text IS 'When it was signed, as printed.';
COMMENT ON COLUMN agreements_readable.in_force_text IS 'Since when it is in force, as printed.';
COMMENT ON COLUMN agreements_readable.ended_text IS 'When it ended, as printed.';
COMMENT ON COLUMN agreements_readable.payments IS 'The sums of money under it, as printed.';
COMMENT ON COLUMN agreements_readable.conditions IS 'Conditions, incentives and terms, as printed.';
COMMENT ON COLUMN agreements_readable.status_reason IS 'Why it has this status, as printed.';
COMMENT ON COLUMN agreements_readable.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN agreements_readable.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN agreements_readable.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN agreements_readable.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN agreements_readable.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN agreements_readable.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN agreements_readable.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
