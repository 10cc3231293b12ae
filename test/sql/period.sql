-- tables of several periods: a publication each, all or nothing
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SELECT E'Kommune;Anmodning;;Bosatt;\n;2021;2022;2021;2022\nRisør;8;10;7;9\nKristiansand;:;140;7;:' AS years,
	E'Kommune;Bosatt 2019;Bosatt 2020\nHarstad;8;10\nKvæfjord;:;10\nSøgne;7;.\nSongdalen;5;' AS reform \gset

-- a preview is of one date, and says what else there is
SELECT line, name, requested, settled, problem, advice FROM preview_table(:'years', '2022-12-31');
SELECT line, name, requested, settled, problem, advice FROM preview_table(:'years', '2023-12-31');
-- without a date it is asked which, with one the others are left out with a word
SELECT import_table(:'years', 'asked');
SELECT import_table(E'Kommune;Bosatt\nRisør;7', 'asked');
SELECT import_table(:'years', 'one', '2022-06-30') IS NOT NULL AS stored;
SELECT date, name, measure, published FROM figure WHERE source = 'one' ORDER BY date, name, measure;

-- each, for its last date
SELECT period, date, publication - min(publication) OVER () AS publication FROM import_periods(:'years', 'each') ORDER BY date;
SELECT date, name, measure, published FROM figure WHERE source = 'each' ORDER BY date, name, measure;
-- the same again changes nothing; of dates that are given, these
SELECT period, date, publication IN (SELECT id FROM publication WHERE source = 'each' AND vintage = 1) AS stored_already FROM import_periods(:'years', 'each', dates => '{2022-12-31}');
SELECT period, date FROM import_periods(convert_to(:'years', 'LATIN1'), 'bytes', dates => '{2022-05-18,2021-12-31}', rule => 'ssb');
SELECT source, date, vintage, rule FROM publication WHERE source IN ('each', 'bytes') ORDER BY source, date;
-- regions are those of each date: one that is no more and states nothing is left out with a word, one that states something is an error
SELECT period, date FROM import_periods(:'reform', 'reform');
SELECT date, name, published FROM figure WHERE source = 'reform' ORDER BY date, name;
SELECT period, date FROM import_periods(replace(:'reform', '7;.', '7;:'), 'wrong');
-- but it is not told where it states nothing at all: it may be a heading, or a part of a name
SELECT line, name, settled, problem FROM preview_table(E'Kommune;Bosatt 2019;Bosatt 2020\nHerøy;:;\nVinje;;\nSøgne;;\nSøgna;4;', '2020-12-31');
SELECT count(*) FROM publication WHERE source = 'wrong';
-- months and a year of a service, and rows that name their period
SELECT period, date FROM import_periods('{"version":"2.0","class":"dataset","id":["region","measure","time"],"size":[1,1,2],"role":{"time":["time"],"geo":["region"],"metric":["measure"]},"dimension":{"region":{"category":{"index":["4201"],"label":{"4201":"Risør"}}},"measure":{"category":{"index":["settled"],"label":{"settled":"settled"}}},"time":{"category":{"index":["2022M01","2022M02"]}}},"value":[7,8]}', 'months');
SELECT date, name, published FROM figure WHERE source = 'months' ORDER BY date, name;
SELECT period, date FROM import_periods(E'Kommune;År;Kategori;Antall\nRisør;2021;Anmodning;8\nRisør;2022;Anmodning;7\nRisør;2022;Deltakere;7', 'long', columns => '{-}');

