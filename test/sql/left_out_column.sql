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
-- capitals are small letters in any locale
SELECT problem FROM preview_table(E'BOSATTE ENSLIGE MINDREÅRIGE\n\nKommune;Bosatte\nRisør;8', '2022-05-18') WHERE problem IS NOT NULL;
-- a word of one's own heads such a column
INSERT INTO measure_word (phrase, role) VALUES ('opphald', 'division');
SELECT pg_temp.told(E'Kommune;Opphald;Bosatte\nRisør;Flyktning;5'), pg_temp.told(E'Kommune;Opphald;Bosatte\nRisør;Kvote;5');
ROLLBACK;
