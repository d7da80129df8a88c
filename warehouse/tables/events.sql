-- The tables that only ever grow, or are the same for everybody: in schema main alone.

CREATE TABLE document_sources (
    source VARCHAR,
    document_id VARCHAR,
    first_seen TIMESTAMP,
    last_seen TIMESTAMP,
    is_current BOOLEAN,
    archived VARCHAR,
    tags VARCHAR[]
);
COMMENT ON TABLE document_sources IS 'One row per source and document that was ever found there.';
COMMENT ON COLUMN document_sources.source IS 'Path or address.';
COMMENT ON COLUMN document_sources.document_id IS 'What was found there; a document that is no longer current is in history.documents.';
COMMENT ON COLUMN document_sources.first_seen IS 'When it was found there for the first time (UTC).';
COMMENT ON COLUMN document_sources.last_seen IS 'When it was found there for the last time (UTC).';
COMMENT ON COLUMN document_sources.is_current IS 'True for the newest document of this source.';
COMMENT ON COLUMN document_sources.archived IS 'SHA-256 of the bytes that it was read from for the last time, kept in archive/; null where it was not fetched. Joins fetches.archived.';
COMMENT ON COLUMN document_sources.tags IS 'What the source was tagged with when it was found there for the last time; null if with nothing.';

CREATE TABLE fetches (
    address VARCHAR,
    "at" TIMESTAMP,
    run_id VARCHAR,
    outcome VARCHAR,
    status BIGINT,
    final_address VARCHAR,
    archived VARCHAR,
    bytes BIGINT,
    media_type VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    named_by VARCHAR,
    reason VARCHAR
);
COMMENT ON TABLE fetches IS 'One row per time that an address was asked for.';
COMMENT ON COLUMN fetches.address IS 'The address; that of a page is the source of its document.';
COMMENT ON COLUMN fetches."at" IS 'When it was answered (UTC).';
COMMENT ON COLUMN fetches.run_id IS 'The run.';
COMMENT ON COLUMN fetches.outcome IS 'fetched: it brought bytes; unchanged: they are those of the last time; vanished: there is no such page (any more); from_feed: the page could not be had, and the text is the one in the feed that names it; failed.';
COMMENT ON COLUMN fetches.status IS 'HTTP status of the last answer; null where there was none.';
COMMENT ON COLUMN fetches.final_address IS 'Where redirects led.';
COMMENT ON COLUMN fetches.archived IS 'SHA-256 of the bytes, kept in archive/; of those of the last time where they are unchanged.';
COMMENT ON COLUMN fetches.bytes IS 'How many there are, unpacked.';
COMMENT ON COLUMN fetches.media_type IS 'As the server said.';
COMMENT ON COLUMN fetches.etag IS 'By which the server tells whether they have changed.';
COMMENT ON COLUMN fetches.last_modified IS 'When they changed for the last time, as the server said.';
COMMENT ON COLUMN fetches.named_by IS 'The feed, sitemap or list that led here; null where the address was given.';
COMMENT ON COLUMN fetches.reason IS 'Why it failed.';

CREATE TABLE runs (
    run_id VARCHAR,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    engine VARCHAR,
    kinds VARCHAR[],
    command VARCHAR,
    documents BIGINT,
    extracted BIGINT,
    skipped BIGINT,
    failed BIGINT,
    records BIGINT,
    rejects BIGINT,
    cost_usd DOUBLE,
    outcome VARCHAR
);
COMMENT ON TABLE runs IS 'One row per run.';
COMMENT ON COLUMN runs.run_id IS 'The run.';
COMMENT ON COLUMN runs.started_at IS 'When it began (UTC).';
COMMENT ON COLUMN runs.finished_at IS 'When it ended (UTC); null while it runs, and where it was killed.';
COMMENT ON COLUMN runs.engine IS 'The engine it was started with.';
COMMENT ON COLUMN runs.kinds IS 'The kinds it was asked for.';
COMMENT ON COLUMN runs.command IS 'The command that started it.';
COMMENT ON COLUMN runs.documents IS 'Documents it found.';
COMMENT ON COLUMN runs.extracted IS 'Documents it extracted.';
COMMENT ON COLUMN runs.skipped IS 'Documents that needed no extraction: the work was done before.';
COMMENT ON COLUMN runs.failed IS 'Documents that failed.';
COMMENT ON COLUMN runs.records IS 'Records it found.';
COMMENT ON COLUMN runs.rejects IS 'Records and values it rejected.';
COMMENT ON COLUMN runs.cost_usd IS 'What the calls to models cost, in US dollars, where it is known.';
COMMENT ON COLUMN runs.outcome IS 'done, failed_documents, stopped, interrupted, budget; null while it runs, and where it was killed.';

