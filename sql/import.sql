/*
 * import.sql: storing a pasted table as a publication, all or nothing.
 */

CREATE FUNCTION import_table(content text, source text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	publication_id integer;
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
			MESSAGE = format('line %s: %s', wrong.line, wrong.problem),
			DETAIL = format('Line %s is "%s".', wrong.line, (string_to_array(replace(content, E'\r', ''), E'\n'))[wrong.line]),
			HINT = wrong.advice;
	END IF;

	INSERT INTO publication (source, date, rule) VALUES (import_table.source, import_table.date, import_table.rule)
	ON CONFLICT DO NOTHING
	RETURNING id INTO publication_id;
	IF publication_id IS NULL THEN
		RAISE unique_violation USING
			MESSAGE = format('the publication of %s on %s is stored already', source, date),
			DETAIL = 'Nothing was changed.',
			HINT = 'Give another source or date, or delete that publication first.';
	END IF;
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
	'store a pasted table as a publication, all or nothing; its id';
