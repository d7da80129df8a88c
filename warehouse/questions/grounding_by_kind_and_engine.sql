-- title: Share of leaves grounded, by kind and engine
-- grain: One row per kind of record and engine.
-- caveat: A leaf is a value inside a record. Leaves of records that were rejected as a whole are not counted, only the
--   records are. verbatim counts quotes that are, character for character, the document's own.
WITH grounded AS (
    SELECT
        e.kind,
        x.engine,
        count(*) AS leaves,
        count(*) FILTER (WHERE e."match" = 'exact') AS exact,
        count(*) FILTER (WHERE e."match" = 'normalized') AS normalized,
        count(*) FILTER (WHERE e."match" = 'fuzzy') AS fuzzy,
        count(*) FILTER (WHERE e."match" = 'context') AS context,
        count(*) FILTER (WHERE e."match" = 'derived') AS derived,
        count(*) FILTER (WHERE substr(d.text, e.char_start + 1, e.char_end - e.char_start) = e.quote) AS verbatim
    FROM evidence AS e
    INNER JOIN extractions AS x ON x.extraction_id = e.extraction_id
    INNER JOIN documents AS d ON d.document_id = e.document_id
    GROUP BY e.kind, x.engine
),

dropped AS (
    SELECT r.kind, x.engine, count(r.field) AS leaves, count(*) - count(r.field) AS records
    FROM rejects AS r
    INNER JOIN extractions AS x ON x.extraction_id = r.extraction_id
    WHERE r.stage = 'ground'
    GROUP BY r.kind, x.engine
)

SELECT
    kind,
    engine,
    coalesce(g.leaves, 0) AS grounded,
    coalesce(d.leaves, 0) AS rejected,
    round(100.0 * coalesce(g.leaves, 0) / nullif(coalesce(g.leaves, 0) + coalesce(d.leaves, 0), 0), 1)
        AS percent_grounded,
    coalesce(d.records, 0) AS records_rejected,
    g.exact,
    g.normalized,
    g.fuzzy,
    g.context,
    g.derived,
    g.verbatim
FROM grounded AS g
FULL JOIN dropped AS d USING (kind, engine)
ORDER BY kind, engine;
