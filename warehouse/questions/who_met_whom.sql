-- title: Who met whom
-- grain: One row per meeting, call, summit or round of talks, and participant.
-- caveat: An unnamed delegation has its country only. Talks toward an agreement are agreements: see who_is_negotiating.
-- parameter: country country = null, e.g. HND: a country that took part
SELECT
    e.format,
    e.date_text,
    p.name,
    p.role,
    c.name AS country_name,
    e.subject,
    e.modality,
    e.hedge,
    e.quote,
    e.title,
    e.source
FROM engagement_participants AS p
INNER JOIN engagements_readable AS e ON e.record_id = p.record_id
LEFT JOIN countries AS c ON c.code = p.country
WHERE
    e.modality <> 'negated'
    AND ($country IS NULL OR p.record_id IN (SELECT record_id FROM engagement_participants WHERE country = $country))
ORDER BY e.date_earliest NULLS LAST, e.source, e.quote, p.ordinal;
