/*
 * publication_change.sql: what is done to publications that are stored: one is deleted, one cell
 * is corrected, a source gets another name.  One call each, all or nothing.
 */

CREATE FUNCTION busetting_internal.latest_publication(source text, date date, OUT id integer, OUT vintage integer, OUT rule text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	SELECT p.id, p.vintage, p.rule INTO id, vintage, rule
	FROM publication AS p
	WHERE p.source = latest_publication.source AND p.date = latest_publication.date
	ORDER BY p.vintage DESC
	LIMIT 1;
	IF NOT FOUND THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no publication of %s by %s', coalesce(date::text, 'NULL'), coalesce(quote_literal(source), 'NULL')),
			DETAIL = coalesce((SELECT format('There is one of %s by %s.', p.date, quote_literal(p.source)) FROM publication AS p
							   WHERE p.source = latest_publication.source OR p.date = latest_publication.date
							   ORDER BY p.source = latest_publication.source DESC, abs(p.date - latest_publication.date), p.source LIMIT 1), 'There is none of that source or date.'),
			HINT = 'Sources and dates are listed in busetting.publication.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.latest_publication(text, date) IS 'the latest vintage of a source and date; error if there is none';

CREATE FUNCTION delete_publication(source text, date date, vintage integer DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	latest constant record := busetting_internal.latest_publication(source, date);
	deleted integer;
BEGIN
	DELETE FROM publication AS p
	WHERE p.source = delete_publication.source AND p.date = delete_publication.date AND (p.vintage = delete_publication.vintage OR delete_publication.vintage IS NULL);
	GET DIAGNOSTICS deleted = ROW_COUNT;
	IF deleted = 0 AND EXISTS (SELECT FROM publication AS p WHERE p.source = delete_publication.source AND p.date = delete_publication.date AND p.vintage = coalesce(delete_publication.vintage, p.vintage)) THEN
		RAISE insufficient_privilege USING
			MESSAGE = format('the publication of %s by %s is not for %s to delete', date, quote_literal(source), current_user),
			DETAIL = 'Policies of busetting.publication show it, and do not let this role delete it.',
			HINT = 'Make a policy for DELETE, or for ALL, which it meets.';
	ELSIF deleted = 0 THEN
		RAISE no_data_found USING
			MESSAGE = format('the publication of %s by %s has no vintage %s', date, quote_literal(source), vintage),
			DETAIL = format('Its latest is %s.', latest.vintage),
			HINT = 'Leave the vintage out to delete all.';
	END IF;
	RETURN deleted;
END
$$;

COMMENT ON FUNCTION delete_publication(text, date, integer) IS 'delete what a source published for a date, all vintages or the one given, with its cells and findings; number of vintages deleted';

/* As a correction of the publisher is: a new vintage, which differs in one cell. */
CREATE FUNCTION correct_cell(source text, date date, region text, measure text, value text, total boolean DEFAULT false, level text DEFAULT NULL, county text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	latest constant record := busetting_internal.latest_publication(source, date);
	corrected constant integer := region_id(region, level, date, county, (SELECT u.tree FROM suppression_rule AS u WHERE u.rule = latest.rule));
	number constant suppressed_int := value;
	publication_id integer;
	rows published_row[];
BEGIN
	IF number <> ':' AND (is_suppressed(number) OR lower(number) < 0) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('no publisher prints %s', quote_literal(value)),
			DETAIL = 'A cell is a count, ":" where it is hidden, or NULL where it is not stated.',
			HINT = 'What ":" can be is said by the rule, or by a row of busetting.suppression_exception.';
	ELSIF NOT EXISTS (SELECT FROM measure AS m WHERE m.measure = correct_cell.measure) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown measure %s', coalesce(quote_literal(measure), 'NULL')),
			DETAIL = (SELECT format('Measures are %s.', string_agg(m.measure, ', ' ORDER BY m.position)) FROM measure AS m),
			HINT = 'Give one of these, or add a row to busetting.measure.';
	END IF;
	SELECT array_agg(r) INTO rows FROM published_row AS r WHERE r.publication = latest.id;
	IF NOT EXISTS (SELECT FROM unnest(rows) AS r WHERE r.region = corrected AND r.total = correct_cell.total) THEN
		RAISE no_data_found USING
			MESSAGE = format('%s of %s has no %s of %s', source, date, CASE WHEN total THEN 'total' ELSE 'row' END, region),
			HINT = CASE WHEN EXISTS (SELECT FROM unnest(rows) AS r WHERE r.region = corrected) THEN format('Write total => %s.', CASE WHEN total THEN 'false' ELSE 'true' END)
						ELSE 'Import the whole table again, with the row: it becomes a new vintage.' END;
	ELSIF (SELECT r.counts[array_position(r.measures, correct_cell.measure)] = number OR (number IS NULL AND array_position(r.measures, correct_cell.measure) IS NULL)
		   FROM unnest(rows) AS r WHERE r.region = corrected AND r.total = correct_cell.total) THEN
		RETURN latest.id;	-- as an import of the same table, it changes nothing
	END IF;

	INSERT INTO publication (source, date, vintage, rule) VALUES (source, date, latest.vintage + 1, latest.rule) RETURNING id INTO publication_id;
	INSERT INTO published_row (publication, region, total, measures, counts, flags)
	SELECT publication_id, r.region, r.total, c.measures, c.counts, c.flags
	FROM unnest(rows) AS r
	CROSS JOIN LATERAL (
		SELECT array_agg(k.measure ORDER BY k.measure) AS measures, array_agg(k.count ORDER BY k.measure) AS counts, array_agg(k.flag ORDER BY k.measure) AS flags
		FROM (SELECT m.measure, m.count, m.flag FROM unnest(r.measures, r.counts, r.flags) AS m(measure, count, flag)
			  WHERE NOT (r.region = corrected AND r.total = correct_cell.total AND m.measure = correct_cell.measure)
			  UNION ALL
			  SELECT correct_cell.measure, number, NULL WHERE r.region = corrected AND r.total = correct_cell.total AND number IS NOT NULL) AS k) AS c;
	RETURN publication_id;
END
$$;

COMMENT ON FUNCTION correct_cell(text, date, text, text, text, boolean, text, text) IS
	'store a new vintage of a publication in which one cell is another: a number, ":" or NULL for not stated; key of the publication that has it now';

CREATE FUNCTION rename_source(source text, new_source text) RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	taken date := (SELECT min(p.date) FROM publication AS p JOIN publication AS o ON o.source = new_source AND o.date = p.date WHERE p.source = rename_source.source AND p.source <> new_source);
	renamed integer;
BEGIN
	IF coalesce(new_source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the new name of the source is not given',
			HINT = 'Write rename_source(''old'', ''new'').';
	ELSIF taken IS NOT NULL THEN
		RAISE unique_violation USING
			MESSAGE = format('both %s and %s published for %s', quote_literal(source), quote_literal(new_source), taken),
			HINT = format('Delete one of them first: SELECT busetting.delete_publication(%L, %L).', source, taken);
	END IF;
	-- exceptions of the source go on to hold for it
	UPDATE suppression_exception AS e SET source = new_source WHERE e.source = rename_source.source;
	UPDATE publication AS p SET source = new_source WHERE p.source = rename_source.source;
	GET DIAGNOSTICS renamed = ROW_COUNT;
	IF renamed = 0 THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no publication by %s', coalesce(quote_literal(source), 'NULL')),
			DETAIL = coalesce((SELECT format('There are some by %s.', string_agg(DISTINCT quote_literal(p.source), ', ')) FROM publication AS p), 'There is none at all.'),
			HINT = 'Sources are listed in busetting.publication.';
	END IF;
	RETURN renamed;
END
$$;

COMMENT ON FUNCTION rename_source(text, text) IS 'give another name to a source, in its publications of all dates and in exceptions to rules; number of publications that have it';
