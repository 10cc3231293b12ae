/*
 * view.sql: the cells of publications and what they add up to, long and wide.  Publications are
 * read when they come: views only add up and join, and stand on tables and on
 * publication_current, on nothing else.
 *
 * Each view joins all that it has of a publication for each publication by itself (ORDER BY keeps it
 * so), the latest first: whoever asks for the last hundred rows waits for these alone,
 * and for one region's history for that region's.  That a name is of the date is a condition on
 * both sides of a join: so written, names are hashed once, and not once a publication.
 */

-- long

CREATE VIEW figure AS
SELECT p.id AS publication, p.source, p.date, r.level, r.code, n.name, m.measure, c.is_total AS total,
	   CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END AS published, c.value, c.hidden, c.loosened, c.region, r.parent, f.flags
FROM publication_current AS p
JOIN busetting_internal.cell AS c ON c.publication = p.id
LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total
JOIN measure AS m ON m.id = c.measure
JOIN region AS r ON r.id = c.region
-- all names at once (OFFSET 0): looking up one for each cell takes as long as all the rest
JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
	ON n.region = c.region AND busetting_internal.in_force(p.date, n.since, n.until);

COMMENT ON VIEW figure IS 'every cell that publications state, their latest vintage, with what it can be';
COMMENT ON COLUMN figure.total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN figure.published IS 'the cell as published: a number, or ":"';
COMMENT ON COLUMN figure.value IS 'the number, or what a hidden one can be';
COMMENT ON COLUMN figure.flags IS 'what the publisher says of it, as printed: see symbol_flag; NULL where nothing';
COMMENT ON COLUMN figure.hidden IS 'is it ":"?';
COMMENT ON COLUMN figure.loosened IS 'do the publication''s own sums refute its rule there? then it can be any count';
COMMENT ON COLUMN figure.parent IS 'key of the region that it is part of';

/*
 * A region's sums are looked up for it: so its history is read alone.  What a reader's own condition sees of a sum is
 * that of the publication at hand (OFFSET 0): below, it might come before the condition on publication.
 */
DO $$
DECLARE
	summed constant text := $summed$
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, m.measure, s.region, s.total, s.visible, s.hidden, s.listed, s.absent, s.listed - s.stated AS not_stated, s.total_with_absent, %s AS absent_names
	FROM region AS r
	JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	CROSS JOIN LATERAL (
		SELECT s.region, s.measure, s.listed, s.absent, s.stated, s.hidden, s.visible, s.total, s.total_with_absent
		FROM busetting_internal.region_sum AS s
		WHERE s.publication = p.id AND s.region = r.id
		OFFSET 0) AS s
	JOIN measure AS m ON m.id = s.measure
	%s
	ORDER BY s.region
) AS s
ORDER BY p.date DESC
$summed$;
	-- not each municipality is asked for its sums
	whole constant text := 'WHERE r.id IN (SELECT o.parent FROM region AS o)';
