-- The page and the charts: what they say, in three languages; names that mean harm; what is asked wrongly.
-- How it looks is test/browser's.
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
SELECT language, number_text(4009, 4009, p), number_text(55, 59, p), number_text(-6, -2, p, true), number_text(-12, -12, p), number_text(7, 7, p, true), number_text(0, 0, p, true),
	   number_text(5, NULL, p), number_text(NULL, 5, p), number_text(NULL, NULL, p), number_text(41.4796, 41.4796, p, suffix => p ->> 'percent', decimals => 1), date_text('2022-05-01', p)
FROM unnest('{nb,nn,en}'::text[]) AS language, phrases(language) AS p;
-- every phrase is there in every language, and takes the same arguments
SELECT key FROM jsonb_each_text(phrases('nb')) AS nb FULL JOIN jsonb_each_text(phrases('nn')) AS nn USING (key) FULL JOIN jsonb_each_text(phrases('en')) AS en USING (key)
WHERE coalesce(nb.value, '') = '' OR coalesce(nn.value, '') = '' OR coalesce(en.value, '') = ''
	OR length(replace(nb.value, '%s', '')) - length(nb.value) <> length(replace(nn.value, '%s', '')) - length(nn.value)
	OR length(replace(nb.value, '%s', '')) - length(nb.value) <> length(replace(en.value, '%s', '')) - length(en.value);

-- for the terminal
SELECT county, settled, agreed, gap, bar FROM county_gap_chart WHERE source = 'KS';
SELECT county, settled, agreed, gap, bar FROM county_gap_chart WHERE source = 'hidden';

-- the page is well-formed, and what it shows is what the reports have
CREATE TEMPORARY VIEW page AS SELECT language, report_html('2022-05-20', language) AS html FROM unnest('{nb,nn,en}'::text[]) AS language;
CREATE TEMPORARY TABLE element AS SELECT language, xmlparse(DOCUMENT substr(html, 16)) AS page FROM page;
SELECT DISTINCT left(html, 16) AS start FROM page;
SELECT language, xpath('/html/@lang', page)::text AS lang, xpath('//h1/text() | //h2/text()', page) AS headings FROM element ORDER BY language;
SELECT language, xpath('string(//p[@class="lead"])', page) AS lead, xpath('//dd[@class="number"]/text()', page) AS figures FROM element ORDER BY language;
SELECT language, count(*) AS counties, count(*) FILTER (WHERE in_chart = 2 AND in_table = 1) AS shown
FROM element, report_county AS c,
	 LATERAL (SELECT cardinality(xpath(format('//*[local-name()="svg"]//*[local-name()="text"][.="%s"]', c.county), page)) AS in_chart,
					 cardinality(xpath(format('//tr[th="%s" and td="%s" and td="%s"]', c.county, number_text(c.settled, c.settled, phrases(language)), number_text(c.gap, c.gap, phrases(language), true)), page)) AS in_table) AS x
WHERE source = 'KS' GROUP BY language ORDER BY language;
SELECT xpath('//section[4]//p/text()', page) AS absent FROM element WHERE language = 'nn';
SELECT xpath('string(//section[3])', page) AS unreconciled FROM element WHERE language = 'nn';
SELECT xpath('//li/strong/text()', page) AS forecasts FROM element WHERE language = 'nb';
-- hidden numbers with their bounds; what is not stated is a dash
SELECT m.name, xpath(format('//tr[th="%s"]/td/text()', m.name), page) AS cells
FROM unnest('{Fedje,Askvoll,Bergen,Oslo}'::text[]) AS m(name), xmlparse(DOCUMENT substr(report_html('2022-06-01', 'nb'), 16)) AS page;
-- nothing comes from elsewhere, and nothing runs
SELECT language, cardinality(xpath('//script | //link | //@src | //@href | //iframe | //@*[starts-with(name(), "on")]', page)) AS from_elsewhere,
	   html ~ 'https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)' AS addresses
