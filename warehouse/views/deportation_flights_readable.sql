-- One row per current removal, by air or not, the people removed in one column.
CREATE VIEW deportation_flights_readable AS
SELECT
    f.record_id,
    coalesce(sending."name", f.sending_country) AS sending,
    coalesce(destination."name", f.destination_country) AS destination,
    f.mode,
    f.status,
    f.modality,
    f.hedge,
    f.date_text,
    f.date_earliest,
    f.date_latest,
    f.passengers_text,
    f.passengers_min,
    f.passengers_max,
    n.nationalities,
    f.status_reason,
    f.court_action,
    d.title,
    d.source,
    f.document_id
FROM deportation_flights AS f
INNER JOIN documents AS d USING (document_id)
LEFT JOIN countries AS sending ON sending.code = f.sending_country
LEFT JOIN countries AS destination ON destination.code = f.destination_country
LEFT JOIN (
    SELECT record_id, string_agg(coalesce(c."name", r."text", r.country), ', ' ORDER BY r.ordinal) AS nationalities
    FROM deportation_flight_nationalities AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY record_id
) AS n USING (record_id);

COMMENT ON VIEW deportation_flights_readable IS 'One row per current removal, with country names and the document''s title.';
