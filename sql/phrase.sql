/*
 * phrase.sql: what reports say to people, in Norwegian (nb, nn) and English,
 * and how numbers and dates are written there.
 */

CREATE FUNCTION phrases(language text) RETURNS jsonb
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
			('requested', 'Anmodning', 'Oppmoding', 'Requested'),
			('decided', 'Vedtak', 'Vedtak', 'Decided'),
			('decided_collective', 'Vedtak, kollektiv beskyttelse', 'Vedtak, kollektivt vern', 'Decided, collective protection'),
			('agreed', 'Avtalt å bosette', 'Avtalt å busetje', 'Agreed'),
			('agreed_collective', 'Avtalt, kollektiv beskyttelse', 'Avtalt, kollektivt vern', 'Agreed, collective protection'),
			('settled', 'Bosatt', 'Busett', 'Settled'),
			('settled_collective', 'Bosatt, kollektiv beskyttelse', 'Busett, kollektivt vern', 'Settled, collective protection'),
			('gap', 'Gap', 'Gap', 'Gap'),
			('gap_collective', 'Gap, kollektiv beskyttelse', 'Gap, kollektivt vern', 'Gap, collective protection'),
			('pipeline', 'Bosatt og avtalt', 'Busett og avtalt', 'Settled and agreed'),
			('progress', 'Andel bosatt', 'Del busett', 'Share settled'),
			('county', 'Fylke', 'Fylke', 'County'),
			('municipality', 'Kommune', 'Kommune', 'Municipality'),
			('country', 'Landet', 'Landet', 'The country'),
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
			-- the chart of counties
			('chart title', 'Fylkene etter gapet mellom avtalt og bosatt', 'Fylka etter gapet mellom avtalt og busett', 'Counties by the gap between agreed and settled'),
			('chart of', 'Per %s. Kilde: %s.', 'Per %s. Kjelde: %s.', 'As of %s. Source: %s.'),
			('chart row', '%s: bosatt %s, avtalt %s, gap %s.', '%s: busett %s, avtalt %s, gap %s.', '%s: settled %s, agreed %s, gap %s.'),
			('hidden legend', 'skjult tall: et sted i feltet', 'skjult tal: ein stad i feltet', 'hidden number: somewhere within'),
			('persons', 'personer', 'personar', 'persons'),
			-- maps and other charts of a measure
			('hidden tile', 'skjult: fra lavest til høyest', 'skjult: frå lågast til høgast', 'hidden: from lowest to highest'),
			('tile hidden', ' (skjult)', ' (skjult)', ' (hidden)'),
			('map of', '%s områder, skjult i %s, ikke oppgitt i %s.', '%s område, skjult i %s, ikkje oppgitt i %s.', '%s regions, hidden in %s, not stated in %s.'),
			('map credit', 'Plassering etter data fra © Kartverket, CC BY 4.0', 'Plassering etter data frå © Kartverket, CC BY 4.0', 'Places computed from data of © Kartverket, CC BY 4.0'),
			('exact legend', 'kjent tall', 'kjent tal', 'known number'),
			('interval legend', 'skjult: lavest til høyest', 'skjult: lågast til høgast', 'hidden: lowest to highest'),
			-- the page
			('title', 'Bosetting av flyktninger per %s', 'Busetjing av flyktningar per %s', 'Settlement of refugees as of %s'),
			('lead', '%s personer er bosatt, og det er avtalt å bosette %s til.', '%s personar er busette, og det er avtalt å busetje %s til.', '%s persons are settled, and %s more are agreed.'),
			('largest gap', 'Gapet mellom avtalt og bosatt er størst i %s (%s).', 'Gapet mellom avtalt og busett er størst i %s (%s).', 'The gap between agreed and settled is largest in %s (%s).'),
			('counties listed', 'Tallene gjelder %s av %s fylker.', 'Tala gjeld %s av %s fylke.', 'The figures are of %s of %s counties.'),
			('figures', 'Hovedtall', 'Hovudtal', 'Headline figures'),
			('of which collective', 'kollektiv beskyttelse: %s', 'kollektivt vern: %s', 'collective protection: %s'),
			('how to read', 'Slik leses tallene', 'Slik les ein tala', 'How to read the numbers'),
			('reading', 'Små tall er skjult hos kilden. Et skjult tall står her med det laveste og det høyeste det kan være, for eksempel 0–4, og en sum med alt den kan være. En strek betyr at tallet ikke er oppgitt. Gapet er avtalt minus bosatt; de som er avtalt, har ikke flyttet inn ennå.',
				'Små tal er skjulte hos kjelda. Eit skjult tal står her med det lågaste og det høgaste det kan vere, til dømes 0–4, og ein sum med alt han kan vere. Ein strek tyder at talet ikkje er oppgitt. Gapet er avtalt minus busett; dei som er avtalte, har ikkje flytta inn enno.',
				'Small numbers are hidden by the publisher. A hidden number is shown as the lowest and the highest that it can be, such as 0–4, and a total as all that it can be. A dash means that the number is not stated. The gap is agreed less settled; those agreed have not moved in yet.'),
			('forecasts', 'Framdrift mot prognosene', 'Framdrift mot prognosane', 'Progress against the forecasts'),
			('forecasts apart', 'Hver prognose står for seg. Kilden sier ikke alltid hva som er en del av hva, så de legges ikke sammen.',
				'Kvar prognose står for seg. Kjelda seier ikkje alltid kva som er ein del av kva, så dei blir ikkje lagde saman.',
				'Each forecast stands by itself. The source does not always say what is a part of what, so they are not added up.'),
			('no forecast', 'Ingen prognose gjelder denne datoen.', 'Ingen prognose gjeld denne datoen.', 'No forecast is for this date.'),
			('announced', '%s personer, varslet %s', '%s personar, varsla %s', '%s persons, announced %s'),
			('announced by', ' av %s', ' av %s', ' by %s'),
			('reached', 'bosatt: %s, med avtalte: %s', 'busett: %s, med avtalte: %s', 'settled: %s, with agreed: %s'),
			('reconciliation', 'Det som ikke stemmer', 'Det som ikkje stemmer', 'What does not add up'),
			('consistent', '%s av %s tall som kan sammenliknes, stemmer.', '%s av %s tal som kan samanliknast, stemmer.', '%s of %s figures that can be compared agree.'),
			('nothing to compare', 'Ingen tall kan sammenliknes.', 'Ingen tal kan samanliknast.', 'No figures can be compared.'),
			('region', 'Område', 'Område', 'Region'),
			('published', 'Oppgitt', 'Oppgitt', 'Published'),
			('compared with', 'Sammenliknet med', 'Samanlikna med', 'Compared with'),
			('sum of municipalities', 'summen av kommunene', 'summen av kommunane', 'the sum of the municipalities'),
			('other', 'Der', 'Der', 'There'),
			('deviations', 'Tall som ikke kan være riktige på samme tid', 'Tal som ikkje kan vere rette på same tid', 'Figures that cannot both be right'),
			('deviation', 'Avvik', 'Avvik', 'Deviation'),
			('absent', 'Hvem som mangler', 'Kven som manglar', 'Who is absent'),
			('nobody absent', 'Ingen mangler.', 'Ingen manglar.', 'Nobody is absent.'),
			('counties absent', 'Fylker som ikke er med: %s.', 'Fylke som ikkje er med: %s.', 'Counties that are not listed: %s.'),
			('municipalities absent', '%s: %s av %s kommuner er ikke med: %s.', '%s: %s av %s kommunar er ikkje med: %s.', '%s: %s of %s municipalities are absent: %s.'),
			('last time', ' (sist %s)', ' (sist %s)', ' (last %s)'),
			('trend', 'Utviklingen', 'Utviklinga', 'Over time'),
			('first', 'Dette er den første publiseringen fra kilden.', 'Dette er den første publiseringa frå kjelda.', 'This is the first publication of the source.'),
			('trend title', 'Bosatt og avtalt over tid', 'Busett og avtalt over tid', 'Settled and agreed over time'),
			('trend row', '%s: bosatt %s, avtalt %s.', '%s: busett %s, avtalt %s.', '%s: settled %s, agreed %s.'),
			('trend latest', 'De siste %s av %s publiseringer.', 'Dei siste %s av %s publiseringar.', 'The last %s of %s publications.'),
			('trend broken', 'Linjene er brutt der tallet ikke er oppgitt, og der summen er av andre fylker enn før.',
				'Linjene er brotne der talet ikkje er oppgitt, og der summen er av andre fylke enn før.',
				'The lines are broken where the number is not stated, and where the sum is of other counties than before.'),
			('tables', 'Tabellene', 'Tabellane', 'The tables'),
			('counties', 'Fylkene', 'Fylka', 'The counties'),
			('municipalities of', 'Kommunene i %s', 'Kommunane i %s', 'The municipalities of %s'),
			('publications', 'Publiseringene fra %s', 'Publiseringane frå %s', 'The publications of %s')
		) AS phrase(key, nb, nn, en)
	);
