-- title: How often each field is null
-- grain: One row per column of the tables of the kinds.
-- caveat: Null is right where the document prints nothing. An empty list counts as null. A child table counts its rows.
WITH every_row AS (
    SELECT 'agreements' AS table_name, to_json(t) AS data FROM agreements AS t
    UNION ALL SELECT 'agreement_parties', to_json(t) FROM agreement_parties AS t
    UNION ALL SELECT 'agreement_payments', to_json(t) FROM agreement_payments AS t
    UNION ALL SELECT 'agreement_commitments', to_json(t) FROM agreement_commitments AS t
    UNION ALL SELECT 'agreement_signatories', to_json(t) FROM agreement_signatories AS t
    UNION ALL SELECT 'deportation_flights', to_json(t) FROM deportation_flights AS t
    UNION ALL SELECT 'deportation_flight_nationalities', to_json(t) FROM deportation_flight_nationalities AS t
    UNION ALL SELECT 'engagements', to_json(t) FROM engagements AS t
    UNION ALL SELECT 'engagement_participants', to_json(t) FROM engagement_participants AS t
    UNION ALL SELECT 'initiatives', to_json(t) FROM initiatives AS t
    UNION ALL SELECT 'initiative_parties', to_json(t) FROM initiative_parties AS t
    UNION ALL SELECT 'legal_actions', to_json(t) FROM legal_actions AS t
    UNION ALL SELECT 'stances', to_json(t) FROM stances AS t
    UNION ALL SELECT 'stance_tables', to_json(t) FROM stance_tables AS t
    UNION ALL SELECT 'stance_table_rows', to_json(t) FROM stance_table_rows AS t
)
SELECT
    r.table_name,
    f.key AS column_name,
    count(*) AS in_rows,
    count(*) FILTER (WHERE f.type = 'NULL' OR CAST(f.value AS VARCHAR) = '[]') AS is_null,
    round(100.0 * count(*) FILTER (WHERE f.type = 'NULL' OR CAST(f.value AS VARCHAR) = '[]') / count(*), 1)
        AS percent_null
FROM every_row AS r, json_each(r.data) AS f
WHERE f.key NOT IN ('record_id', 'document_id', 'extraction_id', 'ordinal')
GROUP BY r.table_name, f.key
ORDER BY r.table_name, percent_null, column_name;
