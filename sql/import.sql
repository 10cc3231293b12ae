/*
 * import.sql: storing a pasted table as a publication, all or nothing.  The
 * same table again changes nothing; other figures are a new vintage.
 */

CREATE FUNCTION publication_has(publication integer, rows preview_row[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH given AS (
		SELECT r.total, r.region, r.requested, r.decided, r.decided_collective,
			   r.agreed, r.agreed_collective, r.settled, r.settled_collective
		FROM unnest(rows) AS r
	), stored AS (
		SELECT false AS total, s.region, s.requested, s.decided, s.decided_collective,
			   s.agreed, s.agreed_collective, s.settled, s.settled_collective
		FROM settlement AS s
		WHERE s.publication = publication_has.publication
		UNION ALL
		SELECT true, s.region, s.requested, s.decided, s.decided_collective,
			   s.agreed, s.agreed_collective, s.settled, s.settled_collective
		FROM settlement_total AS s
		WHERE s.publication = publication_has.publication
	)
	SELECT NOT EXISTS (TABLE given EXCEPT TABLE stored) AND NOT EXISTS (TABLE stored EXCEPT TABLE given)
$$;

COMMENT ON FUNCTION publication_has(integer, preview_row[]) IS 'are the cells of a publication these and no others?';

CREATE FUNCTION import_table(content text, source text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	publication_id integer;
	new_vintage integer;
	latest record;
	rows preview_row[];
	wrong preview_row;
BEGIN
	IF content IS NULL OR date IS NULL OR coalesce(source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'content, source or date of the table is not given',
			DETAIL = 'A publication is known by its source and date.',
			HINT = 'Write import_table(content, source => ..., date => ...).';
	END IF;

	SELECT array_agg(p ORDER BY p.line) INTO rows
	FROM preview_table(content, date, rule, level, county, columns, form) AS p;
	SELECT r.* INTO wrong FROM unnest(rows) AS r WHERE r.problem IS NOT NULL ORDER BY r.line LIMIT 1;
	IF FOUND THEN
		RAISE bad_copy_file_format USING
			MESSAGE = format('%s %s: %s', CASE wrong.form WHEN 'json-stat' THEN 'row' ELSE 'line' END, wrong.line, wrong.problem),
			DETAIL = CASE wrong.form WHEN 'json-stat'
						  THEN format('The rows of the dataset are its regions; row %s is "%s".', wrong.line, wrong.name)
						  ELSE format('Line %s is "%s".', wrong.line,
									  left(split_part(replace(replace(content, E'\r\n', E'\n'), E'\r', E'\n'), E'\n', wrong.line), 160)) END,
			HINT = wrong.advice;
	END IF;

	-- another session may store the same publication meanwhile: then look again at what it stored
	LOOP
		SELECT p.id, p.vintage, p.rule INTO latest
		FROM publication AS p
		WHERE p.source = import_table.source AND p.date = import_table.date
		ORDER BY p.vintage DESC
		LIMIT 1;
		IF latest.id IS NOT NULL AND publication_has(latest.id, rows) THEN
			RAISE NOTICE USING
				MESSAGE = format('the publication of %s on %s is stored already: nothing was changed', source, date),
				DETAIL = format('It is publication %s, vintage %s, read by the rule "%s".', latest.id, latest.vintage, latest.rule),
				HINT = CASE WHEN rule = latest.rule
							THEN 'A corrected table of the same source and date is stored as a new vintage.'
							ELSE 'To read it by another rule, update the column rule of busetting.publication.' END;
			RETURN latest.id;
		ELSIF new_vintage > coalesce(latest.vintage, 0) AND row_security_active('publication'::regclass) THEN
			RAISE insufficient_privilege USING
				MESSAGE = format('a publication of %s on %s is stored that %s may not see', source, date, current_user),
				DETAIL = 'A new vintage is compared with the last, which row-level security hides.',
				HINT = 'Import as a role whose policies show it.';
		END IF;
		new_vintage := coalesce(latest.vintage, 0) + 1;
		INSERT INTO publication (source, date, vintage, rule)
		VALUES (import_table.source, import_table.date, new_vintage, import_table.rule)
		ON CONFLICT DO NOTHING
		RETURNING id INTO publication_id;
		EXIT WHEN FOUND;
	END LOOP;
	INSERT INTO settlement
	SELECT publication_id, r.region, r.requested, r.decided, r.decided_collective,
		   r.agreed, r.agreed_collective, r.settled, r.settled_collective
	FROM unnest(rows) AS r
	WHERE NOT r.total;
	INSERT INTO settlement_total
	SELECT DISTINCT publication_id, r.region, r.requested, r.decided, r.decided_collective,
		   r.agreed, r.agreed_collective, r.settled, r.settled_collective
	FROM unnest(rows) AS r
	WHERE r.total;
	RETURN publication_id;
END
$$;

COMMENT ON FUNCTION import_table(text, text, date, text, text, text, text[], text) IS
	'store a pasted table as a publication, all or nothing, or find it stored already; its id';
