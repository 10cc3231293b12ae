-- Tables as R, pandas, Stata, SAS, StatBank and pivot tables write them, also in long form.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

\pset format unaligned
\pset null -
CREATE FUNCTION shown(content text, rule text DEFAULT 'imdi') RETURNS TABLE (line integer, name text, region integer, cells text, problem text, advice text) LANGUAGE sql AS $$
	SELECT line, name, region, (SELECT string_agg(m || ' ' || coalesce(c::text, '?'), ', ') FROM unnest(measures, counts) AS k(m, c)), problem, advice FROM preview_table(content, '2022-12-31', rule)
$$;
-- row numbers, which have no header or one of their own; NaN, NA and "." mean what the rule says, and an empty cell is not stated
SELECT * FROM shown(E',Kommune,Bosatt,Avtalt\n0,Bergen,51,183\n1,Voss,7,NaN\n2,Fedje,,3\n');
SELECT * FROM shown(E'"";"Kommune";"Bosatt";"Avtalt"\n"1";"Bergen";51;183\n"2";"Voss";7;NA\n');
SELECT * FROM shown(E'Unnamed: 0,Kommune,Bosatt\n0,Bergen,51\n');
SELECT * FROM shown(E'Obs,Kommune,Bosatt,Avtalt\n1,Bergen,51,183\n2,Voss,7,.\n', 'ssb');
SELECT * FROM shown(E'"","kommunenr","bosatt"\n"1",301,51\n"2",4601.0,7\n');
-- where such a column has words too, it may be the names' that have moved
SELECT * FROM shown(E',Kommune,Bosatt\nx,Bergen,51\n1,Voss,7\n');
-- counts with decimals of zeros, as where some are missing; other decimals are none, and three zeros may be thousands
SELECT * FROM shown(E'Kommune;Bosatt;Avtalt\nBergen;51,0;1 266,00\nVoss;7.00;\nFedje;0,0;:\n');
SELECT * FROM shown(E'Kommune  Bosatt\nBergen  51,0\nVoss  7,0\n');
SELECT line, problem FROM shown(E'Kommune;Bosatt\nBergen;51,5\nVoss;7,000\nFedje;1.266.00\n');
-- row numbers that stand before names in a header of none, as pandas and R print tables; they count on
SELECT * FROM shown(E'  kommune  bosatt  avtalt\n0  Bergen      51     183\n1    Voss       7       3\n2   Fedje       1       2\n');
SELECT * FROM shown(E'  Kommune Bosatt\n1  Bergen     51\n2    Voss      7\n');
SELECT line, name, problem FROM shown(E'  Kommune Bosatt\n1  Bergen     51\n2    Voss      7\n5   Fedje      1\n');
-- arrows of sorted columns, which browsers copy
SELECT * FROM shown(E'Kommune▲\tBosatt▼\nBergen\t51\n');
SELECT * FROM shown(E'Kommune ▲\tBosatt 2022 ⇅\tAvtalt ↕\nBergen\t51\t183\n');
SELECT * FROM shown(E'Kommune↑;Bosatt ↓\nBergen;51\n');
SELECT line, problem FROM shown(E'Kommune;Bosatt\nBergen;51 ▲\n');
-- the same in long form
SELECT * FROM shown(E',Kommune,År,variable,value\n0,Bergen,2022,Bosatt,51\n1,Voss,2022,Bosatt,NaN\n2,Bergen,2022,Avtalt,183\n3,Voss,2022,Avtalt,\n');
SELECT * FROM shown(E'"","Kommune","Aar","Bosetting","Antall"\n"1","Bergen",2022,"Bosatt",51\n"2","Voss",2022,"Bosatt",NA\n');
SELECT * FROM shown(E'Rang;Kommune;Kategori;Antall;Andel\n1;Bergen;Bosatt;66;40\n2;Voss;Bosatt;5;3\n');
-- a year a column; the table's title as the header of the values
SELECT * FROM shown(E'region;statistikkvariabel;2021;2022\n4601 Bergen;Bosatt;50;51\n4601 Bergen;Avtalt;1;2\n');
SELECT * FROM shown(E'"region","statistikkvariabel","år","12345: Bosatte flyktninger, etter region, statistikkvariabel og år"\n"4601 Bergen","Bosatte","2022",51\n');
SELECT * FROM shown(E'"region","år","12345: Bosatte flyktninger, etter region og år"\n"4601 Bergen","2022",51\n');
SELECT * FROM shown(E'"region","statistikkvariabel","år","12345: Menn, etter region"\n"4601 Bergen","Bosatt","2022",51\n');
SELECT * FROM shown(E'region;statistikkvariabel;bosatte\n4601 Bergen;Bosatte flyktninger;51\n4621 Voss;Avtalt;7\n');
-- what the values are has to be known: 66 per cent are no persons
SELECT line, problem, advice FROM shown(E'Kommune;Type;Andel\nBergen;Bosatt;66\nVoss;Bosatt;5\n');
SELECT * FROM shown(E'Kommune;Type;Rate\nBergen;Bosatt;66\nVoss;Bosatt;5\n');
SAVEPOINT taught;
INSERT INTO measure_word (phrase, role) VALUES ('rate', 'value');
SELECT * FROM shown(E'Kommune;Type;Rate\nBergen;Bosatt;66\nVoss;Bosatt;5\n');
ROLLBACK TO taught;
-- a pivot table counts rows
SELECT * FROM shown(E'Radetiketter;Bosatt;Antall av Avtalt\nBergen;51;3\nTotalsum;51;3\n');
-- places in an order are no counts, wherever they stand
SELECT * FROM shown(E'Plass;Kommune;Bosatt\n1;Bergen;66\n2;Voss;5\n');
SELECT * FROM shown(E'Kommune;Bosatt;Plass\nBergen;66;1\nVoss;5;2\n');
-- databases write underscores for spaces; all words have to be known
SELECT * FROM shown(E'kommune_nr,kommune_navn,antall_bosatt,antall_avtalt\n4601,Bergen,51,183\n');
SELECT * FROM shown(E'fylke_navn,kommune_navn,bosatt_2021,bosatt_2022\nVestland,Bergen,51,183\n');
SELECT line, name, cells, problem FROM shown(E'kommune_navn;bosatt_menn;bosatt_totalt\nBergen;51;60\n');
ROLLBACK;
