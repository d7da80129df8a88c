-- One row per value of a current record: what to paste under a sentence that states it.
CREATE VIEW citations AS
SELECT
    e.record_id,
    e.kind,
    e.field,
    e."value",
    e.quote,
    CASE
        WHEN e.char_start IS NOT NULL
            THEN substr(d."text", greatest(e.char_start - 80, 0) + 1, e.char_end + 80 - greatest(e.char_start - 80, 0))
    END AS quote_in_context,
    e."match",
    d.title,
    d.source,
    d.published_on,
    e.document_id,
    e.char_start,
    e.char_end
FROM evidence AS e
INNER JOIN documents AS d USING (document_id);

COMMENT ON VIEW citations IS 'One row per value of a current record, with the characters of the document that say it.';
COMMENT ON COLUMN citations.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
