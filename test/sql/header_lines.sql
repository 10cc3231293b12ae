-- headers of several lines: titles above them, and headings of groups of columns
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- a title is none of them, where a blank line stands below it or it is longer than the column of names
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosatte flyktninger 2022\n\nKommune   Bosatt   Vedtak\nBergen    51       60\nVoss      :        10', '2022-05-18');
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosatte flyktninger 2022\nKommune   Bosatt   Vedtak\nBergen    51       60', '2022-05-18');
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosetting 2022\n\n            Bosatt med\n            kollektiv\nKommune     beskyttelse     Bosatt\nBergen           51         60', '2022-05-18');
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosetting\n\nNr  Kommune      Bosatt     Avtalt\n1   Bergen           51         60', '2022-05-18');
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosatte 2022\n\nKommune   Antall\nBergen    51\nVoss      7', '2022-05-18');
-- it is judged as one
SELECT line, name, measures, counts, problem FROM preview_table(E'Enslige mindreårige 2022\n\nKommune   Bosatt   Vedtak\nBergen    51       60', '2022-05-18');
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosatte flyktninger 2021\nKommune   Bosatt   Vedtak\nBergen    51       60', '2022-05-18');
-- one that is no longer may be read with the names' header, where that makes sense
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosetting 2022\nKommune           Bosatt   Vedtak\nBergen    51       60', '2022-05-18');
SELECT line, name, measures, counts, problem FROM preview_table(E'Navn på\nkommune   Bosatt   Vedtak\nBergen    51       60', '2022-05-18');
-- what is wrong is told of the header alone
SELECT line, name, measures, counts, problem FROM preview_table(E'Bosatte flyktninger 2022\n\nKommune   Bosatt   Avslag\nBergen    51       60', '2022-05-18');

-- a heading of a group stands above several columns: begins with the first, or is in the middle
CREATE FUNCTION figures(content text) RETURNS TABLE (line integer, period text, name text, figures text, problem text) LANGUAGE sql AS $$
	SELECT t.line, t.period, t.name, (SELECT string_agg(m || ' ' || c, ', ') FROM unnest(t.measures, t.cells) AS k(m, c)), t.problem
	FROM busetting.suppression_rule AS u, busetting_internal.rule_reading(u.rule) AS r,
		LATERAL busetting_internal.table_rows(content, NULL, NULL, r.hidden || r.zero || r.missing, ARRAY(SELECT n.name FROM busetting.region_name AS n), busetting_internal.heading_words('norway'), r.separators, r.flag_symbols, true, busetting_internal.heading_names('2022-05-18', 'norway')) AS t
	WHERE u.rule = 'imdi' AND (t.name IS NOT NULL OR t.problem IS NOT NULL)
$$;
SELECT * FROM figures(E'          Bosatt        Vedtak\nKommune   2021   2022   2021   2022\nBergen      51     52     60     61');
SELECT * FROM figures(E'                Bosatt            Vedtak\nKommune      2021    2022      2021    2022\nBergen         51      52        60      61');
SELECT * FROM figures(E'Kommune         Bosatt            Vedtak\n             2021    2022      2021    2022\nBergen         51      52        60      61');
SELECT * FROM figures(E'             Bosatt                Vedtak\nKommune      2020   2021   2022    2021   2022\nBergen         51     52     53      60     61');
SELECT * FROM figures(E'          Vedtak      Bosatt\nKommune   2022        2021   2022\nBergen    60          51     52');
SELECT * FROM figures(E'Kommune   Vedtak      Bosatt\n                      2021   2022\nBergen    60          51     52');
SELECT * FROM figures(E'            Alle               Kollektiv beskyttelse\nKommune     Bosatt    Avtalt   Bosatt     Avtalt\nBergen          51        52       30         31');
SELECT * FROM figures(E'Bosetting og vedtak 2021-2022\n\n             Bosatt         Vedtak\nKommune      2021   2022    2021   2022\nBergen         51     52      60     61');
-- where it ends is not known, or where it begins
SELECT * FROM figures(E'            Kollektiv\nKommune     Bosatt       Avtalt       Vedtak\nBergen      51           52           60');
SELECT * FROM figures(E'            Kollektiv beskyttelse\nKommune     Bosatt       Avtalt       Vedtak\nBergen      51           52           60');
SELECT * FROM figures(E'            Kollektiv beskyttelse\nKommune     Bosatt       Avtalt\nBergen      51           52');

