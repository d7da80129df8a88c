-- One row per value of a given record on which the model and the built-in rules disagree.
SELECT
    d.record_id,
    s.source,
    concat_ws('.', d.kind, d.field) AS about,
    concat(coalesce(d.model_value, 'nothing'), ' (model), ', coalesce(d.rules_value, 'nothing'), ' (rules)') AS status,
    coalesce(d.model_quote, d.rules_quote) AS quote,
    'otherwise' AS told,
    NULL AS elsewhere
FROM disagreements AS d
INNER JOIN documents AS s USING (document_id)
SEMI JOIN given ON given.record_id = d.record_id
ORDER BY s.source, about, d.record_id
