-- error: Evidence whose quote is not the document's text at its offsets
-- scope: document
SELECT e.kind, e.record_id, e.field, e.quote, substr(d.text, e.char_start + 1, e.char_end - e.char_start) AS text
FROM evidence AS e
INNER JOIN documents AS d ON d.document_id = e.document_id
INNER JOIN (
    -- Many values share a span: each is looked up once.
    SELECT s.document_id, s.char_start, s.char_end, s.quote
    FROM (
        SELECT DISTINCT document_id, char_start, char_end, quote FROM evidence WHERE char_start IS NOT NULL
    ) AS s
    INNER JOIN documents AS t ON t.document_id = s.document_id
    WHERE substr(t.text, s.char_start + 1, s.char_end - s.char_start) <> s.quote
) AS wrong
    ON
        wrong.document_id = e.document_id
        AND wrong.char_start = e.char_start
        AND wrong.char_end = e.char_end
        AND wrong.quote = e.quote
ORDER BY ALL
