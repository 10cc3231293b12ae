/*
 * import_file.sql: the same of a file's bytes as of text, whatever their encoding, and of workbooks.
 */

CREATE FUNCTION preview_table(content bytea, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL,
	sheet text DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
AS $$
	SELECT * FROM busetting_internal.preview_content(NULL, content, date, rule, level, county, columns, form, skip, encoding, sheet)
$$;

COMMENT ON FUNCTION preview_table(bytea, date, text, text, text, text[], text, name, text[], text) IS
	'rows of a file as import_table would store them, with what is wrong; sheet is the one of a workbook to be read where several have a table';

CREATE FUNCTION import_table(content bytea, source text, date date DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL,
	sheet text DEFAULT NULL)
RETURNS integer
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000
AS $$
	SELECT busetting_internal.import_content(NULL, content, source, date, rule, level, county, columns, form, skip, encoding, sheet)
$$;

COMMENT ON FUNCTION import_table(bytea, text, date, text, text, text, text[], text, name, text[], text) IS
	'store a file, a workbook or a text, as a publication, all or nothing; its id';
