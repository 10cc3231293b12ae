/*
 * forecast.sql: how many persons were announced, and how far a publication has
 * come towards it.  Announcements stand side by side: what one has to do with
 * another is recorded only where it is told, and nothing is added up.
 */

CREATE TABLE forecast (
	told_by text NOT NULL CHECK (told_by <> ''),
	announced_by text CHECK (announced_by <> ''),
	announced_on date NOT NULL,
	label text NOT NULL CHECK (label <> ''),
	persons integer NOT NULL CHECK (persons > 0),
	period daterange NOT NULL CHECK (NOT isempty(period)),
	part_of text,
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (told_by, announced_on, label),
	FOREIGN KEY (told_by, announced_on, part_of) REFERENCES forecast,
	CHECK (part_of <> label)
);

COMMENT ON TABLE forecast IS 'numbers of persons as announced for the country, each by itself; add rows for later ones';
COMMENT ON COLUMN forecast.told_by IS 'the source that tells of it, as publication.source';
COMMENT ON COLUMN forecast.announced_by IS 'who announced it, NULL if not known';
COMMENT ON COLUMN forecast.announced_on IS 'when it was announced';
COMMENT ON COLUMN forecast.label IS 'what was announced, as it is written in the source';
COMMENT ON COLUMN forecast.persons IS 'the number announced';
COMMENT ON COLUMN forecast.period IS 'dates for which it was announced';
COMMENT ON COLUMN forecast.part_of IS 'label of the announcement that it is told to be a part of; NULL where nothing is told';
COMMENT ON COLUMN forecast.reference IS 'the row comes with the extension and is not dumped; leave it false';

/*
 * The slide of 18 May 2022.  It says "+" between the first two, and IMDi's own
 * announcement 35 000; of the other three it does not say whether one is part
 * of another, and the press release does not settle it either.
 */
INSERT INTO forecast VALUES
	('KS', 'IMDi', '2022-03-17', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose',
	 35000, '[2022-01-01,2023-01-01)', NULL, true),
	('KS', 'IMDi', '2022-03-17', '30 000 – foreløpig prognose',
	 30000, '[2022-01-01,2023-01-01)', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose', true),
	('KS', 'IMDi', '2022-03-17', '5000 - Opprinnelige prognose',
	 5000, '[2022-01-01,2023-01-01)', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose', true),
	('KS', 'Regjeringen', '2022-03-17', '5250 ekstra gjennom ulike samarbeidsordninger',
	 5250, '[2022-01-01,2023-01-01)', NULL, true),
	('KS', 'Regjeringen', '2022-03-17', '2750 fra Moldova',
	 2750, '[2022-01-01,2023-01-01)', NULL, true),
	('KS', 'Regjeringen', '2022-03-17', '550 medisinsk grunnlag med familie',
	 550, '[2022-01-01,2023-01-01)', NULL, true);

SELECT pg_extension_config_dump('forecast', 'WHERE NOT reference');

/*
 * The country's own row or total where a publication has one, else the sum of the
 * counties; one that is not listed or not stated can be any count.
 */
CREATE VIEW forecast_progress AS
WITH listed AS (
	SELECT publication, source, date,
		   max(settled) FILTER (WHERE level = 'country') AS settled,
		   sum(settled) FILTER (WHERE level = 'county') AS county_settled,
		   count(settled) FILTER (WHERE level = 'county') AS counties_settled,
		   count(*) FILTER (WHERE level = 'country' AND (published).settled = ':') AS settled_hidden, count(*) FILTER (WHERE level = 'county' AND (published).settled = ':') AS county_settled_hidden,
		   max(agreed) FILTER (WHERE level = 'country') AS agreed,
		   sum(agreed) FILTER (WHERE level = 'county') AS county_agreed,
		   count(agreed) FILTER (WHERE level = 'county') AS counties_agreed,
		   count(*) FILTER (WHERE level = 'country' AND (published).agreed = ':') AS agreed_hidden, count(*) FILTER (WHERE level = 'county' AND (published).agreed = ':') AS county_agreed_hidden
	FROM published_bounds
	WHERE (level = 'country' OR level = 'county' AND NOT total) AND EXISTS (SELECT FROM forecast WHERE period @> date)
	GROUP BY publication, source, date
), nation AS (
	SELECT l.publication, l.source, l.date,
		   coalesce(l.settled, l.county_settled + CASE WHEN l.counties_settled < c.counties THEN ':'::suppressed_bigint ELSE 0 END) AS settled,
		   CASE WHEN l.settled IS NULL THEN l.county_settled_hidden ELSE l.settled_hidden END AS settled_hidden,
		   coalesce(l.agreed, l.county_agreed + CASE WHEN l.counties_agreed < c.counties THEN ':'::suppressed_bigint ELSE 0 END) AS agreed,
		   CASE WHEN l.agreed IS NULL THEN l.county_agreed_hidden ELSE l.agreed_hidden END AS agreed_hidden
	FROM listed AS l
	CROSS JOIN LATERAL (
		SELECT count(*) AS counties FROM region AS r WHERE r.level = 'county' AND r.validity @> l.date
	) AS c
)
SELECT f.told_by, f.announced_by, f.announced_on, f.label, f.persons, f.part_of,
	   n.publication, n.source, n.date, n.settled, n.settled_hidden, n.agreed, n.agreed_hidden,
	   CASE WHEN n.settled IS NOT NULL
			THEN numrange(lower(n.settled) / f.persons::numeric, upper(n.settled) / f.persons::numeric, '[]') END AS settled_share,
	   CASE WHEN p.pipeline IS NOT NULL
			THEN numrange(lower(p.pipeline) / f.persons::numeric, upper(p.pipeline) / f.persons::numeric, '[]') END AS pipeline_share,
	   f.persons - p.pipeline AS remaining
FROM forecast AS f
JOIN nation AS n ON f.period @> n.date
CROSS JOIN LATERAL (SELECT n.settled + n.agreed AS pipeline) AS p;

COMMENT ON VIEW forecast_progress IS 'how much of each forecast the publications of its period have reached, with bounds';
COMMENT ON COLUMN forecast_progress.publication IS 'the publication it is compared with';
COMMENT ON COLUMN forecast_progress.source IS 'its source';
COMMENT ON COLUMN forecast_progress.date IS 'its date';
COMMENT ON COLUMN forecast_progress.settled IS 'settled in the country; without upper bound where a county is missing';
COMMENT ON COLUMN forecast_progress.agreed IS 'agreed in the country, likewise';
COMMENT ON COLUMN forecast_progress.settled_share IS 'settled / persons';
COMMENT ON COLUMN forecast_progress.pipeline_share IS '(settled + agreed) / persons';
COMMENT ON COLUMN forecast_progress.remaining IS 'persons less settled and agreed; negative where more are agreed than were announced';
