/*
 * trend.sql: what changed between two publications of a source.  A number that is
 * hidden in both is known within its bounds in both, and so is the change.
 */

/*
 * The regions in the geography of the later publication.  Where regions changed between the two,
 * what a region had is the sum of the regions it was made of, if all of these went into it as a
 * whole; else it cannot be compared.  Which publications are compared is all that differs: one
 * text for each, as the planner, given all pairs to choose from, may compare them all first.
 * How publications are read takes the planner as long as all the rest, and so stands here once, for both.
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
	SELECT array_agg(r ORDER BY r.date) AS reading
	FROM publication_reading AS r
	WHERE r.publication IN (p.previous, p.id)
) AS readings
CROSS JOIN LATERAL (SELECT (readings.reading[1]).* OFFSET 0) AS earlier
CROSS JOIN LATERAL (SELECT (readings.reading[2]).* OFFSET 0) AS later
CROSS JOIN LATERAL (
	SELECT r.id AS region, r.level, r.code, true AS comparable, <cells>, <cells before>
	FROM settlement AS s
	JOIN region AS r ON r.id = s.region
	LEFT JOIN settlement AS e ON e.publication = p.previous AND e.region = s.region
	WHERE s.publication = p.id AND NOT regions.changed
	UNION ALL
	SELECT r.id, r.level, r.code, coalesce(o.comparable, true), <cells>,
		   CASE WHEN o.comparable THEN o.settled END, CASE WHEN o.comparable THEN o.settled_collective END,
		   CASE WHEN o.comparable THEN o.agreed END, CASE WHEN o.comparable THEN o.agreed_collective END
	FROM settlement AS s
	JOIN region AS r ON r.id = s.region
	LEFT JOIN (
		SELECT u.to_region, bool_and(u.successors = 1) AS comparable,
			   sum(b.settled_before) + CASE WHEN count(b.settled_before) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS settled,
			   sum(b.settled_collective_before) + CASE WHEN count(b.settled_collective_before) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS settled_collective,
			   sum(b.agreed_before) + CASE WHEN count(b.agreed_before) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS agreed,
			   sum(b.agreed_collective_before) + CASE WHEN count(b.agreed_collective_before) < count(*) THEN ':'::suppressed_bigint ELSE 0 END AS agreed_collective
		FROM (SELECT DISTINCT w.from_region, w.to_region, count(*) OVER (PARTITION BY w.from_region) AS successors
			  FROM (SELECT DISTINCT w.from_region, w.to_region
					FROM region_path AS w
					WHERE w.first_change > p.since AND w.last_change <= p.date
						AND in_force(p.since, w.from_since, w.from_until) AND in_force(p.date, w.to_since, w.to_until)) AS w) AS u
		LEFT JOIN (SELECT r.id AS region, <cells before>
				   FROM settlement AS e
				   JOIN region AS r ON r.id = e.region
				   WHERE e.publication = p.previous) AS b ON b.region = u.from_region
		GROUP BY u.to_region
		HAVING count(b.region) > 0
	) AS o ON o.to_region = s.region
	WHERE s.publication = p.id AND regions.changed
) AS c
JOIN region_name AS n ON n.region = c.region AND n.kind = 'official' AND n.language = 'no' AND in_force(p.date, n.since, n.until)
$change$;
	-- a measure and the part of it in the row s of region r, as cell_bounds has them
	cells constant text := $cells$
		   read_cell(s.measure, later.measure, later.loosened, r.id, r.parent, 'measure')::suppressed_bigint AS measure,
		   (CASE WHEN s.measure_collective = ':'
			THEN hidden_part(hidden_bounds(later.measure_collective, later.loosened, r.id, r.parent, 'measure_collective'),
							 read_cell(s.measure, later.measure, later.loosened, r.id, r.parent, 'measure'), later.measure_remainder)
			ELSE s.measure_collective END)::suppressed_bigint AS measure_collective $cells$;
	settled_and_agreed constant text := replace(cells, 'measure', 'settled') || ', ' || replace(cells, 'measure', 'agreed');
BEGIN
	change := replace(replace(change, '<cells>', settled_and_agreed), '<cells before>',
					  regexp_replace(replace(replace(settled_and_agreed, 's.', 'e.'), 'later.', 'earlier.'), '(AS \w+)', '\1_before', 'g'));
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
