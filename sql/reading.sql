/*
 * reading.sql: how a publication's symbols are read.  What ":" stands for is the
 * rule, but for its exceptions and for what the publication's own totals refute:
 * where municipalities cannot add up to the figure that is printed of their county,
 * the rule tells nothing of their hidden cells, and no bound is reported.
 */

CREATE FUNCTION hidden_part(hidden suppressed_int, whole suppressed_int, remainder boolean) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION hidden_part(suppressed_int, suppressed_int, boolean) IS
	'bounds of a hidden part of a whole; with remainder it is hidden also where the rest is small';

CREATE FUNCTION hidden_bounds(hidden suppressed_int, loosened jsonb, region integer, parent integer, measure text) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION hidden_bounds(suppressed_int, jsonb, integer, integer, text) IS
	'what a hidden cell stands for by the rule, or by what stands in its place there';

CREATE FUNCTION read_cell(cell suppressed_int, hidden suppressed_int, loosened jsonb, region integer, parent integer, measure text) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION read_cell(suppressed_int, suppressed_int, jsonb, integer, integer, text) IS
	'a published cell, or where it is ":" what hidden_bounds says of it';

CREATE VIEW publication_rule AS
SELECT p.id AS publication, p.source, p.date, p.vintage, r.rule,
	   r.requested, r.decided, r.decided_collective, r.agreed, r.agreed_collective, r.settled, r.settled_collective,
	   'decided_collective' = ANY (r.remainder) AS decided_remainder,
	   'agreed_collective' = ANY (r.remainder) AS agreed_remainder,
	   'settled_collective' = ANY (r.remainder) AS settled_remainder,
	   r.absent_is_hidden, suppressed_bigint(-r.tolerance, r.tolerance) AS slack, e.exceptions
FROM publication_current AS p
CROSS JOIN LATERAL (SELECT * FROM suppression_rule AS r WHERE r.rule = p.rule OFFSET 0) AS r
CROSS JOIN LATERAL (
	SELECT jsonb_object_agg(k.key, k.hidden::text) AS exceptions
	FROM (SELECT w.key, suppressed_int(min(lower(x.hidden)), CASE WHEN count(upper(x.hidden)) = count(*) THEN max(upper(x.hidden)) END) AS hidden
		  FROM suppression_exception AS x
		  CROSS JOIN LATERAL (VALUES (coalesce(x.region || ' ', '') || x.measure), (x.region || '/' || x.measure)) AS w(key)
		  WHERE x.rule = p.rule AND (x.source = p.source OR x.source IS NULL) AND x.validity @> p.date AND w.key IS NOT NULL
		  GROUP BY w.key) AS k
) AS e;

COMMENT ON VIEW publication_rule IS 'publications, their latest vintage, with their rule and its exceptions';
COMMENT ON COLUMN publication_rule.slack IS 'by how much a sum may differ from its parts';
COMMENT ON COLUMN publication_rule.exceptions IS 'exceptions that apply, as hidden_bounds reads them; NULL if there are none';

/*
 * What the regions that a publication lists add up to, one row a region that they are parts of
 * and measure, beside the total that is published.  A total that they cannot add up to refutes
 * the rule, unless already the visible numbers are more: then these are wrong, not the rule.
 * A hidden part is at most its whole; where even that is too little, the total refutes the rule
 * of the whole too.  Each publication by itself, so that one alone is fast, and in steps
 * (OFFSET 0), so that nothing is worked out once for every place where it is used.
 */
