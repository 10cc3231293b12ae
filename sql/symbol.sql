/*
 * symbol.sql: what publishers print where no number stands, and what they mean
 * by it.  The same symbol means one thing here and another there: ":" is hidden
 * for Statistics Norway, not available for Eurostat.
 */

CREATE TABLE symbol_dialect (
	dialect text PRIMARY KEY CHECK (dialect <> ''),
	publisher text NOT NULL CHECK (publisher <> ''),
	document text,
	reference boolean NOT NULL DEFAULT false,
	separators text[] NOT NULL DEFAULT '{}' CHECK (cardinality(separators) <= 8 AND array_position(separators, NULL) IS NULL AND array_to_string(separators, '') !~ '[0-9 ]')
);

COMMENT ON TABLE symbol_dialect IS 'whose symbols symbol_meaning explains; add rows for other publishers';
COMMENT ON COLUMN symbol_dialect.dialect IS 'name of the dialect, given by a rule: suppression_rule.dialect';
COMMENT ON COLUMN symbol_dialect.publisher IS 'who prints the symbols';
COMMENT ON COLUMN symbol_dialect.document IS 'where the publisher explains them, NULL if nowhere';
COMMENT ON COLUMN symbol_dialect.reference IS 'the row comes with the extension and is not dumped; leave it false';
COMMENT ON COLUMN symbol_dialect.separators IS 'what stands between the thousands of a count besides a space, as a comma';

CREATE TABLE symbol_meaning (
	dialect text NOT NULL REFERENCES symbol_dialect ON UPDATE CASCADE ON DELETE CASCADE,
	symbol text NOT NULL CHECK (symbol = btrim(symbol, E' \t\r\n') AND octet_length(symbol) <= 64 AND symbol !~ '^[0-9 ]+$'),
	meaning text NOT NULL CHECK (meaning IN ('hidden', 'not stated', 'zero', 'not applicable')),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, symbol)
);

COMMENT ON TABLE symbol_meaning IS 'what publishers print where no number stands; add rows for other symbols';
COMMENT ON COLUMN symbol_meaning.dialect IS 'whose symbols these are';
COMMENT ON COLUMN symbol_meaning.symbol IS 'what is printed, in words whatever their case; an empty text is an empty cell, or no value and no status';
COMMENT ON COLUMN symbol_meaning.meaning IS
	'hidden: there is a number, kept back to protect persons; not stated, not applicable: both stored as NULL; zero';
COMMENT ON COLUMN symbol_meaning.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO symbol_dialect VALUES
	('imdi', 'Integrerings- og mangfoldsdirektoratet', NULL, true),
	('ssb', 'Statistisk sentralbyrå', 'https://www.ssb.no/diverse/standardtegn-i-tabeller', true),
	('eurostat', 'Eurostat', 'https://ec.europa.eu/eurostat/data/database (flags and special values, 27 January 2025)', true),
	('sdmx', 'SDMX: code lists for observation status, CL_OBS_STATUS 2.2, and for confidentiality, CL_CONF_STATUS', 'https://sdmx.org/?page_id=3215', true),
	('gss', 'Government Statistical Service of the United Kingdom',
	 'https://stats.gov.wales/en-GB/shorthand (the shorthand of the Analysis Function)', true),
	('cdc', 'Centers for Disease Control and Prevention: WONDER, and the notes to the tables of MMWR',
	 'https://wonder.cdc.gov/wonder/help/cmf.html', true),
	('statcan', 'Statistics Canada', 'https://www.statcan.gc.ca/eng/concepts/definitions/guide-symbol', true),
	('destatis', 'Statistische Ämter des Bundes und der Länder (DIN 55301)',
	 'http://www.statistik-portal.de/Statistik-Portal/en/en_zeichen.asp', true),
	('bfs', 'Bundesamt für Statistik, Schweiz', 'https://www.bfs.admin.ch/bfs/en/home/basics/symbols-abbreviations.html', true),
	('cso', 'Central Statistics Office, Ireland',
	 'https://www.cso.ie/en/releasesandpublications/ep/p-syi/statisticalyearbookofireland2021part2/apx/', true),
	('ksh', 'Központi Statisztikai Hivatal', 'https://www.ksh.hu/docs/eng/modsz/modsz00.html', true),
	('statsnz', 'Stats NZ', 'http://www.stats.govt.nz/analytical-reports/digital-divide/standards.htm', true);

/*
 * What a publisher withholds as too unreliable is not hidden: the rule for small
 * numbers says nothing of it.  Marks that stand beside a number (provisional,
 * revised) are none of these, nor are those of a number that rounds to zero.
 */
