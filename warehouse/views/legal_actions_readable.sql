-- One row per current act of a court or use of a law.
CREATE VIEW legal_actions_readable AS
SELECT
    l.record_id,
    coalesce(c."name", l.country) AS country_name,
    l.actor,
    l.action,
    l.instrument,
    l.target,
    l.effect,
    l.modality,
    l.hedge,
    l.date_text,
    l.date_earliest,
    l.date_latest,
    d.title,
    d.source,
    l.document_id
FROM legal_actions AS l
INNER JOIN documents AS d USING (document_id)
LEFT JOIN countries AS c ON c.code = l.country;

COMMENT ON VIEW legal_actions_readable IS 'One row per current legal action, with the country''s name and the document''s title.';
