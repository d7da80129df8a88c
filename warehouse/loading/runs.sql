-- Beginnings and ends of runs, one row each.
CREATE OR REPLACE TEMP TABLE staged_runs AS
SELECT
    run_id,
    CASE event WHEN 'started' THEN "at" END AS started_at,
    CASE event WHEN 'finished' THEN "at" END AS finished_at,
    engine, kinds, command, documents, extracted, skipped, failed, records, rejects, cost_usd, outcome
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        run_id: 'VARCHAR', event: 'VARCHAR', "at": 'TIMESTAMP', engine: 'VARCHAR', kinds: 'VARCHAR[]',
        command: 'VARCHAR', documents: 'BIGINT', extracted: 'BIGINT', skipped: 'BIGINT', failed: 'BIGINT',
        records: 'BIGINT', rejects: 'BIGINT', cost_usd: 'DOUBLE', outcome: 'VARCHAR'
    }
);
