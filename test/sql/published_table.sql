-- reading published tables; files are found from the top of the project, where pg_regress runs
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;
\set VERBOSITY default

CREATE FUNCTION pg_temp.columns(content text, columns text[] DEFAULT NULL) RETURNS SETOF text
LANGUAGE sql AS $$
	SELECT format('%s:%s %s|%s|%s|%s', table_number, line, coalesce(level, '-'), name, code,
		concat_ws('|', requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective))
	FROM busetting.read_table(content, columns)
$$;

-- the presentation, as it is: prose, two tables, headers and a name over several lines
\set content `cat test/data/ks-settlement-2022-05-18.txt`
CREATE TEMP TABLE presentation AS SELECT * FROM busetting.read_table(:'content');
SELECT table_number, level, heading, total_of, measures, count(*), min(line), max(line)
	FROM presentation GROUP BY 1, 2, 3, 4, 5 ORDER BY 1;

-- cell for cell what it says
CREATE TEMP TABLE county (name text, settled text, settled_collective text, agreed text, agreed_collective text);
CREATE TEMP TABLE vestland (LIKE county);
\copy county FROM test/data/ks-2022-05-18-county.csv (FORMAT csv, HEADER)
\copy vestland FROM test/data/ks-2022-05-18-vestland.csv (FORMAT csv, HEADER)
CREATE TEMP TABLE expected AS
	SELECT 'county' AS level, * FROM county UNION ALL SELECT 'municipality', * FROM vestland;
CREATE TEMP VIEW found AS
	SELECT level, name, settled, settled_collective, agreed, agreed_collective FROM presentation;
SELECT count(*) FROM expected;
TABLE expected EXCEPT ALL TABLE found;
TABLE found EXCEPT ALL TABLE expected;

-- CSV gives what COPY gives
\set content `cat test/data/imdi-vestland-2022-year-end.csv`
CREATE TEMP TABLE year_end (name text, requested text, decided text, settled text, settled_collective text);
\copy year_end FROM test/data/imdi-vestland-2022-year-end.csv (FORMAT csv, HEADER)
SELECT count(*) FROM year_end;
TABLE year_end EXCEPT ALL SELECT name, requested, decided, settled, settled_collective FROM busetting.read_table(:'content');
SELECT name, requested, decided, settled, settled_collective FROM busetting.read_table(:'content') EXCEPT ALL TABLE year_end;
SELECT DISTINCT table_number, level, code, agreed, agreed_collective, decided_collective, measures FROM busetting.read_table(:'content');
\set content `cat test/data/ks-2022-05-18-vestland.csv`
SELECT name, settled, settled_collective, agreed, agreed_collective FROM busetting.read_table(:'content') EXCEPT ALL TABLE vestland;

-- all result columns, and their types
SELECT * FROM busetting.read_table(E'Kommunenr\tKommune\tVedtak\n4601\tBergen\t5');
-- an empty cell is not an absent column
SELECT name, settled, agreed IS NULL AS no_agreed FROM busetting.read_table(E'Kommune\tBosatt\nAlver\t\n');
SELECT count(*) FROM busetting.read_table(NULL);

-- headers: words of any year, bokmål and nynorsk, any order, any lines
SELECT regexp_replace(header, '[\r\n\t]+', '/', 'g') AS header, (SELECT array_agg(measure ORDER BY cell::int) FROM busetting.read_table(header || E'\nAlver 1 2 3 4 5'),
	LATERAL (VALUES ('requested', requested), ('decided', decided), ('decided_collective', decided_collective),
		('agreed', agreed), ('agreed_collective', agreed_collective), ('settled', settled),
		('settled_collective', settled_collective)) AS m(measure, cell) WHERE cell IS NOT NULL) AS measures
FROM (VALUES
	('Kommune Anmodning Vedtak Bosatte Herav kollektiv beskyttelse Avtalt å bosette'),
	(E'KOMMUNE\nOPPMODING\nVEDTAK\nBUSETTE\nDERAV MED KOLLEKTIVT VERN\nSØKT UT'),
	(E'Kommune\nAntall personer med kollektiv beskyttelse kommunen har avtalt å bosette:\nBosatt*:\nUtsøkte:\nAnmodningstall 2022 1):\nVedtak per 18.05.2022 (foreløpig):'),
	('Namn Vedtak Derav kollektivt Busett Derav kollektivt Oppmoda'),
	('name requested decided decided_collective agreed agreed_collective'),
	(E'FYLKE\r\nAvtalt Busett Oppmodingstal\r\nBosatte med midlertidig kollektiv beskyt-\r\ntelse\r\nVedtak om busetting'),
	(E'Region:\tTal på busette personar:\tAv desse kollektivt vern\tVedtak\tAvtale om busetting\tav disse med kollektiv beskyttelse')
) AS h(header);

