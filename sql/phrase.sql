/*
 * phrase.sql: what reports say to people, in Norwegian (nb, nn) and English,
 * and how numbers and dates are written there.
 */

CREATE FUNCTION busetting_internal.phrases(language text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF language IS NULL OR language NOT IN ('nb', 'nn', 'en') THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown language %s', coalesce(quote_ident(language), 'NULL')),
			DETAIL = 'Reports are written in nb (bokmål), nn (nynorsk) and en (English).';
	END IF;
	RETURN (
		SELECT jsonb_object_agg(key, CASE language WHEN 'nb' THEN nb WHEN 'nn' THEN nn ELSE en END)
		FROM (VALUES
			-- measures and regions
			('gap', 'Gap', 'Gap', 'Gap'),
			('gap_collective', 'Gap, kollektiv beskyttelse', 'Gap, kollektivt vern', 'Gap, collective protection'),
			('progress', 'Andel bosatt', 'Del busett', 'Share settled'),
			('date', 'Dato', 'Dato', 'Date'),
			('source', 'Kilde', 'Kjelde', 'Source'),
			('measure', 'Størrelse', 'Storleik', 'Measure'),
			-- numbers and dates
			('thousands', U&'\00A0', U&'\00A0', ','),
			('decimal', ',', ',', '.'),
			('percent', U&'\00A0%', U&'\00A0%', '%'),
			('to', ' til ', ' til ', ' to '),
			('at least', 'minst ', 'minst ', 'at least '),
			('at most', 'høyst ', 'høgst ', 'at most '),
			('unknown', 'ukjent', 'ukjent', 'unknown'),
			('not stated', 'ikke oppgitt', 'ikkje oppgitt', 'not stated'),
			('months', 'januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember',
				'januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember',
				'January,February,March,April,May,June,July,August,September,October,November,December'),
			('day', '. ', '. ', ' '),
			-- the chart of gaps; what its regions are called comes first
			('chart title', '%s etter gapet mellom avtalt og bosatt', '%s etter gapet mellom avtalt og busett', '%s by the gap between agreed and settled'),
			('chart of', 'Per %s. Kilde: %s.', 'Per %s. Kjelde: %s.', 'As of %s. Source: %s.'),
			('chart row', '%s: bosatt %s, avtalt %s, gap %s.', '%s: busett %s, avtalt %s, gap %s.', '%s: settled %s, agreed %s, gap %s.'),
			('hidden legend', 'skjult tall: et sted i feltet', 'skjult tal: ein stad i feltet', 'hidden number: somewhere within'),
			('persons', 'personer', 'personar', 'persons'),
			-- maps and other charts of a measure
			('hidden tile', 'skjult: fra lavest til høyest', 'skjult: frå lågast til høgast', 'hidden: from lowest to highest'),
			('tile hidden', ' (skjult)', ' (skjult)', ' (hidden)'),
			('map of', '%s områder, skjult i %s, ikke oppgitt i %s.', '%s område, skjult i %s, ikkje oppgitt i %s.', '%s regions, hidden in %s, not stated in %s.'),
			('map of, 1', '%s område, skjult i %s, ikke oppgitt i %s.', '%s område, skjult i %s, ikkje oppgitt i %s.', '%s region, hidden in %s, not stated in %s.'),
			('map credit', 'Plassering etter data fra © Kartverket, CC BY 4.0', 'Plassering etter data frå © Kartverket, CC BY 4.0', 'Places computed from data of © Kartverket, CC BY 4.0'),
			('exact legend', 'kjent tall', 'kjent tal', 'known number'),
			('interval legend', 'skjult: lavest til høyest', 'skjult: lågast til høgast', 'hidden: lowest to highest'),
			-- the page
			('contents', 'Innhold', 'Innhald', 'Contents'),
			('title in', 'Bosetting av flyktninger i %s per %s', 'Busetjing av flyktningar i %s per %s', 'Settlement of refugees in %s as of %s'),
			('title of', '%s: %s per %s', '%s: %s per %s', '%s: %s as of %s'),
			('parts listed', 'Tallene gjelder %s av %s områder.', 'Tala gjeld %s av %s område.', 'The figures are of %s of %s regions.'),
			('nothing stated', 'Ingen tall er oppgitt.', 'Ingen tal er oppgitte.', 'No number is stated.'),
			('nothing hidden', 'Ingen tall er skjult.', 'Ingen tal er skjulte.', 'No number is hidden.'),
			('some hidden', '%s av %s tall er skjult, fordi de er små eller små tall ellers kunne regnes ut.', '%s av %s tal er skjulte, fordi dei er små eller små tal elles kunne reknast ut.',
				'%s of %s numbers are hidden, because they are small or would give small ones away.'),
			('some hidden, 1', '%s av %s tall er skjult, fordi det er lite eller små tall ellers kunne regnes ut.', '%s av %s tal er skjult, fordi det er lite eller små tal elles kunne reknast ut.',
				'%s of %s numbers is hidden, because it is small or would give small ones away.'),
			('some hidden, 1 of 1', 'Det eneste tallet er skjult, fordi det er lite.', 'Det einaste talet er skjult, fordi det er lite.', 'The only number is hidden, because it is small.'),
			('totals uncertain', 'Summene er derfor bare kjent innenfor grenser: %s.', 'Summane er difor berre kjende innanfor grenser: %s.', 'So totals are known only within bounds: %s.'),
			('totals certain', 'Summene er likevel kjent.', 'Summane er likevel kjende.', 'The totals are known all the same.'),
			('absent counted', 'Områder som mangler, er regnet med etter kildens regel.', 'Område som manglar, er rekna med etter regelen til kjelda.', 'Regions that are absent are counted by the publisher''s rule.'),
			('off by', ' (høyst %s feil)', ' (høgst %s feil)', ' (off by %s at most)'),
			('map', 'Kart', 'Kart', 'Map'),
			('intervals', 'Område for område: %s', 'Område for område: %s', 'Region by region: %s'),
			('multiples', 'Hvert område for seg: %s', 'Kvart område for seg: %s', 'Each region by itself: %s'),
			('group forecast', 'Disse gjelder en del eller en gruppe. Hvor mange av de bosatte som hører til den, er ikke oppgitt.',
				'Desse gjeld ein del eller ei gruppe. Kor mange av dei busette som høyrer til ho, er ikkje oppgitt.',
				'These are of a part or a group. How many of those settled belong to it is not stated.'),
			('sum of parts', 'summen av delene', 'summen av delane', 'the sum of its parts'),
			('sum of groups', 'summen av gruppene', 'summen av gruppene', 'the sum of its groups'),
			('part and rest', 'en del av det hele', 'ein del av det heile', 'a part of the whole'),
			('contradictions', 'Summer som ikke kan stemme alle sammen:', 'Summar som ikkje kan stemme alle saman:', 'Sums that cannot all hold:'),
			('more contradictions', 'og %s til, i visningen contradiction.', 'og %s til, i visinga contradiction.', 'and %s more, in the view contradiction.'),
			('parts absent', '%s: %s av %s mangler: %s.', '%s: %s av %s manglar: %s.', '%s: %s of %s are absent: %s.'),
			('parts absent, 1', '%s: %s av %s mangler: %s.', '%s: %s av %s manglar: %s.', '%s: %s of %s is absent: %s.'),
			('reading', 'Små tall er skjult hos kilden. Et skjult tall står her med det laveste og det høyeste det kan være, for eksempel 0–4, og en sum med alt den kan være. En strek betyr at tallet ikke er oppgitt.',
				'Små tal er skjulte hos kjelda. Eit skjult tal står her med det lågaste og det høgaste det kan vere, til dømes 0–4, og ein sum med alt han kan vere. Ein strek tyder at talet ikkje er oppgitt.',
				'Small numbers are hidden by the publisher. A hidden number is shown as the lowest and the highest that it can be, such as 0–4, and a total as all that it can be. A dash means that the number is not stated.'),
			('reading gap', 'Gapet er avtalt minus bosatt; de som er avtalt, har ikke flyttet inn ennå.', 'Gapet er avtalt minus busett; dei som er avtalte, har ikkje flytta inn enno.', 'The gap is agreed less settled; those agreed have not moved in yet.'),
			('title', 'Bosetting av flyktninger per %s', 'Busetjing av flyktningar per %s', 'Settlement of refugees as of %s'),
			('lead', '%s personer er bosatt, og det er avtalt å bosette %s til.', '%s personar er busette, og det er avtalt å busetje %s til.', '%s persons are settled, and %s more are agreed.'),
			('lead, 1', '%s person er bosatt, og det er avtalt å bosette %s til.', '%s person er busett, og det er avtalt å busetje %s til.', '%s person is settled, and %s more are agreed.'),
			('lead, of 1', '%s personer er bosatt, og det er avtalt å bosette %s til.', '%s personar er busette, og det er avtalt å busetje %s til.', '%s persons are settled, and %s more is agreed.'),
			('lead, 1 of 1', '%s person er bosatt, og det er avtalt å bosette %s til.', '%s person er busett, og det er avtalt å busetje %s til.', '%s person is settled, and %s more is agreed.'),
			('largest gap', 'Gapet mellom avtalt og bosatt er størst i %s (%s).', 'Gapet mellom avtalt og busett er størst i %s (%s).', 'The gap between agreed and settled is largest in %s (%s).'),
			('largest gap listed', 'Av dem som er oppgitt, er gapet mellom avtalt og bosatt størst i %s (%s).', 'Av dei som er oppgitte, er gapet mellom avtalt og busett størst i %s (%s).', 'Of those listed, the gap between agreed and settled is largest in %s (%s).'),
			('forecasts', 'Framdrift mot prognosene', 'Framdrift mot prognosane', 'Progress against the forecasts'),
			('forecasts apart', 'Hver prognose står for seg. Kilden sier ikke alltid hva som er en del av hva, så de legges ikke sammen.',
				'Kvar prognose står for seg. Kjelda seier ikkje alltid kva som er ein del av kva, så dei blir ikkje lagde saman.',
				'Each forecast stands by itself. The source does not always say what is a part of what, so they are not added up.'),
			('announced', '%s personer, varslet %s', '%s personar, varsla %s', '%s persons, announced %s'),
			('announced, 1', '%s person, varslet %s', '%s person, varsla %s', '%s person, announced %s'),
			('announced by', ' av %s', ' av %s', ' by %s'),
			('reached', 'bosatt: %s, med avtalte: %s', 'busett: %s, med avtalte: %s', 'settled: %s, with agreed: %s'),
			('reconciliation', 'Det som ikke stemmer', 'Det som ikkje stemmer', 'What does not add up'),
			('consistent', '%s av %s tall som kan sammenliknes, stemmer.', '%s av %s tal som kan samanliknast, stemmer.', '%s of %s figures that can be compared agree.'),
			('consistent, 1', '%s av %s tall som kan sammenliknes, stemmer.', '%s av %s tal som kan samanliknast, stemmer.', '%s of %s figures that can be compared agrees.'),
			('consistent, of 1', 'Det eneste tallet som kan sammenliknes, stemmer ikke.', 'Det einaste talet som kan samanliknast, stemmer ikkje.', 'The only figure that can be compared does not agree.'),
			('consistent, 1 of 1', 'Det eneste tallet som kan sammenliknes, stemmer.', 'Det einaste talet som kan samanliknast, stemmer.', 'The only figure that can be compared agrees.'),
			('region', 'Område', 'Område', 'Region'),
			('published', 'Oppgitt', 'Oppgitt', 'Published'),
			('compared with', 'Sammenliknet med', 'Samanlikna med', 'Compared with'),
			('other', 'Der', 'Der', 'There'),
			('deviations', 'Tall som ikke kan være riktige på samme tid', 'Tal som ikkje kan vere rette på same tid', 'Figures that cannot both be right'),
			('deviation', 'Avvik', 'Avvik', 'Deviation'),
			('absent', 'Hvem som mangler', 'Kven som manglar', 'Who is absent'),
			('last time', ' (sist %s)', ' (sist %s)', ' (last %s)'),
			('trend', 'Utviklingen', 'Utviklinga', 'Over time'),
			('trend latest', 'De siste %s av %s publiseringer.', 'Dei siste %s av %s publiseringar.', 'The last %s of %s publications.'),
			('trend broken', 'Linjene er brutt der tallet ikke er oppgitt, og der summen er av andre områder enn før.',
				'Linjene er brotne der talet ikkje er oppgitt, og der summen er av andre område enn før.',
				'The lines are broken where the number is not stated, and where the sum is of other regions than before.'),
			('tables', 'Tabellene', 'Tabellane', 'The tables'),
			('all of', '%s', '%s', 'The %s'),
			('all of in', '%s i %s', '%s i %s', 'The %s of %s'),
			('publications', 'Publiseringene fra %s', 'Publiseringane frå %s', 'The publications of %s')
		) AS phrase(key, nb, nn, en)
	);
END
$$;

COMMENT ON FUNCTION busetting_internal.phrases(text) IS 'what reports say, by key, in a language: nb, nn or en';

/* "1 of 4 numbers is hidden": a phrase of which there is one of its own for one, of one, or one of one. */
CREATE FUNCTION busetting_internal.counted_phrase(phrase jsonb, key text, n bigint, of_all bigint DEFAULT NULL) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(phrase ->> CASE WHEN n = 1 AND of_all = 1 THEN key || ', 1 of 1' END, phrase ->> CASE WHEN n = 1 THEN key || ', 1' WHEN of_all = 1 THEN key || ', of 1' END, phrase ->> key)
$$;

COMMENT ON FUNCTION busetting_internal.counted_phrase(jsonb, text, bigint, bigint) IS 'phrase of a number, and where it is of others of how many, in the singular where it has one';

/* In PL/pgSQL, as a page has thousands of numbers: a function in SQL that sets search_path is planned anew by each query. */
CREATE FUNCTION busetting_internal.exact_number_text(number numeric, phrase jsonb, signed boolean, decimals integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	rounded constant numeric := round(number, decimals);
BEGIN
	RETURN CASE WHEN rounded < 0 THEN U&'\2212' WHEN signed AND rounded > 0 THEN '+' ELSE '' END ||
		translate(to_char(abs(rounded), 'FM999,999,999,999,999,990' || CASE WHEN decimals > 0 THEN rpad('.', decimals + 1, '0') ELSE '' END),
				  ',.', (phrase ->> 'thousands') || (phrase ->> 'decimal'));
END
$$;

COMMENT ON FUNCTION busetting_internal.exact_number_text(numeric, jsonb, boolean, integer) IS 'a number as it is written for people, in the language of the phrases';

/* 4 009, or what is known of a hidden number: 55–59, −6 til −2, minst 12 */
CREATE FUNCTION busetting_internal.number_text(low numeric, high numeric, phrase jsonb, signed boolean DEFAULT false, suffix text DEFAULT '', decimals integer DEFAULT 0)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 20
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	-- a number that is known is rounded to the nearest, bounds away from what is possible
	known constant boolean := round(low, 9) = round(high, 9);
	unit constant numeric := 10::numeric ^ decimals;
	lowest constant text := busetting_internal.exact_number_text(CASE WHEN known OR decimals = 0 THEN low ELSE floor(low * unit) / unit END, phrase, signed, decimals);
	highest constant text := CASE WHEN known THEN lowest ELSE busetting_internal.exact_number_text(CASE WHEN decimals = 0 THEN high ELSE ceil(high * unit) / unit END, phrase, signed, decimals) END;
BEGIN
	RETURN CASE WHEN lowest = highest THEN lowest
				WHEN highest IS NULL THEN (phrase ->> 'at least') || lowest
				WHEN lowest IS NULL THEN (phrase ->> 'at most') || highest
				WHEN signed OR low < 0 THEN lowest || (phrase ->> 'to') || highest
				ELSE lowest || U&'\2013' || highest END || suffix;
END
$$;

COMMENT ON FUNCTION busetting_internal.number_text(numeric, numeric, jsonb, boolean, text, integer) IS
	'a number that lies between two bounds as it is written for people, in the language of the phrases; NULL where neither is known';

CREATE FUNCTION busetting_internal.date_text(date date, phrase jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT extract(day FROM date) || (phrase ->> 'day') || split_part(phrase ->> 'months', ',', extract(month FROM date)::integer)
		|| ' ' || extract(year FROM date)
$$;

COMMENT ON FUNCTION busetting_internal.date_text(date, jsonb) IS 'a date as it is written for people, in the language of the phrases';
