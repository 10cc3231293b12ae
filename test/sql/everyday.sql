-- plain tables as they are written every day: names, headings, and forms that are not read
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- namesakes by their county, its abbreviation or their district; codes that a spreadsheet kept by an apostrophe
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune;Bosatte\nHerøy (M&R);5\nHerøy - Nordland;6\nVåler i Solør;7\nBø (Vesterålen);8\n''0301;9\n', '2022-05-18');
SELECT line, name, region, settled, problem FROM preview_table(E'Kode;Kommune;Bosatte\n''0301;Oslo;9\n''4601;Bergen;8\n', '2022-05-18');
SELECT line, name, region, settled, decided, problem FROM preview_table(E'Kommune Bosatte Vedtak\nHerøy - Møre og Romsdal 6 7\nHerøy - Nordland 7 8\n', '2022-05-18');
-- another county's is unknown
SELECT line, name, problem FROM preview_table(E'Kommune;Bosatte\nHerøy - Vestland;5\nVåler i Vesterålen;6\n', '2022-05-18');
-- counties as Markdown heads them
SELECT line, name, region, settled, problem FROM preview_table(E'# Bosetting\n\n## Nordland\n\n| Kommune | Bosatte |\n|---|---|\n| Bodø | 5 |\n| Herøy | 6 |\n\n## Møre og Romsdal\n\n| Kommune | Bosatte |\n|---|---|\n| Molde | 5 |\n| Herøy | 6 |\n', '2022-05-18');
SELECT line, name, region, settled, problem FROM preview_table(E'## Nordland\n\nKommune Bosatte\nBodø 5\nHerøy 6\n\n## Møre og Romsdal\n\nKommune Bosatte\nMolde 5\nHerøy 6\n', '2022-05-18');
-- headings that are shortened, or that pivot tables make
SELECT line, name, settled, decided, problem FROM unnest(ARRAY['Ant. bosatte;Ant. vedtak', 'Sum bosatte;Sum vedtak', 'Sum of Bosatte;Sum of Vedtak', 'Summer av Bosatte;Summer av Vedtak']) AS t(heading), preview_table(format(E'Kommune;%s\nBergen;51;60\n', heading), '2022-05-18');
SELECT line, problem FROM preview_table(E'Kommune;Bosatte;Sum av kvinner\nBergen;5;3\n', '2022-05-18') WHERE problem IS NOT NULL;
-- "Alle land" is the whole of a dimension that has others
SELECT line, name, settled, problem, advice FROM preview_table('{"version":"2.0","class":"dataset","id":["region","land","tid","innhold"],"size":[1,2,1,1],"role":{"geo":["region"],"time":["tid"],"metric":["innhold"]},"dimension":{"region":{"category":{"index":["4601"],"label":{"4601":"Bergen"}}},"land":{"category":{"index":["a","b"],"label":{"a":"Alle land","b":"Ukraina"}}},"tid":{"category":{"index":["2022"]}},"innhold":{"category":{"index":["Bosatte"]}}},"value":[51,7]}', '2022-05-18', 'ssb');
-- forms that are not read say so
SELECT line, problem, detail, advice FROM preview_table(E'{| class="wikitable"\n! Kommune !! Bosatte\n|-\n| Bergen || 51\n|}\n', '2022-05-18');
SELECT line, problem, detail, advice FROM preview_table(E'{"kommune":"Bergen","bosatte":51}\n{"kommune":"Voss","bosatte":7}\n', '2022-05-18');
SELECT line, problem, detail, advice FROM preview_table(E'[{"kommune":"Bergen","bosatte":51},{"kommune":"Voss","bosatte":7}]', '2022-05-18');
-- a list of columns that says nothing is an error
SELECT line FROM preview_table(E'Kommune;Bosatte\nBergen;5\n', '2022-05-18', columns => '{NULL}');
-- of hundreds of headings that nobody knows, twenty at most are compared with all that are known
SET LOCAL track_functions = 'all';
SELECT count(*) FROM preview_table('Kommune;' || (SELECT string_agg('Bosatte ' || y, ';') FROM generate_series(1700, 2210) AS y) || E'\nBergen;' || repeat('1;', 511), '2022-05-18');
SELECT calls FROM pg_stat_xact_user_functions WHERE funcname = 'heading_problem';
ROLLBACK;
