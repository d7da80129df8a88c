-- How far the log's files are loaded now.
DELETE FROM loading.landing_files WHERE file IN (SELECT "key" FROM json_each(CAST($reached AS JSON)));

INSERT INTO loading.landing_files
SELECT "key", CAST("value" AS BIGINT) FROM json_each(CAST($reached AS JSON));
