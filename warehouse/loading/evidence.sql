-- The evidence of extractions, from its file to its table: never all of it in memory.
INSERT INTO evidence
SELECT
    record_id, document_id, extraction_id, kind, e.field, e."value", e.quote, e.char_start, e.char_end, e."match",
    e.score
FROM (
    SELECT record_id, document_id, extraction_id, kind, unnest(evidence) AS e
    FROM read_json(
        $file,
        format = 'newline_delimited',
        maximum_object_size = $longest,
        columns = {
            record_id: 'VARCHAR', kind: 'VARCHAR', extraction_id: 'VARCHAR', document_id: 'VARCHAR',
            evidence: 'STRUCT(field VARCHAR, "value" VARCHAR, quote VARCHAR, char_start BIGINT, char_end BIGINT,
                "match" VARCHAR, score DOUBLE)[]'
        }
    )
);
