-- title: Initiatives recommended against initiatives committed to
-- grain: One row per document that names initiatives.
-- caveat: A measure that stands in a list and in a table of one document counts twice. Committed to: committed,
--   announced, in progress or enacted. The quotes are of these, or else empty.
SELECT
    count(*) FILTER (WHERE status = 'recommended') AS recommended,
    count(*) FILTER (WHERE status = 'under_discussion') AS under_discussion,
    count(*) FILTER (WHERE status IN ('committed', 'announced', 'in_progress', 'enacted')) AS committed_to,
    count(*) FILTER (WHERE status IS NULL) AS without_status,
    list(name ORDER BY name) FILTER (WHERE status = 'recommended') AS recommended_names,
    list(name ORDER BY name) FILTER (WHERE status IN ('committed', 'announced', 'in_progress', 'enacted'))
        AS committed_names,
    list(quote ORDER BY name) FILTER (WHERE status IN ('committed', 'announced', 'in_progress', 'enacted'))
        AS committed_quotes,
    title,
    source
FROM initiatives_readable
WHERE modality <> 'negated'
GROUP BY document_id, title, source
ORDER BY source;
