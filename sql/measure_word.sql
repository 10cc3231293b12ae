/*
 * measure_word.sql: the words of headings, by which a column is known.  What reads tables
 * knows no subject: it is handed these rows.
 */

CREATE TABLE measure_word (
	phrase text NOT NULL CHECK (phrase ~ '[^0-9 ]' AND phrase !~ '(^| )[^ ]{65}|^ | $|  |^([^ ]+ ){8}'),
	role text NOT NULL DEFAULT 'measure' CHECK (role IN ('measure', 'infinitive', 'infinitive marker', 'part', 'beside part', 'of which', 'count', 'filler', 'period', 'numbered period', 'years', 'periods', 'name', 'code', 'another', 'another column', 'another title', 'negation', 'group', 'division', 'value', 'ordinary')),
	measure text REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	part text CHECK (part <> ''),
	object text REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	level text REFERENCES region_level ON UPDATE CASCADE ON DELETE CASCADE,
	language text CHECK (language <> ''),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (phrase, reference),
	CHECK ((measure IS NOT NULL) = (role IN ('measure', 'infinitive'))),
	CHECK ((part IS NOT NULL) = (role IN ('part', 'beside part'))),
	CHECK (object IS NULL OR role = 'measure'),
	CHECK (level IS NULL OR role IN ('name', 'code'))
);
CREATE UNIQUE INDEX ON measure_word (lower(phrase), reference);

COMMENT ON TABLE measure_word IS 'the words of headings, by which a column is known; add rows for how else a publisher words them. A measure''s own name is known without a row';
COMMENT ON COLUMN measure_word.phrase IS 'one to eight words, whatever their case; a row of one''s own takes precedence over one that comes with the extension';
COMMENT ON COLUMN measure_word.role IS
	'measure: names a measure; infinitive: likewise, but not behind an infinitive marker ("å busette"); part: names a part of a measure; beside part: goes with one and means nothing without it; of which: begins a heading of a part of the column before; count: often the first word of a heading; filler: says nothing of what is counted; period: likewise, perhaps with a number before or behind it ("mars", "18. mai"); numbered period: likewise, with its number alone ("uke 12", "3. kvartal"), and by itself heads a column of such periods; years, periods: heads a column that says of which year or other period each row is; name, code: of the column of regions; another: what it stands in counts something else: a column is left out with a notice, below a title the numbers are refused; another column, another title: likewise, in headings or in titles alone; negation: says in titles, beside a word for what is counted, that it is not ("kommuner uten vedtak"); group: of persons, is known in titles alone, below which the numbers are not of all; division: heads a column by which persons are divided, whose rows are not of all; value: of a column with the values of what another column names; ordinary: a word of titles that says nothing of what is counted, or with five letters and more what such words begin with: of other words an import tells that nobody knows what they say of the numbers';
