-- One row per current initiative, its doers and partners in one column.
CREATE VIEW initiatives_readable AS
SELECT
    i.record_id,
    i."name",
    i.status,
    i.modality,
    p.parties,
    i.objective,
    i.description,
    i.expected_outcome,
    i.kpi,
    i.quantity_text,
    i.deadline_text,
    i.deadline_earliest,
    i.deadline_latest,
    d.title,
    d.source,
    i.document_id
FROM initiatives AS i
INNER JOIN documents AS d USING (document_id)
LEFT JOIN (
    SELECT record_id, string_agg(coalesce(r."name", c."name", r.country), ', ' ORDER BY r.ordinal) AS parties
    FROM initiative_parties AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY record_id
) AS p USING (record_id);

COMMENT ON VIEW initiatives_readable IS 'One row per current initiative, with its doers and the document''s title.';