-- one cell a line; names over lines; repeated header, page breaks, page numbers, blank lines, BOM, CRLF
SELECT pg_temp.columns(E'\uFEFFKommune\r\n\r\nBosatt\r\nAvtalt å bosette\r\n\r\nAlver\r\n39\r\n31\r\nIndre\r\nØstfold\r\n1 266\r\n:\r\n');
SELECT pg_temp.columns(E'FYLKE\nBOSATTE:\nAVTALT:\nTroms og\nFinnmark\n\n271 148\nVestfold\nog Telemark 178 92\nSør-\nVaranger 5\n6\nKvinnhe-\nrad 7 8');
SELECT pg_temp.columns(E'KOMMUNE\nBOSATTE:\nAVTALT:\nAlver 39 31\n7\n\fKOMMUNE\nBOSATTE:\nAVTALT:\nAskvoll 6 :');
SELECT pg_temp.columns(E'KOMMUNE\nBOSATTE:\nAVTALT:\nAlver 39 31\n\n7\n\fAskvoll 6 :\nSide 2 av 3\nAskøy 8 17\n---\n\f9\nVoss : 27');
-- each table by its own header
SELECT pg_temp.columns(E'Kommune Bosatt\nAlver 39\n\nSlik er det.\n\nKommune Vedtak Bosatt\nAlver 5 39\nFylke Bosatt Vedtak\nVestland 5 39');

-- spaces within and between numbers
SELECT pg_temp.columns(E'Fylke Bosatt Avtalt\n' || row) FROM (VALUES
	(E'Viken 1 266 944'),
	(E'Viken 774 1 266'),
	(E'Viken 1\u00A0266 944'),
	(E'Viken 1\u202F266 12\u2009345'),
	(E'Viken\u00A0774\u00A0944'),
	(E'Viken  1 266  944 111'),
	(E'Viken\t1 266\t944')) AS r(row) WHERE row NOT LIKE 'Viken 1 266 944';
SELECT pg_temp.columns(E'Fylke Bosatt Avtalt\nViken 1 266 944');
SELECT pg_temp.columns(E'Fylke Bosatt Avtalt\nViken 1\u00A0266\u00A0944');
SELECT pg_temp.columns(E'Fylke Bosatt Avtalt Vedtak\nViken 1\u00A0266 944');
SELECT pg_temp.columns(E'Fylke Bosatt Avtalt Vedtak\nViken\n774\n1 266\n');

-- footnote marks on headers, names and cells; symbols are passed on
SELECT pg_temp.columns(E'Kommune* Bosatt** Avtalt1) Vedtak ¹\nAlver* 39* 31¹ 5†\nHerøy 1) : .. x\nVåler² 5 1) - [c]\nVoss *) <5 0..4 …');
-- totals
SELECT name, quote_nullable(total_of) AS total_of, settled FROM busetting.read_table(E'Fylke Bosatt\nVestland 5\nVestland totalt 5\nSum fylke 6\nI alt 7\nHeile landet 8\nTotalt 9\nSumnadal 1\nSum for Vestland: 5\nAlle kommuner 5\nAlle fylke i alt 8\nVestland fylke totalt 5\nSum Vestland 5\nVestland (sum) 5\nSamla Vestland 5');
SELECT name, quote_nullable(total_of) AS total_of FROM busetting.read_table(E'Fylke;Bosatt\nSum 11 fylker;8\nTotalt (fylke);8\nSum (11 fylker);8\nSum, Vestland;5\nSum 2;3');
SELECT heading, name, quote_nullable(total_of) AS total_of, settled FROM busetting.read_table(E'Fylke;Kommune;Bosatt\nVestland;Bergen;3\nVestland;;3\nSum, Rogaland;;4\nTotalt;;7\n');
SELECT heading, name, settled FROM busetting.read_table(E'Fylke\tKommune\tBosatt\nVestland\tBergen\t3\nVestland\t\t3\nTotalt\t\t7\n');
SELECT pg_temp.columns(E'Fylke;Kommune;Bosatt\nVestland;Bergen;3\n;;3\n');

