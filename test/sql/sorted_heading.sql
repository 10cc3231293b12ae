-- headings with an arrow by which a page is sorted, or the star of a footnote, beside their words
\set ECHO none
\i test/include/publications.sql
\set ECHO all

SELECT heading, p.settled, p.problem FROM unnest('{Kommune ▲;Bosatt ▼,▲ Kommune;⇅ Bosatt,Kommune *;Bosatt *,Kommune;Bosatt * ▲}'::text[]) WITH ORDINALITY AS t(heading, number), preview_table(heading || E'\nBergen;51\n', '2022-12-31') AS p ORDER BY number;
SELECT heading, p.settled, p.problem FROM unnest(ARRAY['Kommune ▲', 'Kommune <span aria-hidden="true">▲</span>', '▲ Kommune', 'Kommune *']) WITH ORDINALITY AS t(heading, number), preview_table(format('<table><tr><th>%s<th>Bosatt<tr><td>Bergen<td>51</table>', heading), '2022-12-31') AS p ORDER BY number;
-- what the star stands for is a line below the table
SELECT line, settled, problem, advice FROM preview_table(E'Kommune;Bosatt *\nBergen;51\n* berre kvinner\n', '2022-12-31');
ROLLBACK;
