-- What is current before anything is loaded, and what the load will touch: the documents whose rows may have to move.
CREATE OR REPLACE TEMP TABLE newest_before AS
SELECT source, document_id FROM document_sources WHERE is_current;

CREATE OR REPLACE TEMP TABLE touched_documents (document_id VARCHAR);
