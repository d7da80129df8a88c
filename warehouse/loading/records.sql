-- Records of one kind, their data as the kind's model has it.
CREATE OR REPLACE TEMP TABLE staged AS
SELECT r.record_id, document_id, extraction_id, CAST(r.data AS {data}) AS data
FROM (SELECT document_id, extraction_id, unnest(records) AS r FROM staged_extractions)
WHERE r.kind = $kind;
