-- the reference regions, and how a name finds its region
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- how many there are, on the last and the first day of each order
SELECT on_date,
	count(*) FILTER (WHERE level = 'country') AS countries,
	count(*) FILTER (WHERE level = 'county') AS counties,
	count(*) FILTER (WHERE level = 'municipality') AS municipalities,
	count(DISTINCT listed_name) FILTER (WHERE level = 'municipality') AS listed_names
FROM unnest('{2000-01-01, 2001-12-31, 2002-01-01, 2005-01-01, 2006-01-01, 2008-01-01, 2012-01-01, 2013-01-01, 2017-01-01, 2017-12-31, 2018-01-01,
	2019-01-01, 2019-12-31, 2020-01-01, 2021-01-01, 2022-01-01, 2022-05-18,
	2023-01-01, 2023-12-31, 2024-01-01, 2025-01-01, 2026-01-01}'::date[]) AS on_date,
	region_list(on_date)
GROUP BY on_date ORDER BY on_date;

-- municipalities of each county
SELECT on_date, p.code, p.name, p.listed_name, count(*) AS municipalities
FROM unnest('{2017-12-31, 2022-05-18, 2024-01-01}'::date[]) AS on_date,
	region_list(on_date) AS p, region_list(on_date) AS m
WHERE m.parent_id = p.region_id AND m.level = 'municipality'
GROUP BY on_date, p.code, p.name, p.listed_name ORDER BY on_date, p.code;

-- a fingerprint of all codes, names and parents on a date
SELECT on_date, md5(string_agg(concat_ws(',', code, name, listed_name, parent_id), ';' ORDER BY code COLLATE "C"))
FROM unnest('{2019-12-31, 2022-05-18, 2023-01-01, 2024-01-01}'::date[]) AS on_date, region_list(on_date)
GROUP BY on_date ORDER BY on_date;

-- what must hold of all rows: each of these is empty
SELECT r.code AS "parent of another level, county or time"
FROM region AS r LEFT JOIN region AS p ON p.id = r.parent
WHERE r.level <> 'country'
	AND (p.level = CASE r.level WHEN 'county' THEN 'country' ELSE 'county' END
		 AND p.validity @> r.validity
		 AND (r.level = 'county' OR p.code = left(r.code, 2))) IS NOT TRUE;
SELECT r.code AS "not one Norwegian name for all its time"
FROM region AS r
LEFT JOIN region_name AS n ON n.region = r.id AND n.kind = 'official' AND n.language = 'no' AND n.validity @> r.validity
GROUP BY r.id HAVING count(n.region) <> 1;
SELECT r.code AS "name outside of the region's time"
FROM region AS r JOIN region_name AS n ON n.region = r.id WHERE NOT n.validity && r.validity;
SELECT l.name AS "listed name that is not found"
FROM region_name AS l JOIN region AS r ON r.id = l.region
WHERE l.kind = 'listed' AND NOT EXISTS (
	SELECT FROM region_lookup AS k
	WHERE k.region_id = l.region AND k.key = l.name_key AND k.validity @> (l.validity * r.validity));
WITH numbered AS (SELECT row_number() OVER () AS i, * FROM region_lookup)
SELECT a.key AS "key that finds a region twice"
FROM numbered AS a JOIN numbered AS b USING (key, region_id)
WHERE a.i < b.i AND a.validity && b.validity;
SELECT code AS "reference row that a dump would take"
FROM region WHERE id >= 10000;
SELECT id, code, validity FROM region WHERE id <> code::integer;

-- names with more than one meaning, over time
WITH numbered AS (SELECT DISTINCT key, region_id, code, validity FROM region_lookup WHERE key = name_key)
SELECT a.key, a.code, b.code, a.validity * b.validity AS validity
FROM numbered AS a JOIN numbered AS b USING (key)
WHERE a.region_id < b.region_id AND a.validity && b.validity
ORDER BY upper(a.validity * b.validity) NULLS LAST, lower(a.validity * b.validity) NULLS FIRST, a.code;

