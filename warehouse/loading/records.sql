-- Records of one kind, their data as the kind's model has it.
CREATE OR REPLACE TEMP TABLE staged AS
SELECT * FROM read_json($file, format = 'newline_delimited', maximum_object_size = $longest, columns = $columns);
