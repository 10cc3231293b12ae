
-- published tables

CREATE FUNCTION busetting_internal.table_rows(
	content text, columns text[], INOUT form text, symbols text[], names text[], words text[], separators text[] DEFAULT NULL, flag_symbols text[] DEFAULT NULL, problems boolean DEFAULT false, headings text[] DEFAULT NULL,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text, OUT measures text[], OUT cells text[], OUT flags text[],
	OUT note text, OUT problem text, OUT detail text, OUT advice text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'published_table_read' LANGUAGE C IMMUTABLE PARALLEL SAFE
	COST 10000 ROWS 400;

COMMENT ON FUNCTION busetting_internal.table_rows(text, text[], text, text[], text[], text[], text[], text[], boolean, text[]) IS 'implementation of read_table, given what headings are made of: heading_words; rows without a name are notes of what is left out and, with problems, say what is wrong';

CREATE FUNCTION busetting_internal.region_code_level(code text, tree text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT min(l.level)
	FROM region_level AS l
	WHERE l.tree = region_code_level.tree AND code ~ ('^(?:' || l.code_pattern || ')$')
		AND l.position > (SELECT min(f.position) FROM region_level AS f WHERE f.tree = region_code_level.tree)
	HAVING count(*) = 1
$$;

COMMENT ON FUNCTION busetting_internal.region_code_level(text, text) IS 'the level of a tree, but the first, whose codes look so; NULL where none do, or those of several';

CREATE FUNCTION busetting_internal.file_rows(
	content bytea, columns text[], INOUT form text, symbols text[], names text[], words text[], separators text[] DEFAULT NULL, flag_symbols text[] DEFAULT NULL, problems boolean DEFAULT false,
	headings text[] DEFAULT NULL, encoding name DEFAULT NULL, sheet text DEFAULT NULL,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text, OUT measures text[], OUT cells text[], OUT flags text[],
	OUT note text, OUT problem text, OUT detail text, OUT advice text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'published_file_read' LANGUAGE C STABLE PARALLEL SAFE
	COST 10000 ROWS 400;

COMMENT ON FUNCTION busetting_internal.file_rows(bytea, text[], text, text[], text[], text[], text[], text[], boolean, text[], name, text) IS 'the same as table_rows of a file''s bytes: a workbook, of which a sheet is read, or a text in an encoding';

CREATE FUNCTION busetting.table_text(content bytea, encoding name DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION busetting.table_text(bytea, name) IS
	'the text that a file''s bytes are: of the encoding, or UTF-16 with a byte order mark, UTF-8, else Windows-1252';

/*
 * Of a text and of a file: what they are given and who reads it is all that differs.  Of a dataset, the
 * code says of which level a region is.
 */
DO $do$
DECLARE
	reading constant text := $reading$
CREATE FUNCTION busetting.read_table(
	%s,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text,
	OUT requested text, OUT decided text, OUT decided_collective text,
	OUT agreed text, OUT agreed_collective text, OUT settled text, OUT settled_collective text,
	OUT measures text[], OUT cells text[])
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 400
AS $$
	SELECT t.form, t.table_number, t.line,
		   CASE WHEN t.form OPERATOR(pg_catalog.<>) ALL ('{json-stat,px,sdmx-csv}') THEN t.level
				ELSE busetting_internal.region_code_level(t.code, tree) END,
		   t.heading, t.period, t.name, t.code, t.total_of,
		   t.cells[pg_catalog.array_position(t.measures, 'requested')], t.cells[pg_catalog.array_position(t.measures, 'decided')],
		   t.cells[pg_catalog.array_position(t.measures, 'decided_collective')], t.cells[pg_catalog.array_position(t.measures, 'agreed')],
		   t.cells[pg_catalog.array_position(t.measures, 'agreed_collective')], t.cells[pg_catalog.array_position(t.measures, 'settled')],
		   t.cells[pg_catalog.array_position(t.measures, 'settled_collective')], t.measures, t.cells
	FROM busetting_internal.%s AS t
	WHERE t.name IS NOT NULL
$$
$reading$;
BEGIN
	EXECUTE format(reading, $$content text, columns text[] DEFAULT NULL, INOUT form text DEFAULT NULL, symbols text[] DEFAULT NULL,
	names text[] DEFAULT NULL, tree text DEFAULT 'norway'$$,
		'table_rows(content, columns, form, symbols, names, (SELECT busetting_internal.heading_words(tree)), NULL, NULL, false)');
	EXECUTE format(reading, $$content bytea, columns text[] DEFAULT NULL, INOUT form text DEFAULT NULL, symbols text[] DEFAULT NULL, encoding name DEFAULT NULL,
	names text[] DEFAULT NULL, tree text DEFAULT 'norway', sheet text DEFAULT NULL$$,
		'file_rows(content, columns, form, symbols, names, (SELECT busetting_internal.heading_words(tree)), NULL, NULL, false, NULL, encoding, sheet)');
END
$do$;

COMMENT ON FUNCTION busetting.read_table(text, text[], text, text[], text[], text) IS
	'rows of the tables in a pasted text, a web page, CSV, JSON-stat, PX or SDMX-CSV, cells as printed, of each measure in cells; total_of is what a total is of, empty where it does not say; symbols are what else the publisher prints for a count; a line below a table that begins with one of names is a row of it or an error; levels are those of the tree';

COMMENT ON FUNCTION busetting.read_table(bytea, text[], text, text[], name, text[], text, text) IS
	'rows of the tables in a file, a workbook or a text of any encoding; sheet is the one to be read where several have a table';
