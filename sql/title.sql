/*
 * title.sql: what the lines above a table say of its numbers: of which date they are, that they are
 * no persons, and that they are not of all.
 */

/* The dates that a line names, the exact ones first: 18.05.2022, 18.05.22, 18. mai 2022, 2022-05-18; uke 20 2022; mai 2022; 2022. */
CREATE FUNCTION busetting_internal.title_dates(line text, OUT rank integer, OUT dates daterange) RETURNS SETOF record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS (
		SELECT lower(line) AS text, '(januar|january|jan|februar|february|feb|mars|march|mar|april|apr|mai|may|juni|june|jun|juli|july|jul|august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|desember|december|des|dec)[.]?' AS months
	), found AS (
		SELECT 1 AS rank, m[3]::integer AS day, m[2] AS month, m[1] AS year FROM word, regexp_matches(text, '(?<![0-9])([12][0-9]{3})-([0-9]{2})-([0-9]{2})(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[1]::integer, m[2], m[3] FROM word, regexp_matches(text, '(?<![0-9])([0-9]{1,2})[.][[:space:]]?([0-9]{1,2})[.][[:space:]]?([12][0-9]{3})(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[1]::integer, m[2], '20' || m[3] FROM word, regexp_matches(text, '(?<![0-9.])([0-9]{2})[.]([0-9]{2})[.]([0-9]{2})(?![0-9.]?[0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[1]::integer, m[2], m[3] FROM word, regexp_matches(text, '(?<![0-9])([0-9]{1,2})[.]?[[:space:]]' || months || '[[:space:]]([12][0-9]{3})(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 2, m[1]::integer, NULL, m[2] FROM word, regexp_matches(text, '\m(?:uke|veke|week)[[:space:]]([0-9]{1,2})[ ,/]+([12][0-9]{3})(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 3, 1, m[1], m[2] FROM word, regexp_matches(text, '\m' || months || '[[:space:]]([12][0-9]{3})(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 4, coalesce(m[2], m[1])::integer, NULL, m[1] FROM word, regexp_matches(text, '(?<![0-9.,-])(19[89][0-9]|20[0-4][0-9])(?:[[:space:]]?[-–/][[:space:]]?(19[89][0-9]|20[0-4][0-9]))?(?![0-9.,]?[0-9]|-[0-9])', 'g') AS m
	), numbered AS (
		SELECT f.rank, f.day, f.year::integer AS year,
			   CASE WHEN f.month ~ '^[0-9]' THEN f.month::integer ELSE array_position('{jan,feb,mar,apr,mai,jun,jul,aug,sep,okt,nov,des}', translate(left(f.month, 3), 'yc', 'is')) END AS month
		FROM found AS f
	), begun AS (
		SELECT n.rank, n.day, n.year, CASE WHEN n.month BETWEEN 1 AND 12 AND n.day BETWEEN 1 AND 31 THEN make_date(n.year, n.month, 1) END AS month FROM numbered AS n
	)
	SELECT b.rank, d.dates
	FROM begun AS b
	CROSS JOIN LATERAL (
		SELECT CASE b.rank
			WHEN 1 THEN CASE WHEN date_part('month', b.month + b.day - 1) = date_part('month', b.month) THEN daterange(b.month + b.day - 1, b.month + b.day) END
			WHEN 2 THEN busetting_internal.period_dates(format('%sU%s', b.year, lpad(b.day::text, 2, '0')))
			WHEN 3 THEN daterange(b.month, (b.month + interval '1 month')::date)
			WHEN 4 THEN daterange(make_date(b.year, 1, 1), make_date(greatest(b.day, b.year) + 1, 1, 1))
		END AS dates) AS d
	WHERE d.dates IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.title_dates(text) IS 'dates that a line names, in Norwegian or English, by rank: 1 a day, 2 a week, 3 a month, 4 years';

/* A sentence of prose may speak of shares; a title that does is of them. */
CREATE FUNCTION busetting_internal.title_unit(line text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT btrim(substring(lower(line) FROM '(?:^|[^[:alnum:]])(prosent|prosentdel|prosentandel|pst[.]?|per cent|percent|percentage|promille|%|‰|i tusen|tusen personer|1[[:space:]]?000(?: personer| innbyggere| innbyggjarar| persons)?|in thousands|thousands|kroner|nok)(?:$|[^[:alnum:]])'))
	WHERE line !~ '[.]$' OR line !~ '([[:space:]][^[:space:]]+){6}'
$$;

COMMENT ON FUNCTION busetting_internal.title_unit(text) IS 'of what the numbers below a title are, if it says that they are not persons, in Norwegian or English; else NULL';

/*
 * Parts and groups that a line names, by the words of headings: of a part, its name.  Of phrases one in the other, the longer
 * holds.  What begins with a number is a part before years of age.
 */
CREATE FUNCTION busetting_internal.title_groups(line text, OUT phrase text, OUT part text) RETURNS SETOF record
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS (
		-- one's own takes precedence
		SELECT DISTINCT ON (lower(w.phrase)) w.phrase, w.role, w.part FROM measure_word AS w ORDER BY lower(w.phrase), w.reference
	), written AS (
		SELECT t.phrase, t.role, t.part, format(' %s ', btrim(regexp_replace(lower(coalesce(t.phrase, line)), '[][:space:].,;:()/"''!?«»–—*|-]+', ' ', 'g'))) AS text
		FROM (SELECT w.phrase, w.role, w.part FROM word AS w WHERE w.role IN ('part', 'beside part', 'group') UNION ALL VALUES (NULL, 'line', NULL)) AS t
	), found AS (
		SELECT w.phrase, w.part, w.text
		FROM written AS w
		JOIN written AS l ON l.role = 'line' AND strpos(l.text, w.text) > 0
		WHERE w.role <> 'line' AND (w.text !~ '^ [0-9]' OR substr(l.text, strpos(l.text, w.text) + length(w.text)) ~ '^(år|year)')
	)
	SELECT f.phrase, f.part
	FROM found AS f
	WHERE NOT EXISTS (SELECT FROM found AS o WHERE o.text <> f.text AND strpos(o.text, f.text) > 0)
$$;

COMMENT ON FUNCTION busetting_internal.title_groups(text) IS 'parts and groups that a line names, by the words of headings';

/*
 * Problems of what stands above a table on a date, NULL where its columns or rows are dated, its lines in order.  The most exact
 * dates hold; of several, one will do.  When a page was changed or printed says nothing of its table.  In a header, years are
 * those of columns.  A part is named in vain where not all measures are of it, and none stands beside its own such part.
 */
CREATE FUNCTION busetting_internal.title_problem(lines text[], headers boolean[], on_date date, measures text[], OUT number bigint, OUT problem text, OUT advice text) RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	WITH RECURSIVE line AS (
		SELECT l.line, l.header, l.number FROM unnest(lines, headers) WITH ORDINALITY AS l(line, header, number)
	), dated AS (
		SELECT l.line, l.number, d.rank, d.dates, min(d.rank) OVER () AS most
		FROM line AS l
		CROSS JOIN LATERAL busetting_internal.title_dates(l.line) AS d
		WHERE l.line !~* '(oppdater|updated|publiser|published|utskrift|printed|hent[ea]|nedlast|lasta? ned|lastet ned|retrieved|downloaded|kilde|kjelde|source|https?:|©|copyright)'
			AND (NOT l.header OR d.rank = 1)
	), other AS (
		SELECT d.line, d.number, d.dates
		FROM dated AS d
		WHERE on_date IS NOT NULL AND d.rank = d.most AND NOT EXISTS (SELECT FROM dated AS h WHERE h.rank = h.most AND h.dates @> on_date)
		ORDER BY d.number DESC
		LIMIT 1
	), counted AS (
		-- what the table has, and of what that is a part
		SELECT m.measure AS of, m.measure, m.part_of FROM measure AS m WHERE m.measure = ANY (measures)
		UNION ALL
		SELECT c.of, m.measure, m.part_of FROM counted AS c JOIN measure AS m ON m.measure = c.part_of
	), part AS (
		SELECT c.of, c.part_of, CASE WHEN starts_with(c.measure, c.part_of || '_') THEN substr(c.measure, length(c.part_of) + 2) ELSE c.measure END AS part
		FROM counted AS c
		WHERE c.part_of IS NOT NULL
	)
	SELECT o.number, format('"%s" is not of %s', o.line, on_date),
		   format('Give the date that the table is of; if the line says nothing of it, name it in skip: skip => %L.', ARRAY[o.line])
	FROM other AS o
	UNION ALL
	SELECT l.number, format('"%s" says that the numbers are "%s", not persons', l.line, u.unit),
		   format('Write the numbers of persons in their place; if the line says nothing of them, name it in skip: skip => %L.', ARRAY[l.line])
	FROM line AS l
	CROSS JOIN LATERAL busetting_internal.title_unit(l.line) AS u(unit)
	WHERE NOT l.header AND u.unit IS NOT NULL
	UNION ALL
	(SELECT DISTINCT ON (l.number) l.number, format('"%s" says that the numbers are of "%s", not of all', l.line, g.phrase),
		   format('If there are measures of these, remove the line and name them in columns; else leave the table out; if the numbers are of all, name the line in skip: skip => %L.', ARRAY[l.line])
	 FROM line AS l
	 CROSS JOIN LATERAL busetting_internal.title_groups(l.line) AS g
	 WHERE NOT l.header
		AND (g.part IS NULL
			 OR EXISTS (SELECT FROM unnest(measures) AS m(measure) WHERE NOT EXISTS (SELECT FROM part AS p WHERE p.of = m.measure AND p.part = g.part))
				AND NOT EXISTS (SELECT FROM part AS p WHERE p.part = g.part AND p.part_of = ANY (measures)))
	 ORDER BY l.number, length(g.phrase) DESC, g.phrase COLLATE "C")
$$;

COMMENT ON FUNCTION busetting_internal.title_problem(text[], boolean[], date, text[]) IS 'where the lines above a table name other dates than the one given, a unit that is not persons, or a part or group that its measures are not of';
