-- title: Where a table and the prose of one document place a country
-- grain: One row per row of a stance table and stance told in the same document's prose, by the same country or by
--   an actor that is no single country; a table row without any has one row.
-- caveat: Neither wins. Positions are compared only where one object's words hold the other's; a group of countries is
--   not expanded: whether it includes the country is for you to judge.
-- parameter: country country = null, e.g. HND: the country in the table
SELECT
    t.holder,
    t.object AS table_object,
    t.position AS table_position,
    t.words AS table_words,
    p.holder AS prose_holder,
    p.act AS prose_act,
    p.object AS prose_object,
    p.position AS prose_position,
    CASE
        WHEN p.record_id IS NULL THEN 'prose is silent'
        WHEN NOT coalesce(
            contains(lower(p.object), lower(t.object)) OR contains(lower(t.object), lower(p.object)), false
        ) THEN 'another object'
        WHEN p.position = t.position THEN 'same position'
        ELSE 'another position'
    END AS comparison,
    p.words AS prose_words,
    t.source
FROM positions AS t
LEFT JOIN positions AS p
    ON p.document_id = t.document_id AND p.source_kind = 'prose' AND (p.country = t.country OR p.country IS NULL)
WHERE t.source_kind = 'table' AND t.act IS NULL AND ($country IS NULL OR t.country = $country)
ORDER BY t.source, t.holder, t.object, prose_holder, p.act, prose_words;
