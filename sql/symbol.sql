/*
 * symbol.sql: what publishers print where no number stands, and what they mean
 * by it.
 */

CREATE TABLE symbol_meaning (
	dialect text NOT NULL,
	symbol text NOT NULL,
	meaning text NOT NULL CHECK (meaning IN ('hidden', 'not stated', 'zero', 'not applicable')),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, symbol)
);

COMMENT ON TABLE symbol_meaning IS 'what publishers print where no number stands; add rows for other publishers';
COMMENT ON COLUMN symbol_meaning.dialect IS 'whose symbols these are';
COMMENT ON COLUMN symbol_meaning.symbol IS 'what is printed; an empty text is an empty cell';
COMMENT ON COLUMN symbol_meaning.meaning IS 'hidden, not stated, zero or not applicable; the second and the last are stored as NULL';
COMMENT ON COLUMN symbol_meaning.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO symbol_meaning VALUES
	('imdi', ':', 'hidden', true),
	('imdi', '-', 'zero', true),
	('imdi', '.', 'not applicable', true),
	('imdi', '..', 'not stated', true),
	('imdi', '', 'not stated', true);

SELECT pg_extension_config_dump('symbol_meaning', 'WHERE NOT reference');
