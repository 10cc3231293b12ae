/*
 * region_path.sql: what has ground in common with what, from one date to another,
 * through any number of changes.
 */

/*
 * From each region to what became of it, by way of changes from the first to the last; and
 * to itself, by way of none.  On two dates, since and until, those rows hold for which
 * first_change > since AND last_change <= until, and both regions are in force.
 */
CREATE VIEW region_path AS
WITH RECURSIVE path(from_region, to_region, first_change, last_change) AS (
	SELECT id, id, date 'infinity', date '-infinity' FROM region
	UNION
	SELECT p.from_region, c.to_region, least(p.first_change, c.on_date), c.on_date
	FROM path AS p
	JOIN region_change AS c ON c.from_region = p.to_region AND c.on_date > p.last_change
)
SELECT p.from_region, p.to_region, p.first_change, p.last_change,
	   f.level, f.since AS from_since, f.until AS from_until, t.since AS to_since, t.until AS to_until
FROM path AS p
JOIN region AS f ON f.id = p.from_region
JOIN region AS t ON t.id = p.to_region;

COMMENT ON VIEW region_path IS
	'what became of each region, wholly or in part: on two dates the rows with first_change > since, last_change <= until and both regions in force';
COMMENT ON COLUMN region_path.from_region IS 'the region';
COMMENT ON COLUMN region_path.to_region IS 'what all or a part of it became; itself too';
COMMENT ON COLUMN region_path.first_change IS 'when the first change on the way took place, infinity if there is none';
COMMENT ON COLUMN region_path.last_change IS 'when the last change on the way took place, -infinity if there is none';
COMMENT ON COLUMN region_path.level IS 'country, county or municipality';
COMMENT ON COLUMN region_path.from_since IS 'first day of from_region';
COMMENT ON COLUMN region_path.from_until IS 'first day after its last';
COMMENT ON COLUMN region_path.to_since IS 'first day of to_region';
COMMENT ON COLUMN region_path.to_until IS 'first day after its last';
