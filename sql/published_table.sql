
-- published tables

CREATE FUNCTION busetting.read_table(
	content text, columns text[] DEFAULT NULL, INOUT form text DEFAULT NULL, symbols text[] DEFAULT NULL, names text[] DEFAULT NULL,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text,
	OUT requested text, OUT decided text, OUT decided_collective text,
	OUT agreed text, OUT agreed_collective text, OUT settled text, OUT settled_collective text,
	OUT measures text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'published_table_read' LANGUAGE C IMMUTABLE PARALLEL SAFE
	COST 10000 ROWS 400;

COMMENT ON FUNCTION busetting.read_table(text, text[], text, text[], text[]) IS
	'rows of the tables in a pasted text, a web page, CSV or JSON-stat, cells as printed; total_of is what a total is of, empty where it does not say; symbols are what else the publisher prints for a count; a line below a table that begins with one of names is a row of it or an error';

CREATE FUNCTION busetting.table_text(content bytea, encoding name DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION busetting.table_text(bytea, name) IS
	'the text that a file''s bytes are: of the encoding, or UTF-16 with a byte order mark, UTF-8, else Windows-1252';

CREATE FUNCTION busetting.read_table(
	content bytea, columns text[] DEFAULT NULL, INOUT form text DEFAULT NULL, symbols text[] DEFAULT NULL, encoding name DEFAULT NULL,
	names text[] DEFAULT NULL,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text,
	OUT requested text, OUT decided text, OUT decided_collective text,
	OUT agreed text, OUT agreed_collective text, OUT settled text, OUT settled_collective text,
	OUT measures text[])
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 400
AS $$
	SELECT * FROM busetting.read_table(busetting.table_text(content, encoding), columns, form, symbols, names)
$$;

COMMENT ON FUNCTION busetting.read_table(bytea, text[], text, text[], name, text[]) IS
	'rows of the tables in a file, whatever its encoding';