-- between delimiters, empty fields are of the group before
SELECT * FROM figures(E';Bosatt;;Vedtak;\nKommune;2021;2022;2021;2022\nBergen;51;52;60;61');
SELECT * FROM figures(E'Kommune;Alle;;Kollektiv beskyttelse;\n;Bosatt;Avtalt;Bosatt;Avtalt\nBergen;51;52;30;31');
SELECT * FROM figures(E'Kommune;Kollektiv beskyttelse;\n;Bosatt;Avtalt\nBergen;51;52');
SELECT * FROM figures(E'Kommune;Alle;;Kollektiv beskyttelse;;Vedtak\n;Bosatt;Avtalt;Bosatt;Avtalt;\nBergen;51;52;30;31;60');
SELECT * FROM figures(E'|         | Bosatt |      | Vedtak |      |\n| Kommune | 2021   | 2022 | 2021   | 2022 |\n|---------|--------|------|--------|------|\n| Bergen  | 51     | 52   | 60     | 61   |');
SELECT * FROM figures(E'| Kommune | Bosatt |      | Vedtak |      |\n|---------|--------|------|--------|------|\n|         | 2021   | 2022 | 2021   | 2022 |\n| Bergen  | 51     | 52   | 60     | 61   |');
SELECT * FROM figures(E'|         | Bosatt |      | Vedtak |      |\n|---------|--------|------|--------|------|\n| Kommune | 2021   | 2022 | 2021   | 2022 |\n| Bergen  | 51     | 52   | 60     | 61   |');
-- unless they may be of none
SELECT * FROM figures(E'Kommune;Alle;;Kollektiv beskyttelse;;\n;Bosatt;Avtalt;Bosatt;Avtalt;Vedtak\nBergen;51;52;30;31;60');
SELECT * FROM figures(E'Kommune;Vedtak;Kollektiv beskyttelse;\n;;Bosatt;Avtalt\nBergen;60;51;52');
SELECT * FROM figures(E'| Kommune | Kollektiv beskyttelse | |\n| | Bosatt | Avtalt |\n|---|---|---|\n| Bergen | 51 | 52 |');
-- without empty fields, as a page is copied, each has as many columns where these repeat themselves
SELECT * FROM figures(E'\tBosatt\tVedtak\nKommune\t2021\t2022\t2021\t2022\nBergen\t51\t52\t60\t61');
SELECT * FROM figures(E'Kommune\tBosatt\tVedtak\n\t2021\t2022\t2021\t2022\nBergen\t51\t52\t60\t61');
SELECT * FROM figures(E'Kommune\tBosatt\tVedtak\n2021\t2022\t2021\t2022\nBergen\t51\t52\t60\t61');
SELECT * FROM figures(E'Kommune\tBosatt\n2021\t2022\nBergen\t51\t52');
SELECT * FROM figures(E'\tAlle\tKollektiv beskyttelse\nKommune\tBosatt\tAvtalt\tBosatt\tAvtalt\nBergen\t51\t52\t30\t31');
SELECT * FROM figures(E'\tBosatt\tVedtak\nKommune\t2021\t2022\t2023\t2024\nBergen\t51\t52\t60\t61');
SELECT * FROM figures(E'Kommune\tBosatt\tVedtak\n\t2021\t2022\t2023\t2024\nBergen\t51\t52\t60\t61');

-- a web page's table of years or values, below a caption of its own that says what they count
SELECT * FROM figures('<table><caption>Bosatte flyktninger</caption><tr><th>Kommune<th>2021<th>2022<th>Totalt<tr><td>Bergen<td>51<td>52<td>103</table>');
SELECT * FROM figures('<table><caption>Bosatte 2022</caption><tr><th>Kommune<th>Antall<tr><td>Bergen<td>51</table><table><caption>Vedtak 2022</caption><tr><th>Kommune<th>Antall<tr><td>Bergen<td>60</table>');
SELECT * FROM figures('<table><caption>Bosatte kvinner</caption><tr><th>Kommune<th>2021<th>2022<tr><td>Bergen<td>51<td>52</table>');
SELECT * FROM figures('<h3>Bosatte</h3><p>Vedtak</p><table><tr><th>Kommune<th>Antall<tr><td>Bergen<td>51</table>');
-- one that is too wide says how wide it is
SELECT problem FROM figures('<table><tr><th>Kommune' || repeat('<th>Bosatt', 600) || '<tr><td>Bergen' || repeat('<td>51', 600) || '</table>');
-- a line that is drawn with = is one; the table of a wiki is no JSON
SELECT * FROM figures(E'=======  ======\nKommune  Bosatt\n=======  ======\nBergen   51\n=======  ======');
SELECT * FROM figures(E'{| class="wikitable"\n! Kommune !! Bosatt\n|-\n| Bergen || 51\n|}');
