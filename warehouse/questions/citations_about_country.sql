-- title: Every value of the records about a country, with the words that say it
-- grain: One row per value of a record that names the country.
-- caveat: match tells how the value was found: a derived value is a judgement, and its quote is what it rests on.
-- parameter: country country, e.g. MEX: the country
-- parameter: kind text = null, e.g. agreement: the kind of record
SELECT
    c.kind,
    c.field,
    c.value,
    c.quote,
    c."match",
    c.quote_in_context,
    c.title,
    c.source,
    c.char_start,
    c.record_id
FROM citations AS c
WHERE
    c.record_id IN (SELECT record_id FROM record_countries WHERE country = $country)
    AND ($kind IS NULL OR c.kind = $kind)
    AND c.field NOT IN ('modality', 'source_kind')
    AND c.field NOT LIKE 'quotes.%'
ORDER BY c.source, c.kind, c.record_id, c.field;
