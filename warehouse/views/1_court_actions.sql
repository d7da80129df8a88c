-- One row per current removal that a court acted on, and legal action that stands in the same words.
CREATE VIEW court_actions AS
SELECT
    c.value AS court_action,
    l.action AS coded_as,
    l.actor AS court,
    c.quote_in_context,
    coalesce(l.action, 'blocked') IN ('blocked', 'ordered') AS may_block,
    c.title,
    c.source,
    c.record_id,
    c.document_id
FROM citations AS c
LEFT JOIN (
    citations AS e
    INNER JOIN legal_actions AS l ON l.record_id = e.record_id AND e.field = 'effect'
)
    ON e.document_id = c.document_id AND e.char_start < c.char_end AND e.char_end > c.char_start
WHERE c.kind = 'deportation_flight' AND c.field = 'court_action';

COMMENT ON VIEW court_actions IS 'One row per current removal that a court acted on, and legal action that stands in the same words.';
COMMENT ON COLUMN court_actions.court_action IS 'What the court did about it, as printed.';
COMMENT ON COLUMN court_actions.coded_as IS 'The action of the legal action in the same words; null where there is none.';
COMMENT ON COLUMN court_actions.court IS 'Who acts in this legal action, as printed.';
COMMENT ON COLUMN court_actions.quote_in_context IS 'The court action with up to 80 characters on each side.';
COMMENT ON COLUMN court_actions.may_block IS 'False where it is coded as anything but blocked or ordered; where it is not coded, read court_action.';
COMMENT ON COLUMN court_actions.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN court_actions.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN court_actions.record_id IS 'The removal: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN court_actions.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
