-- One row per given record that is an agreement, and what other documents had told of the same countries and type.
-- told: first (nobody else does), again (with this status), otherwise (with another one). Only asserted and denied ones
-- are held against each other; plans and hypotheses are told for the first time. Given ones that say the same do not
-- count against each other.
WITH others AS (
    SELECT DISTINCT
        p.record_id,
        q.status AS other_status,
        q.modality AS other_modality,
        q.record_id AS other_record_id
    FROM agreement_pairs AS p
    INNER JOIN agreement_pairs AS q
        ON q.country = p.country
        AND q.other_country = p.other_country
        AND q.agreement_type IS NOT DISTINCT FROM p.agreement_type
        AND q.document_id <> p.document_id
    WHERE p.modality IN ('asserted', 'negated')
        AND q.modality IN ('asserted', 'negated')
        AND q.status IS NOT NULL
        AND NOT (
            list_contains($ids, q.record_id)
            AND q.status IS NOT DISTINCT FROM p.status
            AND q.modality = p.modality
        )
)
SELECT
    a.record_id,
    a.source,
    concat_ws(' · ', coalesce(a.parties, 'parties not named'), a.name, replace(a.agreement_type, '_', ' ')) AS about,
    concat_ws(', ', a.status, nullif(a.modality, 'asserted'), a.hedge) AS status,
    a.quote,
    CASE
        WHEN count(o.record_id) = 0 THEN 'first'
        WHEN bool_or(o.other_status IS NOT DISTINCT FROM a.status AND o.other_modality = a.modality) THEN 'again'
        ELSE 'otherwise'
    END AS told,
    string_agg(
        DISTINCT concat(concat_ws(', ', o.other_status, nullif(o.other_modality, 'asserted')), ' (', b.source, ')'), '; '
    ) FILTER (WHERE o.record_id IS NOT NULL) AS elsewhere
FROM agreements_readable AS a
LEFT JOIN others AS o ON o.record_id = a.record_id
LEFT JOIN agreements_readable AS b ON b.record_id = o.other_record_id
WHERE list_contains($ids, a.record_id)
GROUP BY ALL
ORDER BY a.source, about, a.record_id
