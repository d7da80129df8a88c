-- title: Cost and tokens, by run and model
-- grain: One row per run and model; a run that called none has one row without a model.
-- caveat: Tokens are as the provider counts them, costs by public prices; null where they are not known.
-- parameter: since date = null, e.g. 2026-01-01: runs that began on this day or later
SELECT
    r.run_id,
    r.started_at,
    r.engine,
    c.model,
    r.outcome,
    r.documents,
    r.extracted,
    count(c.request_hash) AS calls,
    count(*) FILTER (WHERE c.outcome NOT IN ('ok', 'fenced')) AS failed_calls,
    sum(c.tokens_in) AS tokens_in,
    sum(c.tokens_cached) AS tokens_cached,
    sum(c.tokens_out) AS tokens_out,
    sum(c.tokens_reasoning) AS tokens_reasoning,
    sum(c.cost_usd) AS cost_usd,
    sum(c.cost_usd) / nullif(count(DISTINCT c.document_id), 0) AS cost_usd_per_document,
    sum(c.latency_s) AS seconds_waited
FROM runs AS r
LEFT JOIN model_calls AS c ON c.run_id = r.run_id
WHERE $since IS NULL OR r.started_at >= $since
GROUP BY r.run_id, r.started_at, r.engine, c.model, r.outcome, r.documents, r.extracted
ORDER BY r.started_at, c.model;
