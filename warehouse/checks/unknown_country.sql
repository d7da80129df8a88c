-- error: A country code that is in no list
-- scope: document
-- Codes are ISO 3166-1 alpha-3, plus XKX and EUE: the table countries has them all.
SELECT e.kind, e.record_id, e.field, e.value, e.document_id
FROM evidence AS e
WHERE
    (e.field LIKE '%country' OR e.field LIKE '%countries.%')
    AND e.value NOT IN (SELECT code FROM countries)
    AND lower(e.value) NOT IN ('true', 'false') -- is_third_country
ORDER BY ALL
