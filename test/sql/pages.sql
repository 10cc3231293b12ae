-- tables as they stand on pages, in reports and in downloads, shortened and with figures of our own: what is read, what is refused, and why
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- a download in long form: names are empty where they did not change, "." is of municipalities that had ended
SELECT line, name, region, requested, settled, problem, advice FROM preview_table(E'Enhet;År;Kommunenummer;Kommune;Bosetting;Antall\nPersoner;2019;0701;;Anmodning om bosetting;21\nPersoner;2019;0701;;Faktisk bosetting;18\nPersoner;2019;0702;Holmestrand (t.o.m. 2017);Anmodning om bosetting;.\nPersoner;2019;0704;Tønsberg (t.o.m. 2019);Anmodning om bosetting;36\nPersoner;2019;0704;Tønsberg (t.o.m. 2019);Faktisk bosetting;32\nPersoner;2019;0715;Holmestrand (f.o.m. 2018, t.o.m. 2019);Faktisk bosetting;4\n', '2019-12-31');
-- a download in wide form of unaccompanied minors only, per cent beside persons: they are measures of their own, and no others are stored
SELECT line, name, measures, counts, problem, advice FROM preview_table(E'Region;Navn;Bosetting enslige mindreårige: Anmodning om bosetting;Bosetting enslige mindreårige: Anmodning om bosetting;Bosetting enslige mindreårige: Opprinnelig anmodning;Bosetting enslige mindreårige: Faktisk bosetting\n;;Enhet: Personer;Enhet: Prosent;Enhet: Personer;Enhet: Personer\n;;År: 2022;År: 2022;År: 2022;År: 2022\nK3801;Horten;5;50;:;6\nK3802;Holmestrand (f.o.m. 2020);0;:;0;:', '2022-12-31');
-- a tidy CSV by a program: counts with a decimal of zeros
SELECT line, name, requested, settled, decided, problem, advice FROM preview_table(E'Kommune,År,Kategori,Antall\nBamble,2025-01-01,Anmodning om bosetting,18.0\nBamble,2025-01-01,Faktisk bosetting,22.0\nBamble,2025-01-01,Opprinnelig anmodning,40.0\nBamble,2025-01-01,Vedtak om bosetting,20.0\nKviteseid,2025-01-01,Anmodning om bosetting,0.0\nKviteseid,2025-01-01,Faktisk bosetting,0.0', '2025-12-31');

