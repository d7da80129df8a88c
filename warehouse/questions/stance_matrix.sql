-- title: Where countries stand, by topic
-- grain: One row per holder (a country, or another actor) and topic: the object of the stance, else its topic.
-- caveat: A topic is the document's own phrase: "U.S. Military" and "U.S. military personnel" are two. Counts are of
--   statements, not of weight; tables and prose are counted together here, and apart in table_against_prose.
-- parameter: country country = null, e.g. HND: the holder
SELECT
    holder,
    coalesce(object, topic) AS topic,
    count(*) FILTER (WHERE position = 'supports') AS supports,
    count(*) FILTER (WHERE position = 'opposes') AS opposes,
    count(*) FILTER (WHERE position = 'neutral') AS neutral,
    count(*) FILTER (WHERE position = 'mixed') AS mixed,
    count(*) FILTER (WHERE position = 'conditional') AS conditional,
    count(*) FILTER (WHERE position = 'unclear' OR position IS NULL) AS unclear,
    list(DISTINCT act ORDER BY act) FILTER (WHERE act IS NOT NULL) AS acts,
    list(DISTINCT words ORDER BY words) AS words,
    list(DISTINCT source ORDER BY source) AS sources
FROM positions
WHERE $country IS NULL OR country = $country
GROUP BY holder, coalesce(object, topic)
ORDER BY holder, topic;
