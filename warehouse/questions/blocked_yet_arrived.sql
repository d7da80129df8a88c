-- title: Removals with both a court block and an arrival
-- grain: One row per removal that arrived, and court action against it.
-- caveat: court_action is as printed; coded_as is the legal action that stands in the same words, null where none does:
--   then read whether court_action was a block. Actions coded as upheld, filed, struck_down or invoked are left out.
SELECT
    f.sending,
    f.destination,
    f.status,
    c.court_action,
    c.coded_as,
    c.court,
    f.date_text,
    f.passengers_text,
    f.detained_at,
    f.modality,
    f.quote,
    c.quote_in_context AS court_action_in_context,
    f.title,
    f.source
FROM deportation_flights_readable AS f
INNER JOIN court_actions AS c ON c.record_id = f.record_id
WHERE f.status = 'arrived' AND f.modality <> 'negated' AND c.may_block
ORDER BY f.source, f.quote, c.court;
