/*
 * view.sql: what the published cells add up to.  Views compute, nothing is
 * stored twice; every bound follows from a cell and its publication's rule.
 */

CREATE FUNCTION hidden_part(hidden suppressed_int, whole suppressed_int, remainder boolean) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION hidden_part(suppressed_int, suppressed_int, boolean) IS
	'bounds of a hidden part of a whole; with remainder it is hidden also where the rest is small';

-- cells with their bounds

/* A publication's rows and its totals: the rule holds for both. */
CREATE VIEW published_bounds AS
SELECT p.id AS publication, p.source, p.date, r.id AS region, r.level, r.code, n.name, r.parent, s.total,
	   whole.requested, whole.decided,
	   CASE WHEN s.decided_collective = ':'
			THEN hidden_part(rule.decided_collective, whole.decided, 'decided_collective' = ANY (rule.remainder))
			ELSE s.decided_collective END AS decided_collective,
	   whole.agreed,
	   CASE WHEN s.agreed_collective = ':'
			THEN hidden_part(rule.agreed_collective, whole.agreed, 'agreed_collective' = ANY (rule.remainder))
			ELSE s.agreed_collective END AS agreed_collective,
	   whole.settled,
	   CASE WHEN s.settled_collective = ':'
			THEN hidden_part(rule.settled_collective, whole.settled, 'settled_collective' = ANY (rule.remainder))
			ELSE s.settled_collective END AS settled_collective,
	   ROW(s.publication, s.region, s.requested, s.decided, s.decided_collective,
		   s.agreed, s.agreed_collective, s.settled, s.settled_collective)::settlement AS published
FROM (SELECT false AS total, r.* FROM settlement AS r
	  UNION ALL
	  SELECT true, t.* FROM settlement_total AS t) AS s
JOIN publication_current AS p ON p.id = s.publication
JOIN suppression_rule AS rule USING (rule)
JOIN region AS r ON r.id = s.region
JOIN region_name AS n ON n.region = r.id AND n.kind = 'official' AND n.language = 'no' AND n.validity @> p.date
CROSS JOIN LATERAL (
	SELECT CASE WHEN s.requested = ':' THEN rule.requested ELSE s.requested END AS requested,
		   CASE WHEN s.decided = ':' THEN rule.decided ELSE s.decided END AS decided,
		   CASE WHEN s.agreed = ':' THEN rule.agreed ELSE s.agreed END AS agreed,
		   CASE WHEN s.settled = ':' THEN rule.settled ELSE s.settled END AS settled
) AS whole;

COMMENT ON VIEW published_bounds IS 'rows and totals of publications with the bounds that the publication''s rule gives them';
COMMENT ON COLUMN published_bounds.total IS 'is it a total, not a row of its own?';
COMMENT ON COLUMN published_bounds.published IS 'the cells as published';

CREATE VIEW settlement_bounds AS
SELECT publication, source, date, region, level, code, name, parent,
	   requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective, published
FROM published_bounds
WHERE NOT total;

COMMENT ON VIEW settlement_bounds IS 'cells of publications with the bounds that the publication''s rule gives them';
COMMENT ON COLUMN settlement_bounds.published IS 'the cells as published';

-- gaps

CREATE VIEW municipality_gap AS
SELECT m.publication, m.source, m.date, m.code, m.name AS municipality, c.code AS county_code, cn.name AS county,
	   m.requested, m.decided, m.decided_collective,
	   m.agreed, m.agreed_collective, m.settled, m.settled_collective,
	   m.agreed - m.settled AS gap,
	   m.agreed_collective - m.settled_collective AS gap_collective,
	   m.settled + m.agreed AS pipeline,
	   share(m.settled, m.agreed) AS progress
FROM settlement_bounds AS m
JOIN region AS c ON c.id = m.parent
JOIN region_name AS cn ON cn.region = c.id AND cn.kind = 'official' AND cn.language = 'no' AND cn.validity @> m.date
WHERE m.level = 'municipality';

COMMENT ON VIEW municipality_gap IS 'agreed less settled, municipality by municipality, with bounds';

CREATE VIEW county_gap AS
SELECT publication, source, date, code, name AS county,
	   requested, decided, decided_collective,
	   agreed, agreed_collective, settled, settled_collective,
	   agreed - settled AS gap,
	   agreed_collective - settled_collective AS gap_collective,
	   settled + agreed AS pipeline,
	   share(settled, agreed) AS progress
