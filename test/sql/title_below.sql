-- lines below a table that say what its numbers are
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- short lines are judged as titles are; of longer ones, the sentences that say what the numbers are
SELECT number, note, count(DISTINCT page) AS pages, string_agg(DISTINCT problem, '; ') AS problems
FROM unnest('{"Tall for 2021.","Andel i prosent.","Enhet: prosent",(prosent),"Per 1 000 innbyggere","I 1000 kroner","Per 31.12.2021","Gjelder enslige mindreårige.","Inkluderer ikke ukrainere.","Oversikten viser endring siden 2021.","Note 1: Tall i tusen","Bosatte er oppgitt som prosent.","Bosatte: prosent av vedtak","Forklaring: bosatte = andel av anmodede","Merk: beløp i tusen kroner.","Merk: tallene er foreløpige og gjelder familier.","Kilde: SSB, tabell 06913. Per 31.12.2021","1) Prosent av anmodede.","Gjeld einslege mindreårige","Unit: per cent","Per 1,000 inhabitants"}'::text[]) WITH ORDINALITY AS t(note, number)
CROSS JOIN unnest(ARRAY[E'Kommune\tBosatt\nRisør\t7\n\n@\n', E'Kommune;Bosatt\nRisør;7\n\n@\n', '<table><tr><th>Kommune<th>Bosatt<tr><td>Risør<td>7</table><p>@</p>', '<table><tr><th>Kommune<th>Bosatt<tr><td>Risør<td>7</table><small>@</small>', E'Kommune  Bosatt\nRisør  7\n\n@\n',
	'{"version":"2.0","class":"dataset","label":"Bosatte","note":["@"],"id":["Region","Content"],"size":[1,1],"dimension":{"Region":{"category":{"index":["4201"],"label":{"4201":"Risør"}}},"Content":{"category":{"index":["b"],"label":{"b":"Bosatte"}}}},"role":{"geo":["Region"],"metric":["Content"]},"value":[7]}']) AS p(page)
LEFT JOIN LATERAL preview_table(replace(page, '@', note), '2022-12-31') AS r ON r.problem IS NOT NULL
WHERE r.problem IS NOT NULL GROUP BY number, note ORDER BY number;
-- these say nothing of all numbers, or are the page's
SELECT note, page, problem
FROM unnest('{"Kilde: IMDi 12.01.2023","Tall under 5 er skjult. Andelen er prosent.","Tall i parentes er enslige mindreårige","Tallene omfatter også enslige mindreårige.","Tall under 5 bosatte vises ikke","Færre enn 5 bosatte vises ikke av personvernhensyn","Oslo, 12. januar 2023","Sist endret 12.01.2023","Publisert 12. januar 2023","Les mer om bosetting av enslige mindreårige","Enslige mindreårige er med i tallene.","© IMDi 2023","Vedtak er ikke endelige","* Bosatte inkluderer familiegjenforente","Kommuner uten tall har ikke svart","Foreløpige tall."}'::text[]) AS t(note)
CROSS JOIN unnest(ARRAY[E'Kommune\tBosatt\nRisør\t7\n\n@\n', E'Kommune;Bosatt\nRisør;7\n\n@\n', '<table><tr><th>Kommune<th>Bosatt<tr><td>Risør<td>7</table><p>@</p>']) AS p(page)
CROSS JOIN LATERAL preview_table(replace(page, '@', note), '2022-12-31') AS r WHERE r.problem IS NOT NULL;
-- of what stands between two tables, the title of the second is not of the first
SELECT line, settled, agreed, problem FROM preview_table(E'Kommune\tBosatt\nRisør\t7\n\nPer 31.12.2021\nKommune\tAvtalt\nRisør\t9\n', '2022-12-31');
SELECT line, measures, counts, problem FROM preview_table(E'Kommune\tBosatt\nRisør\t7\n\nEnslige mindreårige\nKommune\tAnmodning enslige mindreårige\nRisør\t9\n', '2022-12-31');
-- notes of a dataset, its dimensions and their categories
SELECT line, settled, problem, advice
FROM preview_table('{"version":"2.0","class":"dataset","label":"Bosatte","note":"Tallene er i prosent","id":["Region","Content"],"size":[1,1],"dimension":{"Region":{"note":["Sted"],"category":{"index":["4201"],"label":{"4201":"Risør"}}},"Content":{"note":["Gjelder menn"],"category":{"index":["b"],"label":{"b":"Bosatte"},"note":{"b":["I tusen",["Per 2021"]]}}}},"role":{"geo":["Region"],"metric":["Content"]},"value":[7]}', '2022-12-31');
ROLLBACK;
