-- title: Where a model and the built-in rules read a fact differently
-- grain: One row per value of a model's record that the rules read otherwise at the same place of the document.
-- caveat: Either may be wrong: read the two quotes. A fact that only one of them found is not here, nor is a longer
--   wording (a description, a reason). Cells of a table are not in question: they are the table's own.
-- parameter: kind text = null, e.g. agreement: the kind of record
SELECT
    x.engine,
    t.kind,
    regexp_replace(t.field, '\.[0-9]+', '[]', 'g') AS field,
    t.model_value,
    t.rules_value,
    t.model_quote,
    t.rules_quote,
    d.title,
    d.source,
    t.record_id
FROM disagreements AS t
INNER JOIN documents AS d ON d.document_id = t.document_id
INNER JOIN extractions AS x ON x.extraction_id = t.extraction_id
WHERE $kind IS NULL OR t.kind = $kind
ORDER BY d.source, t.kind, t.field, t.model_value, t.rules_value, x.engine;
