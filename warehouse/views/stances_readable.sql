-- One row per current stance told in prose.
CREATE VIEW stances_readable AS
SELECT
    s.record_id,
    coalesce(c."name", s.actor, s.country) AS holder,
    s.act,
    s.position,
    s."object",
    s.topic,
    s.modality,
    s.hedge,
    d.title,
    d.source,
    s.document_id
FROM stances AS s
INNER JOIN documents AS d USING (document_id)
LEFT JOIN countries AS c ON c.code = s.country;

COMMENT ON VIEW stances_readable IS 'One row per current stance told in prose, with the holder''s name and the document''s title.';
