/*
 * preview.sql: from a pasted text to rows that can be stored, with what is
 * wrong with them.
 */

/*
 * Bounds that are printed in the place of a count: "1-9", "0..4", "<5", "≤ 4", ">=100", "5+".  Every name and
 * operator is qualified, so that it is safe to inline under any search_path.
 */
CREATE FUNCTION busetting_internal.printed_bounds(cell text) RETURNS suppressed_int
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE
		WHEN b[2] IS NULL AND c[1] IN ('<=', '≤') THEN suppressed_int(0, c[2]::integer)
		WHEN b[2] IS NULL AND c[1] IN ('>=', '≥') THEN suppressed_int(c[2]::integer, NULL)
		WHEN b[2] IS NULL AND c[1] = '<' AND c[2]::integer > 0 THEN suppressed_int(0, c[2]::integer - 1)
		WHEN b[2] IS NULL AND c[1] = '>' THEN suppressed_int(c[2]::integer + 1, NULL)
		WHEN cell ~ '^[0-9]{1,9}[+]$' THEN suppressed_int(rtrim(cell, '+')::integer, NULL)
		WHEN b[2] = '..' AND b[1] || b[3] <> '' OR b[1] <> '' AND b[3] <> ''
		THEN CASE WHEN b[3] = '' OR coalesce(nullif(b[1], ''), '0')::integer <= b[3]::integer
				  THEN suppressed_int(coalesce(nullif(b[1], ''), '0')::integer, nullif(b[3], '')::integer) END
	END
	FROM (SELECT regexp_match(cell, '^([0-9]{0,9}) *([.][.]|-|–) *([0-9]{0,9})$') AS b, regexp_match(cell, '^(<=?|>=?|≤|≥) *([0-9]{1,9})$') AS c) AS m
$$;

COMMENT ON FUNCTION busetting_internal.printed_bounds(text) IS 'bounds that a publisher prints in the place of a count, NULL for anything else';

/* A cell as a value: a number, what the symbol means, or the bounds that are printed. */
CREATE FUNCTION busetting_internal.cell_value(cell text, hidden text[], zero text[], missing text[]) RETURNS suppressed_int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE
		WHEN cell ~ '^[0-9]+$' THEN cell::suppressed_int
		WHEN cell = ANY (hidden) THEN ':'::suppressed_int
		WHEN cell = ANY (zero) THEN '0'::suppressed_int
		WHEN (cell = ANY (missing)) IS NOT TRUE THEN busetting_internal.printed_bounds(cell)
	END
$$;

COMMENT ON FUNCTION busetting_internal.cell_value(text, text[], text[], text[]) IS 'value of a cell as printed, given the symbols of hidden, of zero and of what is not stated';

/* The periods of statistical services: 2022, 2022M05, 2022K2 (or Q), 2022U20 (or W), 2022-05-18. */
CREATE FUNCTION busetting_internal.period_dates(period text) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE
		WHEN period ~ '-' THEN (SELECT daterange(d, d + 1)
			FROM (SELECT (year + (substr(period, 6, 2)::integer - 1) * interval '1 month')::date + substr(period, 9)::integer - 1 AS d) AS day
			WHERE date_part('month', d) = substr(period, 6, 2)::integer)
		WHEN period ~ '^[0-9]{4}$' THEN daterange(year, (year + interval '1 year')::date)
		WHEN period ~ '^[0-9]{4}M(0[1-9]|1[0-2])$' THEN daterange((year + (number - 1) * interval '1 month')::date, (year + number * interval '1 month')::date)
		WHEN period ~ '^[0-9]{4}[KQ][1-4]$' THEN daterange((year + (number - 1) * interval '3 months')::date, (year + number * interval '3 months')::date)
		WHEN period ~ '^[0-9]{4}[UW](0[1-9]|[1-4][0-9]|5[0-3])$' THEN daterange(week + 7 * (number - 1), week + 7 * number)
	END
	FROM (SELECT y.year, y.year + 4 - date_part('isodow', y.year + 3)::integer AS week, CASE WHEN period !~ '-' THEN substr(period, 6)::integer END AS number
		  FROM (SELECT make_date(left(period, 4)::integer, 1, 1) AS year) AS y
		  WHERE period ~ '^[1-9][0-9]{3}([MKQUW][0-9]+|-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$') AS p
$$;

COMMENT ON FUNCTION busetting_internal.period_dates(text) IS 'dates of a period as statistical services write it, NULL where it is none';

