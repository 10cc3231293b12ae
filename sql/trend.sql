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
DO $$
DECLARE
	change text := $change$
SELECT p.id AS publication, p.source, p.date, p.previous AS since_publication, p.since,
	   c.region, c.level, c.code, n.name, c.comparable,
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
	SELECT n.region, n.level, n.code, true AS comparable,
		   n.settled::suppressed_bigint, o.settled::suppressed_bigint AS settled_before,
		   n.settled_collective::suppressed_bigint, o.settled_collective::suppressed_bigint AS settled_collective_before,
		   n.agreed::suppressed_bigint, o.agreed::suppressed_bigint AS agreed_before,
		   n.agreed_collective::suppressed_bigint, o.agreed_collective::suppressed_bigint AS agreed_collective_before
	FROM cell_bounds AS n
	LEFT JOIN cell_bounds AS o ON o.publication = p.previous AND o.region = n.region AND NOT o.total
	WHERE n.publication = p.id AND NOT n.total AND NOT regions.changed
	UNION ALL
	SELECT n.region, n.level, n.code, coalesce(o.comparable, true),
		   n.settled, CASE WHEN o.comparable THEN o.settled END,
		   n.settled_collective, CASE WHEN o.comparable THEN o.settled_collective END,
		   n.agreed, CASE WHEN o.comparable THEN o.agreed END,
		   n.agreed_collective, CASE WHEN o.comparable THEN o.agreed_collective END
	FROM cell_bounds AS n
	LEFT JOIN (
		SELECT u.to_region, bool_and(u.successors = 1) AS comparable,
			   sum(b.settled) + CASE WHEN count(b.settled) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS settled,
			   sum(b.settled_collective) + CASE WHEN count(b.settled_collective) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS settled_collective,
			   sum(b.agreed) + CASE WHEN count(b.agreed) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS agreed,
			   sum(b.agreed_collective) + CASE WHEN count(b.agreed_collective) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS agreed_collective
		FROM (SELECT DISTINCT w.from_region, w.to_region, count(*) OVER (PARTITION BY w.from_region) AS successors
			  FROM (SELECT DISTINCT w.from_region, w.to_region
					FROM region_path AS w
					WHERE w.first_change > p.since AND w.last_change <= p.date
						AND in_force(p.since, w.from_since, w.from_until) AND in_force(p.date, w.to_since, w.to_until)) AS w) AS u
		LEFT JOIN cell_bounds AS b ON b.publication = p.previous AND b.region = u.from_region AND NOT b.total
		GROUP BY u.to_region
		HAVING count(b.region) > 0
	) AS o ON o.to_region = n.region
	WHERE n.publication = p.id AND NOT n.total AND regions.changed
) AS c
JOIN region_name AS n ON n.region = c.region AND n.kind = 'official' AND n.language = 'no' AND in_force(p.date, n.since, n.until)
$change$;
BEGIN
	EXECUTE 'CREATE VIEW gap_between AS' || format(change, $pair$
		SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
		FROM publication_current AS n
		JOIN publication_current AS o ON o.source = n.source AND o.date < n.date
	$pair$);

	-- all but the first; so written, the planner expects few, and does not compile it, which takes longer than running it
	EXECUTE 'CREATE VIEW gap_trend AS' || format(change, $pair$
		SELECT id, source, date, previous, since
		FROM (SELECT id, source, date, lag(id) OVER w AS previous, lag(date) OVER w AS since
			  FROM publication_current WINDOW w AS (PARTITION BY source ORDER BY date)) AS n
		WHERE since BETWEEN '-infinity' AND 'infinity'
	$pair$);

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
$$;

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
