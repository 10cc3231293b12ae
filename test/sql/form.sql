-- One publication in every form in which it can be had: one statement stores it, and the cells are the same.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- two counties, of which one has two columns more than the other; symbols, footnotes and totals of all kinds
CREATE TEMPORARY TABLE form (number serial, name text, content text);
INSERT INTO form (name, content) VALUES
('copied from a page, with tabs', E'Bosetting av flyktninger\n\nTabellene oppdateres hver uke.\n\n'
	'Vestland\nKommune\tAnmodning 2022\tVedtak 2022\tBosatt 2022\tHerav med kollektiv beskyttelse\n'
	'Bergen\t1\u00A0924\tavventer vedtak\t12 345*\t:\n4602 Kinn\t175\t175\t–\t..\nTotalt\t2 099\t175\t12 345\t:\n\n'
	'Rogaland\nKommune\tBosatt 2022\tHerav med kollektiv beskyttelse\tAnmodning 2022\tVedtak 2022\tHerav kollektivt\tAvtalt å bosette\n'
	'Stavanger\t780\t199\t800\t0\t\t1 005\nIndre\u00A0Østfold\t:\t:\t5\t5\t5\t5\nRogaland i alt\t780\t199\t800\t0\t\t1 005\n'),
('copied from a page, with spaces', E'Vestland fylke\nKommune        Anmodning  Vedtak           Bosatt    Bosatt\n'
	'                                                       kollektivt\nBergen         1 924      avventer vedtak  12 345*   :\nKinn           175        175              –         ..\n'
	'Sum            2 099      175              12 345    :\n\nRogaland fylke\n'
	'Kommune        Bosatt  Herav kollektivt  Anmodning  Vedtak  Herav kollektivt  Avtalt\n'
	'Stavanger      780     199               800        0       ..                1 005\nSum            780     199               800        0       ..                1 005\n'),
('copied from slides, a cell a line', E'Vestland\nKOMMUNE\nANMODNING\nVEDTAK\nBOSATTE\nHERAV MED KOLLEKTIV BESKYTTELSE\n\nBergen\n1 924\navventer vedtak\n12 345*\n:\n\nKinn\n175\n175\n–\n..\n\n'
	'I alt\n2 099\n175\n12 345\n:\n\nRogaland\nKOMMUNE\nBOSATTE\nHERAV KOLLEKTIV\nANMODNING\nVEDTAK\nHERAV KOLLEKTIV\nAVTALT Å\nBOSETTE\nStavanger\n780\n199\n800\n0\n..\n1 005\nI alt\n780\n199\n800\n0\n..\n1 005\n'),
('a part in parentheses', E'Fylke;Kommune;Bosatt (herav kollektivt);Anmodning;Vedtak (herav kollektivt);Avtalt\nVestland;Bergen;12 345 (:);"1 924";avventer vedtak;\nVestland;Kinn;– (..);175;175;\n'
	'Vestland;Totalt;12345 (:);2099;175;\nRogaland;Stavanger;780 (199);800;0;1 005\nRogaland;Totalt;780 (199);800;0;1 005\n'),
('a page', E'<html><head><title>Bosetting</title><script>document.write("<table>")</script></head><body><h2>Vestland</h2>\n'
	'<table><thead><tr><th rowspan="2">Kommune<th rowspan="2">Anmodning<th rowspan="2">Vedtak<th colspan="2">Bosatt<tr><th>personer<th>med kollektiv beskyttelse</thead>\n'
	'<tr><td>Bergen<td>1&nbsp;924<td>Avventer vedtak<td>12 345<sup>1)</sup><td>:\n<tr><td>Kinn<td>175<td>175<td>&ndash;<td>..\n<tr><td><b>Totalt</b><td>2&#160;099<td>175<td>12345<td>:\n</table>'
	'<h2>Rogaland</h2><table><tr><th>Kommune<th>Bosatt<th>Herav kollektivt<th>Anmodning<th>Vedtak<th>Herav kollektivt<th>Avtalt\n'
	'<tr><td>Stavanger<td>780<td>199<td>800<td>0<td><td>1 005\n<tr><td>Totalt<td>780<td>199<td>800<td>0<td><td>1 005</table></body></html>'),
