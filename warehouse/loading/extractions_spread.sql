-- The staged extractions, spread over the tables that all kinds share.
INSERT INTO extractions
SELECT
    extraction_id, document_id, source, run_id, "at", engine, kinds, prompt_version, schema_hash, status,
    records, len(rejects)
FROM staged_extractions;

INSERT INTO rejects
SELECT
    source, document_id, extraction_id, reject.kind, reject.field, reject.stage, reject.reason, reject.payload, "at"
FROM (SELECT source, document_id, extraction_id, "at", unnest(rejects) AS reject FROM staged_extractions);

-- Logs of earlier versions hold none: unnest makes no rows of null.
INSERT INTO disagreements
SELECT
    d.record_id, document_id, extraction_id, d.kind, d.field, d.model_value, d.rules_value, d.model_quote, d.rules_quote
FROM (SELECT document_id, extraction_id, unnest(disagreements) AS d FROM staged_extractions);

INSERT INTO touched_documents
SELECT DISTINCT document_id FROM staged_extractions;

INSERT INTO loaded_extractions
SELECT extraction_id FROM staged_extractions;

DROP TABLE staged_extractions;
