-- cells by their places: rows of pdftotext -layout with empty cells, and names on two lines
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- set to the right: each cell is below those of its column
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Kommune           Anmodning    Avtalt    Bosatt

Bergen                1 266       183        51
Kinn                     39                   7
Askvoll                             4
Voss                     10         5         :
Alver                     5         5
Askøy                     8
Fedje                               5         8
', '2022-05-18');

-- to the left, around a middle, behind ranks; a form feed takes no place, and a page has places of its own
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Nr  Kommune           Anmodning    Avtalt    Bosatt
 1  Bergen            718          183       51
 2  Kinn              39                     7
 3  Møre og           10           5         :
    Romsdal
\f 4  Fedje                   5         8
 5  Alver         5         5         6
 6  Askvoll       5         5         6
', '2022-05-18', county => 'Vestland');
SELECT line, name, agreed, settled, problem FROM preview_table(E'Kommune      Avtalt     Bosatt
Bergen         718        51
Kinn            39         7
Voss            :
Askøy                      8
', '2022-05-18');

-- below two columns, beside its column, or where the rows do not agree: refused
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Kommune           Anmodning    Avtalt    Bosatt
Bergen            718          183       51
Askvoll           10           5         :
Kinn              39                     7
Solund                123456789012345678 8
Askøy                 8                  5
', '2022-05-18');
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Kommune           Anmodning    Avtalt    Bosatt
Bergen            718          183       51
Askvoll                 10           5         :
Kinn              39                     7
', '2022-05-18');

-- what has a fixed number of spaces between its cells only looks like columns
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Kommune    Anmodning    Avtalt    Bosatt
Bergen    718    183    51
Askvoll    10    5    :
Kinn    39    7
', '2022-05-18');

-- cells that have moved to the left leave no place empty before another
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Kommune   Anmodning  Avtalt  Bosatt
Bergen    718        183     51
Askvoll   10         5       :
Kinn      39         7
Askøy     5
', '2022-05-18');

-- a row whose names are all as long shows nothing; nor does one that goes on below
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Kommune    Anmodning    Avtalt    Bosatt
Voss       718          183       51
Kinn       10           5         :
Etne       5                      6
', '2022-05-18');
SELECT line, name, requested, agreed, settled, problem FROM preview_table(E'Kommune    Anmodning    Avtalt    Bosatt
Bergen     718          183       51
Kinn       10           5         :
Etne       5                      6
7
', '2022-05-18');

-- the second half of a double name behind the row, the first above it; a dash that may be a count is none of a name
SELECT line, name, region, agreed, settled, problem FROM preview_table(E'Kommune            Avtalt   Bosatt
Kautokeino             10        :
Guovdageaidnu
Bergen                  8        7
Kárásjohka -
Karasjok               10        5
', '2022-05-18');
SELECT line, name, region, agreed, settled, problem FROM preview_table(E'Kommune Avtalt Bosatt
Kárásjohka -
Karasjok 10 5
Kinn -
Bergen 5 6
Kautokeino 3 4
Voss
Alver 7 8
', '2022-05-18');

ROLLBACK;
