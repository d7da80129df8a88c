-- title: Pairs of countries whose agreement has another status in another document
-- grain: One row per agreement and pair, where another document gives an agreement of the pair and type another status.
-- caveat: Two agreements of one type look like one. A status may have changed between the documents: see published_on.
--   A denied (negated) status conflicts with the same status asserted; plans and hypotheses are left out.
-- parameter: country country = null, e.g. HND: one of the pair
WITH told AS (
    SELECT * FROM agreement_pairs WHERE status IS NOT NULL AND modality IN ('asserted', 'negated')
)
SELECT DISTINCT
    one.country_name,
    one.other_country_name,
    one.agreement_type,
    one.status,
    one.modality,
    r.hedge,
    r.quote,
    r.title,
    r.source,
    r.published_on
FROM told AS one
INNER JOIN told AS two
    ON two.country = one.country
    AND two.other_country = one.other_country
    AND two.agreement_type IS NOT DISTINCT FROM one.agreement_type
    AND two.document_id <> one.document_id
    AND CASE
        WHEN two.status = one.status THEN two.modality <> one.modality
        ELSE two.modality = 'asserted' AND one.modality = 'asserted'
    END
INNER JOIN records AS r ON r.record_id = one.record_id
WHERE $country IS NULL OR $country IN (one.country, one.other_country)
ORDER BY one.country_name, one.other_country_name, one.agreement_type, r.published_on NULLS LAST, r.source, r.quote;