BEGIN
	EXECUTE 'CREATE VIEW region_total AS
		SELECT p.id AS publication, p.source, p.date, s.level, s.code, s.name, s.measure,
			   s.total, s.visible, s.hidden, s.listed, s.absent, s.total_with_absent, s.not_stated, s.region' || format(summed, 'NULL::text[]', whole);
	EXECUTE 'CREATE VIEW county_total AS
		SELECT p.id AS publication, p.source, p.date, s.code, s.name AS county, s.measure,
			   s.total, s.visible, s.hidden::bigint AS hidden, s.listed::bigint AS municipalities, s.absent::bigint AS absent,
			   s.absent_names, s.total_with_absent, s.not_stated::bigint AS not_stated, s.region' || format(summed, 'CASE WHEN s.absent > 0 THEN a.names END', $names$
	CROSS JOIN LATERAL (
		SELECT ARRAY(
			SELECT a.name
			FROM region AS o
			JOIN region_name AS a ON a.region = o.id AND a.shown AND busetting_internal.in_force(p.date, a.since, a.until)
			WHERE o.parent = r.id AND busetting_internal.in_force(p.date, o.since, o.until) AND NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = o.id OFFSET 0)
			ORDER BY o.code COLLATE "C") AS names
		-- of all measures at once
		OFFSET 0) AS a
	WHERE r.level = 'county'$names$);
	EXECUTE 'CREATE VIEW report_total AS
		SELECT p.id::bigint AS publication, p.source, p.date, s.level, s.code, s.name, s.measure,
			   CASE WHEN NOT is_suppressed(s.total_with_absent) THEN lower(s.total_with_absent) END AS value,
			   CASE WHEN is_suppressed(s.total_with_absent) THEN CASE WHEN s.hidden > 0 THEN '':'' ELSE ''..'' END END AS symbol,
			   lower(s.total_with_absent) AS low, upper(s.total_with_absent) AS high, s.visible, s.hidden::bigint AS hidden, s.listed::bigint AS listed,
			   s.absent::bigint AS absent, s.not_stated::bigint AS not_stated' || format(summed, 'NULL::text[]', whole);
END
$$;

COMMENT ON VIEW region_total IS 'sums of the regions that a publication lists, one row a region that they are parts of and measure';
COMMENT ON COLUMN region_total.total IS 'bounds of the sum of the regions listed; what one does not state is not in it';
COMMENT ON COLUMN region_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN region_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN region_total.listed IS 'number of its regions that are listed';
COMMENT ON COLUMN region_total.absent IS 'number of its regions that are not listed';
COMMENT ON COLUMN region_total.total_with_absent IS 'bounds of the sum: those absent counted by the rule, and what one that is listed does not state as any count';
COMMENT ON COLUMN region_total.not_stated IS 'number of regions that are listed but do not state the measure';

COMMENT ON VIEW county_total IS 'sums of the municipalities that a publication lists, one row a county and measure';
COMMENT ON COLUMN county_total.total IS 'bounds of the sum of the municipalities listed; what one does not state is not in it';
COMMENT ON COLUMN county_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN county_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN county_total.municipalities IS 'number of municipalities listed';
COMMENT ON COLUMN county_total.absent IS 'number of the county''s municipalities that are not listed';
COMMENT ON COLUMN county_total.absent_names IS 'their names';
COMMENT ON COLUMN county_total.total_with_absent IS 'bounds of the county''s sum: those absent counted by the rule, and what one that is listed does not state as any count';
COMMENT ON COLUMN county_total.not_stated IS 'number of municipalities that are listed but do not state the measure';

COMMENT ON VIEW report_total IS 'what the regions of a region add up to, one row a region and measure, in plain types';
COMMENT ON COLUMN report_total.value IS 'the sum; NULL where it is not certain';
COMMENT ON COLUMN report_total.symbol IS '":" where it is not certain for hidden cells; ".." where it is not for regions alone that are absent or do not state the measure';
COMMENT ON COLUMN report_total.low IS 'it is at least this';
COMMENT ON COLUMN report_total.high IS 'it is at most this; NULL where there is no limit';
COMMENT ON COLUMN report_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN report_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN report_total.listed IS 'number of regions listed';
COMMENT ON COLUMN report_total.absent IS 'number of regions that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN report_total.not_stated IS 'number of regions that are listed but do not state the measure; in the sum they can have any count';

/*
 * Published against summed.  A region can have a row and a printed total; each is compared.  What a
 * region that is listed does not state can be any count.  One text for all levels, for counties
 * and for what contradicts, as none of these stands on another.
 */
