-- dates and periods above a table in rarer forms, and when its numbers were fetched
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- compared with the date given
SELECT title, date, problem
FROM (VALUES ('Status pr. 11/5-2022', '2022-05-18'), ('Status pr. 18/5-2022', '2022-05-18'), ('Bosatte 30/6/2022', '2022-05-18'), ('Uttrekk 20220430', '2022-05-18'), ('Uttrekk 20220518', '2022-05-18'), ('Uttrekk 2022.04.30', '2022-05-18'), ('2022/05/18', '2022-05-18'),
	('Status 110522', '2022-05-18'), ('Status 180522', '2022-05-18'), ('110522', '2022-05-18'), ('220518', '2022-05-18'), ('Tabell 110522', '2022-05-18'), ('Status 123456', '2022-05-18'),
	('2022-04', '2022-05-18'), ('2022-05', '2022-05-18'), ('Bosatte 2022M04', '2022-05-18'), ('04/2022', '2022-05-18'), ('05.2022', '2022-05-18'), ('2019-22', '2022-05-18'), ('Tabell 2.2022', '2022-05-18'),
	('jan-22', '2022-05-18'), ('mai-22', '2022-05-18'), ('mai ''21', '2022-05-18'), ('11. mai 21', '2022-05-18'), ('18. mai ’22', '2022-05-18'), ('Måned 4', '2022-05-18'), ('Månad 5', '2022-05-18'), ('Month 4, 2022', '2022-05-18'),
	('Bosetting ''21', '2022-05-18'), ('Bosetting ''22', '2022-05-18'), ('Skoleåret 2021/2022', '2022-05-18'), ('Skuleåret 2021–22', '2022-05-18'), ('2022 vs 2021', '2022-05-18'), ('Bosatte 2022 mot 2021', '2022-05-18'), ('H1 2022', '2022-05-18'), ('H2 2022', '2022-05-18'),
	-- when numbers were fetched says of which day they can be
	('Oppdatert 18. mai 2021', '2022-05-18'), ('Oppdatert 18. mai 2022', '2022-05-18'), ('Sist oppdatert: 3. juni 2022', '2022-05-18'), ('Data hentet 01.01.2023', '2022-05-18'), ('Data hentet 12.01.2023', '2022-12-31'), ('Henta 11.05.2021', '2022-05-18'), ('Publisert 12.05.2020', '2022-05-18'), ('Publisert 12.05.2020, oppdatert 18.05.2022', '2022-05-18'), ('Kilde: IMDi, hentet 18.05.2021', '2022-05-18')) AS t(title, date)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatt\nRisør;8', date::date) AS p ON p.problem IS NOT NULL;
-- in headings no less
SELECT header, problem
FROM unnest('{"Bosatte 20220430","Bosatte 2022.05.18","Bosatte 11/5-2022","Bosatte apr-22","Bosatte ''21"}'::text[]) AS t(header)
LEFT JOIN LATERAL preview_table(format(E'Kommune;%s\nRisør;8', header), '2022-05-18', columns => '{name,settled}') AS p ON p.problem IS NOT NULL;
-- beside where the numbers are from, a sentence of its own may say of when they are; when a browser printed the page is no such day
SELECT title, p.problem IS NOT NULL AS wrong FROM unnest(ARRAY['Kilde: IMDi. Tall for 2021.', 'Kilde: IMDi. Tall for 2022.', 'Kilde: IMDi 2021', 'Oppdatert 3. januar 2023. Bosetting 2021', 'Kjelde: IMDi, per 1. juli 2022',
	'18.01.2023, 10:12 Bosetting', '1/18/23, 10:12 AM Bosetting', '18.01.2023, 10:12 Bosetting 2021', '18.05.2022, 08:15 Bosetting', '18.01.2024, 10:12 Bosetting']) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL (SELECT problem FROM preview_table(title || E'\nKommune;Bosatt\nBergen;51\n', '2022-12-31') AS p WHERE p.problem IS NOT NULL) AS p ON true ORDER BY number;
SELECT note, p.problem FROM unnest(ARRAY['Kilde: IMDi, per 1. juli 2022', 'Kilde: IMDi (tall fra juli 2022)', 'Kilde: IMDi, per 31.12.2022']) WITH ORDINALITY AS t(note, number)
LEFT JOIN LATERAL (SELECT problem FROM preview_table(E'Kommune;Bosatt\nBergen;51\n\n' || note, '2022-12-31') AS p WHERE p.problem IS NOT NULL) AS p ON true ORDER BY number;
SELECT problem FROM preview_table('<figure><table><tr><th>Kommune<th>Bosatt<tr><td>Bergen<td>51</table><figcaption>Per 1. juli 2022. Kilde: IMDi</figcaption></figure>', '2022-12-31') WHERE problem IS NOT NULL;
ROLLBACK;
