-- The page: what it says, in three languages; names that mean harm; what is asked wrongly.
-- How it looks is test/long/browser.js's; the charts are in chart.sql.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SET jit = off;
SELECT report_html('2022-05-18');
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS presentation;
SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;300;498', 'KS, text of slide 4', '2022-05-18') AS slide;
SELECT import_table(E'Kommune;settled;agreed\nBergen;51;183\nFedje;:;9\nAskvoll;6;:\nOslo;:;\nSola;:;:\nTinn;60;:', 'hidden', '2022-06-01') AS hidden;

-- numbers as people read them
SELECT language, busetting_internal.number_text(4009, 4009, p), busetting_internal.number_text(55, 59, p), busetting_internal.number_text(-6, -2, p, true), busetting_internal.number_text(-12, -12, p), busetting_internal.number_text(7, 7, p, true), busetting_internal.number_text(0, 0, p, true),
	   busetting_internal.number_text(5, NULL, p), busetting_internal.number_text(NULL, 5, p), busetting_internal.number_text(NULL, NULL, p), busetting_internal.number_text(41.4796, 41.4796, p, suffix => p ->> 'percent', decimals => 1), busetting_internal.date_text('2022-05-01', p)
FROM unnest('{nb,nn,en}'::text[]) AS language, busetting_internal.phrases(language) AS p;
-- shares: known ones to the nearest, bounds away from what is possible
SELECT busetting_internal.number_text(41.4796, 41.47960000000001, p, decimals => 1) AS known, busetting_internal.number_text(4.2755, 4.9092, p, decimals => 1) AS bounds, busetting_internal.number_text(4.2755, NULL, p, decimals => 1) AS lowest,
	   busetting_internal.number_text(NULL, 4.9092, p, decimals => 1) AS highest, busetting_internal.number_text(4.21, 4.29, p, decimals => 1) AS close, busetting_internal.number_text(4.2, 4.9, p, decimals => 1) AS round
FROM busetting_internal.phrases('en') AS p;
-- every phrase is there in every language, and takes the same arguments
SELECT key FROM jsonb_each_text(busetting_internal.phrases('nb')) AS nb FULL JOIN jsonb_each_text(busetting_internal.phrases('nn')) AS nn USING (key) FULL JOIN jsonb_each_text(busetting_internal.phrases('en')) AS en USING (key)
WHERE coalesce(nb.value, '') = '' OR coalesce(nn.value, '') = '' OR coalesce(en.value, '') = ''
	OR length(replace(nb.value, '%s', '')) - length(nb.value) <> length(replace(nn.value, '%s', '')) - length(nn.value)
	OR length(replace(nb.value, '%s', '')) - length(nb.value) <> length(replace(en.value, '%s', '')) - length(en.value);

-- one is written as one
SELECT language, format(busetting_internal.counted_phrase(p, c.key, c.n, c.of_all), c.first, c.second, 3, 'Fedje') AS counted
FROM (VALUES ('lead', 1, 9, '1', '9'), ('lead', 9, 1, '9', '1'), ('lead', 1, 1, '1', '1'), ('some hidden', 1, 4, '1', '4'), ('some hidden', 1, 1, '1', '1'), ('some hidden', 2, 4, '2', '4'), ('consistent', 1, 3, '1', '3'), ('consistent', 0, 1, '0', '1'),
	('consistent', 1, 1, '1', '1'), ('consistent', 0, 2, '0', '2'), ('parts absent', 1, NULL, 'Vestland', '1'), ('map of', 1, NULL, '1', '0'), ('announced', 1, NULL, '1', '2022')) AS c(key, n, of_all, first, second),
	unnest('{nb,nn,en}'::text[]) AS language, busetting_internal.phrases(language) AS p;

-- for the terminal
SELECT county, settled, agreed, gap, bar FROM county_gap_chart WHERE source = 'KS';
SELECT county, settled, agreed, gap, bar FROM county_gap_chart WHERE source = 'hidden';