COMMENT ON COLUMN measure_word.measure IS 'the measure that it names';
COMMENT ON COLUMN measure_word.part IS 'the part that it names: what the name of a measure has after that of its whole, as collective in settled_collective';
COMMENT ON COLUMN measure_word.object IS 'the measure whose words may follow and say nothing more, as in "avtalt busett"';
COMMENT ON COLUMN measure_word.level IS 'the level of the regions in the column, NULL if any; one that has a level is known in tables of its tree alone';
COMMENT ON COLUMN measure_word.language IS 'its language, no of Norwegian in both forms; NULL if of several';
COMMENT ON COLUMN measure_word.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO measure_word (role, measure, part, object, level, language, phrase, reference)
SELECT role, measure, part, object, level, language, phrase, true
FROM (VALUES
	('name', NULL, NULL, NULL, 'municipality', 'nb', 'kommuner kommunenavn kommune_navn'),
	('name', NULL, NULL, NULL, 'municipality', 'nn', 'kommunar kommunenamn'),
	('name', NULL, NULL, NULL, 'municipality', 'no', 'kommune'),
	('name', NULL, NULL, NULL, 'municipality', 'en', 'municipality'),
	('name', NULL, NULL, NULL, 'county', 'nb', 'fylker fylkesnavn fylke_navn'),
	('name', NULL, NULL, NULL, 'county', 'nn', 'fylkesnamn'),
	('name', NULL, NULL, NULL, 'county', 'no', 'fylke'),
	('name', NULL, NULL, NULL, 'county', 'en', 'county'),
	('name', NULL, NULL, NULL, NULL, 'nb', 'navn regionnavn radetiketter fylke/kommuner kommune/bydeler'),
	('name', NULL, NULL, NULL, NULL, 'nn', 'namn regionnamn'),
	('name', NULL, NULL, NULL, NULL, 'no', 'fylke/kommune kommune/fylke kommune/bydel bydel'),
	('name', NULL, NULL, NULL, NULL, 'en', 'name region'),
	('code', NULL, NULL, NULL, 'municipality', 'no', 'kommunenr kommunenummer kommunekode komm.nr kommnr komnr kommune_nr kommune_nummer kommune_kode kommune_id'),
	('code', NULL, NULL, NULL, 'county', 'no', 'fylkesnr fylkesnummer fylkenummer fylkeskode fylkenr fylke_nr fylke_kode'),
	('code', NULL, NULL, NULL, NULL, 'no', 'kode nr knr nummer regionkode'),
	('code', NULL, NULL, NULL, NULL, 'en', 'code'),
	('measure', 'requested', NULL, NULL, NULL, 'nb', 'anmodning anmodninger anmodningen anmodningstall anmodet anmodede'),
	('measure', 'requested', NULL, NULL, NULL, 'nn', 'anmodningar anmoda oppmoding oppmodingar oppmodinga oppmodingstal oppmoda'),
	('measure', 'decided', NULL, NULL, NULL, 'nb', 'vedtakstall vedtatt vedtatte'),
	('measure', 'decided', NULL, NULL, NULL, 'nn', 'vedtakstal vedteke vedtekne'),
	('measure', 'decided', NULL, NULL, NULL, 'no', 'vedtak vedtaket kommunevedtak'),
	('measure', 'agreed', NULL, 'settled', NULL, 'nb', 'avtaler'),
	('measure', 'agreed', NULL, 'settled', NULL, 'nn', 'avtalar avtala'),
	('measure', 'agreed', NULL, 'settled', NULL, 'no', 'avtalt avtalte avtale søkt utsøkt utsøkte'),
	('measure', 'agreed', NULL, 'settled', NULL, 'en', 'agreed agreement agreements'),
	('measure', 'requested', NULL, NULL, NULL, 'en', 'request requests'),
	('measure', 'decided', NULL, NULL, NULL, 'en', 'decision decisions'),
	('measure', 'settled', NULL, NULL, NULL, 'nb', 'bosatt bosatte'),
	('measure', 'settled', NULL, NULL, NULL, 'nn', 'busett buset'),
	('measure', 'settled', NULL, NULL, NULL, 'no', 'busatt busatte'),
	('infinitive', 'settled', NULL, NULL, NULL, 'nn', 'busette'),
	('part', NULL, 'collective', NULL, NULL, 'no', 'kollektiv kollektivt kollektive'),
	('part', NULL, 'collective', NULL, NULL, 'en', 'collective'),
	('beside part', NULL, 'collective', NULL, NULL, 'nb', 'ukrainere ukrainske ukrainer'),
	('beside part', NULL, 'collective', NULL, NULL, 'nn', 'ukrainarar ukrainar'),
	('beside part', NULL, 'collective', NULL, NULL, 'no', 'ukraina ukrainsk'),
	('beside part', NULL, 'collective', NULL, NULL, 'en', 'ukraine ukrainian ukrainians'),
	('of which', NULL, NULL, NULL, NULL, 'nb', 'disse'),
	('of which', NULL, NULL, NULL, NULL, 'nn', 'kvarav dera desse'),
	('of which', NULL, NULL, NULL, NULL, 'no', 'herav derav hvorav'),
	('count', NULL, NULL, NULL, NULL, 'nb', 'antall tall'),
	('count', NULL, NULL, NULL, NULL, 'no', 'ant'),
	('count', NULL, NULL, NULL, NULL, 'nn', 'antal talet tal'),
	('count', NULL, NULL, NULL, NULL, 'en', 'number'),
	('infinitive marker', NULL, NULL, NULL, NULL, 'no', 'å'),
	('filler', NULL, NULL, NULL, NULL, 'nb', 'personer flyktninger flyktningene kommunene fra blitt bosette bosettes bosetting bosettinger midlertidige beskyttelse beskytta foreløpig foreløpige'),
	('filler', NULL, NULL, NULL, NULL, 'nn', 'personar flyktningar flyktningane kommunane frå vorte bosettingar busetting busettingar busetjing busetje busettast mellombels vern førebels'),
	('filler', NULL, NULL, NULL, NULL, 'no', 'flyktning kommunen kommunens imdi imdis i på med om for som til ut av er har hittil pr per faktisk faktiske midlertidig totalt alt'),
	('filler', NULL, NULL, NULL, NULL, 'en', 'person persons of to with protection temporary'),
	('filler', NULL, NULL, NULL, NULL, NULL, '- – — /')
) AS w(role, measure, part, object, level, language, phrases), regexp_split_to_table(phrases, ' ') AS phrase;

