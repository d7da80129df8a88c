-- error: A party, or somebody who took part, that is named twice in one record
-- scope: document
SELECT record_id, 'agreement_parties' AS rows_of, country, "name", count(*) AS times, document_id
FROM agreement_parties
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT record_id, 'initiative_parties' AS rows_of, country, "name", count(*) AS times, document_id
FROM initiative_parties
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT record_id, 'engagement_participants' AS rows_of, country, concat_ws(', ', "name", "role") AS "name",
    count(*) AS times, document_id
FROM engagement_participants
GROUP BY ALL
HAVING count(*) > 1
ORDER BY ALL
