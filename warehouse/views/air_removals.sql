-- One row per removal by air that a current document tells of, negated ones left out.
CREATE VIEW air_removals AS
SELECT
    f.record_id,
    coalesce(sending."name", f.sending_country) AS sending,
    coalesce(destination."name", f.destination_country) AS destination,
    f.status,
    f.modality,
    f.date_text,
    f.date_earliest,
    f.date_latest,
    f.passengers_text,
    f.passengers_min,
    f.passengers_max,
    f.status_reason,
    f.court_action,
    d.title,
    d.source,
    f.document_id
FROM deportation_flights AS f
INNER JOIN documents AS d USING (document_id)
LEFT JOIN countries AS sending ON sending.code = f.sending_country
LEFT JOIN countries AS destination ON destination.code = f.destination_country
WHERE f.mode = 'air' AND f.modality <> 'negated';

COMMENT ON VIEW air_removals IS 'One row per removal by air that a current document tells of, negated ones left out.';
