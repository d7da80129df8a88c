-- One row per printed date in a current record, whatever its kind and field.
CREATE VIEW record_dates AS
SELECT
    record_id,
    kind,
    regexp_replace(field, '\.[^.]*$', '') AS field,
    max(value) FILTER (WHERE field LIKE '%.text') AS date_text,
    CAST(max(value) FILTER (WHERE field LIKE '%.earliest') AS DATE) AS date_earliest,
    CAST(max(value) FILTER (WHERE field LIKE '%.latest') AS DATE) AS date_latest,
    max(value) FILTER (WHERE field LIKE '%.precision') AS date_precision,
    document_id
FROM evidence
WHERE regexp_matches(field, '\.(text|earliest|latest|precision)$')
GROUP BY record_id, kind, document_id, regexp_replace(field, '\.[^.]*$', '')
HAVING bool_or(field LIKE '%.precision');

COMMENT ON VIEW record_dates IS 'One row per printed date in a current record, whatever its kind and field.';
COMMENT ON COLUMN record_dates.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN record_dates.kind IS 'The kind of the record.';
COMMENT ON COLUMN record_dates.field IS 'What it is the date of: date, announced, signed, commitments.0.deadline.';
COMMENT ON COLUMN record_dates.date_text IS 'When, as printed.';
COMMENT ON COLUMN record_dates.date_earliest IS 'The first day that the printed date can mean; null where it names no year.';
COMMENT ON COLUMN record_dates.date_latest IS 'The last day that the printed date can mean, inclusive.';
COMMENT ON COLUMN record_dates.date_precision IS 'day, week, month, year, month_no_year, relative, unknown.';
COMMENT ON COLUMN record_dates.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
