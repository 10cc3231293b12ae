-- what a column that is left out says of the rows: that they are of a part or group is a problem
\set ECHO none
\i test/include/publications.sql
\set ECHO all

CREATE FUNCTION pg_temp.told(content text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', line, name, settled, coalesce(problem, advice)), '; ' ORDER BY line, name NULLS FIRST, problem NULLS FIRST) FROM preview_table(content, '2022-05-18', columns => '{-}')
$$;
-- a column that divides persons, by its header: of one group or of several; not of all of them, of persons or of no text
SELECT header, cells, pg_temp.told(format(E'Kommune;%s;Bosatte\nRisør;%s;5\nGrimstad;%s;6', header, cells[1], cells[2]))
FROM (VALUES ('Gruppe', '{Enslige mindreårige,Enslige mindreårige}'::text[]), ('Kjønn', '{M,M}'), ('KJØNN:', '{M,K}'), ('Sex', '{T,T}'), ('Kjønn', '{Begge kjønn,Begge kjønn}'), ('Aldersgruppe', '{0-17,0-17}'), ('Kjønn', '{Totalt,Kvinner}'), ('Gruppe', '{Personer,Alle}')) AS t(header, cells);
-- any other, where it has words of groups, shares or other dates; else it is told in the notice
SELECT header, cells, pg_temp.told(format(E'Kommune;%s;Bosatte\nRisør;%s;5\nGrimstad;%s;6', header, cells[1], cells[2]))
FROM (VALUES ('Kategori', '{Enslige mindreårige,Enslige mindreårige}'::text[]), ('Merknad', '{Menn,Kvinner}'), ('Målt i', '{Andel,Andel}'), ('Status', '{per 11.05.2022,per 11.05.2022}'), ('Opphav', '{Direktoratet,Direktoratet}'), ('Opphav', '{Direktoratet,""}'), ('Merknad', '{sa nei,venter}'), ('Landsdel', '{Sørlandet,Agder}')) AS t(header, cells);
-- in every form
SELECT pg_temp.told(content)
FROM unnest(ARRAY['<table><tr><th>Kommune<th>Gruppe<th>Bosatte<tr><td>Risør<td>Kvinner<td>7<tr><td>Grimstad<td>Kvinner<td>8</table>', E'Kommune\tGruppe\tBosatte\nRisør\tMenn\t5\nGrimstad\tMenn\t6', E'| Kommune | Gruppe | Bosatte |\n|---|---|---|\n| Risør | Menn | 5 |\n| Grimstad | Menn | 6 |', E'Kommune     Gruppe     Bosatte\nRisør       Menn       5\nGrimstad    Menn       6']) AS t(content);
-- in long form, of rows that are read
SELECT pg_temp.told(E'Kommune;Kjønn;Opphav;Type;Antall\nRisør;M;IMDi;Bosatt;5\nRisør;M;IMDi;Avtalt;6\nGrimstad;M;IMDi;Bosatt;6');
SELECT pg_temp.told(E'Kommune;Kategori;Type;Antall\nRisør;Enslige mindreårige;Bosatt;5\nRisør;Kvinner;Andel;6'), pg_temp.told(E'Kommune;Kategori;Type;Antall\nRisør;Alle;Bosatt;5\nRisør;Kvinner;Andel;6');
-- a column that is empty at first, but not for ever
SELECT line, problem FROM preview_table(E'Kommune;Kjønn;Type;Antall' || repeat(E'\nRisør;;Bosatt;5', 60) || E'\nGrimstad;Kvinner;Bosatt;5', '2022-05-18', columns => '{-}', skip => '{Risør}') WHERE line > 60;
-- of each table its own
SELECT pg_temp.told(E'Kommune;Gruppe;Bosatte\nRisør;Alle;5\n\nKommune;Gruppe;Avtalt\nRisør;Menn;6');
-- what it is about can be said, and is told then; the measure of a group can be named
SELECT import_table(E'Kommune;Kjønn;Bosatte\nRisør;M;5\nGrimstad;M;6', 'left out', '2022-05-18', columns => '{-}');
SELECT import_table(E'Kommune;Kjønn;Bosatte\nRisør;M;5\nGrimstad;M;6', 'left out', '2022-05-18', columns => '{-}', skip => '{"Kjønn: M"}');
SELECT import_table(E'Kommune;Gruppe;Bosatte\nRisør;Enslige mindreårige;5', 'a part', '2022-05-18', columns => '{name,-,settled_unaccompanied}');
-- codes and years are told where the column is of groups or periods, and a period's own column is read
SELECT header, cells, pg_temp.told(format(E'Kommune;%s;Bosatte\nRisør;%s;5\nGrimstad;%s;6', header, cells[1], cells[2]))
FROM (VALUES ('Kjønn', '{1,1}'::text[]), ('Kjønn', '{1,2}'), ('Skoleår', '{2019,2019}'), ('Skoleår', '{2022,2022}'), ('Opphav', '{2019,2019}'), ('Opphav', '{2019,2020}'), ('Tellemåned', '{4,4}'), ('Tellemåned', '{5,5}'), ('Ukenummer', '{19,19}'), ('Andelstall', '{12,14}'),
	('Årgang', '{2019,2019}'), ('Statistikkår', '{2022,2022}'), ('mnd', '{2022-05,2022-05}')) AS t(header, cells);
SELECT pg_temp.told(E'Kommune;Sex;Kind;Value\nRisør;1;Bosatt;8\nGrimstad;1;Bosatt;9');
-- one that divides persons, and of which all rows are of the whole, is no unknown heading
SELECT line, name, settled, problem, advice FROM preview_table(E'Kommune;Kjønn;Bosatt\nRisør;Begge kjønn;8\nGrimstad;Begge kjønn;9', '2022-05-18');
SELECT cells, string_agg(problem, '; ') FROM unnest('{Kvinner,1,Alle,Totalt}'::text[]) AS t(cells) LEFT JOIN LATERAL preview_table(format(E'Kommune;Kjønn;Bosatt\nRisør;%s;8\nGrimstad;Alle;9', cells), '2022-05-18') AS p ON p.problem IS NOT NULL GROUP BY cells ORDER BY cells COLLATE "C";
-- what is left out is no date of the table
SELECT line, settled, problem FROM preview_table(E'Kommune;Bosatt;Innkvarterte per 11.05.2022\nRisør;8;9', '2022-05-18', columns => '{-}');
-- a column given as another measure than its header's is told of; a part of it, and one's own measure, is known better
SELECT columns, line, name, measures, counts, problem, advice FROM unnest(ARRAY['{name,settled,-}', '{name,decided,-}', '{name,decided_collective,-}', '{name,-,settled}']) AS t(columns), preview_table(E'Kommune;Vedtak;Andel\nRisør;8;2', '2022-05-18', columns => columns::text[]);
-- so is one whose header says a group, a part, that it is not counted, or a share
SELECT heading, columns, problem FROM (VALUES ('Bosatte menn', '{name,settled,decided}'), ('Menn', '{name,settled,decided}'), ('Ikke bosatt', '{name,settled,decided}'), ('Bosatte (prosent)', '{name,settled,decided}'), ('Bosatte menn', '{name,-,decided}'), ('Bosatte 18–24 år', '{name,settled,decided}'),
	('Bosatte enslige mindreårige', '{name,settled_unaccompanied,decided}'), ('Busette flyktningar', '{name,settled,decided}')) AS t(heading, columns)
LEFT JOIN LATERAL preview_table(format(E'Kommune;%s;Vedtak\nRisør;5;8', heading), '2022-05-18', columns => columns::text[]) AS p ON problem IS NOT NULL;
SELECT line, settled, problem FROM preview_table(E'Kommune;Bosatte menn;Vedtak\nRisør;5;8', '2022-05-18', columns => '{name,settled,decided}', skip => '{Bosatte menn}');
SELECT page, problem FROM unnest(ARRAY[E'Kommune\tBosatte menn\nRisør\t8', E'Kommune   Bosatte menn\nRisør                8', '<table><tr><th>Kommune<th>Bosatte menn<tr><td>Risør<td>8</table>']) AS t(page), preview_table(page, '2022-05-18', columns => '{name,settled}') WHERE problem IS NOT NULL;
SELECT page, problem FROM unnest(ARRAY[E'Kommune\tVedtak\nRisør\t8', E'Kommune Vedtak\nRisør 8', '<table><tr><th>Kommune<th>Vedtak<tr><td>Risør<td>8</table>']) AS t(page), preview_table(page, '2022-05-18', columns => '{name,settled}') WHERE problem IS NOT NULL;
SELECT line, settled, problem FROM preview_table(E'Kommune;Vedtak\nRisør;8', '2022-05-18', columns => '{name,settled}', skip => '{Vedtak}');
SELECT cells FROM read_table(E'Kommune;Vedtak\nRisør;8', columns => '{name,settled}');
-- capitals are small letters in any locale
SELECT problem FROM preview_table(E'BOSATTE ENSLIGE MINDREÅRIGE\n\nKommune;Bosatte\nRisør;8', '2022-05-18') WHERE problem IS NOT NULL;
-- dates and years in it that are others than the table's, in one row or in all, and words for what the numbers are; names and the date itself are no problem
SELECT header, cells, pg_temp.told(format(E'Kommune;%s;Bosatte\nRisør;%s;5\nGrimstad;%s;6', header, cells[1], cells[2]))
FROM (VALUES ('Oppdatert', '{11.05.2022,18.05.2021}'::text[]), ('Oppdatert', '{31.12.2021,31.12.2021}'), ('Oppdatert', '{18.05.2022,18.05.2022}'), ('Oppdatert', '{18.05.2022,11.05.2022}'), ('', '{2021,2021}'), ('', '{2022,2021}'), ('Kohort', '{2021,2020}'), ('Boliger', '{2021,17}'),
	('Notat', '{per 31.12.2021,per 30.11.2021}'), ('Notat', '{prosent,andel}'), ('Notat', '{"",andel}'), ('Merknad', '{ikke endelig,tall fra 2021}'), ('Leder', '{Ola Nordmann,Kari Nordmann}')) AS t(header, cells);
SELECT line, name, settled, problem FROM preview_table(E'Kommune;Oppdatert;Bosatte\nRisør;11.05.2022;5\nGrimstad;18.05.2021;6', '2022-05-18', columns => '{-}', skip => '{"Oppdatert: 11.05.2022, 18.05.2021"}');
-- of many texts, those that say most of the numbers are told first, wherever they stand
SELECT texts, pg_temp.told(E'Kommune;Merknad;Bosatte' || (SELECT string_agg(format(E'\n%s;%s;5', r.name, t.text), '' ORDER BY r.place)
	FROM unnest('{Risør,Grimstad,Arendal,Vegårshei,Tvedestrand,Froland}'::text[]) WITH ORDINALITY AS r(name, place) JOIN unnest(texts) WITH ORDINALITY AS t(text, place) USING (place)))
FROM (VALUES ('{a,b,c,d,e,tall i prosent}'::text[]), ('{a,b,c,d,per 31.12.2021,f}'), ('{a,b,c,d,kvinner,prosent}'), ('{a,b,c,d,e,f}'), ('{a,a,a,a,a,andel}')) AS t(texts);
-- what stands beside a header as it does below a table is judged as there
SELECT header, pg_temp.told(format(E'Kommune;Bosatte;%s\nRisør;5;\nGrimstad;6;', header)) FROM unnest('{Merk: tall i prosent,Enhet: prosent,Kilde: IMDi,Enhet: personer,Merk: tall per 31.12.2021,Kilde: IMDi per 18.05.2022}'::text[]) AS t(header);
SELECT pg_temp.told('<table><tr><th>Kommune<th>Bosatte<th>Obs: tall i tusen<tr><td>Risør<td>5<td></table>'), pg_temp.told(E'Kommune\tBosatte\tMerk: tall i prosent\nRisør\t5\t');
SELECT problem, advice FROM preview_table(E'Kommune;Bosatte;Kilde: IMDi\nRisør;5;', '2022-05-18');
-- a word of one's own heads such a column
INSERT INTO measure_word (phrase, role) VALUES ('opphald', 'division');
SELECT pg_temp.told(E'Kommune;Opphald;Bosatte\nRisør;Flyktning;5'), pg_temp.told(E'Kommune;Opphald;Bosatte\nRisør;Kvote;5');
ROLLBACK;
