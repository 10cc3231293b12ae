/*
 * trend.sql: what changed between two publications of a source.  A number that is
 * hidden in both is known within its bounds in both, and so is the change.
 */

/*
 * The regions in the geography of the later publication.  Where regions changed between the two,
 * what a region had is the sum of the regions it was made of, if all of these went into it as a
 * whole; else it cannot be compared.  Which publications are compared is all that differs: one
 * text for each, as the planner, given all pairs to choose from, may compare them all first.
 */
DO $do$
DECLARE
	change text := $change$
SELECT p.id AS publication, p.source, p.date, p.previous AS since_publication, p.since,
	   c.region, c.level, c.code, c.name, c.comparable,
	   c.settled, c.settled - c.settled_before AS settled_change,
	   c.settled_collective, c.settled_collective - c.settled_collective_before AS settled_collective_change,
	   c.agreed, c.agreed - c.agreed_before AS agreed_change,
	   c.agreed_collective, c.agreed_collective - c.agreed_collective_before AS agreed_collective_change,
	   c.agreed - c.settled AS gap, (c.agreed - c.settled) - (c.agreed_before - c.settled_before) AS gap_change,
	   c.agreed_collective - c.settled_collective AS gap_collective,
	   (c.agreed_collective - c.settled_collective) - (c.agreed_collective_before - c.settled_collective_before) AS gap_collective_change
FROM (%s) AS p
CROSS JOIN LATERAL (
	SELECT EXISTS (SELECT FROM region_change AS c WHERE c.on_date > p.since AND c.on_date <= p.date) AS changed
	OFFSET 0
) AS regions
CROSS JOIN LATERAL (
	SELECT n.name, c.*
	FROM (
		SELECT l.region, r.level, r.code, true AS comparable, <now>, <before>
		FROM busetting_internal.listing AS l
		JOIN region AS r ON r.id = l.region
		LEFT JOIN busetting_internal.listing AS e ON e.publication = p.previous AND e.region = l.region AND NOT e.is_total
		WHERE l.publication = p.id AND NOT l.is_total AND NOT regions.changed
		UNION ALL
		SELECT l.region, r.level, r.code, bool_and(coalesce(o.comparable, true)), <now>, <what it was made of>
		FROM busetting_internal.listing AS l
		JOIN region AS r ON r.id = l.region
		LEFT JOIN (
			SELECT u.to_region, k.measure, bool_and(u.successors = 1) AS comparable,
				   CASE WHEN bool_and(u.successors = 1) THEN sum(e.value) + CASE WHEN count(e.value) < count(*) THEN ':'::suppressed_bigint ELSE 0 END END AS value
			FROM (SELECT DISTINCT w.from_region, w.to_region, count(*) OVER (PARTITION BY w.from_region) AS successors
				  FROM (SELECT DISTINCT w.from_region, w.to_region
						FROM region_path AS w
						WHERE w.first_change > p.since AND w.last_change <= p.date
							AND busetting_internal.in_force(p.since, w.from_since, w.from_until) AND busetting_internal.in_force(p.date, w.to_since, w.to_until)) AS w) AS u
			CROSS JOIN (SELECT id AS measure FROM measure) AS k
			LEFT JOIN busetting_internal.cell AS e ON e.publication = p.previous AND e.region = u.from_region AND e.measure = k.measure AND NOT e.is_total
			GROUP BY u.to_region, k.measure
			HAVING EXISTS (SELECT FROM busetting_internal.listing AS h WHERE h.publication = p.previous AND h.region = ANY (array_agg(u.from_region)) AND NOT h.is_total)
		) AS o ON o.to_region = l.region
		WHERE l.publication = p.id AND NOT l.is_total AND regions.changed
		GROUP BY l.publication, l.region, l.is_total, r.level, r.code
	) AS c
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = c.region AND busetting_internal.in_force(CASE WHEN n.region = c.region THEN p.date END, n.since, n.until)
	ORDER BY c.region
) AS c
$change$;
	-- what a reader's own condition sees is of the publications at hand
	now text := 'CASE WHEN l.publication = p.id THEN l.value[%1$s]::suppressed_bigint END AS %2$I';
	before text := 'CASE WHEN e.publication = p.previous THEN e.value[%1$s]::suppressed_bigint END AS %2$s_before';
	made_of text := 'max(o.value) FILTER (WHERE o.measure = %1$s) AS %2$s_before';