DO $$
DECLARE
	compared constant text := $compared$
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, m.measure, s.value::suppressed_bigint AS published, s.is_total, s.region, s.hidden, s.absent, s.listed - s.stated AS not_stated, s.visible,
		   s.value + suppressed_bigint(-u.tolerance, u.tolerance) AS rounded, s.total, s.with_absent
	FROM suppression_rule AS u
	CROSS JOIN region AS r
	JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	CROSS JOIN LATERAL (
		SELECT s.region, s.measure, s.listed, s.absent, s.stated, s.hidden, s.visible, o.value, o.is_total,
			   coalesce(s.by_rule, s.total) AS total, coalesce(s.by_rule_with_absent, s.total_with_absent) AS with_absent
		FROM busetting_internal.region_sum AS s
		JOIN busetting_internal.cell AS o ON o.publication = s.publication AND o.region = s.region AND o.measure = s.measure
		WHERE s.publication = p.id AND s.region = r.id
		OFFSET 0) AS s
	JOIN measure AS m ON m.id = s.measure
	-- as above
	WHERE u.rule = p.rule AND r.id IN (SELECT o.parent FROM region AS o) AND %s
	ORDER BY s.region
) AS s
CROSS JOIN LATERAL (
	SELECT s.rounded && s.with_absent AS consistent,
		   CASE WHEN s.rounded >> s.with_absent THEN lower(s.published) - upper(s.with_absent)
				WHEN s.rounded << s.with_absent THEN upper(s.published) - lower(s.with_absent)
				ELSE 0 END AS deviation
) AS d
ORDER BY p.date DESC
$compared$;
	counts constant text := 's.published, s.is_total AS printed_total, s.total, s.with_absent AS total_with_absent, s.hidden::bigint AS hidden, s.absent::bigint AS absent';
	left_over constant text := 's.rounded - s.visible AS left_for_hidden, s.with_absent - s.visible AS rule_allows, d.consistent, d.deviation';
BEGIN
	EXECUTE format('CREATE VIEW total_reconciliation AS SELECT p.id AS publication, p.source, p.date, s.level, s.code, s.name, s.measure, %s, %s', counts, left_over) || format(compared, 'true');
	EXECUTE format('CREATE VIEW reconciliation AS SELECT p.id AS publication, p.source, p.date, s.level, s.code, s.name, s.measure, %s, s.not_stated::bigint AS not_stated, %s, s.region', counts, left_over)
		|| format(compared, 'true');
	EXECUTE format('CREATE VIEW county_reconciliation AS SELECT p.id AS publication, p.source, p.date, s.code, s.name AS county, s.measure, %s, %s', counts, left_over)
		|| format(compared, 'r.level = ''county''');
END
$$;

COMMENT ON VIEW total_reconciliation IS 'the figure that is published of a region against the sum of its parts by the rule';

DO $$
DECLARE
	compared text;
BEGIN
	FOREACH compared IN ARRAY '{total_reconciliation,reconciliation,county_reconciliation}'::text[] LOOP
		EXECUTE (
			SELECT string_agg(format('COMMENT ON COLUMN %I.%I IS %L', compared, c.name, c.comment), ';')
			FROM (VALUES
				('published', 'the region''s own figure'),
				('printed_total', 'does it stand as the total of a table, not as a row?'),
				('total', 'bounds of the sum of the parts listed, as the rule has it'),
				('total_with_absent', 'the same with the parts that are not listed, counted by the rule, and what one that is listed does not state as any count'),
				('hidden', 'number of hidden cells'),
				('absent', 'number of parts that are not listed'),
				('left_for_hidden', 'what the hidden cells and the absent parts must have together'),
				('rule_allows', 'what they can have by the rule'),
				('consistent', 'can the published figure be the sum, within the rule''s tolerance?'),
				('deviation', 'by how much the published figure misses the nearest possible sum; 0 if consistent')) AS c(name, comment));
	END LOOP;
END
$$;

COMMENT ON VIEW reconciliation IS 'the same as total_reconciliation, with the number of parts that do not state the measure';
COMMENT ON COLUMN reconciliation.not_stated IS 'number of parts that are listed but do not state the measure';
COMMENT ON VIEW county_reconciliation IS 'the figure that is published of a county against the sum of its municipalities by the rule';

