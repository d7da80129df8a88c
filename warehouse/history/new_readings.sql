-- What is current at $that instant and was not at $this one, of documents and of sources that had nothing of the kind
-- which it replaces: all that is in it is new.
CREATE OR REPLACE TEMP TABLE new_readings AS
WITH gone AS (
    SELECT f.source, f.document_id, f.kind
    FROM facts_at($this) AS f
    ANTI JOIN facts_at($that) AS o
        ON o.document_id = f.document_id AND o.kind = f.kind AND o.extraction_id = f.extraction_id
),
come AS (
    SELECT f.source, f.document_id, f.kind, f.extraction_id
    FROM facts_at($that) AS f
    ANTI JOIN facts_at($this) AS o
        ON o.document_id = f.document_id AND o.kind = f.kind AND o.extraction_id = f.extraction_id
)
SELECT DISTINCT document_id, kind, extraction_id
FROM come
ANTI JOIN (
    SELECT c.document_id, c.kind, c.extraction_id
    FROM come AS c SEMI JOIN gone AS g ON g.kind = c.kind AND g.document_id = c.document_id
    UNION
    SELECT c.document_id, c.kind, c.extraction_id
    FROM come AS c SEMI JOIN gone AS g ON g.kind = c.kind AND g.source = c.source
) AS met USING (document_id, kind, extraction_id)
