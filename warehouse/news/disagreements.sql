-- One row per value of a given record on which the model and the built-in rules disagree.
SELECT
    d.record_id,
    coalesce(t.source, s.source) AS source,
    concat_ws('.', d.kind, d.field) AS about,
    concat(coalesce(d.model_value, 'nothing'), ' (model), ', coalesce(d.rules_value, 'nothing'), ' (rules)') AS status,
    coalesce(d.model_quote, d.rules_quote) AS quote,
    'otherwise' AS told,
    NULL AS elsewhere
FROM disagreements AS d
INNER JOIN documents AS s USING (document_id)
SEMI JOIN given ON given.record_id = d.record_id
LEFT JOIN told_by AS t ON t.document_id = d.document_id
ORDER BY 2, about, d.record_id
