-- what people have: downloads, spreadsheets, flags and bounds in cells, names as services write them
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- one row a value: which column holds what is seen from the rows; other kinds are left out with a word
SELECT line, name, region, requested, decided, settled, problem, advice FROM preview_table(E'Enhet;År;Kommunenummer;Kommune;Bosetting;Antall
Personer;2022;4201;Risør;Anmodning om bosetting;10
Personer;2022;4201;Risør;Opprinnelig anmodning;7
Personer;2022;4201;Risør;Faktisk bosetting;9
Personer;2022;4201;Risør;Vedtak om bosetting;11
Personer;2022;4204;Kristiansand (f.o.m. 2020);Anmodning om bosetting;140
Personer;2022;4204;Kristiansand (f.o.m. 2020);Faktisk bosetting;:
Personer;2022;0114;Varteig (t.o.m. 2019);Faktisk bosetting;.
Personer;2022;4213;;Faktisk bosetting;5
Prosent;2022;4213;;Faktisk bosetting;50', '2022-12-31');
-- of several years, the date's; between commas and tabs, with a time stamp and ".0"
SELECT line, name, region, requested, settled, problem FROM preview_table(E'Kommune,År,Kategori,Antall\nRisør,2021-01-01,Anmodning,8.0\nRisør,2021-01-01,Faktisk bosetting,7.0\nRisør,2022-01-01,Anmodning,10.0\nRisør,2022-01-01,Faktisk bosetting,9.0', '2022-12-31');
SELECT line, name, region, requested, settled, problem FROM preview_table(E'region\tyear\tmeasure\tvalue\n4201\t2022\trequested\t10\n4201\t2022\tsettled\t9', '2022-06-30');
SELECT line, name, problem, advice FROM preview_table(E'Kommune;År;Kategori;Antall\nRisør;2021;Anmodning;8\nRisør;2020;Anmodning;7', '2022-12-31');
-- what divides the values by something else is no table of all; nor is a kind that nobody knows
SELECT line, name, problem, advice, detail FROM preview_table(E'Kommune;År;Kjønn;Kategori;Antall\nRisør;2022;Menn;Anmodning;8\nRisør;2022;Kvinner;Anmodning;7', '2022-12-31');
SELECT line, name, requested, problem, advice FROM preview_table(E'Kommune;År;Kategori;Antall\nRisør;2022;Anmodning;8\nRisør;2022;Deltakere;7', '2022-12-31');
SELECT line, name, requested, problem, advice FROM preview_table(E'Kommune;År;Kategori;Antall\nRisør;2022;Anmodning;8\nRisør;2022;Deltakere;7', '2022-12-31', columns => '{-}');
SELECT line, name, requested, problem FROM preview_table(E'Kommune;År;Kategori;Antall\nRisør;2022;Anmodning;8\nRisør;2022;Anmodning;7', '2022-12-31');

-- headers of several lines: kind, unit and year
SELECT line, name, region, requested, settled, problem, advice FROM preview_table(E'Region;Navn;Bosetting: Anmodning om bosetting;Bosetting: Anmodning om bosetting;Bosetting: Anmodning om bosetting;Bosetting: Faktisk bosetting;Bosetting: Faktisk bosetting
;;Enhet: Personer;Enhet: Personer;Enhet: Prosent;Enhet: Personer;Enhet: Personer
;;År: 2021;År: 2022;År: 2022;År: 2021;År: 2022
K4201;Risør;8;10;100;7;9
K4204;Kristiansand (f.o.m. 2020);120;140;100;:;<5', '2022-12-31');
SELECT line, name, requested, settled, problem FROM preview_table(E'Kommune;Anmodning;;Bosatt;\n;2021;2022;2021;2022\nRisør;8;10;7;9', '2021-12-31');
SELECT line, name, decided, settled, problem FROM preview_table(E'Kommune;Vedtak 2024;Bosatt 2022\nBergen;100;7', '2021-01-01');
SELECT line, name, decided, settled, problem FROM preview_table(E'Kommune;Vedtak 2024;Bosatt 2022\nBergen;100;7', '2024-01-01');
-- of minors only, which are another measure
SELECT line, measures, counts, requested, problem, advice FROM preview_table(E'Region;Navn;Bosetting enslige mindreårige: Anmodning om bosetting;Bosetting enslige mindreårige: Anmodning om bosetting\n;;Enhet: Personer;Enhet: Personer\n;;År: 2021;År: 2022\nK4201;Risør;5;5', '2022-12-31');

-- spreadsheets: sep=, padded titles, codes kept as text, empty columns, a county on a line of its own, notes below
SELECT form, line, name, region, settled, agreed, problem, advice FROM preview_table(E'sep=;
Bosetting per fylke;;;;
;;;;
Nr;Kommune;Bosatte;Avtalt å bosette;
Agder;;;;
="4201";Risør;51;1 183;
="4204";Kristiansand;7;:;
Nordland;;;;
="1818";Herøy;3;4;
;;;;
Fotnote: tall under 5 er prikket;;;;
Kilde: IMDi;;;;', '2022-12-31');

-- bounds in cells are the cell's own
SELECT name, settled, agreed, problem FROM preview_table(E'Kommune;Bosatte;Avtalt å bosette\nBergen;1-9;10-50\nVoss;<5;0..4\nAlver;< 5;≤ 3\nKvam;>100;5..\nEtne;9-1;7\nFedje;5+;5 +', '2022-05-18');
SELECT name, settled, agreed, problem FROM preview_table(E'Kommune  Bosatte  Avtalt å bosette\nBergen  5+  10+\nVoss 100+ 7\nAlver 3 +5', '2022-05-18');
SELECT cell, busetting_internal.printed_bounds(cell) FROM (VALUES ('5+'), ('0+'), ('5 +'), ('+5'), ('+'), ('1-5+'), ('9999999999+'), ('1-9'), ('1 – 9'), ('<5'), ('< 5'), ('<=5'), ('≤ 4'), ('>5'), ('>= 5'), ('0..4'), ('5..'), ('..5'), ('..'), ('<0'), ('9-1'), ('5'), (':'), ('1-'), ('-'), ('1-9999999999'), (NULL)) AS v (cell);

-- separators between thousands where the publisher writes so
SELECT r.rule, settled, agreed, problem
FROM (VALUES ('gss', '12,345'), ('destatis', '1.234'), ('bfs', '1’234'), ('bfs', '1''234'), ('statcan', '1,234,567'), ('statcan', '1,234 567'), ('gss', '1,23'), ('gss', '1.234'), ('imdi', '1,234'), ('ssb', '1.234')) AS r (rule, cell),
	preview_table(E'Kommune;Bosatte;Avtalt å bosette\nBergen;' || r.cell || ';7', '2022-05-18', rule => r.rule);
SELECT name, settled, agreed, problem FROM preview_table(E'Kommune  Bosatte  Avtalt å bosette\nBergen  1,234  12,345,678\nVoss  5  7', '2022-05-18', rule => 'gss');

-- flags beside a value or a symbol
SELECT r.rule, r.cell, settled, flags, problem
FROM (VALUES ('eurostat', '51 b'), ('eurostat', '1234 bep'), ('eurostat', ': cu'), ('eurostat', ': bc'), ('eurostat', ': u'), ('eurostat', '51 x'),
	('gss', '51 [p]'), ('gss', '[c][note 2]'), ('gss', '51 [x]'), ('statcan', '51E'), ('statcan', '51r'), ('statsnz', '51P'),
	('destatis', '51r'), ('destatis', '(51)'), ('destatis', '(1.234)'), ('destatis', '.r'), ('imdi', '51 b'), ('imdi', '(51)')) AS r (rule, cell),
	preview_table(E'Kommune;Bosatte;Avtalt å bosette\nBergen;' || r.cell || ';7', '2022-05-18', rule => r.rule);
SELECT name, settled, agreed, flags, problem FROM preview_table(E'Kommune\tBosatte\tAvtalt å bosette\nBergen\t51 b\t1234 bep\nVoss\t: cu\t: bc', '2022-05-18', rule => 'eurostat');
SELECT name, settled, agreed, flags, problem FROM preview_table(E'Kommune  Bosatte  Avtalt\nBergen  51 b  1234 bep\nVoss  : cu  : bc', '2022-05-18', rule => 'eurostat');

-- a name is no symbol with flags, though its letters are some
SELECT line, name, settled, problem FROM preview_table(E'Kommune\nBosatte\nNes\n5 e\nBergen\nC u', '2022-05-18', rule => 'eurostat');
-- bounds have flags, too
SELECT name, settled, flags, problem FROM preview_table(E'Kommune  Bosatte\nNes  1-9 b\nBergen  < 5 p', '2022-05-18', rule => 'eurostat');
-- a sheet that begins in its second column; a county with the tabs of empty cells behind it; ranks before names, a cell a line
SELECT line, name, region, settled, problem, advice FROM preview_table(E'sep=;\n;Bosetting av flyktninger;;\n;Nr;Kommune;Bosatte\n"";1;Risør;51\n;2;Kristiansand;7\n;;;\n', '2022-12-31');
SELECT line, problem FROM preview_table(E';Kommune;Bosatte\nx;Risør;51', '2022-12-31');
SELECT line, name, settled, problem, advice FROM preview_table(E',Kommune,Bosatte\n0,Risør,51\n1,Kristiansand,7', '2022-12-31', columns => '{-}');
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune\tBosatte\tAvtalt\nKommuner i Innlandet\t\t\nVåler\t5\t7\nViken:\t\t\nVåler\t6\t8', '2022-12-31');
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune\nBosatte\n1. Risør\n51\n2. Kristiansand\n1 207\n3) Grimstad\n:', '2022-12-31');

-- letters in two characters, and characters of no width
SELECT name, region, settled, agreed, problem FROM preview_table(E'Kommune;Bosatte;Avtalt a\u030A bosette\nA\u030Alesund;51;183\nBer\u200Bgen;5\u200B1;7', '2022-05-18');

-- rows left out by name, and what no row is called
SELECT line, name, region, settled, problem, advice FROM preview_table(E'Kommune;Bosatte\nBergen;51\nUoppgitt;3\nØvrige kommuner;7', '2022-05-18', skip => '{Uoppgitt,"Øvrige kommuner",Andre}');
-- the code decides where the name is unknown, and is none where it is another region's
SELECT line, name, region, settled, problem FROM preview_table(E'Kommunenr;Kommune;Bosatte\n4601;Berjen;51\n4621;Voss herad;3\n4601;Oslo;7\n3419;Våler;8', '2022-05-18');
-- tables of one page about the same regions are one publication where they agree
SELECT line, name, requested, settled, problem FROM preview_table(E'Fylke;Anmodning\nAgder;780\nVestland;900\n\nFylke;Bosatt\nAgder;:\nVestland;55', '2022-05-18');
SELECT line, name, requested, settled, problem FROM preview_table(E'Fylke;Anmodning\nAgder;780\n\nFylke;Anmodning;Bosatt\nAgder;781;5', '2022-05-18');

-- preview_table goes on behind what is wrong
SELECT line, name, settled, agreed, problem, advice, detail FROM preview_table(E'Kommune;Bosatte;Avtalte plasser;Søkt ut;Deltakarar\nBergen;51;7;8;9\nVoss;5,5;7;8;9\nAlver;51;7\nxyzzy;1;2;3;4\nKvam;1;2;3;4', '2022-05-18');
SELECT line, name, settled, agreed, problem FROM preview_table(E'Kommune  Bosatte  Avtalt\nBergen  51  7\nVoss  5,5  7\nAlver  51  7  8\nKvam  1  2', '2022-05-18');
-- of a page, too, also where all of it is on one line
SELECT line, name, settled, agreed, problem FROM preview_table(E'<table><tr><th>Kommune<th>Bosatte<th>Avtalt<tr><td>Bergen<td>51<td>7<tr><td>Voss<td>5,5<td>7<tr><td>Alver<td>51<td>7<td>8<tr><td>Kvam<td><del>1</del>2<td>2<tr><td>xyzzy<td>1<td>2<tr><td colspan=2>Etne<td>3<tr><td>Stord<td>3<td>4</table>', '2022-05-18');
SELECT line, name, settled, problem, advice IS NOT NULL AS advised FROM preview_table(E'<table><tr><th>Kommune<th>Bosatte<th>Deltakarar\n<tr><td>Bergen<td>51<td>7\n<tr><td>Voss<td>x5<td>7\n<tr><td>Alver<td>5<td>7</table>\n<table><tr><th>Kommune<th>Bosatte\n<tr><td>Etne<td>5,5\n<tr><td>Stord<td>6</table>', '2022-05-18');
SELECT count(*), count(problem), count(*) FILTER (WHERE problem LIKE 'cell%') AS cells FROM preview_table('<table><tr><th>Kommune<th>Bosatte' || repeat('<tr><td>Bergen<td>5,5', 60) || '</table>', '2022-05-18');
SELECT import_table(E'<table><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51<tr><td>Voss<td>5,5<tr><td>Kvam<td>5,5</table>', 'page', '2022-05-18');
SELECT line, problem, detail FROM preview_table(E'Bosetting i Agder\n\nKommune Innbyggere\nRisør 7000', '2022-05-18');
SELECT line, problem, detail FROM preview_table('', '2022-05-18');
-- of a header that names no measure the advice drafts the columns; followed, it is read
SELECT problem, advice FROM preview_table(E'year\tKommunenavn\tKommunenummer\tema\tema_string\n2022\tEigersund\t1101\t\t<5\n2022\tStavanger\t1103\t10\t10', '2022-06-01');
SELECT line, name, region, measures, counts, problem, advice FROM preview_table(E'2022\tEigersund\t1101\t\t<5\n2022\tStavanger\t1103\t10\t10', '2022-06-01', columns => '{-,name,code,-,settled_unaccompanied}');
SELECT advice FROM preview_table('Kommune' || repeat(E'\tx', 60), '2022-06-01');
SELECT import_table(E'Kommune;Bosatte;Deltakarar\nBergen;51;9\nVoss;5;9', 'layout', '2022-05-18');
SELECT import_table(E'Kommune;Bosatte;Deltakarar\nBergen;51;9\nVoss;5;9\nUoppgitt;3;4', 'layout', '2022-05-18', columns => '{-}', skip => '{Uoppgitt}') IS NOT NULL AS stored;
SELECT name, settled FROM settlement JOIN region_official USING (region) WHERE publication = (SELECT max(id) FROM publication) ORDER BY name;
-- printed bounds are kept under any rule, and add up; a hidden cell beside them is what the rule says
SELECT import_table(E'Kommune;Bosatte;Avtalt å bosette\nBergen;1-9;10-50\nVoss;<5;0..4\nAlver;:;:\nKvam;7;8', 'bounds', '2022-05-18') IS NOT NULL AS stored;
SELECT name, measure, published, value, hidden FROM figure WHERE source = 'bounds' ORDER BY name, measure;
SELECT measure, total, visible, hidden FROM county_total WHERE source = 'bounds' ORDER BY measure;
UPDATE publication SET rule = 'ssb' WHERE source = 'bounds';
SELECT name, measure, published, value, hidden FROM figure WHERE source = 'bounds' ORDER BY name, measure;
SELECT import_table(E'Kommune;Bosatte;Avtalt å bosette\nBergen;1-9;10-50\nVoss;<5;0..4\nAlver;:;:\nKvam;7;8', 'bounds', '2022-05-18', rule => 'ssb') = max(id) AS stored_already FROM publication WHERE source = 'bounds';
SELECT import_table(E'Kommune;Bosatte\nBergen;51 b', 'flags', '2022-05-18', rule => 'eurostat') IS NOT NULL AS stored;
ROLLBACK;

-- headings of several columns, which stand above the line that heads the names: between semicolons, tabs, and set out in columns
SELECT line, name, measures, counts, problem, advice FROM preview_table(E';Enslige mindreårige;\nKommune;Bosatte;Vedtatt\nRisør;24;12', '2022-12-31');
SELECT line, name, measures, counts, problem, advice FROM preview_table(E';;Prosent;\nKommunenr;Kommune;Bosatte;Vedtatt\n4201;Risør;24;12', '2022-12-31');
SELECT line, name, measures, counts, problem FROM preview_table(E'\tKvinner\tMenn\nKommune\tBosatte\tBosatte\nRisør\t24\t12', '2022-12-31');
SELECT line, name, measures, counts, problem, advice FROM preview_table(E'\t2021\t\t2022\t\nKommune\tBosatte\tVedtatt\tBosatte\tVedtatt\nRisør\t24\t12\t5\t6', '2022-12-31');
SELECT line, name, measures, counts, problem FROM preview_table(E'            Kvinner   Menn\nKommune     Bosatte   Vedtatt\nRisør       24        12', '2022-12-31');
SELECT line, name, measures, counts, problem FROM preview_table(E'            Enslige mindreårige   Antall\nKommune\n                  bosatte         vedtatt\nRisør             24              12', '2022-12-31');
SELECT line, name, measures, counts, problem FROM preview_table(E'            Prosent   Andel\nKommune\n            bosatte   vedtatt\nRisør       24        12', '2022-12-31');
-- one field above that says nothing a header says is a title
SELECT line, name, measures, counts, problem, advice FROM preview_table(E';Skoleåret;\nKommune;Bosatte;Vedtatt\nRisør;24;12', '2022-12-31');
-- a heading above one column or several, set out in columns and between upright lines: what cannot be told is refused
SELECT line, measures, problem FROM preview_table(E'            Prosent av vedtak\nKommune     Bosatte              Vedtatt   Avtalt\nRisør       24                   12        7', '2022-12-31');
SELECT line, measures, problem FROM preview_table(E'            Prosent\nKommune     Bosatte   Vedtatt\nRisør       24        12', '2022-12-31');
SELECT line, measures, problem FROM preview_table(E'            Enslige mindreårige\nKommune     Bosatt                Vedtatt  Avtalt\nRisør       24                    12       7', '2022-12-31');
SELECT line, measures, counts, problem FROM preview_table(E'            Avtalt\nKommune     bosatt    Vedtatt\nRisør       24        12', '2022-12-31');
SELECT line, measures, counts, problem FROM preview_table(E'            2022\nKommune     Bosatt    Vedtatt    Avtalt\nRisør       24        12         3', '2022-12-31');
SELECT line, measures, counts, problem FROM preview_table(E'            Prosent   Antall\nKommune     Bosatt    Vedtatt    Avtalt\nRisør       24        12         3', '2022-12-31');
SELECT above, measures, counts, problem
FROM unnest('{Prosent | |,Enslige mindreårige | |,Prosent vedtatt | |,2021 | | 2022,Faktisk | |,2022 | |,Prosent | Antall |,Prosent | | Antall}'::text[]) WITH ORDINALITY AS t(above, number)
LEFT JOIN LATERAL preview_table('| | ' || above || E' |\n| Kommune | bosatt | vedtatt | avtalt |\n|---|---|---|---|\n| Risør | 24 | 12 | 7 |', '2022-12-31') AS p ON p.problem IS NOT NULL OR name IS NOT NULL ORDER BY number;
SELECT line, measures, counts, problem FROM preview_table(E'| | Prosent | | |\n| Kommune | bosatt | vedtatt | avtalt |\n|---|---|---|---|\n| Risør | 24 | 12 | 7 |', '2022-12-31', columns => '{name,-,-,agreed}');
SELECT import_table(E'| | Prosent | |\n| Kommune | Bosatte | Vedtatt |\n|---|---|---|\n| Risør | 24 | 12 |', 'group', '2022-12-31');
-- notes close below the rows, without a blank line, of one field or padded; no row is one
SELECT note, string_agg(concat_ws(' ', p.line, p.settled, p.problem, p.advice), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest(ARRAY['Kilde: IMDi', 'Kilde: IMDi;;', '"Kilde: IMDi; hentet i mai";;', '* foreløpige tall;;', 'Kilde: IMDi;;7', '* Voss;;', '* Voss', 'Oslo: se Viken;;', E'Kilde: IMDi;;\n4621;Voss;8', E'Kilde: IMDi;;\nKommune;Avtalt\nBergen;9']) WITH ORDINALITY AS t(note, number)
CROSS JOIN LATERAL preview_table(E'Kommunenr;Kommune;Bosatte\n4601;Bergen;5\n1103;Stavanger;6\n' || note, '2022-05-18') AS p
WHERE p.line > 3 GROUP BY number, note ORDER BY number;

-- more columns than are read
SELECT n, d = E'\t' AS tabs, line, settled, problem, advice FROM (VALUES (510, ';'), (511, ';'), (511, E'\t')) AS v(n, d), preview_table('Kommune' || repeat(d || 'Sak', n) || d || 'Bosatte' || E'\nRisør' || repeat(d || '1', n) || d || '8', '2022-05-18', columns => '{-}') WHERE line IS NULL OR line > 1;
-- a number that blank lines set apart may be a page's
SELECT line, settled, problem, advice FROM preview_table(E'Kommune  Bosatte\nRisør  8\n\n12\n\nGrimstad 7', '2022-05-18');
SELECT line, settled, problem, advice FROM preview_table(E'Kommune  Bosatte  Avtalt\n\n3\n\nRisør  8  1\nGrimstad  9  2', '2022-05-18');
-- columns one below the other are no rows
SELECT problem, advice FROM unnest(ARRAY[E'Kommune\n\nRisør\nGrimstad\n\nBosatte\n\n8\n9\n\nAvtalt\n\n1\n2', E'Kommune\nRisør\nGrimstad\nBosatte\n8\n9', E'Kommune\n\nBosatte\n\nAvtalt\n\nRisør\nGrimstad\n\n8\n9\n\n1\n2']) WITH ORDINALITY AS t(page, number)
CROSS JOIN LATERAL (SELECT problem, advice, line FROM preview_table(page, '2022-05-18') WHERE problem IS NOT NULL ORDER BY line LIMIT 1) AS p ORDER BY number;
-- a column of periods or of groups beside measures: left out without thought, rows of another year or of women would be read as all
SELECT heading, p.problem, p.advice FROM unnest('{År,Kjønn}'::text[]) AS t(heading), preview_table(format(E'Kommune  %s  Bosatte\nBergen  2022  5', heading), '2022-05-18') AS p WHERE p.problem IS NOT NULL;
