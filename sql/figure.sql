/*
 * figure.sql: one figure a county and one for the country, whatever a publication
 * lists: its own where it has one, else what its parts add up to, and how many
 * hidden cells are in it.
 */
DO $do$
DECLARE
	/*
	 * Of each region and measure what counts: the row, else the total that is printed of it, else, of a
	 * region without a row, what its parts add up to, with those that are not listed.
	 */
	counted constant text := $$
		SELECT DISTINCT ON (f.region, f.measure) f.*
		FROM (SELECT l.region, c.measure, c.is_total::integer AS rank, true AS own, c.value::suppressed_bigint AS value, c.hidden::integer::bigint AS hidden, NULL::bigint AS listed, 0::bigint AS absent, 0::bigint AS not_stated, o.level
			  FROM region AS o
			  JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = o.id
			  LEFT JOIN busetting_internal.cell AS c ON c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total
			  WHERE %1$s
			  UNION ALL
			  SELECT s.region, s.measure, 2, false, s.total_with_absent, s.hidden, s.listed, s.absent, s.listed - s.stated, o.level
			  FROM region AS o
			  JOIN busetting_internal.region_sum AS s ON s.publication = p.id AND s.region = o.id
			  WHERE %1$s AND o.level = 'county'
				  AND NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = s.region AND NOT l.is_total)) AS f
		ORDER BY f.region, f.measure, f.rank$$;
	-- of each measure; what one of the regions added up does not state can be any count
	added constant text := $$sum(f.value) FILTER (WHERE f.measure = %1$s) + CASE WHEN count(*) FILTER (WHERE f.measure = %1$s) < <regions> THEN ':'::suppressed_bigint ELSE 0 END AS %2$I,
		(sum(f.hidden) FILTER (WHERE f.measure = %1$s))::bigint AS %2$s_hidden, (sum(f.absent) FILTER (WHERE f.measure = %1$s))::bigint AS %2$s_absent,
		(sum(f.not_stated) FILTER (WHERE f.measure = %1$s))::bigint + <regions> - count(*) FILTER (WHERE f.measure = %1$s) AS %2$s_not_stated$$;
	counts constant text := ', g.%1$s_hidden + g.%2$s_hidden AS %3$s_hidden, g.%1$s_absent + g.%2$s_absent AS %3$s_absent, g.%1$s_not_stated + g.%2$s_not_stated AS %3$s_not_stated';
	derived constant text := 'g.agreed - g.settled AS gap' || format(counts, 'agreed', 'settled', 'gap')
		|| ', g.agreed_collective - g.settled_collective AS gap_collective' || format(counts, 'agreed_collective', 'settled_collective', 'gap_collective')
		|| ', g.settled + g.agreed AS pipeline' || format(counts, 'settled', 'agreed', 'pipeline')
		|| ', share(g.settled, g.agreed) AS progress' || format(counts, 'settled', 'agreed', 'progress');
	measures text;
	columns text;
BEGIN
	SELECT string_agg(format(added, id, measure), ', ' ORDER BY position),
		   string_agg(format('g.%1$I, g.%1$s_hidden, g.%1$s_absent, g.%1$s_not_stated', measure), ', ' ORDER BY position)
	INTO measures, columns
	FROM measure;

	EXECUTE format($view$
		CREATE VIEW county_figure AS
		SELECT p.id AS publication, p.source, p.date, g.code, g.county, g.own,
			   CASE WHEN NOT g.own THEN g.listed END AS listed, CASE WHEN NOT g.own THEN g.absent END AS absent,
			   CASE WHEN NOT g.own AND g.absent > 0 THEN ARRAY(
				   SELECT a.name
				   FROM region AS o
				   JOIN region_name AS a ON a.region = o.id AND a.shown AND busetting_internal.in_force(p.date, a.since, a.until)
				   WHERE o.parent = g.region AND busetting_internal.in_force(p.date, o.since, o.until)
					   AND NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = o.id OFFSET 0)
				   ORDER BY o.code COLLATE "C") END AS absent_names, %1$s, %2$s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT r.code, n.name AS county, r.id AS region, g.*
			FROM region AS r
			JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
			CROSS JOIN LATERAL (
				SELECT bool_or(f.own) AS own, max(f.listed) AS listed, max(f.absent) AS absent, %3$s
				FROM (%4$s) AS f
				HAVING count(*) > 0) AS g
			WHERE r.level = 'county'
			ORDER BY r.id) AS g
		ORDER BY p.date DESC
	$view$, columns, derived, replace(measures, '<regions>', '1'), format(counted, 'o.id = r.id'));

	EXECUTE format($view$
		CREATE VIEW country_figure AS
		SELECT p.id AS publication, p.source, p.date, g.own, CASE WHEN NOT g.own THEN g.listed END AS listed, CASE WHEN NOT g.own THEN a.absent END AS absent,
			   CASE WHEN NOT g.own THEN a.absent_names END AS absent_names, %1$s, %2$s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT bool_or(f.level = 'country') AS own, count(DISTINCT f.region) AS listed, array_agg(f.region) AS regions, %3$s
			FROM (%4$s) AS f
			WHERE f.level = 'country' OR NOT EXISTS (SELECT FROM busetting_internal.listing AS l JOIN region AS r ON r.id = l.region AND r.level = 'country' WHERE l.publication = p.id)
			HAVING count(*) > 0) AS g
		CROSS JOIN LATERAL (
			SELECT count(*) AS absent, array_agg(n.name ORDER BY r.code COLLATE "C") AS absent_names
			FROM region AS r
			JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(p.date, n.since, n.until)
			WHERE r.level = 'county' AND busetting_internal.in_force(p.date, r.since, r.until) AND r.id <> ALL (g.regions)) AS a
		ORDER BY p.date DESC
	$view$, columns, derived, replace(measures, '<regions>', 'count(DISTINCT f.region)'), format(counted, $$o.level IN ('county', 'country')$$));
