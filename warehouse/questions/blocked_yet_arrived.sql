-- title: Removals with both a court block and an arrival
-- grain: One row per removal that arrived and that a court acted against.
-- caveat: court_action is as printed; coded_as is the legal action that stands in the same words, null where none does:
--   then read whether court_action was a block. Actions coded as upheld, filed, struck_down or invoked are left out.
SELECT
    f.sending,
    f.destination,
    f.status,
    f.court_action,
    l.action AS coded_as,
    l.actor AS court,
    f.date_text,
    f.passengers_text,
    f.detained_at,
    f.modality,
    f.quote,
    block.quote_in_context AS court_action_in_context,
    f.title,
    f.source
FROM deportation_flights_readable AS f
INNER JOIN citations AS block ON block.record_id = f.record_id AND block.field = 'court_action'
LEFT JOIN citations AS same
    ON same.document_id = f.document_id
    AND same.kind = 'legal_action'
    AND same.field = 'effect'
    AND same.char_start < block.char_end
    AND same.char_end > block.char_start
LEFT JOIN legal_actions AS l ON l.record_id = same.record_id
WHERE f.status = 'arrived' AND f.modality <> 'negated' AND coalesce(l.action, 'blocked') IN ('blocked', 'ordered')
ORDER BY f.source, f.quote, court;
