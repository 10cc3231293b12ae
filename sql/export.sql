/*
 * export.sql: a publication back in the forms in which publishers put tables on
 * the web.  Both forms hold the cells as published, a symbol of the
 * publication's own dialect where there is no number, and can be imported again.
 */

CREATE VIEW published_cell AS
SELECT p.id AS publication, c.region, c.is_total AS total, m.measure, (CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END)::published_count AS value, f.flags
FROM busetting_internal.publication_visible AS p
JOIN busetting_internal.cell AS c ON c.publication = p.id
JOIN measure AS m ON m.id = c.measure
LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total;

COMMENT ON VIEW published_cell IS 'every cell that publications state, all vintages, as published; cells of any measure can be inserted, updated and deleted';
COMMENT ON COLUMN published_cell.total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN published_cell.flags IS 'what the publisher says of it, as printed; NULL where nothing';
COMMENT ON COLUMN published_cell.value IS 'a number, or ":"';

CREATE TRIGGER store INSTEAD OF INSERT OR UPDATE OR DELETE ON published_cell
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_published_cell();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON published_cell
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();

CREATE FUNCTION busetting_internal.publication_symbol(publication integer, meaning text, preferred text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT s.symbol
	FROM publication AS p
	JOIN suppression_rule AS r USING (rule)
	JOIN symbol_meaning AS s USING (dialect)
	WHERE p.id = publication_symbol.publication AND s.meaning = publication_symbol.meaning
	ORDER BY s.symbol <> preferred, s.symbol = '', octet_length(s.symbol), s.symbol COLLATE "C"
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.publication_symbol(integer, text, text) IS
	'symbol of a meaning in the dialect of a publication, the preferred one if that is a symbol of it';

/* The errors of all forms. */
CREATE FUNCTION busetting_internal.check_export(publication integer, language text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	languages text[] := (SELECT t.languages FROM publication AS p JOIN suppression_rule AS u ON u.rule = p.rule JOIN region_tree AS t ON t.tree = u.tree WHERE p.id = check_export.publication);
BEGIN
	IF languages IS NULL THEN
		RAISE no_data_found USING
			MESSAGE = format('publication %s does not exist', coalesce(publication::text, 'NULL')),
			HINT = 'Publications are listed in busetting.publication.';
	ELSIF language <> ALL (languages) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown language %s', quote_ident(language)),
			DETAIL = format('Languages of names are %s.', regexp_replace(array_to_string(languages, ', '), ', ([^,]*)$', ' and \1'));
	END IF;
	RETURN languages[1] = 'no' AND (language <> 'en') IS NOT FALSE;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_export(integer, text) IS 'is what stands beside names in Norwegian? error if there is no such publication or language of names';

/*
 * Every cell of the table that a publication is: each of its regions, and then
 * each of its totals, under each measure that is stated of any.  The name is in
 * the language given where the region has an official one, else in the first of its tree; a
 * total's says so in words that are read again as such.
 */
CREATE FUNCTION busetting_internal.publication_cell(publication integer, language text DEFAULT NULL,
	OUT region_number bigint, OUT code text, OUT name text, OUT total boolean,
	OUT measure_number bigint, OUT measure text, OUT heading text, OUT value suppressed_int, OUT symbol text, OUT flags text)
RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH cell AS (
		SELECT r.code, s.total,
			   concat(coalesce(o.name, n.name), CASE WHEN s.total THEN CASE WHEN w.norwegian THEN ' i alt' ELSE ' total' END END) AS name,
			   m.position, m.measure,
			   CASE WHEN w.norwegian THEN m.nb ELSE m.en END AS heading,
			   v.value, v.flags, count(v.value) OVER (PARTITION BY m.measure) AS stated
		FROM publication AS p
		CROSS JOIN (SELECT busetting_internal.check_export(publication_cell.publication, publication_cell.language) AS norwegian OFFSET 0) AS w
		JOIN (SELECT false AS total, r.* FROM settlement AS r
			  UNION ALL
			  SELECT true, t.* FROM settlement_total AS t) AS s ON s.publication = p.id
		JOIN region AS r ON r.id = s.region
		JOIN region_name AS n ON n.region = r.id AND n.shown AND n.validity @> p.date
		LEFT JOIN region_name AS o
			ON o.region = r.id AND o.kind = 'official' AND o.language = publication_cell.language AND o.validity @> p.date
		CROSS JOIN measure AS m
		LEFT JOIN published_cell AS v ON v.publication = p.id AND v.region = s.region AND v.total = s.total AND v.measure = m.measure
		WHERE p.id = publication_cell.publication
	)
	SELECT dense_rank() OVER (ORDER BY c.total, c.code COLLATE "C"), c.code, c.name, c.total,
		   dense_rank() OVER (ORDER BY c.position), c.measure, c.heading,
		   c.value, CASE WHEN c.value = ':' THEN hidden.symbol END, c.flags
	FROM cell AS c
	CROSS JOIN (SELECT coalesce(busetting_internal.publication_symbol(publication_cell.publication, 'hidden', ':'), ':') AS symbol) AS hidden
	WHERE c.stated > 0
	ORDER BY 1, 5
$$;

COMMENT ON FUNCTION busetting_internal.publication_cell(integer, text) IS
	'cells of a publication and of its totals by region and measure stated, numbered from 1; symbol where hidden without printed bounds, NULL in both where not stated';

/* As they are read. */
CREATE FUNCTION busetting_internal.flagged_text(value text, flags text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 4
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN strpos(flags, '()') > 0 THEN replace(flags, '()', '(' || value || ')') ELSE concat_ws(' ', value, flags) END
$$;

COMMENT ON FUNCTION busetting_internal.flagged_text(text, text) IS 'a cell''s text with the flags beside it, if any';

CREATE FUNCTION publication_csv(publication integer, separator text DEFAULT ';', language text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	in_norwegian constant boolean := busetting_internal.check_export(publication, language);
	not_stated text := coalesce(busetting_internal.publication_symbol(publication, 'not stated', ''), '');
	lines text;
BEGIN
	IF separator IS NULL OR separator NOT IN (',', ';', E'\t') THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('separator %s is not supported', coalesce(quote_ident(separator), 'NULL')),
			DETAIL = 'A separator is a comma, a semicolon or a tab.';
	END IF;
	WITH cell AS MATERIALIZED (
		SELECT * FROM busetting_internal.publication_cell(publication_csv.publication, publication_csv.language)
	), field AS (
		SELECT 0::bigint AS row_number, measure_number AS column_number, heading AS field FROM cell WHERE region_number = 1
		UNION ALL
		SELECT 0, n.number, n.heading
		FROM (VALUES (-1, 'Kode', 'Code'), (0, 'Navn', 'Name')) AS v(number, norwegian, english)
		CROSS JOIN LATERAL (SELECT v.number, CASE WHEN in_norwegian THEN v.norwegian ELSE v.english END AS heading) AS n
		UNION ALL
		SELECT region_number, -1, code FROM cell WHERE measure_number = 1
		UNION ALL
		SELECT region_number, 0, name FROM cell WHERE measure_number = 1
		UNION ALL
		SELECT region_number, measure_number, busetting_internal.flagged_text(coalesce(symbol, value::text, not_stated), flags)
		FROM cell
	), line AS (
		SELECT row_number, string_agg(CASE WHEN field ~ '["\r\n]' OR strpos(field, separator) > 0
										   THEN '"' || replace(field, '"', '""') || '"' ELSE field END,
									  separator ORDER BY column_number) AS line
		FROM field
		GROUP BY row_number
	)
	SELECT string_agg(line || E'\n', '' ORDER BY row_number) INTO lines FROM line;
	RETURN lines;
END
$$;

COMMENT ON FUNCTION publication_csv(integer, text, text) IS
	'a publication as CSV with a header: code, name and the measures stated';

CREATE FUNCTION publication_json_stat(publication integer, language text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	norwegian constant boolean := busetting_internal.check_export(publication, language);
	not_stated text := nullif(busetting_internal.publication_symbol(publication, 'not stated', '..'), '');
	dataset jsonb;
BEGIN
	WITH cell AS MATERIALIZED (
		SELECT *, row_number() OVER (ORDER BY region_number, measure_number) - 1 AS number,
			   -- a region can have a row and a total: a code is there once
			   code || CASE WHEN total THEN '-total' ELSE '' END AS key,
			   CASE WHEN value IS NULL THEN not_stated WHEN NOT is_suppressed(value) THEN flags ELSE busetting_internal.flagged_text(coalesce(symbol, value::text), flags) END AS status
		FROM busetting_internal.publication_cell(publication_json_stat.publication, publication_json_stat.language)
	), region_dimension AS (
		SELECT count(*) AS size, coalesce(jsonb_agg(key ORDER BY number), '[]') AS index, jsonb_object_agg(key, name) AS label
		FROM cell WHERE measure_number = 1
	), measure_dimension AS (
		SELECT count(*) AS size, coalesce(jsonb_agg(measure ORDER BY number), '[]') AS index, jsonb_object_agg(measure, heading) AS label,
			   jsonb_object_agg(measure, jsonb_build_object('decimals', 0, 'label', CASE WHEN norwegian THEN 'personer' ELSE 'persons' END)) AS unit
		FROM cell WHERE region_number = 1
	), cube AS (
		SELECT coalesce(jsonb_agg(CASE WHEN NOT is_suppressed(value) THEN lower(value) END ORDER BY number), '[]') AS value,
			   jsonb_object_agg(number, status) FILTER (WHERE status IS NOT NULL) AS status,
			   jsonb_object_agg(status, CASE WHEN is_suppressed(value) AND norwegian THEN 'skjult'
											 WHEN is_suppressed(value) THEN 'hidden'
											 WHEN value IS NOT NULL THEN status
											 WHEN norwegian THEN 'ikke oppgitt' ELSE 'not stated' END)
				   FILTER (WHERE status IS NOT NULL) AS status_label
		FROM cell
	)
	SELECT jsonb_strip_nulls(jsonb_build_object(
			   'version', '2.0', 'class', 'dataset',
			   'label', p.source || ', ' || p.date, 'source', p.source, 'updated', p.date,
			   'id', ARRAY['region', 'measure'],
			   'size', ARRAY[r.size, m.size],
			   'role', '{"geo": ["region"], "metric": ["measure"]}'::jsonb,
			   'dimension', jsonb_build_object(
				   'region', jsonb_build_object('label', 'Region', 'category', jsonb_build_object('index', r.index, 'label', r.label)),
				   'measure', jsonb_build_object('label', CASE WHEN norwegian THEN 'Statistikkvariabel' ELSE 'Measure' END,
					   'category', jsonb_build_object('index', m.index, 'label', m.label, 'unit', m.unit))),
			   'value', c.value, 'status', c.status,
			   'extension', CASE WHEN c.status IS NOT NULL
								 THEN jsonb_build_object('status', jsonb_build_object('label', c.status_label)) END))
	INTO dataset
	FROM publication AS p, region_dimension AS r, measure_dimension AS m, cube AS c
	WHERE p.id = publication_json_stat.publication;
	RETURN dataset;
END
$$;

COMMENT ON FUNCTION publication_json_stat(integer, text) IS
	'a publication as a JSON-stat 2 dataset of the dimensions region and measure, symbols as status';