-- codes alone
SELECT pg_temp.columns(content) FROM (VALUES (E'Kommunenr;Bosatt\n4601;6\n301;5'), (E'Fylkesnr\tBosatt\n3\t6\n46\t5'), (E'Fylke;Kommunenr;Bosatt\nVestland;4601;5'),
	(E'Fylkesnr,Fylke,Bosatt\n3,Oslo,5'), (E'Kode  Bosatt\n4601  5'), ('<table><tr><th>Kommunenummer<th>Bosatt<tr><td>4601<td>5</table>')) AS t(content);
SELECT pg_temp.columns(E'Kommunenr Bosatt\n4601 5');

-- a list of columns where there is no header, or against it
SELECT pg_temp.columns(E'Vestland per 18.05\nAlver 39 31\nBergen 51 :\n', '{name,settled,agreed}');
SELECT pg_temp.columns(E'4601 Bergen 51 8,5 183\n', ARRAY['code', 'name', 'settled', NULL, 'agreed']);
SELECT pg_temp.columns(E'4601 Bergen 51\n', '{name,settled}');
SELECT pg_temp.columns(E'Kommune Enslige Bosatt\nTroms og\nFinnmark 5 6', '{name,-,settled}');
SELECT pg_temp.columns(E'Alver;39;;31\nBergen;"1 266";x;:\n', '{name,settled,-,agreed}');
SELECT pg_temp.columns(E'name,settled\nAlver,39\n', '{name,agreed}');
SELECT pg_temp.columns(E'39\tAlver\n', '{settled,name}');
SELECT pg_temp.columns(E'39 Alver\n', '{settled,name}');
SELECT pg_temp.columns('Alver 39', '{name,inhabitants}');
SELECT pg_temp.columns('Alver 39', '{name,settled,settled}');
SELECT pg_temp.columns('Alver 39', '{settled}');
SELECT pg_temp.columns('Alver 39', '{name}');

-- unknown columns left out, table by table, where columns are set apart
SELECT pg_temp.columns(content, '{-}') FROM (VALUES (E'Kommune;Innbyggere;Bosatt;Andel;herav kollektivt;Vedtak\nAlver;29 000;5;5,5 %;3;7\n\nKommune;Vedtak;Merknad\nVoss;8;ny, "rask"'),
	(E'Kommune\tEnslige\tBosatt\nAlver\t5\t6\n'), (E'Kommune  Enslige mindreårige  Bosatt  Andel\nAlver    5                     6       5,5 %'),
	(E'             Enslige\nKommune      mindreårige   Bosatt\nTroms og\nFinnmark     5             6'),
	('<table><tr><th>Kommune<th>Bosatt<th>Andel<tr><td>Alver<td>5<td>5,5 %</table><table><tr><th>Kommune<th>Enslige<th>Bosatt<tr><td>Voss<td>9<td>8</table>')) AS t(content);
SELECT pg_temp.columns(E'Kommune Enslige Bosatt\nAlver 5 6\n', '{-}');
SELECT pg_temp.columns(E'Kommune;Enslige;Andel\nAlver;5;6\n', '{-}');