INSERT INTO symbol_meaning (dialect, symbol, meaning, reference)
SELECT dialect, symbol, meaning, true
FROM (VALUES
	('imdi', 'hidden', ARRAY[':', 'skjult', 'prikket', 'undertrykt', 'anonymisert']),
	('imdi', 'zero', ARRAY['-', '–', '—', '−']),
	('imdi', 'not stated', ARRAY['', '..', 'avventer', 'avventar', 'avventer vedtak', 'avventar vedtak', 'venter på vedtak',
		'ventar på vedtak', 'ikke vedtak', 'ikkje vedtak', 'ikke svart', 'ikkje svart',
		'ikke oppgitt', 'ikkje oppgitt', 'ikke tilgjengelig', 'ikkje tilgjengeleg', 'mangler', 'manglar']),
	('imdi', 'not applicable', ARRAY['.']),
	-- ".", ".." and ":" since 2021; "..." and "-" before
	('ssb', 'hidden', ARRAY[':']),
	('ssb', 'zero', ARRAY['-', '–']),
	('ssb', 'not stated', ARRAY['', '..', '...']),
	('ssb', 'not applicable', ARRAY['.']),
	-- the symbol alone, and with its flag; "c" and "z" until 2025, then "C" and "m"
	('eurostat', 'hidden', ARRAY['c', 'C', ':c', ': c', ':C', ': C', 'N', ':N', ': N']),
	('eurostat', 'not stated', ARRAY['', ':', 'u', ':u', ': u']),
	('eurostat', 'not applicable', ARRAY['z', ':z', ': z', 'm', ':m', ': m']),
	('sdmx', 'hidden', ARRAY['Q', 'CONF_STATUS A', 'CONF_STATUS C', 'CONF_STATUS D', 'CONF_STATUS G', 'CONF_STATUS M', 'CONF_STATUS N',
		'CONF_STATUS O', 'CONF_STATUS S', 'CONF_STATUS T']),
	('sdmx', 'not stated', ARRAY['', 'NaN', 'H', 'J', 'K', 'L', 'O', 'S']),
	('sdmx', 'not applicable', ARRAY['M']),
	('gss', 'hidden', ARRAY['[c]', 'c']),
	('gss', 'not stated', ARRAY['', '[x]', 'x', '[u]', 'u', '[w]', 'w']),
	('gss', 'not applicable', ARRAY['[z]', 'z']),
	('cdc', 'hidden', ARRAY['Suppressed']),
	('cdc', 'zero', ARRAY['-', '—', '---']),
	('cdc', 'not stated', ARRAY['', 'Missing', 'Not Available', 'Unreliable', 'NA', 'NP', 'U']),
	('cdc', 'not applicable', ARRAY['Not Applicable', 'N', 'NN']),
	('statcan', 'hidden', ARRAY['x']),
	('statcan', 'not stated', ARRAY['', '.', '..', 'F']),
	('statcan', 'not applicable', ARRAY['...']),
	-- "." is not known or kept secret: it can be either
	('destatis', 'hidden', ARRAY['.', '·', '•']),
	('destatis', 'zero', ARRAY['-', '–']),
	('destatis', 'not stated', ARRAY['', '...', '…', '/']),
	('destatis', 'not applicable', ARRAY['x', 'X']),
	('bfs', 'hidden', ARRAY['X']),
	('bfs', 'zero', ARRAY['-', '–']),
	('bfs', 'not stated', ARRAY['', '()', '...', '…']),
	('bfs', 'not applicable', ARRAY['*']),
	('cso', 'hidden', ARRAY['*']),
	('cso', 'zero', ARRAY['_']),
	('cso', 'not stated', ARRAY['', '..']),
	('ksh', 'hidden', ARRAY['…', '...']),
	('ksh', 'zero', ARRAY['–', '-']),
	('ksh', 'not stated', ARRAY['', '..']),
	('ksh', 'not applicable', ARRAY['x']),
	('statsnz', 'hidden', ARRAY['C', '..C', 'S']),
	('statsnz', 'zero', ARRAY['-', '–']),
	('statsnz', 'not stated', ARRAY['', '..']),
	('statsnz', 'not applicable', ARRAY['...'])
) AS m(dialect, meaning, symbols), unnest(symbols) AS symbol;

