-- error: A country code that is in no list
-- Codes are ISO 3166-1 alpha-3, plus XKX and EUE: the table countries has them all.
SELECT l.kind, l.record_id, l.field, l.value, l.document_id
FROM leaves AS l
WHERE
    (regexp_matches(l.field, '(^|[._])country$') OR regexp_matches(l.field, '(^|[._])countries\.\d+$'))
    AND l.value NOT IN (SELECT code FROM countries)
    AND l.value NOT IN ('true', 'false')
ORDER BY ALL
