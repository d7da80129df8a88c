-- title: What each document yielded
-- grain: One row per document and kind of record found in it.
-- caveat: Documents without records are in documents_without_records.
-- parameter: source text = null, e.g. 003: part of the path or address
SELECT
    r.source,
    r.title,
    r.published_on,
    r.kind,
    count(*) AS records,
    count(*) FILTER (WHERE r.source_kind = 'table') AS from_tables,
    any_value(x.engine) AS engine
FROM records AS r
INNER JOIN (SELECT DISTINCT record_id, extraction_id FROM evidence) AS e ON e.record_id = r.record_id
INNER JOIN extractions AS x ON x.extraction_id = e.extraction_id
WHERE $source IS NULL OR contains(r.source, $source)
GROUP BY r.document_id, r.source, r.title, r.published_on, r.kind
ORDER BY r.source, r.kind;
