-- what headings of publishers, statistics and newspapers are read as, phrase by phrase, and what must not be read: of others than the settled, in per cent, in words
\set ECHO none
\i test/include/publications.sql
CREATE TEMP TABLE phrase (number integer, text text);
INSERT INTO phrase (number, text) VALUES
	(1, 'Antall personer kommunen har blitt anmodet om å bosette:'),
	(2, 'Antall personer kommunen har vedtatt å bosette:'),
	(3, 'Antall bosatte personer:'),
	(4, 'Antall bosatte personer med kollektiv beskyttelse:'),
	(5, 'Antall personer kommunen har avtalt å bosette:'),
	(6, 'Antall personer med kollektiv beskyttelse kommunen har avtalt å bosette:'),
	(7, 'Anmodning om bosetting'),
	(8, 'Opprinnelig anmodning'),
	(9, 'Faktisk bosetting'),
	(10, 'Vedtak om bosetting'),
	(11, 'Bosetting: Anmodning om bosetting'),
	(12, 'Bosetting: Opprinnelig anmodning'),
	(13, 'Bosetting: Faktisk bosetting'),
	(14, 'Bosetting: Faktisk bosetting (sammenslått for tidligere fylker)'),
	(15, 'Bosetting: Vedtak om bosetting'),
	(16, 'Bosetting enslige mindreårige: Anmodning om bosetting'),
	(17, 'Bosetting enslige mindreårige: Faktisk bosetting'),
	(18, 'Bosetting enslige mindreårige: Vedtak om bosetting'),
	(19, 'Antall anmodninger om bosetting'),
	(20, 'Anmodning for 2016 (herav enslige mindreårige)'),
	(21, 'Vedtak for 2017 (herav enslige mindreårige)'),
	(22, 'Antall flykninger kommunen er anmodet om å bosette i 2018'),
	(23, 'Antall flyktninger kommunen er anmodet om å bosette i 2018'),
	(24, 'Oppmoda per august 2015 Totalt'),
	(25, 'Antall flyktninger kommunene er bedt om å bosette (enslige barn og unge i parentes)'),
	(26, 'Antall flyktninger kommunene er bedt om å bosette'),
	(27, 'Anmodet om å bosette'),
	(28, 'Vedtatt å bosette'),
	(29, 'Bosatte'),
	(30, 'Bosatte med kollektiv beskyttelse'),
	(31, 'Avtalt å bosette'),
	(32, 'Avtalt å bosette med kollektiv beskyttelse'),
	(33, 'ANTALL BOSATTE'),
	(34, 'Antall bosatte flyktninger'),
	(35, 'Antall flyktninger Asker har bosatt'),
	(36, 'Avgitt svar per 27. mai'),
	(37, 'innvandr_anmodet'),
	(38, 'innvandr_vedtak'),
	(39, 'innvandr_bosatt'),
	(40, 'ukr_bosatt'),
	(41, 'innvandr_avtalt_bosatt'),
	(42, 'ukr_avtalt_bosatt'),
	(43, 'ema_anmodet_2024'),
	(44, 'Bosatt i første bostedskommune'),
	(45, 'Antall avsluttet'),
	(46, 'Deltakere i introduksjonsprogrammet'),
	(47, 'Primærflyktninger'),
	(48, 'Overføringsflyktninger'),
	(49, 'Første bosted. Antall'),
	(50, 'Kommunekvote'),
	(51, 'Länstal'),
	(52, 'Kommuntal'),
	(53, 'Mottagna'),
	(54, 'Registrert ledighet'),
	(55, 'Antall flyktninger kommunen er bedt om å bosette'),
	(56, 'Faktisk bosetting'),
	(57, 'Bedt om å bosette'),
	(58, 'Busette så langt i år'),
	(59, 'Vedtak i kommunestyret'),
	(60, 'Positive vedtak'),
	(61, 'Anmodning (herav 0–17)'),
	(62, 'Bosatte kvinner'),
	(63, 'Første kommune'),
	(64, 'Prosent bosatte'),
	(65, 'Andel bosatte av anmodning'),
	(66, 'Tal på busette flyktningar'),
	(67, 'Oppmoding om busetjing'),
	(68, 'Avtalt busett');
\set ECHO all

SELECT p.text, coalesce((SELECT CASE WHEN count(r.problem) = 0 THEN min(array_to_string(r.measures, ' + ')) FILTER (WHERE r.name = 'Bergen') END
						 FROM preview_table(format(E'Kommune;%s\nBergen;7', p.text), coalesce(make_date(substring(p.text FROM '20[0-9]{2}')::integer, CASE WHEN p.text LIKE '%august%' THEN 8 ELSE 12 END, 31), '2022-12-31')) AS r), '-') AS read_as
