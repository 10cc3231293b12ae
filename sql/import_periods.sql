/*
 * import_periods.sql: a table of several periods, as of columns of years, stored as a publication each.
 */

/* A publication a period: all are looked at before one is stored. */
CREATE FUNCTION busetting_internal.import_periods_content(content text, file bytea, source text, dates date[], rule text, level text, county text, columns text[], form text,
	skip text[], encoding name, sheet text, OUT period text, OUT date date, OUT publication integer)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	periods text[];
	wrong text;
	year integer;
	rows preview_row[];
	read preview_row[];
	ends integer[] := '{0}';
BEGIN
	IF content IS NULL AND file IS NULL OR coalesce(source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'content or source of the table is not given',
			DETAIL = 'A publication is known by its source and date; the dates are those of the periods.',
			HINT = 'Write import_periods(content, source => ...).';
	END IF;
	periods := busetting_internal.content_periods(content, file, rule, columns, form, encoding, sheet);
	-- the dates say of which year a week is, if nothing else does
	SELECT min(date_part('year', d)) INTO year FROM unnest(dates) AS d HAVING min(date_part('year', d)) = max(date_part('year', d));
	SELECT p INTO wrong FROM unnest(periods) AS p WHERE p <> busetting_internal.period_in_year(p, 2000) LIMIT 1;
	IF wrong IS NOT NULL AND year IS NULL THEN
		RAISE bad_copy_file_format USING
			MESSAGE = format('it is not known of which year "%s" is', wrong),
			DETAIL = format('The tables are of %s.', array_to_string(periods, ', ')),
			HINT = 'Give a date of each period that is to be stored, all of one year: dates => ''{2022-05-11,2022-05-18}''.';
	END IF;
	periods := CASE WHEN periods IS NOT NULL THEN ARRAY(SELECT busetting_internal.period_in_year(p, year) FROM unnest(periods) AS p) END;
	SELECT p INTO wrong FROM unnest(periods) AS p WHERE busetting_internal.period_dates(p) IS NULL LIMIT 1;
	IF periods IS NULL OR wrong IS NOT NULL THEN
		RAISE bad_copy_file_format USING
			MESSAGE = CASE WHEN periods IS NULL THEN 'the tables of the content name no periods' ELSE format('it is not known of which dates "%s" is', wrong) END,
			DETAIL = 'A period is a year, or written as 2022M05, 2022K2 or 2022U20.',
			HINT = 'Give the date to busetting.import_table; busetting.preview_table shows what it would store.';
	END IF;
	-- the last date of each, if none is chosen
	IF dates IS NULL THEN
		dates := ARRAY(SELECT upper(busetting_internal.period_dates(p)) - 1 FROM unnest(periods) AS p);
		SELECT p INTO wrong FROM unnest(periods) AS p WHERE upper(busetting_internal.period_dates(p)) - 1 > current_date LIMIT 1;
		IF wrong IS NOT NULL THEN
			RAISE bad_copy_file_format USING
				MESSAGE = format('%s is not over, and the date of its figures is not given', wrong),
				DETAIL = format('The tables are of %s. What holds for a period is stored for its last date, if none is given.', array_to_string(periods, ', ')),
				HINT = 'Give a date of each period that is to be stored: dates => ''{2021-12-31,2022-05-18}''.';
		END IF;
	END IF;
	SELECT CASE WHEN d.date IS NULL THEN 'a date is NULL'
				WHEN cardinality(d.held) IS NULL THEN format('none of the periods %s holds %s', array_to_string(periods, ', '), d.date)
				WHEN cardinality(d.held) > 1 THEN format('the periods %s hold %s', array_to_string(d.held, ', '), d.date)
				WHEN d.again THEN format('two dates are of the period %s', d.held[1]) END INTO wrong
	FROM (SELECT g.date, h.held, count(*) OVER (PARTITION BY h.held) > 1 AS again, g.ordinality
		  FROM unnest(dates) WITH ORDINALITY AS g(date, ordinality)
		  CROSS JOIN LATERAL (SELECT array_agg(p ORDER BY p) AS held FROM unnest(periods) AS p WHERE busetting_internal.period_dates(p) @> g.date) AS h) AS d
	WHERE d.date IS NULL OR cardinality(d.held) IS DISTINCT FROM 1 OR d.again
	ORDER BY d.ordinality
	LIMIT 1;
	IF wrong IS NOT NULL OR cardinality(dates) = 0 THEN
		RAISE invalid_parameter_value USING
			MESSAGE = coalesce(wrong, 'no date is given'),
			DETAIL = 'Each date is of one period, and each period has one date.',
			HINT = CASE WHEN wrong LIKE 'the periods%' THEN 'Give a table of years alone, or of months.' ELSE 'Leave out dates to store every period for its last date.' END;
	END IF;

	dates := ARRAY(SELECT d FROM unnest(dates) AS d ORDER BY d);
	FOREACH date IN ARRAY dates LOOP
		read := ARRAY(SELECT r FROM busetting_internal.preview_content(content, file, import_periods_content.date, rule, level, county, columns, form, skip, encoding, sheet, dates) AS r);
		PERFORM busetting_internal.refuse_rows(read, content, file, encoding, format('of %s: ', import_periods_content.date));
		rows := rows || read;
		ends := ends || cardinality(rows);
	END LOOP;
	PERFORM busetting_internal.tell_left_out(rows);
	FOR i IN 1 .. cardinality(dates) LOOP
		date := dates[i];
		period := (SELECT p FROM unnest(periods) AS p WHERE busetting_internal.period_dates(p) @> dates[i]);
		publication := busetting_internal.store_rows(rows[ends[i] + 1:ends[i + 1]], source, dates[i], rule);
		RETURN NEXT;
	END LOOP;
END
$$;

COMMENT ON FUNCTION busetting_internal.import_periods_content(text, bytea, text, date[], text, text, text, text[], text, text[], name, text) IS
	'implementation of import_periods, of a text or a file';

CREATE FUNCTION import_periods(content text, source text, dates date[] DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, skip text[] DEFAULT NULL,
	OUT period text, OUT date date, OUT publication integer)
RETURNS SETOF record
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10
AS $$
	SELECT * FROM busetting_internal.import_periods_content(content, NULL, source, dates, rule, level, county, columns, form, skip, NULL, NULL)
$$;

COMMENT ON FUNCTION import_periods(text, text, date[], text, text, text, text[], text, text[]) IS
	'store a publication for each period of a pasted table, as of columns of years, all or nothing: of the last date of each, or those that dates are of';

CREATE FUNCTION import_periods(content bytea, source text, dates date[] DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL,
	sheet text DEFAULT NULL, OUT period text, OUT date date, OUT publication integer)
RETURNS SETOF record
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10
AS $$
	SELECT * FROM busetting_internal.import_periods_content(NULL, content, source, dates, rule, level, county, columns, form, skip, encoding, sheet)
$$;

COMMENT ON FUNCTION import_periods(bytea, text, date[], text, text, text, text[], text, name, text[], text) IS
	'store a publication for each period of a file, a workbook or a text, all or nothing';
