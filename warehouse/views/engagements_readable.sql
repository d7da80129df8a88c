-- One row per current meeting, call, summit or round of talks, who took part in one column.
CREATE VIEW engagements_readable AS
SELECT
    g.record_id,
    g.format,
    p.participants,
    g.subject,
    g.place,
    g.modality,
    g.hedge,
    g.date_text,
    g.date_earliest,
    g.date_latest,
    d.title,
    d.source,
    g.document_id
FROM engagements AS g
INNER JOIN documents AS d USING (document_id)
LEFT JOIN (
    SELECT
        record_id,
        string_agg(concat_ws(', ', r."name", r.role, coalesce(c."name", r.country)), '; ' ORDER BY r.ordinal)
            AS participants
    FROM engagement_participants AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY record_id
) AS p USING (record_id);

COMMENT ON VIEW engagements_readable IS 'One row per current engagement, with who took part and the document''s title.';