-- what publishers word in several words, and what counts something else
INSERT INTO measure_word (role, measure, language, phrase, reference)
SELECT role, measure, language, phrase, true
FROM (VALUES
	('measure', 'requested', 'nb', 'bedt om'),
	('measure', 'requested', 'nn', 'bede om'),
	('measure', 'requested', 'nn', 'bedne om'),
	('measure', 'settled', 'nb', 'faktisk bosetting'),
	('measure', 'settled', 'nb', 'faktiske bosettinger'),
	('measure', 'settled', 'nn', 'faktisk busetting'),
	('measure', 'settled', 'nn', 'faktisk busetjing'),
	('measure', 'settled', 'nn', 'faktiske busettingar'),
	('measure', 'settled', 'en', 'actual settlements'),
	('of which', NULL, 'no', 'i parentes'),
	('of which', NULL, 'en', 'of which'),
	('of which', NULL, 'en', 'of these'),
	('of which', NULL, 'en', 'of whom'),
	('filler', NULL, 'en', 'so far'),
	('filler', NULL, 'en', 'this year'),
	('filler', NULL, 'en', 'to date'),
	('filler', NULL, 'en', 'as of'),
	('filler', NULL, 'en', 'to settle'),
	('filler', NULL, 'en', 'to be settled'),
	('filler', NULL, 'en', 'in total'),
	('filler', NULL, 'en', 'by municipality'),
	('filler', NULL, 'en', 'by county'),
	('filler', NULL, 'en', 'first quarter'),
	-- of persons: numbers of municipalities are none
	('filler', NULL, 'nb', 'personer kommuner i fylket har'),
	('filler', NULL, 'nb', 'beskyttelse kommuner i fylket har'),
	('filler', NULL, 'nn', 'personar kommunar i fylket har'),
	('filler', NULL, 'nn', 'vern kommunar i fylket har'),
	('filler', NULL, 'no', 'i år'),
	('filler', NULL, 'no', 'i året'),
	('filler', NULL, 'no', 'per dato'),
	('filler', NULL, 'no', 'pr dato'),
	('filler', NULL, 'no', 'til dato'),
	('filler', NULL, 'no', 'så langt'),
	('filler', NULL, 'no', 'so langt'),
	('filler', NULL, 'no', 'til og med'),
	('filler', NULL, 'no', 'ved utgangen av'),
	('filler', NULL, 'no', 'fram til'),
	('filler', NULL, 'nb', 'frem til'),
	('filler', NULL, 'nb', 'første kvartal'),
	('filler', NULL, 'nn', 'fyrste kvartal'),
	('filler', NULL, 'no', 'andre kvartal'),
	('filler', NULL, 'no', 'tredje kvartal'),
	('filler', NULL, 'no', 'fjerde kvartal'),
	('filler', NULL, 'nb', 'første halvår'),
	('filler', NULL, 'nn', 'fyrste halvår'),
	('filler', NULL, 'no', 'andre halvår'),
	('measure', 'requested', 'da', 'kommunekvote'),
	('measure', 'requested', 'sv', 'länstal'),
	('measure', 'requested', 'sv', 'kommuntal'),
	('measure', 'settled', 'sv', 'mottagna'),
	('measure', 'requested', NULL, 'innvandr_anmodet'),
	('measure', 'decided', NULL, 'innvandr_vedtak'),
	('measure', 'agreed', NULL, 'innvandr_avtalt_bosatt'),
	('measure', 'agreed_collective', NULL, 'ukr_avtalt_bosatt'),
	('measure', 'settled', NULL, 'innvandr_bosatt'),
	('measure', 'settled_collective', NULL, 'ukr_bosatt'),
	-- as pivot tables count rows
	('another', NULL, 'nb', 'antall av'),
	('filler', NULL, 'en', 'sum of'),
	('filler', NULL, 'no', 'sum av'),
	('filler', NULL, 'nb', 'summer av'),
	('filler', NULL, 'nn', 'summar av'),
	('measure', 'settled', 'nb', 'sum bosatt'),
	('measure', 'settled', 'nb', 'sum bosatte'),
	('measure', 'settled', 'nn', 'sum busett'),
	('measure', 'settled', 'nn', 'sum busette'),
	('measure', 'decided', 'no', 'sum vedtak'),
	('measure', 'requested', 'nb', 'sum anmodning'),
	('measure', 'requested', 'nb', 'sum anmodninger'),
	('measure', 'requested', 'nb', 'sum anmodet'),
	('measure', 'agreed', 'no', 'sum avtalt'),
	('another', NULL, 'nn', 'antal av'),
	('another', NULL, 'en', 'count of'),
	('of which', NULL, 'nb', 'antall av disse'),
	('of which', NULL, 'nn', 'antal av desse'),
	('name', NULL, 'en', 'row labels'),
	-- regions, not persons
	('another title', NULL, 'nb', 'antall kommuner'),
	('another title', NULL, 'nb', 'antall fylker'),
	('another title', NULL, 'nb', 'antall bydeler'),
	('another title', NULL, 'nb', 'tallet på kommuner'),
	('another title', NULL, 'nb', 'tall kommuner'),
	('another title', NULL, 'nn', 'antal kommunar'),
	('another title', NULL, 'nn', 'antal fylke'),
	('another title', NULL, 'nn', 'talet på kommunar'),
	('another title', NULL, 'nn', 'tal på kommunar'),
	('another title', NULL, 'nn', 'tal kommunar'),
	('another title', NULL, 'en', 'number of municipalities'),
	('another title', NULL, 'en', 'number of counties'),
	('another title', NULL, 'nb', 'hvor mange kommuner'),
	('another title', NULL, 'nb', 'hvor mange fylker'),
	('another title', NULL, 'nn', 'kor mange kommunar'),
	('another title', NULL, 'nn', 'kor mange fylke'),
	('another title', NULL, 'en', 'how many municipalities'),
	('another title', NULL, 'en', 'how many counties'),
	('another title', NULL, 'no', 'per km2'),
	('another title', NULL, 'no', 'pr km2'),
	('another title', NULL, 'nb', 'på introduksjonsprogram'),
	('another title', NULL, 'nb', 'på introduksjonsprogrammet'),
	('another title', NULL, 'no', 'i introduksjonsprogrammet'),
	('another title', NULL, 'en', 'average age'),
	('another title', NULL, 'en', 'net settlement'),
	('another title', NULL, 'en', 'man years'),
	('another title', NULL, 'nb', 'nr i landet'),
	('another title', NULL, 'nb', 'nummer i landet'),
	('another title', NULL, 'nb', 'nr i fylket'),
	('another title', NULL, 'nb', 'plass i landet'),
	('another title', NULL, 'nb', 'i jobb'),
	('another title', NULL, 'no', 'i arbeid'),
	('another title', NULL, 'no', 'i tusen'),
	('another title', NULL, 'nb', 'tusen personer'),
	('another title', NULL, 'nn', 'tusen personar'),
	('another title', NULL, 'nn', 'delen buset'),
	('another title', NULL, 'nn', 'delen busett'),
	('another title', NULL, 'nn', 'delen busette'),
	('another title', NULL, 'no', 'per innbygger'),
	('another title', NULL, 'no', 'pr innbygger'),
	('another title', NULL, 'nn', 'per innbyggar'),
	('another title', NULL, 'nn', 'per innbyggjar'),
	('another title', NULL, 'no', 'per tusen'),
	('another title', NULL, 'no', 'pr tusen'),
	('another title', NULL, 'no', 'per hundre'),
	('another title', NULL, 'no', 'pr hundre'),
	('another title', NULL, NULL, 'per capita'),
	('another title', NULL, 'en', 'per inhabitant'),
	('another title', NULL, 'en', 'per thousand'),
	('another title', NULL, 'en', 'in thousands'),
	('another title', NULL, 'en', 'per cent'),
	('another title', NULL, 'en', 'share of'),
	('another title', NULL, 'en', 'shares of'),
	('another title', NULL, 'en', 'ratio of'),
	('another title', NULL, 'en', 'rate of'),
	('another title', NULL, 'en', 'housing units'),
	('group', NULL, 'nb', 'nordiske borgere'),
	('group', NULL, 'nn', 'nordiske borgarar'),
	('group', NULL, 'en', 'nordic citizens'),
	('group', NULL, 'en', 'asylum seekers'),
	('group', NULL, 'en', 'labour immigrants'),
	('group', NULL, 'en', 'labour migrants'),
	('group', NULL, 'nb', 'fra mottak'),
	('group', NULL, 'nn', 'frå mottak')
) AS w(role, measure, language, phrase)
UNION ALL
SELECT role, NULL, language, phrase, true
FROM (VALUES
	('filler', 'nb', 'flykninger flykning'),
	('filler', 'no', 'kommunestyret kommunestyre positive positivt t.o.m'),
	('period', 'no', 'januar februar mars april mai juni juli august september oktober november desember'),
	('numbered period', 'no', 'kvartal tertial halvår'),
	('numbered period', 'nb', 'uke uker'),
	('numbered period', 'nn', 'veke veker'),
	('years', 'nb', 'årstall årgang statistikkår rapporteringsår bosettingsår telleår datoår'),
	('years', 'nn', 'årstal busettingsår busetjingsår'),
	('years', 'no', 'år aar'),
	('years', 'en', 'year'),
	('periods', 'nb', 'måned måneden rapporteringsmåned'),
	('periods', 'nn', 'månad månaden rapporteringsmånad'),
	('periods', 'no', 'tid tidsperiode periode mnd dato rapporteringsdato ukenr vekenr'),
	('periods', 'en', 'time time_period period month date'),
	('period', 'en', 'january february march may june july october december'),
	('numbered period', 'en', 'week weeks quarter'),
	('filler', 'nb', 'enhet'),
	('filler', 'nn', 'eining kommunestyra'),
	('filler', 'en', 'unit refugee refugees people under in the from municipal total'),
	-- in titles: what says nothing of the numbers
	('ordinary', 'nb', 'tabell tabeller oversikt oversikter antallet tallene viser vist etter fordelt sortert alfabetisk hele norge norske samlet totalen dagens dette alle også eller hver hvor oppgitt oppdater hentet nedlastet publiser klikk klikke sorter sortere'),
	('ordinary', 'nn', 'tabellar oversyn tala synt heile noreg samla kvar kvart henta lasta'),
	('ordinary', 'no', 'tabellen figur vedlegg kapittel rapport rapporten notat presentasjon side status statistikk situasjonen situasjon landet året årets dag nå no langt var blir ble vart skal kan den det dei de seg ved hos mellom mot innen innan over data datasett datagrunnlag resultat samandrag sammendrag skjema liste ark utskrift utvalg utval uttrekk'),
	('ordinary', 'no', 'statsforvalter statsforvaltar fylkesmann fylkestal kommun kommunefordel bosett busetj bosetj flyktingar flykt oppmod anmod vedtek avtal integrering mangfald mangfold statistisk sentralbyrå direktorat departement myndighet styresmakt kommunestyr'),
	('ordinary', NULL, 'kilde kilder kjelde kjelder source sources merk note fotnote ssb ks udi excel csv html pdf fig tab and that this these are was were has have been its their'),
	('ordinary', 'en', 'click sort table figure chart report appendix annex chapter page overview statistics figures numbers distribution distributed sorted counties municipalities regions country norway norwegian totals all each as at on so far dated shown shows show presentation sheet results'),
	('ordinary', 'en', 'settle reques decis decid agree'),
	('ordinary', 'no', 'jan feb mar apr jun jul aug sep sept okt nov des måneder månader uka uken veka mandag måndag tirsdag tysdag onsdag torsdag fredag lørdag laurdag søndag sundag'),
	-- requests as they were first, shares, figures of regions that are no more, what is planned or left, changes
	('another', 'nb', 'opprinnelig opprinnelige sammenslått prosent andel'),
	('another', 'nn', 'opphavleg opphaveleg opphavlege samanslått prosentdel'),
	('another', 'no', 'prosentvis pst'),
	('another', 'en', 'percent percentage'),
	('another', NULL, '%'),
	-- places in an order, and numbers of rows
	('another', 'no', 'rangering plassering'),
	('another', 'en', 'ranking'),
	('another', 'nb', 'endring endringer forventet forventede planlagt planlagte gjenstår gjenstående differanse'),
	('another', 'nn', 'endringar venta planlagde skilnad attståande gjenståande'),
	('another', 'no', 'avvik prognose prognosar prognoser'),
	('another', 'en', 'change expected planned remaining difference forecast participants capacity'),
	-- in titles, these may say anything
	('another column', 'nn', 'del'),
	('another column', 'no', 'rang plass løpenr løpenummer radnr radnummer'),
	-- of places that are not used
	('another column', 'no', 'rest restplasser restplassar'),
	('another column', 'en', 'share rank index rownames row.names obs unnamed initial initially original originally'),
	('another column', NULL, '#'),
	-- in headings, these are not known: shares and means, other units, what is planned or left, changes, who has moved or works
	('another title', 'nb', 'prosenten prosenter andelen andeler andelene gjennomsnitt gjennomsnittet gjennomsnittlig gjennomsnittlige dekningsgrad dekningsgraden bosettingsgrad bosettingsgraden måloppnåelse måloppnåelsen familier husstander husholdninger boliger måltall måltallet anslått anslåtte budsjettert budsjetterte tilskudd tilskuddet kostnader kostnadene utgifter inntekter scenarier scenarioer fremskriving fremskrivinger økning økningen nedgangen ventelister ventende utflyttede fraflyttede sekundærflyttere sekundærflyttinger deltakere deltagere sysselsatte arbeidsledige befolkningen'),
	('another title', 'nn', 'prosentar andelar andelane gjennomsnittleg gjennomsnittlege bosetjingsgrad busettingsgrad busettingsgraden busetjingsgrad busetjingsgraden måloppnåing familiar husstandar hushald bustader måltal måltalet tilskot tilskotet kostnadar kostnadane framskriving framskrivingar auke auken ventande fråflytta utflytta sekundærflyttarar sekundærflyttingar deltakarar sysselsette folketal ventetida'),
	('another title', 'no', 'pct promille prosentandel snitt median medianen kroner kr millioner mill behov behovet mål ventetid ventetiden venteliste ledige forventa forvente prognosen budsjett budsjettet kostnad kostnaden scenarioet estimat estimert estimerte anslag framskrivning vekst veksten reduksjon nedgang gap gapet avslag flyttet flytta flytting utflytting fraflyttet sekundærflytting folketall folkemengde befolkning'),
	('another title', 'en', 'percentages proportion average thousands families households dwellings vacancies vacant need needs target targets waiting estimate estimated projection projections projected budget cost costs grant grants scenario scenarios growth increase decrease reduction moved employed unemployed population'),
	('another title', NULL, '‰ nok (1000) 1.000'),
	-- of regions' inhabitants, of money and time, of what may be received, is proposed or weighed
	('another title', 'nb', 'innbyggere innbyggerne fødsler snittalder snittalderen gjennomsnittsalder årsverkene kapasiteten kvotene foreslått foreslåtte anbefalt anbefalte ventedager vektede karakterer innkvartering innkvarterte resterende restanser elever studenter ansatte'),
	('another title', 'nn', 'innbyggarar innbyggjarar innbyggarane fødslar gjennomsnittsalderen årsverka føreslått føreslåtte tilrådd tilrådde ventedagar karakterar attverande elevar studentar tilsette'),
	('another title', 'no', 'tusen mnok mrd milliarder milliardar medianalder årsverk kapasitet kvote kvoten kvoter saldo netto simulert simulerte vektet vekta poeng indeks'),
	-- not at the end of longer words, as of those who are born in Norway
	('another title', NULL, 'fødte fødde'),
	('another title', 'en', 'thousand billion inhabitants births quota quotas proposed recommended simulated weighted score scores points students pupils employees'),
	('negation', 'nb', 'ikke uten unntatt eksklusive ekskludert fratrukket foruten mangler manglende'),
	('negation', 'nn', 'ikkje utan unnateke fråtrekt utanom manglar manglande'),
	('negation', 'no', 'ingen unntak bortsett eksklusiv ekskl utenom minus'),
	('negation', 'en', 'not without except excluding excl none'),
	-- a heading of them is not known
	('group', 'nb', 'enslige gutter voksne mindreårige overføringsflyktninger kvoteflyktninger familiegjenforente kvinnelige kvinnene barna barnefamilier selvbosatte syrere syriske afghanere afghanske eritreere eritreiske somaliere somaliske irakere iranere kongolesere sudanesere etiopiere'),
	('group', 'nb', 'asylsøkere arbeidsinnvandrere familieinnvandrede familieinnvandrere statsløse funksjonsnedsettelse funksjonsnedsettelser funksjonshemmede'),
	('group', 'nn', 'asylsøkarar arbeidsinnvandrarar familieinnvandrarar statslause funksjonsnedsetjing funksjonsnedsetjingar funksjonshemma'),
	('group', 'no', 'arbeidsinnvandring familieinnvandring familieinnvandra lhbt lhbti lhbtiq'),
	('group', 'en', 'stateless'),
	('group', 'nn', 'einslege gutar vaksne overføringsflyktningar kvoteflyktningar familiegjenforeinte'),
	('group', 'no', 'em ema kvinner menn jenter barn ungdom ungdommer ungdomar asylmottak'),
	('group', NULL, 'syria eritrea afghanistan somalia iran irak iraq kongo congo sudan etiopia ethiopia tyrkia turkey jemen yemen palestina palestine myanmar burma moldova'),
	('group', 'en', 'syrians afghans eritreans somalis women men girls boys children adults minors females males'),
	-- nor is that of a column of what rows are of
	('division', 'nb', 'kjønn aldersgruppe persongruppe målgruppe flyktninggruppe statsborgerskap'),
	('division', 'nn', 'kjøn statsborgarskap'),
	('division', 'no', 'alder gruppe landbakgrunn nasjonalitet innvandringsgrunn'),
	('division', 'en', 'sex gender age group citizenship nationality'),
	('value', 'nb', 'verdi verdier'),
	('value', 'nn', 'verdiar'),
	('value', 'en', 'value values'),
	('value', NULL, 'obs_value')
) AS w(role, language, phrases), regexp_split_to_table(phrases, ' ') AS phrase;