END
$$;

COMMENT ON FUNCTION phrases(text) IS 'what reports say, by key, in a language: nb, nn or en';

/* In PL/pgSQL, as a page has thousands of numbers: a function in SQL that sets search_path is planned anew by each query. */
CREATE FUNCTION exact_number_text(number numeric, phrase jsonb, signed boolean, decimals integer) RETURNS text
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

COMMENT ON FUNCTION exact_number_text(numeric, jsonb, boolean, integer) IS 'a number as it is written for people, in the language of the phrases';

/* 4 009, or what is known of a hidden number: 55–59, −6 til −2, minst 12 */
CREATE FUNCTION number_text(low numeric, high numeric, phrase jsonb, signed boolean DEFAULT false, suffix text DEFAULT '', decimals integer DEFAULT 0)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 20
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	lowest constant text := exact_number_text(low, phrase, signed, decimals);
	highest constant text := CASE WHEN low = high THEN lowest ELSE exact_number_text(high, phrase, signed, decimals) END;
BEGIN
	RETURN CASE WHEN lowest = highest THEN lowest
				WHEN highest IS NULL THEN (phrase ->> 'at least') || lowest
				WHEN lowest IS NULL THEN (phrase ->> 'at most') || highest
				WHEN signed OR low < 0 THEN lowest || (phrase ->> 'to') || highest
				ELSE lowest || U&'\2013' || highest END || suffix;
END
$$;

COMMENT ON FUNCTION number_text(numeric, numeric, jsonb, boolean, text, integer) IS
	'a number that lies between two bounds as it is written for people, in the language of the phrases; NULL where neither is known';

CREATE FUNCTION date_text(date date, phrase jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT extract(day FROM date) || (phrase ->> 'day') || split_part(phrase ->> 'months', ',', extract(month FROM date)::integer)
		|| ' ' || extract(year FROM date)
$$;

COMMENT ON FUNCTION date_text(date, jsonb) IS 'a date as it is written for people, in the language of the phrases';
