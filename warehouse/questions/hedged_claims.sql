-- title: Claims that a document does not make outright
-- grain: One row per record that is hedged, attributed to someone, or anything but asserted.
-- caveat: The hedge belongs to the quote's core claim. Recommended initiatives are left out: they claim nothing.
-- parameter: kind text = null, e.g. agreement: the kind of record
SELECT
    kind,
    what,
    countries,
    modality,
    hedge,
    said_by,
    quote,
    title,
    source,
    record_id
FROM records
WHERE
    (hedge IS NOT NULL OR said_by IS NOT NULL OR modality NOT IN ('asserted', 'recommended'))
    AND ($kind IS NULL OR kind = $kind)
ORDER BY source, kind, quote, countries;
