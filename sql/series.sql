/*
 * series.sql: the publications of a series of any table as one table, in which what is hidden of any of them is to stay hidden.
 *
 * Readers have all publications, and know of each number in them whether it has risen, by 1 at least, fallen or stayed since the
 * one before.  A number that has stayed is one cell for as long as it stays: what is published of it once is known of it
 * always.  Numbers that have changed are tied by a cell for the change, which is at least 1.  Where a reform lies between two
 * publications, what became one region, or one became, is added up.  Of earlier publications only cells are kept that are hidden,
 * and sums in which these are, so that a year of weeks is not much larger than one.
 *
 * What is kept from readers for ever is the small numbers.  A large one that was hidden to protect them may come out
 * later, once it protects nothing: else from week to week more and more would be hidden.
 *
 * protect_series and protect_settlement call this with the numbers of all publications, and what ties them.
 */

CREATE TYPE series_number AS (publication integer, age integer, period text, is_new boolean, key text, n bigint, printed boolean, hidden boolean, cell text);

COMMENT ON TYPE series_number IS 'a number of a publication of a series';
COMMENT ON COLUMN series_number.publication IS 'number of the publication in the series';
COMMENT ON COLUMN series_number.age IS 'number of its period';
COMMENT ON COLUMN series_number.period IS 'its period, for messages';
COMMENT ON COLUMN series_number.is_new IS 'it is the publication that is to be protected';
COMMENT ON COLUMN series_number.key IS 'what is compared from period to period';
COMMENT ON COLUMN series_number.n IS 'how many';
COMMENT ON COLUMN series_number.printed IS 'it is in the publication, and not only what is left beside a part';
COMMENT ON COLUMN series_number.hidden IS 'it was hidden in an earlier publication, or followed from nothing that was not';
COMMENT ON COLUMN series_number.cell IS 'name of the cell that stands for it, which is one for as long as a number stays';

CREATE TYPE series_part AS (publication integer, total text, part text, kind text);

COMMENT ON TYPE series_part IS 'a part of a sum of a publication';
COMMENT ON COLUMN series_part.publication IS 'number of the publication in the series';
COMMENT ON COLUMN series_part.total IS 'cell of the total';
COMMENT ON COLUMN series_part.part IS 'cell of the part';
COMMENT ON COLUMN series_part.kind IS 'which sum of the total it is';

CREATE TYPE series_side AS (age integer, reform integer, publication integer, measure text, is_later boolean, cells text[], n bigint);

COMMENT ON TYPE series_side IS 'cells of a publication that are comparable only if they are added up';
COMMENT ON COLUMN series_side.age IS 'number of the period before the reform';
COMMENT ON COLUMN series_side.reform IS 'which reform';
COMMENT ON COLUMN series_side.publication IS 'number of the publication in the series';
COMMENT ON COLUMN series_side.measure IS 'what is counted';
COMMENT ON COLUMN series_side.is_later IS 'the publication is after the reform';
COMMENT ON COLUMN series_side.cells IS 'the cells';
COMMENT ON COLUMN series_side.n IS 'how many they are together';

CREATE TYPE protected_cell AS (cell text, status text, published suppressed_bigint, feasible suppressed_bigint);

COMMENT ON TYPE protected_cell IS 'a cell of a series as protect returns it';
COMMENT ON COLUMN protected_cell.cell IS 'its name';
COMMENT ON COLUMN protected_cell.status IS 'free, primary or secondary';
COMMENT ON COLUMN protected_cell.published IS 'what goes out';
COMMENT ON COLUMN protected_cell.feasible IS 'what readers can find out';

/*
 * Queries of the cells and sums of a series for protect, or for audit without the new publication.  known are cells that count
 * as published.
 */
