/*
 * settlement_series.sql: the publications of a series as one table, in which what is hidden of any of them is to stay hidden.
 *
 * Readers have all publications, and know of each number in them whether it has risen, by 1 at least, fallen or stayed since the
 * one before.  A number that has stayed is one cell for as long as it stays: what is published of it once is known of it
 * always.  Numbers that have changed are tied by a cell for the change, which is at least 1.  Where a reform lies between two
 * publications, what became one region, or one became, is added up.  Of earlier publications only cells are kept that are hidden,
 * and sums in which these are, so that a year of weeks is not much larger than one.
 *
 * What is kept from readers for ever is the small numbers.  A large one that was hidden to protect them may come out
 * later, once it protects nothing: else from week to week more and more would be hidden.
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

/*
 * Queries of the cells and sums of a series for protect, or for audit without the new publication.  known are cells that count
 * as published.
 */
CREATE FUNCTION busetting_internal.settlement_series(numbers settlement_number[], threshold bigint, known text[], with_new boolean, OUT cells text, OUT sums text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH number AS MATERIALIZED (
		SELECT n.*, bool_or(n.printed AND n.hidden AND n.n = 0) OVER (PARTITION BY n.publication) IS NOT TRUE AS zeros_published
		FROM unnest(numbers) AS n WHERE with_new OR NOT n.is_new
	), cell AS MATERIALIZED (
		SELECT n.cell, n.n, bool_or(n.is_new) AS is_new, bool_or(n.printed) AS printed,
			bool_or(NOT n.hidden) IS TRUE OR n.cell = ANY (known) AS known,
			-- a zero of the new publication stays
			CASE WHEN n.n = 0 AND bool_or(n.is_new AND n.printed) THEN NULL WHEN n.n > 0 AND bool_or(n.printed AND n.zeros_published) THEN 1 ELSE 0 END AS least
		FROM number AS n GROUP BY n.cell, n.n
	), reform AS MATERIALIZED (
		SELECT r.age, r.reform, n.publication, n.measure, r.is_later, array_agg(n.cell ORDER BY n.cell) AS cells, sum(n.n)::bigint AS n
		FROM (SELECT s.*, count(*) OVER (PARTITION BY s.age, s.reform, s.is_later) AS regions FROM busetting_internal.settlement_reform(numbers) AS s) AS r
		JOIN number AS n ON n.region = r.region AND n.age = r.age + r.is_later::integer AND n.printed
		GROUP BY r.age, r.reform, n.publication, n.measure, r.is_later, r.regions
		HAVING count(*) = r.regions
	), side AS MATERIALIZED (
		SELECT r.*, array_to_string(r.cells, ' + ') AS cell FROM reform AS r
	), pair AS (
		SELECT a.cell AS a, b.cell AS b, a.n AS before, b.n AS after
		FROM number AS a
		JOIN number AS b ON b.region = a.region AND b.measure = a.measure
		WHERE a.printed AND b.printed AND b.publication > a.publication AND b.age <= a.age + 1 AND b.cell <> a.cell
		UNION SELECT a.cell, b.cell, a.n, b.n
		FROM side AS a
		JOIN side AS b ON b.age = a.age AND b.reform = a.reform AND b.measure = a.measure
		WHERE b.is_later AND NOT a.is_later AND b.cell <> a.cell
	), tie AS MATERIALIZED (
		-- where one number is known, the other is known to be less or more
		SELECT p.*, a.known IS TRUE AS a_known, b.known IS TRUE AS b_known
		FROM pair AS p LEFT JOIN cell AS a ON a.cell = p.a LEFT JOIN cell AS b ON b.cell = p.b
	), bound AS (
		SELECT t.b AS cell, max(t.before + 1) FILTER (WHERE t.after > t.before) AS least, min(t.before - 1) FILTER (WHERE t.after < t.before) AS most
		FROM tie AS t WHERE t.a_known AND NOT t.b_known GROUP BY t.b
		UNION ALL
		SELECT t.a, max(t.after + 1) FILTER (WHERE t.before > t.after), min(t.after - 1) FILTER (WHERE t.before < t.after)
		FROM tie AS t WHERE t.b_known AND NOT t.a_known GROUP BY t.a
	), bounds AS (
		SELECT b.cell, max(b.least) AS least, min(b.most) AS most FROM bound AS b GROUP BY b.cell
	), link AS (
		SELECT CASE WHEN t.a_known THEN 'known of ' ELSE '' END || t.a AS a, CASE WHEN t.b_known THEN 'known of ' ELSE '' END || t.b AS b, t.before, t.after,
			'change of ' || t.a || ' to ' || t.b AS change
		FROM tie AS t WHERE (NOT t.a_known AND NOT t.b_known) OR (t.a_known <> t.b_known AND t.before = t.after)
	), part AS (
		-- a sum of a publication over regions, and of a measure's collective part and the rest
		SELECT t.publication, t.is_new, t.cell AS total, p.cell AS part, 'regions' AS kind
		FROM number AS t JOIN number AS p ON p.publication = t.publication AND p.measure = t.measure AND p.parent = t.code
		UNION ALL
		SELECT t.publication, t.is_new, t.cell, p.cell, 'parts'
		FROM number AS t JOIN number AS p ON p.publication = t.publication AND p.code = t.code AND p.measure IN (t.measure || '_collective', t.measure || '_rest')
	), whole AS (
		SELECT p.total, p.kind, p.is_new, t.known AS total_known, t.n - coalesce(sum(c.n) FILTER (WHERE c.known), 0) AS left_over,
			coalesce(sum(c.n) FILTER (WHERE c.known), 0) AS known_parts, array_agg(p.part ORDER BY p.part) FILTER (WHERE NOT c.known) AS unknown_parts,
			array_agg(p.part ORDER BY p.part) AS parts, p.publication
		FROM part AS p JOIN cell AS t ON t.cell = p.total JOIN cell AS c ON c.cell = p.part
		GROUP BY p.publication, p.total, p.kind, p.is_new, t.known, t.n
	), compact AS (
		-- what is known of an earlier sum is one number, and a sum that stays is one
		SELECT DISTINCT ON (w.total, w.kind, w.total_known, w.unknown_parts, w.left_over, w.known_parts) w.*,
			w.publication || ' ' || w.total || ' over ' || w.kind AS sum
		FROM whole AS w WHERE NOT w.is_new AND (NOT w.total_known OR w.unknown_parts IS NOT NULL)
		ORDER BY w.total, w.kind, w.total_known, w.unknown_parts, w.left_over, w.known_parts, w.publication
	), all_cells AS (
		SELECT c.cell, c.n, CASE WHEN c.is_new AND c.printed THEN c.n ELSE 0 END AS cost, false AS hide, c.known AS publish,
			NOT c.known AND c.n > 0 AND c.n < threshold AS sensitive, greatest(c.least, b.least) AS least, b.most
		FROM cell AS c LEFT JOIN bounds AS b ON b.cell = c.cell
		WHERE c.is_new OR NOT c.known
		UNION ALL SELECT l.change, abs(l.after - l.before), 0, false, false, false, 1, NULL FROM link AS l WHERE l.after <> l.before
		UNION ALL SELECT s.cell, s.n, 0, false, false, false, 0, NULL FROM (SELECT DISTINCT s.cell, s.n FROM side AS s WHERE cardinality(s.cells) > 1) AS s
		UNION ALL SELECT 'known of ' || k.cell, k.n, 0, false, true, false, NULL, NULL
			FROM (SELECT c.cell, c.n FROM side AS s CROSS JOIN unnest(s.cells) AS u JOIN cell AS c ON c.cell = u WHERE cardinality(s.cells) > 1 AND c.known
				UNION SELECT CASE WHEN t.a_known THEN t.a ELSE t.b END, t.before FROM tie AS t WHERE t.a_known <> t.b_known AND t.before = t.after) AS k
		UNION ALL SELECT 'known in ' || c.sum, CASE WHEN c.total_known THEN c.left_over ELSE c.known_parts END, 0, false, true, false, NULL, NULL
			FROM compact AS c WHERE c.total_known OR c.known_parts > 0 OR c.unknown_parts IS NULL
	), all_sums AS (
		SELECT w.publication || ' ' || w.total || ' over ' || w.kind AS sum, w.total, u.part FROM whole AS w CROSS JOIN unnest(w.parts) AS u (part) WHERE w.is_new
		UNION ALL SELECT c.sum, CASE WHEN c.total_known THEN 'known in ' || c.sum ELSE c.total END, u.part FROM compact AS c CROSS JOIN unnest(c.unknown_parts) AS u (part)
		UNION ALL SELECT c.sum, c.total, 'known in ' || c.sum FROM compact AS c WHERE NOT c.total_known AND (c.known_parts > 0 OR c.unknown_parts IS NULL)
		UNION ALL SELECT l.change, CASE WHEN l.after >= l.before THEN l.b ELSE l.a END, u.part
			FROM link AS l CROSS JOIN LATERAL (VALUES (CASE WHEN l.after >= l.before THEN l.a ELSE l.b END), (CASE WHEN l.after <> l.before THEN l.change END)) AS u (part)
			WHERE u.part IS NOT NULL
		UNION ALL SELECT s.cell, s.cell, CASE WHEN c.known THEN 'known of ' ELSE '' END || c.cell
			FROM (SELECT DISTINCT s.cell, s.cells FROM side AS s WHERE cardinality(s.cells) > 1) AS s CROSS JOIN unnest(s.cells) AS u JOIN cell AS c ON c.cell = u
	)
	SELECT
		(SELECT CASE WHEN with_new
			THEN format('SELECT * FROM unnest(%L::text[], %L::bigint[], %L::bigint[], %L::boolean[], %L::boolean[], %L::boolean[], %L::bigint[], %L::bigint[]) AS c(cell, n, cost, hide, publish, sensitive, least, most)',
				array_agg(c.cell), array_agg(c.n), array_agg(c.cost), array_agg(c.hide), array_agg(c.publish), array_agg(c.sensitive), array_agg(c.least), array_agg(c.most))
			ELSE format('SELECT * FROM unnest(%L::text[], %L::text[])', array_agg(c.cell),
				array_agg(CASE WHEN c.publish OR c.least = c.most THEN c.n::text ELSE concat(c.least, '..', c.most) END)) END
		FROM all_cells AS c),
		(SELECT format('SELECT * FROM unnest(%L::text[], %L::text[], %L::text[])', array_agg(s.sum), array_agg(s.total), array_agg(s.part)) FROM all_sums AS s)
$$;

COMMENT ON FUNCTION busetting_internal.settlement_series(settlement_number[], bigint, text[], boolean) IS
	'a series as one table: queries of its cells and sums as protect takes them, or without the new publication as audit does';

/* What small numbers readers of the earlier publications know. */
CREATE FUNCTION busetting_internal.audit_settlement_series(numbers settlement_number[], threshold bigint) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	series record;
	result text[];
	older text[];
BEGIN
	IF NOT EXISTS (SELECT FROM unnest(numbers) AS n WHERE NOT n.is_new) THEN
		RETURN '{}';
	END IF;
	-- a number that has stayed since it was published
	older := ARRAY(SELECT n.cell FROM unnest(numbers) AS n WHERE n.n > 0 AND n.n < threshold GROUP BY n.cell
		HAVING bool_or(n.printed AND NOT n.hidden) AND (bool_or(n.hidden) OR bool_or(n.is_new)));
	series := busetting_internal.settlement_series(numbers, threshold, '{}', false);
	result := ARRAY(SELECT a.cell FROM audit(series.cells, series.sums) AS a
		JOIN unnest(numbers) AS n ON n.cell = a.cell
		WHERE a.disclosed AND n.n > 0 AND n.n < threshold);
	RETURN ARRAY(SELECT DISTINCT k FROM unnest(older || result) AS k ORDER BY k);
END
$$;

COMMENT ON FUNCTION busetting_internal.audit_settlement_series(settlement_number[], bigint) IS
	'cells of a series that are small, and known to readers of the earlier publications';

/* The date of the first publication with which something is known. */
CREATE FUNCTION busetting_internal.audit_settlement_since(numbers settlement_number[], threshold bigint) RETURNS date
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	publication record;
BEGIN
	FOR publication IN SELECT n.publication, min(n.date) AS date FROM unnest(numbers) AS n WHERE NOT n.is_new GROUP BY n.publication ORDER BY n.publication LOOP
		IF busetting_internal.audit_settlement_series(ARRAY(SELECT number FROM unnest(numbers) AS number WHERE number.publication <= publication.publication), threshold) <> '{}' THEN
			RETURN publication.date;
		END IF;
	END LOOP;
	-- small, and published
	RETURN publication.date;
END
$$;

COMMENT ON FUNCTION busetting_internal.audit_settlement_since(settlement_number[], bigint) IS 'date of the publication from which on readers know something of what was hidden';

CREATE FUNCTION busetting_internal.name_settlement_cells(cells text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT array_to_string(cells[:20], ', ') || CASE WHEN cardinality(cells) > 20 THEN format(' and %s more', cardinality(cells) - 20) ELSE '' END
$$;

COMMENT ON FUNCTION busetting_internal.name_settlement_cells(text[]) IS 'cells for a message: at most 20 by name';

-- true counts, and what readers know of them, are not for everyone
REVOKE EXECUTE ON FUNCTION busetting_internal.audit_settlement_series(settlement_number[], bigint) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION busetting_internal.audit_settlement_since(settlement_number[], bigint) FROM PUBLIC;