CREATE VIEW total_check AS
WITH part_count AS MATERIALIZED (SELECT * FROM region_part_count)
SELECT p.publication, p.source, p.date, c.*, p.slack
FROM publication_rule AS p
CROSS JOIN LATERAL (
	SELECT f.region, f.listed, f.absent,
		   CASE WHEN k.part THEN f.whole || '_collective' ELSE f.whole END AS measure,
		   CASE WHEN k.part THEN f.part_published ELSE f.whole_published END AS published,
		   CASE WHEN k.part THEN f.part_stated ELSE f.whole_stated END AS stated,
		   CASE WHEN k.part THEN f.part_hidden ELSE f.whole_hidden END AS hidden,
		   CASE WHEN k.part THEN f.part_visible ELSE f.whole_visible END AS visible,
		   CASE WHEN k.part THEN f.part_sum ELSE f.whole_sum END AS by_rule,
		   CASE WHEN k.part THEN f.part_with_absent ELSE f.whole_with_absent END AS by_rule_with_absent,
		   CASE WHEN k.part THEN f.part_refuted ELSE f.whole_refuted END AS refuted,
		   -- of a part whose whole is refuted too, or is all there is to go by, no more is known than that
		   CASE WHEN k.part AND f.part_refuted AND NOT f.whole_refuted THEN suppressed_bigint(f.part_visible, f.part_visible + f.room)
				WHEN k.part AND (f.part_refuted OR f.whole_refuted AND f.remainder) THEN suppressed_bigint(f.part_visible, NULL)
				WHEN k.part THEN f.part_sum
				WHEN f.whole_refuted THEN suppressed_bigint(f.whole_visible, NULL)
				ELSE f.whole_sum END AS total,
		   CASE WHEN k.part AND f.part_refuted AND NOT f.whole_refuted THEN suppressed_bigint(f.part_visible, f.part_visible + f.room_with_absent)
				WHEN k.part AND (f.part_refuted OR f.whole_refuted AND f.remainder) THEN suppressed_bigint(f.part_visible, NULL)
				WHEN k.part THEN f.part_with_absent
				WHEN f.whole_refuted THEN suppressed_bigint(f.whole_visible, NULL)
				ELSE f.whole_with_absent END AS total_with_absent
	FROM (
		SELECT x.*,
			   coalesce(NOT (x.whole_published + p.slack && x.whole_with_absent) AND NOT x.whole_published + p.slack << x.whole_visible, false)
				OR coalesce(x.part_published + p.slack >> x.part_visible + x.room_with_absent, false) AS whole_refuted,
			   coalesce(NOT (x.part_published + p.slack && x.part_with_absent) AND NOT x.part_published + p.slack << x.part_visible, false) AS part_refuted
		FROM (
			SELECT m.*, m.whole_sum + m.absent * m.whole_absent AS whole_with_absent,
				   m.part_sum + m.absent * m.part_absent AS part_with_absent,
				   upper(coalesce(m.part_wholes, 0)) AS room, upper(coalesce(m.part_wholes, 0) + m.absent * m.whole_absent) AS room_with_absent
			FROM (
				-- what one that is not listed can have
				SELECT u.*, CASE WHEN p.absent_is_hidden THEN hidden_bounds(u.whole_rule, p.exceptions, NULL, u.region, u.whole) ELSE ':' END::suppressed_bigint AS whole_absent,
					   CASE WHEN p.absent_is_hidden
							THEN hidden_part(hidden_bounds(u.part_rule, p.exceptions, NULL, u.region, u.whole || '_collective'),
											 hidden_bounds(u.whole_rule, p.exceptions, NULL, u.region, u.whole), u.remainder)
							ELSE ':' END::suppressed_bigint AS part_absent
				FROM (
					SELECT k.whole, l.region, l.listed, coalesce(a.parts, 0) - l.listed AS absent,
						   CASE k.number WHEN 1 THEN l.requested WHEN 2 THEN l.decided WHEN 3 THEN l.agreed WHEN 4 THEN l.settled END AS whole_sum,
						   CASE k.number WHEN 1 THEN l.requested_visible WHEN 2 THEN l.decided_visible WHEN 3 THEN l.agreed_visible WHEN 4 THEN l.settled_visible END AS whole_visible,
						   CASE k.number WHEN 1 THEN l.requested_stated WHEN 2 THEN l.decided_stated WHEN 3 THEN l.agreed_stated WHEN 4 THEN l.settled_stated END AS whole_stated,
						   CASE k.number WHEN 1 THEN l.requested_hidden WHEN 2 THEN l.decided_hidden WHEN 3 THEN l.agreed_hidden WHEN 4 THEN l.settled_hidden END AS whole_hidden,
						   CASE k.number WHEN 1 THEN coalesce(own.requested, printed.requested) WHEN 2 THEN coalesce(own.decided, printed.decided) WHEN 3 THEN coalesce(own.agreed, printed.agreed) WHEN 4 THEN coalesce(own.settled, printed.settled) END AS whole_published,
						   CASE k.number WHEN 1 THEN p.requested WHEN 2 THEN p.decided WHEN 3 THEN p.agreed WHEN 4 THEN p.settled END AS whole_rule,
						   CASE k.number WHEN 2 THEN l.decided_collective WHEN 3 THEN l.agreed_collective WHEN 4 THEN l.settled_collective END AS part_sum,
						   CASE k.number WHEN 2 THEN l.decided_collective_visible WHEN 3 THEN l.agreed_collective_visible WHEN 4 THEN l.settled_collective_visible END AS part_visible,
						   CASE k.number WHEN 2 THEN l.decided_collective_stated WHEN 3 THEN l.agreed_collective_stated WHEN 4 THEN l.settled_collective_stated END AS part_stated,
						   CASE k.number WHEN 2 THEN l.decided_collective_hidden WHEN 3 THEN l.agreed_collective_hidden WHEN 4 THEN l.settled_collective_hidden END AS part_hidden,
						   CASE k.number WHEN 2 THEN coalesce(own.decided_collective, printed.decided_collective) WHEN 3 THEN coalesce(own.agreed_collective, printed.agreed_collective) WHEN 4 THEN coalesce(own.settled_collective, printed.settled_collective) END AS part_published,
						   CASE k.number WHEN 2 THEN p.decided_collective WHEN 3 THEN p.agreed_collective WHEN 4 THEN p.settled_collective END AS part_rule,
						   CASE k.number WHEN 2 THEN l.decided_collective_wholes WHEN 3 THEN l.agreed_collective_wholes WHEN 4 THEN l.settled_collective_wholes END AS part_wholes,
						   CASE k.number WHEN 2 THEN p.decided_remainder WHEN 3 THEN p.agreed_remainder WHEN 4 THEN p.settled_remainder END AS remainder
					FROM (
						SELECT r.parent AS region, count(*) AS listed,
							   sum(c.requested) AS requested, lower(sum(s.requested)) AS requested_visible, count(s.requested) AS requested_stated, count(*) FILTER (WHERE s.requested = ':') AS requested_hidden,
							   sum(c.decided) AS decided, lower(sum(s.decided)) AS decided_visible, count(s.decided) AS decided_stated, count(*) FILTER (WHERE s.decided = ':') AS decided_hidden,
							   sum(c.decided_collective) AS decided_collective, lower(sum(s.decided_collective)) AS decided_collective_visible, count(s.decided_collective) AS decided_collective_stated, count(*) FILTER (WHERE s.decided_collective = ':') AS decided_collective_hidden,
							   sum(c.agreed) AS agreed, lower(sum(s.agreed)) AS agreed_visible, count(s.agreed) AS agreed_stated, count(*) FILTER (WHERE s.agreed = ':') AS agreed_hidden,
							   sum(c.agreed_collective) AS agreed_collective, lower(sum(s.agreed_collective)) AS agreed_collective_visible, count(s.agreed_collective) AS agreed_collective_stated, count(*) FILTER (WHERE s.agreed_collective = ':') AS agreed_collective_hidden,
							   sum(c.settled) AS settled, lower(sum(s.settled)) AS settled_visible, count(s.settled) AS settled_stated, count(*) FILTER (WHERE s.settled = ':') AS settled_hidden,
							   sum(c.settled_collective) AS settled_collective, lower(sum(s.settled_collective)) AS settled_collective_visible, count(s.settled_collective) AS settled_collective_stated, count(*) FILTER (WHERE s.settled_collective = ':') AS settled_collective_hidden,
							   sum(coalesce(c.decided, ':')) FILTER (WHERE s.decided_collective = ':') AS decided_collective_wholes,
							   sum(coalesce(c.agreed, ':')) FILTER (WHERE s.agreed_collective = ':') AS agreed_collective_wholes,
							   sum(coalesce(c.settled, ':')) FILTER (WHERE s.settled_collective = ':') AS settled_collective_wholes
						FROM settlement AS s
						-- NOT NULL, so written that the planner expects a third: it then hashes regions, once, and not each publication
						LEFT JOIN region AS r ON r.id = s.region AND int4eq(r.parent, r.parent)
						CROSS JOIN LATERAL (
							SELECT read_cell(s.requested, p.requested, p.exceptions, s.region, r.parent, 'requested') AS requested,
								   read_cell(s.decided, p.decided, p.exceptions, s.region, r.parent, 'decided') AS decided,
								   read_cell(s.agreed, p.agreed, p.exceptions, s.region, r.parent, 'agreed') AS agreed,
								   read_cell(s.settled, p.settled, p.exceptions, s.region, r.parent, 'settled') AS settled
						) AS w
						CROSS JOIN LATERAL (
							SELECT w.*, CASE WHEN s.decided_collective = ':' THEN hidden_part(hidden_bounds(p.decided_collective, p.exceptions, s.region, r.parent, 'decided_collective'), w.decided, p.decided_remainder) ELSE s.decided_collective END AS decided_collective,
								   CASE WHEN s.agreed_collective = ':' THEN hidden_part(hidden_bounds(p.agreed_collective, p.exceptions, s.region, r.parent, 'agreed_collective'), w.agreed, p.agreed_remainder) ELSE s.agreed_collective END AS agreed_collective,
								   CASE WHEN s.settled_collective = ':' THEN hidden_part(hidden_bounds(p.settled_collective, p.exceptions, s.region, r.parent, 'settled_collective'), w.settled, p.settled_remainder) ELSE s.settled_collective END AS settled_collective
						) AS c
						WHERE s.publication = p.publication
						GROUP BY r.parent
					) AS l
					LEFT JOIN part_count AS a ON a.region = l.region AND in_force(p.date, a.since, a.until)
					LEFT JOIN settlement AS own ON own.publication = p.publication AND own.region = l.region
					LEFT JOIN settlement_total AS printed ON printed.publication = p.publication AND printed.region = l.region
					CROSS JOIN (VALUES (1, 'requested'), (2, 'decided'), (3, 'agreed'), (4, 'settled')) AS k(number, whole)
					OFFSET 0
				) AS u
				OFFSET 0
			) AS m
			OFFSET 0
		) AS x
		OFFSET 0
	) AS f
	CROSS JOIN (VALUES (false), (true)) AS k(part)
	OFFSET 0
) AS c
WHERE c.by_rule IS NOT NULL AND c.region IS NOT NULL;

