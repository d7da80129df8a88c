-- warning: An agreement that ended before it was in force, signed or announced
-- scope: document
SELECT record_id, "name", ended_text, ended_latest, in_force_text, signed_text, announced_text, document_id
FROM agreements
WHERE ended_latest < greatest(in_force_earliest, signed_earliest, announced_earliest)
ORDER BY ALL