/* What was found when the publication was read, one row a sum; what the sum's total is and what its regions can be stands beside it. */
CREATE VIEW contradiction AS
SELECT p.id AS publication, p.source, p.date, r.level, r.code, n.name, m.measure, o.value::suppressed_bigint AS published, w.possible AS sum,
	   CASE WHEN o.value + t.slack >> w.possible THEN lower(o.value) - upper(w.possible)
			WHEN o.value + t.slack << w.possible THEN upper(o.value) - lower(w.possible)
			ELSE 0 END AS deviation,
	   s.hidden::bigint AS hidden, s.absent::bigint AS absent, w.possible - s.visible AS rule_allows, o.value + t.slack - s.visible AS left_for_hidden,
	   x.number, x.kind, CASE WHEN x.over = 'parts' THEN coalesce(nullif(x.breakdown, ''), 'part') ELSE x.over END AS over
FROM publication_current AS p
JOIN busetting_internal.contradiction AS x ON x.publication = p.id
JOIN suppression_rule AS u ON u.rule = p.rule
JOIN measure AS m ON m.id = x.measure
JOIN region AS r ON r.id = x.region
JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
	ON n.region = x.region AND busetting_internal.in_force(p.date, n.since, n.until)
LEFT JOIN busetting_internal.region_sum AS s ON s.publication = p.id AND s.region = x.region AND s.measure = x.measure AND x.over <> 'parts'
LEFT JOIN LATERAL (
	SELECT c.value FROM busetting_internal.cell AS c
	WHERE c.publication = p.id AND c.region = x.region AND c.measure = x.measure
	ORDER BY c.is_total <> (x.over = 'printed total') LIMIT 1) AS o ON true
CROSS JOIN LATERAL (SELECT suppressed_bigint(-u.tolerance, u.tolerance) AS slack) AS t
CROSS JOIN LATERAL (SELECT coalesce(s.by_rule_with_absent, s.total_with_absent) AS possible) AS w;

COMMENT ON VIEW contradiction IS 'sums of a publication that cannot all hold, one row a sum; those of one number contradict each other, and any of them alone could hold, unless it is alone';
COMMENT ON COLUMN contradiction.published IS 'the figure that is published of the region; of a sum of a part and the rest, that of the part';
COMMENT ON COLUMN contradiction.sum IS 'what its regions can add up to by the rule; NULL of a sum of parts';
COMMENT ON COLUMN contradiction.deviation IS 'by how much the published figure misses that; 0 where it is refuted only together with other sums';
COMMENT ON COLUMN contradiction.hidden IS 'number of hidden cells';
COMMENT ON COLUMN contradiction.absent IS 'number of regions that are not listed';
COMMENT ON COLUMN contradiction.rule_allows IS 'what these can hold together by the rule';
COMMENT ON COLUMN contradiction.left_for_hidden IS 'what they must hold together; below zero where the visible numbers alone are too many';
COMMENT ON COLUMN contradiction.number IS 'the sums of one publication and number contradict each other';
COMMENT ON COLUMN contradiction.kind IS 'numbers: whatever the hidden cells are; rule: by what the rule says of hidden cells';
COMMENT ON COLUMN contradiction.over IS 'what is added up: regions; printed total: the same, against the total beside the region''s row; part: the part and the rest; else the parts of that breakdown';

/* Two publications at a time, and a publication by itself where a region has a row and a total. */
CREATE VIEW publication_reconciliation AS
SELECT a.date, r.level, r.code, n.name, m.measure, a.source, c.value::suppressed_bigint AS value, b.source AS other_source, c.other_value::suppressed_bigint AS other_value,
	   c.value && c.other_value AS consistent,
	   c.value - c.other_value AS difference
FROM publication_current AS a
JOIN publication_current AS b ON b.date = a.date AND b.id >= a.id
	AND (b.id > a.id OR EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = a.id AND l.is_total
								AND EXISTS (SELECT FROM busetting_internal.listing AS k WHERE k.publication = a.id AND k.region = l.region AND NOT k.is_total)))
