-- One row per given record that is a removal, and whether another document tells of one between the same countries on
-- the same day: first or again. Without a day nobody can say, and it is told for the first time.
SELECT
    f.record_id,
    coalesce(t.source, f.source) AS source,
    concat_ws(
        ' ', f.sending, '→', coalesce(f.destination, 'destination not named'), f.date_text,
        f.passengers_text || ' passengers'
    ) AS about,
    concat_ws(', ', f.status, nullif(f.modality, 'asserted'), f.hedge, f.court_action) AS status,
    f.quote,
    CASE WHEN EXISTS (
        SELECT 1 FROM deportation_flights_readable AS g
        WHERE g.document_id <> f.document_id
            AND g.record_id NOT IN (SELECT record_id FROM given)
            AND g.modality = 'asserted'
            AND g.sending IS NOT DISTINCT FROM f.sending
            AND g.destination = f.destination
            AND g.date_earliest = f.date_earliest
            AND g.date_latest = f.date_latest
    ) THEN 'again' ELSE 'first' END AS told,
    NULL AS elsewhere
FROM deportation_flights_readable AS f
SEMI JOIN given ON given.record_id = f.record_id
LEFT JOIN told_by AS t ON t.document_id = f.document_id
ORDER BY 2, about, f.record_id
