-- One row per given record that is an agreement, and what other documents had told of the same countries and type.
-- told: first (nobody else does), again (with this status), otherwise (with another one). Only asserted and denied ones
-- are held against each other; plans and hypotheses are told for the first time. Given ones that say the same do not
-- count against each other. What is told of two countries is told by any number of documents: seven of them suffice,
-- one of which may be the record's own, to know whether there is another one, and to name five and say that there are
-- more.
WITH claims AS (
    SELECT DISTINCT
        p.country, p.other_country, p.agreement_type, p.status, p.modality, p.document_id,
        g.record_id IS NOT NULL AS is_given
    FROM agreement_pairs AS p
    LEFT JOIN (SELECT DISTINCT record_id FROM given) AS g USING (record_id)
    WHERE p.modality IN ('asserted', 'negated') AND p.status IS NOT NULL
),
told AS (
    SELECT
        c.country, c.other_country, c.agreement_type, c.status, c.modality, c.is_given,
        min({'source': coalesce(t.source, d.source), 'document_id': c.document_id}, 7) AS documents
    FROM claims AS c
    INNER JOIN documents AS d USING (document_id)
    LEFT JOIN told_by AS t USING (document_id)
    GROUP BY ALL
),
others AS (
    SELECT DISTINCT
        p.record_id,
        q.status,
        q.modality,
        unnest(list_filter(q.documents, lambda one: one.document_id <> p.document_id)).source AS source
    FROM agreement_pairs AS p
    SEMI JOIN given USING (record_id)
    INNER JOIN told AS q
        ON q.country = p.country
        AND q.other_country = p.other_country
        AND q.agreement_type IS NOT DISTINCT FROM p.agreement_type
    WHERE p.modality IN ('asserted', 'negated')
        AND NOT (q.is_given AND q.status IS NOT DISTINCT FROM p.status AND q.modality = p.modality)
),
said AS (
    SELECT
        o.record_id,
        bool_or(o.status IS NOT DISTINCT FROM a.status AND o.modality = a.modality) AS is_again,
        list_sort(list(DISTINCT concat(
            concat_ws(', ', o.status, nullif(o.modality, 'asserted')), ' (', o.source, ')'
        ))) AS elsewhere
    FROM others AS o
    INNER JOIN agreements AS a USING (record_id)
    GROUP BY o.record_id
)
SELECT
    a.record_id,
    coalesce(t.source, a.source) AS source,
    concat_ws(' · ', coalesce(a.parties, 'parties not named'), a.name, replace(a.agreement_type, '_', ' ')) AS about,
    concat_ws(', ', a.status, nullif(a.modality, 'asserted'), a.hedge) AS status,
    a.quote,
    CASE WHEN o.record_id IS NULL THEN 'first' WHEN o.is_again THEN 'again' ELSE 'otherwise' END AS told,
    array_to_string(o.elsewhere[:5], '; ') || CASE WHEN len(o.elsewhere) > 5 THEN '; …' ELSE '' END AS elsewhere
FROM agreements_readable AS a
SEMI JOIN given ON given.record_id = a.record_id
LEFT JOIN said AS o ON o.record_id = a.record_id
LEFT JOIN told_by AS t ON t.document_id = a.document_id
ORDER BY 2, about, a.record_id
