-- warning: An event that happened after its document
-- scope: document
-- Told as a fact, and every day that it can mean lies after the document's own date, or after the day on which the
-- document was first read.
SELECT r.kind, r.record_id, r.date_text, r.date_earliest, d.published_on, d.landed_at, d.source
FROM (
    SELECT 'deportation_flight' AS kind, record_id, document_id, date_text, date_earliest
    FROM deportation_flights
    WHERE modality = 'asserted' AND status <> 'planned'
    UNION ALL
    SELECT 'legal_action' AS kind, record_id, document_id, date_text, date_earliest
    FROM legal_actions
    WHERE modality = 'asserted'
    UNION ALL
    SELECT 'engagement' AS kind, record_id, document_id, date_text, date_earliest
    FROM engagements
    WHERE modality = 'asserted'
    UNION ALL
    SELECT 'agreement' AS kind, record_id, document_id, signed_text, signed_earliest
    FROM agreements
    WHERE modality = 'asserted'
) AS r
INNER JOIN documents AS d ON d.document_id = r.document_id
WHERE r.date_earliest > coalesce(d.published_on, CAST(d.landed_at AS DATE))
ORDER BY ALL
