-- What the loader must remember between two loads; in schema loading.

CREATE TABLE landing_files (
    file VARCHAR,
    loaded_bytes BIGINT
);
COMMENT ON TABLE landing_files IS 'One row per file of the landing log: how much of it this warehouse holds.';
COMMENT ON COLUMN landing_files.file IS 'Name of the file.';
COMMENT ON COLUMN landing_files.loaded_bytes IS 'How many bytes of it have been loaded; always whole lines.';

CREATE TABLE layout (
    tables_hash VARCHAR,
    views_hash VARCHAR
);
COMMENT ON TABLE layout IS 'One row: what this file was built with.';
COMMENT ON COLUMN layout.tables_hash IS 'Hash of the statements that made the tables; with other tables the next load builds anew from the landing log.';
COMMENT ON COLUMN layout.views_hash IS 'Hash of the statements that made the views.';
