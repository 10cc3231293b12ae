-- reading the tables of a web page
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;

CREATE FUNCTION pg_temp.columns(content text, columns text[] DEFAULT NULL) RETURNS SETOF text
LANGUAGE sql AS $$
	SELECT format('%s:%s %s|%s|%s|%s', table_number, line, coalesce(heading, '-'), name, code,
		concat_ws('|', requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective))
	FROM busetting.read_table(content, columns)
$$;

-- a page: scripts, styles, comments and other tables are passed over; a header over two rows
\set page `cat test/data/page.html`
SELECT table_number, line, level, heading, total_of, name, settled, settled_collective, agreed, measures
	FROM busetting.read_table(:'page');
-- the same bytes as an old server sends them
SELECT name FROM busetting.read_table(convert_to(:'page', 'LATIN1'))
	EXCEPT ALL SELECT name FROM busetting.read_table(:'page');

-- end tags left out, entities, footnotes, hidden sort keys, line breaks
SELECT pg_temp.columns('<table><tr><th>Kommune<th>Bosatte<sup>1</sup><th>Avtalt &aring; bosette
<tr><td>Bergen<td>1&nbsp;266<sup>2)</sup><td>:
<tr><td>Indre<br>&Oslash;stfold</td><td><span style="display: none">0039</span>39</td><td>&lt;5</td></tr>
<TR><TD>Troms&#xf8;<TD>5*<TD>&#8211;</TABLE>');
-- a cell that spans rows, cells that span columns
SELECT pg_temp.columns('<table><tr><th>Fylke</th><th>Kommune</th><th>Bosatt</th></tr>
<tr><td rowspan=2>Vestland<td>Bergen<td>5
<tr><td>Voss<td>6
<tr><td>Rogaland<td>Time<td>7
<tr><td colspan=3>Kilde: IMDi</table>');
-- layout tables, a title over all columns, counties between rows
SELECT pg_temp.columns('<table><tr><td>Meny</td><td><table>
<tr><td colspan=2>Vestland</td></tr>
<tr><td>Kommune</td><td>Bosatt</td></tr>
<tr><td>Bergen</td><td>5</td></tr>
<tr><td colspan=2>Rogaland fylke</td></tr>
<tr><td>Time</td><td>6</td></tr></table></td></tr></table>');
-- columns given
SELECT pg_temp.columns('<table><tr><th>Kommune</th><th>Bosatt</th><th>Andel</th></tr><tr><td>Bergen</td><td>271</td><td>5,5 %</td></tr></table>', '{name,settled,-}');
SELECT pg_temp.columns('<table><tr><td>Bergen</td><td>271</td></tr></table>', '{name,agreed}');
SELECT pg_temp.columns('<table><tr><td>a</td></tr></table><table><tr><td>Bergen</td><td>780 (199)</td></tr></table>', '{name,agreed+agreed_collective}');

-- errors
SELECT pg_temp.columns('<table><tr><th>Kommune</th><th>Bosatt</th><th>Andel</th></tr><tr><td>Bergen</td><td>271</td><td>5,5 %</td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>Bergen</td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>Bergen</td><td>5</td><td>6</td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th><th>Vedtak</th></tr>\n<tr><td>Bergen</td><td colspan=2>5</td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>Bergen</td><td>271<br>148</td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>Bergen</td><td>-5</td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>Bergen</td><td><table><tr><td>5</table></td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>' || repeat('Bergen ', 60) || '</td><td>5</td></tr></table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>Bergen</td><td>5');
SELECT pg_temp.columns(E'<table><tr><th>Kommune</th><th>Bosatt</th></tr>\n<tr><td>Bergen</td><td cl');
SELECT pg_temp.columns('<table><!-- Kommune');
SELECT pg_temp.columns('<table><script>Kommune');
SELECT pg_temp.columns('<table><tr><th>Land</th><th>Folk</th></tr><tr><td>Noreg</td><td>5</td></tr></table>');
SELECT count(*) FROM busetting.read_table('<p>Ingen tabell</p>', form => 'html');
-- a space before a line break; a row of empty cells; a row without its tag; attributes without a name
SELECT pg_temp.columns(E'<table><td>Kommune<td>Bosatt\n<tr><td>Indre <br>Østfold<td>5\n<tr><td><td>\n<tr><td = colspan=1>Voss<td>6</table>');
SELECT pg_temp.columns(E'<table><thead><tr><td>Kommune<td>Bosatt</thead>\n<tbody><td>Bergen<td>5</tbody>\n<tr><td>Voss</tbody></table>');
-- between rows, the header once more is none of them, and another begins a table
SELECT pg_temp.columns(E'<table><tr><th>Kommune<th>Bosatt\n<tr><td>Bergen<td>5\n<tr><td>Kommune<td>Bosatt\n<tr><td>Voss<td>6\n<tr><td>Kommune<td>Avtalt\n<tr><td>Time<td>7</table>');
SELECT pg_temp.columns(E'<table><tr><th>Kommune<th>Bosatt<th>Andel\n<tr><td>Bergen<td>5<td>1\n<tr><td>Kommune<td>Andel<td>Avtalt\n<tr><td>Voss<td>2<td>6</table>', '{-}');
SELECT pg_temp.columns(E'<table><tr><th>Kommune<th>Bosatt\n<tr><td>Bergen<td>5\n<tr><td>Kommune<td>Bosatt\n<tr><td>Voss<td>6</table>', '{name,agreed}');
-- what a footnote mark holds is left out with it; one that is never closed ends with its cell
SELECT pg_temp.columns('<table><tr><th>Kommune<th>Bosatt<tr><td>Bergen<sup><!-- a --><?b?>1</sup><td>5<tr><td>Voss<sup>2</td><td>6</table>');
SELECT pg_temp.columns('<table><tr><th>Kommune<th>Bosatt<tr><td>Bergen<sup>1<b title="');
SELECT pg_temp.columns('<table><tr><th>Kommune<th>Bosatt<tr><td>Bergen<td>5<!DOCTYPE');
-- a measure twice; a cell as wide as all columns that are read
SELECT pg_temp.columns('<table><tr><th>Kommune<th>Bosatt<th>Busette<tr><td>Bergen<td>5<td>5</table>');
SELECT pg_temp.columns('<table><tr><th>Kommune<th>Bosatt<tr><td>Bergen<td colspan=100>5</table>');
-- depth costs nothing
SELECT pg_temp.columns(repeat('<div><span>', 100000) || '<table><tr><th>Kommune<th>Bosatt<tr><td>' || repeat('<b>', 100000) || 'Bergen<td>5</table>');
SELECT count(*) FROM busetting.read_table(repeat('<table><tr><td>', 100000) || '<table><tr><th>Kommune<th>Bosatt<tr><td>Bergen<td>5</table>');
SELECT count(*), sum(settled::int) FROM busetting.read_table('<table><tr><th>Kommune<th>Bosatt' || (SELECT string_agg(format(E'\n<tr><td>Stad<td>%s', i), '') FROM generate_series(1, 20000) AS i) || '</table>');
-- entities that are none, or no characters; attributes written badly
SELECT name FROM busetting.read_table('<table><tr><th>Kommune<th>Bosatt
<tr><td class = a=b title="a>b" = ><span hidden>7</span>A &#; B &#x; C &#xZ; D &nothing; E & F</td><td>1
<tr><td>G&#0;H&#xD800;I&#x110000;J&#128512;K&#65;L<td>2</table>');
-- the header need not be the first row: a title stands above it in one cell, or in the first of several; beside it can be another table that is read
SELECT pg_temp.columns('<table><tr><td>Tabell 1<tr><th>Kommune<th>Bosatt<tr><td>Bergen<td>5</table><table><tr><td>Kommune<td>Vedtak<tr><td>Voss<td>6</table>');
SELECT pg_temp.columns('<table><tr><td>Tabell 1<td><td>&nbsp;<tr><td><td><td><tr><td>Kommune<td>Bosatt<td>Vedtak<tr><td>Bergen<td>5<td>6</table><table><tr><td>Kommune<td>Vedtak<tr><td>Voss<td>6</table>');
SELECT pg_temp.columns('<h2>Vestland</h2><table><tr><th colspan=2>Tabell 1: per 18.05.2022<tr><th>Kommune<th>Bosatt<tr><td>Bergen<td>5</table>');
-- but what stands in several cells above it may be of its columns, as a group of them
SELECT pg_temp.columns(E'<table><tr><td><td>Enslige<td>Andre\n<tr><td>Kommune<td>Bosatt<td>Vedtak<tr><td>Bergen<td>5<td>6</table><table><tr><td>Kommune<td>Vedtak<tr><td>Voss<td>6</table>');
SELECT pg_temp.columns(E'<table><tr><th rowspan=2>Kommune<th colspan=2>Enslige\n<tr><th>Bosatt<th>Vedtak<tr><td>Bergen<td>5<td>6</table>');
-- rows in the table's head, or of header cells alone, are rows
SELECT pg_temp.columns('<table><thead><tr><th>Kommune<th>Bosatt<tr><th>Hele landet<th>500<tr><td>Vestland<td>:</thead><tbody><tr><td>Bergen<td>5</table>');
SELECT pg_temp.columns('<table><thead><tr><th>Kommunenr<th>Kommune<th>Bosatt<th>Andel<tr><td><td>Totalt<td><td>5 %</thead><tbody><tr><td>4601<td>Bergen<td>5<td>1</table>', c)
	FROM (VALUES ('{-}'::text[]), ('{code,name,settled,-}')) AS t(c);
SELECT pg_temp.columns('<table><tr><td>Tabell 1<td><tr><th>Kommunenr<th>Bosatt<tr><th>4601<th>:<tr><td>Totalt<td>5</table>');
-- of which row is a count that stands beside two, and what is in the columns of a cell beside a county
SELECT pg_temp.columns(E'<table><tr><th>Kommune<th>Bosatt\n<tr><td>Bergen<td rowspan=2>5\n<tr><td>Voss</table>');
SELECT pg_temp.columns(E'<table><tr><th>Fylke<th>Kommune<th>Bosatt\n<tr><td rowspan=2>Vestland<td>Bergen<td>5\n<tr><td colspan=2>Voss 6</table>');
-- a second table of regions, of which nobody knows what it counts, is told of; one of no regions is not
SELECT p.line, p.name, p.settled, p.problem, p.advice FROM busetting.preview_table('<table><tr><th>Kommune<th>Bosatt<tr><td>Bergen<td>5</table><table><tr><th>Kommune<th>Boliger<tr><td>Voss<td>6</table><table><tr><th>Kontor<th>Telefon<tr><td>Oslo<td>6</table>', '2022-05-18') AS p;