FROM settlement_bounds
WHERE level = 'county';

COMMENT ON VIEW county_gap IS 'agreed less settled as counties'' own figures are published, with bounds';

CREATE VIEW national_gap AS
SELECT publication, source, date, counties,
	   requested, decided, decided_collective,
	   agreed, agreed_collective, settled, settled_collective,
	   agreed - settled AS gap,
	   agreed_collective - settled_collective AS gap_collective,
	   settled + agreed AS pipeline,
	   share(settled, agreed) AS progress
FROM (SELECT publication, source, date, count(*) AS counties,
			 sum(requested) AS requested, sum(decided) AS decided, sum(decided_collective) AS decided_collective,
			 sum(agreed) AS agreed, sum(agreed_collective) AS agreed_collective,
			 sum(settled) AS settled, sum(settled_collective) AS settled_collective
	  FROM settlement_bounds
	  WHERE level = 'county'
	  GROUP BY publication, source, date) AS n;

COMMENT ON VIEW national_gap IS 'agreed less settled, summed over the counties that a publication lists';
COMMENT ON COLUMN national_gap.counties IS 'number of counties listed';

-- sums of municipalities, one row a county and measure

CREATE VIEW county_total AS
WITH listed AS (
	SELECT publication, source, date, parent, count(*) AS municipalities,
		   sum(requested) AS requested, sum((published).requested) AS requested_published,
		   count(*) FILTER (WHERE (published).requested = ':') AS requested_hidden,
		   sum(decided) AS decided, sum((published).decided) AS decided_published,
		   count(*) FILTER (WHERE (published).decided = ':') AS decided_hidden,
		   sum(decided_collective) AS decided_collective, sum((published).decided_collective) AS decided_collective_published,
		   count(*) FILTER (WHERE (published).decided_collective = ':') AS decided_collective_hidden,
		   sum(agreed) AS agreed, sum((published).agreed) AS agreed_published,
		   count(*) FILTER (WHERE (published).agreed = ':') AS agreed_hidden,
		   sum(agreed_collective) AS agreed_collective, sum((published).agreed_collective) AS agreed_collective_published,
		   count(*) FILTER (WHERE (published).agreed_collective = ':') AS agreed_collective_hidden,
		   sum(settled) AS settled, sum((published).settled) AS settled_published,
		   count(*) FILTER (WHERE (published).settled = ':') AS settled_hidden,
		   sum(settled_collective) AS settled_collective, sum((published).settled_collective) AS settled_collective_published,
		   count(*) FILTER (WHERE (published).settled_collective = ':') AS settled_collective_hidden
	FROM settlement_bounds
	WHERE level = 'municipality'
	GROUP BY publication, source, date, parent
)
SELECT l.publication, l.source, l.date, c.code, n.name AS county, m.measure,
	   m.total, lower(m.published) AS visible, m.hidden, l.municipalities,
	   absent.municipalities AS absent, absent.names AS absent_names,
	   m.total + absent.municipalities * CASE WHEN rule.absent_is_hidden THEN m.absent ELSE ':' END::suppressed_bigint AS total_with_absent
FROM listed AS l
JOIN publication AS p ON p.id = l.publication
JOIN suppression_rule AS rule USING (rule)
JOIN region AS c ON c.id = l.parent
JOIN region_name AS n ON n.region = c.id AND n.kind = 'official' AND n.language = 'no' AND n.validity @> l.date
CROSS JOIN LATERAL (
	SELECT count(*) AS municipalities, array_agg(rn.name ORDER BY r.code COLLATE "C") AS names
	FROM region AS r
	JOIN region_name AS rn ON rn.region = r.id AND rn.kind = 'official' AND rn.language = 'no' AND rn.validity @> l.date
	WHERE r.parent = l.parent AND r.level = 'municipality' AND r.validity @> l.date
		AND NOT EXISTS (SELECT FROM settlement AS s WHERE s.publication = l.publication AND s.region = r.id)
) AS absent
CROSS JOIN LATERAL (VALUES
	('requested', l.requested, l.requested_published, l.requested_hidden, rule.requested),
	('decided', l.decided, l.decided_published, l.decided_hidden, rule.decided),
	('decided_collective', l.decided_collective, l.decided_collective_published, l.decided_collective_hidden, hidden_part(rule.decided_collective, rule.decided, 'decided_collective' = ANY (rule.remainder))),
	('agreed', l.agreed, l.agreed_published, l.agreed_hidden, rule.agreed),
	('agreed_collective', l.agreed_collective, l.agreed_collective_published, l.agreed_collective_hidden, hidden_part(rule.agreed_collective, rule.agreed, 'agreed_collective' = ANY (rule.remainder))),
	('settled', l.settled, l.settled_published, l.settled_hidden, rule.settled),
	('settled_collective', l.settled_collective, l.settled_collective_published, l.settled_collective_hidden, hidden_part(rule.settled_collective, rule.settled, 'settled_collective' = ANY (rule.remainder)))
) AS m(measure, total, published, hidden, absent)
WHERE m.total IS NOT NULL;