FROM element JOIN page USING (language) ORDER BY language;
-- every table has a caption and headers with a scope; every picture a name; no identifier twice
SELECT language, cardinality(xpath('//table', page)) AS tables, cardinality(xpath('//table/caption', page)) AS captions, cardinality(xpath('//th[not(@scope)]', page)) AS unscoped,
	   cardinality(xpath('//*[local-name()="svg"]', page)) AS pictures, cardinality(xpath('//*[local-name()="svg"][@role="img" and (@aria-label or @aria-labelledby)]', page)) AS named,
	   (SELECT count(*) - count(DISTINCT id::text) FROM unnest(xpath('//@id', page)) AS id) AS twice
FROM element ORDER BY language;
-- the same figures give the same page
SELECT count(DISTINCT html) FROM (SELECT report_html('2022-05-18') AS html UNION ALL SELECT report_html('2022-05-31')) AS p;

-- the chart alone
SELECT xpath('local-name(/*)', svg) AS root, xpath('/*/@width', svg) AS width, xpath('string(/*/*[local-name()="desc"])', svg) AS description FROM chart_county_gap('2022-06-01', 'en') AS svg;
SELECT xpath('/*/@viewBox', chart_county_gap('2022-05-20', width => 328)) AS narrow;
SELECT xpath('string(/*/*[local-name()="desc"])', chart_county_gap('2022-06-30', 'nb', 'KS, text of slide 4')) AS not_stated;
-- a rule under which a hidden number has no limit
INSERT INTO suppression_rule (rule) VALUES ('anything');
INSERT INTO rule_measure (rule, measure, hidden) VALUES ('anything', 'settled', ':'), ('anything', 'agreed', '5..');
SELECT import_table(E'Fylke;settled;agreed\nViken;:;3\nAgder;:;:', 'no limit', '2022-07-01', 'anything') AS no_limit;
SELECT xpath('string(/*/*[local-name()="desc"])', chart_county_gap('2022-07-01', 'nb')) AS no_limit;
SELECT county, bar FROM county_gap_chart WHERE source = 'no limit';
-- a sentence that begins with such a number begins with a capital
SELECT language, xpath('string(//p[@class="lead"])', xmlparse(DOCUMENT substr(report_html('2022-07-01', language), 16))) AS lead FROM unnest('{nb,nn,en}'::text[]) AS language;

