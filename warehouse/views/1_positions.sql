-- One row per position that a country, or another actor, takes: in a row of a stance table, or in prose.
CREATE VIEW positions AS
SELECT
    r.country,
    coalesce(c.name, r.entity) AS holder,
    t.topic,
    r.object,
    r.position,
    CAST(NULL AS VARCHAR) AS act,
    array_to_string(r.cells, ' | ') AS words,
    t.source_kind,
    d.title,
    d.source,
    r.record_id,
    r.document_id
FROM stance_table_rows AS r
INNER JOIN stance_tables AS t USING (record_id)
INNER JOIN documents AS d ON d.document_id = r.document_id
LEFT JOIN countries AS c ON c.code = r.country
UNION ALL
SELECT
    s.country,
    coalesce(c.name, s.actor),
    s.topic,
    s.object,
    s.position,
    s.act,
    s.quotes[1],
    s.source_kind,
    d.title,
    d.source,
    s.record_id,
    s.document_id
FROM stances AS s
INNER JOIN documents AS d USING (document_id)
LEFT JOIN countries AS c ON c.code = s.country
WHERE s.modality <> 'negated';

COMMENT ON VIEW positions IS 'One row per position that a country or another actor takes, in a row of a stance table or in prose; what a document denies is left out.';
COMMENT ON COLUMN positions.country IS 'The country that takes it; null where the holder is no single country.';
COMMENT ON COLUMN positions.holder IS 'The country''s name, or the actor as printed.';
COMMENT ON COLUMN positions.topic IS 'What it is about: the table''s header, or the phrase in the prose.';
COMMENT ON COLUMN positions.object IS 'Toward what.';
COMMENT ON COLUMN positions.position IS 'supports, opposes, neutral, mixed, conditional, unclear.';
COMMENT ON COLUMN positions.act IS 'demand, threat, agree, refuse, support, welcome, criticise; null in a table.';
COMMENT ON COLUMN positions.words IS 'The cells of the table''s row, or the first quote of the prose.';
COMMENT ON COLUMN positions.source_kind IS 'table or prose.';
COMMENT ON COLUMN positions.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN positions.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN positions.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN positions.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
