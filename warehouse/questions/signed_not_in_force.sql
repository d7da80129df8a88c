-- title: Agreements signed, but nowhere shown in force
-- grain: One row per agreement that a document says was signed.
-- caveat: "Nowhere" is in these documents: no agreement of the same type between two of its parties is in force, or has
--   a date of entering into force, in any of them. Plans to sign are left out.
-- parameter: country country = null, e.g. HND: a party
SELECT
    a.parties,
    a.agreement_type,
    a.name,
    a.status,
    a.signed_text,
    a.status_reason,
    a.quote,
    a.title,
    a.source
FROM agreements_readable AS a
WHERE
    (a.status = 'signed' OR a.signed_text IS NOT NULL)
    AND a.modality = 'asserted'
    AND NOT (a.status = 'in_force' OR a.in_force_text IS NOT NULL)
    AND NOT EXISTS (
        FROM agreement_pairs AS own
        INNER JOIN agreement_pairs AS same
            ON same.country = own.country
            AND same.other_country = own.other_country
            AND same.agreement_type = own.agreement_type
        INNER JOIN agreements AS b ON b.record_id = same.record_id
        WHERE
            own.record_id = a.record_id
            AND b.modality = 'asserted'
            AND (b.status = 'in_force' OR b.in_force_text IS NOT NULL)
    )
    AND ($country IS NULL OR a.record_id IN (SELECT record_id FROM agreement_parties WHERE country = $country))
ORDER BY a.parties, a.agreement_type, a.source, a.quote;
