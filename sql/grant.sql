/*
 * grant.sql: what the state pays, and what a publication says of the grant for
 * places that were decided and not used.
 */

CREATE TABLE grant_rate (
	kind text NOT NULL CHECK (kind <> ''),
	validity daterange NOT NULL CHECK (NOT isempty(validity)),
	rate bigint NOT NULL CHECK (rate >= 0),
	announced_by text CHECK (announced_by <> ''),
	announced_on date,
	label text CHECK (label <> ''),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (kind, validity),
	CONSTRAINT grant_rate_one EXCLUDE USING gist (kind WITH =, validity WITH &&)
);

COMMENT ON TABLE grant_rate IS 'kroner that are paid for each of a kind; add rows for later rates';
COMMENT ON COLUMN grant_rate.kind IS 'what is paid for: "unused place" is read by unused_place_grant';
COMMENT ON COLUMN grant_rate.validity IS 'dates for which the rate holds; one rate a kind and date';
COMMENT ON COLUMN grant_rate.rate IS 'kroner for each';
COMMENT ON COLUMN grant_rate.announced_by IS 'who announced it, NULL if not known';
COMMENT ON COLUMN grant_rate.announced_on IS 'when it was announced, NULL if not known';
COMMENT ON COLUMN grant_rate.label IS 'what was announced, as it is written in the source';
COMMENT ON COLUMN grant_rate.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO grant_rate VALUES
	('unused place', '[2022-01-01,2023-01-01)', 50000, 'Regjeringen', '2022-03-25',
	 'Regjeringen foreslår kr 50 000 pr ubenyttede plass i kommunen', true);

SELECT pg_extension_config_dump('grant_rate', 'WHERE NOT reference');

/* Places beyond what is requested are not paid for, nor those that were never decided. */
CREATE FUNCTION unused_places(requested suppressed_int, decided suppressed_int, settled suppressed_int) RETURNS suppressed_int
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 4
AS $$
	SELECT busetting.larger(busetting.smaller(requested, decided) OPERATOR(busetting.-) settled, 0::busetting.suppressed_int)
$$;

COMMENT ON FUNCTION unused_places(suppressed_int, suppressed_int, suppressed_int) IS
	'places that are requested and decided and not used; NULL where one of the three is not stated';

/*
 * A county's municipalities are added up, not its totals: one that settles more
 * than it decided uses nobody else's places.  What one of them does not state
 * can be any count, so that the sum has bounds even then.
 */
CREATE VIEW unused_place_grant AS
SELECT p.id AS publication, p.source, p.date, u.level, u.code, u.name, u.unused_places, u.hidden AS unused_places_hidden, u.listed - u.stated AS not_stated, u.absent,
	   g.rate, u.unused_places * g.rate AS amount, u.hidden AS amount_hidden
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, u.hidden, u.listed, u.stated, a.absent, v.unused_places
	FROM (
		SELECT coalesce(m.region, m.parent) AS region, count(*) AS listed, count(m.unused) AS stated, sum(m.possible) AS possible, sum(m.hidden)::bigint AS hidden
		FROM (
			SELECT w.region, w.parent, unused_places(w.requested, w.decided, w.settled) AS unused,
				   unused_places(coalesce(w.requested, ':'), coalesce(w.decided, ':'), coalesce(w.settled, ':')) AS possible, w.hidden
			FROM (SELECT l.region, r.parent, l.value[1] AS requested, l.value[2] AS decided, l.value[6] AS settled,
						 (1 = ANY (l.hidden))::integer + (2 = ANY (l.hidden))::integer + (6 = ANY (l.hidden))::integer AS hidden
				  FROM busetting_internal.listing AS l
				  JOIN region AS r ON r.id = l.region
				  WHERE l.publication = p.id AND NOT l.is_total AND r.level = 'municipality') AS w
		) AS m
		GROUP BY GROUPING SETS ((m.parent, m.region), (m.parent))
	) AS u
	JOIN region AS r ON r.id = u.region
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = r.id AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	CROSS JOIN LATERAL (
		SELECT CASE r.level WHEN 'county' THEN (SELECT count(*) FROM region AS o WHERE o.parent = r.id AND busetting_internal.in_force(p.date, o.since, o.until)) - u.listed ELSE 0 END AS absent
		OFFSET 0
	) AS a
	CROSS JOIN LATERAL (
		SELECT CASE WHEN u.stated > 0
					THEN u.possible + CASE WHEN a.absent = 0 THEN 0
										   ELSE a.absent * coalesce((
											   SELECT unused_places(max(k.value) FILTER (WHERE k.measure = 1), max(k.value) FILTER (WHERE k.measure = 2), max(k.value) FILTER (WHERE k.measure = 6))
											   -- of the county where there is something else than for all
											   FROM (SELECT DISTINCT ON (k.measure) k.measure, k.value FROM busetting_internal.absence AS k
													 WHERE k.publication = p.id AND k.region IN (u.region, -1) AND k.measure IN (1, 2, 6)
													 ORDER BY k.measure, k.region = -1) AS k), ':')::suppressed_bigint END END AS unused_places
		OFFSET 0
	) AS v
	ORDER BY u.region
) AS u
LEFT JOIN grant_rate AS g ON g.kind = 'unused place'
	AND busetting_internal.in_force(p.date, coalesce(lower(g.validity), '-infinity'), coalesce(upper(g.validity), 'infinity'))
ORDER BY p.date DESC;

COMMENT ON VIEW unused_place_grant IS
	'places unused on a publication''s date and the grant for them, municipality by municipality and summed by county, with bounds';
COMMENT ON COLUMN unused_place_grant.level IS 'municipality, or county: the sum of its municipalities';
COMMENT ON COLUMN unused_place_grant.unused_places IS
	'larger(smaller(requested, decided) - settled, 0); NULL where not stated, which is not 0';
COMMENT ON COLUMN unused_place_grant.unused_places_hidden IS 'number of hidden cells that it is worked out of';
COMMENT ON COLUMN unused_place_grant.not_stated IS 'number of municipalities listed without one of the three; they can have any number of places';
COMMENT ON COLUMN unused_place_grant.absent IS 'number of the county''s municipalities that are not listed; they are counted by the rule';
COMMENT ON COLUMN unused_place_grant.rate IS 'kroner for each place, NULL where no rate holds on the date';
COMMENT ON COLUMN unused_place_grant.amount IS 'kroner, unused_places * rate';
COMMENT ON COLUMN unused_place_grant.amount_hidden IS 'number of hidden cells that it is worked out of';
