/*
 * settlement_series.sql: the tables of settlement of a series, as numbers, sums and reforms of series.sql.
 */

/* What was published is of the counts, cell by cell: all of them, each once, and as numbers that these are. */
CREATE FUNCTION busetting_internal.check_settlement_published(published settlement_figure[], counts settlement_figure[], on_date date, what text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
SET datestyle = ISO
AS $$
DECLARE
	wrong record;
BEGIN
	SELECT p.code, p.measure, array_agg(p.value ORDER BY p.value) AS value INTO wrong
	FROM unnest(published) AS p GROUP BY p.code, p.measure HAVING count(*) > 1 ORDER BY p.code, p.measure LIMIT 1;
	IF FOUND THEN
		RAISE cardinality_violation USING
			MESSAGE = format('%s of %s is %s times in the %s: %s', wrong.measure, wrong.code, cardinality(wrong.value), what, array_to_string(wrong.value, ', ', 'null')),
			HINT = 'Expected is the table of each week once, as protect_settlement returned it; of several, each with its period.';
	END IF;
	SELECT coalesce(p.code, c.code) AS code, coalesce(p.measure, c.measure) AS measure, p.value, c.n, p.code IS NOT NULL AS is_published INTO wrong
	FROM (SELECT * FROM busetting_internal.settlement_count(counts, on_date) WHERE printed) AS c
	FULL JOIN unnest(published) AS p ON p.code = c.code AND p.measure = c.measure
	WHERE c.n IS NULL OR p.value IS NULL OR NOT p.value @> c.n OR (is_suppressed(p.value) AND p.value NOT IN (':', '1..'))
	ORDER BY 1, 2 LIMIT 1;
	IF NOT FOUND THEN
		RETURN;
	ELSIF wrong.n IS NULL THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is in the %s, but not in its counts', coalesce(wrong.measure, 'null'), coalesce(wrong.code, 'null'), what),
			HINT = 'Give the counts from which that table was made, all of them.';
	ELSIF NOT wrong.is_published THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is not in the %s, but in its counts', wrong.measure, wrong.code, what),
			HINT = 'Give the table as protect_settlement returned it, with its counties and the country: what has gone out cannot be guessed.';
	ELSIF wrong.value IS NULL THEN
		RAISE data_exception USING
			MESSAGE = format('what was published of %s of %s is null', wrong.measure, wrong.code),
			HINT = 'A hidden number is ":".';
	ELSIF wrong.value @> wrong.n THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s was published as %s, which tells readers more than that it is hidden', wrong.measure, wrong.code, wrong.value),
			DETAIL = 'This week is protected against readers to whom what was hidden can be any count.',
			HINT = 'Give hidden numbers as ":", if that is what went out.';
	ELSE
		RAISE data_exception USING
			MESSAGE = format('%s of %s was published as %s, but the earlier counts make it another number', wrong.measure, wrong.code, wrong.value),
			HINT = 'Give the counts from which the earlier table was made, as they were then.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_settlement_published(settlement_figure[], settlement_figure[], date, text) IS
	'refuse an earlier table that was not made of the counts that are said to be its';


/* Each earlier publication is checked by itself, with the codes of its own date. */
CREATE FUNCTION busetting_internal.check_settlement_series(counts settlement_figure[], on_date date, earlier_counts settlement_figure[], earlier settlement_figure[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
SET datestyle = ISO
AS $$
DECLARE
	publication record;
	words text;
BEGIN
	IF EXISTS (SELECT FROM unnest(counts) AS c WHERE c.period IS NOT NULL OR c.revision IS NOT NULL) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = 'the counts have a period of their own',
			HINT = 'Their date is on_date; periods are those of earlier_counts and earlier.';
	ELSIF EXISTS (SELECT FROM unnest(earlier_counts || earlier) AS c WHERE c.period > on_date) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('an earlier publication is of %s, after %s', (SELECT max(c.period) FROM unnest(earlier_counts || earlier) AS c), on_date),
			HINT = 'A publication is protected together with those before it.';
	END IF;
	FOR publication IN
		SELECT coalesce(c.period, p.period) AS period, coalesce(c.revision, p.revision) AS revision, c.counts, p.published
		FROM (SELECT f.period, f.revision, array_agg(f) AS counts FROM unnest(earlier_counts) AS f GROUP BY f.period, f.revision) AS c
		FULL JOIN (SELECT f.period, f.revision, array_agg(f) AS published FROM unnest(earlier) AS f GROUP BY f.period, f.revision) AS p
			ON coalesce(p.period, '-infinity') = coalesce(c.period, '-infinity') AND coalesce(p.revision, -1) = coalesce(c.revision, -1)
		ORDER BY 1, 2
	LOOP
		words := coalesce(' of ' || publication.period, '') || coalesce(', revision ' || publication.revision, '');
		PERFORM busetting_internal.check_settlement_counts(coalesce(publication.counts, '{}'), coalesce(publication.period, on_date), 'earlier counts' || words);
		PERFORM busetting_internal.check_settlement_published(coalesce(publication.published, '{}'), coalesce(publication.counts, '{}'), coalesce(publication.period, on_date),
			'earlier table' || words);
	END LOOP;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_settlement_series(settlement_figure[], date, settlement_figure[], settlement_figure[]) IS
	'refuse earlier publications that are not those of their counts';

/* publication: its number in the series; age: that of its period. */
CREATE TYPE settlement_number AS (publication integer, age integer, date date, is_new boolean, region integer, code text, parent text,
	level text, measure text, n bigint, printed boolean, hidden boolean, cell text);

COMMENT ON TYPE settlement_number IS 'a number of a publication of a series';
COMMENT ON COLUMN settlement_number.publication IS 'number of the publication in the series';
COMMENT ON COLUMN settlement_number.age IS 'number of its period';
COMMENT ON COLUMN settlement_number.date IS 'date of its counts';
COMMENT ON COLUMN settlement_number.is_new IS 'it is the publication that is to be protected';
COMMENT ON COLUMN settlement_number.region IS 'region in busetting.region';
COMMENT ON COLUMN settlement_number.code IS 'code of the region';
COMMENT ON COLUMN settlement_number.parent IS 'code of the region that it is a part of';
COMMENT ON COLUMN settlement_number.level IS 'level of the region';
COMMENT ON COLUMN settlement_number.measure IS 'what is counted';
COMMENT ON COLUMN settlement_number.n IS 'how many';
COMMENT ON COLUMN settlement_number.printed IS 'it is in the publication, and not only what is left beside a part';
COMMENT ON COLUMN settlement_number.hidden IS 'it was hidden in an earlier publication, or followed from nothing that was not';
COMMENT ON COLUMN settlement_number.cell IS 'name of the cell that stands for it, which is one for as long as a number stays';

CREATE FUNCTION busetting_internal.settlement_numbers(counts settlement_figure[], on_date date, earlier_counts settlement_figure[], earlier settlement_figure[])
RETURNS SETOF settlement_number
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
SET datestyle = ISO
AS $$
	WITH given AS (
		SELECT f.period, f.revision, false AS is_new, array_agg(f) AS counts FROM unnest(earlier_counts) AS f GROUP BY f.period, f.revision
		UNION ALL SELECT NULL, NULL, true, settlement_numbers.counts
	), publication AS (
		SELECT row_number() OVER w::integer AS publication, dense_rank() OVER (ORDER BY g.is_new, coalesce(g.period, '-infinity'))::integer AS age,
			coalesce(g.period, on_date) AS date, g.*
		FROM given AS g
		WINDOW w AS (ORDER BY g.is_new, coalesce(g.period, '-infinity'), coalesce(g.revision, -1))
	), number AS (
		SELECT p.publication, p.age, p.date, p.is_new, r.id AS region, c.code, c.parent, c.level, c.measure, c.n, c.printed,
			CASE WHEN c.printed AND NOT p.is_new THEN is_suppressed(e.value) END AS hidden,
			c.code || ' ' || c.measure || CASE WHEN p.is_new THEN '' ELSE coalesce(' on ' || p.period, ' before') || coalesce(' revision ' || p.revision, '') END AS name
		FROM publication AS p
		CROSS JOIN LATERAL busetting_internal.settlement_count(p.counts, p.date) AS c
		JOIN region AS r ON r.code = c.code AND r.validity @> p.date
		LEFT JOIN unnest(earlier) AS e ON NOT p.is_new AND e.code = c.code AND e.measure = c.measure
			AND coalesce(e.period, '-infinity') = coalesce(p.period, '-infinity') AND coalesce(e.revision, -1) = coalesce(p.revision, -1)
	), change AS (
		SELECT n.*, CASE WHEN lag(n.publication) OVER w = n.publication - 1 AND lag(n.n) OVER w = n.n THEN 0 ELSE 1 END AS changed,
			regexp_replace(n.measure, '_(collective|rest)$', '') AS whole
		FROM number AS n
		WINDOW w AS (PARTITION BY n.region, n.measure ORDER BY n.publication)
	), with_rest AS (
		-- what is left beside a part is known where both are, and stays where both do; else nobody sees whether it has
		SELECT c.*, bool_or(c.hidden) OVER w AS any_hidden, CASE WHEN c.printed THEN c.changed ELSE max(c.changed) FILTER (WHERE c.printed) OVER w END AS starts
		FROM change AS c
		WINDOW w AS (PARTITION BY c.publication, c.region, c.whole)
	), run AS (
		SELECT c.*, sum(c.starts) OVER (PARTITION BY c.region, c.measure ORDER BY c.publication) AS run FROM with_rest AS c
	)
	-- the newest publication names a cell, as it is the one that is protected
	SELECT r.publication, r.age, r.date, r.is_new, r.region, r.code, r.parent, r.level, r.measure, r.n, r.printed, CASE WHEN r.printed THEN r.hidden ELSE r.any_hidden END,
		last_value(r.name) OVER (PARTITION BY r.region, r.measure, r.run ORDER BY r.publication ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
	FROM run AS r
$$;

COMMENT ON FUNCTION busetting_internal.settlement_numbers(settlement_figure[], date, settlement_figure[], settlement_figure[]) IS
	'numbers of a publication and those before it, with their totals and what is left beside collective parts';

/* Regions of earlier dates and what became of them by the later one, in groups that are added up on either side. */
CREATE FUNCTION busetting_internal.settlement_reform(numbers settlement_number[])
RETURNS TABLE (age integer, reform integer, is_later boolean, region integer)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH RECURSIVE age AS (
		SELECT n.age, min(n.date) AS date, lead(min(n.date)) OVER (ORDER BY n.age) AS later FROM unnest(numbers) AS n GROUP BY n.age
	), edge AS (
		SELECT a.age, c.from_region AS x, c.to_region AS y FROM age AS a JOIN region_change AS c ON c.on_date > a.date AND c.on_date <= a.later
		UNION SELECT a.age, c.to_region, c.from_region FROM age AS a JOIN region_change AS c ON c.on_date > a.date AND c.on_date <= a.later
	), reached AS (
		SELECT e.age, e.x AS reform, e.x AS region FROM edge AS e
		UNION SELECT r.age, r.reform, e.y FROM reached AS r JOIN edge AS e ON e.age = r.age AND e.x = r.region
	), member AS (
		SELECT r.age, min(r.reform) AS reform, r.region, a.date, a.later FROM reached AS r JOIN age AS a ON a.age = r.age GROUP BY r.age, r.region, a.date, a.later
	)
	SELECT m.age, m.reform, s.is_later, m.region
	FROM member AS m
	JOIN region AS r ON r.id = m.region
	CROSS JOIN (VALUES (false), (true)) AS s (is_later)
	WHERE r.validity @> CASE WHEN s.is_later THEN m.later ELSE m.date END
$$;

COMMENT ON FUNCTION busetting_internal.settlement_reform(settlement_number[]) IS
	'regions that a reform between two periods of a series ties together, before and after it';

/* What a reform between two periods made one, or made of one, is added up on either side. */
CREATE FUNCTION busetting_internal.settlement_sides(numbers settlement_number[])
RETURNS SETOF series_side
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	SELECT r.age, r.reform, n.publication, n.measure, r.is_later, array_agg(n.cell ORDER BY n.cell), sum(n.n)::bigint
	FROM (SELECT s.*, count(*) OVER (PARTITION BY s.age, s.reform, s.is_later) AS regions FROM busetting_internal.settlement_reform(numbers) AS s) AS r
	JOIN unnest(numbers) AS n ON n.region = r.region AND n.age = r.age + r.is_later::integer AND n.printed
	GROUP BY r.age, r.reform, n.publication, n.measure, r.is_later, r.regions
	HAVING count(*) = r.regions
$$;

COMMENT ON FUNCTION busetting_internal.settlement_sides(settlement_number[]) IS
	'sums over regions that a reform ties together, in publications before and after it';

CREATE FUNCTION busetting_internal.settlement_parts(numbers settlement_number[])
RETURNS SETOF series_part
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	SELECT t.publication, t.cell, p.cell, 'regions'
	FROM unnest(numbers) AS t JOIN unnest(numbers) AS p ON p.publication = t.publication AND p.measure = t.measure AND p.parent = t.code
	UNION ALL
	SELECT t.publication, t.cell, p.cell, 'parts'
	FROM unnest(numbers) AS t JOIN unnest(numbers) AS p ON p.publication = t.publication AND p.code = t.code AND p.measure IN (t.measure || '_collective', t.measure || '_rest')
$$;

COMMENT ON FUNCTION busetting_internal.settlement_parts(settlement_number[]) IS
	'sums of publications over regions, and of a measure''s collective part and the rest';