FROM phrase AS p ORDER BY p.number;

-- the region in a heading is not left out of it: the column is one of the region's, not of the rows'
SELECT problem, advice FROM preview_table(E'Kommune;Antall flyktninger Asker har bosatt\nBergen;7', '2022-12-31');
-- a part that is no measure: named to be left out, with all that is unknown, or taught
SELECT name, requested, problem FROM preview_table(E'Kommune;Anmodning (herav 0–17)\nBergen;780 (199)\nVoss;5', '2022-12-31');
SELECT name, requested, problem, advice FROM preview_table(E'Kommune;Anmodning (herav 0–17)\nBergen;780 (199)\nVoss;5', '2022-12-31', columns => '{-}');
SELECT name, requested, problem FROM preview_table(E'Kommune;Anmodning (herav 0–17)\nBergen;780 (199)\nVoss;5\nAlver;5 (flere)', '2022-12-31', columns => '{name,requested+-}');
SELECT name, measures, counts, problem FROM preview_table(E'Kommune;Anmodning (herav enslige mindreårige)\nBergen;780 (199)\nVoss;5\nAlver;: (:)', '2022-12-31');
-- "in parentheses": a cell without them is of the measure and says nothing of the part
SELECT heading, string_agg(concat_ws(' ', p.name, p.requested, p.settled, p.measures::text, p.counts::text, p.problem), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest(ARRAY[E'\tAntall flyktninger kommunene er bedt om å bosette (enslige barn og unge i parentes)', ' Antall flyktninger kommunene er bedt om å bosette (enslige barn og unge i parentes)', ';Bosatte (kollektiv beskyttelse i parentes)', E'\tAnmodning (enslige mindreårige i parentes)', ';Bosatte, enslige mindreårige i parentes', E'\tBosatte (herav enslige mindreårige)', E'\tBosatte herav enslige mindreårige']) WITH ORDINALITY AS t(heading, number)
CROSS JOIN LATERAL preview_table(format(E'Kommune%s\nBergen%s183\nVoss%s12 (3)', heading, left(heading, 1), left(heading, 1)), '2022-12-31') AS p GROUP BY number, heading ORDER BY number;
-- years, weeks, dates, numbers in a list, regions and figures of a region above are no counts of a row's persons, nor are numbers and means of municipalities
SELECT heading, string_agg(concat_ws(' ', p.settled, p.decided, p.problem), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest('{Vedtak år,Vedtak uke,Vedtak dato,Vedtak nr.,"Nr. vedtak",År bosatt,"Bosatt kvartal",Bosatt i fylket,Bosatt fylke,"Vedtak, kommuner",Bosatte kommuner,Bosatt per kommune,Antall kommuner med vedtak,Vedtak i år,Bosatt år 2022,"Bosatt, år: 2022",Bosatt hittil i året,Bosatt per dato,Bosatt uke 52,Bosatt i kommunen,Antall personer kommuner i fylket har vedtatt å bosette}'::text[]) WITH ORDINALITY AS t(heading, number)
CROSS JOIN LATERAL preview_table('Kommune;' || heading || E'\nBergen;8', '2022-12-31') AS p GROUP BY number, heading ORDER BY number;
SELECT content, string_agg(concat_ws(' ', p.name, p.settled, p.decided, p.problem), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest(ARRAY[E'Antall kommuner med positivt vedtak 2022\nFylke\tAntall\nNordland\t30', E'Kommuner som har bosatt flyktninger\nFylke\tAntall\nNordland\t30', E'Fylke;Kategori;2022\nNordland;Antall kommuner med vedtak;30\nNordland;Vedtak;300', E'Fylke Vedtak kommuner\nNordland 30', E'Fylke  Bosatt per kommune\nNordland  30']) WITH ORDINALITY AS t(content, number)
CROSS JOIN LATERAL preview_table(content, '2022-12-31') AS p GROUP BY number, content ORDER BY number;
-- titles of women, children and those of a country of origin
SELECT title, problem FROM unnest('{Kvinnelige flyktninger,Barnefamilier,Afghanske flyktninger,Bosetting av afghanere,Syrere}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nBergen;8', '2022-12-31') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT read_table('x', columns => '{name,settled+decided}');
-- places that are not used
SELECT line, name, requested, settled, problem, advice FROM preview_table(E'Kommune;Anmodning;Bosatt;Rest;Restplasser\nAlta;120;35;85;85', '2022-05-18');

