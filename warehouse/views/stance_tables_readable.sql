-- One row per row of a current stance table.
CREATE VIEW stance_tables_readable AS
SELECT
    t.record_id,
    r.ordinal,
    t.topic,
    r.entity,
    c."name" AS country_name,
    r.position,
    r."object",
    r.outcome,
    t.headers,
    r.cells,
    d.title,
    d.source,
    t.document_id
FROM stance_tables AS t
INNER JOIN stance_table_rows AS r USING (record_id)
INNER JOIN documents AS d ON d.document_id = t.document_id
LEFT JOIN countries AS c ON c.code = r.country;

COMMENT ON VIEW stance_tables_readable IS 'One row per row of a current stance table, with the country''s name and the document''s title.';