CROSS JOIN LATERAL (
	SELECT c.region, c.measure, c.value, o.value AS other_value
	FROM busetting_internal.cell AS c
	JOIN busetting_internal.cell AS o ON o.region = c.region AND o.measure = c.measure
	WHERE c.publication = a.id AND o.publication = b.id AND (b.id > a.id OR o.is_total AND NOT c.is_total)
	OFFSET 0
) AS c
JOIN measure AS m ON m.id = c.measure
JOIN region AS r ON r.id = c.region
JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
	ON n.region = c.region AND busetting_internal.in_force(a.date, n.since, n.until);

COMMENT ON VIEW publication_reconciliation IS 'what two publications, or a publication''s row and its total, say of the same region, date and measure';
COMMENT ON COLUMN publication_reconciliation.consistent IS 'can both be true?';
COMMENT ON COLUMN publication_reconciliation.difference IS 'value less other_value';

-- wide, of the measures that come with the extension

DO $do$
DECLARE
	-- of each measure, from rows c of one publication, grouped by region
	published text := $$max(CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END) FILTER (WHERE c.measure = %1$s) AS %2$I$$;
	own text := $$coalesce(max(c.value) FILTER (WHERE c.measure = %1$s AND NOT c.is_total), max(c.value) FILTER (WHERE c.measure = %1$s)) AS %2$I$$;
	row_only text := $$max(c.value) FILTER (WHERE c.measure = %1$s) AS %2$I$$;
	-- what a reader's own condition sees is of the publication at hand
	side_by_side text := $$CASE WHEN l.publication = p.id THEN l.value[%1$s] END AS %2$I$$;
	counted text := $$g.%2$I::published_count AS %2$I$$;
	columns text := $$g.%2$I$$;
	named constant text := $$JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)$$;
	derived constant text := $$
		   g.agreed - g.settled AS gap,
		   g.agreed_collective - g.settled_collective AS gap_collective,
		   g.settled + g.agreed AS pipeline,
		   share(g.settled, g.agreed) AS progress$$;
	total record;
