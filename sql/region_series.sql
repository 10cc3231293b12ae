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
		SELECT p.id, min(p.date) OVER (PARTITION BY (SELECT max(c.on_date) FROM region_change AS c WHERE c.on_date <= p.date)) AS era
		FROM publication_current AS p
	), path AS MATERIALIZED (
		SELECT * FROM region_path AS w WHERE w.level = 'municipality'
	), became AS (
		SELECT e.era, w.from_region AS part, w.to_region AS region
		FROM (SELECT DISTINCT era FROM dated) AS e
		JOIN path AS w ON e.era <= region_series.geography AND w.first_change > e.era AND w.last_change <= region_series.geography
			AND in_force(e.era, w.from_since, w.from_until) AND in_force(region_series.geography, w.to_since, w.to_until)
		UNION
		SELECT e.era, w.to_region, w.from_region
		FROM (SELECT DISTINCT era FROM dated) AS e
		JOIN path AS w ON e.era > region_series.geography AND w.first_change > region_series.geography AND w.last_change <= e.era
			AND in_force(region_series.geography, w.from_since, w.from_until) AND in_force(e.era, w.to_since, w.to_until)
	), placed AS (
		SELECT DISTINCT b.era, b.part, CASE region_series.level WHEN 'county' THEN r.parent ELSE b.region END AS region
		FROM became AS b
		JOIN region AS r ON r.id = b.region
	), mapping AS MATERIALIZED (
		SELECT m.era, m.part, m.region, count(*) OVER (PARTITION BY m.era, m.part) = 1 AS whole FROM placed AS m
	), reading AS MATERIALIZED (
		SELECT * FROM publication_reading
	), cell AS MATERIALIZED (
		SELECT b.publication, b.region, b.requested, b.decided, b.decided_collective, b.agreed, b.agreed_collective, b.settled, b.settled_collective
		FROM settlement_bounds AS b
		WHERE b.level = 'municipality'
	), summed AS (
		SELECT p.publication, p.source, p.date, m.region, bool_and(m.whole) AS comparable,
			   count(s.region) AS municipalities, count(*) - count(s.region) AS absent,
			   CASE WHEN count(s.requested) > 0 THEN sum(CASE WHEN s.region IS NULL THEN a.requested ELSE coalesce(s.requested, ':') END) END AS requested,
			   CASE WHEN count(s.decided) > 0 THEN sum(CASE WHEN s.region IS NULL THEN a.decided ELSE coalesce(s.decided, ':') END) END AS decided,
			   CASE WHEN count(s.decided_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN a.decided_collective ELSE coalesce(s.decided_collective, ':') END) END AS decided_collective,
			   CASE WHEN count(s.agreed) > 0 THEN sum(CASE WHEN s.region IS NULL THEN a.agreed ELSE coalesce(s.agreed, ':') END) END AS agreed,
			   CASE WHEN count(s.agreed_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN a.agreed_collective ELSE coalesce(s.agreed_collective, ':') END) END AS agreed_collective,
			   CASE WHEN count(s.settled) > 0 THEN sum(CASE WHEN s.region IS NULL THEN a.settled ELSE coalesce(s.settled, ':') END) END AS settled,
			   CASE WHEN count(s.settled_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN a.settled_collective ELSE coalesce(s.settled_collective, ':') END) END AS settled_collective
		FROM dated AS d
		JOIN reading AS p ON p.publication = d.id
		JOIN mapping AS m ON m.era = d.era
		JOIN region AS r ON r.id = m.part
		LEFT JOIN cell AS s ON s.publication = d.id AND s.region = m.part
		CROSS JOIN LATERAL (
			SELECT CASE WHEN p.absent_is_hidden THEN hidden_bounds(p.requested, p.loosened, NULL, r.parent, 'requested') ELSE ':' END AS requested,
				   CASE WHEN p.absent_is_hidden THEN hidden_bounds(p.decided, p.loosened, NULL, r.parent, 'decided') ELSE ':' END AS decided,
				   CASE WHEN p.absent_is_hidden THEN hidden_bounds(p.agreed, p.loosened, NULL, r.parent, 'agreed') ELSE ':' END AS agreed,
				   CASE WHEN p.absent_is_hidden THEN hidden_bounds(p.settled, p.loosened, NULL, r.parent, 'settled') ELSE ':' END AS settled
		) AS w
		CROSS JOIN LATERAL (
			SELECT w.*, CASE WHEN p.absent_is_hidden THEN hidden_part(hidden_bounds(p.decided_collective, p.loosened, NULL, r.parent, 'decided_collective'), w.decided, p.decided_remainder) ELSE ':' END AS decided_collective,
				   CASE WHEN p.absent_is_hidden THEN hidden_part(hidden_bounds(p.agreed_collective, p.loosened, NULL, r.parent, 'agreed_collective'), w.agreed, p.agreed_remainder) ELSE ':' END AS agreed_collective,
				   CASE WHEN p.absent_is_hidden THEN hidden_part(hidden_bounds(p.settled_collective, p.loosened, NULL, r.parent, 'settled_collective'), w.settled, p.settled_remainder) ELSE ':' END AS settled_collective
		) AS a
		GROUP BY p.publication, p.source, p.date, m.region
		HAVING count(s.region) > 0
	)
	SELECT s.publication, s.source, s.date, o.code, o.name, s.comparable, s.municipalities, s.absent, v.*,
		   v.agreed - v.settled, v.agreed_collective - v.settled_collective
	FROM summed AS s
	JOIN region_official AS o ON o.region = s.region AND in_force(region_series.geography, o.named_since, o.named_until)
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
