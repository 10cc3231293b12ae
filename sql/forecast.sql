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
	of_all boolean NOT NULL DEFAULT true,
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
COMMENT ON COLUMN forecast.of_all IS 'is it of all who are settled? one of a group, or a part, is not measured against all';
COMMENT ON COLUMN forecast.reference IS 'the row comes with the extension and is not dumped; leave it false';

/*
 * The slide of 18 May 2022.  It says "+" between the first two, and IMDi's own
 * announcement 35 000; of the other three it does not say whether one is part
 * of another, and the press release does not settle it either.  They are of groups of persons,
 * whom no table counts by themselves.
 */
INSERT INTO forecast VALUES
	('KS', 'IMDi', '2022-03-17', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose',
	 35000, '[2022-01-01,2023-01-01)', NULL, true, true),
	('KS', 'IMDi', '2022-03-17', '30 000 – foreløpig prognose',
	 30000, '[2022-01-01,2023-01-01)', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose', false, true),
	('KS', 'IMDi', '2022-03-17', '5000 - Opprinnelige prognose',
	 5000, '[2022-01-01,2023-01-01)', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose', false, true),
	('KS', 'Regjeringen', '2022-03-17', '5250 ekstra gjennom ulike samarbeidsordninger',
	 5250, '[2022-01-01,2023-01-01)', NULL, false, true),
	('KS', 'Regjeringen', '2022-03-17', '2750 fra Moldova',
	 2750, '[2022-01-01,2023-01-01)', NULL, false, true),
	('KS', 'Regjeringen', '2022-03-17', '550 medisinsk grunnlag med familie',
	 550, '[2022-01-01,2023-01-01)', NULL, false, true);

SELECT pg_extension_config_dump('forecast', 'WHERE NOT reference');

/*
 * The country's own row or total where a publication has one, else the sum of the
 * counties; one that is not listed or not stated can be any count.
 */
CREATE VIEW forecast_progress AS
SELECT f.told_by, f.announced_by, f.announced_on, f.label, f.persons, f.part_of,
	   n.publication, n.source, n.date, n.settled, n.settled_hidden, n.settled_absent, n.agreed, n.agreed_hidden, n.agreed_absent,
	   CASE WHEN n.settled IS NOT NULL AND f.of_all AND f.part_of IS NULL
			THEN numrange(lower(n.settled) / f.persons::numeric, upper(n.settled) / f.persons::numeric, '[]') END AS settled_share, n.settled_hidden AS settled_share_hidden,
	   CASE WHEN s.pipeline IS NOT NULL AND f.of_all AND f.part_of IS NULL
			THEN numrange(lower(s.pipeline) / f.persons::numeric, upper(s.pipeline) / f.persons::numeric, '[]') END AS pipeline_share, s.hidden AS pipeline_share_hidden,
	   CASE WHEN f.of_all AND f.part_of IS NULL THEN f.persons - s.pipeline END AS remaining, s.hidden AS remaining_hidden
FROM forecast AS f
JOIN (
	SELECT p.id AS publication, p.source, p.date, c.settled, c.settled_hidden, c.settled_absent, c.agreed, c.agreed_hidden, c.agreed_absent
	FROM publication_current AS p
	CROSS JOIN LATERAL (
		SELECT coalesce(max(k.own) FILTER (WHERE k.measure = 6), max(k.summed) FILTER (WHERE k.measure = 6)) AS settled,
			   coalesce(max(k.hidden) FILTER (WHERE k.measure = 6), 0) AS settled_hidden, coalesce(max(k.absent) FILTER (WHERE k.measure = 6), 0) AS settled_absent,
			   coalesce(max(k.own) FILTER (WHERE k.measure = 4), max(k.summed) FILTER (WHERE k.measure = 4)) AS agreed,
			   coalesce(max(k.hidden) FILTER (WHERE k.measure = 4), 0) AS agreed_hidden, coalesce(max(k.absent) FILTER (WHERE k.measure = 4), 0) AS agreed_absent
		FROM (SELECT c.measure,
					 max(c.value) FILTER (WHERE r.level = 'country')::suppressed_bigint AS own,
					 sum(c.value) FILTER (WHERE r.level = 'county')
						+ CASE WHEN count(*) FILTER (WHERE r.level = 'county') < o.counties THEN ':'::suppressed_bigint ELSE 0 END AS summed,
					 CASE WHEN bool_or(r.level = 'country') THEN count(*) FILTER (WHERE r.level = 'country' AND c.hidden) ELSE count(*) FILTER (WHERE c.hidden) END AS hidden,
					 CASE WHEN bool_or(r.level = 'country') THEN 0 ELSE o.counties - count(*) END AS absent
			  FROM (SELECT DISTINCT ON (l.region, c.measure) l.region, c.measure, c.value, c.hidden
					FROM region AS r
					JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = r.id
					LEFT JOIN busetting_internal.cell AS c ON c.publication = p.id AND c.region = l.region AND c.is_total = l.is_total AND c.measure IN (4, 6)
					WHERE r.level IN ('country', 'county')
					ORDER BY l.region, c.measure, l.is_total) AS c
			  JOIN region AS r ON r.id = c.region
			  CROSS JOIN (SELECT count(*) AS counties FROM region AS o WHERE o.level = 'county' AND busetting_internal.in_force(p.date, o.since, o.until)) AS o
			  GROUP BY c.measure, o.counties) AS k
		HAVING count(*) > 0
	) AS c
	WHERE EXISTS (SELECT FROM forecast AS f WHERE f.period @> p.date)
) AS n ON f.period @> n.date
CROSS JOIN LATERAL (SELECT n.settled + n.agreed AS pipeline, n.settled_hidden + n.agreed_hidden AS hidden) AS s;

COMMENT ON VIEW forecast_progress IS 'how much of each forecast the publications of its period have reached, with bounds';
COMMENT ON COLUMN forecast_progress.publication IS 'the publication it is compared with';
COMMENT ON COLUMN forecast_progress.source IS 'its source';
COMMENT ON COLUMN forecast_progress.date IS 'its date';
COMMENT ON COLUMN forecast_progress.settled IS 'settled in the country; without upper bound where a county is missing';
COMMENT ON COLUMN forecast_progress.agreed IS 'agreed in the country, likewise';
COMMENT ON COLUMN forecast_progress.settled_absent IS 'number of counties that are not listed or do not state it; 0 where the country has its own figure';
COMMENT ON COLUMN forecast_progress.agreed_absent IS 'likewise of agreed';
COMMENT ON COLUMN forecast_progress.settled_share IS 'settled / persons; NULL of a part and of a group, whom no publication counts by themselves';
COMMENT ON COLUMN forecast_progress.pipeline_share IS '(settled + agreed) / persons, likewise';
COMMENT ON COLUMN forecast_progress.remaining IS 'persons less settled and agreed; negative where more are agreed than were announced; NULL of a part and of a group';
