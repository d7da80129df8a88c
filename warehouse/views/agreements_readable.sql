-- One row per current agreement, its parties in one column.
CREATE VIEW agreements_readable AS
SELECT
    a.record_id,
    p.parties,
    a."name",
    a.agreement_type,
    a.status,
    a.modality,
    a.hedge,
    a.announced_text,
    a.announced_earliest,
    a.announced_latest,
    m.payments,
    d.title,
    d.source,
    a.document_id
FROM agreements AS a
INNER JOIN documents AS d USING (document_id)
LEFT JOIN (
    SELECT record_id, string_agg(coalesce(c."name", r."name", r.country), ', ' ORDER BY r.ordinal) AS parties
    FROM agreement_parties AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY record_id
) AS p USING (record_id)
LEFT JOIN (
    SELECT record_id, string_agg("text", ', ' ORDER BY ordinal) AS payments
    FROM agreement_payments
    GROUP BY record_id
) AS m USING (record_id);

COMMENT ON VIEW agreements_readable IS 'One row per current agreement, with the names of its parties and the document''s title.';
