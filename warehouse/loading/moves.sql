-- Whether rows of records, which are many, may have to move: from history, and into history. Before a load, main holds
-- what is current of extractions that succeeded; the load puts what it brings into main.
SELECT
    EXISTS (FROM current_facts ANTI JOIN loaded_extractions USING (extraction_id)) AS into_main,
    EXISTS (
        FROM (
            FROM loaded_facts
            UNION ALL
            SELECT extraction_id, unnest(kinds) AS kind
            FROM (FROM extractions UNION ALL FROM history.extractions) SEMI JOIN touched USING (document_id)
            WHERE status NOT IN ('failed', 'skipped')
        ) ANTI JOIN current_facts USING (extraction_id, kind)
    ) AS into_history;
