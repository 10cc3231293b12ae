-- pages that a browser printed, as pdftotext gives them: names in the middle of their cells, what is printed on each page, and thousands
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- -layout: cells beside the middle of a name of two lines
SELECT line, name, region, decided, settled, problem FROM preview_table(E'31.12.2022, 10:12                     Bosetting\n\n Bosetting\n   Kommune            Vedtak     Bosatt\n      Evje og\n                           25       24\n      Hornnes\n     Aurskog-\n                          100       90\n      Høland\n   Kautokeino –\n                            7        8\n   Guovdageaidnu\n   Grimstad                 5        6\n\n\nhttps://www.example.org/bosetting                    1/1\n\f', '2022-12-31');
-- not where the line below is a row of its own, or no name with it
SELECT line, name, decided, settled, problem FROM preview_table(E'   Kommune            Vedtak     Bosatt\n   Bergen\n                           25       24\n   Voss\n                            7        9\n', '2022-12-31');
SELECT line, name, decided, settled, problem FROM preview_table(E'   Kommune            Vedtak     Bosatt\n   Bergen\n                           25       24\n   Voss\n   Kinn                     7        9\n', '2022-12-31');
SELECT line, name, decided, settled, problem FROM preview_table(E'   Kommune            Vedtak     Bosatt\n   Kautokeino          –\n                           25\n   Voss                    7        9\n', '2022-12-31');
-- -raw: the second half of a double name, below its dash
SELECT line, name, region, decided, settled, problem FROM preview_table(E'Kommune Vedtak Bosatt\nKautokeino –\nGuovdageaidnu\n7 8\nGrimstad 5 6\n', '2022-12-31');
SELECT line, name, decided, settled, problem FROM preview_table(E'Kommune Vedtak Bosatt\nKautokeino –\nGrimstad 5 6\n', '2022-12-31');
-- a group of zeros begins no count; where others could be one or two, both are told
SELECT line, name, decided, settled, agreed, problem FROM preview_table(E'Kommune Vedtak Bosatt Avtalt\nBergen 1 000 1 000 718\nVoss 1 050 7 8\nKinn 300 290 1 100\n', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Rang\nKommune\nBosatte\n1\nOslo\n2 050\n2\nBergen\n1 013\n3\nTrondheim\n1 705\n', '2022-12-31');
-- day and hour at the top of each page are the page's, as is an address with the number of the page, or the number alone behind one
SELECT line, name, decided, settled, problem FROM preview_table(E'31.12.2022, 10:12\n\nStatsforvaltaren\n\nKommune\n\nVedtak\n\nBosatt\n\nBergen\n\n25\n\n24\n\nhttps://www.example.org/\n\n1/2\n\n\f31.12.2022, 10:12\n\nStatsforvaltaren\n\nVoss\n\n7\n\n9\n\nhttps://www.example.org/\n\n2/2\n\n\f', '2022-12-31');
SELECT line, name, decided, settled, problem FROM preview_table(E'Kommune   Vedtak   Bosatt\nBergen        25       24\nhttps://www.example.org/       1/1\n', '2022-12-31');
SELECT line, name, decided, settled, problem FROM preview_table(E'Kommune\n\nVedtak\n\nBosatt\n\nBergen\n\n25\n\n24\n\nhttps://www.example.org/\n\n1/1\n\n\f', '2022-12-31');
-- what else stands beside an address is told
SELECT line, name, decided, settled, problem FROM preview_table(E'Kommune   Vedtak   Bosatt\nBergen        25       24\nhttps://www.example.org/voss       7       9\n', '2022-12-31');
ROLLBACK;