-- CSV: delimiters, quotes, titles above, text below
SELECT pg_temp.columns(E'Tabell 1, busetting\n\nKommunenr;Kommune;Bosatte;Herav kollektiv beskyttelse\r\n4601;"Bergen";5;:\r\n4602;"Kinn\n(Vestland)";6;""\r\n;;;\r\n\r\nKilde: IMDi\r\n');
SELECT pg_temp.columns(E'name\tsettled\n"Troms og\nFinnmark"\t"1 266"\n"a ""b"""\t7');
SELECT pg_temp.columns(E'name,settled,,\nAlver,5,,\n');
SELECT pg_temp.columns(E'"name","settled"\n"Alver","39\n');
SELECT pg_temp.columns(E'name,settled\n"Alver"x,39\n');
SELECT pg_temp.columns(E'name,settled,agreed\nAlver,39\n');
SELECT pg_temp.columns(E'name,settled\nAlver,39,5\n');
SELECT pg_temp.columns(E'name,settled\nAlver,"1,266"\n');
SELECT pg_temp.columns(E'name,settled\nAlver,12 34\n');
SELECT pg_temp.columns(E'name,settled\n,39\n');
SELECT pg_temp.columns(E'name,inhabitants,settled\nAlver,5,39\n');
SELECT pg_temp.columns(E'Kommune;Bosatt;Busette\nBergen;5;5\n');
SELECT pg_temp.columns(E'Kommune;Bosatt\nBergen;5\n\nKjelde\n\nVoss;6\n');
-- a byte order mark stands before the first field, and is no part of it
SELECT pg_temp.columns(E'\uFEFF"Kommune; navn";"Bosatt"\n"4601";"5"\n', '{name,settled}');
SELECT pg_temp.columns(E'\uFEFF"4601";"Bergen";"5"\n', '{code,name,settled}');
SELECT pg_temp.columns(E'\uFEFF"Kommune"\tBosatt\nBergen\t5\n');
-- tabs without quotes, where the form is given
SELECT form, name, settled, agreed FROM busetting.read_table(E'Kommune\tBosatt\tAvtalt\nBergen\t\t5\n', form => 'csv');
SELECT form, name, settled FROM busetting.read_table(E'Bergen\t5\n', '{name,settled}', 'csv');
-- a comma within a number moves all behind it, and what is empty at the end hides that
SELECT pg_temp.columns(E'name,settled,agreed\nAlver,3,4\nBergen,1,5,\n');
SELECT pg_temp.columns(E'Alver,3,4\nBergen,1,5,\n', '{name,settled,agreed}');
SELECT pg_temp.columns(E'Alver;1,5\n', '{name,settled}');
SELECT pg_temp.columns(E'name,settled,agreed,,\nAlver,3,,,\nBergen,1,\n');
-- a row behind the end of the table need not be full
SELECT pg_temp.columns(E'Kommune;Bosatt;Avtalt\nBergen;5;6\n\nKjelde\n\nVoss;6;\n');
SELECT pg_temp.columns(E'"Kommune";"Bosatt"\n"Bergen";"5"\n\n"Kjelde"\n\n"Voss";"6"\n');
SELECT pg_temp.columns(E'Kommunenr;Kommune;Bosatt\n4601;Bergen;5\n\nKjelde\n\n;Hele landet;6\n');
SELECT pg_temp.columns(E'Bosatt;Kommune\n5;Bergen\n\nKjelde\n\n–;Voss\n');
-- a quote in a title is no field's, and one within a field none at all
SELECT pg_temp.columns(E'Tabell 1;"Busetting\nKommune;Bosatt\nBergen;5\n');
SELECT pg_temp.columns(E'Kommune\tBosatt\nBergen 4"\t5\n');
-- of a record's fields that have quotes in them, 8,192 bytes are read
SELECT pg_temp.columns(E'Kommune;Bosatt\n"' || repeat('""', 8193) || E'";5\n');
SELECT pg_temp.columns(E'Kommune;Bosatt\n"a""' || repeat('x', 8192) || E'";5\n');
SELECT busetting.read_table('x', form => 'xml');