-- a column of periods beside measures
SELECT line, name, settled, agreed, problem, advice FROM preview_table(E'Kommune;År;Bosatte;Avtalt\nRisør;2021;8;9\nRisør;2022;10;11\nGrimstad;2021;4;5\nGrimstad;2022;6;:', '2022-05-18');
SELECT line, name, settled, problem, advice FROM preview_table(E'Kommune;År;Bosatte\nRisør;2021;8', '2022-05-18');
SELECT import_table(E'Kommune;År;Bosatte\nRisør;2021;8\nRisør;2022;10', 'asked');
SELECT period, date FROM import_periods(E'Kommune;År;Bosatte\nRisør;2021;8\nRisør;2022;10\nGrimstad;2021;4\nGrimstad;2022;:', 'rows');
SELECT period, date FROM import_periods(E'Kommune\tMåned\tBosatte\nRisør\tJanuar 2022\t8\nRisør\t2022M2\t10', 'rows of months');
SELECT period, date FROM import_periods('<table><tr><th>Dato<th>Kommune<th>Bosatte<tr><td>31.01.2022<td>Risør<td>8<tr><td>2022-02-28<td>Risør<td>10</table>', 'rows of days');
SELECT period, date FROM import_periods(E'Risør;2022-01-01;8\nRisør;2021-01-01;10', 'rows of years', columns => '{name,year,settled}');
SELECT source, date, name, published FROM figure WHERE source LIKE 'rows%' ORDER BY source, date, name;
-- nothing is guessed: 2022-12 is a week or a month, a sum of periods is none; all or nothing
SELECT line, name, settled, problem FROM preview_table(E'Kommune;Uke;Bosatte\nBergen;20;5\nBergen;2022-12;6\nRisør;;8\nRisør;Sum;8\nRisør;2022M13;8\nRisør;2022-02-29;8\nRisør;2022U20;8', '2022-05-18');
SELECT DISTINCT problem FROM unnest('{Uke;Måned;Bosatte,År;Bosatte 2022;Bosatte 2021}'::text[]) AS t(heading), preview_table(format(E'Kommune;%s\nBergen;2022;2022;5', heading), '2022-05-18') AS p ORDER BY problem;
SELECT * FROM import_periods(E'Kommune;År;Bosatte\nRisør;2021;8\nRisør;2022;10\nRisør;2022;10', 'wrong');
SELECT problem FROM preview_table(E'Kommune;År;Kategori;Antall\nRisør;2021;Anmodning;8\nRisør;Sum;Anmodning;7', '2021-12-31');
SELECT count(*) FROM publication WHERE source = 'wrong';

-- where years alone head the columns, the caller says of what they are
SELECT problem, advice FROM preview_table(E'Flyktninger i kommunene\n\nKommune;2021;2022\nRisør;8;10', '2021-12-31');
SELECT line, name, measures, counts, advice FROM preview_table('Risør;8;10', '2021-12-31', columns => '{name,settled 2021,settled 2022}');
SELECT period, date FROM import_periods(E'Risør  8 (4)  10 (:)\nGrimstad  8 (5)  10 (7)', 'given', columns => '{name,settled+settled_collective 2021,settled+- 2022}');
SELECT date, name, measure, published FROM figure WHERE source = 'given' ORDER BY date, name, measure;
SELECT name, period, measures, cells FROM read_table('<table><tr><td>Risør<td>8<td>10</table>', columns => '{name,agreed 2021,settled 2021}');
SELECT * FROM read_table('Risør;8;10', columns => '{name,settled 2021,settled 2021}');
SELECT * FROM read_table('Risør;8;10', columns => '{name,setled 2021,settled 2022}');
SELECT * FROM read_table('Risør;8;10', columns => '{name 2021,settled 2021,settled 2022}');
SELECT * FROM read_table('{"version":"2.0","class":"dataset","id":["region","measure"],"size":[1,1],"role":{"geo":["region"],"metric":["measure"]},"dimension":{"region":{"category":{"index":["4201"]}},"measure":{"category":{"index":["settled"]}}},"value":[7]}', columns => '{name,settled 2021}');

-- of datasets in other forms, with their symbols and flags
SELECT period, date FROM import_periods('CHARSET="ANSI";CONTENTS="Bosatte";UNITS="personer";STUB="kommune";HEADING="tid";VALUES("kommune")="Risør","Kristiansand";CODES("kommune")="4201","4204";VALUES("tid")="2021","2022";TIMEVAL("tid")=TLIST(A1),"2021","2022";DATASYMBOL1=":";DATANOTECELL("Risør","2022")="r";DATA=7 8 "." 9;', 'px');
SELECT period, date FROM import_periods(E'DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\nf,4201,SETTLED,2021-Q3,7,A,F\nf,4201,SETTLED,2021-Q4,8,E,F\nf,4204,SETTLED,2021-Q3,,Q,C\nf,4204,AGREED,2021-Q4,9,A,F\n', 'sdmx', rule => 'sdmx');
SELECT period, date FROM import_periods('{"version":"2.0","class":"dataset","id":["time","region","measure"],"size":[2,2,1],"role":{"time":["time"],"geo":["region"],"metric":["measure"]},"dimension":{"region":{"category":{"index":["4201","4204"]}},"measure":{"category":{"index":["settled"]}},"time":{"category":{"index":["2021","2022"]}}},"value":[7,null,8,9],"status":{"1":":"}}', 'json');
SELECT source, date, name, measure, published, flags FROM figure WHERE source IN ('px', 'sdmx', 'json') ORDER BY source, date, name, measure;

