/*
 * region_tree.sql: whose regions there are.  A tree is a country with its levels of regions, as rows:
 * Norway's come with the extension, others are their users' own.  Every level is of one tree: who asks for
 * counties is not given another country's, and a level and a code are one region on a date.
 */

/*
 * The key of a name: what is left when case, surplus and non-breaking spaces,
 * kinds of dash and brackets are taken away; of Norwegian spelling also the places of
 * code and "kommune", and leading zeros that a code has lost.
 * lower() knows only ASCII in the "C" collation, so that the key does not
 * depend on the database's locale; translate() has the capitals of Norwegian,
 * Sámi and Kven, takes Sámi's own consonants for those that publishers without
 * them write, and drops the soft hyphen and spaces of no width.  Plain spelling has the other
 * Latin, Greek and Cyrillic capitals, and keeps every letter but the Turkish i, and ß, which is ss.
 * Only functions of pg_catalog and no operator: it is safe under any
 * search_path without SET, and so is inlined into the query that calls it.
 * A change here needs region_name to be rewritten.
 */
CREATE FUNCTION region_name_key(name text, level text DEFAULT NULL, spelling text DEFAULT 'norwegian') RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 50
AS $$
SELECT CASE WHEN pg_catalog.texteq(spelling, 'plain') THEN
	pg_catalog.btrim(
	pg_catalog.regexp_replace(
	pg_catalog.replace(pg_catalog.replace(
	pg_catalog.translate(pg_catalog.lower(pg_catalog.normalize(name) COLLATE pg_catalog."C"),
		E'ÆØÅÁÀÄÉÈÊÏŃÓÒÔÖÜČĐŊŠŦŽÂÃÇËÌÍÎÐÑÕÙÚÛÝÞĀĂĄĆĈĊĎĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŅŇŌŎŐŒŔŖŘŚŜŞŢŤŨŪŬŮŰŲŴŶŸŹŻȘȚΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐẀẂẄẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸİıς’()[],;\u00A0\u2007\u2009\u202F\t\r\n/–—−‐‑\u00AD\u200B\u200C\u200D\u2060\uFEFF',
		'æøåáàäéèêïńóòôöüčđŋšŧžâãçëìíîðñõùúûýþāăąćĉċďēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłņňōŏőœŕŗřśŝşţťũūŭůűųŵŷÿźżșțάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяґẁẃẅạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹiiσ''             ------'),
	'ß', 'ss'), 'ẞ', 'ss'),
	' *([- ]) *', '\1', 'g'))
ELSE
	pg_catalog.btrim(
	-- a code that lost its leading zero; a single digit only if a county is meant
	pg_catalog.regexp_replace(
	-- K-4601 Bergen, 4601: Bergen
	pg_catalog.regexp_replace(
	-- Vestland fylkeskommune, Våler kommune i Innlandet, Voss herad
	pg_catalog.regexp_replace(
	-- Bergen (4601)
	pg_catalog.regexp_replace(
	-- Våler i Innlandet, Møre & Romsdal
	pg_catalog.replace(pg_catalog.replace(pg_catalog.btrim(
	pg_catalog.regexp_replace(
	pg_catalog.translate(pg_catalog.lower(pg_catalog.normalize(name) COLLATE pg_catalog."C"),
		E'ÆØÅÁÀÄÉÈÊÏŃÓÒÔÖÜČčĐđŊŋŠšŦŧŽž()[],;\u00A0\u2007\u2009\u202F\t\r\n/–—−‐‑\u00AD\u200B\u200C\u200D\u2060\uFEFF',
		'æøåáàäéèêïńóòôöüccddnnssttzz             ------'),
	' *([- ]) *', '\1', 'g')),
	' i ', ' '), '&', 'og'),
	'^(.*[^0-9 -])[ -]([0-9]{2,4})$', '\2 \1'),
	' (?:herad|(kommune|fylke)(?:skommune)?)( .*)?$', '\2 \1'),
	'^(?:[kf][- ]?)?([0-9]{1,4})(?:[-.: ]+|$)', '\1 '),
	CASE WHEN pg_catalog.texteq(level, 'county') THEN '^([0-9] )' ELSE '^([0-9]{3} )' END, '0\1'))
END
$$;

COMMENT ON FUNCTION region_name_key(text, text, text) IS
	'what is compared of a region''s name in a tree of that spelling; with level county a single digit is a code that lost its zero';

CREATE TABLE region_tree (
	tree text PRIMARY KEY CHECK (tree ~ '^[a-z][a-z0-9_]*$'),
	languages text[] NOT NULL CHECK (cardinality(languages) > 0 AND array_position(languages, NULL) IS NULL AND array_position(languages, '') IS NULL),
	spelling text NOT NULL DEFAULT 'plain' CHECK (spelling IN ('plain', 'norwegian')),
	reference boolean NOT NULL DEFAULT false
);

