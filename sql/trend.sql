/*
 * trend.sql: what changed between two publications of a source.  A number that is
 * hidden in both is known within its bounds in both, and so is the change.
 */

/*
 * Any two publications of a source, the regions in the geography of the later one.  Where
 * regions changed between them, what a region had is the sum of the regions it was made of,
 * if all of these went into it as a whole; else it cannot be compared.
 */
CREATE VIEW gap_between AS
SELECT p.id AS publication, p.source, p.date, e.id AS since_publication, e.date AS since, e.id = p.previous AS consecutive,
	   c.region, c.level, c.code, c.name, c.comparable,
	   c.settled, c.settled - c.settled_before AS settled_change,
	   c.settled_collective, c.settled_collective - c.settled_collective_before AS settled_collective_change,
	   c.agreed, c.agreed - c.agreed_before AS agreed_change,
	   c.agreed_collective, c.agreed_collective - c.agreed_collective_before AS agreed_collective_change,
	   c.agreed - c.settled AS gap, (c.agreed - c.settled) - (c.agreed_before - c.settled_before) AS gap_change,
	   c.agreed_collective - c.settled_collective AS gap_collective,
	   (c.agreed_collective - c.settled_collective) - (c.agreed_collective_before - c.settled_collective_before) AS gap_collective_change
FROM (SELECT *, lag(id) OVER (PARTITION BY source ORDER BY date) AS previous FROM publication_current) AS p
JOIN publication_current AS e ON e.source = p.source AND e.date < p.date
CROSS JOIN LATERAL (
	SELECT EXISTS (SELECT FROM region_change AS c WHERE c.on_date > e.date AND c.on_date <= p.date) AS changed
	OFFSET 0
) AS regions
CROSS JOIN LATERAL (
	SELECT n.region, n.level, n.code, n.name, true AS comparable,
		   n.settled::suppressed_bigint, o.settled::suppressed_bigint AS settled_before,
		   n.settled_collective::suppressed_bigint, o.settled_collective::suppressed_bigint AS settled_collective_before,
		   n.agreed::suppressed_bigint, o.agreed::suppressed_bigint AS agreed_before,
		   n.agreed_collective::suppressed_bigint, o.agreed_collective::suppressed_bigint AS agreed_collective_before
	FROM settlement_bounds AS n
	LEFT JOIN settlement_bounds AS o ON o.publication = e.id AND o.region = n.region
	WHERE n.publication = p.id AND NOT regions.changed
	UNION ALL
	SELECT n.region, n.level, n.code, n.name, coalesce(o.comparable, true),
		   n.settled, CASE WHEN o.comparable THEN o.settled END,
		   n.settled_collective, CASE WHEN o.comparable THEN o.settled_collective END,
		   n.agreed, CASE WHEN o.comparable THEN o.agreed END,
		   n.agreed_collective, CASE WHEN o.comparable THEN o.agreed_collective END
	FROM settlement_bounds AS n
	LEFT JOIN (
		SELECT u.to_region, bool_and(u.successors = 1) AS comparable,
			   sum(b.settled) + CASE WHEN count(b.settled) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS settled,
			   sum(b.settled_collective) + CASE WHEN count(b.settled_collective) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS settled_collective,
			   sum(b.agreed) + CASE WHEN count(b.agreed) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS agreed,
			   sum(b.agreed_collective) + CASE WHEN count(b.agreed_collective) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS agreed_collective
		FROM (SELECT DISTINCT w.from_region, w.to_region, count(*) OVER (PARTITION BY w.from_region) AS successors
			  FROM (SELECT DISTINCT w.from_region, w.to_region
					FROM region_path AS w
					WHERE w.first_change > e.date AND w.last_change <= p.date
						AND in_force(e.date, w.from_since, w.from_until) AND in_force(p.date, w.to_since, w.to_until)) AS w) AS u
		LEFT JOIN settlement_bounds AS b ON b.publication = e.id AND b.region = u.from_region
		GROUP BY u.to_region
		HAVING count(b.region) > 0
	) AS o ON o.to_region = n.region
	WHERE n.publication = p.id AND regions.changed
) AS c;

COMMENT ON VIEW gap_between IS 'what changed between any two publications of a source, region by region';
COMMENT ON COLUMN gap_between.since_publication IS 'the earlier publication';
COMMENT ON COLUMN gap_between.since IS 'its date';
COMMENT ON COLUMN gap_between.consecutive IS 'is it the last before?';
COMMENT ON COLUMN gap_between.comparable IS 'is the region what it was, or the sum of what it is made of? otherwise no change is given';
COMMENT ON COLUMN gap_between.settled_change IS 'change of settled, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.settled_collective_change IS 'change of settled_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.agreed_change IS 'change of agreed, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.agreed_collective_change IS 'change of agreed_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.gap_change IS 'change of gap, likewise';
COMMENT ON COLUMN gap_between.gap_collective_change IS 'change of gap_collective, likewise';

CREATE VIEW gap_trend AS
SELECT publication, source, date, since_publication, since, region, level, code, name, comparable,
	   settled, settled_change, settled_collective, settled_collective_change,
	   agreed, agreed_change, agreed_collective, agreed_collective_change,
	   gap, gap_change, gap_collective, gap_collective_change
FROM gap_between
WHERE consecutive;

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

CREATE FUNCTION gap_trend(since date, until date DEFAULT 'infinity') RETURNS SETOF gap_between
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
-- compiling it takes longer than running it
SET jit = off
AS $$
	SELECT g.*
	FROM (SELECT source, max(date) AS date, max(date) FILTER (WHERE date <= gap_trend.since) AS since
		  FROM publication_current
		  WHERE date <= gap_trend.until
		  GROUP BY source) AS p
	CROSS JOIN LATERAL (SELECT * FROM gap_between AS g WHERE g.source = p.source AND g.date = p.date AND g.since = p.since OFFSET 0) AS g
$$;

COMMENT ON FUNCTION gap_trend(date, date) IS
	'what changed from the last publication of each source on or before a date to the last on or before another';