UPDATE symbol_dialect SET separators = CASE dialect WHEN 'destatis' THEN '{.}' WHEN 'bfs' THEN ARRAY['''', '’'] ELSE '{","}' END
WHERE dialect IN ('gss', 'cdc', 'statcan', 'statsnz', 'cso', 'destatis', 'bfs');

CREATE TABLE symbol_flag (
	dialect text NOT NULL REFERENCES symbol_dialect ON UPDATE CASCADE ON DELETE CASCADE,
	flag text NOT NULL CHECK (flag = btrim(flag, E' \t\r\n') AND flag <> '' AND octet_length(flag) <= 32 AND flag !~ '[0-9]'),
	meaning text NOT NULL CHECK (meaning <> ''),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, flag)
);

COMMENT ON TABLE symbol_flag IS 'what publishers print behind a value, or a symbol, to say something of it; add rows for other flags';
COMMENT ON COLUMN symbol_flag.dialect IS 'whose flags these are';
COMMENT ON COLUMN symbol_flag.flag IS 'what is printed; # in it is a number, and () are parentheses around the value';
COMMENT ON COLUMN symbol_flag.meaning IS 'what it says of the value';
COMMENT ON COLUMN symbol_flag.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO symbol_flag (dialect, flag, meaning, reference)
SELECT dialect, flag, meaning, true
FROM (VALUES
	('eurostat', 'b', 'break in time series'), ('eurostat', 'c', 'confidential'), ('eurostat', 'C', 'confidential'),
	('eurostat', 'd', 'definition differs'), ('eurostat', 'e', 'estimated'), ('eurostat', 'f', 'forecast'),
	('eurostat', 'i', 'see metadata'), ('eurostat', 'n', 'not significant'), ('eurostat', 'N', 'not for publication'),
	('eurostat', 'p', 'provisional'), ('eurostat', 'r', 'revised'), ('eurostat', 's', 'estimated by Eurostat'),
	('eurostat', 'u', 'low reliability'), ('eurostat', 'z', 'not applicable'), ('eurostat', 'm', 'not applicable'),
	('gss', '[b]', 'break in time series'), ('gss', '[e]', 'estimated'), ('gss', '[f]', 'forecast'), ('gss', '[p]', 'provisional'),
	('gss', '[r]', 'revised'), ('gss', '[s]', 'statistically significant'), ('gss', '[note #]', 'note'),
	('statcan', 'A', 'excellent'), ('statcan', 'B', 'very good'), ('statcan', 'C', 'good'), ('statcan', 'D', 'acceptable'),
	('statcan', 'E', 'use with caution'), ('statcan', 'p', 'preliminary'), ('statcan', 'r', 'revised'),
	('destatis', 'r', 'revised'), ('destatis', 'p', 'provisional'), ('destatis', 's', 'estimated'), ('destatis', '()', 'limited reliability'),
	('bfs', 'r', 'revised'), ('bfs', 'p', 'provisional'), ('bfs', 'e', 'estimated'), ('bfs', '()', 'limited reliability'),
	('sdmx', 'B', 'break in time series'), ('sdmx', 'C', 'confidential'), ('sdmx', 'D', 'definition differs'), ('sdmx', 'E', 'estimated'),
	('sdmx', 'F', 'forecast'), ('sdmx', 'G', 'experimental'), ('sdmx', 'I', 'imputed'), ('sdmx', 'N', 'not significant'),
	('sdmx', 'P', 'provisional'), ('sdmx', 'U', 'low reliability'), ('sdmx', 'V', 'unvalidated'),
	('statsnz', 'P', 'provisional'), ('statsnz', 'R', 'revised'), ('statsnz', 'E', 'early estimate')
) AS f(dialect, flag, meaning);

SELECT pg_extension_config_dump('symbol_flag', 'WHERE NOT reference');

CREATE TABLE symbol_exception (
	dialect text NOT NULL,
	symbol text NOT NULL,
	measure text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	beside text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	meaning text NOT NULL CHECK (meaning = 'not stated'),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, symbol, measure),
	FOREIGN KEY (dialect, symbol) REFERENCES symbol_meaning ON UPDATE CASCADE ON DELETE CASCADE
);

COMMENT ON TABLE symbol_exception IS 'where a symbol of a dialect means something else in a measure: in rows where another measure is 0, or not stated';
COMMENT ON COLUMN symbol_exception.dialect IS 'whose symbol it is';
COMMENT ON COLUMN symbol_exception.symbol IS 'the symbol';
COMMENT ON COLUMN symbol_exception.measure IS 'the measure in whose cells it means something else';
COMMENT ON COLUMN symbol_exception.beside IS 'where this measure of the same row is 0, or not stated';
COMMENT ON COLUMN symbol_exception.meaning IS 'what it means there: not stated';
COMMENT ON COLUMN symbol_exception.reference IS 'the row comes with the extension and is not dumped; leave it false';

-- on the directorate's page "-" stands for a decision beside no request, and 0 for a no beside one
INSERT INTO symbol_exception (dialect, symbol, measure, beside, meaning, reference)
SELECT dialect, symbol, 'decided', 'requested', 'not stated', true FROM symbol_meaning WHERE dialect = 'imdi' AND meaning = 'zero';

SELECT pg_extension_config_dump('symbol_exception', 'WHERE NOT reference');
SELECT pg_extension_config_dump('symbol_dialect', 'WHERE NOT reference');
SELECT pg_extension_config_dump('symbol_meaning', 'WHERE NOT reference');
