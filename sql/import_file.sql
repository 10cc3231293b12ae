/*
 * import_file.sql: the same of a file's bytes as of text, whatever their encoding.
 */

CREATE FUNCTION preview_table(content bytea, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
AS $$
	SELECT * FROM busetting.preview_table(busetting.table_text(content, encoding), date, rule, level, county, columns, form, skip)
$$;

COMMENT ON FUNCTION preview_table(bytea, date, text, text, text, text[], text, name, text[]) IS
	'rows of a file as import_table would store them, with what is wrong';

CREATE FUNCTION import_table(content bytea, source text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL)
RETURNS integer
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000
AS $$
	SELECT busetting.import_table(busetting.table_text(content, encoding), source, date, rule, level, county, columns, form, skip)
$$;

COMMENT ON FUNCTION import_table(bytea, text, date, text, text, text, text[], text, name, text[]) IS
	'store a file as a publication, all or nothing; its id';
