/*
 * coverage.sql: who is in a publication and who is not.
 */

/* The regions of which a publication should have a row: those of every region of which it lists a part. */
CREATE VIEW coverage AS
SELECT p.id AS publication, p.source, p.date, c.region, c.level, c.code, c.name, c.listed, c.hidden, c.not_stated,
	   l.last_date, NOT c.present AND l.last_date IS NOT NULL AS late
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT o.id AS region, o.level, o.code, n.name, s.region IS NOT NULL AS listed, coalesce(s.stated <> '{}', false) AS present,
		   CASE WHEN s.hidden <> '{}' THEN ARRAY(SELECT m.measure FROM measure AS m WHERE m.id = ANY (s.hidden) ORDER BY m.position) ELSE '{}' END AS hidden,
		   CASE WHEN s.region IS NULL THEN NULL
				WHEN cardinality(s.stated) = cardinality(l.measures) THEN '{}'
				ELSE ARRAY(SELECT m.measure FROM measure AS m WHERE m.id = ANY (l.measures) AND m.id <> ALL (s.stated) ORDER BY m.position) END AS not_stated
	FROM region AS o
	JOIN region_name AS n ON n.region = o.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = o.id THEN p.date END, n.since, n.until)
	LEFT JOIN busetting_internal.listing AS s ON s.publication = p.id AND s.region = o.id AND NOT s.is_total
	-- of what it is a part of: the measures that are added up, and whether a part of that is listed
	CROSS JOIN LATERAL (
		SELECT ARRAY(SELECT t.measure FROM busetting_internal.region_sum AS t WHERE t.publication = p.id AND t.region = o.parent) AS measures,
			   EXISTS (SELECT FROM region AS r
					   CROSS JOIN LATERAL (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = r.id AND NOT l.is_total OFFSET 0) AS l
					   WHERE r.parent = o.parent OFFSET 0) AS is_due
		OFFSET 0) AS l
	WHERE busetting_internal.in_force(p.date, o.since, o.until) AND l.is_due
	ORDER BY o.id
) AS c
CROSS JOIN LATERAL (
	SELECT CASE WHEN NOT c.present THEN (
		SELECT e.date
		FROM publication_current AS e
		WHERE e.source = p.source AND e.date < p.date
			AND EXISTS (SELECT FROM busetting_internal.listing AS s WHERE s.publication = e.id AND s.region = c.region AND NOT s.is_total AND s.stated <> '{}')
		ORDER BY e.date DESC
		LIMIT 1
	) END AS last_date
	-- once, though it stands in two columns
	OFFSET 0
) AS l
ORDER BY p.date DESC;

COMMENT ON VIEW coverage IS 'who is listed in a publication, who is absent, hidden or late, one row a region that should be there';
COMMENT ON COLUMN coverage.listed IS 'does the publication list the region? otherwise it is absent';
COMMENT ON COLUMN coverage.hidden IS 'the measures that are hidden';
COMMENT ON COLUMN coverage.not_stated IS 'the measures that others in its county state, but not this region; NULL where it is absent';
COMMENT ON COLUMN coverage.last_date IS 'where it states nothing: when it last stated something to the same source';
COMMENT ON COLUMN coverage.late IS 'does it state nothing, having stated something earlier?';
