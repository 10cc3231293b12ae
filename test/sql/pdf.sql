--
-- What pdftotext makes of a page that a browser has printed, and what a browser without
-- pictures shows of it: headers over lines, in columns that stand close, names on two
-- lines, and between the rows what belongs to the page.
--
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- pdftotext -layout, three pages
SELECT line, name, settled, settled_collective, agreed, agreed_collective, problem FROM preview_table(E'18.05.2022, 08:15                                      Bosetting av flyktninger | IMDi

  Bosetting av flyktninger 2022
  Tallene oppdateres ukentlig. Tall under 5 er prikket og vises som ":". Det er per
  18.05.2022 bosatt 2 930 personer.

  Fylker
   Fylke              Antall          Antall bosatte          Antall personer            Antall personer
                      bosatte         personer med            kommunen har               med kollektiv
                      personer:       kollektiv               avtalt å                   beskyttelse
                                      beskyttelse:            bosette:                   kommunen har
                                                                                         avtalt å bosette:
   Agder              355             258                     419                        356
   Innlandet          277             180                     361                        243
   Møre og            280             148                     404                        335
   Romsdal
   Nordland           296             218                     263                        200
   Oslo               286             184                     382                        306
   Rogaland           505             375                     729                        635
   Troms og           271             148                     259                        193
   Finnmark

   Trøndelag          304             140                     390                        269
   Vestfold og 178                    92                      515                        368
   Telemark
   Vestland           483             300                     668                        493
   Viken              774             482                     1 266                      944

  Vestland - oversikt over bosettingen i 2022

   Kommune                Antall       Antall bosatte           Antall                   Antall personer
                          bosatte      personer med             personer                 med kollektiv
                          personer:    kollektiv                kommunen har             beskyttelse
                                       beskyttelse:             avtalt å                 kommunen har
                                                                bosette:                 avtalt å bosette:
   Alver                  39           31                       59                       37
   Askøy                  8            :                        17                       10

https://www.example.org/tall                                                                               1/3
\f18.05.2022, 08:15                                 Bosetting av flyktninger | IMDi

   Kommune                Antall      Antall bosatte       Antall                   Antall personer
                          bosatte     personer med         personer                 med kollektiv
                          personer:   kollektiv            kommunen har             beskyttelse
                                      beskyttelse:         avtalt å                 kommunen har
                                                           bosette:                 avtalt å bosette:
   Bergen                 51          :                    183                      138
   Bjørnafjorden 51                   38                   39                       35
   Etne                   :           :                    :                        :

   Kvinnherad             22          22                   :                        :

   Sveio                  10          10                   :                        :

https://www.example.org/tall                                                                          2/3
\f18.05.2022, 08:15                                 Bosetting av flyktninger | IMDi

   Kommune                Antall      Antall bosatte       Antall                   Antall personer
                          bosatte     personer med         personer                 med kollektiv
                          personer:   kollektiv            kommunen har             beskyttelse
                                      beskyttelse:         avtalt å                 kommunen har
                                                           bosette:                 avtalt å bosette:
   Tysnes                 :           :                    15                       15

   Øygarden               :           :                    59                       44

   Årdal                  :           :                    :                        :

  Kilde: IMDi. Se om statistikken.

https://www.example.org/tall                                                                          3/3
', '2022-05-18');

-- the header stands on the first page only
SELECT line, name, settled, settled_collective, agreed, agreed_collective, problem FROM preview_table(E'18.05.2022, 08:15                                      Bosetting av flyktninger | IMDi
  Vestland - oversikt over bosettingen i 2022

   Kommune                Antall       Antall bosatte           Antall                   Antall personer
                          bosatte      personer med             personer                 med kollektiv
                          personer:    kollektiv                kommunen har             beskyttelse
                                       beskyttelse:             avtalt å                 kommunen har
                                                                bosette:                 avtalt å bosette:
   Alver                  39           31                       59                       37
   Askøy                  8            :                        17                       10

https://www.example.org/tall                                                                               1/3
\f18.05.2022, 08:15                                 Bosetting av flyktninger | IMDi

   Bergen                 51          :                    183                      138
   Bjørnafjorden 51                   38                   39                       35
   Etne                   :           :                    :                        :

   Kvinnherad             22          22                   :                        :

   Sveio                  10          10                   :                        :

https://www.example.org/tall                                                                          2/3
\f18.05.2022, 08:15                                 Bosetting av flyktninger | IMDi

   Tysnes                 :           :                    15                       15

   Øygarden               :           :                    59                       44

   Årdal                  :           :                    :                        :

  Kilde: IMDi. Se om statistikken.

https://www.example.org/tall                                                                          3/3
', '2022-05-18');

-- columns one space apart; those of a column begin where it does, or nearly
SELECT line, name, settled, settled_collective, agreed, agreed_collective, problem FROM preview_table(E'   Kommune                Antall    Antall         Antall              Antall
                          bosatte   bosatte        personer            personer
                          personer: personer       kommunen            med
                                    med            har avtalt          kollektiv
                                    kollektiv      å bosette:          beskyttelse
                                    beskyttelse:                       kommunen
                                                                       har avtalt å
                                                                       bosette:
   Alver                  39        31             59                  37
   Askvoll                6         :              :                   :
   Askøy                  8         :              17                  10
   Austevoll              12        12             5                   5
   Bergen                 51        :              183                 138
   Bjørnafjorden 51                 38             39                  35
   Bømlo                  11        :              16                  :', '2022-05-18');
SELECT line, name, settled, settled_collective, agreed, agreed_collective, problem FROM preview_table(E'   Kommune                       Antall    Antall       Antall     Antall
                                 bosatte   bosatte      personer   personer
                                 personer: personer     kommunen med
                                           med          har avtalt kollektiv
                                           kollektiv    å bosette: beskyttelse
                                           beskyttelse:            kommunen
                                                                   har avtalt å
                                                                   bosette:
   Alver                            39          31                          59    37
   Askvoll                           6           :                            :    :
   Askøy                             8           :                          17    10
   Austevoll                        12          12                           5     5
   Bergen                           51           :                        183     138', '2022-05-18');

-- centred above the columns
SELECT line, name, settled, settled_collective, agreed, agreed_collective, problem FROM preview_table(E'Fylker

            Antall        Antall bosatte        Antall personer     Antall personer med kollektiv
  Fylke     bosatte   personer med kollektiv kommunen har avtalt å beskyttelse kommunen har avtalt
           personer:       beskyttelse:            bosette:                   å bosette:
Agder     355         258                    419                   356
Innlandet 277         180                    361                   243
Møre og   280         148                    404                   335
Romsdal
Nordland  296         218                    263                   200
Oslo      286         184                    382                   306
Rogaland  505         375                    729                   635
Troms og  271         148                    259                   193
Finnmark
Trøndelag 304         140                    390                   269
Vestfold
og        178         92                     515                   368
Telemark
Vestland  483         300                    668                   493
Viken     774         482                    1 266                 944

Vestland - oversikt over bosettingen i 2022', '2022-05-18');

-- pdftotext -raw
SELECT line, name, settled, settled_collective, agreed, agreed_collective, problem FROM preview_table(E'Fylker
Fylke Antall
bosatte
personer:
Antall bosatte
personer med
kollektiv
beskyttelse:
Antall personer
kommunen har
avtalt å
bosette:
Antall personer
med kollektiv
beskyttelse
kommunen har
avtalt å bosette:
Agder 355 258 419 356
Innlandet 277 180 361 243
Møre og
Romsdal
280 148 404 335
Nordland 296 218 263 200
Vestland - oversikt over bosettingen i 2022
Kommune Antall
bosatte
personer:
Antall bosatte
personer med
kollektiv
beskyttelse:
Antall
personer
kommunen har
avtalt å
bosette:
Antall personer
med kollektiv
beskyttelse
kommunen har', '2022-05-18');

-- pdftotext
SELECT line, name, settled, settled_collective, agreed, agreed_collective, problem FROM preview_table(E'Bosetting av flyktninger 2022
Tallene oppdateres ukentlig. Tall under 5 er prikket og vises som ":". Det er per
18.05.2022 bosatt 2 930 personer.

Fylker
Fylke

Antall
bosatte
personer:

Antall bosatte
personer med
kollektiv
beskyttelse:

Antall personer
kommunen har
avtalt å
bosette:

Antall personer
med kollektiv
beskyttelse
kommunen har
avtalt å bosette:

Agder

355

258

419

356

Innlandet

277

180

361

243

Møre og
Romsdal

280

148

404

335

Vestland - oversikt over bosettingen i 2022
Kommune

Antall
bosatte
personer:

Antall bosatte
personer med
kollektiv
beskyttelse:

Antall
personer
kommunen har
avtalt å
bosette:

Antall personer
med kollektiv
beskyttelse
kommunen har
avtalt å bosette:

Alver

39

31

59

37

Askvoll

6

:

:

:

Askøy

8

:

17

10

https://www.example.org/tall

1/3

\f18.05.2022, 08:15

Bosetting av flyktninger | IMDi

Kommune

Antall
bosatte
personer:

Antall bosatte
personer med
kollektiv
beskyttelse:

Antall
personer
kommunen har
avtalt å
bosette:

Antall personer
med kollektiv
beskyttelse
kommunen har
avtalt å bosette:

Austevoll

12

12

5

5

Bergen

51

:

183

138

Bjørnafjorden 51

38

39

35', '2022-05-18');

-- two tables of columns that run into each other cannot be read, nor a row that a space may divide
SELECT line, name, settled, problem FROM preview_table(E'Kommune\n\nAntall\nAntall\nbosatte\navtalt\npersoner:\nå bosette:\n\nBergen\n\n51\n\n183', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Fylke Bosatte Herav kollektiv Avtalt Herav kollektiv\nAgder 355 258 419 356\nViken 774 482 1 266 944', '2022-05-18');

-- the county and the municipality of a row, with nothing but a space between: the names of counties are known
SELECT line, name, region, requested, total, problem FROM preview_table(E'Fylke Kommune Antall flyktninger kommunen er anmodet om å bosette i 2018\nAkershus Asker 50\nAurskog-Høland 15\nAkershus Totalt 65\nMøre og Romsdal Molde 40\nMøre og Romsdal Herøy 10\nMøre og Romsdal Totalt 50\nNordland Herøy 5\nNordland 5\nOslo Oslo 1 060', '2018-12-31');
SELECT line, name, region, requested, decided, problem FROM preview_table(E'Fylke Kommune Anmodet Vedtatt\nAkershus Asker 50 50\nHordaland Molde 40 40\nHerøy 10 10\nUkjent Askim 5 5', '2018-12-31');

-- what stands on each page is the page's, but never a row, a heading or a number alone
SELECT line, name, settled, agreed, problem FROM preview_table(E'Kommune   Bosatte   Avtalt\nBergen      51      183\n1/3\n\fBergen      51      183\n2/3\n\fAlver       39       59\n3/3\n', '2022-05-18');
SELECT line, name, settled, agreed, problem FROM preview_table(E'Bosatte i 2022\nNordland:\nKommune   Bosatte   Avtalt\nHerøy        1        2\nTabell\n\fBosatte i 2022\nNordland:\nVega        3        4\nTabell\n', '2022-05-18');
SELECT line, name, settled, agreed, problem FROM preview_table(E'Kommune\n\nBosatte\n\nAvtalt\n\nBergen\n\n51\n\n\f183\n\nAlver\n\n39\n\n\f59\n', '2022-05-18');

-- the rest of a name below its row: only what makes a name with it
SELECT line, name, settled, problem FROM preview_table(E'Fylke           Bosatte   Avtalt\nVestfold           92      178\nog\nTelemark\nMøre og            28       40\nRomsdal\nAgder              35       41\nVestland\nOslo               18       38', '2022-05-18');
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune     Bosatte   Avtalt\nAurskog-        3        4\nHøland\nNordre          5        6\nFollo\nHerøy           7        8\n(Nordland)', '2022-05-18');

-- a header that can be divided into columns in one way only: what would be left out is not guessed
SELECT line, name, settled, agreed, problem FROM preview_table(E'Kommune   Bosatte Avtalt   Deltakere\n          i 2022  i 2022   i 2022\nBergen      51     183      7', '2022-05-18');
SELECT line, name, settled, agreed, problem FROM preview_table(E'Kommune   Bosatte Avtalt   Deltakere\n          i 2022  i 2022   i 2022\nBergen      51     183      7', '2022-05-18', columns => '{-}');

ROLLBACK;
