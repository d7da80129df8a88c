-- The staged extractions, spread over the tables that all kinds share.
INSERT INTO extractions
SELECT
    extraction_id, document_id, source, run_id, "at", engine, kinds, prompt_version, schema_hash, status,
    len(records), len(rejects)
FROM staged_extractions;

INSERT INTO rejects
SELECT
    source, document_id, extraction_id, reject.kind, reject.field, reject.stage, reject.reason, reject.payload, "at"
FROM (SELECT source, document_id, extraction_id, "at", unnest(rejects) AS reject FROM staged_extractions);

INSERT INTO evidence
SELECT
    record_id, document_id, extraction_id, kind, e.field, e."value", e.quote, e.char_start, e.char_end, e."match",
    e.score
FROM (
    SELECT r.record_id, document_id, extraction_id, r.kind, unnest(r.evidence) AS e
    FROM (SELECT document_id, extraction_id, unnest(records) AS r FROM staged_extractions)
);

DROP TABLE staged_extractions;
