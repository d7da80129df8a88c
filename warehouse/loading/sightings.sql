-- Where documents were seen: one row per source and document, from its first to its last sighting.
CREATE OR REPLACE TEMP TABLE staged_sightings AS
SELECT source, document_id, min("at") AS first_seen, max("at") AS last_seen
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {source: 'VARCHAR', document_id: 'VARCHAR', "at": 'TIMESTAMP'}
)
GROUP BY ALL;
