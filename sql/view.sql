/*
 * view.sql: gaps, and what the published cells add up to.  Views compute,
 * nothing is stored twice.
 */

-- gaps

CREATE VIEW municipality_gap AS
SELECT m.publication, m.source, m.date, m.code, m.name AS municipality, c.code AS county_code, c.name AS county,
	   m.requested, m.decided, m.decided_collective,
	   m.agreed, m.agreed_collective, m.settled, m.settled_collective,
	   m.agreed - m.settled AS gap,
	   m.agreed_collective - m.settled_collective AS gap_collective,
	   m.settled + m.agreed AS pipeline,
	   share(m.settled, m.agreed) AS progress
FROM settlement_bounds AS m
JOIN (SELECT o.region, o.code, o.name, o.named_since, o.named_until FROM region_official AS o WHERE o.level = 'county' OFFSET 0) AS c
	ON c.region = m.parent AND in_force(m.date, c.named_since, c.named_until)
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
SELECT t.publication, t.source, t.date, c.code, c.name AS county, t.measure,
	   t.total, t.visible, t.hidden, t.listed AS municipalities, t.absent,
	   CASE WHEN t.absent > 0 THEN ARRAY(
		   SELECT o.name
		   FROM region_official AS o
		   WHERE o.parent = t.region AND in_force(t.date, o.since, o.until) AND in_force(t.date, o.named_since, o.named_until)
			   AND NOT EXISTS (SELECT FROM settlement AS s WHERE s.publication = t.publication AND s.region = o.region)
		   ORDER BY o.code COLLATE "C") END AS absent_names,
	   t.total_with_absent, t.listed - t.stated AS not_stated, t.region
FROM total_check AS t
JOIN region_official AS c ON c.region = t.region AND in_force(t.date, c.named_since, c.named_until)
WHERE c.level = 'county';

COMMENT ON VIEW county_total IS 'sums of the municipalities that a publication lists, one row a county and measure';
COMMENT ON COLUMN county_total.total IS 'bounds of the sum of the municipalities listed; what one does not state is not in it';
COMMENT ON COLUMN county_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN county_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN county_total.municipalities IS 'number of municipalities listed';
COMMENT ON COLUMN county_total.absent IS 'number of the county''s municipalities that are not listed';
COMMENT ON COLUMN county_total.absent_names IS 'their names';
COMMENT ON COLUMN county_total.total_with_absent IS 'bounds of the county''s sum, those absent counted by the rule';
COMMENT ON COLUMN county_total.not_stated IS 'number of municipalities that are listed but do not state the measure';

-- published against summed, and against each other

/*
 * A region can have a row and a printed total; each is compared.  These are hardly ever hidden, and only
 * then asked what they can be: to find that out is to look at the whole publication once more.
 */
CREATE VIEW total_reconciliation AS
SELECT t.publication, t.source, t.date, r.level, r.code, r.name, t.measure, m.published, f.total AS printed_total,
	   t.by_rule AS total, t.by_rule_with_absent AS total_with_absent, t.hidden, t.absent,
	   m.published + t.slack - t.visible AS left_for_hidden,
	   t.by_rule_with_absent - t.visible AS rule_allows,
	   m.published + t.slack && t.by_rule_with_absent AS consistent,
	   CASE WHEN m.published + t.slack >> t.by_rule_with_absent THEN lower(m.published) - upper(t.by_rule_with_absent)
			WHEN m.published + t.slack << t.by_rule_with_absent THEN upper(m.published) - lower(t.by_rule_with_absent)
			ELSE 0 END AS deviation
FROM total_check AS t
JOIN (SELECT false AS total, s.* FROM settlement AS s
	  UNION ALL
	  SELECT true, s.* FROM settlement_total AS s) AS f ON f.publication = t.publication AND f.region = t.region
JOIN region_official AS r ON r.region = t.region AND in_force(t.date, r.named_since, r.named_until)
CROSS JOIN LATERAL (
	SELECT CASE t.measure
		   WHEN 'requested' THEN f.requested
		   WHEN 'decided' THEN f.decided
		   WHEN 'decided_collective' THEN f.decided_collective
		   WHEN 'agreed' THEN f.agreed
		   WHEN 'agreed_collective' THEN f.agreed_collective
		   WHEN 'settled' THEN f.settled
		   WHEN 'settled_collective' THEN f.settled_collective END AS cell
) AS c
CROSS JOIN LATERAL (
	SELECT CASE WHEN c.cell = ':' THEN (
		SELECT CASE t.measure
			   WHEN 'requested' THEN b.requested
			   WHEN 'decided' THEN b.decided
			   WHEN 'decided_collective' THEN b.decided_collective
			   WHEN 'agreed' THEN b.agreed
			   WHEN 'agreed_collective' THEN b.agreed_collective
			   WHEN 'settled' THEN b.settled
			   WHEN 'settled_collective' THEN b.settled_collective END
		FROM published_bounds AS b
		WHERE b.publication = t.publication AND b.region = t.region AND b.total = f.total
	) ELSE c.cell END AS published
	OFFSET 0
) AS m
WHERE c.cell IS NOT NULL;