-- the trend: each line as thick as what is not known of it, broken where nothing is stated and where others are listed
SELECT chart_trend('2022-05-20') IS NULL AS of_one, xpath('//section[@class="trend"]/p/text()', page) AS first FROM element WHERE language = 'nn';
SELECT import_table(E'Fylke;settled;agreed\nOslo;60;300\nRogaland;40;100', 'trend', '2022-08-03') AS trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;96;240\nRogaland;:;60', 'trend', '2022-08-10', 'below five') AS trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;120;\nRogaland;80;', 'trend', '2022-08-17') AS trend;
-- 355 - 40 pixels are 14 days, and 310 - 90 are 400 persons; the last date's numbers have three digits
CREATE TEMPORARY VIEW trend AS SELECT chart_trend('2022-08-20', 'en', width => 400) AS svg;
SELECT xpath('string(/*/*[local-name()="desc"])', svg) AS description FROM trend;
SELECT unnest(xpath('/*/*[local-name()="polygon"][@fill="none" or starts-with(@fill, "url")][@stroke-linejoin]/@points', svg)) AS line, unnest(xpath('/*/*[local-name()="polygon"][@stroke-linejoin]/@fill', svg)) AS hatched FROM trend;
SELECT xpath('//*[local-name()="text"]/text()', svg) AS written FROM trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;120;250\nRogaland;80;70\nViken;100;2', 'trend', '2022-08-24') AS trend;
SELECT import_table(E'Fylke;settled;agreed\nOslo;121;250\nRogaland;80;70\nViken;100;2', 'trend', '2022-08-31') AS trend;
SELECT cardinality(xpath('/*/*[local-name()="polygon"][@stroke-linejoin]', chart_trend('2022-09-01'))) AS pieces;
SELECT xpath('string(//section[@class="trend"]/p)', page) AS note, xpath('//section[@class="trend"]//tbody/tr/th/text()', page) AS dates, xpath('//section[@class="trend"]//tbody/tr[3]/td/text()', page) AS numbers
FROM xmlparse(DOCUMENT substr(report_html('2022-09-01', 'nn'), 16)) AS page;
-- who is absent now, and was there before; who is listed without a number
SELECT import_table(E'Kommune;settled\nBergen;60\nKinn;7\nEtne;:\nFjord;8\nSula;9', 'absent', '2022-09-07') AS absent;
SELECT import_table(E'Kommune;settled\nBergen;60\nEtne;\nFjord;8', 'absent', '2022-09-14') AS absent;
SELECT left(p::text, 50) AS absent, ARRAY(SELECT m[1] FROM regexp_matches(p::text, '[^ ]+ \(.*?\)', 'g') AS m) AS there_before
FROM unnest(xpath('//section[4]/p/text()', xmlparse(DOCUMENT substr(report_html('2022-09-14', 'en'), 16)))) AS p;
-- all hidden
SELECT import_table(E'Fylke;settled;agreed\nOslo;:;:\nViken;:;:', 'all hidden', '2022-09-21') AS all_hidden;
SELECT import_table(E'Fylke;settled;agreed\nOslo;:;:\nViken;:;:', 'all hidden', '2022-09-28') AS all_hidden;
SELECT xpath('//dd[@class="number"]/text()', page) AS figures, xpath('string(//p[@class="lead"])', page) AS lead, xpath('//section[@class="trend"]//tbody/tr[1]/td/text()', page) AS last
FROM xmlparse(DOCUMENT substr(report_html('2022-09-30', 'nn'), 16)) AS page;
-- no more than the last 53
INSERT INTO publication (source, date, rule) SELECT 'weekly', date '2023-01-04' + 7 * n, 'imdi' FROM generate_series(1, 60) AS n;
INSERT INTO settlement (publication, region, settled, agreed) SELECT id, 3, suppressed_int(id, id), 7 FROM publication WHERE source = 'weekly';
SELECT xpath('string(//section[@class="trend"]/p)', page) AS note, cardinality(xpath('//section[@class="trend"]//tbody/tr', page)) AS dates
FROM xmlparse(DOCUMENT substr(report_html('2024-12-31', 'nb'), 16)) AS page;

-- a name that means harm is a name
-- rows that come with the extension cannot be changed but so
SET LOCAL session_replication_role = replica;
UPDATE region_name SET name = '<script>alert("x")</script>' WHERE region = 4601;
UPDATE region_name SET name = '</title></svg><img src=x onerror=''alert(1)''>&amp;]]>' WHERE region = 46;
RESET session_replication_role;
UPDATE publication SET source = '"><b onload=alert(2)>' WHERE source = 'KS';
SELECT strpos(html, '<script') AS script, strpos(html, '<img') AS img, strpos(html, '<b ') AS b, strpos(html, '&lt;script&gt;') > 0 AS escaped FROM report_html('2022-05-20') AS html;
SELECT xpath('//tr[td="183"]/th/text()', page) AS bergen, xpath('//p[@class="source"]/text()', page) AS source FROM xmlparse(DOCUMENT substr(report_html('2022-05-20'), 16)) AS page;

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

-- who reads reports can be let draw them
CREATE ROLE report_reader;
CALL grant_reports('report_reader');
SET ROLE report_reader;
SELECT chart_county_gap('2022-05-18') IS NOT NULL AS drawn;
RESET ROLE;

SET ROLE report_reader;
SELECT chart_county_gap('2022-05-18') IS NOT NULL AS drawn, chart_trend('2022-08-31') IS NOT NULL AS trend;
RESET ROLE;
ROLLBACK;
