/*
 * import.sql: storing a pasted table as a publication, all or nothing.  The
 * same table again changes nothing; other figures are a new vintage.
 */

CREATE VIEW published_row AS
SELECT p.id AS publication, l.region, l.is_total AS total, c.measures, c.counts, c.flags
FROM busetting_internal.publication_visible AS p
JOIN busetting_internal.listing AS l ON l.publication = p.id
CROSS JOIN LATERAL (
	SELECT array_agg(m.measure ORDER BY m.position, m.id) AS measures, array_agg(CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END ORDER BY m.position, m.id) AS counts,
		   CASE WHEN count(f.flags) > 0 THEN array_agg(f.flags ORDER BY m.position, m.id) END AS flags
	FROM busetting_internal.cell AS c
	JOIN measure AS m ON m.id = c.measure
	LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total
	WHERE c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total) AS c;

COMMENT ON VIEW published_row IS 'rows of publications as published, all vintages and measures; rows can be inserted';
COMMENT ON COLUMN published_row.total IS 'is it a printed total of the region, not its row?';
COMMENT ON COLUMN published_row.measures IS 'the measures that it states; NULL if none';
COMMENT ON COLUMN published_row.flags IS 'what the publisher says of each, NULL where nothing';
COMMENT ON COLUMN published_row.counts IS 'a number of each, ":", or the bounds that are printed';

CREATE TRIGGER store INSTEAD OF INSERT ON published_row
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_published_row();
CREATE TRIGGER read AFTER INSERT ON published_row
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();