SELECT pg_extension_config_dump('measure_word', 'WHERE NOT reference');

/*
 * All that the C function is told of headings: levels of a tree's regions but the first, those above
 * before those below, with what stands behind their names and the digits of their codes; words, one's own
 * first; measures in their order, each by its name.  Every name is qualified: it is
 * inlined, and evaluated once a call.
 */
CREATE FUNCTION busetting_internal.heading_words(tree text DEFAULT 'norway') RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT array_agg(ARRAY[w.phrase, w.role, w.measure, w.part, w.object, w.level] ORDER BY w.rank, w.position, w.phrase COLLATE "C")
	FROM (SELECT 1, l.position, l.code_digits::text, 'level', NULL, NULL, l.above, l.level
		  FROM (SELECT r.position, r.code_digits, r.level, lag(r.level, 1, r.level) OVER w AS next, nullif(lag(r.level) OVER w, first_value(r.level) OVER w) AS above
				FROM region_level AS r WHERE r.tree = heading_words.tree WINDOW w AS (ORDER BY r.position)) AS l
		  WHERE l.next <> l.level
		  UNION ALL
		  SELECT 2, l.position, d.designation, 'designation', NULL, NULL, NULL, l.level
		  FROM region_level AS l, unnest(l.designations) AS d(designation)
		  WHERE l.tree = heading_words.tree AND l.position > (SELECT min(f.position) FROM region_level AS f WHERE f.tree = heading_words.tree)
		  UNION ALL
		  -- those of Norwegian names are known
		  SELECT 2, 0, p.particle, 'particle', NULL, NULL, NULL, NULL
		  FROM (SELECT DISTINCT w.word
				FROM region_tree AS t
				JOIN region AS r ON r.tree = t.tree
				JOIN region_name AS n ON n.region = r.id
				CROSS JOIN regexp_split_to_table(n.name, '[[:space:]]+') AS w(word)
				WHERE t.tree = heading_words.tree AND t.spelling = 'plain' AND region_name_key(left(w.word, 1), NULL, 'plain') = left(w.word, 1) AND w.word !~ '[0-9]'
				UNION
				SELECT w.word
				FROM region_level AS l, unnest(l.designations) AS d, regexp_split_to_table(d, ' ') AS w(word)
				WHERE l.tree = heading_words.tree) AS p(particle)
		  UNION ALL
		  SELECT CASE WHEN w.reference THEN 4 ELSE 3 END, 0, w.phrase, w.role, w.measure, w.part, w.object, w.level FROM measure_word AS w
		  WHERE w.role NOT IN ('another title', 'negation', 'group', 'division', 'ordinary') AND (w.level IS NULL OR EXISTS (SELECT FROM region_level AS l WHERE l.level = w.level AND l.tree = heading_words.tree))
		  UNION ALL
		  SELECT 5, m.position, m.measure, 'measure name', m.measure,
				 CASE WHEN starts_with(m.measure, m.part_of || '_') THEN substr(m.measure, length(m.part_of) + 2) WHEN m.part_of IS NOT NULL THEN m.measure END, m.part_of, NULL
		  FROM measure AS m) AS w(rank, position, phrase, role, measure, part, object, level)
$$;

COMMENT ON FUNCTION busetting_internal.heading_words(text) IS 'levels of a tree, words and measures as read_table is told them: phrase, role, measure, part, object, level';
