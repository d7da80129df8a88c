-- One row per kind: its records, their leaves that stand in the documents, and the values that did not.
WITH grounded AS (
    SELECT kind, count(DISTINCT record_id) AS records, count(*) AS leaves
    FROM evidence
    GROUP BY kind
),
ungrounded AS (
    SELECT kind, count(*) AS leaves
    FROM rejects
    WHERE stage = 'ground' AND field IS NOT NULL AND kind IS NOT NULL
    GROUP BY kind
)
SELECT
    kind,
    coalesce(grounded.records, 0) AS records,
    coalesce(grounded.leaves, 0) AS grounded,
    coalesce(ungrounded.leaves, 0) AS ungrounded
FROM grounded
FULL JOIN ungrounded USING (kind)
ORDER BY records DESC, kind
