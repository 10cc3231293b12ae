/*
 * region_series.sql: publications of any date in the geography of one date, so
 * that series go on through reforms.
 */

/*
 * Municipalities are taken to the date by what became of them.  What went as a whole into one
 * region is added up there; where a part of one went elsewhere, nobody knows how much, and the
 * region cannot be compared.  One that is not listed counts by the rule, one that does not state
 * a measure can have any count.  Dates between which nothing changed share one mapping.
 */
CREATE FUNCTION region_series(geography date, level text DEFAULT 'municipality')
RETURNS TABLE (publication integer, source text, date date, code text, name text, comparable boolean,
	municipalities bigint, absent bigint,
	requested suppressed_bigint, decided suppressed_bigint, decided_collective suppressed_bigint,
	agreed suppressed_bigint, agreed_collective suppressed_bigint, settled suppressed_bigint, settled_collective suppressed_bigint,
	gap suppressed_bigint, gap_collective suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
-- compiling it takes longer than running it
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
	IF geography IS NULL OR level IS NULL OR level NOT IN ('municipality', 'county') THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('cannot give a series by %s on %s', coalesce(quote_literal(level), 'NULL'), coalesce(geography::text, 'NULL')),
			DETAIL = 'Levels are municipality and county; the geography is a date.',
			HINT = 'Write region_series(''2024-01-01'', ''county'').';
	END IF;
	RETURN QUERY
	WITH dated AS MATERIALIZED (
		SELECT p.id, p.source, p.date, min(p.date) OVER (PARTITION BY (SELECT max(c.on_date) FROM region_change AS c WHERE c.on_date <= p.date)) AS era
		FROM publication_current AS p
	), path AS MATERIALIZED (
		SELECT * FROM region_path AS w WHERE w.level = 'municipality'
	), became AS (
		SELECT e.era, w.from_region AS part, w.to_region AS region
		FROM (SELECT DISTINCT era FROM dated) AS e
		JOIN path AS w ON e.era <= region_series.geography AND w.first_change > e.era AND w.last_change <= region_series.geography
			AND busetting_internal.in_force(e.era, w.from_since, w.from_until) AND busetting_internal.in_force(region_series.geography, w.to_since, w.to_until)
		UNION
		SELECT e.era, w.to_region, w.from_region
		FROM (SELECT DISTINCT era FROM dated) AS e
		JOIN path AS w ON e.era > region_series.geography AND w.first_change > region_series.geography AND w.last_change <= e.era
			AND busetting_internal.in_force(region_series.geography, w.from_since, w.from_until) AND busetting_internal.in_force(e.era, w.to_since, w.to_until)
	), placed AS (
		SELECT DISTINCT b.era, b.part, CASE region_series.level WHEN 'county' THEN r.parent ELSE b.region END AS region
		FROM became AS b
		JOIN region AS r ON r.id = b.region
	), mapping AS MATERIALIZED (
		SELECT m.era, m.part, m.region, count(*) OVER (PARTITION BY m.era, m.part) = 1 AS whole FROM placed AS m
	), cell AS MATERIALIZED (
		SELECT l.publication, l.region,
			   l.value[1] AS requested, l.value[2] AS decided, l.value[3] AS decided_collective, l.value[4] AS agreed, l.value[5] AS agreed_collective,
			   l.value[6] AS settled, l.value[7] AS settled_collective
		FROM dated AS d
		JOIN busetting_internal.listing AS l ON l.publication = d.id AND NOT l.is_total
		JOIN region AS r ON r.id = l.region AND r.level = 'municipality'
	), absence AS MATERIALIZED (
		-- what one that is not listed can have
		SELECT a.publication, a.region,
			   max(a.value) FILTER (WHERE a.measure = 1) AS requested, max(a.value) FILTER (WHERE a.measure = 2) AS decided, max(a.value) FILTER (WHERE a.measure = 3) AS decided_collective, max(a.value) FILTER (WHERE a.measure = 4) AS agreed, max(a.value) FILTER (WHERE a.measure = 5) AS agreed_collective, max(a.value) FILTER (WHERE a.measure = 6) AS settled, max(a.value) FILTER (WHERE a.measure = 7) AS settled_collective
		FROM busetting_internal.absence AS a
		JOIN dated AS d ON d.id = a.publication
		GROUP BY a.publication, a.region
	), summed AS (
		SELECT d.id AS publication, d.source, d.date, m.region, bool_and(m.whole) AS comparable,
			   count(s.region) AS municipalities, count(*) - count(s.region) AS absent,
			   CASE WHEN count(s.requested) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.requested, g.requested, ':') ELSE coalesce(s.requested, ':') END) END AS requested,
			   CASE WHEN count(s.decided) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.decided, g.decided, ':') ELSE coalesce(s.decided, ':') END) END AS decided,
			   CASE WHEN count(s.decided_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.decided_collective, g.decided_collective, ':') ELSE coalesce(s.decided_collective, ':') END) END AS decided_collective,
			   CASE WHEN count(s.agreed) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.agreed, g.agreed, ':') ELSE coalesce(s.agreed, ':') END) END AS agreed,
			   CASE WHEN count(s.agreed_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.agreed_collective, g.agreed_collective, ':') ELSE coalesce(s.agreed_collective, ':') END) END AS agreed_collective,
			   CASE WHEN count(s.settled) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.settled, g.settled, ':') ELSE coalesce(s.settled, ':') END) END AS settled,
			   CASE WHEN count(s.settled_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.settled_collective, g.settled_collective, ':') ELSE coalesce(s.settled_collective, ':') END) END AS settled_collective
		FROM dated AS d
		JOIN mapping AS m ON m.era = d.era
		LEFT JOIN cell AS s ON s.publication = d.id AND s.region = m.part
		JOIN region AS r ON r.id = m.part
		LEFT JOIN absence AS a ON a.publication = d.id AND a.region = r.parent
		LEFT JOIN absence AS g ON g.publication = d.id AND g.region = -1
		GROUP BY d.id, d.source, d.date, m.region
		HAVING count(s.region) > 0
	)
	SELECT s.publication, s.source, s.date, o.code, o.name, s.comparable, s.municipalities, s.absent, v.*,
		   v.agreed - v.settled, v.agreed_collective - v.settled_collective
	FROM summed AS s
	JOIN region_official AS o ON o.region = s.region AND busetting_internal.in_force(region_series.geography, o.named_since, o.named_until)
	CROSS JOIN LATERAL (
		SELECT CASE WHEN s.comparable THEN s.requested END AS requested,
			   CASE WHEN s.comparable THEN s.decided END AS decided,
			   CASE WHEN s.comparable THEN s.decided_collective END AS decided_collective,
			   CASE WHEN s.comparable THEN s.agreed END AS agreed,
			   CASE WHEN s.comparable THEN s.agreed_collective END AS agreed_collective,
			   CASE WHEN s.comparable THEN s.settled END AS settled,
			   CASE WHEN s.comparable THEN s.settled_collective END AS settled_collective
	) AS v;
END
$$;

COMMENT ON FUNCTION region_series(date, text) IS
	'figures of all publications by the municipalities or counties of one date, added up from municipalities; NULL where they cannot be compared';