COMMENT ON VIEW county_total IS 'sums of the municipalities that a publication lists, one row a county and measure';
COMMENT ON COLUMN county_total.total IS 'bounds of the sum of the municipalities listed';
COMMENT ON COLUMN county_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN county_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN county_total.municipalities IS 'number of municipalities listed';
COMMENT ON COLUMN county_total.absent IS 'number of the county''s municipalities that are not listed';
COMMENT ON COLUMN county_total.absent_names IS 'their names';
COMMENT ON COLUMN county_total.total_with_absent IS 'bounds of the county''s sum, those absent counted by the rule';

-- published against summed, and against each other

CREATE VIEW county_reconciliation AS
SELECT t.publication, t.source, t.date, t.code, t.county, t.measure,
	   m.published, c.total AS printed_total, t.total, t.total_with_absent, t.hidden, t.absent,
	   m.published - t.visible AS left_for_hidden,
	   m.published && t.total_with_absent AS consistent,
	   CASE WHEN m.published >> t.total_with_absent THEN lower(m.published) - upper(t.total_with_absent)
			WHEN m.published << t.total_with_absent THEN upper(m.published) - lower(t.total_with_absent)
			ELSE 0 END AS deviation
FROM county_total AS t
JOIN published_bounds AS c ON c.publication = t.publication AND c.level = 'county' AND c.code = t.code
CROSS JOIN LATERAL (VALUES
	('requested', c.requested),
	('decided', c.decided),
	('decided_collective', c.decided_collective),
	('agreed', c.agreed),
	('agreed_collective', c.agreed_collective),
	('settled', c.settled),
	('settled_collective', c.settled_collective)
) AS m(measure, published)
WHERE m.measure = t.measure AND m.published IS NOT NULL;

COMMENT ON VIEW county_reconciliation IS 'the figure that is published of a county against the sum of its municipalities';
COMMENT ON COLUMN county_reconciliation.published IS 'the county''s own figure';
COMMENT ON COLUMN county_reconciliation.printed_total IS 'does it stand as the total of the municipalities'' table, not as a row of counties?';
COMMENT ON COLUMN county_reconciliation.left_for_hidden IS 'what the hidden cells and the absent municipalities have together';
COMMENT ON COLUMN county_reconciliation.consistent IS 'can the published figure be the sum?';
COMMENT ON COLUMN county_reconciliation.deviation IS 'by how much the published figure misses the nearest possible sum; 0 if consistent';

CREATE VIEW publication_reconciliation AS
SELECT a.date, a.level, a.code, a.name, m.measure,
	   a.source, m.value, b.source AS other_source, m.other_value,
	   m.value && m.other_value AS consistent,
	   m.value - m.other_value AS difference
FROM published_bounds AS a
JOIN published_bounds AS b ON b.date = a.date AND b.region = a.region
	AND (b.publication, b.total) > (a.publication, a.total)
CROSS JOIN LATERAL (VALUES
	('requested', a.requested, b.requested),
	('decided', a.decided, b.decided),
	('decided_collective', a.decided_collective, b.decided_collective),
	('agreed', a.agreed, b.agreed),
	('agreed_collective', a.agreed_collective, b.agreed_collective),
	('settled', a.settled, b.settled),
	('settled_collective', a.settled_collective, b.settled_collective)
) AS m(measure, value, other_value)
WHERE m.value IS NOT NULL AND m.other_value IS NOT NULL;

COMMENT ON VIEW publication_reconciliation IS 'what two publications, or a publication''s row and its total, say of the same region, date and measure';
COMMENT ON COLUMN publication_reconciliation.consistent IS 'can both be true?';
COMMENT ON COLUMN publication_reconciliation.difference IS 'value less other_value';
