-- The staged sightings, merged into those known: one row per source and document, from its first to its last.
CREATE OR REPLACE TEMP TABLE staged_sightings AS
SELECT
    source, document_id, min("at") AS first_seen, max("at") AS last_seen, arg_max(archived, "at") AS archived,
    arg_max_null(tags, "at") AS tags
FROM ( -- a document's own line may be as old as the first sighting, and knows neither
    SELECT source, document_id, "at", any_value(archived) AS archived, any_value(tags) AS tags
    FROM staged_instants
    GROUP BY source, document_id, "at"
)
GROUP BY source, document_id;

INSERT INTO staged_sightings
SELECT source, document_id, first_seen, last_seen, archived, tags
FROM document_sources SEMI JOIN staged_sightings USING (source, document_id);

DELETE FROM document_sources
WHERE (source, document_id) IN (SELECT (source, document_id) FROM staged_sightings);

INSERT INTO document_sources
SELECT
    source, document_id, min(first_seen), max(last_seen), false, arg_max(archived, last_seen),
    arg_max_null(tags, last_seen)
FROM staged_sightings
GROUP BY source, document_id
ORDER BY source, document_id;

-- Of the sources that were seen and have held several documents: each time that another one was found than before.
CREATE OR REPLACE TEMP TABLE changing AS
SELECT source FROM document_sources SEMI JOIN staged_sightings USING (source)
GROUP BY source
HAVING count(*) > 1;

CREATE OR REPLACE TEMP TABLE changes AS
SELECT source, document_id, "at"
FROM (
    SELECT source, document_id, "at" FROM staged_instants
    UNION
    SELECT source, document_id, first_seen FROM document_sources
    UNION
    SELECT source, document_id, last_seen FROM document_sources
    UNION
    SELECT source, document_id, returned_at FROM source_returns
) SEMI JOIN changing USING (source)
QUALIFY document_id IS DISTINCT FROM lag(document_id) OVER (PARTITION BY source ORDER BY "at", document_id DESC);

DELETE FROM source_returns WHERE source IN (SELECT source FROM changing);

INSERT INTO source_returns
SELECT source, document_id, "at"
FROM changes ANTI JOIN (SELECT source, document_id, first_seen AS "at" FROM document_sources)
    USING (source, document_id, "at")
ORDER BY source, "at";
