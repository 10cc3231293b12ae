-- tables between upright lines: Markdown, psql, text browsers, org-mode
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- Markdown, with its marks and links; psql's own output; cells drawn as a box, of which a name has several lines and a header three; org-mode
SELECT form, line, name, settled, agreed, problem, advice FROM preview_table(E'## Bosetting 2022\n\n| Kommune | Bosatte | Avtalt |\n|:--------|--------:|---|\n| Bergen | 51 | 183 |\n| [Voss](https://example.org/voss) | 1 234 | |\n| **Alver** | **:** | 5 |\n\nKilde: IMDi', '2022-05-18');
SELECT form, line, name, settled, agreed, problem, advice FROM preview_table(E' kommune |  bosatte  | avtalt \n---------+---------+-----\n Bergen  | 51 | 183 \n Voss    | 3 |  \n(2 rows)\n', '2022-05-18');
SELECT form, line, name, settled, agreed_collective, problem, advice FROM preview_table(E'
┌──────────────┬────────┬─────────────┐
│              │Antall  │Antall avtalt│
│ Fylke        │bosatte │med kollektiv│
├──────────────┼────────┼─────────────┤
│ Møre og      │ 280    │  148        │
│ Romsdal      │        │             │
├──────────────┼────────┼─────────────┤
│ Vestfold     │        │             │
│ og           │ 5      │ 4           │
│ Telemark     │        │             │
├──────────────┼────────┼─────────────┤
│ Oslo         │ 1 286  │ :           │
└──────────────┴────────┴─────────────┘', '2022-05-18');
SELECT form, line, name, settled, problem, advice FROM preview_table(E'|---------+---------|\n|  | Antall |\n| Kommune | bosatte |\n|---------+---------|\n| Nordland | |\n| Herøy | 51 |\n| Viken | |\n| Våler | 3 |\n', '2022-05-18');
-- two tables, and text between
SELECT form, line, name, settled, agreed, problem, advice FROM preview_table(E'| Kommune | Bosatte |\n|---|---|\n| Bergen | 51 |\n\nOg avtalene:\n\n| Kommune | Avtalt |\n|---|---|\n| Bergen | 183 |\n| Voss | 7 |', '2022-05-18');

-- columns given, where no header tells: titles and a header in rows of its own, empty fields behind
SELECT form, line, name, settled, problem, advice FROM preview_table(E'|  | \n| Participation in the programme |\n| County | Courses | |||\n|---|---|---|\n| Norwegian training | Practice | |\n| Whole country | 10 833 | 4 084 | |||\n| Agder | 444 | 138 | ||\n| Vestland | 847 | 244 | ||\n', '2022-05-18', columns => '{name,settled,-}');
-- without them it says what is missing
SELECT problem, detail FROM preview_table(E'| County | Courses | |\n|---|---|---|\n| Agder | 444 | 138 |', '2022-05-18');

-- rows that cannot be read, and a name that is none
SELECT form, line, name, settled, agreed, problem FROM preview_table(E'| Kommune | Bosatte | Avtalt |\n|---|---|---|\n| Bergen | 51 |\n| Voss | 3 | 4 | 5 |\n| Alver | 3,5 | 4 |\n| Fedje | 1 | 2 |\n| Romsdal | | |\n|', '2022-05-18');
-- the lines of one cell are no rows of their own, nor is a row's name another row's
SELECT form, line, name, settled, agreed, problem FROM preview_table(E'| Fylke | Bosatte | Avtalt |\n|---|---|---|\n| Møre og | 5 | 6 |\n| Romsdal | 7 | 8 |\n| Troms | | |\n| Agder | 3 | 4 |', '2022-05-18');
SELECT form, line, name, settled, agreed, problem FROM preview_table(E'| Fylke | Bosatte | Avtalt |\n|---|---|---|\n| Møre og | | |\n| Romsdal | | |\n| Agder | 3 | 4 |\n| Troms og | 1 | 2 |\n| Finnmark | | |\n| Oslo | | |\n', '2022-05-18');
