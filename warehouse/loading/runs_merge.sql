-- A run's beginning and end become one row, whichever load brings them.
INSERT INTO staged_runs
SELECT * FROM runs WHERE run_id IN (SELECT run_id FROM staged_runs);

DELETE FROM runs WHERE run_id IN (SELECT run_id FROM staged_runs);

INSERT INTO runs
SELECT
    run_id, min(started_at), max(finished_at), max(engine), max(kinds), max(command), max(documents), max(extracted),
    max(skipped), max(failed), max(records), max(rejects), max(cost_usd), max(outcome)
FROM staged_runs
GROUP BY run_id
ORDER BY min(started_at), run_id;