-- what looks like a row but is not right is an error, never dropped
SELECT pg_temp.columns(E'KOMMUNE\nBOSATTE:\nAVTALT Å BOSETTE:\n' || rows) FROM (VALUES (E'Alver 39\nAskvoll 6 :')) AS r(rows);
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 31 5\n');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 31\n5\nAskvoll 6 :');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver\n39\n31\n5\nAskvoll\n6\n:');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 -5');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 −5');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39,5 5');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 1.266 5');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 05');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 mange\nAskvoll 6 :');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt Vedtak\nAlver 39 seks 7\nAskvoll 6 : :');
SELECT pg_temp.columns(E'Kommune Bosatt\nAlver 2147483648');
SELECT pg_temp.columns(E'Kommune Bosatt\nAlver 2 147 483 647');
SELECT pg_temp.columns(E'Kommune;Bosatt\nAlver;' || repeat('9', 65));
SELECT pg_temp.columns(E'Kommune;Bosatt\nAlver;9' || repeat(' 999', 30));
SELECT pg_temp.columns(E'Kommune;Bosatt\nAlver;' || repeat('0', 65));
SELECT pg_temp.columns(E'Kommune;Bosatt\nAlver;*)');
SELECT pg_temp.columns(E'Kommune;Bosatt\nAlver;' || repeat('ø', 100));
SELECT pg_temp.columns(E'Kommune;Bosatt (herav kollektivt)\nAlver;5,5 (3)');
SELECT pg_temp.columns(E'Kommunenr;Kommune;Bosatt\n' || repeat('4', 300) || ';Bergen;5');
SELECT name, settled, agreed FROM busetting.read_table(E'Kommune;Bosatt;Avtalt\nAlver;≤4;≥100');
SELECT count(*) FROM busetting.read_table('x', symbols => ARRAY[repeat('x', 65)]);
SELECT pg_temp.columns(E'Region Bosatte agreed_collective settled_collective\nKvinnherad 0 <5 22\nTroms og Finnmark … [c] 12a');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver3931\n');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39:31\n');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nÅrdal 5 :\nÅrdal 5');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nÅrdal 5 :\nÅrdal');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver\nÅrdal 5 :');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 5 :\nMer om dette, se under.\nÅrdal 5 :');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\n5 6\n');
SELECT pg_temp.columns(E'Kommune Bosatt Enslige\nAlver 5 6\n');
SELECT pg_temp.columns(E'Kommune\tBosatt\tAndel\nAlver\t5\t6\n');
SELECT pg_temp.columns(E'Kommune Bosatt Vedtak Bosatt\nAlver 5 6 7\n');
SELECT pg_temp.columns(E'Kommune\tBosatt\tAvtalt\nAlver\t5\tseks\n');
SELECT pg_temp.columns(E'Kommune\tBosatt\tAvtalt\nAlver\t5\n');
SELECT pg_temp.columns(E'KommuneBosattAvtalt\nAlver56\n');
SELECT pg_temp.columns(E'Slik er det:\n\nKommuneAnmodningVedtakBosattHerav kollektiv beskyttelse\nAlver565:\n');
SELECT pg_temp.columns(E'Kommune har vedtak om å busette fleire.\nDet er bra.');
-- a row that goes on for ever, a name that is too long, a field too many, cells without a row
SELECT pg_temp.columns(E'Kommune Bosatt\nAlver' || repeat(E'\n5 5 5 5 5 5 5 5 5 5', 30));
SELECT pg_temp.columns(E'Kommune Bosatt\n' || repeat('X', 300) || ' 5');
SELECT pg_temp.columns(E'Kommune\tBosatt\nAlver\t39\t\t\nVoss\t5\t6');
SELECT pg_temp.columns(E'Kommune  Bosatt\nAlver  39  7');
SELECT pg_temp.columns(E'Kommune\tBosatt\nHordaland\nAlver\t39');
-- a row that ends too early is an error wherever it ends: at fields, at a county, at a header
SELECT pg_temp.columns(E'Kommune\tBosatt\tAvtalt\nAlver\n39\nVoss\t5\t6');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39\nFylke: Rogaland\nTime 5 6');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39\nKommune Bosatt Avtalt\nTime 5 6');
-- but a county's name is no word of a header
SELECT pg_temp.columns(E'Kommune Bosatt\nAlver 39\nRegion: Bosatt\nRogaland 5');
-- words that a header may not hold, and spaces of other scripts
SELECT pg_temp.columns(E'Kommune;Bosatte ukrainere\nAlver;5');
SELECT pg_temp.columns(E'Kommune;Bosatte ukrainere med kollektiv beskyttelse\nAlver;5');
SELECT pg_temp.columns(E'Kommune;Anmodning kollektiv beskyttelse\nAlver;5');
SELECT pg_temp.columns(E'Kommune Vedtak om å bosette Avtalt å busetje Bosatt\nAlver 5 6 7');
SELECT pg_temp.columns(E'Kommune;Bosatt\n\u2060Alver\u3000;\u30005\u2060');
SELECT pg_temp.columns(E'Kommune;Bosatt\nAlver;\u4E00');
SELECT pg_temp.columns('');
-- no such text in a line is a row: dates, prose, footnotes, telephone numbers
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 5 :\nStatus 18.05\nANMODNINGSTALL 17.03:\n30 000 – foreløpig prognose\n+  5000 - Opprinnelige prognose\n• 24 13\n* 5 6\nKommunane har busett 300\n');
-- prose that is like a row ends the table, and a row behind it is an error; a date or a page's number does not
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 31\nside 3 tekst\nVoss 5 6');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\nAlver 39 31\n\ndei fleste kom i veke 12\n\nVoss 5 6');
SELECT pg_temp.columns(E'Kommune Bosatt\nAlver 39\nStatus per 18.05.2022 og 3 kommunar til\n');
SELECT pg_temp.columns(E'Kommune Bosatt Avtalt\n18.05.2022\nAlver 39 31\nSide 3 av 4\nVoss 5 6');
SELECT pg_temp.columns(E'Alle kommunar Folketal\nKommune Bosatt\nAlver 39');

