-- One row per removal by air that a current document tells of, negated ones left out.
CREATE VIEW air_removals AS
SELECT
    sending,
    destination,
    status,
    modality,
    hedge,
    said_by,
    date_text,
    date_earliest,
    date_latest,
    passengers_text,
    passengers_min,
    passengers_max,
    nationalities,
    status_reason,
    court_action,
    quote,
    quote_in_context,
    title,
    source,
    published_on,
    record_id,
    document_id
FROM deportation_flights_readable
WHERE mode = 'air' AND modality <> 'negated';

COMMENT ON VIEW air_removals IS 'One row per removal by air that a current document tells of, negated ones left out.';
COMMENT ON COLUMN air_removals.sending IS 'The state that removes them, by name.';
COMMENT ON COLUMN air_removals.destination IS 'The state they are, or were to be, taken to, by name.';
COMMENT ON COLUMN air_removals.status IS 'What happened to it.';
COMMENT ON COLUMN air_removals.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN air_removals.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN air_removals.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN air_removals.date_text IS 'When, as printed.';
COMMENT ON COLUMN air_removals.date_earliest IS 'The first day that the printed date can mean; null where it names no year.';
COMMENT ON COLUMN air_removals.date_latest IS 'The last day that the printed date can mean, inclusive.';
COMMENT ON COLUMN air_removals.passengers_text IS 'How many people, as printed.';
COMMENT ON COLUMN air_removals.passengers_min IS 'The lower bound of this number.';
COMMENT ON COLUMN air_removals.passengers_max IS 'The upper bound of this number.';
COMMENT ON COLUMN air_removals.nationalities IS 'Their nationalities by name; as printed where they name no country.';
COMMENT ON COLUMN air_removals.status_reason IS 'Why it was refused, turned back, cancelled or blocked, as printed.';
COMMENT ON COLUMN air_removals.court_action IS 'What a court did about it, as printed; it stands beside the status.';
COMMENT ON COLUMN air_removals.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN air_removals.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN air_removals.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN air_removals.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN air_removals.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN air_removals.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN air_removals.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
