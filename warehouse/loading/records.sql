-- Records of one kind, their data as the kind's model has it: no field more, and none less.
CREATE OR REPLACE TEMP TABLE staged AS
SELECT unnest(CAST(json AS STRUCT(record_id VARCHAR, extraction_id VARCHAR, document_id VARCHAR, data {data})))
FROM read_ndjson_objects($file, format = 'newline_delimited', maximum_object_size = $longest);