-- refused: where the settled live later, in per cent; the first heading begins with "Bosatt", which is not settled
SELECT line, problem FROM preview_table(E'"Fylke";"Bosatt i første bostedskommune";"Flyttet til Oslo"; "Annet"\n"Vestfold";81;4;1\n"Trøndelag";81;2;0', '2024-12-31');
-- refused: minors only, under names of a program
SELECT line, problem, left(detail, 150) AS detail FROM preview_table(E'year\tkommnr\tÅr\tKommunenavn\tKommunenummer\tema\tema_string\tprikket\n2022\t1101\t2022\tEigersund\t1101\t\t<5\tPrikket (<5)\n2022\t1103\t2022\tStavanger\t1103\t11\t11\t', '2022-12-31');
-- refused: years of one municipality; answers in words; lists of names without numbers
SELECT line, problem, detail LIKE 'Line 1, %' AS says_which FROM preview_table(E'Antall flyktninger Asker har bosatt i 2010-2012\nÅrAntall\n2010 46 + 11 familiegjenforeninger\n2011 40 + 11 familiegjenforeninger\n2012 56\nTotalt 2010-12 142', '2012-12-31');
SELECT line, problem FROM preview_table(E'Dette svarar kommunane i Sogn og Fjordane\n\nKommunar\n\nAvgitt svar per 27. mai\n\nAskvoll\n\nSkal 8. juni diskutere om dei kan seie ja til fleire enn dei 30 dei vil ta imot.\n\nAurland\n\nBalestrand\n\nHar ikkje teke stilling til spørsmålet.', '2015-12-31');
SELECT line, problem FROM preview_table(E'De 9 som har sagt nei er stort sett små kommuner:\n\nØstfold: Rømskog\n\nNordland: Bindal, Rødøy\n\nFinnmark: Kautokeino, Hasvik, Karasjok. Gamvik har ikke bekreftet at de har tatt imot flyktninger i 2015.', '2015-12-31');
-- refused: another subject, and a total that runs together
SELECT line, problem FROM preview_table(E'TABELL: RESULTATER FOR INTRODUKSJONSPROGRAMMET 2016 ETTER FYLKE OG FOR HELE LANDET\nFylkeAntall avsluttetAndel i arbeid eller utdanningAntall over til arbeid\nAust-Agder 92 58 % 9\nFinnmark 116 56 % 32\nHele Norge*446946 %1087961\n* Totaltallet for hele Norge inkluderer 36 personer med skjermet identitet.', '2016-12-31');
-- another subject, which columns name as one chooses: Markdown of a page, cut
SELECT line, name, settled, problem FROM preview_table(E'|  | \n| Participation in the introduction programme | \n| County | Courses | ||||\n|---|---|---|---|---|---|\n| Language training | Practice | Approval | Other | |||\n| Whole country | 10 833 | 4 084 | 400 | 3 125 | ||||\n| Østfold | 444 | 138 | 7 | 16 | ||||\n| Oslo | 847 | 244 | 6 | 482 | ||||\n', '2010-12-31', level => 'county', columns => '{name,settled,-,-,-}', rule => 'ssb');
-- numbers with spaces, of which the rows can be divided in one way that fits; footnotes run into words
SELECT line, name, total, settled, agreed, problem FROM preview_table(E'Statistisk sentralbyrå\n\n5 Personer med flyktningbakgrunn1 . Flyktningstatus og fylke. 1. januar 2008\n  I alt Primærflyktninger Familietilknyttet til primærflyktning2\n  I alt Asyltilfelle3 Overføringsflyktninger4 Annen 5 I alt\nHele landet  132 367 99 843 32 524\n01 Østfold 9 704 7 343 2 361\n09 Aust-Agder 2 516 2 142  374\n19 Troms Romsa 1 883 1 526  357\n20 Finnmark Finnmárku  986  754  232\n1  Betegnelsen "person med flyktningbakgrunn" bruker en her om personer bosatt i Norge.', '2008-01-01', columns => '{name,settled,agreed,-}', rule => 'ssb');
-- codes and names, the county above, hidden cells, and what the page's owner writes below
SELECT line, name, region, settled, agreed, problem FROM preview_table(E'Statistisk sentralbyrå\n\n1 Barn 0-17 år etter innvandringskategori. Bostedskommune. 1. januar 2016\n  I alt Født i Norge med to norskfødte foreldre Innvandrere Andre1\nHele landet 1 127 402  801 650 71 435\n               \n01 Østfold 61 291 42 451 3 920\n0101 Halden 6 288 4 557  316\n0121 Rømskog  125 88 :\n0137 Våler 1 264  947 66\n1  Kategorien inneholder også ''utenlandsadopterte''.\nKilde: Befolkningsstatistikk, SSB.\n\nStandardtegn i tabeller\n\n\n2013 © Statistisk sentralbyrå', '2016-01-01', columns => '{name,settled,agreed,-}', rule => 'ssb');
-- refused: per cent with a decimal comma, also with columns
SELECT line, problem FROM preview_table(E'Figur 2.4B Registrert ledighet etter fylke\nProsent av arbeidsstyrken. September 2019\nAust-Agder 2,4\nAkershus 1,9\nOslo 2,5', '2019-09-30');
SELECT line, problem FROM preview_table(E'Figur 2.4B Registrert ledighet etter fylke\nProsent av arbeidsstyrken. September 2019\nAust-Agder 2,4\nAkershus 1,9\nOslo 2,5', '2019-09-30', columns => '{name,settled}');
-- refused: regions of other countries, a cell a line
SELECT line, problem FROM preview_table(E'Regionskvoterne er fastsat således:\n\n \n\n2021\n\nRegion\n\nAntal \n\nRegion Hovedstaden\n\n70\n\nRegion Sjælland \n\n111\n\nTotal (landstal)\n\n181', '2021-01-01');
SELECT line, problem FROM preview_table(E'Förteckning över länstal 2019\n\nLän\n\nLänstal\n\nStockholms län\n\n2 959\n\nUppsala län\n\n408', '2019-01-01');
SELECT line, name, settled, problem FROM preview_table(E'Förteckning över länstal 2019\n\nLän\n\nLänstal\n\nStockholms län\n\n2 959\n\nUppsala län\n\n408', '2019-01-01', columns => '{name,settled}');