CREATE FUNCTION busetting_internal.series_table(numbers series_number[], sides series_side[], parts series_part[], threshold bigint, known text[], with_new boolean,
	OUT cells text, OUT sums text)
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
	), side AS MATERIALIZED (
		SELECT s.*, array_to_string(s.cells, ' + ') AS cell FROM unnest(sides) AS s WHERE s.publication IN (SELECT n.publication FROM number AS n)
	), pair AS (
		SELECT a.cell AS a, b.cell AS b, a.n AS before, b.n AS after
		FROM number AS a
		JOIN number AS b ON b.key = a.key
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
		SELECT p.publication, t.is_new, p.total, p.part, p.kind
		FROM unnest(parts) AS p JOIN (SELECT DISTINCT n.publication, n.is_new FROM number AS n) AS t ON t.publication = p.publication
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

COMMENT ON FUNCTION busetting_internal.series_table(series_number[], series_side[], series_part[], bigint, text[], boolean) IS
	'a series as one table: queries of its cells and sums as protect takes them, or without the new publication as audit does';

/* What small numbers readers of the earlier publications know. */
CREATE FUNCTION busetting_internal.audit_series(numbers series_number[], sides series_side[], parts series_part[], threshold bigint) RETURNS text[]
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
	series := busetting_internal.series_table(numbers, sides, parts, threshold, '{}', false);
	result := ARRAY(SELECT a.cell FROM audit(series.cells, series.sums) AS a
		JOIN unnest(numbers) AS n ON n.cell = a.cell
		WHERE a.disclosed AND n.n > 0 AND n.n < threshold);
	RETURN ARRAY(SELECT DISTINCT k FROM unnest(older || result) AS k ORDER BY k);
END
$$;

COMMENT ON FUNCTION busetting_internal.audit_series(series_number[], series_side[], series_part[], bigint) IS
	'cells of a series that are small, and known to readers of the earlier publications';

/* The period of the first publication with which something is known. */
CREATE FUNCTION busetting_internal.audit_series_since(numbers series_number[], sides series_side[], parts series_part[], threshold bigint) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	publication record;
BEGIN
	FOR publication IN SELECT n.publication, min(n.period) AS period FROM unnest(numbers) AS n WHERE NOT n.is_new GROUP BY n.publication ORDER BY n.publication LOOP
		IF busetting_internal.audit_series(ARRAY(SELECT number FROM unnest(numbers) AS number WHERE number.publication <= publication.publication), sides, parts, threshold) <> '{}' THEN
			RETURN publication.period;
		END IF;
	END LOOP;
	-- small, and published
	RETURN publication.period;
END
$$;

COMMENT ON FUNCTION busetting_internal.audit_series_since(series_number[], series_side[], series_part[], bigint) IS 'period of the publication from which on readers know something of what was hidden';

CREATE FUNCTION busetting_internal.name_series_cells(cells text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT array_to_string(cells[:20], ', ') || CASE WHEN cardinality(cells) > 20 THEN format(' and %s more', cardinality(cells) - 20) ELSE '' END
$$;

COMMENT ON FUNCTION busetting_internal.name_series_cells(text[]) IS 'cells for a message: at most 20 by name';

/* Protect the new publication of a series, but for what readers of the earlier ones know: an error, or given up. */
CREATE FUNCTION busetting_internal.protect_numbers(numbers series_number[], sides series_side[], parts series_part[], threshold bigint, give_up boolean,
	OUT known text[], OUT cells protected_cell[])
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	more text[];
	series record;
	message text;
	detail text;
BEGIN
	known := busetting_internal.audit_series(numbers, sides, parts, threshold);
	IF known <> '{}' AND give_up IS NOT TRUE THEN
		RAISE data_exception USING
			MESSAGE = format('small numbers are known from earlier publications: %s', cardinality(known)),
			DETAIL = format('Whoever has read all of them, and knows which numbers have risen, fallen or stayed, knows: %s. The first came out with that of %s.',
				busetting_internal.name_series_cells(known), busetting_internal.audit_series_since(numbers, sides, parts, threshold)),
			HINT = 'What went out cannot be taken back. With give_up => true these numbers stay hidden, and all others are protected from those who know them.';
	END IF;
	LOOP
		BEGIN
			series := busetting_internal.series_table(numbers, sides, parts, threshold, known, true);
			cells := ARRAY(SELECT ROW(p.cell, p.status, p.published, p.feasible)::protected_cell FROM protect(series.cells, series.sums, threshold => NULL) AS p);
			EXIT;
		EXCEPTION WHEN data_exception THEN
			GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
			-- what readers learn with every cell hidden is known to them, too
			more := ARRAY(SELECT m.name[1] FROM regexp_matches(detail, '"([^"]+)"', 'g') AS m (name));
			IF give_up IS NOT TRUE OR message NOT LIKE 'the table cannot be protected %' OR more <@ known THEN
				RAISE;
			END IF;
			known := known || more;
		END;
	END LOOP;
	IF known <> '{}' THEN
		RAISE NOTICE USING
			MESSAGE = format('small numbers are given up, as readers know them: %s', cardinality(known)),
			DETAIL = format('Whoever has read all publications, and knows which numbers have risen, fallen or stayed, knows: %s.', busetting_internal.name_series_cells(known));
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.protect_numbers(series_number[], series_side[], series_part[], bigint, boolean) IS
	'the cells of a series as protect returns them, and those that are given up as readers know them';