-- what is asked for must be there, once
SELECT * FROM import_periods(:'years', 'wrong', dates => '{2022-12-31,2022-05-18}');
SELECT * FROM import_periods(:'years', 'wrong', dates => '{2022-12-31,2023-05-18}');
SELECT * FROM import_periods(:'years', 'wrong', dates => '{2022-12-31,NULL}');
SELECT * FROM import_periods(:'years', 'wrong', dates => '{}');
SELECT * FROM import_periods(E'Kommune;År;Kategori;Antall\nRisør;2022;Anmodning;8\nRisør;2022M12;Anmodning;7', 'wrong', dates => '{2022-12-31}');
SELECT * FROM import_periods(replace(:'years', '2022', '2049'), 'wrong');
SELECT * FROM import_periods(E'Kommune;Bosatt\nRisør;7', 'wrong');
SELECT * FROM import_periods(:'years', '');
SELECT * FROM import_periods(:'years', 'wrong', rule => 'none');
-- a dataset of one period, and that is another
SELECT problem, advice FROM preview_table('{"version":"2.0","class":"dataset","id":["region","measure","time"],"size":[1,1,1],"role":{"time":["time"],"geo":["region"],"metric":["measure"]},"dimension":{"region":{"category":{"index":["4201"],"label":{"4201":"Risør"}}},"measure":{"category":{"index":["settled"],"label":{"settled":"settled"}}},"time":{"category":{"index":["2021"]}}},"value":[7]}', '2022-05-18');
ROLLBACK;

-- a measure of a year and of none is there twice: which one is meant is not known
SELECT line, name, problem, advice FROM preview_table(E'Kommune;Bosatt 2021;Bosatt\nBergen;50;1', '2021-12-31');
SELECT line, name, problem FROM preview_table(E'Kommune\tBosatt 2021\tBosatt 2022\tBosatt\nBergen\t50\t51\t1', '2022-12-31');

-- a year and a part of it in two columns are one period
SELECT line, name, settled, problem, advice FROM preview_table(E'Kommune;År;Måned;Bosatte\nBergen;2022;4;41\nBergen;2022;5;51\nVoss;2022;april;6\nVoss;2022;Mai;7\n', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Kommune\tUke\tÅr\tBosatte\nBergen\t20\t2022\t51\nVoss\t20\t2022\t7\n', '2022-05-18') WHERE name IS NOT NULL;
SELECT line, name, settled, problem FROM preview_table(E'Bergen;2022;2;51\n', '2022-05-18', columns => '{name,year,quarter,settled}') WHERE name IS NOT NULL;
SELECT line, name, settled, problem FROM preview_table('<table><tr><th>Kommune<th>År<th>Dato<th>Bosatte<tr><td>Bergen<td>2022<td>18.05.2022<td>5</table>', '2022-05-18');
-- parts that there are not, that lack, or that are of another year; and two parts, of no year
SELECT line, problem FROM preview_table(E'Kommune;År;Måned;Bosatte\nBergen;2022;13;41\nVoss;2022;;51\nAlver;;5;7\nAskøy;2022;2021M05;7\nKvam;2022;totalt;9\n', '2022-05-18') WHERE problem IS NOT NULL;
SELECT line, problem FROM preview_table(E'Kommune;Måned;Bosatte\nBergen;5;41\n', '2022-05-18');
SELECT line, problem, advice FROM preview_table(E'Kommune;Måned;Uke;Bosatte\nBergen;5;20;41\n', '2022-05-18');
-- days by the names of months, and with the time of a day, as databases write them
SELECT line, name, settled, problem, advice FROM preview_table(E'Kommune;Dato;Bosatte\nBergen;11. mai 2022;41\nBergen;18. mai 2022;51\nVoss;2022-05-18T00:00:00;7\nAlver;2022-05-18 00:00:00.000;8\n', '2022-05-18');
SELECT line, problem FROM preview_table(E'Kommune;Dato;Bosatte\nBergen;31. april 2022;41\nVoss;18. mai;51\nAskøy;2022-05-18T22:00Z;7\n', '2022-05-18');
