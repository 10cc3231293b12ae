-- a line that could be a row of a table is one, or an error at its own line that quotes its cell; prose is left out
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;
SET search_path = busetting, public, pg_temp;
\set SHOW_CONTEXT never

-- what is read, or the line and the cell that an error quotes
CREATE FUNCTION pg_temp.got(content text, columns text[] DEFAULT NULL, rule text DEFAULT 'imdi') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN (
		SELECT coalesce(
			min(regexp_replace(concat_ws(': ', line, problem), '^([0-9]+): (?:cell ("[^"]*") (?:of [a-z_]+ )?is neither a count nor a symbol|(.*))$', '\1: \2\3'))
				FILTER (WHERE name IS NULL AND problem IS NOT NULL AND place = first),
			string_agg(concat_ws(' ', name, settled, problem), ', ' ORDER BY line) FILTER (WHERE name IS NOT NULL))
		FROM (SELECT p.*, min(place) FILTER (WHERE name IS NULL AND problem IS NOT NULL) OVER () AS first
			  FROM preview_table(content, '2022-05-18', rule, columns => columns) WITH ORDINALITY AS p(form, line, name, region, total, requested, decided, decided_collective,
				  agreed, agreed_collective, settled, settled_collective, problem, advice, measures, counts, flags, detail, place)) AS r);
END
$$;
CREATE TEMPORARY TABLE line_case (number serial, kind text, content text, expected text, columns text[]);