-- the page is well-formed, and what it shows is what the reports have
CREATE FUNCTION pg_temp.page(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL) RETURNS xml AS 'SELECT xmlparse(DOCUMENT substr(busetting.report_html(on_date, language, source), 16))' LANGUAGE sql;
CREATE TEMPORARY VIEW page AS SELECT language, report_html('2022-05-20', language) AS html FROM unnest('{nb,nn,en}'::text[]) AS language;
CREATE TEMPORARY TABLE element AS SELECT language, xmlparse(DOCUMENT substr(html, 16)) AS page FROM page;
SELECT DISTINCT left(html, 16) AS start FROM page;
SELECT language, xpath('/html/@lang', page)::text AS lang, xpath('//h1/text() | //h2/text()', page) AS headings FROM element ORDER BY language;
SELECT language, xpath('string(//p[@class="lead"])', page) AS lead, xpath('//dd[@class="number"]/text()', page) AS figures FROM element ORDER BY language;
-- 22 and 44 numbers of counties, 38 by 4 of municipalities, of these 14 + 12 + 23 + 16 hidden
SELECT language, xpath('string(//p[@class="uncertain"])', page) AS uncertain, xpath('//dt/text() | //dd[@class="part"]/text()', page) AS labels FROM element ORDER BY language;
SELECT language, count(*) AS counties, count(*) FILTER (WHERE in_chart >= 2 AND in_table = 1) AS shown
FROM element, report_county AS c,
	 LATERAL (SELECT cardinality(xpath(format('//section[@id="gap"]//*[local-name()="svg"]//*[local-name()="text"][.="%s"]', c.county), page)) AS in_chart,
					 cardinality(xpath(format('//tr[th="%s" and td="%s" and td="%s"]', c.county, busetting_internal.number_text(c.settled, c.settled, busetting_internal.phrases(language)), busetting_internal.number_text(c.gap, c.gap, busetting_internal.phrases(language), true)), page)) AS in_table) AS x
WHERE source = 'KS' GROUP BY language ORDER BY language;
SELECT xpath('//section[@id="absent"]//p/text()', page) AS absent FROM element WHERE language = 'nn';
SELECT xpath('string(//section[@id="reconciliation"])', page) AS unreconciled FROM element WHERE language = 'nn';
-- a part of a forecast, or one of a group, has no bar
SELECT xpath('//li[*[local-name()="svg"]]/strong/text()', page) AS measured, xpath('//ul[@class="group"]/li/strong/text()', page) AS named FROM element WHERE language = 'nb';
-- maps and intervals: the country's counties, and Vestland's municipalities with those that are not listed
SELECT xpath('//section[@id="map" or @id="intervals"]//*[local-name()="svg"]/*[local-name()="title"]/text()', page) AS pictures,
	   cardinality(xpath('//section[@id="intervals"]//*[local-name()="g"]/*[local-name()="title"]', page)) AS titles FROM element WHERE language = 'nn';
-- the contents lead to each section
SELECT xpath('//nav//a/@href', page)::text = replace(xpath('//section/@id', page)::text, '{', '{#') OR (SELECT array_agg('#' || id::text) FROM unnest(xpath('//section/@id', page)) AS id) = xpath('//nav//a/@href', page)::text[] AS contents FROM element;
-- hidden numbers with their bounds; what is not stated is a dash
SELECT m.name, xpath(format('//tr[th="%s"]/td/text()', m.name), page) AS cells
FROM unnest('{Fedje,Askvoll,Bergen,Oslo}'::text[]) AS m(name), pg_temp.page('2022-06-01') AS page;
SELECT xpath('string(//p[@class="uncertain"])', pg_temp.page('2022-06-01', 'en')) AS uncertain;
SELECT import_table(E'Fylke;settled;agreed\nOslo;:;8\nAgder;7;9', 'one', '2022-06-08') AS one_of_four;
SELECT xpath('string(//p[@class="uncertain"])', pg_temp.page('2022-06-08', 'en')) AS uncertain;
DELETE FROM publication WHERE source = 'one';
-- nothing comes from elsewhere, and nothing runs
SELECT language, cardinality(xpath('//script | //link | //@src | //@href[not(starts-with(., "#"))] | //iframe | //@*[starts-with(name(), "on")]', page)) AS from_elsewhere,
	   html ~ 'https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)' AS addresses
