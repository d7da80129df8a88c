-- One row per source that was found by a run or after it, and not since a later one began: what it held stays current.
SELECT source
FROM document_sources
WHERE is_current AND last_seen >= $began AND last_seen < $later
ORDER BY source
