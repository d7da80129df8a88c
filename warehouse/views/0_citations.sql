-- One row per value of a current record: what to paste under a sentence that states it.
-- Files here begin with their layer, in which they are made: 0 reads tables, 1 views of layer 0, 2 views of layer 1.
CREATE VIEW citations AS
SELECT
    e.record_id,
    e.kind,
    e.field,
    e.value,
    e.quote,
    CASE
        WHEN e.char_start IS NOT NULL
            THEN substr(d.text, greatest(e.char_start - 80, 0) + 1, e.char_end + 80 - greatest(e.char_start - 80, 0))
    END AS quote_in_context,
    e."match",
    d.title,
    d.source,
    d.published_on,
    e.document_id,
    e.char_start,
    e.char_end,
    p.kind || ' ' || p."label" AS part
FROM evidence AS e
INNER JOIN documents AS d USING (document_id)
ASOF LEFT JOIN (
    SELECT whole.document_id, unnest(list_filter(whole.parts, lambda one: one.kind <> 'scan'), recursive := true)
    FROM documents AS whole
) AS p ON e.document_id = p.document_id AND e.char_start >= p.char_start;

COMMENT ON VIEW citations IS 'One row per value of a current record, with the characters of the document that say it.';
COMMENT ON COLUMN citations.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN citations.kind IS 'The kind of the record.';
COMMENT ON COLUMN citations.field IS 'Path of the value in the record: parties.0.country.';
COMMENT ON COLUMN citations.value IS 'The value, as text.';
COMMENT ON COLUMN citations.quote IS 'The document''s own characters; without offsets, the name of the metadata.';
COMMENT ON COLUMN citations.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN citations."match" IS 'How the value was found: exact, normalized, fuzzy, context (near the quotes of the record), derived (a judgement and the span that justifies it).';
COMMENT ON COLUMN citations.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN citations.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN citations.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN citations.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
COMMENT ON COLUMN citations.char_start IS 'First character of the quote in documents.text, counted from 0; null for metadata from outside the text.';
COMMENT ON COLUMN citations.char_end IS 'The character after the last one of the quote.';
COMMENT ON COLUMN citations.part IS 'Where the quote begins: page 12 of a PDF, section Annex A of a DOCX; null where a document has neither.';
