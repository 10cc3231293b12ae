-- a cell of a web page: what a reader of the page does not see as part of a number is no part of it
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;

-- the number read, or the error
CREATE FUNCTION pg_temp.read(page text, OUT got text) LANGUAGE plpgsql AS $$
BEGIN
	SELECT string_agg(concat_ws('|', name, settled), '  ' ORDER BY line) INTO got FROM busetting.read_table(page);
EXCEPTION WHEN bad_copy_file_format THEN
	got := SQLERRM;
END
$$;
CREATE FUNCTION pg_temp.cell(cell text) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.read(format(E'<table><tr><th>Kommune<th>Bosatte\n<tr><td>Bergen<td>%s\n<tr><td>Voss<td>7</table>', cell))
$$;

-- what is not seen, or is no part of what stands beside it
SELECT cell, pg_temp.cell(cell) FROM (VALUES
	('<del>51</del><ins>52</ins>'), ('<s>51</s> 522'), ('<strike>51</strike>522'), ('<DEL datetime=2022>51</DEL >522'),
	('<span style="text-decoration:line-through">51</span> 522'), ('<span style="Text-Decoration-Line : LINE-THROUGH !important">51</span>522'),
	('51<sup>1</sup>'), ('51<sup><a href="#fn1">1</a></sup>'), ('51<span style="color: red; vertical-align:super">1</span>'),
	('51<noscript>9</noscript>'), ('51<template>9</template>'), ('51<script>9</script>'), ('51<style>9</style>'),
	('51<span hidden>9</span>'), ('<i style="display : none">0051</i>51'), ('51<i style="visibility:hidden">9</i>'), ('51<i style="opacity: 0.0">9</i>'),
	('51<del>'), ('<span hidden>9</span>'), ('51<div hidden><table><tr><td>9</table></div>'), ('51<datalist><option>9</datalist>'), ('5<!-- 7 -->1'),
	('1<wbr>234'), ('5&shy;1'), ('5&#8203;1'), ('51&#8288;234&#65279;'), ('5<b>1</b>'), ('<b>5</b><i>1</i>'), ('<p>51</p>'), ('<a href="/51">51</a>'), ('<span class="number">51</span>'), ('51<small>*</small>'),
	('51<img src="up.png">'), ('51<input type="checkbox" value="9">'), ('51<input type="hidden" value="9">'), ('<span style="opacity:1;visibility:visible">51</span>'),
	('51<span style="display:none ! important">9</span>'), ('51<span style="opacity:0!important">9</span>'), ('51<caption>9</caption>'),
	('51<br>'), ('<small>51</small>'), ('51<ruby><rt>9</ruby>')) AS t(cell);
-- what may be no part of it, or may be all of it, is an error
SELECT cell, pg_temp.cell(cell) FROM (VALUES
	('51<small>1</small>'), ('<small>1</small>51'), ('51 <small>123</small>'), ('51<sub>1</sub>'), ('51<a href="#fn1">1</a>'), ('51<span class="fn">1</span>'),
	('<span class="fn">1</span>51'), ('51<font size="1">1</font>'), ('51<blink>1</blink>'), ('51<span aria-hidden="true">1</span>'), ('1<sup>2</sup>234'), ('5<del>2</del>1'),
	('<del>51</del>'), ('<sup>51</sup>'), ('<noscript>51</noscript>'), ('<del>51'), ('<img src="51.png" alt="51">'), ('<svg><text>51</text></svg>'),
	('<select><option>51<option>52</select>'), ('51<input value="9">'), ('<textarea>51</textarea>'), ('<bdo dir="rtl">15</bdo>'), ('<li hidden>5<li>6'),
	('<del/>51'), ('51<span hidden/>9'), ('51<span style="display:none;display:inline">9</span>'), ('51<span hidden style="display:inline"> 9</span>'),
	('<span style="display:none}">5</span>1'), ('<span style="content:''a;display:none''">51</span>'), ('<span style="display:/**/none">5</span> <b>1</b>'),
	('<span style="text-decoration:line-through;text-decoration:none">51</span>'), ('<span style="font-size:0">51</span>'), ('<i style="color:transparent">51</i>'),
	('<span style="position:absolute;left:-9999px">5</span> 1'), ('<span style="clip:rect(0,0,0,0)">51</span>'), ('<b style="direction:rtl;unicode-bidi:bidi-override">15</b>'),
	('<span style="max-height:0;overflow:hidden">51</span>'), ('<span style="transform:scale(0)">51</span>'),
	('51<br>52'), ('<div>51</div><div>52</div>'), ('51<hr>52'), ('51<button>1</button>')) AS t(cell);

-- as are a cell and a row that are struck through; a cell without a place is none, one that is not seen is empty
SELECT page, pg_temp.read('<table><tr><th>Kommune<th>Bosatte' || page || '</table>') FROM (VALUES
	('<tr><td>Bergen<td style="text-decoration:line-through">51'), ('<tr style="text-decoration:line-through"><td>Bergen<td>51'), ('<tr><td><del>Bergen</del><td><del>51</del>'),
	('<tr><td>Bergen<td style="display:none">0051<td>51'), ('<tr><td>Bergen<td hidden>9</td><td>51</td>'), ('<tr><td>Bergen<td style="visibility:hidden">51'),
	('<tr><td>Bergen<sup>2<td>51<tr><td>Voss<td>7</table>'), ('<tr><td>Bergen<span hidden>9<td>51<tr><td>Voss<td>7'), ('<tr><td>Bergen<td>51<del><tr><td>Voss<td>7'),
	('<tbody style="text-decoration:line-through"><tr><td>Bergen<td>51'), ('<tr><td>Bergen<td style="font-size:0">51'), ('<tr><td>Bergen<td hidden/>51'),
	('<tr style="font-size: 0px"><td>Bergen<td>51'), ('<tr><td style="position:absolute">Bergen<td style="width:0.5em;font-size:0.9em">51'),
	('<tr><td>Ber<a>ge</a>n<small>1</small><td>51')) AS t(page);
-- or a whole table
SELECT page, pg_temp.read(page) FROM (SELECT format(page, E'<tr><th>Kommune<th>Bosatte\n<tr><td>Bergen<td>51') FROM (VALUES
	('<table style="text-decoration:line-through">%s</table>'), ('<del><table>%s</table></del>'), ('<s>51</s><table>%s</table>'),
	('<table style="display:none;display:table">%s</table>')) AS t(page)) AS p(page);
-- rows whose cells are all headers, below a header that is complete
SELECT pg_temp.read('<table><tr><th>Kommune<th>Bosatte<tr><th>Bergen<th>51<tr><th>Voss<th>7</table>'),
	pg_temp.read('<table><tr><th>Kommune<th>Bosatte<tr><th>Bergen<th>under fem<tr><th>Voss<th>7</table>'),
	pg_temp.read('<table><tr><th>Kommune<th>Bosatte<tr><th><th>i 2022<tr><th>Voss<th>7</table>');
-- a layout goes on behind the table that stands in it
SELECT pg_temp.read('<table><tr><td><table><tr><td>Meny</table><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51</table>');
