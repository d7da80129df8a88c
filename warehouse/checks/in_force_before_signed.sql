-- warning: An agreement in force before it was signed
-- scope: document
SELECT record_id, "name", in_force_text, in_force_latest, signed_text, signed_earliest, document_id
FROM agreements
WHERE in_force_latest < signed_earliest
ORDER BY ALL
