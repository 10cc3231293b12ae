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
WITH municipality AS NOT MATERIALIZED (
	SELECT publication, source, date, code, name, parent,
		   unused_places(requested, decided, settled) AS unused,
		   unused_places(coalesce(requested, ':'), coalesce(decided, ':'), coalesce(settled, ':')) AS possible,
		   (coalesce(((published).requested = ':')::int, 0) + coalesce(((published).decided = ':')::int, 0) + coalesce(((published).settled = ':')::int, 0))::bigint AS hidden
	FROM settlement_bounds
	WHERE level = 'municipality'
), county AS (
	SELECT publication, source, date, parent, count(*) AS listed, count(unused) AS stated, sum(possible) AS possible, sum(hidden)::bigint AS hidden
	FROM municipality
	GROUP BY publication, source, date, parent
), place AS (
	SELECT publication, source, date, 'municipality' AS level, code, name,
		   unused::suppressed_bigint AS unused_places, hidden, CASE WHEN unused IS NULL THEN 1 ELSE 0 END::bigint AS not_stated, 0::bigint AS absent
	FROM municipality
	UNION ALL
	SELECT c.publication, c.source, c.date, r.level, r.code, r.name,
		   CASE WHEN c.stated > 0
				THEN c.possible + a.absent * CASE WHEN rule.absent_is_hidden
												  THEN unused_places(hidden_bounds(rule.requested, rule.loosened, NULL, c.parent, 'requested'),
																	 hidden_bounds(rule.decided, rule.loosened, NULL, c.parent, 'decided'),
																	 hidden_bounds(rule.settled, rule.loosened, NULL, c.parent, 'settled'))
												  ELSE ':' END::suppressed_bigint END,
		   c.hidden, c.listed - c.stated, a.absent
	FROM county AS c
	-- the date tells nothing new, but for a question of one date
	JOIN publication_reading AS rule ON rule.publication = c.publication AND rule.date = c.date
	JOIN region_official AS r ON r.region = c.parent AND in_force(c.date, r.named_since, r.named_until)
	CROSS JOIN LATERAL (
		SELECT count(*) - c.listed AS absent
		FROM region AS m
		WHERE m.parent = c.parent AND m.level = 'municipality' AND in_force(c.date, m.since, m.until)
	) AS a
)
SELECT l.publication, l.source, l.date, l.level, l.code, l.name, l.unused_places, l.hidden AS unused_places_hidden, l.not_stated, l.absent,
	   g.rate, l.unused_places * g.rate AS amount, l.hidden AS amount_hidden
FROM place AS l
LEFT JOIN grant_rate AS g ON g.kind = 'unused place'
	AND in_force(l.date, coalesce(lower(g.validity), '-infinity'), coalesce(upper(g.validity), 'infinity'));

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
