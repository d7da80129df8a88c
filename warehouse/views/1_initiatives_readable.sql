-- One row per current initiative, its doers and partners in one column.
CREATE VIEW initiatives_readable AS
SELECT
    i.name,
    i.status,
    i.modality,
    i.hedge,
    nullif(array_to_string(i.attribution, ', '), '') AS said_by,
    p.parties,
    i.objective,
    i.description,
    i.expected_outcome,
    i.kpi,
    i.quantity_text,
    i.deadline_text,
    i.deadline_earliest,
    i.deadline_latest,
    i.source_kind,
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    i.record_id,
    i.document_id
FROM initiatives AS i
INNER JOIN documents AS d USING (document_id)
LEFT JOIN citations AS q ON q.record_id = i.record_id AND q.field = 'quotes.0'
LEFT JOIN (
    SELECT r.record_id, string_agg(coalesce(r.name, c.name), ', ' ORDER BY r.ordinal) AS parties
    FROM initiative_parties AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY r.record_id
) AS p ON p.record_id = i.record_id;

COMMENT ON VIEW initiatives_readable IS 'One row per current initiative, with its doers, its quote in context and the document''s title.';
COMMENT ON COLUMN initiatives_readable.name IS 'Its name, or else the whole item, as printed.';
COMMENT ON COLUMN initiatives_readable.status IS 'recommended, under_discussion, committed, announced, in_progress, enacted.';
COMMENT ON COLUMN initiatives_readable.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN initiatives_readable.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN initiatives_readable.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN initiatives_readable.parties IS 'Its doers and partners.';
COMMENT ON COLUMN initiatives_readable.objective IS 'Its objective, as printed.';
COMMENT ON COLUMN initiatives_readable.description IS 'The rest of the item after its name.';
COMMENT ON COLUMN initiatives_readable.expected_outcome IS 'What is expected of it, as printed.';
COMMENT ON COLUMN initiatives_readable.kpi IS 'Its key performance indicator, as printed.';
COMMENT ON COLUMN initiatives_readable.quantity_text IS 'How many people or things it is for, as printed.';
COMMENT ON COLUMN initiatives_readable.deadline_text IS 'By when, as printed.';
COMMENT ON COLUMN initiatives_readable.deadline_earliest IS 'The first day that this can mean.';
COMMENT ON COLUMN initiatives_readable.deadline_latest IS 'The last day that this can mean, inclusive.';
COMMENT ON COLUMN initiatives_readable.source_kind IS 'Where in the document it stands: prose, table, metadata.';
COMMENT ON COLUMN initiatives_readable.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN initiatives_readable.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN initiatives_readable.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN initiatives_readable.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN initiatives_readable.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN initiatives_readable.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN initiatives_readable.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
