-- Documents, seen for the first time by this warehouse.
INSERT INTO documents
SELECT document_id, source, title, published_on, language, media_type, metadata, parts, "at", "text"
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        document_id: 'VARCHAR', source: 'VARCHAR', "at": 'TIMESTAMP', title: 'VARCHAR', published_on: 'DATE',
        language: 'VARCHAR', media_type: 'VARCHAR', "text": 'VARCHAR',
        metadata: 'STRUCT("name" VARCHAR, "text" VARCHAR, char_start BIGINT, char_end BIGINT)[]',
        parts: 'STRUCT(kind VARCHAR, "label" VARCHAR, char_start BIGINT, char_end BIGINT)[]'
    }
);