COMMENT ON VIEW total_reconciliation IS 'the figure that is published of a county or the country against the sum of its parts by the rule';
COMMENT ON COLUMN total_reconciliation.published IS 'the region''s own figure';
COMMENT ON COLUMN total_reconciliation.printed_total IS 'does it stand as the total of a table, not as a row?';
COMMENT ON COLUMN total_reconciliation.total IS 'bounds of the sum of the parts listed, as the rule has it';
COMMENT ON COLUMN total_reconciliation.total_with_absent IS 'the same with the parts that are not listed, counted by the rule';
COMMENT ON COLUMN total_reconciliation.hidden IS 'number of hidden cells';
COMMENT ON COLUMN total_reconciliation.absent IS 'number of parts that are not listed';
COMMENT ON COLUMN total_reconciliation.left_for_hidden IS 'what the hidden cells and the absent parts must have together';
COMMENT ON COLUMN total_reconciliation.rule_allows IS 'what they can have by the rule';
COMMENT ON COLUMN total_reconciliation.consistent IS 'can the published figure be the sum, within the rule''s tolerance?';
COMMENT ON COLUMN total_reconciliation.deviation IS 'by how much the published figure misses the nearest possible sum; 0 if consistent';

CREATE VIEW county_reconciliation AS
SELECT publication, source, date, code, name AS county, measure, published, printed_total, total, total_with_absent,
	   hidden, absent, left_for_hidden, rule_allows, consistent, deviation
FROM total_reconciliation
WHERE level = 'county';

COMMENT ON VIEW county_reconciliation IS 'the figure that is published of a county against the sum of its municipalities by the rule';
COMMENT ON COLUMN county_reconciliation.published IS 'the county''s own figure';
COMMENT ON COLUMN county_reconciliation.printed_total IS 'does it stand as the total of the municipalities'' table, not as a row of counties?';
COMMENT ON COLUMN county_reconciliation.left_for_hidden IS 'what the hidden cells and the absent municipalities must have together';
COMMENT ON COLUMN county_reconciliation.rule_allows IS 'what they can have by the rule';
COMMENT ON COLUMN county_reconciliation.consistent IS 'can the published figure be the sum, within the rule''s tolerance?';
COMMENT ON COLUMN county_reconciliation.deviation IS 'by how much the published figure misses the nearest possible sum; 0 if consistent';

CREATE VIEW contradiction AS
SELECT publication, source, date, level, code, name, measure, published, total_with_absent AS sum, deviation,
	   hidden, absent, rule_allows, left_for_hidden
FROM total_reconciliation
WHERE NOT consistent;

COMMENT ON VIEW contradiction IS 'where the totals of a publication contradict its rule or its numbers: which sum, by how much, and what the hidden cells must hold instead';
COMMENT ON COLUMN contradiction.published IS 'the figure that is published of the region';
COMMENT ON COLUMN contradiction.sum IS 'what its parts can add up to by the rule';
COMMENT ON COLUMN contradiction.deviation IS 'by how much the published figure misses that';
COMMENT ON COLUMN contradiction.hidden IS 'number of hidden cells';
COMMENT ON COLUMN contradiction.absent IS 'number of parts that are not listed';
COMMENT ON COLUMN contradiction.rule_allows IS 'what these can hold together by the rule';
COMMENT ON COLUMN contradiction.left_for_hidden IS 'what they must hold together; below zero where the visible numbers alone are too many';

/* Two publications at a time, and a publication by itself where a region has a row and a total. */
CREATE VIEW publication_reconciliation AS
SELECT p.date, c.level, c.code, c.name, c.measure, p.source, c.value, p.other_source, c.other_value,
	   c.value && c.other_value AS consistent,
	   c.value - c.other_value AS difference
FROM (SELECT a.date, a.id, a.source, b.id AS other_id, b.source AS other_source
	  FROM publication_current AS a
	  JOIN publication_current AS b ON b.date = a.date AND b.id >= a.id
	  WHERE b.id > a.id OR EXISTS (SELECT FROM settlement AS s JOIN settlement_total AS t USING (publication, region) WHERE s.publication = a.id)) AS p
CROSS JOIN LATERAL (
	SELECT a.level, a.code, a.name, m.measure,
		   CASE m.number WHEN 1 THEN a.requested WHEN 2 THEN a.decided WHEN 3 THEN a.decided_collective WHEN 4 THEN a.agreed WHEN 5 THEN a.agreed_collective WHEN 6 THEN a.settled WHEN 7 THEN a.settled_collective END AS value,
		   CASE m.number WHEN 1 THEN b.requested WHEN 2 THEN b.decided WHEN 3 THEN b.decided_collective WHEN 4 THEN b.agreed WHEN 5 THEN b.agreed_collective WHEN 6 THEN b.settled WHEN 7 THEN b.settled_collective END AS other_value
	FROM published_bounds AS a
	JOIN published_bounds AS b ON b.region = a.region AND (b.publication, b.total) > (a.publication, a.total)
	CROSS JOIN (VALUES (1, 'requested'), (2, 'decided'), (3, 'decided_collective'), (4, 'agreed'), (5, 'agreed_collective'), (6, 'settled'), (7, 'settled_collective')) AS m(number, measure)
	WHERE a.publication = p.id AND b.publication = p.other_id
	OFFSET 0
) AS c
WHERE c.value IS NOT NULL AND c.other_value IS NOT NULL;

COMMENT ON VIEW publication_reconciliation IS 'what two publications, or a publication''s row and its total, say of the same region, date and measure';
COMMENT ON COLUMN publication_reconciliation.consistent IS 'can both be true?';
COMMENT ON COLUMN publication_reconciliation.difference IS 'value less other_value';
