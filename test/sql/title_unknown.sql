-- lines above a table in words that nobody knows, which may say what its numbers are of
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- whatever nobody knows is told, as it may say what the numbers are of
SELECT title, problem, advice
FROM unnest('{"Bosatte flyktninger i Vestland per 18. mai 2022","Tabell 2: Anmodning, vedtak og bosetting 2022","Flyktningsituasjonen i Møre og Romsdal","Vestlands kommuner","Busette i kommunane, kjelde IMDi","Settled refugees by municipality, May 2022",Mønster,Bruttoføring,"Sluttstilt bosetting","Pr. 10 000 sauer","Nye denne uken",Overføringsflyktninger,"og andre","Kommunene er klare. Det er mottak som er flaskehals i år"}'::text[]) WITH ORDINALITY AS t(title, number)
LEFT JOIN LATERAL preview_table(title || E'\n\nKommune;Bosatte\nRisør;8', '2022-05-18') AS p ON p.problem IS NOT NULL OR p.advice IS NOT NULL ORDER BY number;
-- of many lines, those that stand nearest
SELECT line, name, problem, advice FROM preview_table(E'Hjem\nMeny\nLogg inn\nDel på Facebook\nHandlingsplan\nNullpunkt\nStipulert\n\nKommune;Bosatte\nRisør;8', '2022-05-18');
SELECT import_table(E'Mønster\n\nKommune;Bosatte\nRisør;8', 'unknown title', '2022-05-18') IS NOT NULL AS imported;
SELECT import_table(E'Mønster\n\nKommune;Bosatte\nRisør;9', 'skipped title', '2022-05-18', skip => '{Mønster}') IS NOT NULL AS imported;
INSERT INTO measure_word (phrase, role) VALUES ('stipul', 'ordinary');
SELECT import_table(E'Stipulert bosetting\n\nKommune;Bosatte\nRisør;8', 'taught title', '2022-05-18') IS NOT NULL AS imported;
DELETE FROM measure_word WHERE NOT reference;