BEGIN
	SELECT string_agg(format(published, id, measure), ', ' ORDER BY position), string_agg(format(own, id, measure), ', ' ORDER BY position),
		   string_agg(format(row_only, id, measure), ', ' ORDER BY position), string_agg(format(side_by_side, id, measure), ', ' ORDER BY position), string_agg(format(counted, id, measure), ', ' ORDER BY position),
		   string_agg(format(columns, id, measure), ', ' ORDER BY position)
	INTO published, own, row_only, side_by_side, counted, columns
	FROM measure;

	FOR total IN SELECT * FROM (VALUES ('settlement', 'NOT l.is_total'), ('settlement_total', 'l.is_total')) AS t(name, condition) LOOP
		EXECUTE format($view$
			CREATE VIEW %I AS
			SELECT l.publication, l.region, %s
			FROM busetting_internal.publication_visible AS p
			JOIN busetting_internal.listing AS l ON l.publication = p.id
			LEFT JOIN LATERAL (
				SELECT %s
				FROM busetting_internal.cell AS c
				WHERE c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total) AS g ON true
			WHERE %s$view$, total.name, counted, published, total.condition);
	END LOOP;

	EXECUTE format($view$
		CREATE VIEW settlement_bounds AS
		SELECT p.id AS publication, p.source, p.date, r.id AS region, r.level, r.code, n.name, r.parent, %s, ROW(p.id, g.region, %s)::settlement AS published
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT c.region, %s, %s
			FROM busetting_internal.cell AS c
			WHERE c.publication = p.id AND NOT c.is_total
			GROUP BY c.region
			UNION ALL
			SELECT l.region, %s
			FROM busetting_internal.listing AS l
			WHERE l.publication = p.id AND NOT l.is_total AND l.stated = '{}') AS g
		JOIN region AS r ON r.id = g.region
		JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
			ON n.region = r.id AND busetting_internal.in_force(p.date, n.since, n.until)$view$,
		columns, regexp_replace(columns, '(g\.\w+)', '\1_published', 'g'), row_only, regexp_replace(published, '( AS \w+)', '\1_published', 'g'),
		(SELECT string_agg('NULL, NULL', ', ') FROM measure));

	EXECUTE format($view$
		CREATE VIEW municipality_gap AS
		SELECT p.id AS publication, p.source, p.date, g.code, g.name AS municipality, g.county_code, g.county, %s, %s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT r.code, n.name, u.code AS county_code, un.name AS county, %s
			FROM busetting_internal.listing AS l
			JOIN region AS r ON r.id = l.region AND r.level = 'municipality'
			JOIN region AS u ON u.id = r.parent
			%s
			%s
			WHERE l.publication = p.id AND NOT l.is_total
			ORDER BY l.region) AS g
		ORDER BY p.date DESC$view$, columns, derived, side_by_side, named, regexp_replace(regexp_replace(named, '\mn\M', 'un', 'g'), 'r\.id', 'u.id', 'g'));

	EXECUTE format($view$
		CREATE VIEW county_gap AS
		SELECT p.id AS publication, p.source, p.date, g.code, g.county, %s, %s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT r.code, n.name AS county, %s
			FROM region AS r
			%s
			JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = r.id
			LEFT JOIN busetting_internal.cell AS c ON c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total
			WHERE r.level = 'county'
			GROUP BY r.id, n.name) AS g
		ORDER BY p.date DESC$view$, columns, derived, own, named);

	EXECUTE format($view$
		CREATE VIEW national_gap AS
		SELECT p.id AS publication, p.source, p.date, g.counties, %s, %s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT count(*) AS counties, %s
			FROM (SELECT l.region, %s
				  FROM region AS r
				  JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = r.id
				  LEFT JOIN busetting_internal.cell AS c ON c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total
				  WHERE r.level = 'county'
				  GROUP BY l.region) AS g
			HAVING count(*) > 0) AS g
		ORDER BY p.date DESC$view$, columns, derived, regexp_replace(columns, '(g\.(\w+))', 'sum(\1) + CASE WHEN count(\1) < count(*) THEN '':''::suppressed_bigint ELSE 0 END AS \2', 'g'), own);
END
$do$;

COMMENT ON VIEW settlement IS 'the cells of publications as published, one row a region; NULL where nothing is stated. Rows can be inserted, updated and deleted';
COMMENT ON VIEW settlement_total IS 'the totals that publications print below their tables, as published';
COMMENT ON COLUMN settlement.region IS 'the region: a municipality, a county or the country';
COMMENT ON COLUMN settlement_total.region IS 'the region of which it is the total: a county or the country';
COMMENT ON VIEW settlement_bounds IS 'cells of publications, their latest vintage, with the bounds that the publication''s rule gives them';
COMMENT ON COLUMN settlement_bounds.parent IS 'key of the region that it is part of';
COMMENT ON COLUMN settlement_bounds.published IS 'the cells as published';
COMMENT ON VIEW municipality_gap IS 'agreed less settled, municipality by municipality, with bounds';
COMMENT ON VIEW county_gap IS 'agreed less settled as counties'' own figures are published, their row or else the total that is printed of them, with bounds';
COMMENT ON VIEW national_gap IS 'agreed less settled, summed over the counties that a publication lists; what one of them does not state can be any count';
COMMENT ON COLUMN national_gap.counties IS 'number of counties listed';

CREATE TRIGGER store INSTEAD OF INSERT OR UPDATE OR DELETE ON settlement
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_settlement('row');
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON settlement
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();
CREATE TRIGGER store INSTEAD OF INSERT OR UPDATE OR DELETE ON settlement_total
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_settlement('total');
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON settlement_total
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();
