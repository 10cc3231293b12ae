-- several lists: side by side, and below each other with a title that says what each counts
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- lists of the same columns side by side, of which the last may be shorter
SELECT line, name, settled, decided, problem FROM preview_table(E'Kommune\tBosatt\tVedtak\tKommune\tBosatt\tVedtak\nBergen\t51\t60\tVoss\t7\t10\nAlver\t5\t6\tKvam\t8\t9\nFedje\t1\t2', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Kommune;Bosatt;;Kommune;Bosatt\nBergen;51;;Voss;7\nAlver;5;;Kvam;8\nFedje;1;;;', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt   Kommune   Bosatt\nBergen        51   Voss           7\nAlver          5   Kvam           8\nFedje          1', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Nr;Kommune;Bosatt;Nr;Kommune;Bosatt\n1;Bergen;51;3;Voss;7\n2;Alver;5;4;Kvam;8', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table('<table><tr><th>Kommune<th>Bosatt<th>Kommune<th>Bosatt<tr><td>Bergen<td>51<td>Voss<td>7<tr><td>Alver<td>5<td><td></table>', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Bergen;51;Voss;7\nAlver;5;;', '2022-05-18', columns => '{name,settled,name,settled}');
-- rows of a table beside that the columns leave out are told of, in every form; a second column of names of the same rows is none
SELECT content, string_agg(concat_ws(' ', p.line, p.name, p.settled, p.decided, p.problem, p.advice), '; ' ORDER BY p.line, p.name) AS read
FROM unnest(ARRAY[E'Kommune;Bosatte;Kommune;Bosatte\nBergen;51;Voss;7\nAlver;5;Kvam;8', E'Kommune\tBosatte\tKommune\tVedtak\nBergen\t51\tVoss\t7', E'Kommune   Bosatte   Kommune   Bosatte\nBergen         51   Voss            7\nAlver           5   Kvam            8', '<table><tr><th>Kommune<th>Bosatte<th>Kommune<th>Bosatte<tr><td>Bergen<td>51<td>Voss<td>7</table>']) WITH ORDINALITY AS t(content, number)
CROSS JOIN LATERAL preview_table(content, '2022-05-18', columns => '{name,settled,-,-}') AS p GROUP BY number, content ORDER BY number;
SELECT line, name, settled, problem FROM preview_table(E'Kommune;Bosatte;;Kommune;Vedtak\nBergen;51;;Voss;7', '2022-05-18', columns => '{name,settled,-,-,-}');
SELECT line, name, decided, problem FROM preview_table(E'Kommune;Bosatte;Kommune;Vedtak\nBergen;51;Voss;7', '2022-05-18', columns => '{-,-,name,decided}', skip => '{Kommune}');
SELECT line, name, settled, problem FROM preview_table(E'Kommune;Kommune;Bosatte\n4601;Bergen;51', '2022-05-18', columns => '{-,name,settled}');
-- the advice is not to leave one out
SELECT line, problem, advice FROM preview_table(E'Kommune;Bosatte;Kommune;Vedtak\nBergen;51;Voss;7', '2022-05-18');
-- a region above one of them is not one above the others; what has a name alone is nothing stated, or a region
SELECT line, name, problem, advice FROM preview_table(E'Kommune;Bosatt;Kommune;Bosatt\nVestland;;Rogaland;\nBergen;51;Stavanger;7', '2022-05-18');
SELECT line, name, problem, advice FROM preview_table(E'Kommune;Bosatt;Kommune;Bosatt\nVestland;;;\nBergen;51;Stavanger;7', '2022-05-18');
SELECT line, name, problem, advice FROM preview_table(E'Kommune;Bosatt;Kommune;Bosatt\nBergen;51;Stavanger;', '2022-05-18');
-- other columns are another table's; a space apart, nothing says where one ends
SELECT line, name, problem FROM preview_table(E'Kommune;Bosatt;;Kommune;Vedtak\nBergen;51;;Bergen;7', '2022-05-18');
SELECT line, name, problem FROM preview_table(E'Kommune Bosatt Kommune Bosatt\nBergen 51 Voss 7', '2022-05-18');

-- values below titles that say what each table counts
SELECT line, name, requested, settled, problem FROM preview_table(E'Bosatte\nKommune\tAntall\nBergen\t51\nVoss\t7\n\nAnmodning\nKommune\tAntall\nBergen\t60\nVoss\t10', '2022-05-18');
SELECT line, name, requested, settled, problem FROM preview_table(E'Bosatte;\nKommune;Antall\nBergen;51\n;\nAnmodning;\nKommune;Antall\nBergen;60', '2022-05-18');
-- what stands below one of them is a row of it, or a note
SELECT line, name, total, requested, settled, problem FROM preview_table(E'Bosatte 2022\n\nKommune   Antall\nBergen    51\nVoss       7\nSum 58\nKilde: IMDi\n\nAnmodning 2022\n\nKommune   Antall\nBergen    60\nVoss      10', '2022-05-18');
SELECT line, name, decided, settled, advice, problem FROM preview_table(E'Bosatte\n\nKommune   2021   2022\nBergen    51     52\n\nVedtak\n\nKommune   2021   2022\nBergen    60     61', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Bosatte i Vestland\nKommune;Antall\nBergen;51\n\nBosatte i Rogaland\nKommune;Antall\nStavanger;52', '2022-05-18');
-- titles are judged, each with its own table
SELECT line, name, requested, settled, problem FROM preview_table(E'Bosatte 2022\nKommune;Antall\nBergen;51\n\nAnmodning 2021\nKommune;Antall\nBergen;60', '2022-05-18');
-- where two disagree, that is told; where it is not known what one counts, none is read
SELECT line, name, settled, problem, advice FROM preview_table(E'Bosatte\n\nKommune   Antall\nBergen    51\n\nBosatte\n\nKommune   Antall\nBergen    52', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Bosatte\n\nKommune   Antall\nBergen    51\n\nKommune   Antall\nVoss      10', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Bosatte\n\nKommune   Antall\nBergen    51\n\nFolketall\n\nKommune   Antall\nBergen    10', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Bosatte\nKommune;Antall\nBergen;51\n\nEnslige mindreårige\nKommune;Antall\nBergen;52', '2022-05-18');
