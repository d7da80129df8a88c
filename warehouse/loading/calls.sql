-- Calls to models; the raw answers stay in the landing log.
INSERT INTO model_calls
SELECT
    extraction_id, document_id, run_id, request_hash, engine, model, attempt, "at", outcome, latency_s,
    tokens_in, tokens_cached, tokens_out, tokens_reasoning, cost_usd, error
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        request_hash: 'VARCHAR', extraction_id: 'VARCHAR', document_id: 'VARCHAR', run_id: 'VARCHAR',
        engine: 'VARCHAR', model: 'VARCHAR', attempt: 'BIGINT', "at": 'TIMESTAMP', outcome: 'VARCHAR',
        latency_s: 'DOUBLE', tokens_in: 'BIGINT', tokens_cached: 'BIGINT', tokens_out: 'BIGINT',
        tokens_reasoning: 'BIGINT', cost_usd: 'DOUBLE', error: 'VARCHAR'
    }
);
