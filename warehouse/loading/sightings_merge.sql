-- The staged sightings, merged into those known.
INSERT INTO staged_sightings
SELECT source, document_id, first_seen, last_seen
FROM document_sources SEMI JOIN staged_sightings USING (source, document_id);

DELETE FROM document_sources
WHERE (source, document_id) IN (SELECT (source, document_id) FROM staged_sightings);

INSERT INTO document_sources
SELECT source, document_id, min(first_seen), max(last_seen), false
FROM staged_sightings
GROUP BY source, document_id
ORDER BY source, document_id;
