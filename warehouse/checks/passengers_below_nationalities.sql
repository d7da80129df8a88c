-- warning: Fewer passengers than its nationalities have together
-- scope: document
SELECT f.record_id, f.passengers_text, f.passengers_max AS at_most, sum(n.count_min) AS of_nationalities, f.document_id
FROM deportation_flights AS f
INNER JOIN deportation_flight_nationalities AS n ON n.record_id = f.record_id
GROUP BY f.record_id, f.passengers_text, f.passengers_max, f.document_id
HAVING sum(n.count_min) > f.passengers_max
ORDER BY ALL