END
$do$;

COMMENT ON VIEW county_figure IS
	'figures of counties: their own row, else the sums of their municipalities; a total printed below these is in county_reconciliation';
COMMENT ON COLUMN county_figure.own IS 'is it the county''s own figure? otherwise it is the sum of its municipalities';
COMMENT ON COLUMN county_figure.listed IS 'number of municipalities in the sum';
COMMENT ON COLUMN county_figure.absent IS 'number of the county''s municipalities that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN county_figure.absent_names IS 'their names';
COMMENT ON VIEW country_figure IS
	'figures of the country: its own row, else the sums of the counties that are listed; a total printed below these is in total_reconciliation';
COMMENT ON COLUMN country_figure.own IS 'is it the country''s own figure? otherwise it is the sum of the counties listed';
COMMENT ON COLUMN country_figure.listed IS 'number of counties in the sum';
COMMENT ON COLUMN country_figure.absent IS 'number of counties that are not listed; they are not in the sum';
COMMENT ON COLUMN country_figure.absent_names IS 'their names';

CREATE VIEW comparison AS
SELECT p.id AS publication, p.source, p.date, c.level, c.code, c.name, c.measure, c.printed_total, c.other_publication, c.other_source, c.other_kind, c.published, c.other,
	   c.hidden, c.absent, c.not_stated, c.left_for_hidden, c.consistent,
	   CASE WHEN c.consistent THEN 0
			WHEN c.rounded >> c.other THEN lower(c.published) - upper(c.other)
			ELSE upper(c.published) - lower(c.other) END AS deviation
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, m.measure, c.printed_total, c.other_publication, c.other_source, c.other_kind, c.published, c.other,
		   c.hidden, c.absent, c.not_stated, c.left_for_hidden, c.rounded, c.consistent
	FROM (
		SELECT o.region, o.measure, o.is_total AS printed_total, p.id AS other_publication, NULL AS other_source, 'sum' AS other_kind, o.value::suppressed_bigint AS published, w.possible AS other,
			   s.hidden::bigint AS hidden, s.absent::bigint AS absent, (s.listed - s.stated)::bigint AS not_stated, w.rounded - s.visible AS left_for_hidden, w.rounded, w.rounded && w.possible AS consistent
		FROM busetting_internal.region_sum AS s
		JOIN busetting_internal.cell AS o ON o.publication = s.publication AND o.region = s.region AND o.measure = s.measure
		JOIN suppression_rule AS u ON u.rule = p.rule
		CROSS JOIN LATERAL (SELECT coalesce(s.by_rule_with_absent, s.total_with_absent) AS possible, o.value + suppressed_bigint(-u.tolerance, u.tolerance) AS rounded) AS w
		WHERE s.publication = p.id
		UNION ALL
		SELECT c.region, c.measure, c.is_total, b.id, b.source, CASE WHEN o.is_total THEN 'total' ELSE 'row' END, c.value, o.value, NULL, NULL, NULL, NULL, c.value, c.value && o.value
		FROM publication_current AS b
		JOIN busetting_internal.cell AS c ON c.publication = p.id
		JOIN busetting_internal.cell AS o ON o.publication = b.id AND o.region = c.region AND o.measure = c.measure AND (b.id > p.id OR o.is_total AND NOT c.is_total)
		WHERE b.date = p.date AND b.id >= p.id
			AND (b.id > p.id OR EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.is_total
										AND EXISTS (SELECT FROM busetting_internal.listing AS k WHERE k.publication = p.id AND k.region = l.region AND NOT k.is_total)))
	) AS c
	JOIN measure AS m ON m.id = c.measure
	JOIN region AS r ON r.id = c.region
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = r.id AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	ORDER BY c.region
) AS c
ORDER BY p.date DESC;

COMMENT ON VIEW comparison IS
	'published figures against the sum of their regions and against other publications, one row a figure and what it is compared with';
