-- The tables that every kind shares, in schema main (current facts) and again in schema history (what no longer is).

CREATE TABLE documents (
    document_id VARCHAR,
    source VARCHAR,
    title VARCHAR,
    published_on DATE,
    language VARCHAR,
    media_type VARCHAR,
    metadata STRUCT("name" VARCHAR, "text" VARCHAR, char_start BIGINT, char_end BIGINT)[],
    parts STRUCT(kind VARCHAR, "label" VARCHAR, char_start BIGINT, char_end BIGINT)[],
    landed_at TIMESTAMP,
    text VARCHAR
);
COMMENT ON TABLE documents IS 'One row per document: a text, whatever number of sources it was found at. In main, those that are the newest of a source.';
COMMENT ON COLUMN documents.document_id IS 'SHA-256 of the canonical text.';
COMMENT ON COLUMN documents.source IS 'The path or address where the text was found first; document_sources has all of them.';
COMMENT ON COLUMN documents.title IS 'Title as printed, or as the metadata gives it.';
COMMENT ON COLUMN documents.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN documents.language IS 'Language code, where it is known.';
COMMENT ON COLUMN documents.media_type IS 'Media type of what was read (text/markdown, text/plain, …).';
COMMENT ON COLUMN documents.metadata IS 'What is known about the document; offsets are null for what stands outside the text.';
COMMENT ON COLUMN documents.parts IS 'Its pages (PDF) or sections (DOCX), and where they stand in the text; the view document_parts has a row for each.';
COMMENT ON COLUMN documents.landed_at IS 'When the text was seen for the first time (UTC).';
COMMENT ON COLUMN documents.text IS 'The canonical text. Every char_start and char_end counts its characters from 0.';

CREATE TABLE evidence (
    record_id VARCHAR,
    document_id VARCHAR,
    extraction_id VARCHAR,
    kind VARCHAR,
    field VARCHAR,
    value VARCHAR,
    quote VARCHAR,
    char_start BIGINT,
    char_end BIGINT,
    "match" VARCHAR,
    score DOUBLE
);
COMMENT ON TABLE evidence IS 'One row per non-null leaf of a record: the characters of the document that say it.';
COMMENT ON COLUMN evidence.record_id IS 'The record.';
COMMENT ON COLUMN evidence.document_id IS 'The document.';
COMMENT ON COLUMN evidence.extraction_id IS 'The extraction that found the record.';
COMMENT ON COLUMN evidence.kind IS 'The kind of the record.';
COMMENT ON COLUMN evidence.field IS 'Path of the leaf in the record: parties.0.country.';
COMMENT ON COLUMN evidence.value IS 'The value of the leaf, as text.';
COMMENT ON COLUMN evidence.quote IS 'The document''s own characters: substr(text, char_start + 1, char_end - char_start); without offsets, the name of the metadata.';
COMMENT ON COLUMN evidence.char_start IS 'First character of the quote in documents.text, counted from 0; null for metadata from outside the text.';
COMMENT ON COLUMN evidence.char_end IS 'The character after the last one of the quote.';
COMMENT ON COLUMN evidence."match" IS 'How the value was found: exact, normalized, fuzzy, context (near the record''s quotes), derived (a judgement and the span that justifies it).';
COMMENT ON COLUMN evidence.score IS 'Likeness, 0 to 1; 1 for exact.';

CREATE TABLE rejects (
    source VARCHAR,
    document_id VARCHAR,
    extraction_id VARCHAR,
    kind VARCHAR,
    field VARCHAR,
    stage VARCHAR,
    reason VARCHAR,
    payload VARCHAR,
    "at" TIMESTAMP
);
COMMENT ON TABLE rejects IS 'One row per source, record or value that was not loaded, and why.';
COMMENT ON COLUMN rejects.source IS 'The path or address it came from; for a damaged line of the landing log, that file.';
COMMENT ON COLUMN rejects.document_id IS 'The document; null where the source could not be read.';
COMMENT ON COLUMN rejects.extraction_id IS 'The extraction; null where the source could not be read.';
COMMENT ON COLUMN rejects.kind IS 'The kind of the record, where one record or value is meant.';
COMMENT ON COLUMN rejects.field IS 'Path of the value in the record; null for a whole record or source.';
COMMENT ON COLUMN rejects.stage IS 'Where it failed: read, triage (not asked: see reason), engine, validate, ground, crosscheck (put right from a table of the document), load.';
COMMENT ON COLUMN rejects.reason IS 'Why.';
COMMENT ON COLUMN rejects.payload IS 'What was rejected, as JSON.';
COMMENT ON COLUMN rejects."at" IS 'When (UTC).';

CREATE TABLE disagreements (
    record_id VARCHAR,
    document_id VARCHAR,
    extraction_id VARCHAR,
    kind VARCHAR,
    field VARCHAR,
    model_value VARCHAR,
    rules_value VARCHAR,
    model_quote VARCHAR,
    rules_quote VARCHAR
);
COMMENT ON TABLE disagreements IS 'One row per value of a model''s record that the built-in rules read otherwise at the same place of the document.';
COMMENT ON COLUMN disagreements.record_id IS 'The model''s record: the one that is in its table.';
COMMENT ON COLUMN disagreements.document_id IS 'The document.';
COMMENT ON COLUMN disagreements.extraction_id IS 'The model''s extraction.';
COMMENT ON COLUMN disagreements.kind IS 'The kind of the record.';
COMMENT ON COLUMN disagreements.field IS 'Path of the value in the model''s record: status, passengers.text, parties.0.role; parties.0.country stands for all countries of the parties.';
COMMENT ON COLUMN disagreements.model_value IS 'What the model says.';
COMMENT ON COLUMN disagreements.rules_value IS 'What the rules say.';
COMMENT ON COLUMN disagreements.model_quote IS 'The document''s words for the model''s value.';
COMMENT ON COLUMN disagreements.rules_quote IS 'The document''s words for the rules'' value.';

CREATE TABLE extractions (
    extraction_id VARCHAR,
    document_id VARCHAR,
    source VARCHAR,
    run_id VARCHAR,
    "at" TIMESTAMP,
    engine VARCHAR,
    kinds VARCHAR[],
    prompt_version VARCHAR,
    schema_hash VARCHAR,
    status VARCHAR,
    records BIGINT,
    rejects BIGINT
);
COMMENT ON TABLE extractions IS 'One row per extraction of a document by an engine. In main, those that current facts come from, and the latest attempts.';
COMMENT ON COLUMN extractions.extraction_id IS 'SHA-256 of the request, the engine''s identity and the schema. In history, @ and a time follow where another attempt has taken its place.';
COMMENT ON COLUMN extractions.document_id IS 'The document.';
COMMENT ON COLUMN extractions.source IS 'Where it was read.';
COMMENT ON COLUMN extractions.run_id IS 'The run that did it.';
COMMENT ON COLUMN extractions."at" IS 'When (UTC).';
COMMENT ON COLUMN extractions.engine IS 'The engine: rules, openai/<model>, ….';
COMMENT ON COLUMN extractions.kinds IS 'The kinds it was asked for.';
COMMENT ON COLUMN extractions.prompt_version IS 'The version of the prompt; null for engines without one.';
COMMENT ON COLUMN extractions.schema_hash IS 'Hash of the schema of these kinds.';
COMMENT ON COLUMN extractions.status IS 'ok, partial (loaded, and something of it waits to be asked again), failed, or skipped (triage found nothing to ask about); only what is ok is done.';
COMMENT ON COLUMN extractions.records IS 'How many records it found.';
COMMENT ON COLUMN extractions.rejects IS 'How many records and values it rejected.';