CREATE TABLE model_calls (
    extraction_id VARCHAR,
    document_id VARCHAR,
    run_id VARCHAR,
    request_hash VARCHAR,
    engine VARCHAR,
    model VARCHAR,
    attempt BIGINT,
    "at" TIMESTAMP,
    outcome VARCHAR,
    latency_s DOUBLE,
    tokens_in BIGINT,
    tokens_cached BIGINT,
    tokens_out BIGINT,
    tokens_reasoning BIGINT,
    cost_usd DOUBLE,
    error VARCHAR
);
COMMENT ON TABLE model_calls IS 'One row per call to a model. The raw answers stay in the landing log.';
COMMENT ON COLUMN model_calls.extraction_id IS 'The extraction that it was made for.';
COMMENT ON COLUMN model_calls.document_id IS 'The document.';
COMMENT ON COLUMN model_calls.run_id IS 'The run.';
COMMENT ON COLUMN model_calls.request_hash IS 'Hash of the request as sent, key and headers left out.';
COMMENT ON COLUMN model_calls.engine IS 'The engine.';
COMMENT ON COLUMN model_calls.model IS 'The model as the provider names it.';
COMMENT ON COLUMN model_calls.attempt IS 'Which attempt at this request it was.';
COMMENT ON COLUMN model_calls."at" IS 'When it was answered (UTC).';
COMMENT ON COLUMN model_calls.outcome IS 'ok, fenced (JSON out of a Markdown fence), refused, truncated, empty, not_json: the model answered; rate_limited, server_error, no_response, rejected, cancelled: it did not; error in older logs.';
COMMENT ON COLUMN model_calls.latency_s IS 'Seconds from request to answer.';
COMMENT ON COLUMN model_calls.tokens_in IS 'Tokens sent, as the provider counts them.';
COMMENT ON COLUMN model_calls.tokens_cached IS 'Tokens sent that the provider had cached.';
COMMENT ON COLUMN model_calls.tokens_out IS 'Tokens received.';
COMMENT ON COLUMN model_calls.tokens_reasoning IS 'Tokens received that were reasoning.';
COMMENT ON COLUMN model_calls.cost_usd IS 'What it cost, in US dollars, where it is known.';
COMMENT ON COLUMN model_calls.error IS 'What went wrong.';

CREATE TABLE countries (
    code VARCHAR,
    "name" VARCHAR,
    official_name VARCHAR,
    region VARCHAR
);
COMMENT ON TABLE countries IS 'One row per country code: ISO 3166-1 alpha-3, plus XKX (Kosovo) and EUE (European Union).';
COMMENT ON COLUMN countries.code IS 'The code that every country column holds.';
COMMENT ON COLUMN countries."name" IS 'Common English name.';
COMMENT ON COLUMN countries.official_name IS 'Official English name.';
COMMENT ON COLUMN countries.region IS 'United Nations subregion.';

CREATE TABLE source_returns (
    source VARCHAR,
    document_id VARCHAR,
    returned_at TIMESTAMP
);
COMMENT ON TABLE source_returns IS 'One row per time that a source went back to a document that it had held before: with document_sources.first_seen, all that it ever held, and when.';
COMMENT ON COLUMN source_returns.source IS 'Path or address.';
COMMENT ON COLUMN source_returns.document_id IS 'What was found there again.';
COMMENT ON COLUMN source_returns.returned_at IS 'When it was found there again, after another one (UTC).';
