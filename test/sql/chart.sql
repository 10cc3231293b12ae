-- Charts of any measure: tile maps, intervals, small multiples.  How they look is test/long/browser.js's.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SET jit = off;
SELECT chart_map('2022-05-18');
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS presentation;
SELECT import_table(E'Fylke;settled;agreed\nOslo;200;300\nVestland;:;600\nViken;700;', 'KS', '2022-05-25', 'below five') AS week;
-- every region of both geographies has its place, on the country's map and on its county's, and no two have one
SELECT d.date, r.level, count(*) AS regions, count(DISTINCT (n.x, n.y)) AS national, count(c.region) AS in_county
FROM (VALUES (date '2020-01-01'), ('2022-05-18'), ('2023-12-31'), ('2024-01-01'), ('2026-06-30')) AS d(date)
JOIN region AS r ON r.validity @> d.date AND r.level <> 'country'
LEFT JOIN region_tile AS n ON n.map = 0 AND n.region = r.id AND n.validity @> d.date
LEFT JOIN region_tile AS c ON r.level = 'municipality' AND c.map = r.parent AND c.region = r.id AND c.validity @> d.date
GROUP BY d.date, r.level ORDER BY d.date, r.level;
SELECT count(*) AS doubled FROM (SELECT FROM region_tile AS t JOIN region AS r ON r.id = t.region GROUP BY t.map, r.level, t.validity, t.x, t.y HAVING count(*) > 1) AS t;
-- the places are near the truth: going north in the country and in Vestland
SELECT string_agg(o.name, ', ' ORDER BY t.y, t.x) FROM region_tile AS t JOIN region_official AS o ON o.region = t.region AND o.level = 'county' AND busetting_internal.in_force('2024-06-01', o.named_since, o.named_until) WHERE t.map = 0 AND t.validity @> date '2024-06-01';
-- classes: round numbers, about as many figures in each; negative ones by themselves
SELECT busetting_internal.chart_class_start(ARRAY[0, 1, 2, 3, 4]) AS small, busetting_internal.chart_class_start(ARRAY(SELECT n FROM generate_series(1, 100) AS n)) AS even, busetting_internal.chart_class_start(ARRAY[-300, -20, -8, -5, 0, 3, 40, 90, 1234567]) AS signed,
	   busetting_internal.chart_class_start(ARRAY[-1, 5]) AS one, busetting_internal.chart_class_start(ARRAY[0, NULL]) AS nothing, busetting_internal.chart_class_start('{}') AS empty, busetting_internal.chart_class_start(ARRAY[9223372036854775807]) AS large;
SELECT * FROM busetting_internal.chart_class('{-5,0,7}');
SELECT class, colour FROM busetting_internal.chart_class('{10}');

-- the map of Vestland: a square a municipality with name, figure and bounds
CREATE FUNCTION pg_temp.titles(svg xml) RETURNS TABLE (title text, fill text, stroke text, width text) AS $$
	SELECT (xpath('string(/*/*[local-name()="title"])', g))[1]::text, (xpath('string(/*/*[local-name()="rect"][1]/@fill)', g))[1]::text, (xpath('string(/*/*[local-name()="rect"][1]/@stroke-dasharray)', g))[1]::text, (xpath('string(/*/*[local-name()="rect"][1]/@width)', g))[1]::text
	FROM unnest(xpath('//*[local-name()="g"][*[local-name()="title"]]', svg)) AS g
$$ LANGUAGE sql;
SELECT t.* FROM chart_map('2022-05-18', 'en', region => 'Vestland') AS svg, pg_temp.titles(svg) AS t WHERE t.title ~ '^(Bergen|Fedje|Øygarden|Askvoll|Sunnfjord|Fitjar|Sveio)';
SELECT count(*) AS squares, count(*) FILTER (WHERE t.title LIKE '%(skjult)') AS hidden, count(*) FILTER (WHERE t.fill LIKE 'url(#%') AS hatched, count(*) FILTER (WHERE t.title LIKE '%: ikke oppgitt' AND t.fill = 'none') AS absent
FROM chart_map('2022-05-18', region => '46', measure => 'settled') AS svg, pg_temp.titles(svg) AS t;
-- each hatching that is used is there
SELECT cardinality(xpath('//*[local-name()="pattern"]', svg)) AS patterns,
	   (SELECT count(*) FROM unnest(xpath('//@fill[starts-with(., "url(#")]', svg)) AS u(url) WHERE NOT substr(url::text, 6, length(url::text) - 6) = ANY (xpath('//*[local-name()="pattern"]/@id', svg)::text[])) AS missing
