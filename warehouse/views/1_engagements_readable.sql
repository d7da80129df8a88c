-- One row per current meeting, call, summit or round of talks, who took part in one column.
CREATE VIEW engagements_readable AS
SELECT
    g.format,
    p.participants,
    g.subject,
    g.place,
    g.modality,
    g.hedge,
    nullif(array_to_string(g.attribution, ', '), '') AS said_by,
    g.date_text,
    g.date_earliest,
    g.date_latest,
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    g.record_id,
    g.document_id
FROM engagements AS g
INNER JOIN documents AS d USING (document_id)
LEFT JOIN citations AS q ON q.record_id = g.record_id AND q.field = 'quotes.0'
LEFT JOIN (
    SELECT
        r.record_id,
        string_agg(concat_ws(', ', r.name, r.role, c.name), '; ' ORDER BY r.ordinal) AS participants
    FROM engagement_participants AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY r.record_id
) AS p ON p.record_id = g.record_id;

COMMENT ON VIEW engagements_readable IS 'One row per current engagement, with who took part, its quote in context and the document''s title.';
COMMENT ON COLUMN engagements_readable.format IS 'talks, meeting, call, summit.';
COMMENT ON COLUMN engagements_readable.participants IS 'Who took part: name, office and country of each.';
COMMENT ON COLUMN engagements_readable.subject IS 'What it was about, as printed.';
COMMENT ON COLUMN engagements_readable.place IS 'Where, as printed.';
COMMENT ON COLUMN engagements_readable.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN engagements_readable.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN engagements_readable.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN engagements_readable.date_text IS 'When, as printed.';
COMMENT ON COLUMN engagements_readable.date_earliest IS 'The first day that the printed date can mean; null where it names no year.';
COMMENT ON COLUMN engagements_readable.date_latest IS 'The last day that the printed date can mean, inclusive.';
COMMENT ON COLUMN engagements_readable.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN engagements_readable.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN engagements_readable.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN engagements_readable.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN engagements_readable.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN engagements_readable.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN engagements_readable.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