COMMENT ON TABLE region_tree IS 'countries, or whatever else is divided into regions; add a row for one of your own, and its levels, regions and names';
COMMENT ON COLUMN region_tree.tree IS 'name of the tree, given by a rule: suppression_rule.tree';
COMMENT ON COLUMN region_tree.languages IS 'languages that its regions can have official names in; those of the first are shown';
COMMENT ON COLUMN region_tree.spelling IS
	'how names are compared. plain: whatever their case, dashes and spaces; norwegian: also by what else publishers there do to names and codes, see region_name_key';
COMMENT ON COLUMN region_tree.reference IS 'the row comes with the extension and is not dumped; leave it false';

CREATE TABLE region_level (
	level text PRIMARY KEY CHECK (level ~ '^[a-z][a-z0-9_]*$'),
	tree text NOT NULL REFERENCES region_tree,
	position integer NOT NULL CHECK (position > 0),
	code_pattern text NOT NULL CHECK (code_pattern <> '' AND ('' ~ code_pattern) IS NOT NULL),
	code_digits integer CHECK (code_digits BETWEEN 2 AND 9),
	designations text[] NOT NULL DEFAULT '{}' CHECK (array_position(designations, NULL) IS NULL AND array_position(designations, '') IS NULL),
	en text NOT NULL CHECK (en <> ''),
	en_plural text NOT NULL CHECK (en_plural <> ''),
	nb text CHECK (nb <> ''),
	nb_plural text CHECK (nb_plural <> ''),
	nn text CHECK (nn <> ''),
	nn_plural text CHECK (nn_plural <> ''),
	reference boolean NOT NULL DEFAULT false,
	UNIQUE (tree, level),
	UNIQUE (tree, position)
);

COMMENT ON TABLE region_level IS 'the levels of each tree: of Norway country, county and municipality; two or more';
COMMENT ON COLUMN region_level.level IS 'name of the level, of this tree alone';
COMMENT ON COLUMN region_level.tree IS 'the tree';
COMMENT ON COLUMN region_level.position IS 'place in the tree, the whole first; regions of a level are parts of one of the next above';
COMMENT ON COLUMN region_level.code_pattern IS 'regular expression that the whole of a code matches';
COMMENT ON COLUMN region_level.code_digits IS 'where codes are so many digits: one that lost its leading zero to a spreadsheet is given it back; NULL to leave codes as they are written';
COMMENT ON COLUMN region_level.designations IS 'small words that stand behind or before a name of the level, as fylke; with Norwegian spelling the first is the one that keys have';
COMMENT ON COLUMN region_level.en IS 'what one region of the level is called in English, as a heading';
COMMENT ON COLUMN region_level.en_plural IS 'what several are called in English, in small letters';
COMMENT ON COLUMN region_level.nb IS 'heading in bokmål; NULL for the English one';
COMMENT ON COLUMN region_level.nb_plural IS 'what all are called in bokmål, as a heading: Fylkene';
COMMENT ON COLUMN region_level.nn IS 'heading in nynorsk';
COMMENT ON COLUMN region_level.nn_plural IS 'what all are called in nynorsk';
COMMENT ON COLUMN region_level.reference IS 'the row comes with the extension and is not dumped; leave it false';

CREATE FUNCTION busetting_internal.name_region_level() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM region_level AS l WHERE l.level = NEW.level AND l.tree <> NEW.tree) THEN
		RAISE unique_violation USING
			MESSAGE = format('level %s is of another tree', NEW.level),
			DETAIL = (SELECT format('It is of tree %s.', l.tree) FROM region_level AS l WHERE l.level = NEW.level),
			HINT = format('Give it another name, as %s_%s: what it is called in tables and reports is in other columns.', NEW.tree, NEW.level);
	END IF;
	NEW.designations := ARRAY(SELECT region_name_key(d, NULL, 'plain') FROM unnest(NEW.designations) WITH ORDINALITY AS u(d, n) ORDER BY n);
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.name_region_level() IS 'trigger: a level is of one tree';

CREATE TRIGGER name BEFORE INSERT OR UPDATE ON region_level
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.name_region_level();

INSERT INTO region_tree VALUES ('norway', '{no,se,smj,sma,fkv,en}', 'norwegian', true);

INSERT INTO region_level VALUES
	('country', 'norway', 1, '0', NULL, '{}', 'Country', 'countries', 'Land', 'Landene', 'Land', 'Landa', true),
	('county', 'norway', 2, '[0-9]{2}', 2, '{fylke,fylkeskommune,county}', 'County', 'counties', 'Fylke', 'Fylkene', 'Fylke', 'Fylka', true),
	('municipality', 'norway', 3, '[0-9]{4}', 4, '{kommune,herad,municipality}', 'Municipality', 'municipalities', 'Kommune', 'Kommunene', 'Kommune', 'Kommunane', true);

SELECT pg_extension_config_dump('region_tree', 'WHERE NOT reference');
SELECT pg_extension_config_dump('region_level', 'WHERE NOT reference');
