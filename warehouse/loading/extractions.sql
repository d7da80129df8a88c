-- Extractions with what is in them but the records, of which they have the number.
CREATE OR REPLACE TEMP TABLE staged_extractions AS
SELECT *
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        extraction_id: 'VARCHAR', status: 'VARCHAR', document_id: 'VARCHAR', source: 'VARCHAR', run_id: 'VARCHAR',
        "at": 'TIMESTAMP', engine: 'VARCHAR', kinds: 'VARCHAR[]', prompt_version: 'VARCHAR', schema_hash: 'VARCHAR',
        records: 'BIGINT',
        rejects: 'STRUCT(kind VARCHAR, field VARCHAR, stage VARCHAR, reason VARCHAR, payload VARCHAR)[]',
        disagreements: 'STRUCT(record_id VARCHAR, kind VARCHAR, field VARCHAR, model_value VARCHAR, rules_value VARCHAR,
            model_quote VARCHAR, rules_quote VARCHAR)[]'
    }
);
