-- One row per row of a current stance table.
CREATE VIEW stance_tables_readable AS
SELECT
    t.topic,
    r.entity,
    c.name AS country_name,
    r.position,
    r.object,
    r.outcome,
    t.headers,
    r.cells,
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    r.ordinal,
    t.record_id,
    t.document_id
FROM stance_tables AS t
INNER JOIN stance_table_rows AS r USING (record_id)
INNER JOIN documents AS d ON d.document_id = t.document_id
LEFT JOIN citations AS q ON q.record_id = r.record_id AND q.field = 'rows.' || r.ordinal || '.position'
LEFT JOIN countries AS c ON c.code = r.country;

COMMENT ON VIEW stance_tables_readable IS 'One row per row of a current stance table, with the country''s name, the cell that tells the position in context and the document''s title.';
COMMENT ON COLUMN stance_tables_readable.topic IS 'What the table is about: its header, as printed.';
COMMENT ON COLUMN stance_tables_readable.entity IS 'The actor: the row''s own cell.';
COMMENT ON COLUMN stance_tables_readable.country_name IS 'The actor''s country, by name; null for a region, a party or a group.';
COMMENT ON COLUMN stance_tables_readable.position IS 'supports, opposes, neutral, mixed, conditional, unclear.';
COMMENT ON COLUMN stance_tables_readable.object IS 'Toward what.';
COMMENT ON COLUMN stance_tables_readable.outcome IS 'The cell under a heading that names outcomes.';
COMMENT ON COLUMN stance_tables_readable.headers IS 'The table''s headers.';
COMMENT ON COLUMN stance_tables_readable.cells IS 'The row''s cells, one a header.';
COMMENT ON COLUMN stance_tables_readable.quote IS 'The cell that tells the position.';
COMMENT ON COLUMN stance_tables_readable.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN stance_tables_readable.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN stance_tables_readable.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN stance_tables_readable.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN stance_tables_readable.ordinal IS 'The place of the row in the table, counted from 0.';
COMMENT ON COLUMN stance_tables_readable.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN stance_tables_readable.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
