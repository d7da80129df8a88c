-- One row per document and kind whose current extraction at $this instant is not the one at $that instant.
SELECT
    f.document_id,
    f.kind,
    f.extraction_id,
    any_value(f.engine) AS engine,
    any_value(f.prompt_version) AS prompt_version,
    list(DISTINCT f.source ORDER BY f.source) AS sources
FROM facts_at($this) AS f
ANTI JOIN facts_at($that) AS o
    ON o.document_id = f.document_id AND o.kind = f.kind AND o.extraction_id = f.extraction_id
GROUP BY f.document_id, f.kind, f.extraction_id
ORDER BY min(f.source), f.document_id, f.kind
