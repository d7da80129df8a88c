-- The records of one kind in the new readings.
INSERT INTO brought
SELECT r.record_id, $kind
FROM (
    SELECT record_id, extraction_id FROM main.{table}
    UNION ALL
    SELECT record_id, extraction_id FROM history.{table}
) AS r
SEMI JOIN (SELECT extraction_id FROM new_readings WHERE kind = $kind) AS n ON n.extraction_id = r.extraction_id