INSERT INTO line_case (kind, content, expected) VALUES
-- set out with runs of spaces
('gaps', E'Kommune  Bosatte  Avtalt å bosette\nBergen   51   183\nAlver    39   59\nVoss     << 5  << 5\nFedje    << 5  << 5\nModalen  << 5  << 5\n', '4: "<< 5"'),
('gaps', E'Kommune  Bosatte  Avtalt å bosette\nAlver    39   59\nBergen   1’234  5’777\n', '3: "1’234"'),
('gaps', E'Kommune  Bosatte\nAlver    39\nBergen   51r\n', '3: "51r"'),
('gaps', E'Vestland\nKommune  Bosatte  Avtalt å bosette\nBergen   51   183\nVoss     under fem  under fem\n\nNordland\nKommune  Bosatte  Avtalt å bosette\nBodø     39   59\n', '4: "under fem"'),
('gaps', E'Kommune  Bosatte  Avtalt å bosette\nVoss     << 5  << 5\nBergen   51   183\n', '2: "<< 5"'),
('gaps', E'Kommune  Bosatte  Avtalt å bosette\nAlver    39   59\nVoss     << 5  << 5\nBergen   51   183\n', '3: "<< 5"'),
('gaps', E'Kommune  Bosatte\nVoss     ikke klart\n', '2: "ikke klart"'),
('gaps', E'Kommune  Bosatte\nVoss     ukjent\n\nFylke  Bosatte\nVestland  7\n', '2: "ukjent"'),
('gaps', E'Kommune  Bosatte\nAlver    39\nVoss     Ukjent\nBergen   5\n', '3: "Ukjent"'),
('gaps', E'Kommune  Bosatte\nAlver    39\nFinmark  51r\n', '3: "51r"'),
('gaps', E'Kommune  Bosatte\nIndre  Østfold  5\nIndre  Østfold  under fem\n', '3: "under fem"'),
-- with tabs
('tabs', E'Kommune\tBosatte\tVedtak\nAlver\t39\t5\nVoss\t<< 5\t<< 5\n', '3: "<< 5"'),
('tabs', E'Kommune\tBosatte\tVedtak\nAlver\t39\t5\n\nMer om dette, se under.\n\nVoss\tukjent\tukjent\n', '6: "ukjent"'),
('tabs', E'Kommune\tBosatte\tVedtak\nAlver\t39\t5\nVoss\tunder fem\n', '3: "under fem"'),
-- with single spaces
('spaces', E'Kommune Bosatte Vedtak\nAlver 39 5\nVoss under fem under fem\n', '3: "under fem"'),
('spaces', E'Kommune Bosatte Vedtak\nVoss 5 seks\nAlver 39 5\n', '2: "seks"'),
('spaces', E'Kommune Bosatte\nVoss << 5\nAlver 39\n', '2: "<< 5"'),
('spaces', E'Kommune Bosatte\nAlver 39\nFinmark 51r\n', '3: "51r"'),
('spaces', E'Kommune Bosatte\nAlver 39\nBergen kommune << 5\n', '3: "<< 5"'),
('spaces', E'Kommune Bosatte\nAlver 39\nVoss har under fem\n', '3: "har under fem"'),
('spaces', E'Kommune Bosatte Vedtak Avtalt Anmodning\nAlver 5 3 85 2\nBjørgvin 0..4 ≤4 0x1F x\n', '3: "0x1F"'),
('spaces', E'Kommune Bosatte\nAlver 39\n- Vosland 7\n', '3: it is not clear whether row "Vosland" begins on this line'),
('spaces', E'Kommune Bosatte Vedtak\nAlver 39 5\nVoss 7\nBodø << 5 7\n', '3: row "Voss" has 1 cell instead of 2'),
('spaces', E'Kommune Bosatte\nAlver 39\nVosland: 5\n', '3: it is not clear whether row "Vosland:" begins on this line'),
('spaces', E'Kommune Bosatte Vedtak\nAlver 39 5\nTotalt 39 ca. 5\n', '3: "ca. 5"'),
('spaces', E'Kommune Bosatte\nVoss\n\nFylke Bosatte\nVestland 7\n', '2: row "Voss" has no cells'),
('spaces', E'Bydel Bosatte\nBydel Alna 5\nBydel Frogner under fem\n', '3: "under fem"'),
-- a cell a line
('cells', E'Kommune\nBosatte\nVedtak\nAlver\n39\n5\nVoss\n<< 5\n7\n', '8: "<< 5"'),
('cells', E'Kommune\nBosatte\nVedtak\nAlver\n39\n5\nVoss\n7\nunder fem\n', '9: "under fem"'),
('cells', E'Kommune\nBosatte\nVedtak\nVoss\n≤≤ 5\n7\nAlver\n39\n5\n', '5: "≤≤ 5"'),
('cells', E'Kommune\nBosatte\n\nVoss\n\nunder fem\n', '6: "under fem"'),
('cells', E'Kommune\nBosatte\nAlver\n5\nVoss\nukjent\n', '6: "ukjent"'),
('cells', E'Kommune\nBosatte\nVoss\n1000 (uavklart)\n\nFylke\nBosatte\nVestland\n7\n', '4: "1000 (uavklart)"'),
-- codes
('codes', E'Kommunenr  Bosatte\n4601  5\n4602  12 familier\n', '3: "12 familier"'),
('codes', E'Kommunenr  Bosatte\n4601  5\n4602  1000 (uavklart)\n', '3: "1000 (uavklart)"'),
('codes', E'Kommunenr  Bosatte\n4601  5\n4602  12  ukjent\n', '3: "ukjent"'),
('codes', E'Kommunenr  Bosatte\n4602  12 familier\n4601  5\n', '2: "12 familier"'),
('codes', E'Kommunenr  Bosatte\n4602  ukjent\n4601  5\n', '2: "ukjent"'),
('codes', E'Kommunenr  Bosatte  Vedtak\n4602  5+-  5+-\n', '2: "5+-"'),
('codes', E'Kommune Bosatte\nBergen 5\n4602 12 familier\n', '3: "12 familier"'),
('codes', E'Kommune Bosatte\nBergen 5\n\nKilde: IMDi\n\n4602 Kinn 1000 (uavklart)\n', '6: "1000 (uavklart)"'),
('codes', E'Kommunenr Kommune Bosatte\n4601 Bergen 5\n4602 Kinn << 5\n', '3: "<< 5"'),
('codes', E'Kommunenr;Bosatte\n4601;5\n4602;12 familier\n', '3: "12 familier"'),
-- behind prose, where a row that can be read is an error as well
('behind', E'Kommune Bosatte\nAlver 39\nKilde: IMDi\nVoss 5\n', '4: a row stands behind the end of the table'),
('behind', E'Kommune Bosatte\nAlver 39\n\nMer om dette, se under.\n\nVoss << 5\n', '6: "<< 5"'),
('behind', E'Kommune Bosatte Vedtak\nAlver 39 5\n\nKilde: IMDi\n\nFinmark 5r 7\n', '6: "5r"'),
('behind', E'Kommune Bosatte Vedtak\nAlver 39 5\n1) Gjelder 2022\nSveio færre enn fem færre enn fem\n', '4: "færre enn fem"'),
('behind', E'Kommune\nBosatte\nVedtak\nAlver\n39\n5\nkvam\n7\n8\n', '7: it is not clear whether a row begins on this line'),
('behind', E'Kommune;Bosatte;Vedtak\nAlver;5;6\n\nKilde\nVoss;under fem;7\n', '5: "under fem"'),
('behind', E'Kommune;Bosatte;Vedtak\nAlver;5;6\n\nVoss\tunder fem\t7\n', '4: "under fem"'),
('behind', E'Kommune;Bosatte;Vedtak\nAlver;5;6\n\nKilde\nVoss;7\n', '5: a row stands behind the end of the table'),
-- CSV and pages
('forms', E'Kommune,Bosatte\nVoss,51r\nAlver,5\n', '2: "51r"'),
('forms', E'<table><tr><th>Kommune<th>Bosatte\n<tr><td>Alver<td>5\n<tr><td>Voss<td>&lt;&lt; 5</table>', '3: "<< 5"'),
('forms', E'<table><tr><th>Kommune<th>Bosatte\n<tr><td>Alver<td>5\n<tr><td colspan=2>Voss under fem</table>', '3: the text "Voss under fem" may be a row'),
('forms', E'<table><tr><th>Kommune<th>Bosatte\n<tr><td>Alver<td>5</tr>\nVoss 7</table>', '3: the text "Voss 7" may be a row'),
('forms', E'<table><tr><th>Kommune<th>Bosatte<tr><td>Alver<td>5</table>\n<table><tr><td>Voss<td>7<tr><td>Fedje<td>8</table>', '2: a table without a header begins with "Voss"'),
('forms', E'<table><tr><th>Kommune<th>Bosatte<tr><td>Alver<td>5</table>\n<table><tr><td>Voss<td>under 5</table>', '2: a table without a header begins with "Voss"'),
('forms', E'<table><tr><th>Kommune<th>Bosatte<tr><td>Alver<td>5</table><table><tr><th>Kommune<th>Folketal<tr><td>Voss<td>7</table><table><tr><td>Voss<td>Meny</table>', 'Alver 5'),
-- what sets cells apart says how a number is divided
('divide', E'Kommunenr  Kommune  Avtalt  Vedtak  Bosatt\n4601  Bergen  999  **  3 014 580\n', '4601 Bergen 3014580 unknown symbol "**"'),
('divide', E'Kommune  Avtalt  Bosatt\nBergen       5    6\nVoss      12 34 567     *\n', '3: "12 34 567"'),
('divide', E'Kommune\nBosatt\nVedtak\nBergen\n5 017 501\n9\n', 'Bergen 5017501'),
('divide', E'Kommune Bosatt Vedtak\nBergen 4\u00A0018\u00A0596 7\u00A0764\n', 'Bergen 4018596'),
('divide', E'Kommune\nBosatt\nVedtak\nBergen\n9 420\n12a\nVoss\n7\n8\n', '6: "12a"'),
('divide', E'Kommune\nBosatt\nVedtak\nBergen\n3 143\nca. 5\nVoss\n0\n74\n', '6: "ca. 5"'),
('divide', E'Kommune\nBosatt\nVedtak\nBergen\n5 6\n5\nVoss\n20\n7 794\n', '6: the number belongs to no row'),
('divide', E'Kommune Bosatt Vedtak\nBergen 39 31\n5\n', '3: the number belongs to no row'),
('divide', E'Kommune Bosatt Vedtak\nBer\u200Bgen 51\u200B234 7\nVoss 5\u00AD1 \u2060:\uFEFF\n', 'Bergen 51234, Voss 51'),
('divide', E'Kommune  Bosatt  Vedtak\nBergen  \u200B  51  : \n', 'Bergen 51'),
-- a first row of numbers that may be years is no header
('header', E'Kommune  Vedtak\nBergen   5\n\nTabell 1\n\nNr    Kommune  Bosatte\n4602  Kinn  1000\n', 'Bergen, 4602 Kinn 1000'),
('header', E'Kommunenr  Bosatte\n1103  1500\n1106  7\n', '1103 1500, 1106 7'),
('header', E'Kommunenr  Bosatte  Vedtak\n           2022     2022\n1103       1500     7\n', '1103 1500'),
('header', E'Kommunenr\tKommune\tBosatt\n1103\tStavanger\tAvventer vedtak\n', '1103 Stavanger'),
-- a bullet, a mark or a quote before the name
('marked', E'Kommune  Bosatte  Vedtak\nAlver  39  5\n* Voss  << 5  << 5\n', '3: "<< 5"'),
('marked', E'Kommune Bosatte Vedtak\nAlver 39 5\n\n• Voss << 5 7\n', '4: "<< 5"'),
('marked', E'Kommune Bosatte\nAlver 39\n1) Voss under5\n', '3: "under5"'),
('marked', E'Kommune Bosatte Vedtak\nAlver 39 5\n"Voss" under fem under fem\n', '3: "under fem"'),
('marked', E'Kommune Bosatte Vedtak\nAlver 39 5\n(Voss) << 5 6\n', '3: "<< 5"'),
('marked', E'Kommune Bosatte Vedtak\nAlver 39 5\n- Vossland << 5 << 5\n', '3: "<< 5"'),
('marked', E'Kommune;Bosatte;Vedtak\nAlver;5;6\n\nKilde\n* Voss;5;7\n', '5: a row stands behind the end of the table'),
('marked', E'Kommune Bosatte Vedtak\nAlver 39 5\n1. Vosland 5 6\n', '3: it is not clear whether row "Vosland" begins on this line'),
('marked', E'Kommune  Bosatte\nAlver    39\n* Voss   12 familier\n', '3: "12 familier"'),
('marked', E'Kommune Bosatte\nAlver 39\n\n- Voss færre enn 5\n', '4: it is not clear whether row "Voss" begins on this line'),
('marked', E'Kommune\tBosatte\nAlver\t39\nTall under fem er prikket.\n• Voss\tukjent\n', '4: "ukjent"'),
-- a name that is not known, or is like none
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\n\nVossland << 5 << 5\n', '4: "<< 5"'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\n\nVossland under fem under fem\n', '4: "under fem"'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\nvossland << 5 << 5\n', '3: "<< 5"'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\nVossland n.a n.a\n', '3: "n.a"'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\nVossland ikke klart ikke klart\n', '3: "ikke klart"'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\n9999 << 5 << 5\n', '3: "<< 5"'),
('unknown', E'Kommune  Bosatte  Vedtak\nAlver  39  5\nData  << 5  << 5\n', '3: "<< 5"'),
('unknown', E'Kommune  Bosatte  Vedtak\nAlver  39  5\n\nVossland  << 5\n', '4: "<< 5"'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\nVossland ５ ６\n', '3: "５"'),
('unknown', E'Kommunenr Kommune Bosatte\n4601 Bergen 51\nMerk at tallene er foreløpige\n4602 -\n', '4: a row stands behind the end of the table'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\n\nIkke fordelt << 5 7\n', '4: "<< 5"'),
('unknown', E'Kommune Bosatte Vedtak\nAlver 39 5\nVossland...... << 5 7\n', '3: "<< 5"'),
-- a name or a code with punctuation, and one that runs together with its cells
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\nVoss, Vestland << 5 7\n', '3: "Vestland << 5"'),
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\n4621: Voss << 5 7\n', '3: "<< 5"'),
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\n\n(4621) Voss << 5 7\n', '4: "<< 5"'),
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\n[4621] Voss 5 7\n', '3: it is not clear whether row "[4621] Voss" begins on this line'),
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\n\nVoss;5;7\n', '4: "5;7"'),
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\nKilde: IMDi\nVoss/5/7\n', '4: "5/7"'),
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\n\nVoss…5…7\n', '4: "5…7"'),
('glued', E'Kommune Bosatte Vedtak\nAlver 39 5\n\nSør-Varanger\n', 'Alver 39'),
-- a cell a line, behind prose
('behind', E'Kommune\nBosatte\nVedtak\nAlver\n39\n5\nKilde: IMDi\nVoss\n<< 5\n7\n', '9: "<< 5"'),
('behind', E'Kommune\nBosatte\nVedtak\nAlver\n39\n5\nKilde: IMDi\nVoss\n5\n7\n', '8: a row stands behind the end of the table'),
('behind', E'Kommune\nBosatte\nAlver\n39\n\nKilde: IMDi\n\nNordland\n2022\nKommune\nBosatte\nBodø\n5\n', 'Alver 39, Bodø 5'),
-- a year in a cell is no title's
('year', E'Kommune Bosatte\nBergen 51\n\nOslo 2015 ca. 300\n', '4: "2015 ca. 300"'),
('year', E'Kommune Bosatte Vedtak\nBergen 51 3\n\nOslo 2015 << 5\n', '4: "<< 5"'),
-- a name that has lost its cells, below the last row of a table and above the title of the next
('title', E'Vestland\nKommune\nBosatte\nVedtak\nBergen\n51\n3\nVoss\nFem\nSeks\n\nNordland\nKommune\nBosatte\nVedtak\nBodø\n3\n4\n', '8: row "Voss" has no cells'),
('title', E'Vestland\nKommune Bosatte\nBergen 51\nVoss\n\nNordland\nKommune Bosatte\nBodø 3\n', '4: row "Voss" has no cells'),
('title', E'<table><tr><th>Kommune<th>Bosatte\n<tr><td>Alver<td>5\n<tr><td colspan=2>Voss<br>under fem</table>', '3: the text "Voss under fem" may be a row'),
-- years are no codes of municipalities
('years', E'Kommunenr;Bosatte\n4601;5\n4602;6\n', '4601 5, 4602 6');

INSERT INTO line_case (kind, columns, content, expected) VALUES
('given', '{name,settled}', E'Bergen << 5\nVoss 5\n', '1: "<< 5"'),
('given', '{name,settled}', E'Bergen 5\nVoss << 5\n', '2: "<< 5"'),
('given', '{name,settled,agreed}', E'Fedje     mange    mange\nAlver     197      5\n', '1: "mange"'),
('given', '{name,settled,agreed}', E'Bergen mange mange\n', '1: "mange"'),
('given', '{name,settled}', E'Bergen\n1’234\nVoss\n5\n', '2: "1’234"'),
('given', '{code,settled}', E'4601  5\n4602  12 familier\n', '2: "12 familier"'),
('given', '{code,settled}', E'4622       76\n4612       97\n\nMer om dette, se under.\n', '4622 76, 4612 97'),
('given', '{name,settled}', E'Bergen  5,5\n', '1: cell "5,5" of settled has a decimal comma or point'),
('given', '{name,settled,agreed}', 'Indre Østfold,ukjent,ukjent', '1: "ukjent"'),
('given', '{name,settled}', E'Vestland per 18.05\nAlver 39\n', 'Alver 39'),
('given', '{name,settled,agreed}', E'Vossland << 5 << 5\nAlver 197 5\n', '1: "<< 5"'),
('given', '{name,settled,agreed}', E'Vossland 51r 3\nAlver 197 5\n', '1: "51r"'),
('given', '{settled,name}', E'5\tVoss\n\nOslo har tatt imot mange flyktningar\n', 'Voss 5'),
('years', '{name,settled}', E'2015\t46\n2016\t40\n2017\t41\n2018\t56\n', NULL),
('years', '{name,settled}', E'2015 46\n2016 40\n', '1: a row has no name');

-- prose below a table
INSERT INTO line_case (kind, content, expected)
SELECT 'prose', E'Kommune Bosatte\nAlver 39\n' || prose || E'\n', 'Alver 39'
FROM (VALUES ('Kilde: IMDi'), ('Kilde:  IMDi, 2022'), ('Kjelde  IMDi'), ('* Tall under fem vises som :'), ('*) Bergen inkluderer 5 enslige'), ('Tall under fem er prikket.'), ('¹ Gjelder også 2021'),
	('Inkluderer 36 personer med skjermet identitet.'), ('Oppdatert 18. mai 2022'), ('• Bergen 5, Voss 6'), (E'\nVestland tar imot flest flyktninger, 51 personer.'), (E'\n18 kommunar har svart nei'),
	(E'\nOslo er både fylke og kommune'), (E'\nAgder | Innlandet | Oslo'), (E'\nTotalt er det nå bosatt 300 personer'), (E'\n2022 vart eit rekordår for busetting'), (E'\nVestland per 18.05'),
	(E'\nTelefonen er 24 13 64 00'), (E'\nSide 2 av 3'), ('* Oslo har 15 bydeler'), (E'\n- Vestland per uke 20, 2022'), (E'\nOslo 18. mai 2022'), ('Oslo, 18. mai 2022'), (E'\nPostboks 8059 Dep, 0031 Oslo'), ('[1] Inkluderer 2021'), (E'Merk at tallene er foreløpige, og 5 kommuner mangler.')) AS p(prose);
INSERT INTO line_case (kind, content, expected) VALUES
('prose', E'Kommune Bosatte\nAlver 39\n\nNordland – bosatte 2022\n\nKommune Bosatte\nBodø 5\n', 'Alver 39, Bodø 5'),
('prose', E'Kommune,Bosatte\nAlver,5\n\nKilde IMDi\nMerk, tall under fem, er prikket\n', 'Alver 5'),
('prose', '<table><tr><th>Kommune<th>Bosatte<tr><td colspan=2>Vestland 2022<tr><td>Alver<td>5<tr><td colspan=2>Kilde: IMDi 2022</table>', 'Alver 5');

SELECT kind, count(*), count(*) FILTER (WHERE pg_temp.got(content, columns) IS NOT DISTINCT FROM expected OR expected IS NULL) AS as_expected
FROM line_case GROUP BY kind ORDER BY kind;
SELECT content, expected, pg_temp.got(content, columns) AS got FROM line_case
WHERE pg_temp.got(content, columns) IS DISTINCT FROM expected AND expected IS NOT NULL ORDER BY number;

-- years below each other; codes of the same digits, under a header that says so; each where they are codes of municipalities
SELECT line, name, region, problem, advice FROM preview_table(E'2015\t46\n2016\t40\n2017\t41\n2018\t56\n', '2019-05-18', columns => '{name,settled}');
SELECT line, name, region, problem FROM preview_table(E'Kommune;Bosatte\n2015;46\n2018 Måsøy;40\n1902;7\n', '2019-05-18');
SELECT line, name, region, problem FROM preview_table(E'2015\t46\n2018\t40\n', '2019-05-18', columns => '{code,settled}');
SELECT line, name, region, problem FROM preview_table(E'Kommunenr\tBosatte\n2015\t46\n2018\t40\n', '2019-05-18');
-- whole errors
SELECT * FROM preview_table(E'Kommune  Bosatte\nAlver    39\nBergen   51r\n', '2022-05-18');
SELECT * FROM preview_table(E'Kommune Bosatte\nAlver 39\nVosland: 5\n', '2022-05-18');
SELECT * FROM preview_table(E'<table><tr><th>Kommune<th>Bosatte\n<tr><td>Alver<td>5\n<tr><td colspan=2>Voss under fem</table>', '2022-05-18');
-- nothing is stored of what has such a line
SELECT import_table(E'Kommune  Bosatte\nAlver    39\nBergen   51r\n', 'lost', '2022-05-18');
SELECT count(*) FROM publication WHERE source = 'lost';
-- without names, lines are known by gaps and numbers
SELECT name, settled FROM read_table(E'Kommune Bosatte\nAlver 39\nVoss ikke klart ennå\n');
SELECT name, settled FROM read_table(E'Kommune Bosatte\nAlver 39\nVoss ikke klart ennå\n', names => '{Voss,Bergen,NULL}');
