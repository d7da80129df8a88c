-- What was current at an instant (UTC): FROM facts_at('2026-01-31 12:00'). One row per source, kind and extraction:
-- the document that the source held then, and what then was its latest successful extraction for the kind. Its records
-- are in the tables of schema main or of schema history.
CREATE OR REPLACE MACRO facts_at(instant) AS TABLE
SELECT h.source, h.document_id, x.kind, x.extraction_id, x.engine, x.prompt_version, x.run_id, x."at"
FROM (
    SELECT source, document_id
    FROM (
        SELECT source, document_id, first_seen AS "at" FROM main.document_sources
        UNION ALL
        SELECT source, document_id, returned_at FROM main.source_returns
    )
    WHERE "at" <= CAST(instant AS TIMESTAMP)
    QUALIFY row_number() OVER (PARTITION BY source ORDER BY "at" DESC, document_id) = 1
) AS h
INNER JOIN (
    SELECT *
    FROM (
        SELECT * EXCLUDE (kinds), unnest(kinds) AS kind
        FROM (FROM main.extractions UNION ALL FROM history.extractions)
        WHERE status IN ('ok', 'partial') AND "at" <= CAST(instant AS TIMESTAMP)
    )
    QUALIFY row_number() OVER (PARTITION BY document_id, kind ORDER BY "at" DESC, extraction_id) = 1
) AS x ON x.document_id = h.document_id;