FROM chart_map('2022-05-18', region => '46') AS svg;
SELECT xpath('string(//*[local-name()="desc"])', svg) AS description, xpath('/*/@viewBox', svg) AS size, xpath('string(/*/*[local-name()="text"][last()])', svg) AS credit FROM chart_map('2022-05-18', 'nn', region => '46', width => 328) AS svg;
-- on a telephone each hidden number that is stated is in its square, the highest below the lowest where they have no room beside each other
SELECT count(*) FILTER (WHERE cardinality(x.texts) = 3) AS two_lines, count(*) FILTER (WHERE cardinality(x.texts) = 1) AS none, min(array_to_string(x.texts, ' ')) FILTER (WHERE x.title LIKE 'Kvinnherad%') AS kvinnherad
FROM chart_map('2022-05-18', 'en', region => '46', width => 328) AS svg,
	LATERAL (SELECT (xpath('string(/*/*[local-name()="title"])', g))[1]::text AS title, xpath('/*/*[local-name()="text"]/text()', g) AS texts FROM unnest(xpath('//*[local-name()="g"]', svg)) AS g) AS x WHERE x.title LIKE '%(hidden)';
SELECT count(*) AS municipalities, min(t.width) AS side FROM chart_map('2022-05-18', level => 'municipality') AS svg, pg_temp.titles(svg) AS t;
-- two measures, two dates
SELECT count(*) AS squares, xpath('/*/*[local-name()="title"]/text()', svg::text::xml) AS title FROM chart_map('2022-05-18', 'en', region => '46', measure => 'settled', other_measure => 'agreed') AS svg, pg_temp.titles(svg) GROUP BY svg::text;
SELECT xpath('/*/*[local-name()="text"][position() <= 2]/text()', svg) AS titles, xpath('/*/@width', svg) FROM chart_map('2022-05-25', 'nb', measure => 'settled', other_date => '2022-05-18') AS svg;
SELECT t.* FROM chart_map('2022-05-25', 'nb', measure => 'settled', other_date => '2022-05-18') AS svg, pg_temp.titles(svg) AS t WHERE t.title ~ '^(Vestland|Viken|Agder)';
-- hidden without limit
INSERT INTO suppression_rule (rule, hidden) VALUES ('anything', ':');
SELECT import_table(E'Fylke;settled;agreed\nViken;:;3\nAgder;20;:\nOslo;10;50', 'no limit', '2022-07-01', 'anything') AS no_limit;
SELECT t.title, t.fill FROM chart_map('2022-07-01', 'en') AS svg, pg_temp.titles(svg) AS t WHERE t.title !~ 'not stated';

-- intervals: sorted by what they can be at most
SELECT left(t.title, 40) AS title, xpath('local-name(/*/*[not(local-name()="title" or local-name()="text")])', g) AS mark
FROM chart_intervals('2022-05-18', region => 'Vestland', measure => 'settled_collective') AS svg, unnest(xpath('//*[local-name()="g"]', svg)) WITH ORDINALITY AS u(g, n), LATERAL (SELECT (xpath('string(/*/*[local-name()="title"])', g))[1]::text AS title) AS t WHERE n <= 7 ORDER BY n;
-- 0..51 is as long as 51 people are, and the dots stand on its scale
SELECT xpath('//*[local-name()="g"][starts-with(*[local-name()="title"], "Bergen")]/*[local-name()="rect"]/@*[name()="x" or name()="width"]', svg) AS bergen,
	   xpath('//*[local-name()="g"][starts-with(*[local-name()="title"], "Ullensvang")]/*[local-name()="circle"]/@cx', svg) AS ullensvang,
	   xpath('/*/*[local-name()="line"]/@x1', svg) AS lines, xpath('/*/*[local-name()="text"][@font-size="12"][@text-anchor]/text()', svg) AS numbers
FROM chart_intervals('2022-05-18', region => 'Vestland', measure => 'settled_collective') AS svg;
SELECT (xpath('string(//*[local-name()="desc"])', svg))[1] AS description FROM chart_intervals('2022-07-01', 'en') AS svg;