COMMENT ON COLUMN comparison.printed_total IS 'does the figure stand as the total of a table of municipalities, not as a row of counties?';
COMMENT ON COLUMN comparison.other_publication IS 'the publication that it is compared with; its own where it is with the sum of municipalities, or its row with its total';
COMMENT ON COLUMN comparison.other_source IS 'the other publication''s source; NULL where the figure is compared with the sum of municipalities';
COMMENT ON COLUMN comparison.other_kind IS 'what it is compared with: sum, or the other publication''s row or total';
COMMENT ON COLUMN comparison.published IS 'the figure as published';
COMMENT ON COLUMN comparison.other IS 'the sum, or what the other publication has';
COMMENT ON COLUMN comparison.hidden IS 'number of hidden cells in the sum';
COMMENT ON COLUMN comparison.absent IS 'number of municipalities that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN comparison.not_stated IS 'number of municipalities that are listed but do not state the measure; they can have any count';
COMMENT ON COLUMN comparison.left_for_hidden IS 'what these have together if the published figure is right';
COMMENT ON COLUMN comparison.consistent IS 'can both be true?';
COMMENT ON COLUMN comparison.deviation IS 'by how much the published figure misses the nearest that the other can be; 0 if consistent';

CREATE VIEW publication_list AS
SELECT p.id AS publication, p.source, p.date, p.rule, listed.counties, listed.municipalities, listed.regions
FROM busetting_internal.publication_visible AS p
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE r.level = 'county') AS counties, count(*) FILTER (WHERE r.level = 'municipality') AS municipalities, count(*) AS regions
	FROM busetting_internal.listing AS s
	JOIN region AS r ON r.id = s.region
	WHERE s.publication = p.id AND NOT s.is_total
) AS listed
ORDER BY p.date DESC;

COMMENT ON VIEW publication_list IS 'the publications there are, and how much they list';
COMMENT ON COLUMN publication_list.rule IS 'what a hidden cell stands for: suppression_rule.rule';
COMMENT ON COLUMN publication_list.counties IS 'number of counties listed';
COMMENT ON COLUMN publication_list.municipalities IS 'number of municipalities listed';
COMMENT ON COLUMN publication_list.regions IS 'number of regions listed, of whatever level and tree';

-- long, of every measure and region, in plain types

CREATE VIEW report_figure AS
SELECT p.id::bigint AS publication, p.source, p.date, f.level, f.code, f.name, f.measure, f.own,
	   CASE WHEN NOT is_suppressed(f.value) THEN lower(f.value) END AS value, CASE WHEN is_suppressed(f.value) THEN CASE WHEN f.hidden > 0 THEN ':' ELSE '..' END END AS symbol,
	   lower(f.value) AS low, upper(f.value) AS high, f.hidden, f.listed, f.absent, f.not_stated, f.flags
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT f.level, f.code, n.name, m.measure, f.own, f.value, f.hidden, f.listed, f.absent, f.not_stated, f.flags
	FROM (
		SELECT c.region, r.level, r.code, c.measure, true AS own, c.value::suppressed_bigint AS value, c.hidden::integer::bigint AS hidden, NULL::bigint AS listed, 0::bigint AS absent, 0::bigint AS not_stated, f.flags
		FROM busetting_internal.cell AS c
		JOIN region AS r ON r.id = c.region
		LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total
		WHERE c.publication = p.id
			AND NOT (c.is_total AND EXISTS (SELECT FROM busetting_internal.cell AS o
											WHERE o.publication = p.id AND o.region = c.region AND o.measure = c.measure AND NOT o.is_total OFFSET 0))
		UNION ALL
		SELECT s.region, r.level, r.code, s.measure, false, s.total_with_absent, s.hidden, s.listed, s.absent, s.listed - s.stated, NULL
		FROM busetting_internal.region_sum AS s
		JOIN region AS r ON r.id = s.region
		WHERE s.publication = p.id
			AND NOT EXISTS (SELECT FROM busetting_internal.cell AS o WHERE o.publication = p.id AND o.region = s.region AND o.measure = s.measure OFFSET 0)
	) AS f
	JOIN measure AS m ON m.id = f.measure
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = f.region AND busetting_internal.in_force(CASE WHEN n.region = f.region THEN p.date END, n.since, n.until)
	ORDER BY f.region
) AS f
ORDER BY p.date DESC;

COMMENT ON VIEW report_figure IS 'one figure a region and measure: its row, else its printed total, else what its regions add up to, in plain types';
COMMENT ON COLUMN report_figure.own IS 'is it the region''s own figure? otherwise it is the sum of its regions';
COMMENT ON COLUMN report_figure.value IS 'the number; NULL where hidden';
COMMENT ON COLUMN report_figure.symbol IS '":" where it is hidden, or hidden cells are in the sum; ".." where the sum is not certain for regions alone that are absent or do not state the measure';
COMMENT ON COLUMN report_figure.flags IS 'what the publisher says of it, as printed: see symbol_flag; NULL where nothing, and of a sum';
COMMENT ON COLUMN report_figure.low IS 'it is at least this';
COMMENT ON COLUMN report_figure.high IS 'it is at most this; NULL where there is no limit';
COMMENT ON COLUMN report_figure.hidden IS 'number of hidden cells in it';
COMMENT ON COLUMN report_figure.listed IS 'number of regions in the sum';
COMMENT ON COLUMN report_figure.absent IS 'number of regions that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN report_figure.not_stated IS 'number of regions that are listed but do not state the measure; in the sum they can have any count';
