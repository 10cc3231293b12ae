-- ranks, names that do not come first, and values below a title that says what they count
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\pset format unaligned
\pset null -
CREATE FUNCTION shown(content text) RETURNS TABLE (line integer, name text, total boolean, cells text, problem text, advice text) LANGUAGE sql AS $$
	SELECT line, name, total, (SELECT string_agg(m || ' ' || coalesce(c::text, '?'), ', ') FROM unnest(measures, counts) AS k(m, c)), problem, left(advice, 80) FROM preview_table(content, '2022-12-31')
$$;
-- places in an order are no counts: set apart, a space apart, a cell a line
SELECT * FROM shown(E'Plass   Kommune   Bosatt\n1       Bergen    51\n2       Voss      7\n');
SELECT * FROM shown(E'Plass Kommune Bosatt\n1 Bergen 51\n2 Voss 7\n');
SELECT * FROM shown(E'Plassering\nKommune\nBosatte\n1\nBergen\n51\n2\nVoss\n7\n');
SELECT * FROM shown(E'Nr.;Kommune;Bosatt\n1.;Bergen;51\n2.;Voss;7\n');
SELECT * FROM shown(E';Kommune;Bosatt\n1.;Bergen;51\n2.;Voss;7\n');
-- a heading between two measures is not set apart: of which is it?
SELECT line, problem FROM shown(E'Kommune Bosatt Rang Avtalt\nBergen 51 1 183\nVoss 7 2 3\n');
-- places for people are no ranks
SELECT line, name, cells, problem FROM shown(E'Plasser;Kommune;Bosatt\n1;Bergen;51\n2;Voss;7\n');
-- names behind the counts, between tabs too
SELECT * FROM shown(E'Bosatt\tAvtalt\tKommune\n51\t183\tBergen\n7\t3\tVoss\n');
-- years with marks, below a title and beside what they count
SELECT * FROM shown(E'Bosatte flyktninger 2020-2022;;;\n;;;\nKommune;2020;2021;2022*\nBergen;49;50;51\nVoss;5;6;7\n;;;\n* foreløpige tall;;;\n');
SELECT * FROM shown(E'Kommune;Bosatt 2021;Bosatt 2022¹\nBergen;50;51\n');
-- values below a title; their sum over years, ranks and shares are left out
SELECT * FROM shown(E'Bosatte flyktninger\n;Totalt\nBergen;51\nVoss;7\nTotalt;58\n');
SELECT * FROM shown(E'Bosatte flyktninger\nFylke;Kommune;Antall personer;Prosent\nVestland;Bergen;51;88\nVestland;Voss;7;12\nVestland;Totalt;58;100\n');
SELECT * FROM shown(E'Bosatte flyktninger etter kommune\nKommune;2021;2022;Totalt\nBergen;50;51;101\n');
SELECT * FROM shown(E'"12345: Bosatte flyktninger, etter region og år"\n\n"region","2021","2022"\n"4601 Bergen",50,51\n');
SELECT * FROM shown(E'Bosatte flyktninger 2022\nKommune    Antall\nBergen     51\nSum        51\n');
SELECT * FROM shown(E'Bosatte flyktninger etter kommune\nKommune;År;Antall\nBergen;2021;50\nBergen;2022;51\n');
-- what the title does not say, or says of others, is not guessed
SELECT line, problem FROM shown(E'Bosatte flyktninger\nKommune;Menn;Kvinner;Totalt\nBergen;51;10;61\n');
SELECT line, problem FROM shown(E'Bosatte flyktninger etter kjønn\nKommune;Totalt\nBergen;51\n');
SELECT line, problem FROM shown(E'Andel bosatte flyktninger\nKommune;Antall\nBergen;51\n');
SELECT line, problem FROM shown(E'Enslige mindreårige\nBosatte\nKommune;Antall\nBergen;51\n');
-- two tables below titles: the columns of the first are not those of the second
SELECT * FROM shown(E'Bosatte flyktninger\nKommune\tAntall\nBergen\t51\n\nAvtalt å bosette\nKommune\tAntall\nVoss\t183\n');
-- a title with a number, and of a place; columns with nothing in them
SELECT * FROM shown(E'Tabell 2.1: Bosatte flyktninger i Vestland fylke 2022;;\nKommune;Antall;Prosent\nBergen;51;3\n');
SELECT line, problem FROM shown(E'Bosatte flyktninger i arbeid\nKommune;Antall\nBergen;51\n');
SELECT * FROM shown(E'Kommune;;Bosatt;;Avtalt;\nBergen;;51;;3;\nVoss;;7;;:;\n');
SELECT line, name, cells, problem FROM shown(E'Kommune;;Bosatt;;Avtalt\nBergen;;51;;3\nVoss;9;7;;4\n');
-- a year before what is counted is one, the number of a table is none
SELECT line, name, cells, problem FROM shown(E'Kommune;2021: Bosatt\nBergen;51\n');
ROLLBACK;
