/*
 * vintage.sql: which publications and vintages are shown, and what a revision
 * changed.
 */

/*
 * Views read with their owner's rights, and the row-level security of publication is none of the
 * owner's.  Functions in them run as who asks: so every view has publications from here, with
 * the rows that policies show to who asks, as if there were no others.  The planner takes what
 * is so written for nearly always true, as it is without policies.
 */
CREATE FUNCTION visible_publication() RETURNS SETOF integer
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT id FROM publication
$$;

COMMENT ON FUNCTION visible_publication() IS 'publications that row-level security shows to who asks';

CREATE VIEW publication_visible AS
SELECT id, source, date, vintage, rule, imported_at
FROM publication
WHERE CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR id IN (SELECT visible_publication()) THEN true END IS NOT NULL;

COMMENT ON VIEW publication_visible IS 'publications, all vintages, as far as row-level security shows them to who asks';

CREATE FUNCTION as_known_on() RETURNS timestamptz
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE;

COMMENT ON FUNCTION as_known_on() IS
	'time as of which publications are shown: the setting busetting.as_known_on, infinity where it is empty';

CREATE VIEW publication_current AS
SELECT p.id, p.source, p.date, p.vintage, p.rule, p.imported_at
FROM publication_visible AS p
WHERE p.imported_at <= as_known_on()
	-- one index look-up each (OFFSET 0): a join would read all publications for one
	AND NOT EXISTS (
		SELECT FROM publication_visible AS later
		WHERE later.source = p.source AND later.date = p.date AND later.vintage > p.vintage
			AND later.imported_at <= as_known_on()
		OFFSET 0);

COMMENT ON VIEW publication_current IS
	'the latest vintage of each source and date, as known on the time of the setting busetting.as_known_on';

/* Each vintage against the one before it, cell by cell. */
CREATE VIEW revision AS
SELECT p.source, p.date, p.vintage, p.imported_at, p.id AS publication, p.previous AS previous_publication,
	   r.level, r.code, r.name, c.total, m.measure, m.previous, m.value,
	   CASE WHEN m.previous IS NULL THEN 'added'
			WHEN m.value IS NULL THEN 'removed'
			WHEN m.value = ':' THEN 'hidden'
			WHEN m.previous = ':' THEN 'shown'
			ELSE 'changed' END AS change,
	   m.value - m.previous AS difference
FROM (SELECT *, lag(id) OVER (PARTITION BY source, date ORDER BY vintage) AS previous FROM publication_visible) AS p
CROSS JOIN LATERAL (
	SELECT false AS total, region, new, old
	FROM (SELECT s.region, s AS new FROM settlement AS s WHERE s.publication = p.id) AS n
	FULL JOIN (SELECT s.region, s AS old FROM settlement AS s WHERE s.publication = p.previous) AS o USING (region)
	UNION ALL
	SELECT true, region, new, old
	FROM (SELECT s.region, ROW(s.*)::settlement AS new FROM settlement_total AS s WHERE s.publication = p.id) AS n
	FULL JOIN (SELECT s.region, ROW(s.*)::settlement AS old FROM settlement_total AS s WHERE s.publication = p.previous) AS o USING (region)
) AS c
JOIN region_official AS r ON r.region = c.region AND in_force(p.date, r.named_since, r.named_until)
CROSS JOIN LATERAL (VALUES
	('requested', (c.old).requested, (c.new).requested),
	('decided', (c.old).decided, (c.new).decided),
	('decided_collective', (c.old).decided_collective, (c.new).decided_collective),
	('agreed', (c.old).agreed, (c.new).agreed),
	('agreed_collective', (c.old).agreed_collective, (c.new).agreed_collective),
	('settled', (c.old).settled, (c.new).settled),
	('settled_collective', (c.old).settled_collective, (c.new).settled_collective)
) AS m(measure, previous, value)
WHERE p.previous IS NOT NULL AND p.imported_at <= as_known_on()
	-- IS DISTINCT FROM names no operator: a dump of it could not be restored by pg_upgrade
	AND (m.value = m.previous) IS NOT TRUE AND (m.value IS NOT NULL OR m.previous IS NOT NULL);

COMMENT ON VIEW revision IS 'what each new vintage of a publication changed, as published, one row a cell';
COMMENT ON COLUMN revision.vintage IS 'the vintage that made the change';
COMMENT ON COLUMN revision.previous_publication IS 'the vintage before it';
COMMENT ON COLUMN revision.total IS 'is it a sum that the publication prints, not the region''s own row?';
COMMENT ON COLUMN revision.previous IS 'as published before, NULL if not stated';
COMMENT ON COLUMN revision.value IS 'as published now, NULL if not stated';
COMMENT ON COLUMN revision.change IS 'added, removed, hidden (a number before), shown (hidden before) or changed';
COMMENT ON COLUMN revision.difference IS 'value less previous; what follows without the rule where one of them is hidden';
