/*
 * figure.sql: one figure a county and one for the country, whatever a publication
 * lists: its own where it has one, else what its parts add up to, and how many
 * hidden cells are in it.
 */
DO $$
DECLARE
	-- the columns of a measure
	own text := '%1$I::suppressed_bigint, ((published).%1$I = '':'')::int::bigint AS %1$s_hidden';
	-- the rows of a level, of the publications that have any: no other is read for them
	rows_of constant text := 'publication_current AS p
			  CROSS JOIN LATERAL (SELECT * FROM settlement_bounds AS b WHERE b.publication = p.id AND b.level = %1$L OFFSET 0) AS b
			  WHERE EXISTS (SELECT FROM region AS r
							CROSS JOIN LATERAL (SELECT FROM settlement AS s WHERE s.publication = p.id AND s.region = r.id OFFSET 0) AS s
							WHERE r.level = %1$L)';
	county text := 'max(total_with_absent) FILTER (WHERE measure = %1$L) AS %1$I, max(hidden) FILTER (WHERE measure = %1$L) AS %1$s_hidden';
	country text := 'sum(%1$I) AS %1$I, sum(%1$s_hidden)::bigint AS %1$s_hidden';
	derived constant text := 'agreed - settled AS gap, agreed_hidden + settled_hidden AS gap_hidden,
		agreed_collective - settled_collective AS gap_collective, agreed_collective_hidden + settled_collective_hidden AS gap_collective_hidden,
		settled + agreed AS pipeline, settled_hidden + agreed_hidden AS pipeline_hidden,
		share(settled, agreed) AS progress, settled_hidden + agreed_hidden AS progress_hidden';
BEGIN
	SELECT string_agg(format(own, measure), ', ' ORDER BY n), string_agg(format(county, measure), ', ' ORDER BY n),
		   string_agg(format(country, measure), ', ' ORDER BY n)
	INTO own, county, country
	FROM unnest('{requested,decided,decided_collective,agreed,agreed_collective,settled,settled_collective}'::text[])
		WITH ORDINALITY AS m(measure, n);

	EXECUTE format($view$
		CREATE VIEW county_figure AS
		SELECT *, %s
		FROM (SELECT publication, p.source, p.date, code, name AS county, true AS own, NULL::bigint AS listed, NULL::bigint AS absent, NULL::text[] AS absent_names, %s
			  FROM %s
			  UNION ALL
			  SELECT publication, source, date, code, county, false, max(municipalities), max(absent), max(absent_names), %s
			  FROM county_total AS t
			  GROUP BY publication, source, date, region, code, county
			  HAVING NOT EXISTS (SELECT FROM settlement AS s WHERE s.publication = t.publication AND s.region = t.region)) AS f
	$view$, derived, own, format(rows_of, 'county'), county);

	EXECUTE format($view$
		CREATE VIEW country_figure AS
		SELECT *, %s
		FROM (SELECT publication, p.source, p.date, true AS own, NULL::bigint AS listed, NULL::bigint AS absent, NULL::text[] AS absent_names, %s
			  FROM %s
			  UNION ALL
			  SELECT publication, source, date, false, count(*),
					 (SELECT count(*) FROM region AS r WHERE r.level = 'county' AND r.validity @> t.date) - count(*),
					 (SELECT array_agg(n.name ORDER BY r.code COLLATE "C")
					  FROM region AS r
					  JOIN region_name AS n ON n.region = r.id AND n.kind = 'official' AND n.language = 'no' AND n.validity @> t.date
					  WHERE r.level = 'county' AND r.validity @> t.date AND r.code <> ALL (array_agg(t.code))), %s
			  FROM county_figure AS t
			  WHERE NOT EXISTS (SELECT FROM settlement AS s JOIN region AS c ON c.id = s.region
								WHERE s.publication = t.publication AND c.level = 'country')
			  GROUP BY publication, source, date) AS f
	$view$, derived, own, format(rows_of, 'country'), country);
END
$$;

COMMENT ON VIEW county_figure IS
	'figures of counties: their own row, else the sums of what their municipalities state; a total printed below these is in county_reconciliation';
COMMENT ON COLUMN county_figure.own IS 'is it the county''s own figure? otherwise it is the sum of its municipalities';
COMMENT ON COLUMN county_figure.listed IS 'number of municipalities in the sum';
COMMENT ON COLUMN county_figure.absent IS 'number of the county''s municipalities that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN county_figure.absent_names IS 'their names';
COMMENT ON VIEW country_figure IS
	'figures of the country: its own row, else the sums of what the counties that are listed state; a total printed below these is in total_reconciliation';
COMMENT ON COLUMN country_figure.own IS 'is it the country''s own figure? otherwise it is the sum of the counties listed';
COMMENT ON COLUMN country_figure.listed IS 'number of counties in the sum';
COMMENT ON COLUMN country_figure.absent IS 'number of counties that are not listed; they are not in the sum';
COMMENT ON COLUMN country_figure.absent_names IS 'their names';

CREATE VIEW comparison AS
SELECT publication, source, date, 'county' AS level, code, county AS name, measure, printed_total, NULL AS other_source, published,
	   total_with_absent AS other, hidden, absent, left_for_hidden, consistent, deviation
FROM county_reconciliation
UNION ALL
SELECT a.id, r.source, r.date, r.level, r.code, r.name, r.measure, NULL, r.other_source, r.value,
	   r.other_value, NULL, NULL, NULL, r.consistent,
	   CASE WHEN r.difference >> 0 THEN lower(r.difference) WHEN r.difference << 0 THEN upper(r.difference) ELSE 0 END
FROM publication_reconciliation AS r
JOIN publication_current AS a USING (source, date);

COMMENT ON VIEW comparison IS
	'published figures against the sum of municipalities and against other publications, one row a figure and what it is compared with';
COMMENT ON COLUMN comparison.printed_total IS 'does the figure stand as the total of a table of municipalities, not as a row of counties? NULL where it is compared with another publication''s';
COMMENT ON COLUMN comparison.other_source IS 'the other publication''s source; NULL where the figure is compared with the sum of municipalities';
COMMENT ON COLUMN comparison.published IS 'the figure as published';
COMMENT ON COLUMN comparison.other IS 'the sum, or what the other publication has';
COMMENT ON COLUMN comparison.hidden IS 'number of hidden cells in the sum';
COMMENT ON COLUMN comparison.absent IS 'number of municipalities that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN comparison.left_for_hidden IS 'what these have together if the published figure is right';
COMMENT ON COLUMN comparison.consistent IS 'can both be true?';
COMMENT ON COLUMN comparison.deviation IS 'by how much the published figure misses the nearest that the other can be; 0 if consistent';

CREATE VIEW publication_list AS
SELECT p.id AS publication, p.source, p.date, p.rule, listed.counties, listed.municipalities
FROM publication_visible AS p
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE r.level = 'county') AS counties, count(*) FILTER (WHERE r.level = 'municipality') AS municipalities
	FROM settlement AS s
	JOIN region AS r ON r.id = s.region
	WHERE s.publication = p.id
) AS listed;

COMMENT ON VIEW publication_list IS 'the publications there are, and how much they list';
COMMENT ON COLUMN publication_list.rule IS 'what a hidden cell stands for: suppression_rule.rule';
COMMENT ON COLUMN publication_list.counties IS 'number of counties listed';
COMMENT ON COLUMN publication_list.municipalities IS 'number of municipalities listed';
