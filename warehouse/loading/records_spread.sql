-- Of which extractions there are records of this kind.
INSERT INTO loaded_facts
SELECT DISTINCT extraction_id, CAST($kind AS VARCHAR) FROM staged;