-- keys
SELECT name, region_name_key(name) AS key, region_name_key(name, 'county') AS county_key
FROM (VALUES ('Bergen'), ('BERGEN'), (E'\u00A0Bergen\u00A0 kommune '), ('4601'), ('4601 Bergen'), ('4601: Bergen'),
	('4601-Bergen'), ('K-4601 Bergen'), ('Bergen (4601)'), ('Bergen kommune (4601)'), ('301'), ('301 Oslo'), ('3'), ('0'),
	('Vestland fylkeskommune'), ('VESTLAND FYLKE'), ('F-46 Vestland'), ('Møre & Romsdal'),
	('ÅLESUND'), (E'A\u030Alesund'), ('Evje  og Hornnes'), ('Aurskog - Høland'), ('Indre Østfold'),
	('Guovdageaidnu – Kautokeino'), ('Guovdageaidnu/Kautokeino'), ('KÁRÁŠJOHKA - KARASJOK'), ('UNJÁRGA'),
	('Våler (Innlandet)'), ('Våler i Innlandet'), ('Våler, Innlandet'), ('Våler kommune i Innlandet'), (''), (NULL)) AS v (name);
SELECT region_name_key('ÆØÅÁÀÄČĐÉÈÊÏŃŊÓÒÔÖŠŦÜŽ') = 'æøåáàäcdéèêïńnóòôöstüz' AS folded,
	region_name_key(E'Kárás\u200Bjohka\u2060') = 'kárásjohka' AS invisible;

-- what publishers write, in 2022
SELECT name, level, region_code(name, level, '2022-05-18') AS code
FROM (VALUES ('Bergen', NULL), ('bergen kommune', NULL), ('K-4601 Bergen', NULL), ('4601', NULL), ('301', NULL), ('46', NULL),
	('3', 'county'), ('Oslo', 'municipality'), ('Oslo', 'county'), ('Oslo kommune', NULL), ('Oslo fylke', NULL),
	('Vestland', NULL), ('Vestland fylkeskommune', 'county'), ('Troms og Finnmark', NULL), ('Romsa ja Finnmárku', NULL),
	('Troms og Finnmark/Romsa ja Finnmárku', NULL), ('Trööndelage', NULL), ('Trøndelag - Trööndelage', NULL), ('Nordlánnda', NULL),
	('Kautokeino', NULL), ('Guovdageaidnu', NULL), ('Kautokeino - Guovdageaidnu', NULL),
	('Storfjord - Omasvuotna - Omasvuono', NULL), ('Omasvuono / Storfjord', NULL), ('Kaivuono', NULL),
	('Våler (Viken)', NULL), ('Våler i Innlandet', NULL), ('Våler kommune i Innlandet', NULL), ('Herøy (Nordland)', NULL), ('Sande', NULL),
	('Evenes - Evenášši', NULL), ('Aurskog - Høland', NULL), ('Ålesund', NULL), ('Aure', NULL),
	('Norge', NULL), ('NOREG', NULL), ('Heile landet', NULL), ('Hele landet', 'country'), ('Norway', NULL), ('0', NULL),
	(NULL, NULL)) AS v (name, level);

-- services that go over reforms write years behind names
SELECT * FROM (VALUES ('Kristiansand (f.o.m. 2020)'), ('Moss (t.o.m. 2019)'), ('Holmestrand (f.o.m. 2018, t.o.m. 2019)'), ('Bø (Telemark)  (t.o.m. 2019)'),
	('Halden (2020-2023)'), ('Halden (-2019)'), ('Voss (2020–)'), ('Sogndal (frå og med 2020)'), ('Sogndal (fra 2020)'), ('Bergen (4601)'), ('Bergen (2020)'), ('Bergen ()'), ('(2020-)')) AS v (name),
	busetting_internal.region_name_years(name);
