-- what stands above a table: other dates than the one given, and numbers that are no persons
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- the most exact date holds, in words or numbers, in a title or a header, of a page too
SELECT line, name, settled, problem, advice FROM preview_table(E'Bosatte per 11.05.2022\n\nKommune Bosatte\nRisør 8', '2022-05-18');
SELECT count(*) FROM preview_table(E'Bosatte per 18.05.2022\n\nKommune Bosatte\nRisør 8', '2022-05-18') WHERE problem IS NOT NULL;
SELECT title, problem
FROM unnest('{Bosetting 2021,Bosetting 2022,Bosetting 2018–2022,Status i mai 2022,Status i april 2022,"Uke 19, 2022","Veke 20, 2022","18. mai 2022","Per 1. mai 2022, oversikt 2022","May 18 and 18 May 2022",2022-05-11,"Oppdatert 2021-01-01","Kilde: IMDi, 2019","Tabell 2.1.2022 rad 4",31.02.2022,"Lov av 2003"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT line, settled, problem FROM preview_table(E'Kommune;Bosatte per 11.05.2022\nRisør;8', '2022-05-18');
SELECT line, settled, problem FROM preview_table(E'<h2>Bosatte</h2>\n<p>per <b>11. mai 2022</b></p>\n<table><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7\n</table>', '2022-05-18');
-- years of two digits
SELECT header, problem FROM unnest('{"Bosatt pr. 18.05.22","Bosatt pr. 18.05.21"}'::text[]) WITH ORDINALITY AS t(header, number)
LEFT JOIN LATERAL preview_table('Kommune;' || header || E'\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT title, problem FROM unnest('{"Tabell 2.1.10 rad 4","Kapittel 02.01.10.3","Per 18.05.22","Per 17.05.22"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
-- of each table its own; where columns or rows name their years, these are compared
SELECT line, settled, agreed, problem FROM preview_table(E'Uke 20, 2022\nKommune;Bosatte\nRisør;8\n\nUke 21, 2022\nKommune;Avtalt\nRisør;7', '2022-05-18');
SELECT line, settled, problem FROM preview_table(E'Rapport 2023\nKommune;Bosatte 2021;Bosatte 2022\nRisør;8;9', '2022-05-18') WHERE name IS NOT NULL OR problem IS NOT NULL;
-- units
SELECT title, problem
FROM unnest('{"Bosatte, prosent","Bosatte i 1000","Tal i 1 000 personer","Del i %","In thousands","Bosatte personer","Del 1: tusenårsplassen","I denne tabellen er tal under fem prosent av alle utelatne."}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT header, problem FROM unnest('{"Bosatte (personer)","Bosatte i 1000","Bosatte, 1 000 personer","Bosatte (tusen)"}'::text[]) WITH ORDINALITY AS t(header, number)
LEFT JOIN LATERAL preview_table('Kommune;' || header || E'\nRisør;8', '2022-05-18') AS p ON p.problem LIKE 'unknown%' ORDER BY number;
-- shares, means, families and what is needed are no persons who are counted; of "antall og andel" the second has a column
SELECT title, header, problem
FROM (VALUES
	('Andel bosatte', 'Bosatte'), ('Andelen av de anmodede som er bosatt', 'Bosatte'), ('Delen busette', 'Bosatte'), ('Bosettingsgrad 2022', 'Bosatte'), ('Bosatte i pct.', 'Bosatte'),
	('Share of settled', 'Settled'), ('Settled per 1,000 inhabitants', 'Settled'), ('Bosatte per innbygger', 'Bosatte'), ('Bosatte pr. tusen innbyggere', 'Bosatte'),
	('Gjennomsnitt 2018–2022', 'Bosatte'), ('Bosatte, median', 'Bosatte'), ('Bosatte familier', 'Bosatte'), ('Behov for bosetting', 'Bosatte'), ('Måltall 2022', 'Bosatte'), ('Ventetid', 'Bosatte'),
	('Bosatte siste tolv måneder', 'Bosatte'), ('Bosatte de siste 12 månedene', 'Bosatte'),
	('Antall og andel bosatte', 'Bosatte;Andel'), ('Antall og andel bosatte', 'Bosatte'), ('Andel bosatte', 'Bosatte;Andel'), ('Share this page', 'Bosatte'), ('Del denne siden', 'Bosatte')) AS t(title, header)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;' || header || E'\nRisør;8' || repeat(';7', length(header) - length(replace(header, ';', ''))), '2022-05-18') AS p ON p.problem IS NOT NULL;
SELECT problem FROM preview_table('<table><caption>Andel bosatte</caption><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>', '2022-05-18');
-- a line that says nothing of its table is named in skip, as the advice says
SELECT import_table(E'Bosatte per 11.05.2022\n\nKommune Bosatte\nRisør 8', 'title', '2022-05-18');
SELECT line, settled, problem FROM preview_table(E'Møte 11.05.2022; prosent\n\nKommune;Bosatte\nRisør;8', '2022-05-18', skip => '{"Møte 11.05.2022 prosent"}');
-- parts and groups, by the words of headings, above measures of all; not where the columns are of them, or of both
SELECT title, header, problem
FROM (VALUES
	('Enslige mindreårige', 'Bosatte'), ('Busette einslege mindreårige 2022', 'Bosatte'), ('Settled unaccompanied minors', 'Bosatte'),
	('Bosatte kvinner 2022', 'Bosatte'), ('Menn', 'Bosatte'), ('Settled women', 'Bosatte'), ('Bosatte (menn)', 'Bosatte 2022'), ('Bosatte fra Ukraina', 'Bosatte'),
	('Anmodning, enslige mindreårige under 15 år', 'Anmodning enslige mindreårige'), ('Enslige mindreårige', 'Anmodning enslige mindreårige;Bosatte'),
	('Enslige mindreårige', 'Bosatte enslige mindreårige'), ('Enslige mindreårige', 'Anmodning enslige mindreårige;Anmodning enslige mindreårige under 15'),
	('Bosatte, herav enslige mindreårige', 'Bosatte;Bosatte enslige mindreårige'), ('Anmodning og bosetting, herav kollektiv beskyttelse', 'Anmodning;Bosatte;Bosatte kollektiv'),
	('Barn og unge', 'Bosatte'), ('Enslige barn og unge', 'Bosatte enslige barn og unge'), ('Anmodning 15–17 år', 'Anmodning'), ('Uke 15–17', 'Bosatte'), ('Menneskene, kommunevis', 'Bosatte')) AS t(title, header)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;' || header || E'\nRisør;8' || repeat(';7', length(header) - length(replace(header, ';', ''))), '2022-05-18') AS p ON p.problem IS NOT NULL;
SELECT import_table(E'Enslige mindreårige\n\nKommune;Bosatte\nRisør;8', 'group', '2022-05-18');
SELECT line, settled, problem FROM preview_table(E'Enslige mindreårige\n\nKommune;Bosatte\nRisør;8', '2022-05-18', skip => '{"Enslige mindreårige"}');
SELECT line, measures, counts, problem FROM preview_table(E'Kommune;Bosatte\nRisør;8', '2022-05-18', columns => '{name,settled_unaccompanied}');
-- of a page as a reader sees it, on one line of the source or on several: headings, captions and rows of one cell above a header
SELECT page, line, problem
FROM unnest(ARRAY[
	'<h2>Bosatte menn</h2><table><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>',
	'<table><caption>Enslige <b>mindre&aring;rige</b></caption><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>',
	E'<h2>Enslige\nmindreårige</h2>\n<table><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>',
	E'<table>\n<tr><th colspan=2>Bosatte kvinner</th></tr><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>',
	'<table><tr><td><th>Enslige mindreårige<tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>',
	'<table><caption>Enslige mindreårige</caption><tr><th>Kommune<th>Bosatte enslige mindreårige<tr><td>Risør<td>7</table>',
	'<p>Per 11.05.2022</p><table><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>',
	'<table><tr><th>Kommune<th>Bosatte<br>per 11.05.2022<tr><td>Risør<td>7</table>',
	'<p>Prosent</p><table><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>',
	'<script>"Menn"</script><table><caption>Bosatte<tr><th>Kommune<th>Bosatte<tr><td>Menn<td>7<tr><td>Risør<td>7</table>',
	'<table><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table><h3>Menn</h3><table><tr><th>Kommune<th>Avtalt<tr><td>Risør<td>6</table>']) WITH ORDINALITY AS t(page, number)
LEFT JOIN LATERAL preview_table(page, '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT line, settled, problem FROM preview_table('<h2>Bosatte menn</h2><table><tr><th>Kommune<th>Bosatte<tr><td>Risør<td>7</table>', '2022-05-18', skip => '{"Bosatte menn"}');
-- weeks, months, quarters and more in headings: each column's is compared with the date, whatever titles say; by a year's column too
SELECT header, date, problem
FROM (VALUES
	('Bosatt per mai', '2022-05-18'), ('Bosatt per mars', '2022-05-18'), ('Bosatt uke 20', '2022-05-18'), ('Busett veke 19', '2022-05-18'), ('Bosatt uke 1-20', '2022-05-18'),
	('Bosatt per 31. mars', '2022-03-31'), ('Bosatt per 31. mars', '2022-05-18'), ('Bosatt januar–mai 2022', '2022-05-31'), ('Bosatt per 3. kvartal', '2022-05-18'), ('Bosatt andre kvartal', '2022-06-30'),
	('Bosatt 1. tertial', '2022-04-30'), ('Bosatt første halvår 2022', '2022-06-30'), ('Bosatt så langt i år per mai', '2022-05-18'), ('Bosatt så langt i år per april', '2022-05-18'),
	('Bosatt uke 20;Avtalt uke 19', '2022-05-18'), ('Bosatt mars 2021;Bosatt mars 2022', '2022-03-31'), ('Bosatt mars 2021;Bosatt mars 2022', '2022-05-18'), ('Avtalt;Bosatt t.o.m. uke 20', '2022-05-18')) AS t(header, date)
LEFT JOIN LATERAL preview_table(E'18.05.2022\n\nKommune;' || header || E'\nRisør;8' || repeat(';7', length(header) - length(replace(header, ';', ''))), date::date, skip => '{18.05.2022}') AS p ON p.problem IS NOT NULL;
SELECT line, problem FROM preview_table(E'18.05.2022\n\nKommune;Bosatt per mars\nRisør;8', '2022-05-18');
SELECT page, problem
FROM unnest(ARRAY['<table><tr><th>Kommune<th>Bosatt per april<th>Avtalt<tr><td>Risør<td>8<td>4</table>', E'Kommune  Bosatt\n         uke 19\nRisør    8', E'Kommune\nBosatt\nper uke 20\nRisør 8', E';Bosatt;Avtalt\nKommune;uke 19;uke 20\nRisør;8;9', E'| Kommune | Bosatt per april |\n|---|---|\n| Risør | 8 |']) WITH ORDINALITY AS t(page, number)
LEFT JOIN LATERAL preview_table(page, '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
-- what is counted in a period alone is less than the year so far, whatever the date; of years, more
SELECT title, problem
FROM unnest('{"Bosatt i mars 2022","Busett i mai","Bosatt i løpet av uke 20","Bosatt februar–mai 2022","Settled in May 2022","Bosatt i andre kvartal","Bosatte siste 12 måneder","Busette per veke","Bosatte 2015–2022","Bosatt i januar–mai","Bosatt hittil i mai","Kommunestyremøter i mai","Bosatt i uke 20, per 18.05.2022"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatt\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT import_table(E'Kommune;Bosatt i mai 2022\nRisør;8', 'month', '2022-05-31');
SELECT line, settled, problem FROM preview_table(E'Kommune;Bosatt i mai 2022\nRisør;8', '2022-05-31', skip => '{"Kommune Bosatt i mai 2022"}');
-- of a month so far, of several years together, since a year before
SELECT title, problem
FROM unnest('{"Bosatte 2021 og 2022 samlet","Bosatte 2020, 2021 og 2022","Settled 2021 and 2022","Bosatte 2018–2022, per 18.05.2022","Bosatte hittil i mai","Busette så langt i veke 20","Settled so far in May","Settled so far this year","Bosatte hittil i 2022","Bosatte 2. kvartal","Bosatte siste fem år","Busette dei siste tre åra","Settled in the last 5 years","Bosatte siden 2015","Busette sidan 2022","Bosatte i femårsperioden","Bosatte alle år","Avtaler 2021 og bosatte 2022"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatt\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT count(*) FROM preview_table(E'Bosatte 2021 og 2022\n\nKommune;Bosatt 2021;Bosatt 2022\nRisør;8;9', '2022-12-31') WHERE problem IS NOT NULL;
-- not of columns that are left out, nor of measures of one's own
SELECT line, settled, problem FROM preview_table(E'Kommune;Bosatt i uke 20;Bosatt hittil i år\nRisør;8;20', '2022-05-18', columns => '{name,-,settled}');
INSERT INTO measure (measure, position, nb, nn, en) VALUES ('settled_week', 900, 'Bosatt i uken', 'Busett i veka', 'Settled in the week');
INSERT INTO measure_word (phrase, measure) VALUES ('bosatt siste uke', 'settled_week');
SELECT line, measures, counts, problem FROM preview_table(E'Kommune;Bosatt siste uke;Bosatt hittil i år\nRisør;8;20', '2022-05-18');
SELECT line, measures, counts, problem FROM preview_table(E'Kommune;Bosatt i mai\nRisør;8', '2022-05-31', columns => '{name,settled_week}');
-- rows of a kind that is of a part of the year are left out
SELECT line, settled, problem, advice FROM preview_table(E'Kommune;Type;Antall\nRisør;Bosatt uke 19;8\nRisør;Bosatt uke 20;9\nRisør;Avtalt;9', '2022-05-18');
-- columns of years below a title that says what they count: one measure, and no words that are not known beside it
SELECT title, string_agg(concat_ws(' ', p.line, p.measures, p.counts, p.problem), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest('{"Bosatte flyktninger","Busette 2021–2022","Tabell 3@@Antall bosatte enslige mindreårige","Andel bosatte","Bosatte menn","Menn@Bosatte","Prosent@Bosatte","Bosatte@Anmodning","Bosatte i mars","Avtalte, bosatte"}'::text[]) WITH ORDINALITY AS t(title, number)
CROSS JOIN LATERAL preview_table(replace(title, '@', E'\n') || E'\nKommunenr;Kommune;2021;2022\n4201;Risør;8;9', '2022-05-18') AS p
WHERE p.line IS NOT NULL OR p.problem IS NOT NULL GROUP BY number, title ORDER BY number;
SELECT line, settled, advice FROM unnest(ARRAY[E'Bosatte\n\nKommune\t2021\t2022\nRisør\t8\t9', E'Bosatte\n\nKommune  2021  2022\nRisør  8  9', E'Bosatte\n\n| Kommune | 2021 | 2022 |\n|---|---|---|\n| Risør | 8 | 9 |']) AS t(page), preview_table(page, '2022-05-18') WHERE line IS NOT NULL;
-- of the table below it alone
SELECT line, measures, counts, problem FROM preview_table(E'Bosatte\nKommune;2021;2022\nRisør;8;9\n\nKommune;Anmodning 2021;Anmodning 2022\nGrimstad;5;6', '2022-05-18') WHERE line IS NOT NULL;
SELECT line, measures, counts, problem FROM preview_table(E'Bosatte\n\nKommune  2021  2022\nRisør  8  9\n\nKommune  Anmodning\nGrimstad  6', '2022-05-18') WHERE line IS NOT NULL;
SELECT line, measures, counts, problem FROM preview_table(E'Bosatte\nKommune;2021;2022\nRisør;8;9\nAvtalte\nKommune;2021;2022\nGrimstad;8;9', '2022-05-18') WHERE line IS NOT NULL;
SELECT period, date FROM import_periods(E'Bosatte flyktninger\nKommune;2020;2021\nRisør;8;9', 'years below a title');
-- what is planned, left or changed is no count, unless a column is of it, which is left out
SELECT title, header, p.line, settled, problem, advice
FROM (VALUES ('Forventet bosatte 2022', 'Bosatte'), ('Endring siste uke', 'Bosatte'), ('Planned settlements', 'Settled'), ('Bosatte som har flyttet', 'Bosatte'), ('Sekundærflyttere', 'Bosatte'), ('Endringsmelding, bosatte', 'Bosatte'), ('Bosatte og differanse', 'Bosatte;Differanse'), ('Bosetting', 'Bosatte;Gjenstår å bosette')) AS t(title, header)
CROSS JOIN LATERAL preview_table(title || E'\n\nKommune;' || header || E'\nRisør;8' || repeat(';7', length(header) - length(replace(header, ';', ''))), '2022-05-18') AS p
WHERE title NOT LIKE 'Plan%' OR problem IS NOT NULL;
-- above a table without a header, whose columns are given, all lines are titles, but one with a label for each column
SELECT page, columns, string_agg(concat_ws(' ', p.line, settled, problem), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM (VALUES ('Bosatte per 11.05.2022@@Risør 8@Grimstad 9', '{name,settled}'), ('Bosatte menn, prosent@Risør	8@Grimstad	9', '{name,settled}'), ('Bosatte per 18.05.2022@Risør 8', '{name,settled}'), ('Enslige mindreårige@Risør 8', '{name,settled_unaccompanied}'), ('Endring@@4201  Risør  8', '{code,name,settled}'),
	('Bosatte per 11.05.2022@|Risør|8|@|Grimstad|9|', '{name,settled}'), ('Sted  Prosent  Tal@Risør  8  1', '{name,-,settled}'), ('Uke 19@@Sted	Andel	Tal@@Risør	8	1', '{name,-,settled}'), ('Prosent		@Risør	8	1', '{name,-,settled}')) AS t(page, columns)
CROSS JOIN LATERAL preview_table(replace(page, '@', E'\n'), '2022-05-18', columns => columns::text[]) AS p
WHERE p.line IS NOT NULL GROUP BY page, columns ORDER BY page COLLATE "C";
SELECT line, settled, problem FROM preview_table(E'Per 11.05.2022\nRisør 8', '2022-05-18', columns => '{name,settled}', skip => '{"Per 11.05.2022"}');
-- who is not counted, beside a word for what is: not in notes of what is shown
SELECT title, problem
FROM unnest('{"Kommuner som ikke har gjort vedtak","Kommunar utan vedtak","Bosatte, ekskl. Oslo","Settled without protection","Tall under 5 vises ikke","Fylkene uten Oslo","Her er alle som er bosatt i Norge uten avtale."}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Vedtak\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
-- a heading over several lines is told of as its words alone: the statement in its advice teaches it, and none teaches what is not counted as counted
SELECT line, settled, problem, advice FROM preview_table(E'Kommune      Innkvarterte     Bosatte   Avtalt,\n             i mot-                     ikke bosatt\n             taket\nRisør            8            9       3', '2022-05-18') WHERE problem IS NOT NULL;
SAVEPOINT taught;
DO $$
DECLARE
	statement text;
BEGIN
	FOR statement IN SELECT substring(advice FROM 'INSERT INTO [^;]+') FROM preview_table(E'Kommune      Innkvarterte     Bosatte   Avtalt,\n             i mot-                     ikke bosatt\n             taket\nRisør            8            9       3', '2022-05-18') WHERE problem IS NOT NULL LOOP
		EXECUTE statement;
	END LOOP;
END
$$;
SELECT line, settled, problem, advice FROM preview_table(E'Kommune      Innkvarterte     Bosatte   Avtalt,\n             i mot-                     ikke bosatt\n             taket\nRisør            8            9       3', '2022-05-18');
ROLLBACK TO taught;
-- of a page, what stands in its table and in no row, or is its caption or its label, is a title; above all others, and county names no less
SELECT number, string_agg(concat_ws(' ', p.line, region, settled, problem), '; ' ORDER BY p.line, region) AS read
FROM unnest(ARRAY['<tr><td>Risør<td>25<tr><td colspan=2><b>Prosent av anmodning</b><tr><td>Grimstad<td>80', '<tr><td>Risør<td>25<tr><th colspan=2>2021<tr><td>Grimstad<td>80', '<tr><td>Risør<td>25<tr><td colspan=2>Enslige mindreårige<tr><td>Grimstad<td>80',
	'<tr><td>Risør<td>25<tr><td colspan=2>Møre og Romsdal 2021<tr><td>Molde<td>80', '<tr><td>Risør<td>25<tr><td>Møre og Romsdal, i prosent<td><tr><td>Molde<td>80', '<tr><td colspan=2>Agder<tr><td>Risør<td>25<tr><td colspan=2>Møre og Romsdal<tr><td>Molde<td>80',
	'<tr><td>Risør<td>25<tr><td colspan=2>Tall i prosent av vedtak', '<tr><td>Risør<td>25<tfoot><tr><td colspan=2>Tallene er prosent av anmodningen.', '<tr><td>Risør<td>25<tr><td colspan=2>Kilde: IMDi 12.01.2023. Tall under 5 er skjult; andelen er liten.']) WITH ORDINALITY AS t(rows, number)
CROSS JOIN LATERAL preview_table('<h2>Bosatte 2022</h2><table><tr><th>Kommune<th>Bosatt 2022' || rows || '</table>', '2022-12-31') AS p
GROUP BY number ORDER BY number;
SELECT number, string_agg(concat_ws(' ', settled, problem), '; ' ORDER BY settled) AS read
FROM unnest(ARRAY['<figure><table>@</table><figcaption>Bosatte i prosent av vedtak</figcaption></figure>', '<figure><table>@</table></figure><figure><img><figcaption>Andelen bosatte</figcaption></figure>', '<table aria-label="Bosatte i 2021">@</table>',
	'<table summary="Enslige mindre&aring;rige">@</table>', '<table aria-label="Bosatte">@</table><p>Andelen er høy</p>', '<table>@<p>Andel bosatte</p></table>']) WITH ORDINALITY AS t(page, number)
CROSS JOIN LATERAL preview_table(replace(page, '@', '<tr><th>Kommune<th>Bosatt<tr><td>Risør<td>7<tr>'), '2022-12-31') AS p
GROUP BY number ORDER BY number;
SELECT line, settled, problem FROM preview_table('<table><tr><th>Kommune<th>Bosatt<tr><td>Risør<td>25<tr><td colspan=2>2021<tr><td>Grimstad<td>80</table>', '2022-12-31', skip => '{2021}') WHERE line IS NOT NULL;
-- below a table, the sentences that say what its numbers are, and short lines
SELECT number, count(DISTINCT page) AS pages, string_agg(DISTINCT problem, '; ') AS problems
FROM unnest(ARRAY['Tallene er prosent av anmodningen.', 'Tala gjeld berre einslege mindreårige.', 'Kilde: IMDi. Tall per 31.12.2021.', 'Kilde: IMDi, tall per 31.12.2021', 'The figures are percentages of requests. Alle tall er i prosent', '*) Tallene gjelder menn.', 'Gjelder bare kvinner',
	'Kilde: IMDi. Tall per 31.12.2022.', 'Kilde: IMDi 12.01.2023', 'Tall under 5 er skjult. Andelen er prosent.', 'Tall i parentes er enslige mindreårige', 'Tallene omfatter også enslige mindreårige.', 'Tallene er oppdatert 12.01.2023', 'Menn', 'Per 11.05.2021']) WITH ORDINALITY AS t(note, number)
CROSS JOIN unnest(ARRAY[E'Kommune\tBosatt\nRisør\t7\n\n@\n', E'Kommune;Bosatt\nRisør;7\n\n@\n', '<table><tr><th>Kommune<th>Bosatt<tr><td>Risør<td>7</table><p>@</p>', E'Kommune  Bosatt\nRisør  7\n\n@\n']) AS p(page)
CROSS JOIN LATERAL preview_table(replace(page, '@', note), '2022-12-31') AS r
WHERE r.problem IS NOT NULL GROUP BY number ORDER BY number;
SELECT line, settled, problem FROM preview_table(E'Kommune\tBosatt\nRisør\t7\n\nTallene er prosent.', '2022-12-31', skip => '{"Tallene er prosent"}');
-- what is said of a heading that is not known can be executed as it is, and teaches no period
SELECT heading, p.advice FROM unnest('{"Bosatt forrige uke","Busatte personar i alt","Frafall fra vedtak","Innkvarterte","2021 2022","En to tre fire fem seks sju åtte ni"}'::text[]) WITH ORDINALITY AS t(heading, number), busetting_internal.heading_problem(heading) AS p ORDER BY number;
-- no measure is proposed for others than all who are counted, for municipalities, years, remarks and what says more in one word; of many headings, for the first alone
SELECT heading, p.advice FROM unnest('{Bosatte menn,Menn bosatte,Kommuner med vedtak,Antall kommuner,Ikke bosatt,Vedtatte boliger,Kommentar,Bosettingsår,Vedtaksår,Tilleggsanmodning,Bosatte familier,bosat,Busette}'::text[]) WITH ORDINALITY AS t(heading, number), busetting_internal.heading_problem(heading) AS p ORDER BY number;
SELECT p.advice, count(*) FROM preview_table((SELECT 'Kommune;' || string_agg('Talet ' || chr(64 + n), ';') || ';Bosatt' FROM generate_series(1, 26) AS n) || E'\nRisør' || repeat(';1', 27), '2022-05-18') AS p WHERE problem ~ 'Talet [ACSTUZ]"' GROUP BY p.advice ORDER BY min(p.problem);
INSERT INTO busetting.measure_word (phrase, role) VALUES ('innkvarterte', 'another');
SELECT line, settled, problem, advice FROM preview_table(E'Kommune;Innkvarterte;Bosatte\nRisør;8;9', '2022-05-18');
-- of regions, ranks and amounts; of whom it is said by age, origin or how they came; of longer words the end says it
SELECT title, problem
FROM unnest('{"Antall kommuner","Antall kommuner som har bosatt","Talet på kommunar","Number of municipalities","Kommuner","Nr. i landet","Bosatte, rangering","Dekningsgrad","Percentages","Integreringstilskudd","Bosettingsbudsjett","Settled migrants","Gap","Ledige plasser","Måloppnåelse","Scenario 2",
	"EM","Enslige","Bosatte 18-24 år","Over 67 år","Bosatte fra Eritrea","Bosatte fra Hellas","Settled from Greece","Bosatte, tall fra Bergen","Tall fra IMDi om bosatte","Bosatte fra januar til mai","Bosatte fra mottak","Født i Norge av foreldre","Anmodning 15–17 år","Bosatte 16 åringer",
	"Share this page","Obs: bosatte","Andelen flyktninger som er bosatt i kommunen, er vist nedenfor.","Tabellen viser prosentvis bosetting i alle kommuner i 2022.","Andelen som er bosatt i kommunene, har økt siden i fjor.","Tabellen viser hvor mange som er bosatt, og ikke andelen."}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatt\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number, problem;
SELECT page, line, problem
FROM unnest(ARRAY[E'Bosatte\nAntall kommuner\nKommune;Antall\nRisør;8', E'Bosatte\nNr. i landet\nKommune;Antall\nRisør;8', '<table><caption>Antall kommuner</caption><tr><th>Kommune<th>Bosatt<tr><td>Risør<td>7</table>', E'Antall kommuner;Bosatt\nRisør;8']) WITH ORDINALITY AS t(page, number)
LEFT JOIN LATERAL preview_table(page, '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
-- dates and parts of years in other forms; by itself, a period is what the table is of
SELECT title, problem
FROM unnest('{"Bosatte per 30/6-22","Bosatte per 18/5-22","Bosatte 5/18/2022","Bosatte per 30/6","Bosatte per 30.6.22","Bosatte 30.6.22","Bosatte Jan-jun","Bosatte jan.-mai","Bosatte Tertial 2","Bosatte 1. tertial","Bosatte T1","Q3","Q2 2022","Tabell Q3","Bosatte 2022K1","Bosatte 3. kv. 2022","2022/2023","Bosatte 2021/22","Bosatte 2022-05","I fjor","Totalt alle år","Møteplan i fjor","Akkumulert","Bosatte akkumulert 2022","siden 2015","Bosatte siden krigen"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatt\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
SELECT line, problem FROM preview_table(E'Kommune;Bosatt Tertial 2\nRisør;8', '2022-08-18');
-- words of titles are rows
INSERT INTO measure_word (phrase, role) VALUES ('innlosjerte', 'another title'), ('unnagjort', 'negation');
SELECT title, problem FROM unnest('{"Innlosjerte 2022","Bosatte unnagjort"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL ORDER BY number;
-- a heading by itself, and one whose words say which measure it is
SELECT heading, line, settled, agreed, problem, detail, advice FROM unnest('{Innkvarterte,Bosat,Avtala busett,Avtaled bosatt,Bosatt i mottak}'::text[]) AS t(heading), preview_table(format(E'Kommune;%s\nRisør;8', heading), '2022-05-18') WHERE problem IS DISTINCT FROM 'the header has no measure';
-- a title says by what its rows are, and of which region
SELECT line, name, settled, problem FROM unnest(ARRAY['Bosatte flyktninger i Agder 2022 fordelt på kommune', 'Bosatte etter kommune og år', 'Bosatte etter vedtak']) AS t(title), preview_table(title || E'\nKommune;Antall\nRisør;8', '2022-05-18');
-- a printed total that is less than its rows; one of another row, or of hidden numbers, may be
SELECT content, line, name, problem, advice
FROM unnest(ARRAY[E'Kommune;Bosatt\nRisør;8\nGrimstad;:\nAgder i alt;7', E'Kommune;Bosatt\nRisør;8\nGrimstad;:\nAgder i alt;8', E'Fylke;Bosatt\nAgder;7\nOslo;5\nHele landet;11\n\nKommune;Bosatt\nRisør;8', E'Kommune;Bosatt\nRisør;8\nAgder i alt;:', E'Kommune;Vedtak;Bosatt\nRisør;8;7\nAgder i alt;6;7']) AS t(content)
LEFT JOIN LATERAL preview_table(content, '2022-05-18') AS p ON p.problem IS NOT NULL;
SELECT line, settled, problem FROM preview_table(E'Kommune;Bosatt\nRisør;8\nAgder i alt;7', '2022-05-18', skip => '{Agder i alt}');
-- one's own word takes precedence
INSERT INTO measure_word (phrase, role) VALUES ('Menn', 'filler'), ('syrere', 'group');
SELECT title, problem FROM unnest('{Menn,Syrere}'::text[]) AS t(title)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL;
ROLLBACK;

-- days by their numbers alone, in a heading or on a line of their own, are compared; of other numbers with a point, none is a day
SELECT content, string_agg(concat_ws(' ', p.name, p.settled, p.decided, p.problem), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest(ARRAY[E'Kommune\tBosatte 11.5.\tVedtak 11.5.\nBergen\t51\t183', E'Kommune;Bosatte 11.05\nBergen;51', E'Kommune;Bosatte 18.05.\nBergen;51', E'Kommune Bosatte 11.05.\nBergen 51', E'Kommune;11.05\n;Bosatte\nBergen;51', E'11.05\n\nKommune;Bosatte\nBergen;51', E'(18.05.)\n\nKommune;Bosatte\nBergen;51', E'Kommune;Bosatte 18.05.;Vedtak 11.05.\nBergen;51;183', E'Kommune;Bosatte 18.05.2022\nBergen;51', E'Tabell 2.1 Bosatte\n\nKommune;Bosatte\nBergen;51']) WITH ORDINALITY AS t(content, number)
CROSS JOIN LATERAL preview_table(content, '2022-05-18') AS p GROUP BY number, content ORDER BY number;
