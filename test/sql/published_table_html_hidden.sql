-- what a web page does not show is no part of its tables, and that it is left out is said
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;

-- rows, what is wrong and what is left out
CREATE FUNCTION pg_temp.look(page text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', name, settled, problem, CASE WHEN problem IS NULL THEN advice END), ' / ')
	FROM busetting.preview_table(page, '2022-05-18')
$$;
CREATE FUNCTION pg_temp.rows(rows text) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.look('<table><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51' || rows || '</table>')
$$;

-- rows, groups of rows and all cells of a row
SELECT rows, pg_temp.rows(rows) FROM (VALUES
	('<tr style="display:none"><td>Voss<td>7'), ('<tr hidden><td>Voss<td>7<tr><td>Stord<td>3<tr style="visibility: collapse"><td>Alver<td>9'),
	('<tbody hidden><tr><td>Voss<td>7<tr><td>Alver<td>9<tbody><tr><td>Stord<td>3'), ('<tr class="row d-none"><td>Voss<td>7'), ('<tr><td hidden>Voss<td hidden>7'),
	('<tr style="visibility:hidden"><td>Voss<td>7<tr><td>Stord<td>3')) AS t(rows);
-- seen by some, or by who does not see the page: read
SELECT rows, pg_temp.rows(rows) FROM (VALUES
	('<tr class="d-none d-md-table-row"><td>Voss<td>7'), ('<tr class="sr-only"><td>Voss<td>7'), ('<tr><td><span class="visually-hidden">Kommune: </span>Voss<td><i class="sr-only">antall</i> 7')) AS t(rows);
-- what may be seen all the same, or may count otherwise, is an error
SELECT rows, pg_temp.rows(rows) FROM (VALUES
	('<tr style="visibility:hidden"><td>Voss<td style="visibility:visible">7'), ('<tr style="display:none;display:table-row"><td>Voss<td>7'),
	('<tr><td>Voss<td><span class="sr-only">1</span>7')) AS t(rows);
SELECT pg_temp.look('<table><tr><th>Fylke<th>Kommune<th>Bosatte<tr><td rowspan=3>Vestland<td>Bergen<td>51<tr hidden><td>Voss<td>7<tr><td>Alver<td>9</table>');

-- tables, and what they stand in; a title there is none
SELECT page, pg_temp.look(format(page, '<tr><th>Kommune<th>Avtalt<tr><td>Bergen<td>39', '<table><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51</table>')) FROM (VALUES
	('<table style="display:none">%s</table>%s'), ('<div style="display:none"><h3>Agder</h3><div>Tall i prosent</div><table>%s</table></div>%s'), ('<p hidden>Uke 3 2021<table>%s</table>%s'),
	('<section hidden><table>%s</table></section>'), ('<table><tr><td><table hidden>%s</table>%s</table>'), ('<div style="visibility:hidden"><table>%s</table></div>%s'), ('<h2><span hidden>7</span>Vestland</h2><table hidden>%s</table><h2><i style="display:none">12</i>Vestland</h2>%s')) AS t(page);
SELECT advice FROM busetting.preview_table('<table hidden><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51</table>', '2022-05-18') WHERE problem IS NOT NULL;

-- a header that is not seen is one where there is no other
SELECT page, pg_temp.look('<table>' || page || '<tr><td>Bergen<td>51</table>') FROM (VALUES
	('<thead style="visibility:collapse"><tr><th>Kommune<th>Bosatte<tbody>'), ('<thead hidden><tr><th>Kommune<th>Avtalt</thead><tr><th>Kommune<th>Bosatte'),
	('<tr><th>Kommune<th>Bosatte<tr hidden><th>Kommune<th>Avtalt'), ('<tr hidden><td>Kommune<td>Prosent<tr><th>Kommune<th>Bosatte'),
	('<tr><th>Kommune<th>Bosatte<span class="sr-only"> i prosent</span>'), ('<tr><th>Kommune<th>Bosatte<span hidden> i prosent</span>')) AS t(page);

-- what is said to who points at a header is looked at as a title is
SELECT page, pg_temp.look('<table><tr><th>Kommune' || page || '<tr><td>Bergen<td>51</table>') FROM (VALUES
	('<th title="Antall bosatte flyktninger">Bosatte'), ('<th title="Prosent">Bosatte'), ('<th><abbr title="endring siste uke">Bosatte</abbr>'), ('<th title="Klikk for &aring; sortere">Bosatte'),
	('<th title="Per 31.12.2021">Bosatte')) AS t(page);

-- import tells
SELECT busetting.import_table('<table><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51<tr hidden><td>Voss<td>7</table>', 'page', '2022-05-18') > 0 AS stored;
SELECT name, settled FROM busetting.read_table('<table><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51<tr hidden><td>Voss<td>7</table>');
-- lists are not read
SELECT page, advice FROM (VALUES ('<ul><li>Bergen: 51</li><li>Voss: 7</li></ul>'), ('<dl><dt>Bergen</dt><dd>51</dd></dl>')) AS t(page),
	busetting.preview_table(page, '2022-05-18');