SELECT name, on_date, region_code(name, level, on_date::date, county) AS code
FROM (VALUES ('Kristiansand (f.o.m. 2020)', NULL, '2022-12-31', NULL), ('Moss (t.o.m. 2019)', NULL, '2019-12-31', NULL),
	('Holmestrand (f.o.m. 2018, t.o.m. 2019)', NULL, '2019-12-31', NULL), ('Holmestrand (t.o.m. 2017)', NULL, '2017-12-31', NULL),
	('Bø (Telemark)  (t.o.m. 2019)', NULL, '2019-12-31', NULL), ('Sande (Vestfold) (t.o.m. 2019)', NULL, '2019-12-31', NULL),
	('Voss (2020–)', NULL, '2022-12-31', NULL),
	-- by a county's abbreviation, or one that was
	('Våler (Østf.)', NULL, '2022-12-31', NULL), ('Våler (Østf.)', NULL, '2024-12-31', NULL), ('Våler (Østfold)', NULL, '2022-12-31', NULL),
	('Våler (Hedm.)', NULL, '2022-12-31', NULL), ('Våler (Hedmark)', NULL, '2025-12-31', NULL), ('Os (Hedm.)', NULL, '2022-12-31', NULL),
	('Os (Hord.)', NULL, '2015-12-31', NULL), ('Herøy (M. og R.)', NULL, '2022-12-31', NULL), ('Herøy (Nordl.)', NULL, '2022-12-31', NULL),
	('Nes (Busk.)', NULL, '2015-12-31', NULL), ('Nes (Ak.)', NULL, '2015-12-31', NULL),
	-- in other words and order, or without Sámi's letters
	('Voss herad', NULL, '2022-12-31', NULL), ('Ulvik herad', 'municipality', '2022-12-31', NULL), ('Kárásjohka - Karasjok', NULL, '2024-12-31', NULL),
	('Karasjok/Kárášjohka', NULL, '2024-12-31', NULL), ('Evenes - Evenássi', NULL, '2024-12-31', NULL),
	('Troms Romsa', NULL, '2009-12-31', NULL), ('Finnmark Finnmárku', NULL, '2009-12-31', NULL), ('Finnmárku Finmarkku Finnmark', NULL, '2024-12-31', NULL),
	('Finmark', NULL, '2024-12-31', NULL), ('Finmark - Finnmárku - Finmarkku', NULL, '2024-12-31', NULL), ('Nordland - Nordlánda', NULL, '2022-05-18', NULL), ('Nordlánda/Nordland', NULL, '2022-05-18', NULL),
	('Nordlánnda Nordland', NULL, '2022-05-18', NULL), ('Hele Norge', NULL, '2024-12-31', NULL), ('Hele riket', NULL, '2024-12-31', NULL),
	-- before the reforms
	('Sør-Trøndelag', NULL, '2009-12-31', NULL), ('Nord-Trøndelag fylke', NULL, '2017-12-31', NULL), ('Trondheim', NULL, '2010-12-31', NULL),
	('Våle', NULL, '2001-12-31', NULL), ('Re', NULL, '2002-12-31', NULL), ('0716', NULL, '2001-12-31', NULL), ('0716', NULL, '2002-12-31', NULL),
	('Ølen', NULL, '2001-12-31', 'Hordaland'), ('Ølen', NULL, '2005-12-31', 'Rogaland'), ('Aure', NULL, '2005-12-31', NULL), ('Aure', NULL, '2006-12-31', NULL),
	('Inderøy', NULL, '2011-12-31', NULL), ('Inderøy', NULL, '2015-12-31', NULL), ('Inderøy', NULL, '2018-12-31', NULL)) AS v (name, level, on_date, county);

-- a county tells namesakes apart, by its name or code
SELECT region_code('Herøy', on_date => '2022-05-18', county => 'Nordland') AS nordland,
	region_code('Herøy', on_date => '2022-05-18', county => '15') AS more_og_romsdal,
	region_code('Våler', on_date => '2022-05-18', county => 'Viken fylke') AS viken,
	region_code('Våler', on_date => '2024-05-18', county => 'Østfold') AS ostfold,
	region_code('Våler', on_date => '2019-05-18', county => 'Østfold') AS ostfold_2019,
	region_code('Oslo', on_date => '2024-05-18', county => '03') AS oslo;

-- one name, several codes over time
SELECT on_date, region_code('Ålesund', on_date => on_date) AS alesund,
	region_code('Halden', on_date => on_date) AS halden, region_code('Finnmark fylke', on_date => on_date) AS finnmark
FROM unnest('{2019-12-31, 2024-01-01}'::date[]) AS on_date;
SELECT region_code('Trondheim - Tråante', on_date => '2023-01-01') AS from_2023;

