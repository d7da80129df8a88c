-- One row: how many documents the warehouse holds.
SELECT count(*) AS documents FROM documents
