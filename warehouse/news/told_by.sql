-- One row per document that is told of by another source than the one where it was first found, and which: one where
-- this run has found it, before any that holds it today, before any; of several the first one, else by name.
CREATE OR REPLACE TEMP TABLE told_by AS
WITH ranked AS (
    SELECT
        s.document_id,
        d.source AS first_source,
        arg_min(
            s.source,
            (s.first_seen > $ended OR s.last_seen < $began, NOT s.is_current, s.source <> d.source, s.source)
        ) AS source
    FROM document_sources AS s
    INNER JOIN documents AS d USING (document_id)
    GROUP BY s.document_id, d.source
)
SELECT document_id, source FROM ranked WHERE source <> first_source
