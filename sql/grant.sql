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
 * can be any count, so that the sum has bounds even then.  A publication's cells
 * are read once, for both levels.
 */
CREATE VIEW unused_place_grant AS
WITH part_count AS MATERIALIZED (SELECT * FROM region_part_count)
SELECT p.publication, p.source, p.date, o.level, o.code, o.name, v.unused_places, u.hidden AS unused_places_hidden, u.listed - u.stated AS not_stated, a.absent,
	   g.rate, v.unused_places * g.rate AS amount, u.hidden AS amount_hidden
FROM publication_reading AS p
CROSS JOIN LATERAL (
	SELECT coalesce(m.region, m.parent) AS region, count(*) AS listed, count(m.unused) AS stated, sum(m.possible) AS possible, sum(m.hidden) AS hidden
	FROM (
		SELECT r.id AS region, r.parent, unused_places(c.requested, c.decided, c.settled) AS unused,
			   unused_places(coalesce(c.requested, ':'), coalesce(c.decided, ':'), coalesce(c.settled, ':')) AS possible,
			   ((s.requested = ':') IS TRUE)::int + ((s.decided = ':') IS TRUE)::int + ((s.settled = ':') IS TRUE)::int AS hidden
		FROM settlement AS s
		JOIN region AS r ON r.id = s.region
		CROSS JOIN LATERAL (
			SELECT read_cell(s.requested, p.requested, p.loosened, r.id, r.parent, 'requested') AS requested,
				   read_cell(s.decided, p.decided, p.loosened, r.id, r.parent, 'decided') AS decided,
				   read_cell(s.settled, p.settled, p.loosened, r.id, r.parent, 'settled') AS settled
		) AS c
		WHERE s.publication = p.publication AND r.level = 'municipality'
	) AS m
	GROUP BY GROUPING SETS ((m.parent, m.region), (m.parent))
) AS u
JOIN region_official AS o ON o.region = u.region AND in_force(p.date, o.named_since, o.named_until)
LEFT JOIN part_count AS k ON o.level = 'county' AND k.region = u.region AND in_force(p.date, k.since, k.until)
CROSS JOIN LATERAL (SELECT CASE o.level WHEN 'county' THEN coalesce(k.parts, 0) - u.listed ELSE 0 END AS absent) AS a
CROSS JOIN LATERAL (
	SELECT CASE WHEN u.stated > 0
				THEN u.possible + CASE WHEN a.absent = 0 THEN 0
									   ELSE a.absent * CASE WHEN p.absent_is_hidden
															THEN unused_places(hidden_bounds(p.requested, p.loosened, NULL, u.region, 'requested'),
																			   hidden_bounds(p.decided, p.loosened, NULL, u.region, 'decided'),
																			   hidden_bounds(p.settled, p.loosened, NULL, u.region, 'settled'))
															ELSE ':' END::suppressed_bigint END END AS unused_places
	OFFSET 0
) AS v
LEFT JOIN grant_rate AS g ON g.kind = 'unused place'
	AND in_force(p.date, coalesce(lower(g.validity), '-infinity'), coalesce(upper(g.validity), 'infinity'));

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
