-- warning: An arrival before its departure
-- scope: document
-- One document, one route, and as many people in the same words: the later day that the arrival can mean is before the
-- first that the departure can mean.
SELECT
    a.record_id AS arrival,
    b.record_id AS departure,
    a.sending_country,
    a.destination_country,
    a.passengers_text,
    a.date_text AS arrived,
    b.date_text AS departed,
    a.document_id
FROM deportation_flights AS a
INNER JOIN deportation_flights AS b
    ON
        b.document_id = a.document_id
        AND b.sending_country = a.sending_country
        AND b.destination_country = a.destination_country
        AND b.passengers_text = a.passengers_text
WHERE a.status = 'arrived' AND b.status = 'departed' AND a.date_latest < b.date_earliest
ORDER BY ALL
