/*
 * coverage.sql: who is in a publication and who is not.
 */

/* The regions of which a publication should have a row: those of every region of which it lists a part. */
CREATE VIEW coverage AS
SELECT p.id AS publication, p.source, p.date, c.region, c.level, c.code, c.name, c.listed, c.hidden, c.not_stated,
	   l.last_date, NOT c.present AND l.last_date IS NOT NULL AS late
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT o.region, o.level, o.code, o.name, s.region IS NOT NULL AS listed,
		   num_nonnulls(s.requested, s.decided, s.decided_collective, s.agreed, s.agreed_collective, s.settled, s.settled_collective) > 0 AS present,
		   array_remove(ARRAY[CASE WHEN s.requested = ':' THEN 'requested' END,
							  CASE WHEN s.decided = ':' THEN 'decided' END,
							  CASE WHEN s.decided_collective = ':' THEN 'decided_collective' END,
							  CASE WHEN s.agreed = ':' THEN 'agreed' END,
							  CASE WHEN s.agreed_collective = ':' THEN 'agreed_collective' END,
							  CASE WHEN s.settled = ':' THEN 'settled' END,
							  CASE WHEN s.settled_collective = ':' THEN 'settled_collective' END], NULL) AS hidden,
		   CASE WHEN s.region IS NOT NULL THEN
		   array_remove(ARRAY[CASE WHEN s.requested IS NULL AND l.requested THEN 'requested' END,
							  CASE WHEN s.decided IS NULL AND l.decided THEN 'decided' END,
							  CASE WHEN s.decided_collective IS NULL AND l.decided_collective THEN 'decided_collective' END,
							  CASE WHEN s.agreed IS NULL AND l.agreed THEN 'agreed' END,
							  CASE WHEN s.agreed_collective IS NULL AND l.agreed_collective THEN 'agreed_collective' END,
							  CASE WHEN s.settled IS NULL AND l.settled THEN 'settled' END,
							  CASE WHEN s.settled_collective IS NULL AND l.settled_collective THEN 'settled_collective' END], NULL) END AS not_stated
	FROM (SELECT r.parent, count(s.requested) > 0 AS requested, count(s.decided) > 0 AS decided, count(s.decided_collective) > 0 AS decided_collective, count(s.agreed) > 0 AS agreed, count(s.agreed_collective) > 0 AS agreed_collective, count(s.settled) > 0 AS settled, count(s.settled_collective) > 0 AS settled_collective
		  FROM settlement AS s
		  JOIN region AS r ON r.id = s.region
		  WHERE s.publication = p.id
		  GROUP BY r.parent) AS l
	JOIN region_official AS o ON o.parent = l.parent
		AND in_force(p.date, o.since, o.until) AND in_force(p.date, o.named_since, o.named_until)
	LEFT JOIN settlement AS s ON s.publication = p.id AND s.region = o.region
) AS c
CROSS JOIN LATERAL (
	SELECT CASE WHEN NOT c.present THEN (
		SELECT max(e.date)
		FROM publication_current AS e
		JOIN settlement AS s ON s.publication = e.id
		WHERE e.source = p.source AND e.date < p.date AND s.region = c.region
			AND num_nonnulls(s.requested, s.decided, s.decided_collective, s.agreed, s.agreed_collective, s.settled, s.settled_collective) > 0
	) END AS last_date
) AS l;

COMMENT ON VIEW coverage IS 'who is listed in a publication, who is absent, hidden or late, one row a region that should be there';
COMMENT ON COLUMN coverage.listed IS 'does the publication list the region? otherwise it is absent';
COMMENT ON COLUMN coverage.hidden IS 'the measures that are hidden';
COMMENT ON COLUMN coverage.not_stated IS 'the measures that others in its county state, but not this region; NULL where it is absent';
COMMENT ON COLUMN coverage.last_date IS 'where it states nothing: when it last stated something to the same source';
COMMENT ON COLUMN coverage.late IS 'does it state nothing, having stated something earlier?';
