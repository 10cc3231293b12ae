-- Of a series of publications of any table the next one: what is hidden of any of them stays hidden from who has all.

CREATE TYPE series_cell AS (cell text, n text, published text, period text, revision text);

COMMENT ON TYPE series_cell IS 'a cell as the queries of protect_series give it';
COMMENT ON COLUMN series_cell.cell IS 'its key';
COMMENT ON COLUMN series_cell.n IS 'what was counted';
COMMENT ON COLUMN series_cell.published IS 'what went out of it';
COMMENT ON COLUMN series_cell.period IS 'of which publication, a date or a whole number; null in the one that is to be protected';
COMMENT ON COLUMN series_cell.revision IS 'which publication of its period';

CREATE TYPE series_change AS (period text, before text, after text);

COMMENT ON TYPE series_change IS 'a cell that has become another one, or a part of it';
COMMENT ON COLUMN series_change.period IS 'when: the publication of that period or the next one has it; null in the one that is to be protected';
COMMENT ON COLUMN series_change.before IS 'key of the cell in publications before';
COMMENT ON COLUMN series_change.after IS 'key of the cell in publications since';

-- Periods as texts that sort as they do: dates as they are, numbers with zeros before them.
CREATE FUNCTION busetting_internal.series_order(period text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN period OPERATOR(pg_catalog.~) '^\d+$' THEN pg_catalog.lpad(period, 18, '0') ELSE period END
$$;

COMMENT ON FUNCTION busetting_internal.series_order(text) IS 'a period of a series as a text that sorts by time';

-- What a query returns, each row as an object.  It runs under the caller's search_path, so that no operator may stand here.
CREATE FUNCTION busetting_internal.series_rows(query text, what text) RETURNS SETOF json
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
AS $$
DECLARE
	given record;
BEGIN
	IF query IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = pg_catalog.format('the query of the %s is null', what),
			HINT = 'The first of a series is made by protect.';
	END IF;
	FOR given IN EXECUTE query LOOP
		RETURN NEXT pg_catalog.row_to_json(given);
	END LOOP;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_rows(text, text) IS 'rows of a query of the caller, each as an object';

-- The columns of a row in their order, of which there must be so many.
CREATE FUNCTION busetting_internal.series_columns(given json, columns integer, what text, detail text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	result text[] := ARRAY(SELECT e.value FROM json_each_text(given) WITH ORDINALITY AS e ORDER BY e.ordinality);
BEGIN
	IF cardinality(result) <> columns THEN
		RAISE datatype_mismatch USING
			MESSAGE = format('the query of the %s returns %s columns', what, cardinality(result)),
			DETAIL = detail;
	ELSIF array_position(result, NULL) IS NOT NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('column %s of the %s is null', array_position(result, NULL), what),
			DETAIL = detail;
	END IF;
	RETURN result;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_columns(json, integer, text, text) IS 'the columns of a row of series_rows in their order';

-- A row of the earlier publications, by the names of its columns.
CREATE FUNCTION busetting_internal.earlier_series_cell(given json) RETURNS series_cell
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	missing text := (SELECT n.name FROM unnest(ARRAY['cell', 'n', 'published', 'period']) AS n (name) WHERE NOT given::jsonb ? n.name LIMIT 1);
BEGIN
	IF missing IS NOT NULL OR given->>'period' IS NULL THEN
		RAISE undefined_column USING
			MESSAGE = CASE WHEN missing IS NULL THEN 'the period of an earlier publication is null' ELSE format('the query of the earlier publications has no column "%s"', missing) END,
			DETAIL = 'Expected are columns of the names cell, n, published and period, and perhaps revision.',
			HINT = 'n is what was counted, published what went out of it.';
	END IF;
	RETURN ROW(given->>'cell', given->>'n', given->>'published', given->>'period', given->>'revision')::series_cell;
END
$$;

COMMENT ON FUNCTION busetting_internal.earlier_series_cell(json) IS 'a row of the earlier publications, by the names of its columns';

-- A row of the changes, by the names of its columns.
CREATE FUNCTION busetting_internal.series_change_row(given json) RETURNS series_change
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	missing text := (SELECT n.name FROM unnest(ARRAY['period', 'before', 'after']) AS n (name) WHERE NOT given::jsonb ? n.name LIMIT 1);
BEGIN
	IF missing IS NOT NULL THEN
		RAISE undefined_column USING
			MESSAGE = format('the query of the changes has no column "%s"', missing),
			DETAIL = 'Expected are columns of the names period, before and after: when a cell became another, its key before, and that of what it became.';
	END IF;
	RETURN ROW(given->>'period', given->>'before', given->>'after')::series_change;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_change_row(json) IS 'a row of the changes, by the names of its columns';

-- Refuse what is no series, each for its own reason.  A count is in no message.
CREATE FUNCTION busetting_internal.check_series_cells(cells series_cell[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	wrong record;
BEGIN
	SELECT coalesce(c.period || coalesce(', revision ' || c.revision, ''), 'the new publication') AS publication, coalesce(c.cell, 'null') AS cell,
		(c.n ~ '^\d{1,16}(\.0+)?$') IS NOT TRUE AS no_count, count(*) OVER (PARTITION BY c.period, c.revision, c.cell) > 1 AS twice, c.*
	INTO wrong
	FROM unnest(cells) AS c
	ORDER BY c.cell IS NOT NULL, (c.n ~ '^\d{1,16}(\.0+)?$') IS TRUE, count(*) OVER (PARTITION BY c.period, c.revision, c.cell) = 1,
		(c.period ~ '^(\d{1,18}|\d{4}-\d\d-\d\d.*)$') IS NOT FALSE, (c.revision ~ '^\d{1,9}$') IS NOT FALSE
	LIMIT 1;
	IF NOT EXISTS (SELECT FROM unnest(cells) AS c WHERE c.period IS NULL) THEN
		RAISE no_data_found USING
			MESSAGE = 'there are no cells to protect',
			HINT = 'What a reader works out of the earlier publications alone, audit tells.';
	ELSIF wrong.no_count THEN
		RAISE data_exception USING
			MESSAGE = format('the count of cell "%s" of %s is none', wrong.cell, wrong.publication),
			DETAIL = 'Expected are whole numbers of at least zero.',
			HINT = 'Protection starts from the true numbers, of earlier publications as they were then.';
	ELSIF wrong.twice THEN
		RAISE cardinality_violation USING
			MESSAGE = format('cell "%s" occurs more than once in %s', wrong.cell, wrong.publication),
			HINT = 'A corrected table of a period is a publication of its own, told from the first by a column named revision.';
	ELSIF (wrong.period ~ '^(\d{1,18}|\d{4}-\d\d-\d\d.*)$') IS FALSE OR (wrong.revision ~ '^\d{1,9}$') IS FALSE THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('the order of publication "%s" is not known', wrong.publication),
			DETAIL = 'A period is a date, a timestamp or a whole number, a revision a whole number.';
	END IF;
	SELECT c.* INTO wrong FROM (SELECT c.cell, c.n::numeric::bigint AS n, c.period, c.published::suppressed_bigint AS published FROM unnest(cells) AS c WHERE c.period IS NOT NULL) AS c
	WHERE c.published IS NULL OR NOT c.published @> c.n OR (is_suppressed(c.published) AND c.published NOT IN (':', '1..')) ORDER BY c.period, c.cell LIMIT 1;
	IF FOUND AND wrong.published IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('what was published of cell "%s" of %s is null', wrong.cell, wrong.period),
			HINT = 'A hidden number is ":".';
	ELSIF FOUND AND wrong.published @> wrong.n THEN
		RAISE data_exception USING
			MESSAGE = format('cell "%s" of %s was published as %s, which tells readers more than that it is hidden', wrong.cell, wrong.period, wrong.published),
			HINT = 'Give hidden numbers as ":", if that is what went out.';
	ELSIF FOUND THEN
		RAISE data_exception USING
			MESSAGE = format('cell "%s" of %s was published as %s, but its count is another number', wrong.cell, wrong.period, wrong.published),
			HINT = 'Give the counts from which the earlier table was made, as they were then.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_series_cells(series_cell[]) IS 'refuse cells that are not those of publications of a series';

CREATE FUNCTION busetting_internal.series_numbers(cells series_cell[]) RETURNS SETOF series_number
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH number AS (
		SELECT c.cell AS key, c.n::numeric::bigint AS n, c.period IS NULL AS is_new, c.period, is_suppressed(c.published::suppressed_bigint) AS hidden,
			dense_rank() OVER (ORDER BY c.period IS NULL, busetting_internal.series_order(c.period) COLLATE "C", coalesce(c.revision::integer, -1))::integer AS publication,
			dense_rank() OVER (ORDER BY c.period IS NULL, busetting_internal.series_order(c.period) COLLATE "C")::integer AS age,
			c.cell || coalesce(' of ' || c.period || coalesce(' revision ' || c.revision, ''), '') AS name
		FROM unnest(cells) AS c
	), change AS (
		SELECT n.*, CASE WHEN lag(n.publication) OVER w = n.publication - 1 AND lag(n.n) OVER w = n.n THEN 0 ELSE 1 END AS changed
		FROM number AS n
		WINDOW w AS (PARTITION BY n.key ORDER BY n.publication)
	), run AS (
		SELECT c.*, sum(c.changed) OVER (PARTITION BY c.key ORDER BY c.publication) AS run FROM change AS c
	)
	-- the newest publication names a cell, as it is the one that is protected
	SELECT r.publication, r.age, r.period, r.is_new, r.key, r.n, true, r.hidden,
		last_value(r.name) OVER (PARTITION BY r.key, r.run ORDER BY r.publication ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
	FROM run AS r
$$;

COMMENT ON FUNCTION busetting_internal.series_numbers(series_cell[]) IS 'numbers of a publication and those before it; one that stays is one cell';

/*
 * What mergers, splits and new keys tie: of each group of cells that became each other, those of a publication before and of one
 * after are added up.
 */
CREATE FUNCTION busetting_internal.series_sides(numbers series_number[], changes series_change[]) RETURNS SETOF series_side
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	wrong record;
	newest integer := (SELECT max(n.age) FROM unnest(numbers) AS n);
	ages json := (SELECT json_object_agg(a.period, a.age) FROM (SELECT DISTINCT c.period, (SELECT min(n.age) FROM unnest(numbers) AS n
		WHERE busetting_internal.series_order(n.period) >= busetting_internal.series_order(c.period) COLLATE "C") AS age FROM unnest(changes) AS c WHERE c.period IS NOT NULL) AS a);
BEGIN
	SELECT c.* INTO wrong FROM unnest(changes) AS c
	WHERE c.before IS NULL OR c.after IS NULL OR (c.period ~ '^(\d{1,18}|\d{4}-\d\d-\d\d.*)$') IS FALSE
	ORDER BY c.before IS NOT NULL, c.after IS NOT NULL, c.period LIMIT 1;
	IF FOUND THEN
		RAISE invalid_parameter_value USING
			MESSAGE = CASE WHEN wrong.before IS NULL OR wrong.after IS NULL THEN 'a key of the changes is null' ELSE format('the order of period "%s" of the changes is not known', wrong.period) END,
			DETAIL = 'Expected are columns of the names period, a date, a timestamp or a whole number, before and after: a cell''s key before it, and that of what it became.';
	END IF;
	-- a key that stands for one thing before and for another after cannot be followed
	SELECT k.key, n.name, k.is_after INTO wrong
	FROM (SELECT c.before AS key, coalesce((ages->>c.period)::integer, newest) AS later, false AS is_after FROM unnest(changes) AS c
		UNION SELECT c.after, coalesce((ages->>c.period)::integer, newest), true FROM unnest(changes) AS c) AS k
	JOIN (SELECT n.key, n.age, coalesce(n.period, 'the new publication') AS name FROM unnest(numbers) AS n) AS n ON n.key = k.key
	WHERE (n.age >= k.later) <> k.is_after
	ORDER BY k.key, n.age LIMIT 1;
	IF FOUND THEN
		RAISE data_exception USING
			MESSAGE = format('cell "%s" is one of %s, %s', wrong.key, wrong.name, CASE WHEN wrong.is_after THEN 'before it came to be by the changes' ELSE 'though by the changes it had become another' END),
			HINT = 'What a merger or a split leaves is another cell than before: give it another key.';
	END IF;
	RETURN QUERY
	WITH RECURSIVE change AS (
		SELECT DISTINCT coalesce((ages->>c.period)::integer, newest) AS later, c.before, c.after FROM unnest(changes) AS c
	), edge AS (
		SELECT c.later, 'before ' || c.before AS x, 'after ' || c.after AS y FROM change AS c
		UNION SELECT c.later, 'after ' || c.after, 'before ' || c.before FROM change AS c
	), reached AS (
		SELECT e.later, e.x AS start, e.x AS node FROM edge AS e
		UNION SELECT r.later, r.start, e.y FROM reached AS r JOIN edge AS e ON e.later = r.later AND e.x = r.node
	), member AS (
		SELECT r.later, r.node, dense_rank() OVER (ORDER BY min(r.start) COLLATE "C")::integer AS reform FROM reached AS r GROUP BY r.later, r.node
	), side AS (
		SELECT m.later, m.reform, m.node LIKE 'after %' AS is_later, regexp_replace(m.node, '^(before|after) ', '') AS key,
			count(*) OVER (PARTITION BY m.later, m.reform, m.node LIKE 'after %') AS keys
		FROM member AS m
	)
	SELECT s.later - 1, s.reform, n.publication, '', s.is_later, array_agg(n.cell ORDER BY n.cell COLLATE "C"), sum(n.n)::bigint
	FROM side AS s JOIN unnest(numbers) AS n ON n.key = s.key AND n.age = s.later - 1 + s.is_later::integer
	GROUP BY s.later, s.reform, n.publication, s.is_later, s.keys
	HAVING count(*) = s.keys;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_sides(series_number[], series_change[]) IS
	'sums over cells that changes between two periods of a series tie together, in publications before and after it';

/* A sum is one of each publication that has its total and a part.  What a publication has no cell of is no part of it then. */
CREATE FUNCTION busetting_internal.series_parts(numbers series_number[], sums series_part[]) RETURNS SETOF series_part
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	wrong record;
	result series_part[];
BEGIN
	SELECT n.cell INTO wrong FROM unnest(numbers) AS n GROUP BY n.cell HAVING count(DISTINCT n.key) > 1 ORDER BY n.cell LIMIT 1;
	IF FOUND THEN
		RAISE cardinality_violation USING
			MESSAGE = format('two cells would be named "%s"', wrong.cell),
			DETAIL = 'A cell of an earlier publication has the name of its key and its period.',
			HINT = 'Give the cells keys that do not end with a period.';
	END IF;
	SELECT s.kind, u.cell INTO wrong
	FROM unnest(sums) AS s CROSS JOIN LATERAL (VALUES (s.total), (s.part)) AS u (cell)
	WHERE u.cell NOT IN (SELECT n.key FROM unnest(numbers) AS n)
	ORDER BY s.kind, u.cell LIMIT 1;
	IF FOUND THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('cell "%s" of sum "%s" is not among the cells', wrong.cell, wrong.kind),
			HINT = 'A part that is missing is a cell too, with its number or zero.';
	END IF;
	SELECT s.kind, coalesce(t.period, 'the new publication') AS publication INTO wrong
	FROM unnest(sums) AS s
	JOIN unnest(numbers) AS t ON t.key = s.total
	JOIN unnest(numbers) AS p ON p.key = s.part AND p.publication = t.publication
	GROUP BY t.publication, t.period, s.total, s.kind, t.n HAVING sum(p.n) <> t.n
	ORDER BY t.publication, s.kind LIMIT 1;
	IF FOUND THEN
		RAISE data_exception USING
			MESSAGE = 'the true numbers do not add up',
			DETAIL = format('In %s this sum does not hold: "%s".', wrong.publication, wrong.kind),
			HINT = 'A part that is missing is a cell too, with its number or zero.';
	END IF;
	RETURN QUERY
	SELECT t.publication, t.cell, p.cell, s.kind
	FROM unnest(sums) AS s
	JOIN unnest(numbers) AS t ON t.key = s.total
	JOIN unnest(numbers) AS p ON p.key = s.part AND p.publication = t.publication;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_parts(series_number[], series_part[]) IS 'the sums of each publication of a series, which must hold';

CREATE FUNCTION busetting_internal.protect_series_cells(cells series_cell[], sums series_part[], threshold bigint, give_up boolean, changes series_change[])
RETURNS TABLE (cell text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
	numbers series_number[];
	protected record;
BEGIN
	IF (threshold >= 1) IS NOT TRUE THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('threshold %s hides nothing', coalesce(threshold::text, 'null')),
			DETAIL = 'Numbers below the threshold are hidden, but for zeros: it must be at least 1.';
	END IF;
	PERFORM busetting_internal.check_series_cells(cells);
	numbers := ARRAY(SELECT number FROM busetting_internal.series_numbers(cells) AS number);
	protected := busetting_internal.protect_numbers(numbers, ARRAY(SELECT side FROM busetting_internal.series_sides(numbers, changes) AS side), ARRAY(SELECT tie FROM busetting_internal.series_parts(numbers, sums) AS tie), threshold, give_up);
	RETURN QUERY
	SELECT c.cell, CASE WHEN given_up."is" THEN 'known' ELSE p.status END,
		CASE WHEN given_up."is" OR p.status <> 'free' THEN ':' ELSE p.published END, CASE WHEN NOT given_up."is" THEN p.feasible END
	FROM unnest(cells) WITH ORDINALITY AS c
	JOIN unnest(protected.cells) AS p ON p.cell = c.cell
	CROSS JOIN LATERAL (SELECT p.cell = ANY (protected.known)) AS given_up ("is")
	WHERE c.period IS NULL
	ORDER BY c.ordinality;
END
$$;

COMMENT ON FUNCTION busetting_internal.protect_series_cells(series_cell[], series_part[], bigint, boolean, series_change[]) IS 'what protect_series makes of what its queries return';

CREATE FUNCTION protect_series(cells text, sums text, earlier text, threshold bigint DEFAULT 5, give_up boolean DEFAULT false, changes text DEFAULT NULL)
RETURNS TABLE (cell text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
AS $$
DECLARE
	these busetting.series_cell[] := ARRAY(SELECT ROW(c[1], c[2], NULL, NULL, NULL)::busetting.series_cell FROM busetting_internal.series_rows(cells, 'cells') AS r
		CROSS JOIN LATERAL busetting_internal.series_columns(r, 2, 'cells', 'Expected are a cell''s key and its count.') AS c);
	ties busetting.series_part[] := ARRAY(SELECT ROW(NULL, c[2], c[3], c[1])::busetting.series_part FROM busetting_internal.series_rows(sums, 'sums') AS r
		CROSS JOIN LATERAL busetting_internal.series_columns(r, 3, 'sums', 'Expected are a sum''s key, the key of its total and the key of a part.') AS c);
	before busetting.series_cell[] := ARRAY(SELECT busetting_internal.earlier_series_cell(r) FROM busetting_internal.series_rows(earlier, 'earlier publications') AS r);
	became busetting.series_change[] := ARRAY(SELECT busetting_internal.series_change_row(r) FROM busetting_internal.series_rows(coalesce(changes, 'SELECT 1 LIMIT 0'), 'changes') AS r);
BEGIN
	RETURN QUERY SELECT p.cell, p.status, p.published, p.feasible
	FROM busetting_internal.protect_series_cells(pg_catalog.array_cat(these, before), ties, threshold, give_up, became) AS p;
END
$$;

COMMENT ON FUNCTION protect_series(text, text, text, bigint, boolean, text) IS
	'the table to publish after others of the same cells, from queries of the true counts, the sums that tie them, and the counts and tables before it';