COMMENT ON VIEW total_check IS
	'what the regions that a publication lists add up to, against the total that it publishes, one row a region that they are parts of and measure';
COMMENT ON COLUMN total_check.listed IS 'number of parts listed';
COMMENT ON COLUMN total_check.absent IS 'number of parts that are not listed';
COMMENT ON COLUMN total_check.published IS 'the region''s own figure, as published: its row or else the printed total';
COMMENT ON COLUMN total_check.stated IS 'number of parts that state the measure';
COMMENT ON COLUMN total_check.hidden IS 'number of hidden cells';
COMMENT ON COLUMN total_check.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN total_check.by_rule IS 'bounds of the sum of the parts listed, as the rule has it';
COMMENT ON COLUMN total_check.by_rule_with_absent IS 'the same with the parts that are not listed, counted by the rule';
COMMENT ON COLUMN total_check.slack IS 'by how much the published figure may differ';
COMMENT ON COLUMN total_check.refuted IS 'does the published figure refute the rule? then it tells nothing of the hidden cells';
COMMENT ON COLUMN total_check.total IS 'bounds of the sum of the parts listed, without the rule where it is refuted';
COMMENT ON COLUMN total_check.total_with_absent IS 'the same with the parts that are not listed';

CREATE VIEW publication_reading AS
SELECT p.*, CASE WHEN c.refuted IS NULL THEN p.exceptions ELSE coalesce(p.exceptions, '{}') || c.refuted END AS loosened
FROM publication_rule AS p
CROSS JOIN LATERAL (
	SELECT jsonb_object_agg(t.region || '!' || t.measure, ':') AS refuted
	FROM total_check AS t
	WHERE t.publication = p.publication AND t.refuted
) AS c;

