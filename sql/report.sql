/*
 * report.sql: views in plain types, for tools that know no others.  A view has
 * the rights of its owner: who may read a report need not be able to read what
 * it is made of, and the only functions in it calculate with their arguments.
 */

/* What stands behind SELECT, and the comments on it, in a report of a view or table. */
CREATE FUNCTION busetting_internal.report_columns(source regclass, report text, keys text[], OUT columns text, OUT comments text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH attribute AS (
		SELECT a.attname AS x, a.attnum,
			   EXISTS (SELECT FROM pg_attribute AS h WHERE h.attrelid = source AND h.attname = a.attname || '_hidden' AND NOT h.attisdropped) AS counted,
			   coalesce(col_description(a.attrelid, a.attnum), a.attname) AS comment,
			   CASE WHEN a.attname = ANY (keys) THEN 'text'
					ELSE format_type(coalesce(nullif(t.typbasetype, 0), t.oid), CASE t.typbasetype WHEN 0 THEN a.atttypmod ELSE t.typtypmod END)
			   END AS type
		FROM pg_attribute AS a
		JOIN pg_type AS t ON t.oid = a.atttypid
		WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped
	)
	SELECT string_agg(format(replace(c.expression, '<symbol>', CASE WHEN a.counted THEN $symbol$CASE WHEN %2$I > 0 THEN ':' ELSE '..' END$symbol$ ELSE $symbol$':'$symbol$ END)
							 || ' AS %3$I', a.x, a.x || '_hidden', a.x || c.suffix), ', ' ORDER BY a.attnum, c.position),
		   string_agg(format('COMMENT ON COLUMN %s.%I IS %L', report, a.x || c.suffix,
							 format(replace(c.comment, '<where>', CASE WHEN a.counted THEN ', or hidden cells are in it; ".." where it is not certain for regions alone that are absent or do not state it' ELSE '' END), a.x, a.comment)), ';')
	FROM attribute AS a
	CROSS JOIN LATERAL (
		VALUES ('suppressed', 1, '', 'CASE WHEN NOT busetting.is_suppressed(%1$I) THEN %1$I::bigint END', '%2$s; NULL where hidden'),
			   ('suppressed', 2, '_symbol', 'CASE WHEN busetting.is_suppressed(%1$I) THEN <symbol> END', '":" where %1$s is hidden<where>'),
			   ('suppressed', 3, '_low', 'busetting.lower(%1$I)::bigint', '%1$s is at least this'),
			   ('suppressed', 4, '_high', 'busetting.upper(%1$I)::bigint', '%1$s is at most this; NULL where there is no limit'),
			   ('numrange', 1, '', '(CASE WHEN pg_catalog.lower(%1$I) = pg_catalog.upper(%1$I) THEN pg_catalog.lower(%1$I) END)::numeric(38,6)', '%2$s; NULL where hidden'),
			   ('numrange', 2, '_symbol', 'CASE WHEN pg_catalog.lower(%1$I) < pg_catalog.upper(%1$I) OR pg_catalog.lower_inf(%1$I) OR pg_catalog.upper_inf(%1$I) THEN <symbol> END', '":" where %1$s is hidden<where>'),
			   -- bounds are rounded away from what is possible
			   ('numrange', 3, '_low', '(CASE WHEN pg_catalog.lower(%1$I) = pg_catalog.upper(%1$I) THEN pg_catalog.lower(%1$I) ELSE pg_catalog.floor(pg_catalog.lower(%1$I) * 1000000) / 1000000 END)::numeric(38,6)', '%1$s is at least this'),
			   ('numrange', 4, '_high', '(CASE WHEN pg_catalog.lower(%1$I) = pg_catalog.upper(%1$I) THEN pg_catalog.upper(%1$I) ELSE pg_catalog.ceil(pg_catalog.upper(%1$I) * 1000000) / 1000000 END)::numeric(38,6)', '%1$s is at most this; NULL where there is no limit'),
			   ('daterange', 1, '_from', 'pg_catalog.lower(%1$I)', '%2$s: the first'),
			   ('daterange', 2, '_before', 'pg_catalog.upper(%1$I)', '%2$s: the first after it'),
			   ('array', 1, '', 'pg_catalog.array_to_string(%1$I, '', '')', '%2$s'),
			   ('count', 1, '', '%1$I::bigint', '%2$s'),
			   ('plain', 1, '', '%1$I', '%2$s'),
			   ('other', 1, '', '%1$I::text', '%2$s')
	) AS c(kind, position, suffix, expression, comment)
	WHERE c.kind = CASE WHEN a.type ~ '^(busetting\.)?suppressed_(int|bigint)' THEN 'suppressed'
						WHEN a.type IN ('numrange', 'daterange') THEN a.type
						WHEN a.type LIKE '%[]' THEN 'array'
						WHEN a.type IN ('smallint', 'integer') THEN 'count'
						WHEN a.type ~ '^(bigint|numeric|real$|double precision$|date$|boolean)' OR a.type = 'text' AND a.x <> ALL (keys) THEN 'plain'
						ELSE 'other' END;
$$;

COMMENT ON FUNCTION busetting_internal.report_columns(regclass, text, text[]) IS 'columns of a report of a view or table in plain types, and the statements that comment on them';

/* A key that is misspelt would be left a number. */
CREATE FUNCTION busetting_internal.check_report_keys(source regclass, keys text[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	names constant text[] := ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
	unknown constant text := (SELECT string_agg(quote_ident(k), ', ') FROM unnest(keys) AS k WHERE k <> ALL (names));
BEGIN
	IF unknown IS NOT NULL THEN
		RAISE undefined_column USING
			MESSAGE = format('there is no column %s to be a key', unknown),
			DETAIL = format('Columns are %s.', (SELECT string_agg(quote_ident(n), ', ' ORDER BY place) FROM unnest(names) WITH ORDINALITY AS n(n, place))),
			HINT = 'Give the columns that are to become text, or no keys.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_report_keys(regclass, text[]) IS 'error where a key of a report is no column of what it is made of';

CREATE PROCEDURE create_report(name text, source regclass, keys text[] DEFAULT '{}', schema regnamespace DEFAULT NULL)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	place constant regnamespace := coalesce(schema, (SELECT relnamespace::regnamespace FROM pg_class WHERE oid = source));
	report constant text := format('%s.%I', place, name);
	part record;
BEGIN
	IF name IS NULL OR source IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'name or source of the report is not given',
			HINT = 'Write create_report(''name'', ''view''), with schema => ''schema'' where it is not to stand beside the view.';
	ELSIF NOT has_schema_privilege(place, 'CREATE') THEN
		RAISE insufficient_privilege USING
			MESSAGE = format('permission denied to create a report in schema %s', place),
			HINT = 'Give a schema of your own: schema => ''public'', or one made by CREATE SCHEMA.';
	END IF;
	PERFORM busetting_internal.check_report_keys(source, keys);
	SELECT * INTO part FROM busetting_internal.report_columns(source, report, keys);
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s', report, part.columns, source);
	EXECUTE format('COMMENT ON VIEW %s IS %L', report, coalesce(obj_description(source, 'pg_class'), source::text) || ', in plain types');
	EXECUTE part.comments;
END
$$;

COMMENT ON PROCEDURE create_report(text, regclass, text[], regnamespace) IS
	'create a view of a view or table in plain types, beside it or in the schema given; columns that are keys become text';

/*
 * The query is run under the caller's search_path, so all else has its schema.  What columns it has
 * is known once there is a view of it, which then gives way to the report.
 */
CREATE PROCEDURE create_query_report(schema regnamespace, name text, query text, keys text[] DEFAULT '{}')
LANGUAGE plpgsql
AS $$
DECLARE
	report text;
	part record;
BEGIN
	IF schema IS NULL OR name IS NULL OR query IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'schema, name or query of the report is not given',
			HINT = 'Write create_query_report(''schema'', ''name'', ''SELECT …'').';
	END IF;
	report := pg_catalog.format('%s.%I', schema, name);
	query := pg_catalog.rtrim(query, E' \t\n\r;');
	EXECUTE pg_catalog.format(E'CREATE VIEW %s AS SELECT * FROM (%s\n) AS query', report, query);
	PERFORM busetting_internal.check_report_keys(report::pg_catalog.regclass, keys);
	SELECT c.columns, c.comments INTO part FROM busetting_internal.report_columns(report::pg_catalog.regclass, report, keys) AS c;
	EXECUTE pg_catalog.format('DROP VIEW %s', report);
	EXECUTE pg_catalog.format(E'CREATE VIEW %s AS SELECT %s FROM (%s\n) AS query', report, part.columns, query);
	EXECUTE part.comments;
END
$$;

COMMENT ON PROCEDURE create_query_report(regnamespace, text, text, text[]) IS
	'create a view of a query in plain types, in a schema of one''s own; columns that are keys become text';

/* The conditions on its keys go down to the publications, as it is grouped by them. */
CREATE PROCEDURE create_measure_report(schema regnamespace, name text, measures text[])
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	report text := format('%s.%I', schema, name);
	unknown text := (SELECT string_agg(coalesce(quote_ident(u), 'NULL'), ', ') FROM (SELECT unnest(measures) EXCEPT SELECT m.measure FROM measure AS m) AS u(u));
	twice text := (SELECT string_agg(m, ', ') FROM (SELECT m FROM unnest(measures) AS m GROUP BY m HAVING count(*) > 1 ORDER BY m) AS t);
	columns text;
	comments text;
BEGIN
	IF schema IS NULL OR name IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'schema or name of the report is not given',
			HINT = 'Write create_measure_report(''schema'', ''name'', ''{measure,…}'').';
	ELSIF unknown IS NOT NULL OR coalesce(cardinality(measures), 0) = 0 THEN
		RAISE undefined_object USING
			MESSAGE = coalesce('there is no measure ' || unknown, 'the report has no measures'),
			DETAIL = (SELECT format('Measures are %s.', string_agg(m.measure, ', ' ORDER BY m.position)) FROM measure AS m),
			HINT = 'Add a measure of your own by a row of busetting.measure.';
	ELSIF twice IS NOT NULL THEN
		RAISE duplicate_column USING
			MESSAGE = format('measures are given more than once: %s', twice),
			HINT = 'Give each measure once.';
	END IF;
	SELECT string_agg(format('max(f.%s) FILTER (WHERE f.measure = %L) AS %I', c.source, m.measure, m.measure || c.suffix), ', ' ORDER BY w.place, c.place),
		   string_agg(format('COMMENT ON COLUMN %s.%I IS %L', report, m.measure || c.suffix, format(c.comment, m.measure, m.en)), ';')
	INTO columns, comments
	FROM unnest(measures) WITH ORDINALITY AS w(measure, place)
	JOIN measure AS m ON m.measure = w.measure
	CROSS JOIN (VALUES (1, 'value', '', '%2$s; NULL where hidden'),
					   (2, 'symbol', '_symbol', '":" where %1$s is hidden, or hidden cells are in it; ".." where it is not certain for regions alone that are absent or do not state it'),
					   (3, 'low', '_low', '%1$s is at least this'),
					   (4, 'high', '_high', '%1$s is at most this; NULL where there is no limit'),
					   (5, 'hidden', '_hidden', 'number of hidden cells in it'),
					   (6, 'absent', '_absent', 'number of regions in it that are not listed'),
					   (7, 'not_stated', '_not_stated', 'number of regions in it that are listed but do not state it')) AS c(place, source, suffix, comment);

	EXECUTE format('CREATE VIEW %s AS SELECT f.publication, f.source, f.date, f.level, f.code, f.name, %s FROM busetting.report_figure AS f WHERE f.measure = ANY (%L::text[]) GROUP BY f.publication, f.source, f.date, f.level, f.code, f.name',
		report, columns, measures);
	EXECUTE format('COMMENT ON VIEW %s IS %L', report, 'figures of regions, one row a region, in plain types');
	EXECUTE comments;
END
$$;

COMMENT ON PROCEDURE create_measure_report(regnamespace, text, text[]) IS
	'create a view of measures side by side in a schema of one''s own: one row a publication and region, in plain types';

CALL create_report('report_publication', 'publication_list');
CALL create_report('report_municipality', 'municipality_gap');
CALL create_report('report_county', 'county_figure');
CALL create_report('report_national', 'country_figure');
CALL create_report('report_trend', 'gap_trend');
CALL create_report('report_reconciliation', 'comparison');
CALL create_report('report_forecast', 'forecast_progress');
CALL create_report('report_grant', 'unused_place_grant');

/*
 * The extension's own reports have the text of the view that they are made of, and do not stand on it: from a
 * user's view on a report pg_dump walks every way to what the extension has made, and each
 * column taken from a view is a way.  The latest come first, as they do in what they are made of.
 */
CREATE PROCEDURE busetting_internal.flatten_view(name regclass, source regclass)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	EXECUTE format('CREATE OR REPLACE VIEW busetting.%s AS %s', name,
		replace(rtrim(pg_get_viewdef(name), ';'), 'FROM ' || source::text, format('FROM (%s) AS %s ORDER BY date DESC', rtrim(pg_get_viewdef(source), ';'), source)));
END
$$;

COMMENT ON PROCEDURE busetting_internal.flatten_view(regclass, regclass) IS 'put the text of a view that another is made of in the place of its name';

CALL busetting_internal.flatten_view('report_publication', 'publication_list');
CALL busetting_internal.flatten_view('report_municipality', 'municipality_gap');
CALL busetting_internal.flatten_view('report_county', 'county_figure');
CALL busetting_internal.flatten_view('report_national', 'country_figure');
CALL busetting_internal.flatten_view('report_trend', 'gap_trend');
CALL busetting_internal.flatten_view('report_reconciliation', 'comparison');
CALL busetting_internal.flatten_view('report_forecast', 'forecast_progress');
CALL busetting_internal.flatten_view('report_grant', 'unused_place_grant');

-- long; report_figure and report_total are in figure.sql

CALL create_report('report_trend_figure', 'trend');
CALL busetting_internal.flatten_view('report_trend_figure', 'trend');

/*
 * The last date of a view is asked for before anything else of it.  Of a join PostgreSQL works max() out from all rows; of a
 * UNION ALL it takes the first row of what is in order, and stops there.  So each view that has the latest
 * first is one, of itself and of nothing.  A UNION ALL lets a reader's condition through its security barrier: that is why
 * these views read what a publication has for the publication at hand, and not in a join.
 */
DO $$
DECLARE
	dated record;
BEGIN
	FOR dated IN
		SELECT c.oid::regclass AS view, rtrim(v.definition, ';') AS definition,
			   (SELECT string_agg('NULL::' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0) AS nothing
		FROM pg_class AS c
		CROSS JOIN LATERAL (SELECT pg_get_viewdef(c.oid) AS definition) AS v
		WHERE c.relnamespace = 'busetting'::regnamespace AND c.relkind = 'v' AND c.relname <> 'publication_current' AND v.definition ~ 'ORDER BY (\w+\.)?date DESC;$'
	LOOP
		EXECUTE format('CREATE OR REPLACE VIEW %s AS SELECT * FROM (%s) AS v UNION ALL SELECT %s FROM publication WHERE false', dated.view, dated.definition, dated.nothing);
	END LOOP;
END
$$;
