/*
 * vintage.sql: which publications and vintages are shown, and what a revision
 * changed.
 */

/*
 * Views read with their owner's rights, and the row-level security of publication is none of the
 * owner's.  Functions in them run as who asks: so every view has publications from here, with
 * the rows that policies show to who asks, as if there were no others.  The planner takes what
 * is so written for nearly always true, as it is without policies.  Both views stand on the table
 * itself: how far pg_dump walks from a view grows with each that it stands on.
 */
CREATE FUNCTION busetting_internal.visible_publication() RETURNS SETOF integer
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT id FROM publication
$$;

COMMENT ON FUNCTION busetting_internal.visible_publication() IS 'publications that row-level security shows to who asks';

CREATE VIEW busetting_internal.publication_visible AS
SELECT id, source, date, vintage, rule, imported_at
FROM publication
WHERE CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR id IN (SELECT busetting_internal.visible_publication()) THEN true END IS NOT NULL;

COMMENT ON VIEW busetting_internal.publication_visible IS 'publications, all vintages, as far as row-level security shows them to who asks';

CREATE FUNCTION busetting_internal.as_known_on() RETURNS timestamptz
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.as_known_on() IS
	'time as of which publications are shown: the setting busetting.as_known_on, infinity where it is empty';

/*
 * What was read by another version of the extension is refused: figures that do not hold are worse than
 * none.  One look-up a publication; of one that lists nothing nothing is read.
 */
CREATE VIEW publication_current AS
SELECT p.id, p.source, p.date, p.vintage, p.rule, p.imported_at
FROM publication AS p
WHERE p.imported_at <= busetting_internal.as_known_on()
	AND CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR p.id IN (SELECT busetting_internal.visible_publication()) THEN
		CASE WHEN (SELECT r.version FROM busetting_internal.reading AS r WHERE r.publication = p.id) = busetting_internal.reading_version()
				 OR NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id OFFSET 0) THEN true
			 ELSE busetting_internal.refuse_reading(p.source, p.date) END END IS NOT NULL
	-- one index look-up each (OFFSET 0): a join would read all publications for one
	AND NOT EXISTS (
		SELECT FROM publication AS later
		WHERE later.source = p.source AND later.date = p.date AND later.vintage > p.vintage
			AND later.imported_at <= busetting_internal.as_known_on()
			AND CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR later.id IN (SELECT busetting_internal.visible_publication()) THEN true END IS NOT NULL
		OFFSET 0)
-- views on it have the latest first without sorting their rows
ORDER BY p.date DESC;

COMMENT ON VIEW publication_current IS
	'the latest vintage of each source and date, as known on the time of the setting busetting.as_known_on';

CREATE VIEW publication_reading AS
SELECT p.id AS publication, r.basis, r.read_at
FROM publication AS p
JOIN busetting_internal.reading AS r ON r.publication = p.id
WHERE CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR p.id IN (SELECT busetting_internal.visible_publication()) THEN true END IS NOT NULL;

COMMENT ON VIEW publication_reading IS 'by what publications were read, all vintages, and when';
COMMENT ON COLUMN publication_reading.basis IS 'hash of its rule, its exceptions, the measures and the regions of its date';
COMMENT ON COLUMN publication_reading.read_at IS 'when it was read';

/* Each vintage against the one before it, cell by cell. */
CREATE VIEW revision AS
SELECT p.source, p.date, p.vintage, p.imported_at, p.id AS publication, p.previous AS previous_publication,
	   r.level, r.code, n.name, c.is_total AS total, m.measure, c.previous, c.value,
	   CASE WHEN c.previous IS NULL THEN 'added'
			WHEN c.value IS NULL THEN 'removed'
			WHEN c.value = ':' THEN 'hidden'
			WHEN c.previous = ':' THEN 'shown'
			ELSE 'changed' END AS change,
	   c.value - c.previous AS difference
FROM (SELECT *, lag(id) OVER (PARTITION BY source, date ORDER BY vintage) AS previous FROM busetting_internal.publication_visible) AS p
CROSS JOIN LATERAL (
	SELECT o.is_total, o.region, o.measure,
		   max(CASE WHEN o.hidden AND NOT o.own THEN ':' ELSE o.value END) FILTER (WHERE o.publication = p.previous) AS previous,
		   max(CASE WHEN o.hidden AND NOT o.own THEN ':' ELSE o.value END) FILTER (WHERE o.publication = p.id) AS value
	FROM busetting_internal.cell AS o
	WHERE o.publication IN (p.id, p.previous)
	GROUP BY o.is_total, o.region, o.measure
) AS c
JOIN measure AS m ON m.id = c.measure
JOIN region AS r ON r.id = c.region
JOIN region_name AS n ON n.region = c.region AND n.shown AND busetting_internal.in_force(p.date, n.since, n.until)
WHERE p.previous IS NOT NULL AND p.imported_at <= busetting_internal.as_known_on()
	-- IS DISTINCT FROM names no operator: a dump of it could not be restored by pg_upgrade
	AND (c.value = c.previous) IS NOT TRUE;

COMMENT ON VIEW revision IS 'what each new vintage of a publication changed, as published, one row a cell';
COMMENT ON COLUMN revision.vintage IS 'the vintage that made the change';
COMMENT ON COLUMN revision.previous_publication IS 'the vintage before it';
COMMENT ON COLUMN revision.total IS 'is it a sum that the publication prints, not the region''s own row?';
COMMENT ON COLUMN revision.previous IS 'as published before, NULL if not stated';
COMMENT ON COLUMN revision.value IS 'as published now, NULL if not stated';
COMMENT ON COLUMN revision.change IS 'added, removed, hidden (a number before), shown (hidden before) or changed';
COMMENT ON COLUMN revision.difference IS 'value less previous; what follows without the rule where one of them is hidden';