CREATE FUNCTION busetting_internal.publication_has(publication integer, rows preview_row[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH given AS (
		SELECT r.total, r.region, k.measure, k.count, nullif(k.flag, '')
		FROM unnest(rows) AS r
		LEFT JOIN LATERAL unnest(r.measures, r.counts, r.flags) AS k(measure, count, flag) ON k.count IS NOT NULL
	), stored AS (
		SELECT r.total, r.region, k.measure, k.count, k.flag
		FROM published_row AS r
		LEFT JOIN LATERAL unnest(r.measures, r.counts, r.flags) AS k(measure, count, flag) ON true
		WHERE r.publication = publication_has.publication
	)
	SELECT NOT EXISTS (TABLE given EXCEPT TABLE stored) AND NOT EXISTS (TABLE stored EXCEPT TABLE given)
$$;

COMMENT ON FUNCTION busetting_internal.publication_has(integer, preview_row[]) IS 'are the cells of a publication these and no others?';

/* What cannot be read comes first, in the order in which it was found. */
CREATE FUNCTION busetting_internal.refuse_rows(rows preview_row[], content text, file bytea, encoding name, of text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	wrong record;
BEGIN
	SELECT r.form, r.line, r.name, r.problem, r.advice, r.detail INTO wrong
	FROM unnest(rows) WITH ORDINALITY AS r
	WHERE r.problem IS NOT NULL
	ORDER BY r.name IS NOT NULL, CASE WHEN r.name IS NULL THEN r.ordinality END, r.line LIMIT 1;
	IF NOT FOUND THEN
		IF EXISTS (SELECT FROM unnest(rows) AS r WHERE r.region IS NOT NULL) THEN
			RETURN;
		END IF;
		RAISE bad_copy_file_format USING
			MESSAGE = concat(of, 'no row of the content is left to be stored'),
			HINT = 'Look at it with busetting.preview_table.';
	END IF;
	IF content IS NULL AND wrong.line IS NOT NULL AND (wrong.form IN ('json-stat', 'px', 'xlsx', 'ods')) IS NOT TRUE THEN
		content := table_text(file, encoding);
	END IF;
	RAISE bad_copy_file_format USING
		MESSAGE = concat(of, CASE WHEN wrong.line IS NOT NULL THEN format('%s %s: ', CASE WHEN wrong.form IN ('json-stat', 'xlsx', 'ods') OR wrong.form = 'px' AND wrong.name IS NOT NULL THEN 'row' ELSE 'line' END, wrong.line) END, wrong.problem),
		DETAIL = concat_ws(' ', CASE WHEN wrong.form IN ('json-stat', 'px') AND wrong.line IS NOT NULL AND wrong.name IS NOT NULL
					  THEN format('The rows of the dataset are its regions; row %s is "%s".', wrong.line, wrong.name)
					  WHEN wrong.form IN ('xlsx', 'ods') AND wrong.line IS NOT NULL AND wrong.name IS NOT NULL
					  THEN format('Row %s of the sheet is of "%s".', wrong.line, wrong.name)
					  WHEN wrong.line IS NOT NULL AND (wrong.form IN ('json-stat', 'px', 'xlsx', 'ods')) IS NOT TRUE
					  THEN format('Line %s is "%s".', wrong.line,
								  left(btrim(left(CASE WHEN strpos(content, E'\r') = 0 THEN split_part(content, E'\n', wrong.line)
										 ELSE split_part(replace(replace(content, E'\r\n', E'\n'), E'\r', E'\n'), E'\n', wrong.line) END, 1000)), 160)) END, wrong.detail),
		HINT = wrong.advice;
END
$$;

COMMENT ON FUNCTION busetting_internal.refuse_rows(preview_row[], text, bytea, name, text) IS 'error of the first problem of rows, or where there is none of a region';

CREATE FUNCTION busetting_internal.tell_left_out(rows preview_row[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	left_out record;
BEGIN
	SELECT count(*) AS number, string_agg(r.advice, '; ' ORDER BY r.line NULLS FIRST) FILTER (WHERE r.rank <= 20) AS text INTO left_out
	FROM (SELECT l.line, l.advice, row_number() OVER (ORDER BY l.line NULLS FIRST) AS rank
		  FROM (SELECT DISTINCT o.line, o.advice FROM unnest(rows) AS o WHERE o.region IS NULL AND o.advice IS NOT NULL AND o.detail IS NULL) AS l) AS r;
	IF left_out.number > 0 THEN
		RAISE NOTICE USING
			MESSAGE = format('%s of the content %s left out', CASE left_out.number WHEN 1 THEN 'one piece' ELSE left_out.number || ' pieces' END, CASE left_out.number WHEN 1 THEN 'is' ELSE 'are' END),
			DETAIL = left_out.text || CASE WHEN left_out.number > 20 THEN '; and more, which preview_table shows.' ELSE '.' END;
	END IF;
	FOR left_out IN SELECT o.advice AS text FROM unnest(rows) AS o WHERE o.detail = 'unknown title' ORDER BY o.line LOOP
		RAISE NOTICE USING
			MESSAGE = left_out.text,
			HINT = 'If it says that the numbers are of something else, of others or of another time, delete the publication. A line that says nothing of them is named in skip, or its words are taught: INSERT INTO busetting.measure_word (phrase, role) VALUES (''…'', ''ordinary'').';
	END LOOP;
	SELECT min(o.advice) AS text INTO left_out FROM unnest(rows) AS o WHERE o.detail = 'part of a year' AND o.problem IS NULL;
	IF left_out.text IS NOT NULL THEN
		RAISE NOTICE USING
			MESSAGE = left_out.text,
			DETAIL = 'Views compare what is settled with what is asked for in the year.',
			HINT = 'Where the figures of each part are of it alone, add them up before they are imported.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.tell_left_out(preview_row[]) IS 'notices of what is left out of an import, of lines above a table that nobody knows, and of periods that are parts of a year';

/* The same again changes nothing. */
CREATE FUNCTION busetting_internal.store_rows(rows preview_row[], source text, date date, rule text) RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	listed constant preview_row[] := ARRAY(SELECT r FROM unnest(rows) AS r WHERE r.region IS NOT NULL ORDER BY r.line);
	publication_id integer;
	new_vintage integer;
	latest record;
BEGIN
	-- another session may store the same publication meanwhile: then look again at what it stored
	LOOP
		SELECT p.id, p.vintage, p.rule INTO latest
		FROM publication AS p
		WHERE p.source = store_rows.source AND p.date = store_rows.date
		ORDER BY p.vintage DESC
		LIMIT 1;
		IF latest.id IS NOT NULL AND busetting_internal.publication_has(latest.id, listed) THEN
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
		VALUES (store_rows.source, store_rows.date, new_vintage, store_rows.rule)
		ON CONFLICT DO NOTHING
		RETURNING id INTO publication_id;
		EXIT WHEN FOUND;
	END LOOP;
	-- two tables may print the same total
	INSERT INTO published_row
	SELECT DISTINCT publication_id, r.region, r.total, r.measures, r.counts, r.flags
	FROM unnest(listed) AS r;
	RETURN publication_id;
END
$$;

COMMENT ON FUNCTION busetting_internal.store_rows(preview_row[], text, date, text) IS 'store rows as a publication, or find them stored already; its id';

/* Of a text or a file, whichever is not NULL; see preview_content. */
CREATE FUNCTION busetting_internal.import_content(content text, file bytea, source text, date date, rule text, level text, county text, columns text[], form text,
	skip text[], encoding name, sheet text)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	periods text[];
	rows preview_row[];
BEGIN
	IF date IS NULL AND source <> '' THEN
		periods := busetting_internal.content_periods(content, file, rule, columns, form, encoding, sheet);
	END IF;
	IF content IS NULL AND file IS NULL OR date IS NULL OR coalesce(source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = CASE WHEN periods IS NULL THEN 'content, source or date of the table is not given' ELSE 'the date of the table is not given' END,
			DETAIL = CASE WHEN periods IS NULL THEN 'A publication is known by its source and date.'
						  ELSE format('The table is of %s; a publication is of one date.', array_to_string(periods, ', ')) END,
			HINT = CASE WHEN periods IS NULL THEN 'Write import_table(content, source => ..., date => ...).'
						ELSE 'Give a date that one of them holds, or store each of them with busetting.import_periods.' END;
	END IF;
	SELECT array_agg(r) INTO rows FROM busetting_internal.preview_content(content, file, date, rule, level, county, columns, form, skip, encoding, sheet) AS r;
	PERFORM busetting_internal.refuse_rows(rows, content, file, encoding, NULL);
	PERFORM busetting_internal.tell_left_out(rows);
	RETURN busetting_internal.store_rows(rows, source, date, rule);
END
$$;

COMMENT ON FUNCTION busetting_internal.import_content(text, bytea, text, date, text, text, text, text[], text, text[], name, text) IS
	'implementation of import_table, of a text or a file';

CREATE FUNCTION import_table(content text, source text, date date DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, skip text[] DEFAULT NULL)
RETURNS integer
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000
AS $$
	SELECT busetting_internal.import_content(content, NULL, source, date, rule, level, county, columns, form, skip, NULL, NULL)
$$;

COMMENT ON FUNCTION import_table(text, text, date, text, text, text, text[], text, text[]) IS
	'store a pasted table as a publication, all or nothing, or find it stored already; its id';