FROM element JOIN page USING (language) ORDER BY language;
-- every table has a caption and headers with a scope; every picture a name; no identifier twice
SELECT language, cardinality(xpath('//table', page)) AS tables, cardinality(xpath('//table/caption', page)) AS captions, cardinality(xpath('//th[not(@scope)]', page)) AS unscoped,
	   cardinality(xpath('//*[local-name()="svg"]', page)) AS pictures, cardinality(xpath('//*[local-name()="svg"][@role="img" and (@aria-label or @aria-labelledby)]', page)) AS named,
	   (SELECT count(*) - count(DISTINCT id::text) FROM unnest(xpath('//@id', page)) AS id) AS twice
FROM element ORDER BY language;
-- the same figures give the same page
SELECT count(DISTINCT html) FROM (SELECT report_html('2022-05-18') AS html UNION ALL SELECT report_html('2022-05-31')) AS p;

-- the chart of counties alone
SELECT xpath('local-name(/*)', svg) AS root, xpath('/*/@width', svg) AS width, xpath('string(/*/*[local-name()="desc"])', svg) AS description FROM chart_county_gap('2022-06-01', 'en') AS svg;
SELECT xpath('/*/@viewBox', chart_county_gap('2022-05-20', width => 328)) AS narrow;
SELECT xpath('string(/*/*[local-name()="desc"])', chart_county_gap('2022-06-30', 'nb', 'KS, text of slide 4')) AS not_stated;
SELECT xpath('string(/*/*[local-name()="title"])', svg) AS title, left((xpath('string(/*/*[local-name()="desc"])', svg))[1]::text, 120) AS description FROM chart_county_gap('2022-05-18', 'nn', region => 'Vestland') AS svg;
-- a rule under which a hidden number has no limit
INSERT INTO suppression_rule (rule) VALUES ('anything');
INSERT INTO rule_measure (rule, measure, hidden) VALUES ('anything', 'settled', ':'), ('anything', 'agreed', '5..');
SELECT import_table(E'Fylke;settled;agreed\nViken;:;3\nAgder;:;:', 'no limit', '2022-07-01', 'anything') AS no_limit;
SELECT xpath('string(/*/*[local-name()="desc"])', chart_county_gap('2022-07-01', 'nb')) AS no_limit;
SELECT county, bar FROM county_gap_chart WHERE source = 'no limit';
-- a sentence that begins with such a number begins with a capital
SELECT language, xpath('string(//p[@class="lead"])', page) AS lead, xpath('string(//p[@class="uncertain"])', page) AS uncertain FROM unnest('{nb,nn,en}'::text[]) AS language, pg_temp.page('2022-07-01', language) AS page;

