-- Addresses that were asked for, and what came of it.
INSERT INTO fetches
SELECT
    address, "at", run_id, outcome, status, final_address, archived, bytes, media_type, etag, last_modified, named_by,
    reason
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        address: 'VARCHAR', "at": 'TIMESTAMP', run_id: 'VARCHAR', outcome: 'VARCHAR', status: 'BIGINT',
        final_address: 'VARCHAR', archived: 'VARCHAR', bytes: 'BIGINT', media_type: 'VARCHAR', etag: 'VARCHAR',
        last_modified: 'VARCHAR', named_by: 'VARCHAR', reason: 'VARCHAR'
    }
);