COMMENT ON VIEW publication_reading IS 'publications with their rule, its exceptions and what their totals refute';
COMMENT ON COLUMN publication_reading.slack IS 'by how much a sum may differ from its parts';
COMMENT ON COLUMN publication_reading.exceptions IS 'exceptions that apply, as hidden_bounds reads them; NULL if there are none';
COMMENT ON COLUMN publication_reading.loosened IS 'these and where the rule is refuted, as hidden_bounds reads them; NULL if it holds everywhere';

-- cells with their bounds

/*
 * A publication's rows and its totals: the rule holds for both.  Names are another view's, as
 * looking them up takes as long as all else.
 */
CREATE VIEW cell_bounds AS
SELECT p.publication, p.source, p.date, r.id AS region, r.level, r.code, r.parent, s.total,
	   whole.requested, whole.decided,
	   CASE WHEN s.decided_collective = ':'
			THEN hidden_part(hidden_bounds(p.decided_collective, p.loosened, r.id, r.parent, 'decided_collective'), whole.decided, p.decided_remainder)
			ELSE s.decided_collective END AS decided_collective,
	   whole.agreed,
	   CASE WHEN s.agreed_collective = ':'
			THEN hidden_part(hidden_bounds(p.agreed_collective, p.loosened, r.id, r.parent, 'agreed_collective'), whole.agreed, p.agreed_remainder)
			ELSE s.agreed_collective END AS agreed_collective,
	   whole.settled,
	   CASE WHEN s.settled_collective = ':'
			THEN hidden_part(hidden_bounds(p.settled_collective, p.loosened, r.id, r.parent, 'settled_collective'), whole.settled, p.settled_remainder)
			ELSE s.settled_collective END AS settled_collective,
	   ROW(s.publication, s.region, s.requested, s.decided, s.decided_collective,
		   s.agreed, s.agreed_collective, s.settled, s.settled_collective)::settlement AS published
