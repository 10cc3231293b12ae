-- Of which region is a total that names none?
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\pset format unaligned
\pset tuples_only on
CREATE FUNCTION totals(content text) RETURNS TABLE (line integer, name text, region integer, settled suppressed_int, problem text)
LANGUAGE sql
AS $$ SELECT line, name, region, settled, problem FROM preview_table(content, '2022-05-18') WHERE total OR problem IS NOT NULL ORDER BY line $$;
-- below several counties, the sum of all rows is not the last county's
SELECT * FROM totals(E'Kommune\tBosatte\nRogaland\nStavanger\t20\nVestland\nBergen\t51\nVoss\t7\nSum\t78\n');
SELECT * FROM totals(E'Agder:\nKommune Bosatte\nArendal 5\nRogaland:\nStavanger 9\nTotalt 14\n');
SELECT * FROM totals(E'Kommune;Bosatte\nAgder;\nArendal;5\nSum;5\nRogaland;\nStavanger;9\nSum;14\n');
SELECT * FROM totals(E'Agder\n\nKommune;Bosatte\nArendal;5\n\nRogaland\n\nKommune;Bosatte\nStavanger;9\nSum;14\n');
-- nor is one that can be either, where no other county has one
SELECT * FROM totals(E'Kommune;Bosatte\nAgder;\nArendal;5\nRogaland;\nStavanger;:\nSum;9\n');
-- the sum of its rows is
SELECT * FROM totals(E'Kommune;Bosatte\nAgder;\nArendal;5\nRogaland;\nStavanger;9\nSum;9\n');
SELECT * FROM totals(E'Kommune;Bosatte\nAgder;\nArendal;5\nRogaland;\nStavanger;:\nSum;4\n');
SELECT * FROM totals(E'Kommune;Bosatte\nAgder;\nArendal;5\nSum;5\nRogaland;\nStavanger;:\nSum;9\n');
SELECT * FROM totals(E'Kommune;Bosatte\nAgder;\nArendal;5\nAgder i alt;5\nRogaland;\nStavanger;:\nSum;9\n');
-- of rounded numbers, as near as the rule says
INSERT INTO suppression_rule (rule, dialect, tolerance) SELECT 'to the nearest', dialect, 1 FROM suppression_rule WHERE rule = 'imdi';
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune;Bosatte\nAgder;\nArendal;50\nRogaland;\nStavanger;30\nSandnes;30\nSum;61\n', '2022-05-18', 'to the nearest') WHERE total;
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune;Bosatte\nAgder;\nArendal;50\nRogaland;\nStavanger;30\nSandnes;30\nSum;62\n', '2022-05-18', 'to the nearest') WHERE total;
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune;Bosatte\nAgder;\nArendal;50\nRogaland;\nStavanger;30\nSandnes;30\nSum;111\n', '2022-05-18', 'to the nearest') WHERE total;
-- all municipalities of all counties, each below its own, and their sum
SELECT * FROM totals((SELECT E'Kommune;Bosatte\n' || string_agg(CASE WHEN c.code = '03' THEN c.rows ELSE c.name || E';\n' || c.rows END, E'\n' ORDER BY c.code) || E'\nSum;356'
					  FROM (SELECT f.code, f.name, string_agg(m.code || ' ' || m.name || ';1', E'\n' ORDER BY m.code) AS rows
							FROM region_list('2022-05-18') AS m JOIN region_list('2022-05-18') AS f ON f.region_id = m.parent_id WHERE m.level = 'municipality' GROUP BY f.code, f.name) AS c));
-- a district, a selection and a health region are no counties
SELECT * FROM totals(E'Nordhordland\n\nKommune\tBosatte\nAlver\t20\nAustrheim\t5\nMasfjorden\t3\nSum\t28\n');
SELECT * FROM totals(E'Topp 3 i Vestland\nKommune\tBosatte\nBergen\t51\nVoss\t17\nAskøy\t9\nTotalt\t77\n');
SELECT * FROM totals(E'Helse Bergen\n\nKommune;Bosatte\nBergen;51\nVoss;17\nSum;68\n');
-- what all rows above add up to, or those since the last total, is left out, and told; not where one of them is hidden or missing, or where it is another number
SELECT line, name, region IS NOT NULL AS found, settled, problem, advice FROM preview_table(E'Kommune;Bosatte\nBergen;51\nVoss;17\nSum;68\nAlver;4\nStord;5\nSum;9\nTotalt;77\n', '2022-05-18') WHERE total;
SELECT sums, string_agg(coalesce(p.problem, p.advice), '; ') FROM unnest('{68;4,69;4,68;5,68;,:;4}'::text[]) AS t(sums), preview_table(E'Kommune;Bosatte;Avtalt\nBergen;51;3\nVoss;17;1\nSum;' || sums, '2022-05-18') AS p WHERE p.total GROUP BY sums ORDER BY sums;
SELECT rows, string_agg(coalesce(p.problem, p.advice), '; ') FROM unnest(ARRAY[E'Bergen;51\nVoss;:', E'Bergen;51\nVoss;', E'Bergen;51', E'Bergen;0\nVoss;0', E'Bergen;51\nVoss;5..9']) AS t(rows), preview_table(E'Kommune;Bosatte\n' || rows || E'\nSum;' || CASE WHEN rows ~ ';0' THEN 0 ELSE 51 END, '2022-05-18') AS p WHERE p.total GROUP BY rows ORDER BY rows;
SELECT import_table(E'Kommune;Bosatte\nBergen;51\nVoss;17\nSum;68\n', 'partial', '2022-05-18') > 0 AS stored;
-- with the county above or given, they are what that says
SELECT * FROM totals(E'Vestland\n\nKommune;Bosatte\nBergen;51\nVoss;17\nSum;68\n');
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune;Bosatte\nBergen;51\nSum;68\n', '2022-05-18', county => 'Vestland') WHERE total;
SELECT advice FROM preview_table(E'Kommune;Bosatte\nBergen;51\nSum;51\n', '2022-05-18') WHERE problem IS NOT NULL;
SELECT line, name, problem, advice FROM preview_table(E'Kommune;Bosatte\nBergen;51\nSum;51\n', '2022-05-18', skip => '{Sum}') ORDER BY line;
