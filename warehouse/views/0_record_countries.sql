-- One row per country code in a current record, whatever its kind and field.
CREATE VIEW record_countries AS
SELECT
    e.record_id,
    e.kind,
    e.field,
    e.value AS country,
    c.name AS country_name,
    e.quote,
    e.document_id
FROM evidence AS e
INNER JOIN countries AS c ON c.code = e.value
WHERE regexp_full_match(e.field, '(.*[._])?country|transit_countries\.[0-9]+');

COMMENT ON VIEW record_countries IS 'One row per country code in a current record, whatever its kind and field.';
COMMENT ON COLUMN record_countries.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN record_countries.kind IS 'The kind of the record.';
COMMENT ON COLUMN record_countries.field IS 'Path of the value in the record: parties.0.country.';
COMMENT ON COLUMN record_countries.country IS 'The country: ISO 3166-1 alpha-3, XKX (Kosovo), EUE (European Union).';
COMMENT ON COLUMN record_countries.country_name IS 'Its common English name.';
COMMENT ON COLUMN record_countries.quote IS 'The words that name the country in the document.';
COMMENT ON COLUMN record_countries.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