-- the trend: each line as thick as what is not known of it, broken where nothing is stated and where others are listed
SELECT chart_trend('2022-05-20') IS NULL AS of_one, xpath('//section[@id="trend"]', page) AS first FROM element WHERE language = 'nn';
SELECT import_table(E'Fylke;settled;agreed\nOslo;60;300\nRogaland;40;100', 'trend', '2022-08-03') AS trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;96;240\nRogaland;:;60', 'trend', '2022-08-10', 'below five') AS trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;120;\nRogaland;80;', 'trend', '2022-08-17') AS trend;
-- 355 - 40 pixels are 14 days, and 310 - 90 are 400 persons; the last date's numbers have three digits
CREATE TEMPORARY VIEW trend AS SELECT chart_trend('2022-08-20', 'en', width => 400, measure => 'settled') AS settled, chart_trend('2022-08-20', 'en', source => 'trend', width => 400, measure => 'settled') AS svg;
SELECT xpath('string(/*/*[local-name()="desc"])', svg) AS description, settled::text = svg::text AS same FROM trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;120;250\nRogaland;80;70\nViken;100;2', 'trend', '2022-08-24') AS trend;
CREATE OR REPLACE TEMPORARY VIEW trend AS SELECT chart_trend('2022-08-12', 'en', width => 400) AS settled, chart_trend('2022-08-24', 'en', width => 400) AS svg;
SELECT xpath('string(/*/*[local-name()="desc"])', svg) AS description, xpath('string(/*/*[local-name()="desc"])', settled) AS until_then FROM trend;
-- 355 - 40 pixels are 7 days, and 310 - 90 are 400 persons
SELECT unnest(xpath('/*/*[local-name()="polygon"][@stroke-linejoin]/@points', settled)) AS line, unnest(xpath('/*/*[local-name()="polygon"][@stroke-linejoin]/@fill', settled)) AS hatched FROM trend;
SELECT xpath('//*[local-name()="text"]/text()', settled) AS written FROM trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;121;250\nRogaland;80;70\nViken;100;2', 'trend', '2022-08-31') AS trend;
SELECT cardinality(xpath('/*/*[local-name()="polygon"][@stroke-linejoin]', chart_trend('2022-09-01'))) AS pieces;
SELECT xpath('string(//section[@id="trend"]/p)', page) AS note, xpath('//section[@id="trend"]//tbody/tr/th/text()', page) AS dates, xpath('//section[@id="trend"]//tbody/tr[3]/td/text()', page) AS numbers
FROM pg_temp.page('2022-09-01', 'nn') AS page;
-- who is absent now, and was there before; who is listed without a number
SELECT import_table(E'Kommune;settled\nBergen;60\nKinn;7\nEtne;:\nFjord;8\nSula;9', 'absent', '2022-09-07') AS absent;
SELECT import_table(E'Kommune;settled\nBergen;60\nEtne;\nFjord;8', 'absent', '2022-09-14') AS absent;
SELECT left(p::text, 50) AS absent, ARRAY(SELECT m[1] FROM regexp_matches(p::text, '[^ ]+ \(.*?\)', 'g') AS m) AS there_before
FROM unnest(xpath('//section[@id="absent"]/p/text()', pg_temp.page('2022-09-14', 'en'))) AS p;
-- no agreed: no gap, no chart of one, no bars against a forecast of pipelines; the title has the county where only one is listed
SELECT import_table(E'Kommune;settled\nBergen;60\nEtne;:\nVoss;12', 'one county', '2022-09-15') AS one_county;
SELECT xpath('//h1/text()', page) AS title, xpath('//section/@id', page) AS sections, xpath('//dt/text()', page) AS figures, xpath('//dd[@class="number"]/text()', page) AS numbers, xpath('string(//p[@class="uncertain"])', page) AS uncertain
FROM pg_temp.page('2022-09-15', 'nn') AS page;
-- those absent may have a larger gap than any that is listed
SELECT import_table(E'Kommune;settled;agreed\nBergen;5;6\nVoss;7;5', 'few', '2022-09-15') AS few;
SELECT language, xpath('string(//p[@class="lead"])', page) AS lead FROM unnest('{nb,nn,en}'::text[]) AS language, pg_temp.page('2022-09-15', language, 'few') AS page;
-- another measure alone, by its own label
INSERT INTO measure (measure, position, nb, nn, en) VALUES ('unemployed', 80, 'Arbeidsledige', 'Arbeidsledige', 'Unemployed');
INSERT INTO publication (source, date, rule) VALUES ('office', '2022-09-16', 'imdi');
INSERT INTO published_cell SELECT p.id, r.id, false, 'unemployed', m.count::published_count FROM publication AS p, region AS r, (VALUES ('03', '1250'), ('46', '840'), ('11', ':')) AS m(code, count) WHERE p.source = 'office' AND r.code = m.code;
SELECT xpath('//h1/text()', page) AS title, xpath('//section/@id', page) AS sections, xpath('//dt/text()', page) AS figures, xpath('//dd[@class="number"]/text()', page) AS numbers, xpath('string(//p[@class="lead"])', page) AS lead, xpath('//thead/tr/th/text()', page) AS headers
FROM pg_temp.page('2022-09-16', 'en') AS page;
-- all hidden
SELECT import_table(E'Fylke;settled;agreed\nOslo;:;:\nViken;:;:', 'all hidden', '2022-09-21') AS all_hidden;
SELECT import_table(E'Fylke;settled;agreed\nOslo;:;:\nViken;:;:', 'all hidden', '2022-09-28') AS all_hidden;
SELECT xpath('//dd[@class="number"]/text()', page) AS figures, xpath('string(//p[@class="lead"])', page) AS lead, xpath('//section[@id="trend"]//tbody/tr[1]/td/text()', page) AS last
FROM pg_temp.page('2022-09-30', 'nn') AS page;
-- nothing stated at all
SELECT import_table(E'Fylke;settled;agreed\nOslo;;\nViken;;', 'empty', '2022-09-29') AS empty;
SELECT xpath('//h1/text() | //p/text()', page) AS said, cardinality(xpath('//section', page)) AS sections FROM pg_temp.page('2022-09-29', 'en') AS page;
-- more settled than announced: the bar goes on past the whole, which has a line
INSERT INTO forecast (told_by, announced_on, label, persons, period) VALUES ('test', '2022-09-01', 'few', 100, '[2022-10-01,2022-11-01)');
SELECT import_table(E'Navn;settled;agreed\nNorge;150;50', 'many', '2022-10-05') AS many;
SELECT xpath('//li[strong="few"]/span/text()', page) AS reached, xpath('//li[strong="few"]/*[local-name()="svg"]/*[local-name()="rect"]/@width', page) AS bar FROM pg_temp.page('2022-10-05', 'en') AS page;
-- no more than the last 53
INSERT INTO publication (source, date, rule) SELECT 'weekly', date '2023-01-04' + 7 * n, 'imdi' FROM generate_series(1, 60) AS n;
INSERT INTO settlement (publication, region, settled, agreed) SELECT id, 3, suppressed_int(id, id), 7 FROM publication WHERE source = 'weekly';
SELECT xpath('string(//section[@id="trend"]/p)', page) AS note, cardinality(xpath('//section[@id="trend"]//tbody/tr', page)) AS dates
FROM pg_temp.page('2024-12-31') AS page;