-- under any search path; nobody is let in but who is granted it
SET search_path = '';
SELECT busetting.region_code('Bergen', NULL, '2022-05-18'), busetting.region_name_key('Bergen');
SET search_path = busetting, public;
SELECT has_table_privilege('public', t::regclass, 'SELECT') AS readable, has_table_privilege('public', t::regclass, 'INSERT') AS writable, t
FROM unnest('{region, region_name, region_change, region_change_kind, region_lookup}'::text[]) AS t;

-- unknown
SELECT region_id('Alesund', on_date => '2022-05-18');
SELECT region_id('xyzzy', on_date => '2022-05-18');
SELECT region_id('Alstahag - Aalstaahke', on_date => '2022-05-18');
SELECT region_id('Moss (t.o.m. 2019)', on_date => '2022-05-18');
SELECT region_id('Holmestrand (f.o.m. 2018, t.o.m. 2019)', 'municipality', '2017-12-31', 'Vestfold');
SELECT region_id('Sør-Trøndelag', on_date => '2018-01-01');
SELECT region_id('', on_date => '2022-05-18');
SELECT region_id('Haram', on_date => '2022-05-18');
SELECT region_id('Vestland', 'municipality', '2022-05-18');
SELECT region_id('Bergen', on_date => '2022-05-18', county => 'Agder');
SELECT region_id('Bergen', on_date => '2022-05-18', county => 'Hordaland');
SELECT region_id('Trondheim - Tråante', on_date => '2022-12-31');
SELECT region_id('4601 Oslo', on_date => '2022-05-18');
SELECT region_id('1201 Bergen', on_date => '2022-05-18');
SELECT region_id('3', on_date => '2022-05-18');
-- ambiguous
SELECT region_id('Oslo', on_date => '2022-05-18');
SELECT region_id('Herøy', on_date => '2022-05-18');
SELECT region_id('Våler kommune', on_date => '2024-01-01');
-- wrong arguments
SELECT region_id('Bergen', 'kommune', '2022-05-18');
SELECT region_id('Bergen', on_date => NULL);
SELECT region_id('Vestland', 'county', '2022-05-18', 'Vestland');
-- their codes
\set VERBOSITY sqlstate
SELECT region_id('xyzzy', on_date => '2022-05-18');
SELECT region_id('Herøy', on_date => '2022-05-18');
SELECT region_id('Bergen', 'kommune', '2022-05-18');
SELECT region_id('Bergen', on_date => NULL);
\set VERBOSITY default

-- many names at once: a line for each that is not found in exactly one region
WITH published (name) AS (VALUES ('Bergen'), ('Askøy kommune'), ('K-4631 Alver'), ('Herøy'), ('Haram'))
SELECT p.name, count(DISTINCT l.region_id) AS regions
FROM published AS p
LEFT JOIN region_lookup AS l
	ON l.key = region_name_key(p.name) AND l.validity @> date '2022-05-18' AND l.level = 'municipality'
GROUP BY p.name HAVING count(DISTINCT l.region_id) <> 1 ORDER BY p.name COLLATE "C";

-- changes
SELECT on_date, level, kind, count(*), count(DISTINCT from_region) AS from_regions, count(DISTINCT to_region) AS to_regions
FROM region_change_kind GROUP BY on_date, level, kind ORDER BY on_date, level, kind COLLATE "C";
SELECT on_date, from_code, to_code, kind FROM region_change_kind
WHERE to_code IN ('1507', '1508', '1580', '1806', '1875', '5055', '5056', '5059', '30', '56') OR from_code = '3001'
ORDER BY on_date, to_code, from_code;
SELECT r.code AS region, on_date, string_agg(s.code, ' ' ORDER BY s.code) AS successors
FROM (VALUES ('0101'), ('0301'), ('1103'), ('1141'), ('1534'), ('1507'), ('1850'), ('5012'), ('06'), ('54')) AS v (code)
JOIN region AS r USING (code)
CROSS JOIN unnest('{2019-12-31, 2020-01-01, 2024-01-01}'::date[]) AS on_date
CROSS JOIN region_successor(r.id, on_date) AS successor
JOIN region AS s ON s.id = successor
GROUP BY r.code, on_date ORDER BY r.code, on_date;
-- nothing is lost on the way and nothing comes from nowhere
SELECT v.since, v.until,
	count(DISTINCT r.id) AS regions, count(DISTINCT r.id) FILTER (WHERE s IS NULL) AS without_successor, count(DISTINCT s) AS successors
