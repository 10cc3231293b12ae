/*
 * export_form.sql: a publication in the forms of statistical offices: SDMX-CSV, with the codes of why a value
 * is not there, and PX, with its symbols.
 */

/* The code of CL_OBS_STATUS for the flags of a cell, the first that has one; A, normal, where none has. */
CREATE FUNCTION busetting_internal.flag_status(flags text, dialect text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(
		CASE WHEN flag_status.dialect = 'sdmx' THEN substring(flags FROM '^[A-Z](?= |$)') END,
		(SELECT s.code
		 FROM symbol_flag AS f
		 JOIN (VALUES ('break', 'B'), ('definition differs', 'D'), ('estimate', 'E'), ('early estimate', 'E'), ('forecast', 'F'), ('provisional', 'P'),
			   ('preliminary', 'P'), ('low reliability', 'U'), ('limited reliability', 'U'), ('use with caution', 'U'), ('not significant', 'N')) AS s(meaning, code)
			 ON starts_with(f.meaning, s.meaning)
		 WHERE f.dialect = flag_status.dialect AND strpos(flags, f.flag) > 0
		 ORDER BY strpos(flags, f.flag), f.flag COLLATE "C", s.code
		 LIMIT 1),
		'A')
$$;

COMMENT ON FUNCTION busetting_internal.flag_status(text, text) IS 'code of SDMX''s list of observation status for flags of a dialect, A where it has none';

CREATE FUNCTION publication_sdmx_csv(publication integer, language text DEFAULT NULL) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	WITH field AS (
		SELECT c.region_number, c.measure_number,
			   format('BUSETTING:%s(1.0)', coalesce(nullif(btrim(regexp_replace(upper(p.source), '[^A-Z0-9]+', '_', 'g'), '_'), ''), 'TABLE')) AS flow,
			   -- a region can have a row and a total: a code is there once
			   concat(c.code, CASE WHEN c.total THEN '-total' END, ': ', c.name) AS region,
			   concat(upper(c.measure), ': ', c.heading) AS measure, p.date::text AS period,
			   CASE WHEN NOT is_suppressed(c.value) THEN c.value::text END AS value,
			   CASE WHEN c.value IS NULL THEN 'O' WHEN is_suppressed(c.value) THEN 'Q' WHEN c.flags IS NOT NULL THEN busetting_internal.flag_status(c.flags, u.dialect) ELSE 'A' END AS status,
			   CASE WHEN is_suppressed(c.value) THEN 'C' ELSE 'F' END AS confidentiality,
			   coalesce(c.flags, '') AS flags, CASE WHEN c.value <> ':' AND is_suppressed(c.value) THEN c.value::text ELSE '' END AS comment
		FROM busetting_internal.publication_cell(publication_sdmx_csv.publication, publication_sdmx_csv.language) AS c
		JOIN publication AS p ON p.id = publication_sdmx_csv.publication
		JOIN suppression_rule AS u USING (rule)
	), line AS (
		SELECT f.region_number, f.measure_number, string_agg(CASE WHEN v.text ~ '[",\r\n]' THEN '"' || replace(v.text, '"', '""') || '"' ELSE v.text END, ',' ORDER BY v.number) AS text
		FROM field AS f
		CROSS JOIN LATERAL unnest(ARRAY[f.flow, f.region, f.measure, f.period, coalesce(f.value, ''), f.status, f.confidentiality, f.flags, f.comment]) WITH ORDINALITY AS v(text, number)
		GROUP BY f.region_number, f.measure_number
	)
	SELECT concat(E'DATAFLOW,REF_AREA: Region,INDICATOR: Measure,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,OBS_FLAG,OBS_COMMENT\n',
				  (SELECT string_agg(l.text || E'\n', '' ORDER BY l.region_number, l.measure_number) FROM line AS l))
	-- also of a publication that there is not
	FROM (SELECT busetting_internal.check_export(publication_sdmx_csv.publication, publication_sdmx_csv.language) AS checked OFFSET 0) AS c
	WHERE c.checked IS NOT NULL
$$;

COMMENT ON FUNCTION publication_sdmx_csv(integer, text) IS
	'a publication as SDMX-CSV 1.0: hidden cells with OBS_STATUS Q and CONF_STATUS C, flags as OBS_STATUS and as printed; the rule sdmx reads it again';

/* A text of a PX file, which has no quote and no line end in it. */
CREATE FUNCTION busetting_internal.px_text(content text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 4
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT '"' || regexp_replace(replace(content, '"', ''''), '[\r\n]+', ' ', 'g') || '"'
$$;

COMMENT ON FUNCTION busetting_internal.px_text(text) IS 'a text in the quotes of a PX file';

CREATE FUNCTION publication_px(publication integer, language text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	norwegian constant boolean := busetting_internal.check_export(publication, language);
	hidden constant text := coalesce(busetting_internal.publication_symbol(publication, 'hidden', ':'), ':');
	not_stated constant text := coalesce(nullif(busetting_internal.publication_symbol(publication, 'not stated', '..'), ''), '..');
	region constant text := 'region';
	measure constant text := CASE WHEN norwegian THEN 'statistikkvariabel' ELSE 'measure' END;
	persons constant text := CASE WHEN norwegian THEN 'personer' ELSE 'persons' END;
	file text;
BEGIN
	WITH cell AS MATERIALIZED (
		SELECT c.*, busetting_internal.px_text(concat(CASE WHEN count(*) OVER (PARTITION BY c.measure, c.name) > 1 THEN c.code || ' ' END, c.name)) AS region_text,
			   busetting_internal.px_text(c.heading) AS measure_text, count(*) OVER (PARTITION BY c.region_number) AS width
		FROM busetting_internal.publication_cell(publication_px.publication, publication_px.language) AS c
	), list AS (
		-- a line each, as a line of a PX file has at most 256 characters
		SELECT string_agg(c.region_text, E',\n' ORDER BY c.region_number) FILTER (WHERE c.measure_number = 1) AS regions,
			   string_agg(busetting_internal.px_text(c.code || CASE WHEN c.total THEN '-total' ELSE '' END), E',\n' ORDER BY c.region_number) FILTER (WHERE c.measure_number = 1) AS codes,
			   string_agg(c.measure_text, E',\n' ORDER BY c.measure_number) FILTER (WHERE c.region_number = 1) AS measures,
			   string_agg(busetting_internal.px_text(c.measure), E',\n' ORDER BY c.measure_number) FILTER (WHERE c.region_number = 1) AS measure_codes,
			   string_agg(format(E'UNITS(%s)="%s";\n', c.measure_text, persons), '' ORDER BY c.measure_number) FILTER (WHERE c.region_number = 1) AS units,
			   concat(string_agg(format(E'CELLNOTE(%s,%s)="%s";\n', c.region_text, c.measure_text, c.value), '' ORDER BY c.region_number, c.measure_number)
						  FILTER (WHERE c.value <> ':' AND is_suppressed(c.value)),
					  string_agg(format(E'DATANOTECELL(%s,%s)=%s;\n', c.region_text, c.measure_text, busetting_internal.px_text(c.flags)), '' ORDER BY c.region_number, c.measure_number)
						  FILTER (WHERE c.flags IS NOT NULL)) AS notes,
			   string_agg(CASE WHEN c.value IS NULL THEN '".."' WHEN is_suppressed(c.value) THEN '"."' ELSE c.value::text END
						  || CASE WHEN c.measure_number = c.width THEN E'\n' ELSE ' ' END, '' ORDER BY c.region_number, c.measure_number) AS data
		FROM cell AS c
	)
	SELECT concat(E'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="utf-8";\nLANGUAGE="', CASE WHEN norwegian THEN 'no' ELSE 'en' END, E'";\n',
		'CREATION-DATE="', to_char(p.imported_at AT TIME ZONE 'UTC', 'YYYYMMDD HH24:MI'), E'";\n',
		E'DECIMALS=0;\nSHOWDECIMALS=0;\n',
		'MATRIX="', coalesce(nullif(left(btrim(regexp_replace(upper(p.source), '[^A-Z0-9]+', '_', 'g'), '_'), 20), ''), 'TABLE'), E'";\n',
		E'SUBJECT-CODE="BUSETTING";\nSUBJECT-AREA=', CASE WHEN norwegian THEN '"Bosetting"' ELSE '"Settlement"' END, E';\n',
		'TITLE=', busetting_internal.px_text(concat(p.source, ', ', p.date)), E';\n',
		'CONTENTS=', busetting_internal.px_text(p.source), E';\n',
		'UNITS="', persons, E'";\n',
		'STUB="', region, E'";\nHEADING="', measure, E'";\nCONTVARIABLE="', measure, E'";\n',
		format(E'VALUES("%s")=\n%s;\nVALUES("%s")=\n%s;\nCODES("%s")=\n%s;\nCODES("%s")=\n%s;\n', region, l.regions, measure, l.measures, region, l.codes, measure, l.measure_codes),
		l.units, 'SOURCE=', busetting_internal.px_text(p.source), E';\n',
		'DATASYMBOL1=', busetting_internal.px_text(hidden), E';\nDATASYMBOL2=', busetting_internal.px_text(not_stated), E';\n',
		l.notes, E'DATA=\n', l.data, E';\n')
	INTO file
	FROM publication AS p, list AS l
	WHERE p.id = publication_px.publication AND l.data IS NOT NULL;
	RETURN file;
END
$$;

COMMENT ON FUNCTION publication_px(integer, text) IS
	'a publication as a PX file in UTF-8, hidden cells as its symbol 1; flags and printed bounds as notes of cells; NULL where it lists nothing';