-- a name that means harm is a name
-- rows that come with the extension cannot be changed but so
SET LOCAL session_replication_role = replica;
UPDATE region_name SET name = '<script>alert("x")</script>' WHERE region = 4601;
UPDATE region_name SET name = '</title></svg><img src=x onerror=''alert(1)''>&amp;]]>' WHERE region = 46;
UPDATE measure SET nb = '<i onclick=alert(3)>' WHERE measure = 'settled';
RESET session_replication_role;
UPDATE publication SET source = '"><b onload=alert(2)>' WHERE source = 'KS';
SELECT strpos(html, '<script') AS script, strpos(html, '<img') AS img, strpos(html, '<b ') AS b, strpos(html, '<i ') AS i, strpos(html, '&lt;script&gt;') > 0 AS escaped FROM report_html('2022-05-20') AS html;
SELECT xpath('//tr[td="183"]/th/text()', page) AS bergen, xpath('//p[@class="source"]/text()', page) AS source FROM pg_temp.page('2022-05-20') AS page;

-- asked wrongly
SELECT report_html('2022-05-17');
SELECT report_html('2022-05-18', source => 'nobody');
SELECT report_html(NULL);
SELECT report_html('2022-05-18', 'se');
SELECT report_html('2022-05-18', NULL);
SELECT chart_county_gap('2022-05-18', width => 20);
SELECT chart_county_gap('2022-05-18', width => NULL);
SELECT chart_trend('2022-08-20', 'nb', 'nobody');
SELECT chart_trend(NULL);
SELECT chart_trend('2022-08-20', 'nb', width => 5000);
ROLLBACK;