FROM (VALUES (date '1999-12-31', date '2002-01-01'), ('2001-12-31', '2018-01-01'), ('2017-12-31', '2019-01-01'), ('2000-01-01', '2024-01-01'),
	('2019-12-31', '2020-01-01'), ('2023-12-31', '2024-01-01'), ('2019-12-31', '2024-01-01')) AS v (since, until)
JOIN region AS r ON r.level = 'municipality' AND r.validity @> v.since
LEFT JOIN LATERAL region_successor(r.id, v.until) AS s ON true
GROUP BY v.since, v.until ORDER BY v.since, v.until;

-- what a user adds, and what is refused
SAVEPOINT added;
INSERT INTO region (code, level, validity, parent)
VALUES ('4699', 'municipality', '[2030-01-01,)', region_id('Vestland', on_date => '2024-01-01'))
RETURNING id >= 10000 AS added;
INSERT INTO region_name (region, kind, language, name) SELECT id, 'official', 'no', 'Nordhordland' FROM region WHERE code = '4699';
INSERT INTO region_name (region, language, name) VALUES (region_id('Bergen', on_date => '2024-01-01'), 'en', 'City of Bergen');
-- a hyphen may be a space, and an abbreviation of a county may lack one
SELECT region_code('Nord Trøndelag', on_date => '2015-05-18') AS nt, region_code('Vest Agder', on_date => '2015-05-18') AS va, region_code('Sør Varanger', on_date => '2022-05-18') AS sv, region_code('Herøy (M.og R.)', on_date => '2022-05-18') AS heroy;
SELECT region_code('NORDHORDLAND KOMMUNE', on_date => '2030-01-01') AS nordhordland,
	region_code('City of Bergen', on_date => '2022-05-18') AS bergen;
-- parts are counted from one change to the next: on each day on which something begins, and the day before, as they are listed
CREATE TEMPORARY VIEW counted AS
SELECT d.date, r.parent, count(*) AS parts
FROM (SELECT since - before AS date FROM region CROSS JOIN (VALUES (0), (1)) AS v(before) WHERE isfinite(since) GROUP BY 1) AS d
JOIN region AS r ON r.validity @> d.date AND r.parent IS NOT NULL
GROUP BY d.date, r.parent;
SELECT count(DISTINCT date) AS days, count(*) AS counts,
	count(*) FILTER (WHERE p.parts IS DISTINCT FROM c.parts) AS otherwise, sum(c.parts) FILTER (WHERE c.date = '2030-01-01') AS in_2030
FROM counted AS c LEFT JOIN region_part_count AS p ON p.region = c.parent AND busetting_internal.in_force(c.date, p.since, p.until);
SELECT since, until, parts FROM region_part_count WHERE region = 46 ORDER BY since;
ROLLBACK TO added;
INSERT INTO region (code, level, validity, parent) VALUES ('4601', 'municipality', '[2024-01-01,)', 46);
INSERT INTO region_name (region, name) VALUES (4601, 'BERGEN');
INSERT INTO region_name (region, kind, language, name, validity) VALUES (4601, 'official', 'no', 'Bjørgvin', '[2024-01-01,)');
\set VERBOSITY sqlstate
INSERT INTO region (id, code, level, validity, parent) VALUES (4699, '4699', 'municipality', '(,)', 46);
INSERT INTO region (code, level, validity, parent) VALUES ('469', 'municipality', '(,)', 46);
INSERT INTO region (code, level, validity, parent) VALUES ('4699', 'bydel', '(,)', 46);
INSERT INTO region (code, level, validity, parent) VALUES ('4699', 'municipality', '(,)', NULL);
INSERT INTO region (code, level, validity, parent) VALUES ('4699', 'municipality', 'empty', 46);
INSERT INTO region_name (region, name) VALUES (4601, ' ');
INSERT INTO region_name (region, kind, name) VALUES (4601, 'official', 'Bjørgvin');
ROLLBACK;