('codes alone', E'kommunenr,anmodning,vedtak,vedtak kollektiv,avtalt,bosatt,bosatt kollektiv\n4601,1924,avventer vedtak,,,12345,:\n4602,175,175,,,-,..\n46,2099,175,,,12345,:\n'
	'1103,800,0,,1005,780,199\n11,800,0,,1005,780,199\n'),
('JSON-stat', '{"version": "2.0", "class": "dataset", "id": ["Tid", "ContentsCode", "Region"], "size": [1, 6, 5],
	"role": {"time": ["Tid"], "metric": ["ContentsCode"], "geo": ["Region"]},
	"dimension": {"Tid": {"category": {"index": {"2022": 0}}},
		"Region": {"category": {"index": {"4601": 0, "4602": 1, "V": 2, "1103": 3, "R": 4}, "label": {"4601": "Bergen", "1103": "Stavanger", "V": "Vestland i alt", "R": "Sum Rogaland"}}},
		"ContentsCode": {"category": {"index": ["a", "b", "c", "d", "e", "f"], "label": {"a": "Anmodning", "b": "Vedtak", "c": "Vedtak med kollektiv beskyttelse", "d": "Avtalt å bosette", "e": "Bosatte", "f": "Bosatte med kollektiv beskyttelse"}}}},
	"value": {"0": 1924, "1": 175, "2": 2099, "3": 800, "4": 800, "6": 175, "7": 175, "8": 0, "9": 0, "18": 1005, "19": 1005, "20": 12345, "21": 0, "22": 12345, "23": 780, "24": 780, "28": 199, "29": 199},
	"status": {"5": "avventer vedtak", "20": "p", "25": ":", "26": "..", "27": ":"}}');
-- one line is of another county than the one that stands above it: it is told
SELECT p.line, p.name, p.problem FROM form, preview_table(content, '2022-12-31') AS p WHERE number = 1 AND problem IS NOT NULL;
UPDATE form SET content = regexp_replace(content, E'Indre\u00A0Østfold[^\n]*\n', '') WHERE number = 1;

SELECT f.name, p.form, count(*) AS rows, count(*) FILTER (WHERE p.total) AS totals, string_agg(p.problem, '; ') AS problems
FROM form AS f CROSS JOIN LATERAL preview_table(f.content, '2022-12-31') AS p GROUP BY f.number, f.name, p.form ORDER BY f.number;
CREATE TEMPORARY TABLE stored AS SELECT number, import_table(content, name, '2022-12-31') AS publication FROM form ORDER BY number;
CREATE TEMPORARY VIEW cell AS
SELECT publication, region, false AS total, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective FROM settlement
UNION ALL SELECT publication, region, true, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective FROM settlement_total;
SELECT region, total, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective
FROM cell WHERE publication = (SELECT publication FROM stored WHERE number = 1) ORDER BY total, region;
SELECT f.name, count(*) AS regions, count(*) FILTER (WHERE o IS DISTINCT FROM c) AS different
FROM form AS f
JOIN stored AS s USING (number)
CROSS JOIN (SELECT region, total FROM cell WHERE publication = (SELECT publication FROM stored WHERE number = 1)) AS k
LEFT JOIN LATERAL (SELECT ROW(requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective)::text AS row
				   FROM cell AS c WHERE c.publication = (SELECT publication FROM stored WHERE number = 1) AND (c.region, c.total) = (k.region, k.total)) AS o ON true
LEFT JOIN LATERAL (SELECT ROW(requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective)::text AS row
				   FROM cell AS c WHERE c.publication = s.publication AND (c.region, c.total) = (k.region, k.total)) AS c ON true
GROUP BY f.number, f.name ORDER BY f.number;
-- bytes of every encoding
SELECT e.encoding, count(DISTINCT p.region) AS regions, count(*) FILTER (WHERE p.problem IS NOT NULL) AS problems
FROM form AS f, (VALUES ('UTF8'), ('WIN1252'), ('LATIN1')) AS e(encoding), LATERAL preview_table(convert_to(replace(f.content, '–', '-'), e.encoding), '2022-12-31') AS p
GROUP BY e.encoding ORDER BY e.encoding;
ROLLBACK;
