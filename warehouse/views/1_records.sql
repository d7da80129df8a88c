-- One row per current record of any kind: what it says in short, and the quote that tells it best.
CREATE VIEW records AS
SELECT
    q.kind,
    l.what,
    n.countries,
    l.modality,
    l.hedge,
    l.said_by,
    l.source_kind,
    q.quote,
    q.quote_in_context,
    q.title,
    q.source,
    q.published_on,
    q.record_id,
    q.document_id
FROM citations AS q
INNER JOIN (
    SELECT
        record_id,
        max(value) FILTER (WHERE field IN ('status', 'action', 'act', 'format')) AS what,
        max(value) FILTER (WHERE field = 'modality') AS modality,
        max(value) FILTER (WHERE field = 'hedge') AS hedge,
        string_agg(value, ', ' ORDER BY field) FILTER (WHERE field LIKE 'attribution.%') AS said_by,
        max(value) FILTER (WHERE field = 'source_kind') AS source_kind
    FROM evidence
    GROUP BY record_id
) AS l ON l.record_id = q.record_id
LEFT JOIN (
    SELECT record_id, list(DISTINCT country_name ORDER BY country_name) AS countries
    FROM record_countries
    GROUP BY record_id
) AS n ON n.record_id = q.record_id
WHERE q.field = 'quotes.0';

COMMENT ON VIEW records IS 'One row per current record of any kind: what it says in short, and the quote that tells it best.';
COMMENT ON COLUMN records.kind IS 'The kind of the record.';
COMMENT ON COLUMN records.what IS 'In one code: an agreement''s, removal''s or initiative''s status, a legal action''s action, a stance''s act, an engagement''s format.';
COMMENT ON COLUMN records.countries IS 'Names of all countries in it, by alphabet; null where there are none.';
COMMENT ON COLUMN records.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN records.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN records.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN records.source_kind IS 'Where in the document it stands: prose, table, metadata.';
COMMENT ON COLUMN records.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN records.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN records.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN records.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN records.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN records.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN records.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
