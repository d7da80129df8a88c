-- What is current before anything is loaded, and what the load will touch: the documents whose rows may have to move; and what it
-- brings: the extractions, and the kinds of the records in them.
CREATE OR REPLACE TEMP TABLE newest_before AS
SELECT source, document_id FROM document_sources WHERE is_current;

CREATE OR REPLACE TEMP TABLE touched_documents (document_id VARCHAR);

CREATE OR REPLACE TEMP TABLE loaded_extractions (extraction_id VARCHAR);

CREATE OR REPLACE TEMP TABLE loaded_facts (extraction_id VARCHAR, kind VARCHAR);