BEGIN
	SELECT string_agg(format(now, id, measure), ', ' ORDER BY position), string_agg(format(before, id, measure), ', ' ORDER BY position),
		   string_agg(format(made_of, id, measure), ', ' ORDER BY position)
	INTO now, before, made_of
	FROM measure
	WHERE measure IN ('agreed', 'agreed_collective', 'settled', 'settled_collective');
	change := replace(replace(replace(change, '<now>', now), '<before>', before), '<what it was made of>', made_of);
	EXECUTE 'CREATE VIEW gap_between AS' || format(change, $pair$
		SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
		FROM publication_current AS n
		JOIN publication_current AS o ON o.source = n.source AND o.date < n.date
	$pair$);

	-- the one before is looked up: who asks for one date does not read all
	EXECUTE 'CREATE VIEW gap_trend AS' || format(change, $pair$
		SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
		FROM publication_current AS n
		CROSS JOIN LATERAL (SELECT o.id, o.date FROM publication_current AS o WHERE o.source = n.source AND o.date < n.date ORDER BY o.date DESC LIMIT 1) AS o
	$pair$) || 'ORDER BY p.date DESC';

	EXECUTE format('CREATE FUNCTION gap_trend(since date, until date DEFAULT ''infinity'') RETURNS SETOF gap_trend
		LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
		SET search_path = pg_catalog, busetting, pg_temp
		SET jit = off
		AS %L', format(change, $pair$
		SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
		FROM (SELECT source, max(date) AS date, max(date) FILTER (WHERE date <= gap_trend.since) AS since
			  FROM publication_current
			  WHERE date <= gap_trend.until
			  GROUP BY source) AS s
		JOIN publication_current AS n ON n.source = s.source AND n.date = s.date
		JOIN publication_current AS o ON o.source = s.source AND o.date = s.since AND o.date < n.date
	$pair$));
END
$do$;

COMMENT ON VIEW gap_between IS 'what changed between any two publications of a source, region by region';
COMMENT ON COLUMN gap_between.since_publication IS 'the earlier publication';
COMMENT ON COLUMN gap_between.since IS 'its date';
COMMENT ON COLUMN gap_between.comparable IS 'is the region what it was, or the sum of what it is made of? otherwise no change is given';
COMMENT ON COLUMN gap_between.settled_change IS 'change of settled, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.settled_collective_change IS 'change of settled_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.agreed_change IS 'change of agreed, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.agreed_collective_change IS 'change of agreed_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.gap_change IS 'change of gap, likewise';
COMMENT ON COLUMN gap_between.gap_collective_change IS 'change of gap_collective, likewise';

COMMENT ON VIEW gap_trend IS 'what each publication changed since the one before it of the same source, region by region';
COMMENT ON COLUMN gap_trend.since_publication IS 'the earlier publication';
COMMENT ON COLUMN gap_trend.since IS 'its date';
COMMENT ON COLUMN gap_trend.comparable IS 'is the region what it was, or the sum of what it is made of? otherwise no change is given';
COMMENT ON COLUMN gap_trend.settled_change IS 'change of settled, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.settled_collective_change IS 'change of settled_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.agreed_change IS 'change of agreed, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.agreed_collective_change IS 'change of agreed_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.gap_change IS 'change of gap, likewise';
COMMENT ON COLUMN gap_trend.gap_collective_change IS 'change of gap_collective, likewise';