-- small multiples: a county that is not stated on a date has no line there
SELECT chart_multiples('2022-05-18') IS NULL AS of_one;
SELECT (xpath('string(//*[local-name()="desc"])', svg))[1] AS description, cardinality(xpath('//*[local-name()="polygon"]', svg)) AS lines FROM chart_multiples('2022-05-25', 'en', measure => 'settled') AS svg;
SELECT xpath('/*/*[local-name()="polygon"]/@points', svg) AS vestland, xpath('/*/*[local-name()="polygon"]/@fill', svg) AS fill FROM chart_multiples('2022-05-25', 'en', measure => 'agreed', width => 400) AS svg;

-- any measure, by its own labels
INSERT INTO measure (measure, position, nb, nn, en) VALUES ('moved_away', 80, 'Flyttet', 'Flytta', 'Moved away');
INSERT INTO published_cell SELECT p.id, r.id, false, 'moved_away', n::text::published_count FROM publication AS p, region AS r, (VALUES ('4601', 12), ('4602', 3)) AS m(code, n) WHERE p.source = 'KS' AND p.date = '2022-05-18' AND r.code = m.code;
SELECT xpath('string(/*/*[local-name()="title"])', svg) AS title, cardinality(xpath('//*[local-name()="g"]', svg)) AS rows FROM chart_intervals('2022-05-18', 'en', region => '46', measure => 'moved_away') AS svg;
SELECT busetting_internal.chart_measure_label('gap', 'nn'), busetting_internal.chart_measure_label('gap_collective', 'en'), busetting_internal.chart_measure_label('moved_away', 'nb'), busetting_internal.chart_measure('KS', '2022-05-18'), busetting_internal.chart_measure('KS', '2022-05-18', 'moved_away');

-- for the terminal: bars of any measure, dark what is certain; the map
SELECT name, measure, value, bar FROM figure_chart WHERE source = 'KS' AND date = '2022-05-25' AND measure = 'settled';
SELECT name, value, bar FROM figure_chart WHERE source = 'no limit' AND measure = 'agreed';
SELECT measure, count(*), max(length(bar)) FROM figure_chart WHERE source = 'KS' AND date = '2022-05-18' AND level = 'municipality' GROUP BY measure ORDER BY measure;
SELECT * FROM county_map('2022-05-18');
SELECT * FROM county_map('2022-05-25', 'settled', 'KS') WHERE map <> '';
SELECT count(*) AS lines, count(*) FILTER (WHERE map ~ 'Fedje .*Alver') AS fedje FROM county_map('2022-05-18', region => '46');
SELECT * FROM county_map('2022-05-18', region => 'Bergen');
-- a figure is never cut
INSERT INTO suppression_rule (rule, hidden) VALUES ('wide', '1000..1234567');
SELECT import_table(E'Fylke;settled\nOslo;:\nViken;7\nVestland;:', 'wide', '2022-05-31', 'wide') AS wide;
SELECT * FROM county_map('2022-05-31', 'settled', 'wide') WHERE map ~ 'Oslo|7';

-- asked wrongly
SELECT chart_map('2022-05-18', measure => 'requested');
SELECT chart_map('2022-05-18', region => 'Atlantis');
SELECT chart_map('2022-05-18', level => 'parish');
SELECT chart_map('2022-05-18', 'se');
SELECT chart_map('2022-05-18', width => 10);
SELECT chart_intervals('2022-05-25', region => '46', measure => 'settled');
SELECT chart_intervals('2022-05-18', region => '46', measure => 'gap_');
SELECT chart_multiples(NULL);

-- who reads reports draws them, and reads nothing else of publications
CREATE ROLE report_reader;
CALL grant_reports('report_reader');
SET ROLE report_reader;
SELECT chart_map('2022-05-18') IS NOT NULL AS map, chart_intervals('2022-05-18') IS NOT NULL AS intervals, chart_multiples('2022-05-25') IS NOT NULL AS multiples,
	   chart_county_gap('2022-05-18') IS NOT NULL AS gap, chart_trend('2022-05-25') IS NOT NULL AS trend, report_html('2022-05-18') LIKE '<!DOCTYPE%' AS page;
SELECT count(*) FROM figure;
RESET ROLE;
ROLLBACK;
