-- Where documents were seen, and when: one row per source, document and instant.
CREATE OR REPLACE TEMP TABLE staged_instants AS
SELECT DISTINCT source, document_id, "at", archived, tags
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        source: 'VARCHAR', document_id: 'VARCHAR', "at": 'TIMESTAMP', archived: 'VARCHAR', tags: 'VARCHAR[]'
    }
);
