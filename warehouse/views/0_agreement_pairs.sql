-- One row per current agreement and pair of countries that are party to it, the first by code first.
CREATE VIEW agreement_pairs AS
SELECT DISTINCT
    one.country AS country,
    one_name.name AS country_name,
    other.country AS other_country,
    other_name.name AS other_country_name,
    a.agreement_type,
    a.status,
    a.modality,
    a.record_id,
    a.document_id
FROM agreements AS a
INNER JOIN agreement_parties AS one USING (record_id)
INNER JOIN agreement_parties AS other ON other.record_id = a.record_id AND other.country > one.country
INNER JOIN countries AS one_name ON one_name.code = one.country
INNER JOIN countries AS other_name ON other_name.code = other.country;

COMMENT ON VIEW agreement_pairs IS 'One row per current agreement and pair of countries that are party to it; a pair once, the first by code first.';
COMMENT ON COLUMN agreement_pairs.country IS 'The party whose code comes first by alphabet.';
COMMENT ON COLUMN agreement_pairs.country_name IS 'Its common English name.';
COMMENT ON COLUMN agreement_pairs.other_country IS 'The party whose code comes second.';
COMMENT ON COLUMN agreement_pairs.other_country_name IS 'Its common English name.';
COMMENT ON COLUMN agreement_pairs.agreement_type IS 'The type of the agreement.';
COMMENT ON COLUMN agreement_pairs.status IS 'Where the agreement stands according to the document.';
COMMENT ON COLUMN agreement_pairs.modality IS 'How the document puts it: asserted, planned, hypothetical, negated, recommended.';
COMMENT ON COLUMN agreement_pairs.record_id IS 'The record: SHA-256 of extraction, kind and content.';
COMMENT ON COLUMN agreement_pairs.document_id IS 'The document that tells it: SHA-256 of the canonical text.';
