-- What is current: for each source its newest document; for that document and each kind the latest successful
-- extraction. The latest attempt is shown beside it, so that a failure is not hidden in history.
-- Asked of the documents alone that the load has touched: by a line about them, or about a source that held them.
CREATE OR REPLACE TEMP TABLE newest AS
SELECT source, document_id FROM document_sources
QUALIFY row_number() OVER (PARTITION BY source ORDER BY last_seen DESC, document_id) = 1;

UPDATE document_sources SET is_current = NOT is_current
WHERE is_current <> ((source, document_id) IN (SELECT (source, document_id) FROM newest));

INSERT INTO touched_documents
SELECT document_id FROM (FROM newest EXCEPT FROM newest_before)
UNION
SELECT document_id FROM (FROM newest_before EXCEPT FROM newest);

CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT document_id FROM touched_documents;

CREATE OR REPLACE TEMP TABLE current_documents AS
SELECT document_id
FROM (FROM (SELECT document_id FROM documents) UNION FROM (SELECT document_id FROM history.documents))
SEMI JOIN touched USING (document_id)
SEMI JOIN newest USING (document_id);

CREATE OR REPLACE TEMP TABLE attempts AS
SELECT extraction_id, document_id, status, "at", unnest(kinds) AS kind
FROM (FROM extractions UNION ALL FROM history.extractions) SEMI JOIN current_documents USING (document_id)
WHERE NOT contains(extraction_id, '@'); -- an attempt that another one with its id has replaced: staging.SUPERSEDED

CREATE OR REPLACE TEMP TABLE current_facts AS
SELECT extraction_id, kind FROM attempts WHERE status NOT IN ('failed', 'skipped')
QUALIFY row_number() OVER (PARTITION BY document_id, kind ORDER BY "at" DESC, extraction_id) = 1;

CREATE OR REPLACE TEMP TABLE current_attempts AS
SELECT extraction_id, kind FROM current_facts
UNION
SELECT extraction_id, kind FROM attempts
QUALIFY row_number() OVER (PARTITION BY document_id, kind ORDER BY "at" DESC, extraction_id) = 1;

-- Of a source that could not be read: its latest reason, until it is read.
CREATE OR REPLACE TEMP TABLE unread AS
SELECT source, reason, max("at") AS "at"
FROM (FROM rejects UNION ALL FROM history.rejects) WHERE stage = 'read' AND extraction_id IS NULL
GROUP BY source, reason
ORDER BY source, "at", reason;

DELETE FROM rejects WHERE stage = 'read' AND extraction_id IS NULL;
DELETE FROM history.rejects WHERE stage = 'read' AND extraction_id IS NULL;

INSERT INTO rejects (source, stage, reason, "at") SELECT source, 'read', reason, "at" FROM unread;

CREATE OR REPLACE TEMP TABLE still_unread AS
SELECT source, reason FROM unread
WHERE NOT EXISTS (FROM document_sources s WHERE s.source = unread.source AND s.last_seen > unread."at")
QUALIFY row_number() OVER (PARTITION BY source ORDER BY "at" DESC, reason) = 1;
