-- One row per stretch of a current document that stands on one page or in one section.
CREATE VIEW document_parts AS
SELECT
    d.document_id,
    p."ordinal" - 1 AS "ordinal",
    p.part.kind AS kind,
    p.part."label" AS "label",
    p.part.char_start AS char_start,
    p.part.char_end AS char_end
FROM documents AS d, unnest(d.parts) WITH ORDINALITY AS p(part, "ordinal");

COMMENT ON VIEW document_parts IS 'One row per stretch of a current document that stands on one page or in one section; a document without pages has none. A footnote is text of its own page behind a sentence that ends on the next one: a page may have several.';
COMMENT ON COLUMN document_parts.document_id IS 'The document.';
COMMENT ON COLUMN document_parts."ordinal" IS 'The place of the stretch in the document, from 0.';
COMMENT ON COLUMN document_parts.kind IS 'page (of a PDF), scan (a page of a PDF that is only a picture: nothing of it was read), section (of a DOCX).';
COMMENT ON COLUMN document_parts."label" IS 'Number of the page, counted from 1 from the first of the file; heading of the section.';
COMMENT ON COLUMN document_parts.char_start IS 'First character of the stretch in documents.text, counted from 0.';
COMMENT ON COLUMN document_parts.char_end IS 'The character after its last one.';