-- a row that has lost a cell, its name or the first word of it
SELECT pg_temp.columns(E'Kommune Bosatt\nÅl :\nEvje og Hornnes 5\nNore\n\nKilde: IMDi');
SELECT pg_temp.columns(E'Kommune\nBosatt\n:\nÅl\n5');
SELECT pg_temp.columns(E'Kommune Bosatt\nEvje og Hornnes 774\nog Hornnes 5\nÅl 7');
SELECT pg_temp.columns(E'Kommune Bosatt\n\nÅl :\n\nNore\n\nKilde: IMDi');
-- but a title farther below than rows are from each other is prose
SELECT pg_temp.columns(E'Kommune Bosatt\nÅl :\n\nAnnet\n\nMer om dette, se under.');
-- the lighter space binds: not two cells of a row that has lost one
SELECT pg_temp.columns(E'Kommune  Bosatt  Vedtak  Avtalt\nÅl  39 148  :');
SELECT pg_temp.columns(E'Kommune Bosatt Vedtak\nÅl 39\u00A0148');

-- headers set in columns, with runs of spaces or with tabs
SELECT pg_temp.columns('               Antall bosatte   Antall bosatte
Kommune        personer         med kollektiv
                                beskyttelse
Bergen         5                6
Indre Østfold  1 266            :');
SELECT pg_temp.columns(E'Kommune  Vedtak  Bosatte  Avtalt\n                kollektiv\nBergen   5       6        7');
SELECT pg_temp.columns(E'Kommune\tBosatte\tAvtalt\n\tkollektiv\t\nBergen\t5\t6');
SELECT pg_temp.columns(E'Kommune\tAntall bosatte\npersoner\tAvtalt å\nbosette\nBergen\t5\t6');
SELECT pg_temp.columns(E'Kommune\tBosatte\tVedtak\n\tAvtalt\t\nBergen\t5\t6');
-- an empty corner above the names, and names in two columns
SELECT pg_temp.columns(E',Bosatte,Vedtak\nBergen,5,6');
SELECT pg_temp.columns(E',Navn,Bosatte\n1,Bergen,5');
SELECT heading, name, code, settled FROM busetting.read_table(E'Fylkesnr;Fylke;Kommunenr;Kommune;Bosatt\n46;Vestland;4601;Bergen;6\n3;Oslo;301;Oslo;5\n');

-- counties above their municipalities
SELECT table_number, line, heading, name, total_of, decided, settled FROM busetting.read_table('Busette i 2022

Vestland fylke
Kommune  Busette
Bergen  5
Kommune  Busette
Voss  6

Rogaland
Kommune  Vedtak  Busette
Stavanger  5  6
Totalt  5  6

Fylke Busette
Rogaland 5
Kommune Busette
Time 5
');
SELECT heading, name, settled FROM busetting.read_table(E'Kommune Bosatt\nVestland fylke\nBergen 5\nRogaland fylke\nStavanger 7\nTime 8');
SELECT heading, name, settled FROM busetting.read_table(E'Vestland per 18.05.2022\nKommune Bosatt\nBergen 5');
SELECT heading, name, settled FROM busetting.read_table(E'Fylke: Møre og Romsdal\nKommune Bosatt\nHerøy 5\n\nFylke: Nordland\n\nKommune Bosatt Vedtak\nHerøy 7 8\nFylke: Vestland\nBergen 8 9\nFylke: Bosatt:\nOslo 5');

-- a count and a part of it in one column
SELECT pg_temp.columns(E'Kommune Bosatt (herav kollektiv) Vedtak\nBergen 780 (199)* 5\nVoss 12 (:)1) 6\nOs : :');
SELECT pg_temp.columns(E'Kommune\tBosatte (derav kollektivt vern)\nBergen\t1 780 (1 199)*\nVoss\t\n');
SELECT pg_temp.columns(E'Kommune\tBosatt\nBergen\t780 (199)', '{name,settled+settled_collective}');
SELECT pg_temp.columns(E'Kommune\tBosatt\nBergen\t780 (199)');
SELECT pg_temp.columns(E'Kommune\tBosatt\tBosatt (herav kollektiv)\nBergen\t5\t780 (199)');
-- cells in words, and codes that lost their zero
SELECT pg_temp.columns(E'Kommune Vedtak Bosatt\nAlver avventer vedtak 5\nBergen 10 Suppressed\nVoss [c] :');
SELECT pg_temp.columns(E'Kommune\tVedtak\tBosatt\nAlver\tAvventer vedtak\t12 345*\nBergen\t\tSuppressed\n');
SELECT pg_temp.columns(E'Kommune  Bosatt  Vedtak\nBergen  5  avventer svar\n');
SELECT pg_temp.columns(E'Kommunenr;Kommune;Bosatt\n301;Oslo;5\n4601;Bergen;6\n');
SELECT pg_temp.columns(E'Kommune;Bosatt\n4601 Bergen;6\n301 Oslo;7\n');
-- a letter and its ring, soft hyphens, zero width spaces
SELECT name = 'Ålesund', name FROM busetting.read_table(E'name,settled\n\u200BA\u030Ale\u00ADsund\u200B,5');

-- bytes: UTF-8 if they can be, else Windows-1252, or as is said
SELECT name, settled FROM busetting.read_table(convert_to(E'Kommune;Bosatt\nTromsø;5\n', 'UTF8'));
SELECT name, settled FROM busetting.read_table(convert_to(E'Kommune;Bosatt\nTromsø;5\nMåsøy;–\n', 'WIN1252'));
SELECT name, settled FROM busetting.read_table(convert_to(E'Kommune;Bosatt\nTromsø;5\n', 'LATIN1'), encoding => 'LATIN1');
SELECT name, agreed FROM busetting.read_table(convert_to(E'Tromsø 5\n', 'LATIN1'), '{name,agreed}', 'text');
-- UTF-16, as spreadsheets save it, of either order of bytes
CREATE FUNCTION pg_temp.utf16(content text, swap boolean) RETURNS bytea LANGUAGE sql AS $$
	SELECT decode(string_agg(CASE WHEN swap THEN substr(unit, 3) || substr(unit, 1, 2) ELSE unit END, '' ORDER BY number, part), 'hex')
	FROM (SELECT 0 AS number, 0 AS part, 'feff' AS unit
		  UNION ALL
		  SELECT number, part, lpad(to_hex(CASE WHEN code < 65536 THEN code WHEN part = 0 THEN 55296 + (code - 65536) / 1024 ELSE 56320 + (code - 65536) % 1024 END), 4, '0')
		  FROM (SELECT number, ascii(letter) AS code FROM regexp_split_to_table(content, '') WITH ORDINALITY AS l(letter, number)) AS l,
			   generate_series(0, CASE WHEN code < 65536 THEN 0 ELSE 1 END) AS part) AS u
$$;
SELECT swap, busetting.table_text(pg_temp.utf16(content, swap)) = content AS same, (SELECT count(*) FROM busetting.read_table(pg_temp.utf16(content, swap))) AS rows
	FROM (VALUES (false), (true)) AS s(swap), (VALUES (E'Kommune\tBosatt\r\nTromsø\t5\r\nKárášjohka\t–\r\nMåsøy 𐓗\t7\r\n')) AS c(content);
SELECT busetting.table_text('\xfffe4b004c'), busetting.table_text(NULL);
SELECT busetting.table_text('\xfffe4b0000d84c00');
SELECT busetting.table_text('\xfeff004b0000');
SELECT busetting.table_text('\xfeff'), busetting.table_text(''), busetting.table_text('\xefbbbf4b');
SELECT * FROM busetting.read_table('\x4b00'::bytea);
SELECT * FROM busetting.read_table('\x81'::bytea);
SELECT * FROM busetting.read_table('\xe5'::bytea, encoding => 'UTF8');
SELECT * FROM busetting.read_table('x'::bytea, encoding => 'UTF9');
SELECT count(*) FROM busetting.read_table(NULL::bytea);

-- of many rows: as many, and in memory that does not grow with them
SELECT count(*), sum(settled::int), max(line), min(name), max(name)
	FROM busetting.read_table(E'Kommune Bosatt Avtalt\n' || (SELECT string_agg(format('Kommune%s %s :', chr(65 + i % 26), i), E'\n') FROM generate_series(1, 20000) AS i));
SELECT provolatile, proisstrict, proparallel, proretset FROM pg_proc WHERE proname = 'read_table' ORDER BY 1;
