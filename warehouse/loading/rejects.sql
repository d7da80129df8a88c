-- Sources that could not be read, and damaged lines of the landing log.
INSERT INTO rejects (source, stage, reason, "at")
SELECT source, stage, reason, "at"
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {source: 'VARCHAR', stage: 'VARCHAR', reason: 'VARCHAR', "at": 'TIMESTAMP'}
);
