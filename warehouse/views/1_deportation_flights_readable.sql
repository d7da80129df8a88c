-- One row per current removal, by air or not, the people removed in one column.
CREATE VIEW deportation_flights_readable AS
SELECT
    sending.name AS sending,
    destination.name AS destination,
    f.mode,
    f.status,
    f.modality,
    f.hedge,
    nullif(array_to_string(f.attribution, ', '), '') AS said_by,
    f.date_text,
    f.date_earliest,
    f.date_latest,
    f.passengers_text,
    f.passengers_min,
    f.passengers_max,
    n.nationalities,
    f.status_reason,
    f.court_action,
    f.legal_basis,
    f.detained_at,
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    f.record_id,
    f.document_id
FROM deportation_flights AS f
INNER JOIN documents AS d USING (document_id)
LEFT JOIN citations AS q ON q.record_id = f.record_id AND q.field = 'quotes.0'
LEFT JOIN countries AS sending ON sending.code = f.sending_country
LEFT JOIN countries AS destination ON destination.code = f.destination_country
LEFT JOIN (
    SELECT r.record_id, string_agg(coalesce(c.name, r.text), ', ' ORDER BY r.ordinal) AS nationalities
    FROM deportation_flight_nationalities AS r
    LEFT JOIN countries AS c ON c.code = r.country
    GROUP BY r.record_id
) AS n ON n.record_id = f.record_id;

COMMENT ON VIEW deportation_flights_readable IS 'One row per current removal, with country names, its quote in context and the document''s title.';
COMMENT ON COLUMN deportation_flights_readable.sending IS 'The state that removes them, by name.';
COMMENT ON COLUMN deportation_flights_readable.destination IS 'The state they are, or were to be, taken to, by name.';
COMMENT ON COLUMN deportation_flights_readable.mode IS 'air, land, sea; null where it is not printed.';
COMMENT ON COLUMN deportation_flights_readable.status IS 'What happened to it.';
COMMENT ON COLUMN deportation_flights_readable.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN deportation_flights_readable.hedge IS 'The hedging words, as printed; null where there are none.';
COMMENT ON COLUMN deportation_flights_readable.said_by IS 'To whom the document attributes it, nearest speaker first; null where the document itself says it.';
COMMENT ON COLUMN deportation_flights_readable.date_text IS 'When, as printed.';
COMMENT ON COLUMN deportation_flights_readable.date_earliest IS 'The first day that the printed date can mean; null where it names no year.';
COMMENT ON COLUMN deportation_flights_readable.date_latest IS 'The last day that the printed date can mean, inclusive.';
COMMENT ON COLUMN deportation_flights_readable.passengers_text IS 'How many people, as printed.';
COMMENT ON COLUMN deportation_flights_readable.passengers_min IS 'The lower bound of this number.';
COMMENT ON COLUMN deportation_flights_readable.passengers_max IS 'The upper bound of this number.';
COMMENT ON COLUMN deportation_flights_readable.nationalities IS 'Their nationalities by name; as printed where they name no country.';
COMMENT ON COLUMN deportation_flights_readable.status_reason IS 'Why it was refused, turned back, cancelled or blocked, as printed.';
COMMENT ON COLUMN deportation_flights_readable.court_action IS 'What a court did about it, as printed; it stands beside the status.';
COMMENT ON COLUMN deportation_flights_readable.legal_basis IS 'The law invoked for it, by its printed name.';
COMMENT ON COLUMN deportation_flights_readable.detained_at IS 'Where they were held afterwards, as printed.';
COMMENT ON COLUMN deportation_flights_readable.quote IS 'The quote that tells the fact best: the document''s own characters.';
COMMENT ON COLUMN deportation_flights_readable.quote_in_context IS 'The quote with up to 80 characters on each side; null for metadata from outside the text.';
COMMENT ON COLUMN deportation_flights_readable.title IS 'The document''s title; null where it has none.';
COMMENT ON COLUMN deportation_flights_readable.source IS 'The path or address where the document was found first.';
COMMENT ON COLUMN deportation_flights_readable.published_on IS 'The document''s own date; null where it has none.';
COMMENT ON COLUMN deportation_flights_readable.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN deportation_flights_readable.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
