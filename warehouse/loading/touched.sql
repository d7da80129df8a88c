-- Documents that this batch brings: what waited for them in history may be current now.
INSERT INTO touched_documents
SELECT unnest(CAST($ids AS JSON)::VARCHAR[]);
