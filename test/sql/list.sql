-- rows of lists, ranks before names, a code on a line of its own, and names that run together with their cells
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- bullets, numbers, colons, dashes and dots; a title above
SELECT line,name,region,settled,problem FROM preview_table(E'Bosatte 2022:\n- Bergen: 51\n- Voss 3\n* Alver – 7\n• Kvam ..... 1 234\n1. Etne = 5\n2) Odda: 4\nUllensvang - :\nØygarden: :', '2022-05-18', columns=>'{name,settled}');
-- names that are not known are told of, notes are none
SELECT line,name,region,settled,agreed,problem FROM preview_table(E'Kommune  Bosatte  Avtalt\n- Bergen: 51 60\n- Voss  3  4\n- Xyz: 3 4\n* Tall under 5 er prikket', '2022-05-18');
SELECT line,name,region,settled,problem FROM preview_table(E'Kommune  Bosatte\nBergen: 51\nBerjen: 7\nVoss: 3\nKilde: 5\n- Berjen: 4', '2022-05-18');

-- among the rows of a list, each line with a bullet is one, the first and the last too, and is told of where it cannot be read
SELECT line,name,settled,problem FROM preview_table(E'- Bergen: 51, opp fra 40\n- Voss: 7', '2022-05-18', columns=>'{name,settled}');
SELECT line,name,settled,problem FROM preview_table(E'Bosatte:\n1) Bergen: 51\n2) Voss: 7 (av 12)\n3) Askøy: 5, som ventet', '2022-05-18', columns=>'{name,settled}');
SELECT line,name,settled,problem FROM preview_table(E'- Bergen: ingen\n- Voss: 7\n- Askøy har ikke svart\n- nesten ingen i Odda\n- Kvam: 3', '2022-05-18', columns=>'{name,settled}');
SELECT line,name,settled,problem FROM preview_table(E'Kommune Bosatte\nVoss 7\nAskøy 5\n\n- Bergen: 51 (opp fra 40)', '2022-05-18');
-- prose with a bullet is none, where no rows have any
SELECT line,name,settled,problem FROM preview_table(E'- Bosatte i Bergen og Voss\n- Bergen 18. mai 2022\n\nKommune Bosatte\nVoss 7\nAskøy 5\n\n- Kommunene har svart\n- Bergen 5, Voss 6', '2022-05-18');

-- a count and in parentheses a part of it, run together with the name: 315 are the twelve below, 35 of them the part
SELECT line, name, region, counts, problem FROM preview_table(E'Antall flyktninger kommunene er bedt om å bosette (enslige barn og unge i parentes) :

Vest-Agder315(35)

Kristiansand140(20)

Mandal 30 (5)

Farsund 10

Flekkefjord20(5)

Vennesla15

Songdalen20

Søgne 20

Marnardal5

Åseral 5

Lindesnes 10

Lyngdal 20

Hægebostad5

Kvinesdal15(5)', '2011-12-31', columns => '{name,requested+requested_unaccompanied}');
-- what runs together where a row has two counts is not known
SELECT line, name, settled, agreed, problem FROM preview_table(E'Kommune Bosatte Avtalt\nAlver39315937\nBergen 51 183', '2022-05-18');

-- numbers that count rows are ranks, no codes; others are what they are
SELECT line,name,region,settled,problem FROM preview_table(E'Nr\tKommune\tBosatte\n1\tBergen\t51\n2\tVoss\t4\n3\tAlver\t5', '2022-05-18');
SELECT line,name,region,settled,problem FROM preview_table(E'Kommune Bosatte\n1 Bergen 51\n2 Voss 4\n3 Alver 5', '2022-05-18');
SELECT line,name,region,settled,problem FROM preview_table(E'Kommune;Bosatte\n1. Bergen;51\n2. Voss;4\n3. Alver;5', '2022-05-18');
SELECT line,name,region,settled,problem FROM preview_table(E'Nr\nKommune\nBosatte\n1\nBergen\n51\n2\nVoss\n4\n3\nAlver\n5', '2022-05-18');
SELECT line,name,region,settled,agreed,problem FROM preview_table(E'Nr\n\nKommune\n\nBosatte\n\nAvtalt\n\n1\n\nBergen\n\n51\n\n60\n\n2\n\nVoss\n\n4\n\n5\n\n3\n\nMøre og\nRomsdal\n\n5\n\n:', '2022-05-18');
SELECT line,name,region,settled,problem FROM preview_table(E'Nr;Fylke;Bosatte\n1;Bergen;51\n2;Voss;4\n4;Alver;5', '2022-05-18');
SELECT line,name,region,settled,problem FROM preview_table(E'Nr;Kommune;Bosatte\n4601;Oslo;51\n4621;Voss;4', '2022-05-18');
SELECT line,name,region,settled,problem FROM preview_table(E'Plassering;Kommune;Bosatte\n1;Bergen;51\n2;Voss;4', '2022-05-18');
SELECT line,name,region,settled,problem,advice FROM preview_table(E'Rang  Kommune  Bosatte\n1  Bergen  51\n2  Voss  4', '2022-05-18');
SELECT line,name,region,settled,agreed,problem,advice FROM preview_table(E'#  Kommune  Bosatte  Prosent  Avtalt\n1  Bergen  51 22 60\n2  Voss  4 5 3', '2022-05-18');
