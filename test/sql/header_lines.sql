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
