-- The evidence of the staged extractions, from their file to its table: never all of it in memory.
INSERT INTO evidence
SELECT
    record_id, document_id, extraction_id, kind, e.field, e."value", e.quote, e.char_start, e.char_end, e."match",
    e.score
FROM (
    SELECT r.record_id, document_id, extraction_id, r.kind, unnest(r.evidence) AS e
    FROM (
        SELECT document_id, extraction_id, unnest(records) AS r
        FROM read_json(
            $file,
            format = 'newline_delimited',
            maximum_object_size = $longest,
            columns = {
                extraction_id: 'VARCHAR', document_id: 'VARCHAR',
                records: 'STRUCT(record_id VARCHAR, kind VARCHAR, evidence STRUCT(field VARCHAR, "value" VARCHAR,
                    quote VARCHAR, char_start BIGINT, char_end BIGINT, "match" VARCHAR, score DOUBLE)[])[]'
            }
        )
    )
);
