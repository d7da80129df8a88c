-- One row per current act of a court or use of a law.
CREATE VIEW legal_actions_readable AS
SELECT
    c.name AS country_name,
    l.actor,
    l.action,
    l.instrument,
    l.target,
    l.effect,
    l.modality,
    l.hedge,
    nullif(array_to_string(l.attribution, ', '), '') AS said_by,
    l.date_text,
    l.date_earliest,
    l.date_latest,
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    l.record_id,
    l.document_id
FROM legal_actions AS l
INNER JOIN documents AS d USING (document_id)
LEFT JOIN citations AS q ON q.record_id = l.record_id AND q.field = 'quotes.0'
LEFT JOIN countries AS c ON c.code = l.country;

COMMENT ON VIEW legal_actions_readable IS 'One row per current legal action, with the country''s name, its quote in context and the document''s title.';
COMMENT ON COLUMN legal_actions_readable.country_name IS 'The country whose institution acts, by name; null for an international court.';
COMMENT ON COLUMN legal_actions_readable.actor IS 'Who acts, as printed.';
COMMENT ON COLUMN legal_actions_readable.action IS 'invoked, blocked, upheld, struck_down, filed, ordered.';
COMMENT ON COLUMN legal_actions_readable.instrument IS 'The statute or order, by its printed name.';
COMMENT ON COLUMN legal_actions_readable.target IS 'The person or measure acted on, as printed.';
COMMENT ON COLUMN legal_actions_readable.effect IS 'What it brought about, as printed.';
COMMENT ON COLUMN legal_actions_readable.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN legal_actions_readable.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN legal_actions_readable.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN legal_actions_readable.date_text IS 'When, as printed.';
COMMENT ON COLUMN legal_actions_readable.date_earliest IS 'The first day that the printed date can mean; null where it names no year.';
COMMENT ON COLUMN legal_actions_readable.date_latest IS 'The last day that the printed date can mean, inclusive.';
COMMENT ON COLUMN legal_actions_readable.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN legal_actions_readable.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN legal_actions_readable.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN legal_actions_readable.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN legal_actions_readable.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN legal_actions_readable.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN legal_actions_readable.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
