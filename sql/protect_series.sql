-- Of a series of publications of any table the next one: what is hidden of any of them stays hidden from who has all.

CREATE TYPE series_cell AS (cell text, n text, published text, period text, revision text);

COMMENT ON TYPE series_cell IS 'a cell as the queries of protect_series give it';
COMMENT ON COLUMN series_cell.cell IS 'its key';
COMMENT ON COLUMN series_cell.n IS 'what was counted';
COMMENT ON COLUMN series_cell.published IS 'what went out of it';
COMMENT ON COLUMN series_cell.period IS 'of which publication, a date or a whole number; null in the one that is to be protected';
COMMENT ON COLUMN series_cell.revision IS 'which publication of its period';

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
			-- dates sort as text, numbers with zeros before them
			dense_rank() OVER (ORDER BY c.period IS NULL, CASE WHEN c.period ~ '^\d+$' THEN lpad(c.period, 18, '0') ELSE c.period END COLLATE "C", coalesce(c.revision::integer, -1))::integer AS publication,
			dense_rank() OVER (ORDER BY c.period IS NULL, CASE WHEN c.period ~ '^\d+$' THEN lpad(c.period, 18, '0') ELSE c.period END COLLATE "C")::integer AS age,
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

CREATE FUNCTION busetting_internal.protect_series_cells(cells series_cell[], sums series_part[], threshold bigint, give_up boolean)
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
	protected := busetting_internal.protect_numbers(numbers, '{}', ARRAY(SELECT tie FROM busetting_internal.series_parts(numbers, sums) AS tie), threshold, give_up);
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

COMMENT ON FUNCTION busetting_internal.protect_series_cells(series_cell[], series_part[], bigint, boolean) IS 'what protect_series makes of what its queries return';

CREATE FUNCTION protect_series(cells text, sums text, earlier text, threshold bigint DEFAULT 5, give_up boolean DEFAULT false)
RETURNS TABLE (cell text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
AS $$
DECLARE
	these busetting.series_cell[] := ARRAY(SELECT ROW(c[1], c[2], NULL, NULL, NULL)::busetting.series_cell FROM busetting_internal.series_rows(cells, 'cells') AS r
		CROSS JOIN LATERAL busetting_internal.series_columns(r, 2, 'cells', 'Expected are a cell''s key and its count.') AS c);
	ties busetting.series_part[] := ARRAY(SELECT ROW(NULL, c[2], c[3], c[1])::busetting.series_part FROM busetting_internal.series_rows(sums, 'sums') AS r
		CROSS JOIN LATERAL busetting_internal.series_columns(r, 3, 'sums', 'Expected are a sum''s key, the key of its total and the key of a part.') AS c);
	before busetting.series_cell[] := ARRAY(SELECT busetting_internal.earlier_series_cell(r) FROM busetting_internal.series_rows(earlier, 'earlier publications') AS r);
BEGIN
	RETURN QUERY SELECT p.cell, p.status, p.published, p.feasible
	FROM busetting_internal.protect_series_cells(pg_catalog.array_cat(these, before), ties, threshold, give_up) AS p;
END
$$;

COMMENT ON FUNCTION protect_series(text, text, text, bigint, boolean) IS
	'the table to publish after others of the same cells, from queries of the true counts, the sums that tie them, and the counts and tables before it';
