-- One row per current stance told in prose.
CREATE VIEW stances_readable AS
SELECT
    coalesce(c.name, s.actor) AS holder,
    s.act,
    s.position,
    s.object,
    s.topic,
    s.modality,
    s.hedge,
    nullif(array_to_string(s.attribution, ', '), '') AS said_by,
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    s.record_id,
    s.document_id
FROM stances AS s
INNER JOIN documents AS d USING (document_id)
LEFT JOIN citations AS q ON q.record_id = s.record_id AND q.field = 'quotes.0'
LEFT JOIN countries AS c ON c.code = s.country;

COMMENT ON VIEW stances_readable IS 'One row per current stance told in prose, with the holder''s name, its quote in context and the document''s title.';
COMMENT ON COLUMN stances_readable.holder IS 'The country''s name; the actor as printed where the holder is no single country.';
COMMENT ON COLUMN stances_readable.act IS 'demand, threat, agree, refuse, support, welcome, criticise.';
COMMENT ON COLUMN stances_readable.position IS 'supports, opposes, neutral, mixed, conditional, unclear.';
COMMENT ON COLUMN stances_readable.object IS 'Toward what, as printed.';
COMMENT ON COLUMN stances_readable.topic IS 'What it is about, as printed.';
COMMENT ON COLUMN stances_readable.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN stances_readable.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN stances_readable.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN stances_readable.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN stances_readable.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN stances_readable.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN stances_readable.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN stances_readable.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN stances_readable.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN stances_readable.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
