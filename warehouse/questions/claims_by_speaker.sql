-- title: Who says what
-- grain: One row per record and speaker that the document attributes it to.
-- caveat: Place 0 is the nearest speaker, 1 whom that one cites. A source named once for a whole article is not
--   repeated on its records, and a country's own act is its stance, not an attribution.
-- parameter: speaker text = null, e.g. official: part of the speaker's name, in any case
SELECT
    c.value AS speaker,
    CAST(split_part(c.field, '.', 2) AS INTEGER) AS place,
    r.kind,
    r.what,
    r.countries,
    r.modality,
    r.hedge,
    r.quote,
    r.title,
    r.source
FROM citations AS c
INNER JOIN records AS r ON r.record_id = c.record_id
WHERE c.field LIKE 'attribution.%' AND ($speaker IS NULL OR contains(lower(c.value), lower($speaker)))
ORDER BY speaker, r.source, r.kind, r.quote;