FROM (SELECT false AS total, r.* FROM settlement AS r
	  UNION ALL
	  SELECT true, t.* FROM settlement_total AS t) AS s
JOIN publication_reading AS p ON p.publication = s.publication
JOIN region AS r ON r.id = s.region
CROSS JOIN LATERAL (
	SELECT read_cell(s.requested, p.requested, p.loosened, r.id, r.parent, 'requested') AS requested,
		   read_cell(s.decided, p.decided, p.loosened, r.id, r.parent, 'decided') AS decided,
		   read_cell(s.agreed, p.agreed, p.loosened, r.id, r.parent, 'agreed') AS agreed,
		   read_cell(s.settled, p.settled, p.loosened, r.id, r.parent, 'settled') AS settled
) AS whole;

COMMENT ON VIEW cell_bounds IS 'rows and totals of publications, their latest vintage, with the bounds that the publication''s rule gives them';
COMMENT ON COLUMN cell_bounds.total IS 'is it a total, not a row of its own?';
COMMENT ON COLUMN cell_bounds.published IS 'the cells as published';

CREATE VIEW published_bounds AS
SELECT b.publication, b.source, b.date, b.region, b.level, b.code, n.name, b.parent, b.total,
	   b.requested, b.decided, b.decided_collective, b.agreed, b.agreed_collective, b.settled, b.settled_collective, b.published
FROM cell_bounds AS b
-- all names at once (OFFSET 0): looking up one for each cell takes as long as all the rest
JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.kind = 'official' AND n.language = 'no' OFFSET 0) AS n
	ON n.region = b.region AND in_force(b.date, n.since, n.until);

COMMENT ON VIEW published_bounds IS 'rows and totals of publications, their latest vintage, with bounds and the names of their regions';
COMMENT ON COLUMN published_bounds.total IS 'is it a total, not a row of its own?';
COMMENT ON COLUMN published_bounds.published IS 'the cells as published';

CREATE VIEW settlement_bounds AS
SELECT publication, source, date, region, level, code, name, parent,
	   requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective, published
FROM published_bounds
WHERE NOT total;

COMMENT ON VIEW settlement_bounds IS 'cells of publications, their latest vintage, with the bounds that the publication''s rule gives them';
COMMENT ON COLUMN settlement_bounds.published IS 'the cells as published';
