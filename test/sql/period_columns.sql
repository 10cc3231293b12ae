-- columns of weeks, months, quarters or days: each is of its period, as columns of years are
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;

-- what is stored for a date, or what is wrong or left out
CREATE FUNCTION pg_temp.look(content text, date date DEFAULT '2022-05-18') RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', name, 'R' || requested::text, 'A' || agreed::text, 'S' || settled::text, problem, CASE WHEN problem IS NULL THEN advice END), ' / ')
	FROM busetting.preview_table(content, date)
$$;
-- the headings of two columns
SELECT first, second, pg_temp.look(format(E'Kommune;%s;%s\nBergen;51;52', first, second)) FROM (VALUES
	('Bosatte uke 19', 'Bosatte uke 20'), ('Bosatte veke 19 2022', 'Bosatte veke 20 2022'), ('Bosatte uke 1-19', 'Bosatte uke 1-20'), ('Bosatte april', 'Bosatte mai'), ('Bosatte per april 2022', 'Bosatte per mai 2022'),
	('Bosatte 11.05.2022', 'Bosatte 18.05.2022'), ('Bosatte per 2022-05-11', 'Bosatte per 2022-05-18'), ('Bosatte 11. mai 2022', 'Bosatte 18. mai 2022'), ('Bosatte pr. 11.05.22', 'Bosatte pr. 18.05.22'),
	('Bosatte per 1. kvartal 2022', 'Bosatte per 2. kvartal 2022')) AS t(first, second);
-- days without a year, which alone are compared with the date
SELECT first, pg_temp.look(format(E'Kommune;%s\nBergen;51;52', first)) FROM unnest('{Bosatte 11/5;Bosatte 18/5,Bosatte pr 11.5;Bosatte pr 18.5,Bosatte 11.5.;Bosatte 18.5.,Bosatte 11/5 2021;Bosatte 18/5 2022,Bosatte 2022-05-11;Bosatte 2022-05-18}'::text[]) AS t(first);
SELECT first, pg_temp.look(format(E'Kommune;%s\nBergen;51', first)) FROM unnest('{Bosatte pr 18.5,Bosatte pr 11.5,Bosatte 18/5,Bosatte 1/3,Bosatte 2022-05-18,Bosatte 2022-05-11,Bosatte 31/2,Bosatte 2021-22}'::text[]) AS t(first);
-- of none of the periods; counted in a month alone; of periods of two kinds, or of one
SELECT pg_temp.look(E'Kommune;Bosatte uke 19;Bosatte uke 20\nBergen;51;52', '2022-05-25'), pg_temp.look(E'Kommune;Bosatte i mai;Bosatte i juni\nBergen;51;52'),
	pg_temp.look(E'Kommune;Bosatte 2021;Bosatte uke 20\nBergen;51;52'), pg_temp.look(E'Kommune;Bosatte uke 20;Avtalt uke 20\nBergen;51;52'), pg_temp.look(E'Kommune;Bosatte uke 20;Bosatte uke 20\nBergen;51;52');
-- beside what is of no period, and what is left out
SELECT pg_temp.look(E'Kommune;Anmodning;Bosatte uke 19;Bosatte uke 20;Endring\nBergen;100;51;52;1');
-- under headings of groups, in every form
SELECT pg_temp.look(content) FROM unnest(ARRAY[
	E'Kommune;Bosatte;;Avtalt;\n;Uke 19;Uke 20;Uke 19;Uke 20\nBergen;51;52;3;4',
	E'              Bosatte             Avtalt\nKommune       Uke 19    Uke 20    Uke 19    Uke 20\nBergen            51        52         3         4\nVoss               7         8         1         2',
	E'                  Bosatte                Avtalt\nKommune       Uke 19    Uke 20    Uke 19    Uke 20\nBergen            51        52         3         4\nVoss               7         8         1         2',
	E'                Bosatte           Avtalt\nKommune     2021   2022     2021   2022\nBergen        51     52        3      4\nVoss           7      8        1      2',
	'<table><tr><th rowspan=2>Kommune<th colspan=2>Bosatte<th colspan=2>Avtalt<tr><th>Uke 19<th>Uke 20<th>Uke 19<th>Uke 20<tr><td>Bergen<td>51<td>52<td>3<td>4</table>',
	E'| Kommune | Bosatte 11.05.2022 | Bosatte 18.05.2022 |\n|---|---|---|\n| Bergen | 51 | 52 |',
	E'Kommune\tBosatte uke 19\tBosatte uke 20\nBergen\t51\t52', E'Kommune    Bosatte uke 19    Bosatte uke 20\nBergen                 51                52\nVoss                    7                 8']) AS t(content);
-- below a title that says what is counted
SELECT pg_temp.look(content) FROM unnest(ARRAY[E'Bosatte\nKommune;Uke 19;Uke 20\nBergen;51;52', E'Bosatte i 2022\nKommune;april;mai\nBergen;51;52', E'Bosatte\nKommune;11.05.2022;18.05.2022\nBergen;51;52']) AS t(content);

-- each is stored; of weeks without a year the dates say which
SELECT * FROM busetting.import_periods(E'Kommune;Bosatte 11.05.2022;Bosatte 18.05.2022\nBergen;51;52', 'days');
SELECT * FROM busetting.import_periods(E'Kommune;Bosatte uke 19 2022;Bosatte uke 20 2022\nBergen;51;52', 'weeks');
SELECT * FROM busetting.import_periods(E'Kommune;Bosatte uke 19;Bosatte uke 20\nBergen;51;52', 'weeks of no year');
SELECT * FROM busetting.import_periods(E'Kommune;Bosatte uke 19;Bosatte uke 20\nBergen;51;52', 'weeks of no year', '{2021-05-12,2022-05-18}');
SELECT * FROM busetting.import_periods(E'Kommune;Bosatte uke 19;Bosatte uke 20\nBergen;51;52', 'weeks of no year', '{2022-05-11,2022-05-18}');
SELECT source, date, settled FROM busetting.municipality_gap WHERE municipality = 'Bergen' ORDER BY source, date;
-- import_table asks which
SELECT busetting.import_table(E'Kommune;Bosatte uke 19;Bosatte uke 20\nBergen;51;52', 'asked', '2022-05-25');
-- columns given with their periods, and the draft of these
SELECT period, name, cells FROM busetting.read_table(E'Bergen;51;52;53;54', '{name,settled U19,settled 2022U20,settled 2022M05,settled 05-18}');
SELECT busetting.read_table('Bergen;51', '{name,settled U54}');
SELECT advice FROM busetting.preview_table(E'Kommune;Bosatte uke 19;Bosatte uke 20;Tall\nBergen;51;52;1', '2022-05-18') WHERE problem IS NOT NULL;