COMMENT ON FUNCTION gap_trend(date, date) IS
	'what changed from the last publication of each source on or before a date to the last on or before another';

/* Long, of every measure. */
CREATE VIEW trend AS
SELECT p.id AS publication, p.source, p.date, p.previous AS since_publication, p.since,
	   c.level, c.code, c.name, c.measure, c.comparable, c.value, c.value - c.before AS change, c.hidden, c.region
FROM (SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
	  FROM publication_current AS n
	  CROSS JOIN LATERAL (SELECT o.id, o.date FROM publication_current AS o WHERE o.source = n.source AND o.date < n.date ORDER BY o.date DESC LIMIT 1) AS o) AS p
CROSS JOIN LATERAL (
	SELECT EXISTS (SELECT FROM region_change AS c WHERE c.on_date > p.since AND c.on_date <= p.date) AS changed
	OFFSET 0
) AS regions
CROSS JOIN LATERAL (
	SELECT c.level, c.code, n.name, m.measure, c.region, c.comparable, c.value, c.before, c.hidden
	FROM (
		SELECT c.region, r.level, r.code, c.measure, true AS comparable, c.value::suppressed_bigint AS value, e.value::suppressed_bigint AS before, c.hidden
		FROM busetting_internal.cell AS c
		JOIN region AS r ON r.id = c.region
		LEFT JOIN busetting_internal.cell AS e ON e.publication = p.previous AND e.region = c.region AND e.measure = c.measure AND NOT e.is_total
		WHERE c.publication = p.id AND NOT c.is_total AND NOT regions.changed
		UNION ALL
		SELECT c.region, r.level, r.code, c.measure, coalesce(o.comparable, true), c.value, o.value, c.hidden
		FROM busetting_internal.cell AS c
		JOIN region AS r ON r.id = c.region
		LEFT JOIN (
			SELECT u.to_region, k.measure, bool_and(u.successors = 1) AS comparable,
				   CASE WHEN bool_and(u.successors = 1) THEN sum(e.value) + CASE WHEN count(e.value) < count(*) THEN ':'::suppressed_bigint ELSE 0 END END AS value
			FROM (SELECT DISTINCT w.from_region, w.to_region, count(*) OVER (PARTITION BY w.from_region) AS successors
				  FROM (SELECT DISTINCT w.from_region, w.to_region
						FROM region_path AS w
						WHERE w.first_change > p.since AND w.last_change <= p.date
							AND busetting_internal.in_force(p.since, w.from_since, w.from_until) AND busetting_internal.in_force(p.date, w.to_since, w.to_until)) AS w) AS u
			CROSS JOIN (SELECT id AS measure FROM measure) AS k
			LEFT JOIN busetting_internal.cell AS e ON e.publication = p.previous AND e.region = u.from_region AND e.measure = k.measure AND NOT e.is_total
			GROUP BY u.to_region, k.measure
			HAVING count(e.region) > 0
		) AS o ON o.to_region = c.region AND o.measure = c.measure
		WHERE c.publication = p.id AND NOT c.is_total AND regions.changed
	) AS c
	JOIN measure AS m ON m.id = c.measure
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = c.region AND busetting_internal.in_force(CASE WHEN n.region = c.region THEN p.date END, n.since, n.until)
	ORDER BY c.region
) AS c
ORDER BY p.date DESC;

COMMENT ON VIEW trend IS 'what each publication changed since the one before it of the same source, one row a region and measure';
COMMENT ON COLUMN trend.since_publication IS 'the earlier publication';
COMMENT ON COLUMN trend.since IS 'its date';
COMMENT ON COLUMN trend.comparable IS 'is the region what it was, or the sum of what it is made of? otherwise no change is given';
COMMENT ON COLUMN trend.value IS 'the number, or what a hidden one can be';
COMMENT ON COLUMN trend.change IS 'what it changed by, with bounds; NULL where it was not stated before';
COMMENT ON COLUMN trend.hidden IS 'is it hidden?';