/* A period with its year, if that is not said: "U20", as a column "Uke 20" is of, and "05-18". */
CREATE FUNCTION busetting_internal.period_in_year(period text, year integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN period OPERATOR(pg_catalog.~) '^[MKU][0-9]' THEN pg_catalog.concat(year, period)
				WHEN period OPERATOR(pg_catalog.~) '^[0-9]{2}-' THEN pg_catalog.concat(year, '-', period)
				ELSE period END
$$;

COMMENT ON FUNCTION busetting_internal.period_in_year(text, integer) IS 'a period with a year in the place of one that is not said';

/* Why a name finds no single region, in region_id's own words. */
CREATE FUNCTION busetting_internal.region_problem(name text, level text, on_date date, county text, tree text, OUT problem text, OUT advice text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	detail text;
BEGIN
	PERFORM region_id(name, level, on_date, county, tree);
EXCEPTION WHEN no_data_found OR too_many_rows THEN
	GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, advice = PG_EXCEPTION_HINT;
	advice := concat_ws(' ', detail, advice);
END
$$;

COMMENT ON FUNCTION busetting_internal.region_problem(text, text, date, text, text) IS 'message of region_id where a name is unknown or ambiguous, else NULL';

CREATE TYPE preview_row AS (
	form text,
	line integer,
	name text,
	region integer,
	total boolean,
	requested suppressed_int,
	decided suppressed_int,
	decided_collective suppressed_int,
	agreed suppressed_int,
	agreed_collective suppressed_int,
	settled suppressed_int,
	settled_collective suppressed_int,
	problem text,
	advice text,
	measures text[],
	counts suppressed_int[],
	flags text[],
	detail text
);

COMMENT ON TYPE preview_row IS 'a row of a pasted table as it would be stored, and what is wrong with it';
COMMENT ON COLUMN preview_row.form IS 'the form in which the content was read: text, csv, html, json-stat, px, sdmx-csv, xlsx or ods';
COMMENT ON COLUMN preview_row.line IS 'line of the text on which the row begins; of a workbook, the row of the sheet; of a dataset, the number of the row';
COMMENT ON COLUMN preview_row.name IS 'the region as it is written';
COMMENT ON COLUMN preview_row.region IS 'the region it is, NULL if it could not be found';
COMMENT ON COLUMN preview_row.total IS 'is the row the table''s own total of the region, not a row of it?';
COMMENT ON COLUMN preview_row.problem IS 'why the row cannot be stored, NULL if it can';
COMMENT ON COLUMN preview_row.advice IS 'what to do about it; of a row without a region and without a problem, what is left out';
COMMENT ON COLUMN preview_row.flags IS 'what the publisher says of the counts in their places, NULL where nothing';
COMMENT ON COLUMN preview_row.detail IS 'more of the problem';
COMMENT ON COLUMN preview_row.measures IS 'all measures that the table has, also those without a column here';
COMMENT ON COLUMN preview_row.counts IS 'what it has of each; NULL where it is not stated';

/*
 * Are the numbers in a column that is left out another year than that of a date, or another month, week or quarter where the label says
 * that they are such?
 */
CREATE FUNCTION busetting_internal.numbers_of_other_date(label text, numbers integer[], date date) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(CASE WHEN 1990 <= ALL (numbers) AND 2049 >= ALL (numbers) THEN date_part('year', date) <> ANY (numbers)
						 WHEN l.text ~ '(mnd|m[åa]ned|m[åa]nad|month)' AND 12 >= ALL (numbers) THEN date_part('month', date) <> ANY (numbers)
						 WHEN l.text ~ '(uke|veke|week)' AND 53 >= ALL (numbers) THEN date_part('week', date) <> ANY (numbers)
						 WHEN l.text ~ '(kvartal|quarter)' AND 4 >= ALL (numbers) THEN date_part('quarter', date) <> ANY (numbers) END, false)
	FROM (SELECT busetting_internal.small_letters(label) AS text) AS l
$$;

COMMENT ON FUNCTION busetting_internal.numbers_of_other_date(text, integer[], date) IS 'are the numbers of a column years, months, weeks or quarters, one of which does not hold a date?';

/* Does a text of a column that is left out say that its row is of another date, or that its numbers are shares, planned or the like? */
CREATE FUNCTION busetting_internal.text_is_of_other(text text, date date) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT (SELECT NOT bool_or(d.dates @> date) FROM busetting_internal.title_dates(text, date_part('year', date)::integer) AS d) IS TRUE
		OR EXISTS (SELECT FROM busetting_internal.title_words(ARRAY[text]) AS w WHERE w.role LIKE 'another%')
$$;

COMMENT ON FUNCTION busetting_internal.text_is_of_other(text, date) IS 'does a cell of a column that is left out name another date, or something else that is counted?';

/*
 * What a column that is left out says, "Merknad: a, b, c, d, e": of more than four texts, those that say that the numbers are of something
 * else, of a group or of another date come first, and four are told.
 */
CREATE FUNCTION busetting_internal.column_texts_first(said text, date date) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH value AS MATERIALIZED (
		SELECT v.text, v.place
		FROM regexp_split_to_table(substr(said, length(split_part(said, ': ', 1)) + 3), ', ') WITH ORDINALITY AS v(text, place)
	), other AS MATERIALIZED (
		SELECT w.number AS place
		FROM (SELECT array_agg(v.text ORDER BY v.place) AS texts FROM value AS v) AS a
		CROSS JOIN LATERAL busetting_internal.title_words(a.texts) AS w
		WHERE w.role LIKE 'another%' OR w.role IN ('part', 'beside part', 'group')
		UNION
		-- which dates a text names takes long
		SELECT v.place
		FROM (SELECT v.text, v.place FROM value AS v
			  WHERE busetting_internal.small_letters(v.text) ~ ('(19|20)[0-9]{2}|[0-9][./-][0-9]|[0-9][.]? ?' || busetting_internal.title_months() || '|(uke|veke|week|kvartal|tertial|halvår)[[:alpha:]]* [0-9]')
			  ORDER BY v.place
			  LIMIT 50) AS v
		WHERE (SELECT NOT bool_or(d.dates @> date) FROM busetting_internal.title_dates(v.text, date_part('year', date)::integer) AS d) IS TRUE
	)
	SELECT split_part(said, ': ', 1) || ': ' || string_agg(o.text, ', ' ORDER BY o.rank)
	FROM (SELECT v.text, row_number() OVER (ORDER BY v.place IN (SELECT t.place FROM other AS t) DESC, v.place) AS rank FROM value AS v) AS o
	WHERE o.rank <= 4
$$;

COMMENT ON FUNCTION busetting_internal.column_texts_first(text, date) IS 'of what a column that is left out says, the four texts that say most of the numbers';

/*
 * What is said of a heading that nobody knows: the known ones that are most like it, and how it is taught.  What is said
 * not to be counted is none of these.
 */
CREATE FUNCTION busetting_internal.heading_problem(heading text, OUT detail text, OUT advice text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH wanted AS (
		SELECT busetting_internal.small_letters(btrim(regexp_replace(heading, '[[:space:]:]+', ' ', 'g'))) AS text
	), alike AS (
		SELECT w.phrase, w.measure, busetting_internal.likeness(busetting_internal.small_letters(w.phrase), wanted.text) AS likeness
		FROM wanted
		CROSS JOIN measure_word AS w
		WHERE w.measure IS NOT NULL
		ORDER BY likeness DESC, w.phrase COLLATE "C"
		LIMIT 3
	), known AS (
		SELECT o.word, o.place, k.measure, k.role
		FROM wanted
		CROSS JOIN regexp_split_to_table(wanted.text, ' ') WITH ORDINALITY AS o(word, place)
		JOIN measure_word AS k ON busetting_internal.small_letters(k.phrase) = rtrim(o.word, '.,:;')
	), rest AS (
		-- of "avtala busett", what is not known says which it is
		SELECT coalesce(string_agg(o.word, ' ' ORDER BY o.place), wanted.text) AS text
		FROM wanted
		LEFT JOIN regexp_split_to_table(wanted.text, ' ') WITH ORDINALITY AS o(word, place) ON NOT EXISTS (SELECT FROM known AS k WHERE k.place = o.place)
		GROUP BY wanted.text
	), other AS (
		-- of a group, not counted, something else, regions, years, a remark, or with more in one word ("tilleggsanmodning"): no measure
		SELECT wanted.text ~ '(kommentar|merknad|notat|forklaring|fotnote|kilde|kjelde|comment|remark|note|source|ansvarlig|kontakt)' OR wanted.text ~ '(år|året|dato|date|year)$'
			   OR EXISTS (SELECT FROM known AS k WHERE k.role = ANY ('{part,beside part,group,division,negation,another,another column,another title,name,code,years,periods}'))
			   OR EXISTS (SELECT FROM busetting_internal.title_words(ARRAY[heading]) AS n WHERE n.role IN ('group', 'negation') OR n.role LIKE 'another%')
			   OR EXISTS (SELECT FROM measure_word AS m WHERE m.measure IS NOT NULL AND length(m.phrase) > 5 AND length(wanted.text) > length(m.phrase) + 3
						  AND right(wanted.text, length(m.phrase) + 1) ~ '^[^ ]' AND right(wanted.text, length(m.phrase)) = busetting_internal.small_letters(m.phrase)) AS limited
		FROM wanted
	), meant AS (
		SELECT w.measure
		FROM rest
		CROSS JOIN measure_word AS w
		-- beside a word for the same measure, it is another: "bosatt i mottak";
		WHERE w.measure IS NOT NULL AND busetting_internal.likeness(busetting_internal.small_letters(w.phrase), rest.text) > 0.5 AND length(rest.text) <= length(w.phrase) + 3
			AND (rest.text = (SELECT text FROM wanted) OR NOT EXISTS (SELECT FROM known AS k WHERE k.measure = w.measure))
			AND NOT (SELECT limited FROM other)
		ORDER BY busetting_internal.likeness(busetting_internal.small_letters(w.phrase), rest.text) DESC, w.phrase COLLATE "C"
		LIMIT 1
	)
	SELECT coalesce('Known words that are most like it: ' || string_agg(format('%s (%s)', a.phrase, a.measure), ', ' ORDER BY a.likeness DESC, a.phrase COLLATE "C") FILTER (WHERE a.measure IS NOT NULL) || '.', 'No known word is like it.'),
		   CASE WHEN busetting_internal.title_alone(heading, '2000-06-15') IS NOT NULL THEN 'What is counted in a period alone is none of the measures: leave it out, with all that is unknown, columns => ''{-}'', or name a measure of your own in columns.'
				WHEN EXISTS (SELECT FROM measure_word AS d WHERE d.role IN ('years', 'periods', 'numbered period') AND busetting_internal.small_letters(d.phrase) = w.text)
					THEN 'It says of what period each row is: put tabs between the columns, and it is read.'
				WHEN EXISTS (SELECT FROM measure_word AS d WHERE d.role = 'division' AND busetting_internal.small_letters(d.phrase) = w.text)
					THEN 'It says of what each row is: hand over the rows of all persons alone; then leave the column out, columns => ''{-}''.'
				WHEN w.text !~ '[^0-9 ]' OR w.text ~ '(^| )[^ ]{65}|^([^ ]+ ){8}' THEN 'Name the columns in the argument columns; or leave out all that is unknown: columns => ''{-}''.'
				-- none is proposed by name
				WHEN (SELECT limited FROM other) THEN format('If it counts something else or others, say so: INSERT INTO busetting.measure_word (phrase, role) VALUES (%L, ''another''); or leave out all that is unknown: columns => ''{-}''.', w.text)
				WHEN NOT EXISTS (SELECT FROM meant) THEN format('If it counts something else, say so: INSERT INTO busetting.measure_word (phrase, role) VALUES (%L, ''another''); if it is a measure, name that: (phrase, measure) VALUES (%L, …); or leave out all that is unknown: columns => ''{-}''.', w.text, w.text)
				ELSE format('If it is a measure, say which: INSERT INTO busetting.measure_word (phrase, measure) VALUES (%L, %L); or leave out all that is unknown: columns => ''{-}''.', w.text, (SELECT m.measure FROM meant AS m))
		   END
	FROM wanted AS w
	LEFT JOIN alike AS a ON a.likeness > 0.5
	GROUP BY w.text
$$;

COMMENT ON FUNCTION busetting_internal.heading_problem(text) IS 'of a heading that is not known, the known words most like it and the statement that teaches it';

/* Names of the regions that others are parts of, as they stand above these: not those that such a part has, too. */
CREATE FUNCTION busetting_internal.heading_names(on_date date, tree text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH region_now AS MATERIALIZED (
		SELECT r.id, r.code, r.parent FROM region AS r WHERE r.tree = heading_names.tree AND r.parent IS NOT NULL AND busetting_internal.in_force(on_date, r.since, r.until)
	), named AS MATERIALIZED (
		SELECT n.name, n.name_key, r.code, r.id IN (SELECT parent FROM region_now) AS above
		FROM region_now AS r
		JOIN region_name AS n ON n.region = r.id AND busetting_internal.in_force(on_date, n.since, n.until)
	)
	SELECT array_agg(v.name)
	FROM named AS n
	CROSS JOIN LATERAL (VALUES (n.name), (n.code || ' ' || n.name)) AS v(name)
	WHERE n.above AND NOT EXISTS (SELECT FROM named AS p WHERE p.name_key = n.name_key AND NOT p.above)
$$;

COMMENT ON FUNCTION busetting_internal.heading_names(date, text) IS 'names of the regions that others are parts of on a date, but for those that one of the parts has, too';

/*
 * The rows of preview_table, given the symbols: a function of its own, so that an
 * error's context is short.  exceptions has, by measure and symbol, beside which measure the
 * symbol says nothing: where that is 0 or not stated.  Regions are those of one tree.  A total is of the
 * region that it names; if it names none, of the region that stands above it or is given, if it is no sum of
 * all the rows above; else of what the rows of its table have in common: of counties, or of municipalities of every
 * county, the country, of all municipalities of one county, that county.  Nothing else is guessed.
 */
CREATE FUNCTION busetting_internal.preview_rows(content text, file bytea, encoding name, sheet text, date date, level text, county_name text, county integer, columns text[], form text,
	hidden text[], zero text[], missing text[], exceptions jsonb, separators text[], flag_symbols text[], tolerance integer, skip text[], tree text, dates date[])
RETURNS SETOF preview_row
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
SET jit = off	-- compiling it takes longer than running it
SET plan_cache_mode = force_generic_plan	-- so does planning it: once a session will do
AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	WITH tree AS MATERIALIZED (
		SELECT t.spelling, busetting_internal.region_level_beside(t.tree, NULL) AS beside FROM region_tree AS t WHERE t.tree = preview_rows.tree
	), level AS MATERIALIZED (
		-- below the first and above the last are those of headings
		SELECT l.level, l.position, l.code_pattern, l.position = min(l.position) OVER () AS first, l.position = max(l.position) OVER () AS last
		FROM region_level AS l WHERE l.tree = preview_rows.tree
	), given AS MATERIALIZED (
		SELECT hidden || zero || missing AS symbols, busetting_internal.heading_words(preview_rows.tree) AS words, busetting_internal.heading_names(date, preview_rows.tree) AS headings,
			   ARRAY(SELECT n.name FROM region AS r JOIN region_name AS n ON n.region = r.id WHERE r.tree = preview_rows.tree) || ARRAY(SELECT r.code FROM region AS r WHERE r.tree = preview_rows.tree AND r.validity @> date) AS names
	), everything AS MATERIALIZED (
		-- of the text or of the file, whichever is given
		SELECT t.* FROM given AS g, busetting_internal.table_rows(content, columns, form, g.symbols, g.names, g.words, separators, flag_symbols, true, g.headings) WITH ORDINALITY AS t
		UNION ALL
		SELECT t.* FROM given AS g, busetting_internal.file_rows(file, columns, form, g.symbols, g.names, g.words, separators, flag_symbols, true, g.headings, encoding, sheet) WITH ORDINALITY AS t
	), row AS MATERIALIZED (
		-- a number before the name, or in a column of codes
		SELECT t.*, CASE WHEN t.total_of IS NULL AND t.code IS DISTINCT FROM t.name THEN coalesce(substring(t.code FROM '^([0-9]{1,4})[.)]?$'), nullif(t.code, ''), substring(t.name FROM '^[0-9]{1,3}(?=[.)]? )')) END AS number
		FROM everything AS t
		WHERE t.name IS NOT NULL
	), ranked AS (
		-- the numbers from 1 on count rows: they are no codes, by which the regions are known
		SELECT n.table_number
		FROM (SELECT p.table_number, bool_and(p.number IS NOT NULL) AND min(p.number) = 1 AND max(p.number) = count(*) AND count(DISTINCT p.number) = count(*) AS counted
			  FROM (SELECT t.table_number, t.period, CASE WHEN t.number ~ '^[0-9]{1,4}$' THEN t.number::integer END AS number FROM row AS t WHERE t.total_of IS NULL) AS p
			  GROUP BY p.table_number, p.period) AS n
		GROUP BY n.table_number
		HAVING bool_and(n.counted)
	), read AS MATERIALIZED (
		SELECT t.form, t.table_number, t.line, t.level, t.heading, busetting_internal.period_in_year(t.period, date_part('year', date)::integer) AS period, CASE WHEN r.table_number IS NULL THEN t.name ELSE regexp_replace(t.name, '^[0-9]{1,3}[.)]? +', '') END AS name,
			   CASE WHEN r.table_number IS NULL THEN t.code END AS code, t.total_of, t.measures, t.cells, t.flags, t.ordinality,
			   (t.name = ANY (skip)) IS TRUE OR (concat_ws(' ', t.code, t.name) = ANY (skip)) IS TRUE AS skipped
		FROM row AS t
		LEFT JOIN ranked AS r USING (table_number)
	), period AS MATERIALIZED (
		SELECT count(*) AS periods, array_agg(p.period) FILTER (WHERE busetting_internal.period_dates(p.period) @> date) AS held,
			   string_agg(p.period, ', ' ORDER BY p.period) AS names,
			   bool_or(busetting_internal.period_dates(p.period) IS NOT NULL) AS dated,
			   array_agg(p.period ORDER BY p.period) FILTER (WHERE NOT EXISTS (SELECT FROM unnest(dates) AS d WHERE busetting_internal.period_dates(p.period) @> d)) AS others
		FROM (SELECT DISTINCT period FROM read WHERE period IS NOT NULL AND NOT skipped) AS p
	), written AS MATERIALIZED (
		SELECT t.*, CASE WHEN (period.periods > 1 OR period.dated) AND period.held IS NULL THEN period.names END AS other_periods,
			   concat_ws(' ', nullif(t.code, ''), nullif(t.name, t.code)) AS region_text, coalesce(preview_rows.level, CASE WHEN t.form <> ALL ('{json-stat,px,sdmx-csv}') THEN t.level
					ELSE busetting_internal.region_code_level(t.code, preview_rows.tree) END) AS wanted,
			   date_part('year', date) < y.since OR date_part('year', date) > y.until AS of_other_years,
			   CASE WHEN t.total_of IS NULL
					-- without the years behind it, where these hold the date
					THEN concat_ws(' ', nullif(t.code, ''), nullif(CASE WHEN date_part('year', date) < y.since OR date_part('year', date) > y.until THEN t.name ELSE y.bare END, t.code))
					WHEN t.code !~ '^0*$' AND EXISTS (SELECT FROM level AS l WHERE NOT l.first AND NOT l.last AND t.code ~ ('^(?:' || l.code_pattern || ')$')) THEN t.code
					ELSE t.total_of END AS region_key,
			   y.bare,
			   -- nothing but the symbols of what is not stated
			   NOT EXISTS (SELECT FROM unnest(t.cells) AS s(cell) WHERE s.cell <> '' AND (s.cell = ANY (missing)) IS NOT TRUE) AS states_nothing,
			   -- nor any person
			   NOT EXISTS (SELECT FROM unnest(t.cells) AS s(cell) WHERE s.cell NOT IN ('', '0') AND (s.cell = ANY (zero) OR s.cell = ANY (missing)) IS NOT TRUE) AS states_none
		FROM read AS t
		CROSS JOIN LATERAL busetting_internal.region_name_years(t.name) AS y
		CROSS JOIN period
		WHERE (period.periods = 0 OR period.held IS NULL OR t.period IS NULL OR t.period = ANY (period.held)) AND (skip IS NULL OR NOT t.skipped)
	), heading AS (
		-- what stands above rows may be a title as well
		SELECT h.heading, min(r.id) AS county
		FROM (SELECT w.heading, region_name_key(w.heading, tree.beside, tree.spelling) AS key FROM (SELECT DISTINCT heading FROM written WHERE heading IS NOT NULL) AS w CROSS JOIN tree) AS h
		JOIN region_name AS n ON n.validity @> date
		JOIN region AS r ON r.id = n.region AND r.tree = preview_rows.tree AND r.validity @> date
		JOIN level AS v ON v.level = r.level AND NOT v.first AND NOT v.last
		WHERE h.key IN (n.name_key, r.code_key, r.code_key || ' ' || n.name_key)
			OR EXISTS (SELECT FROM region_level AS l CROSS JOIN unnest(l.designations) AS d WHERE l.level = r.level AND h.key IN (n.name_key || ' ' || d, d || ' ' || n.name_key))
		GROUP BY h.heading
		HAVING count(DISTINCT r.id) = 1
	), headed AS MATERIALIZED (
		SELECT w.*, region_name_key(w.region_key, w.wanted, tree.spelling) AS key, h.county AS heading_county, CASE WHEN w.code <> '' THEN region_name_key(w.bare, NULL, tree.spelling) END AS bare_key, coalesce(h.county, preview_rows.county) AS county, (h.county <> preview_rows.county) IS TRUE AS elsewhere,
			   CASE WHEN h.county IS NULL THEN county_name ELSE w.heading END AS county_written
		FROM written AS w
		CROSS JOIN tree
		LEFT JOIN heading AS h ON h.heading = w.heading
	), few AS MATERIALIZED (
		SELECT CASE WHEN count(*) <= 100 THEN string_agg(k.key, E'\n') END AS keys
		FROM (SELECT key FROM headed UNION SELECT bare_key FROM headed) AS k
	), called AS MATERIALIZED (
		-- regions by all that they are called on any date; where little is written, by that which has a name from there
		SELECT l.key, l.region_id, l.level, l.parent_id, l.validity
		FROM region_lookup AS l
		WHERE l.tree = preview_rows.tree AND ((SELECT keys FROM few) IS NULL OR strpos((SELECT keys FROM few), l.name_key) > 0)
	), place AS MATERIALIZED (
		-- a name that is no municipality's can be the county's or the country's, as a total
		SELECT w.ordinality,
			   array_agg(DISTINCT l.region_id) FILTER (WHERE w.total_of IS NULL AND l.level = coalesce(w.wanted, l.level)) AS wanted,
			   array_agg(DISTINCT l.region_id) FILTER (
				   WHERE v.first OR NOT v.last AND (v.position < u.position OR w.total_of IS NOT NULL)) AS total
		FROM headed AS w
		JOIN called AS l ON l.key = w.key AND l.validity @> date
		JOIN level AS v ON v.level = l.level
		LEFT JOIN level AS u ON u.level = w.wanted
		WHERE NOT w.elsewhere AND (w.county IS NULL OR w.county IN (l.parent_id, l.region_id) OR v.first)
		GROUP BY w.ordinality
	), coded AS (
		-- where no region is so called on any date, the code decides
		SELECT w.ordinality, min(r.id) AS region
		FROM headed AS w
		JOIN region AS r ON r.code = w.code AND r.tree = preview_rows.tree AND r.validity @> date AND r.level = coalesce(w.wanted, r.level)
		WHERE w.total_of IS NULL AND w.code <> '' AND w.name <> w.code AND w.of_other_years IS NOT TRUE AND NOT w.elsewhere
			AND (w.county IS NULL OR w.county IN (r.parent, r.id))
			AND NOT EXISTS (SELECT FROM place AS p WHERE p.ordinality = w.ordinality)
			AND NOT EXISTS (SELECT FROM called AS l WHERE l.key = w.bare_key)
		GROUP BY w.ordinality
	), ended AS (
		-- regions of other dates alone, which state something for another period and nothing for this
		SELECT w.ordinality
		FROM headed AS w
		JOIN (SELECT DISTINCT r.name, r.code
			  FROM read AS r
			  CROSS JOIN period AS p
			  WHERE p.periods > 1 AND EXISTS (SELECT FROM unnest(r.cells) AS s(cell) WHERE s.cell <> '' AND (s.cell = ANY (missing)) IS NOT TRUE)) AS o
			ON o.name = w.name AND o.code IS NOT DISTINCT FROM w.code
		JOIN called AS l ON l.key = w.key
		WHERE w.states_nothing AND w.total_of IS NULL
		GROUP BY w.ordinality
		HAVING NOT bool_or(l.validity @> date)
	), named AS MATERIALIZED (
		SELECT w.*, CASE WHEN cardinality(coalesce(p.wanted, p.total)) = 1 THEN (coalesce(p.wanted, p.total))[1] ELSE d.region END AS region,
			   ARRAY(SELECT CASE WHEN (exceptions -> k.measure ? k.cell) IS NOT TRUE
									OR busetting_internal.cell_value(w.cells[array_position(w.measures, exceptions -> k.measure ->> k.cell)], hidden, zero, missing) <> 0
								 THEN busetting_internal.cell_value(k.cell, hidden, zero, missing) END
					 FROM unnest(w.measures, w.cells) WITH ORDINALITY AS k(measure, cell, place)
					 ORDER BY k.place) AS counts,
			   w.total_of IS NOT NULL OR (p.wanted IS NULL AND p.total IS NOT NULL) AS is_total,
			   w.region_key = '' AND row_number() OVER (PARTITION BY w.table_number, w.county, w.region_key, w.period ORDER BY w.ordinality) > 1 AS again
		FROM headed AS w
		LEFT JOIN place AS p USING (ordinality)
		LEFT JOIN coded AS d USING (ordinality)
	), covered AS (
		-- what the rows of a table have in common
		SELECT t.table_number, CASE WHEN t.of_first OR t.parents = (SELECT count(*) FROM region AS r WHERE r.tree = preview_rows.tree AND r.level = t.parent_level AND r.validity @> date)
									THEN (SELECT r.id FROM region AS r WHERE r.tree = preview_rows.tree AND r.parent IS NULL AND r.validity @> date)
									WHEN t.parents = 1 AND t.regions = (SELECT count(*) FROM region AS r WHERE r.parent = t.parent AND r.validity @> date) THEN t.parent END AS region
		FROM (SELECT n.table_number, bool_or(p.parent IS NULL) AS of_first, count(DISTINCT p.id) AS parents, min(p.id) AS parent, count(DISTINCT r.id) AS regions,
					 CASE WHEN count(DISTINCT p.level) = 1 THEN min(p.level) END AS parent_level
			  FROM named AS n
			  JOIN region AS r ON r.id = n.region
			  JOIN region AS p ON p.id = r.parent
			  WHERE NOT n.is_total AND EXISTS (SELECT FROM named WHERE region_key = '')
			  GROUP BY n.table_number) AS t
	), grand AS MATERIALIZED (
		-- below a county that is not the first: a sum of all rows above, or of that county's?  NULL where it may be either
		SELECT t.ordinality, CASE WHEN t.own AND NOT t.whole THEN false
								  WHEN t.whole AND NOT t.own THEN true
								  -- all counties above have a total, and this can be that of the last
								  WHEN t.told AND (t.own OR t.more) THEN false END AS whole
		FROM (
			SELECT n.ordinality, bool_and(f.own) AS own, bool_and(f.whole) AS whole, bool_and(f.more) AS more,
				   NOT EXISTS (SELECT FROM named AS o
							   WHERE o.heading_county <> n.heading_county AND o.ordinality < n.ordinality AND o.period IS NOT DISTINCT FROM n.period AND o.measures && n.measures
								AND NOT EXISTS (SELECT FROM named AS s
												WHERE s.is_total AND s.ordinality < n.ordinality AND s.period IS NOT DISTINCT FROM n.period AND s.measures && n.measures
													AND o.heading_county = CASE WHEN s.region_key = '' THEN s.heading_county ELSE s.region END)) AS told
			FROM named AS n
			CROSS JOIN LATERAL unnest(n.measures, n.counts) AS k(measure, count)
			CROSS JOIN LATERAL (
				-- a sum of hidden counts has no end
				SELECT sum(lower(v.count)) FILTER (WHERE r.heading_county = n.heading_county) AS own_least,
					   CASE WHEN bool_and(upper(v.count) IS NOT NULL) FILTER (WHERE r.heading_county = n.heading_county) THEN sum(upper(v.count)) FILTER (WHERE r.heading_county = n.heading_county) END AS own_most,
					   sum(lower(v.count)) AS least, CASE WHEN bool_and(upper(v.count) IS NOT NULL) THEN sum(upper(v.count)) END AS most
				FROM named AS r
				CROSS JOIN LATERAL unnest(r.measures, r.counts) AS v(measure, count)
				WHERE r.ordinality < n.ordinality AND NOT r.is_total AND r.period IS NOT DISTINCT FROM n.period AND v.measure = k.measure) AS s
			CROSS JOIN LATERAL (
				SELECT coalesce(upper(k.count) < s.own_least - tolerance OR lower(k.count) > s.own_most + tolerance, false) IS FALSE AS own,
					   coalesce(upper(k.count) < s.least - tolerance OR lower(k.count) > s.most + tolerance, false) IS FALSE AS whole,
					   coalesce(upper(k.count) >= s.own_least - tolerance AND upper(k.count) < s.least - tolerance, true) AS more) AS f
			WHERE n.region_key = '' AND NOT n.again AND n.heading_county IS NOT NULL
				AND EXISTS (SELECT FROM named AS o WHERE o.heading_county <> n.heading_county AND o.ordinality < n.ordinality AND o.period IS NOT DISTINCT FROM n.period AND o.measures && n.measures)
			GROUP BY n.ordinality, n.heading_county, n.period, n.measures) AS t
	), placed AS MATERIALIZED (
		-- below the total of the last county can stand that of the country
		SELECT n.*, count(*) FILTER (WHERE n.region_key <> '' AND n.region IS NULL) OVER (ORDER BY n.ordinality) AS unknown_names,
			   CASE WHEN n.region_key <> '' THEN n.region
						 WHEN n.again OR n.county IS NULL OR n.wanted = (SELECT r.level FROM region AS r WHERE r.id = n.county) THEN c.region
						 WHEN a.whole THEN nullif(c.region, n.county)
						 WHEN a.whole IS NULL AND a.ordinality IS NOT NULL THEN NULL
						 ELSE n.county END AS region_id
		FROM named AS n
		LEFT JOIN covered AS c USING (table_number)
		LEFT JOIN grand AS a ON a.ordinality = n.ordinality
	), repeated AS (
		-- a region twice: in one table, or with another figure; a total may be printed again
		SELECT p.ordinality, min(q.line) AS earlier_line, (array_agg(d.figures ORDER BY q.line))[1] AS figures
		FROM (SELECT region_id, is_total FROM placed WHERE region_id IS NOT NULL GROUP BY region_id, is_total HAVING count(*) > 1) AS t
		JOIN placed AS p USING (region_id, is_total)
		JOIN (SELECT DISTINCT ON (region_id, is_total, table_number, measures) * FROM placed ORDER BY region_id, is_total, table_number, measures, ordinality) AS q USING (region_id, is_total)
		LEFT JOIN LATERAL (
			SELECT format('Of %s it has "%s" there, and "%s" here.', a.measure, b.cell, a.cell) AS figures
			FROM unnest(p.measures, p.cells) AS a(measure, cell)
			JOIN unnest(q.measures, q.cells) AS b(measure, cell) USING (measure)
			WHERE a.cell <> b.cell
			LIMIT 1) AS d ON true
		WHERE q.ordinality < p.ordinality AND p.measures && q.measures
			AND (NOT p.is_total AND p.table_number = q.table_number OR d.figures IS NOT NULL)
		GROUP BY p.ordinality
	), partial AS MATERIALIZED (
		-- totals of no region that are the sums of the rows above them, all of which are known: from the last total on, or of the whole table
		SELECT t.ordinality, min(f.rows) AS rows
		FROM placed AS t
		CROSS JOIN LATERAL (
			SELECT 0 AS ordinality
			UNION
			SELECT max(b.ordinality) FROM placed AS b WHERE b.table_number = t.table_number AND b.period IS NOT DISTINCT FROM t.period AND b.is_total AND b.ordinality < t.ordinality) AS b
		CROSS JOIN LATERAL (
			SELECT min(s.rows) AS rows
			FROM unnest(t.measures, t.counts) AS k(measure, count)
			CROSS JOIN LATERAL (
				SELECT count(*) AS rows, sum(lower(v.count)) AS sum, bool_and(coalesce(lower(v.count) = upper(v.count), false)) AS exact
				FROM placed AS n
				CROSS JOIN LATERAL unnest(n.measures, n.counts) AS v(measure, count)
				WHERE n.table_number = t.table_number AND n.period IS NOT DISTINCT FROM t.period AND NOT n.is_total AND n.ordinality > b.ordinality AND n.ordinality < t.ordinality AND v.measure = k.measure) AS s
			HAVING bool_and(coalesce(s.exact AND s.rows > 1 AND lower(k.count) = s.sum AND upper(k.count) = s.sum, false)) AND bool_or(s.sum > 0)) AS f
		WHERE t.region_id IS NULL AND t.region_key = '' AND t.is_total
		GROUP BY t.ordinality
	), judged AS MATERIALIZED (
		SELECT c.*, w.problem AS what, CASE WHEN w.problem IS NULL AND c.summed IS NOT NULL THEN format('row "%s" is left out: it is the sum of the %s rows above it, and names no region', c.region_text, c.summed) ELSE w.advice END AS what_to_do
		FROM (
			SELECT p.*, p.region_id IS NULL AND (p.states_none AND p.of_other_years IS TRUE OR p.states_nothing AND e.ordinality IS NOT NULL) AS ended, u.rows AS summed
			FROM placed AS p
			LEFT JOIN partial AS u USING (ordinality)
			LEFT JOIN ended AS e USING (ordinality)) AS c
		LEFT JOIN repeated AS r USING (ordinality)
		LEFT JOIN LATERAL (
			SELECT CASE WHEN strpos(c.other_periods, ',') > 0 THEN format('none of the periods %s holds %s', c.other_periods, date)
						ELSE format('the period %s does not hold %s', c.other_periods, date) END AS problem,
				   CASE WHEN strpos(c.other_periods, ',') > 0 THEN 'Give a date that one of them holds, or store each of them with busetting.import_periods.'
						ELSE 'Give a date that it holds.' END AS advice
			WHERE c.other_periods IS NOT NULL
			UNION ALL
			SELECT format('"%s" may be a year, and is no region of this table', c.name),
				   'If it is a code, head its column kommunenr or give the column as code: columns => ''{code,settled}''; a table of years is none of regions.'
			WHERE c.code IS NULL AND c.name ~ '^(199[0-9]|20[0-4][0-9])$'
			UNION ALL
			SELECT format('it is not clear of which region "%s" is the total', c.region_text),
				   format('Name the region beside it as "Vestland i alt"; if it is all of a county, write that above the rows or give the argument county; if it is of no region, leave it out: skip => %L.', ARRAY[c.region_text])
			WHERE c.region_id IS NULL AND c.region_key = '' AND c.summed IS NULL
			UNION ALL
			SELECT format('the code %s is of %s, and "%s" is %s', c.code, o.name, c.bare, n.code),
				   'Correct the one that is wrong; or have the rows known by one of both, with - for the other in the argument columns.'
			FROM (SELECT min(v.name) AS name
				  FROM region AS g
				  JOIN region_name AS v ON v.region = g.id AND v.validity @> date AND v.kind = 'official'
				  WHERE g.tree = preview_rows.tree AND g.code = c.code AND g.validity @> date) AS o,
				 (SELECT string_agg(DISTINCT g.code, ', ') AS code
				  FROM called AS l
				  JOIN region AS g ON g.id = l.region_id
				  WHERE l.key = c.bare_key AND l.validity @> date) AS n
			WHERE c.region_id IS NULL AND c.code <> '' AND c.bare <> c.code AND o.name IS NOT NULL AND n.code IS NOT NULL AND strpos(n.code, c.code) = 0
			UNION ALL
			-- which names are like it takes long, and is of use for a few only
			SELECT coalesce(p.problem, format('"%s" is no region of this table', c.region_text)),
				   CASE WHEN c.unknown_names > 50 THEN 'Of the first 50 such names it is said which are like them.'
						-- æ, ø and å of code pages of DOS, read as Windows'
						WHEN c.region_text ~ '[‘›†]' THEN concat_ws(' ', p.advice, 'If the file is of code page 865 or 850, convert it before: iconv -f CP865 -t UTF-8.')
						WHEN starts_with(p.advice, 'No name is similar.') THEN concat_ws(' ', p.advice, format('If it is no region, leave the row out: skip => %L.', ARRAY[c.region_text]))
						ELSE p.advice END
			FROM (SELECT c.unknown_names <= 50 AS few, tree.beside FROM tree) AS u
			LEFT JOIN LATERAL busetting_internal.region_problem(CASE WHEN u.few THEN c.region_key END, CASE WHEN c.total_of IS NULL THEN c.wanted ELSE u.beside END,
								date, CASE WHEN c.elsewhere THEN county_name ELSE c.county_written END, preview_rows.tree) AS p ON u.few
			WHERE c.region_id IS NULL AND c.region_key <> '' AND NOT c.ended
			UNION ALL
			SELECT format('%s stands twice, first on line %s', c.region_text, r.earlier_line),
				   concat_ws(' ', r.figures, 'A publication has one row a region: import the other table under another source or date.')
			WHERE c.region_id IS NOT NULL AND r.earlier_line IS NOT NULL
			UNION ALL
			SELECT format('unknown symbol "%s"', s.symbol),
				   'Say what it means by a row of busetting.symbol_meaning, or give the rule of the publisher whose symbol it is.'
			FROM unnest(c.cells) AS s(symbol)
			WHERE s.symbol !~ '^[0-9]+$' AND (s.symbol = ANY (hidden || zero || missing)) IS NOT TRUE AND busetting_internal.printed_bounds(s.symbol) IS NULL
			UNION ALL
			(SELECT format('%s %s is larger than %s %s', m.measure, k.count, m.part_of, w.whole),
					'The columns may stand in another order than their headers say: name them in the argument columns.'
			 FROM unnest(c.measures, c.counts) AS k(measure, count)
			 JOIN measure AS m ON m.measure = k.measure
			 CROSS JOIN LATERAL (SELECT c.counts[array_position(c.measures, m.part_of)] AS whole) AS w
			 WHERE k.count >> w.whole
			 ORDER BY m.position)
			LIMIT 1
		) AS w ON true
	), merged AS MATERIALIZED (
		-- the rows of one region, of several tables or years' columns, are one
		SELECT min(j.ordinality) AS ordinality, j.form, min(j.line) AS line, min(j.region_text) AS region_text, j.region_id, j.is_total, j.what, j.what_to_do,
			   bool_and(j.ended) AS ended,
			   array_agg(j.ordinality) AS rows
		FROM judged AS j
		GROUP BY j.form, j.region_id, j.is_total, j.what, j.what_to_do, CASE WHEN j.region_id IS NULL OR j.what IS NOT NULL THEN j.table_number END, CASE WHEN j.region_id IS NULL OR j.what IS NOT NULL THEN j.line END
	), title AS MATERIALIZED (
		SELECT e.form, e.table_number, e.line, w.text, w.label, c.columns, e.detail AS kind, w.text = ANY (skip) IS TRUE AS skipped, e.ordinality,
			   EXISTS (SELECT FROM everything AS u WHERE u.advice = 'unknown heading' AND u.detail = w.label) AS unknown,
			   -- what a column that is left out says, if it divides persons
			   w.label IS NOT NULL AND (EXISTS (SELECT FROM measure_word AS d WHERE d.role = 'division' AND busetting_internal.small_letters(d.phrase) = busetting_internal.small_letters(w.label))
										OR e.detail = 'columns' AND EXISTS (SELECT FROM busetting_internal.title_words(ARRAY[w.text]) AS g WHERE g.role IN ('part', 'beside part', 'group'))) AS divides
		FROM everything AS e
		CROSS JOIN LATERAL (
			SELECT p.text, CASE WHEN e.detail IN ('column', 'columns', 'numbers') THEN split_part(x.text, ': ', 1) END AS label
			FROM (SELECT CASE WHEN e.detail = 'columns' AND cardinality(string_to_array(h.text, ', ')) > 4 THEN busetting_internal.column_texts_first(h.text, date) ELSE h.text END AS text
				  FROM (SELECT btrim(regexp_replace(e.heading, '(<[^>]*>|[;|[:space:]])+', ' ', 'g')) AS text) AS h OFFSET 0) AS x
			-- a caption may be a note
			CROSS JOIN LATERAL (SELECT e.detail = 'note' OR e.detail = 'caption' AND (busetting_internal.title_is_prose(x.text) OR busetting_internal.small_letters(x.text) ~ '^[^[:alpha:]]*(kilde|kjelde|source|note|merk|fotnot|forklaring|teiknforklaring|tegnforklaring|symbol)') AS note) AS k
			CROSS JOIN LATERAL (
				SELECT x.text WHERE NOT k.note
				UNION ALL
				SELECT s FROM busetting_internal.note_statements(x.text, e.form = 'html' AND strpos(e.heading, E'\t') > 0 OR EXISTS (SELECT FROM everything AS n WHERE n.detail = 'title' AND n.table_number > e.table_number AND n.line = e.line)) AS s WHERE k.note) AS p(text)) AS w
		-- of a header without the columns that the caller leaves out
		CROSS JOIN LATERAL (
			SELECT string_agg(btrim(regexp_replace(p.text, '(<[^>]*>|[[:space:]])+', ' ', 'g')), E'\t' ORDER BY p.place) AS columns
			FROM regexp_split_to_table(ltrim(e.heading, ' |'), CASE WHEN e.heading ~ '[;|\t]' THEN '[;|\t]' WHEN e.heading ~ ' {2}' THEN ' {2,}' WHEN e.form = 'csv' THEN ',' ELSE '\n' END) WITH ORDINALITY AS p(text, place)
			WHERE columns[p.place] IS DISTINCT FROM '-'
				AND NOT EXISTS (SELECT FROM everything AS n WHERE n.name IS NULL AND n.note = format('column "%s" is left out', btrim(p.text)))) AS c
		WHERE e.name IS NULL AND e.heading IS NOT NULL
	), apart AS MATERIALIZED (
		-- columns that are left out, and say of the rows that they are of a group, or of another year or part of it
		SELECT t.*
		FROM title AS t
		WHERE NOT t.skipped AND NOT t.unknown
			AND (t.divides
				 OR t.kind = 'numbers' AND busetting_internal.numbers_of_other_date(t.label, string_to_array(substr(t.text, length(t.label) + 3), ', ')::integer[], date)
				 OR t.kind IN ('column', 'columns') AND EXISTS (SELECT FROM unnest(string_to_array(substr(t.text, length(t.label) + 3), ', ')) AS v(text) WHERE busetting_internal.text_is_of_other(v.text, date)))
	), titled AS (
		SELECT t.form, nullif(t.lines[p.number], 0) AS line, p.problem, p.advice, t.ordinality
		FROM (SELECT o.table_number, min(o.form) AS form, array_agg(o.line ORDER BY o.line, o.ordinality) AS lines, array_agg(o.text ORDER BY o.line, o.ordinality) AS texts,
					 array_agg(CASE WHEN o.kind = 'header' THEN coalesce(o.columns, '') END ORDER BY o.line, o.ordinality) AS columns, min(o.ordinality) AS ordinality, true AS dated
			  FROM title AS o
			  WHERE NOT o.skipped AND NOT o.divides AND NOT o.unknown AND o.kind <> ALL ('{columns,numbers,caption,note}') AND NOT EXISTS (SELECT FROM apart AS a WHERE a.ordinality = o.ordinality)
			  GROUP BY o.table_number
			  UNION ALL
			  -- what is said in or below a table holds against what its titles say; its columns may have what that is of, but their dates are their own
			  SELECT o.table_number, o.form, ARRAY[o.line], o.text || h.texts, ARRAY[NULL::text] || array_fill(''::text, ARRAY[cardinality(h.texts)]), o.ordinality,
					 -- one year alone over the rows below it is theirs
					 o.kind = 'note' OR o.text !~ '^[^0-9]*(19|20)[0-9]{2}[^0-9]*$'
			  FROM title AS o
			  CROSS JOIN LATERAL (SELECT coalesce(array_agg(h.text), '{}') AS texts FROM title AS h WHERE h.table_number = o.table_number AND h.kind = 'header') AS h
			  WHERE NOT o.skipped AND (o.kind = 'caption'
				OR o.kind = 'note' AND NOT EXISTS (SELECT FROM title AS c WHERE c.table_number = o.table_number AND c.kind = 'caption' AND strpos(c.text, o.text) > 0))) AS t
		JOIN (SELECT r.table_number, bool_or(r.period IS NOT NULL) AS dated, coalesce(bool_or(r.period !~ '^[0-9]{4}$'), false) AS parted, array_agg(DISTINCT m.measure) AS measures
			  FROM read AS r
			  CROSS JOIN LATERAL unnest(r.measures) AS m(measure)
			  GROUP BY r.table_number) AS r USING (table_number)
		CROSS JOIN LATERAL busetting_internal.title_problem(t.texts, t.columns, date, r.dated AND t.dated, r.parted, r.measures) AS p
		UNION ALL
		-- "Kommuner med vedtak" above counties: so many municipalities
		SELECT o.form, nullif(o.line, 0), format('"%s" says that the numbers are of "%s"', o.text, w.words),
			   format('Leave the table out; if the line says nothing of the numbers, name it in skip: skip => %L.', ARRAY[o.text]), o.ordinality
		FROM title AS o
		JOIN LATERAL substring(busetting_internal.small_letters(o.text) FROM '^[^[:alpha:]]*([[:alpha:]]+) (?:med|som|uten|utan|der|kor|hvor|har|with|without|that|which|having|who)\M') AS w(words) ON w.words IS NOT NULL
		WHERE NOT o.skipped AND o.kind IN ('title', 'caption')
			AND EXISTS (SELECT
						FROM placed AS p
						JOIN region AS r ON r.id = p.region_id
						JOIN region_level AS a ON a.tree = r.tree AND a.level = r.level
						JOIN region_level AS b ON b.tree = r.tree AND b.position > a.position
						WHERE p.table_number = o.table_number AND NOT p.is_total
							AND (w.words = regexp_replace(b.level, 'y$', 'ies') OR EXISTS (SELECT FROM measure_word AS m WHERE m.role = 'name' AND m.level = b.level AND busetting_internal.small_letters(m.phrase) = w.words)))
	), told AS (
		SELECT e.form, e.line, e.detail, e.advice, e.ordinality, count(*) FILTER (WHERE e.advice = 'unknown heading') OVER (ORDER BY e.ordinality) AS unknown_headings, CASE WHEN w.whole IS NULL THEN e.problem END AS problem, CASE WHEN w.whole IS NULL THEN e.note ELSE format('column "%s" is left out', e.detail) END AS note
		FROM everything AS e
		-- a column that divides persons, of which all rows are of the whole
		LEFT JOIN LATERAL (
			SELECT true AS whole
			FROM measure_word AS d
			WHERE d.role = 'division' AND busetting_internal.small_letters(d.phrase) = busetting_internal.small_letters(e.detail)
				AND NOT EXISTS (SELECT FROM title AS t WHERE t.label = e.detail AND t.line = e.line)
			LIMIT 1) AS w ON e.advice = 'unknown heading' AND (SELECT count(*) FROM everything AS u WHERE u.advice = 'unknown heading') <= 16
		WHERE e.name IS NULL AND e.heading IS NULL
			-- one's own measures are no reference, and who has looked at the header says so
			AND (e.advice = 'given heading' AND (e.detail = ANY (skip) OR EXISTS (SELECT FROM measure AS m WHERE NOT m.reference AND m.measure = substring(e.problem FROM ' is given as ([^ ,]+)')))) IS NOT TRUE
	), strange AS (
		-- of each table in one row; what is known to say something else has a problem of its own
		SELECT t.table_number, min(t.form) AS form, max(nullif(t.line, 0)) AS line, count(*) AS lines, min(t.ordinality) AS ordinality,
			   string_agg(concat('"', t.text, '"', CASE WHEN busetting_internal.small_letters(t.text) <> t.words THEN ' (' || t.words || ')' END), ', ' ORDER BY t.rank) FILTER (WHERE t.rank <= 5) AS texts
		FROM (SELECT o.table_number, o.form, o.line, o.text, o.words, o.ordinality, row_number() OVER (PARTITION BY o.table_number ORDER BY o.line DESC, o.ordinality DESC) AS rank
			  FROM (SELECT l.table_number, array_agg(l.form) AS forms, array_agg(l.line) AS lines, array_agg(l.text) AS texts, array_agg(l.ordinality) AS ordinalities
					FROM title AS l
					WHERE NOT l.skipped AND l.kind IN ('title', 'caption') AND NOT EXISTS (SELECT FROM titled AS d WHERE d.line = nullif(l.line, 0))
						AND EXISTS (SELECT FROM read AS r WHERE r.table_number = l.table_number)
					GROUP BY l.table_number) AS l
			  CROSS JOIN LATERAL busetting_internal.title_unknown_words(l.texts, preview_rows.tree) AS u
			  CROSS JOIN LATERAL (VALUES (l.table_number, l.forms[u.number], l.lines[u.number], l.texts[u.number], u.words, l.ordinalities[u.number])) AS o(table_number, form, line, text, words, ordinality)) AS t
		GROUP BY t.table_number
	), given_heading AS (
		-- headings of a group, of who is not counted or of something else, over columns that the caller gave as measures of all
		SELECT o.form, o.line, o.ordinality, h.text, g.measure, w.phrase
		FROM title AS o
		CROSS JOIN LATERAL regexp_split_to_table(o.columns, E'\t') WITH ORDINALITY AS h(text, place)
		JOIN measure AS g ON g.reference AND g.measure = regexp_replace((array_remove(preview_rows.columns, '-'))[h.place], ' [0-9]{4}$', '')
		CROSS JOIN LATERAL (
			SELECT n.phrase
			FROM busetting_internal.title_words(ARRAY[h.text]) AS n
			WHERE n.role IN ('group', 'negation') OR n.role LIKE 'another%' OR n.role = 'part' AND g.part_of IS NULL AND h.text !~ '[(]|parentes|herav|derav'
			ORDER BY length(n.phrase) DESC, n.phrase COLLATE "C"
			LIMIT 1) AS w
		WHERE o.kind = 'header' AND NOT o.skipped AND strpos(o.columns, E'\t') > 0 AND (h.text = ANY (skip)) IS NOT TRUE
			AND NOT EXISTS (SELECT FROM everything AS e WHERE e.advice = 'given heading' AND e.detail = h.text)
	), figures AS (
		SELECT m.*, k.measures, k.counts, CASE WHEN array_to_string(k.flags, '') <> '' THEN k.flags END AS flags
		FROM merged AS m
		LEFT JOIN (
			SELECT d.first, array_agg(d.measure ORDER BY d.position, d.measure) AS measures, array_agg(d.count ORDER BY d.position, d.measure) AS counts, array_agg(coalesce(d.flag, '') ORDER BY d.position, d.measure) AS flags
			FROM (SELECT DISTINCT ON (r.first, k.measure) r.first, k.measure, k.count, k.flag, o.position
				  FROM (SELECT ordinality AS first, unnest(rows) AS ordinality FROM merged) AS r
				  JOIN judged AS j USING (ordinality)
				  CROSS JOIN LATERAL unnest(j.measures, j.counts, j.flags) AS k(measure, count, flag)
				  LEFT JOIN measure AS o ON o.measure = k.measure
				  ORDER BY r.first, k.measure, coalesce(k.flag, '') = '', j.ordinality) AS d
			GROUP BY d.first) AS k ON k.first = m.ordinality
	)
	SELECT t.form, t.line, t.region_text, t.region_id, t.is_total,
		   t.counts[array_position(t.measures, 'requested')], t.counts[array_position(t.measures, 'decided')], t.counts[array_position(t.measures, 'decided_collective')],
		   t.counts[array_position(t.measures, 'agreed')], t.counts[array_position(t.measures, 'agreed_collective')], t.counts[array_position(t.measures, 'settled')],
		   t.counts[array_position(t.measures, 'settled_collective')], t.problem, t.advice, t.measures, t.counts, t.flags, t.detail
	FROM (
		SELECT f.form, f.line, f.region_text, f.region_id, f.is_total, f.measures, f.counts, f.flags, f.what AS problem, NULL AS detail,
			   CASE WHEN f.ended AND f.what IS NULL THEN format('row "%s" is left out: on %s it was no region, and it states nothing', f.region_text, date) ELSE f.what_to_do END AS advice,
			   f.ordinality
		FROM figures AS f
		UNION ALL
		SELECT e.form, e.line, NULL, NULL, NULL, NULL, NULL, NULL, e.problem, CASE WHEN e.advice = 'given heading' THEN NULL WHEN e.advice <> 'unknown heading' THEN concat_ws(' ', e.detail, n.detail) ELSE h.detail END,
			   CASE WHEN e.problem IS NULL THEN e.note || coalesce('; its rows say "' || c.says || '"', '') WHEN e.advice = 'unknown heading' THEN CASE WHEN e.unknown_headings > 20 THEN 'Of the first 20 such headings it is said which words are like them; to leave out all that is unknown: columns => ''{-}''.' ELSE h.advice END
					WHEN e.advice = 'given heading' AND e.problem ~ ' names the rows of a table beside' THEN format('Give the columns of all tables, or put one below the other, each with its header; if it names rows that are not wanted, say so: skip => %L.', ARRAY[e.detail])
					WHEN e.advice = 'given heading' THEN format('Give the column as its header says, or as "-"; if it is as given, say so: skip => %L.', ARRAY[e.detail])
					ELSE concat_ws(' ', e.advice, f.advice, n.advice) END, e.ordinality
		FROM told AS e
		-- not where it says nothing
		LEFT JOIN (SELECT DISTINCT t.line, t.label, substr(t.text, length(t.label) + 3) AS says FROM title AS t WHERE t.kind = 'column' AND (t.skipped OR NOT t.divides)) AS c
			ON c.line = e.line AND e.note IN (format('column "%s" is left out', c.label), format('column "%s:" is left out', c.label))
		LEFT JOIN LATERAL (
			-- OFFSET 0: else the function is called first
			SELECT p.detail, p.advice FROM busetting_internal.heading_problem(e.detail) AS p WHERE e.advice = 'unknown heading' AND e.unknown_headings <= 20 OFFSET 0) AS h ON true
		-- "51 b": which rules know the flag
		LEFT JOIN LATERAL (
			SELECT format('Behind a number, "%s" is a flag by these rules: %s; give one as in rule => %L, or add a row to busetting.symbol_flag.', s.flag, string_agg(r.rule, ', ' ORDER BY r.rule COLLATE "C"), min(r.rule COLLATE "C")) AS advice
			FROM symbol_flag AS s
			JOIN suppression_rule AS r USING (dialect)
			WHERE s.flag = substring(e.problem FROM '^cell "[0-9]+ ?([^0-9" ]+)" of .* is neither')
			GROUP BY s.flag) AS f ON true
		-- what is nearest to a header may be one of a heading that nobody knows
		LEFT JOIN LATERAL (
			SELECT string_agg(p.detail, ' ') AS detail, string_agg(format('"%s" is no heading that is known. %s', o.label, p.advice), ' ') AS advice
			FROM regexp_split_to_table(substring(e.detail FROM '^Line [0-9]+, "(.*)", comes nearest to a header: it has a word for the names of regions, and none'), '[;|\t]| {2,}') WITH ORDINALITY AS s(text, place)
			CROSS JOIN LATERAL btrim(s.text, ' "') AS o(label)
			CROSS JOIN LATERAL busetting_internal.heading_problem(o.label) AS p
			WHERE s.place > 1 AND o.label ~ '[[:alpha:]]' AND o.label !~ '…' AND NOT EXISTS (SELECT FROM measure_word AS w WHERE busetting_internal.small_letters(w.phrase) = busetting_internal.small_letters(o.label))
			HAVING count(*) = 1) AS n ON e.problem = 'no table found'
		UNION ALL
		SELECT t.form, t.line, NULL, NULL, NULL, NULL, NULL, NULL, t.problem, NULL, t.advice, t.ordinality FROM titled AS t
		UNION ALL
		SELECT s.form, s.line, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unknown title',
			   concat('not understood above the table: ', s.texts, CASE WHEN s.lines > 5 THEN format(' and %s more', s.lines - 5) END), s.ordinality
		FROM strange AS s
		UNION ALL
		SELECT g.form, g.line, NULL, NULL, NULL, NULL, NULL, NULL, format('column "%s" is given as %s, and its header says "%s"', g.text, g.measure, g.phrase), NULL,
			   format('Give the column as its header says, or as "-"; if it is as given, say so: skip => %L.', ARRAY[g.text]), g.ordinality
		FROM given_heading AS g
		UNION ALL
		SELECT t.form, t.line, NULL, NULL, NULL, NULL, NULL, NULL, format('column "%s" is left out, and its rows are of "%s"', t.label, substr(t.text, length(t.label) + 3)), NULL,
			   format(CASE WHEN t.divides THEN 'Hand over the rows of all persons alone; if these are, say so: skip => %L; if there are measures of them, name those in the argument columns, with - for this column.'
						   ELSE 'Give the date that the rows are of, or leave out those of another or of something else; if the column says nothing of the numbers, say so: skip => %L.' END, ARRAY[t.text]),
			   t.ordinality
		FROM apart AS t
		UNION ALL
		SELECT r.form, r.line, r.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, format('row "%s" is left out, as skip says', r.name), r.ordinality
		FROM read AS r
		WHERE r.skipped
		UNION ALL
		SELECT (SELECT min(r.form) FROM read AS r), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
			   format('what is of %s is left out', array_to_string(p.others, ', ')), 0
		FROM period AS p
		WHERE p.held IS NOT NULL AND p.others IS NOT NULL
		UNION ALL
		-- nothing says whether the figures of May are those of May alone; those of a day are as of that day
		SELECT (SELECT min(r.form) FROM read AS r), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'part of a year',
			   format('figures of parts of a year, as of %s, are stored as counted from its beginning on', p.held[1]), 0
		FROM period AS p
		CROSS JOIN LATERAL busetting_internal.period_dates(p.held[1]) AS d(dates)
		WHERE upper(d.dates) - lower(d.dates) BETWEEN 2 AND 364
		UNION ALL
		SELECT NULL, NULL, s.name, NULL, NULL, NULL, NULL, NULL, format('no row is called "%s", which is to be left out', s.name), NULL, 'Write the name in skip as it stands in the table.', NULL
		FROM unnest(skip) AS s(name)
		WHERE NOT EXISTS (SELECT FROM read AS r WHERE r.skipped AND (r.name = s.name OR concat_ws(' ', r.code, r.name) = s.name))
			AND NOT EXISTS (SELECT FROM title AS t WHERE t.text = s.name OR preview_rows.columns IS NOT NULL AND t.kind = 'header' AND s.name = ANY (string_to_array(t.columns, E'\t')))
			AND NOT EXISTS (SELECT FROM everything AS g WHERE g.advice = 'given heading' AND g.detail = s.name)
	) AS t
	-- what is said of one place is so always in the same order
	ORDER BY t.ordinality, t.problem COLLATE "C", t.advice COLLATE "C";
END
$$;

COMMENT ON FUNCTION busetting_internal.preview_rows(text, bytea, name, text, date, text, text, integer, text[], text, text[], text[], text[], jsonb, text[], text[], integer, text[], text, date[]) IS
	'implementation of preview_table';

/* What a rule says of reading; an error where there is no such rule. */
CREATE FUNCTION busetting_internal.rule_reading(rule text, OUT tree text, OUT hidden text[], OUT zero text[], OUT missing text[], OUT exceptions jsonb, OUT separators text[], OUT flag_symbols text[], OUT tolerance integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	SELECT r.tree, array_agg(symbol) FILTER (WHERE meaning = 'hidden'),
		   array_agg(symbol) FILTER (WHERE meaning = 'zero'),
		   array_agg(symbol) FILTER (WHERE meaning IN ('not stated', 'not applicable'))
	INTO tree, hidden, zero, missing
	FROM suppression_rule AS r
	LEFT JOIN symbol_meaning AS s USING (dialect)
	WHERE r.rule = rule_reading.rule
	GROUP BY r.rule;
	IF NOT FOUND THEN
		RAISE undefined_object USING
			MESSAGE = format('rule "%s" does not exist', rule_reading.rule),
			DETAIL = (SELECT format('Rules are %s.', string_agg(quote_ident(r.rule), ', ' ORDER BY r.rule)) FROM suppression_rule AS r),
			HINT = 'Describe what the publisher hides by a row of busetting.suppression_rule.';
	END IF;
	-- those first that make a symbol hidden
	SELECT d.separators, r.tolerance, ARRAY(
			SELECT f.flag
			FROM symbol_flag AS f
			LEFT JOIN symbol_meaning AS m ON m.dialect = f.dialect AND m.symbol = f.flag AND m.meaning = 'hidden'
			WHERE f.dialect = d.dialect
			ORDER BY m.symbol IS NULL, f.flag COLLATE "C")
	INTO separators, tolerance, flag_symbols
	FROM suppression_rule AS r
	JOIN symbol_dialect AS d USING (dialect)
	WHERE r.rule = rule_reading.rule;
	SELECT jsonb_object_agg(e.measure, e.symbols)
	INTO exceptions
	FROM (SELECT x.measure, jsonb_object_agg(x.symbol, x.beside) AS symbols
		  FROM suppression_rule AS r
		  JOIN symbol_exception AS x USING (dialect)
		  WHERE r.rule = rule_reading.rule
		  GROUP BY x.measure) AS e;
END
$$;

COMMENT ON FUNCTION busetting_internal.rule_reading(text) IS 'tree of a rule, symbols by meaning, exceptions, separators and flags of its dialect, tolerance of its sums; error if there is no such rule';

CREATE FUNCTION busetting_internal.content_periods(content text, file bytea, rule text, columns text[], form text, encoding name, sheet text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH given AS MATERIALIZED (
		SELECT r.hidden || r.zero || r.missing AS symbols, r.separators, r.flag_symbols, busetting_internal.heading_words(r.tree) AS words,
			   ARRAY(SELECT n.name FROM region AS o JOIN region_name AS n ON n.region = o.id WHERE o.tree = r.tree) AS names
		FROM busetting_internal.rule_reading(rule) AS r
	)
	SELECT array_agg(DISTINCT t.period ORDER BY t.period)
	FROM (SELECT t.period FROM given AS g, busetting_internal.table_rows(content, columns, form, g.symbols, g.names, g.words, g.separators, g.flag_symbols, true) AS t
		  UNION ALL
		  SELECT t.period FROM given AS g, busetting_internal.file_rows(file, columns, form, g.symbols, g.names, g.words, g.separators, g.flag_symbols, true, NULL, encoding, sheet) AS t) AS t
	WHERE t.period IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.content_periods(text, bytea, text, text[], text, name, text) IS 'periods that the tables of a text or a file are of, NULL where these name none';

/* Of a text or a file, whichever is not NULL: an argument that a text has not is NULL. */
CREATE FUNCTION busetting_internal.preview_content(content text, file bytea, date date, rule text, level text, county text, columns text[], form text, skip text[],
	encoding name, sheet text, dates date[] DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	r constant record := busetting_internal.rule_reading(rule);
	county_id integer;
BEGIN
	IF preview_content.county IS NOT NULL THEN
		county_id := region_id(preview_content.county, busetting_internal.region_level_beside(r.tree, preview_content.level), preview_content.date, NULL, r.tree);
	END IF;
	RETURN QUERY
	WITH read AS MATERIALIZED (
		SELECT p.*
		FROM busetting_internal.preview_rows(content, file, encoding, sheet, date, level, county, county_id, columns, form, r.hidden, r.zero, r.missing, r.exceptions, r.separators, r.flag_symbols, r.tolerance, skip, r.tree,
			coalesce(dates, ARRAY[date])) WITH ORDINALITY AS p
	), sum AS (
		-- of rows of one level, what they are at least in what they are parts of; some may be left out
		SELECT a.region, o.level, k.measure, sum(lower(k.count)) AS least
		FROM read AS p
		CROSS JOIN LATERAL unnest(p.measures, p.counts) AS k(measure, count)
		JOIN region AS o ON o.id = p.region
		CROSS JOIN LATERAL (SELECT o.parent UNION ALL SELECT u.parent FROM region AS u WHERE u.id = o.parent) AS a(region)
		WHERE NOT p.total AND p.problem IS NULL
		GROUP BY a.region, o.level, k.measure
	), short AS (
		SELECT DISTINCT ON (p.ordinality) p.ordinality, format('%s %s of "%s" is less than its rows, which are %s at least', k.measure, k.count, p.name, s.least) AS problem,
			   format('Correct the number that is wrong; if this one is not the sum of these rows, leave it out: skip => %L.', ARRAY[p.name]) AS advice
		FROM read AS p
		CROSS JOIN LATERAL unnest(p.measures, p.counts) AS k(measure, count)
		JOIN sum AS s ON s.region = p.region AND s.measure = k.measure
		WHERE p.problem IS NULL AND s.least - r.tolerance > upper(k.count)
		ORDER BY p.ordinality, k.measure, s.least DESC
	)
	SELECT p.form, p.line, p.name, p.region, p.total, p.requested, p.decided, p.decided_collective, p.agreed, p.agreed_collective, p.settled, p.settled_collective,
		   coalesce(p.problem, s.problem), CASE WHEN s.problem IS NULL THEN p.advice ELSE s.advice END, p.measures, p.counts, p.flags, p.detail
	FROM read AS p
	LEFT JOIN short AS s USING (ordinality)
	ORDER BY p.ordinality;
END
$$;

COMMENT ON FUNCTION busetting_internal.preview_content(text, bytea, date, text, text, text, text[], text, text[], name, text, date[]) IS
	'implementation of preview_table, of a text or a file; dates are those for which others of its periods are stored';

CREATE FUNCTION preview_table(content text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, skip text[] DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
AS $$
	SELECT * FROM busetting_internal.preview_content(content, NULL, date, rule, level, county, columns, form, skip, NULL, NULL)
$$;

COMMENT ON FUNCTION preview_table(text, date, text, text, text, text[], text, text[]) IS
	'rows of a pasted table as import_table would store them, with what is wrong';
