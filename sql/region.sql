/*
 * region.sql: the regions of the trees in region_tree.sql, each code with the
 * period in which it is in force, their names, and what became of them; and
 * how a name as a publisher writes it finds its region.  Norway's rows are in
 * region_data.sql.
 */

-- tables

CREATE TABLE region (
	id integer GENERATED ALWAYS AS IDENTITY (START WITH 10000) PRIMARY KEY,
	code text NOT NULL,
	level text NOT NULL,
	validity daterange NOT NULL CHECK (NOT isempty(validity)),
	parent integer REFERENCES region,
	since date NOT NULL GENERATED ALWAYS AS (coalesce(lower(validity), '-infinity')) STORED,
	until date NOT NULL GENERATED ALWAYS AS (coalesce(upper(validity), 'infinity')) STORED,
	tree text NOT NULL,
	code_key text NOT NULL GENERATED ALWAYS AS (region_name_key(code, NULL, 'plain')) STORED,
	FOREIGN KEY (tree, level) REFERENCES region_level (tree, level),
	CONSTRAINT region_code_validity_excl EXCLUDE USING gist (code_key WITH =, tree WITH =, validity WITH &&),
	CONSTRAINT region_one_top EXCLUDE USING gist (tree WITH =, validity WITH &&) WHERE (parent IS NULL)
);

CREATE INDEX ON region (parent);

COMMENT ON TABLE region IS
	'countries and their regions, one row for each period of a code; Norway''s are complete from 2000-01-01. '
	'rows with id below 10000 come with the extension and are not dumped: change them by its updates only';
COMMENT ON COLUMN region.id IS 'key; the extension''s own rows have the code as a number, or one of their own where the code was given again, added rows 10000 and up';
COMMENT ON COLUMN region.code IS 'official code, as region_level.code_pattern has it: of Norway 0 for the country, 2 digits for a county, 4 for a municipality';
COMMENT ON COLUMN region.level IS 'a level of region_level: country, county or municipality, or of another tree';
COMMENT ON COLUMN region.validity IS 'dates on which the code is in force; without a lower bound: since when is not recorded, but before 2000';
COMMENT ON COLUMN region.since IS 'first day of validity, for joins: dates compare many times faster than a range';
COMMENT ON COLUMN region.until IS 'first day after it';
COMMENT ON COLUMN region.parent IS 'the region it is part of, of the level above: the county of a municipality, the country of a county';
COMMENT ON COLUMN region.tree IS 'the tree that its level is of, set by itself where it is not given';
COMMENT ON COLUMN region.code_key IS 'the code by which it is found, whatever its case';

/* What no constraint can say, as it is of several rows: codes and parents, of all regions where levels are others. */
CREATE FUNCTION busetting_internal.place_region() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	regions integer[];
	fault record;
BEGIN
	IF TG_LEVEL = 'STATEMENT' THEN
		IF TG_RELID = 'region'::regclass THEN
			regions := ARRAY(SELECT id FROM changed);
		END IF;
		WITH levels AS MATERIALIZED (
			SELECT l.level, l.code_pattern, lag(l.level) OVER (PARTITION BY l.tree ORDER BY l.position) AS above FROM region_level AS l
		)
		SELECT f.problem, f.detail, f.hint
		INTO fault
		FROM region AS r
		JOIN levels AS l ON l.level = r.level
		LEFT JOIN region AS p ON p.id = r.parent
		CROSS JOIN LATERAL (
			SELECT format('code "%s" is none of level %s', r.code, r.level) AS problem, format('Codes of this level are %s.', l.code_pattern) AS detail,
				   'Give another code, or another code_pattern in busetting.region_level.' AS hint
			WHERE r.code !~ ('^(?:' || l.code_pattern || ')$')
			UNION ALL
			SELECT format('region %s is part of none', r.code), format('Regions of level %s are parts of one of level %s.', r.level, l.above), 'Give a region of the level above as its parent.'
			WHERE r.parent IS NULL AND l.above IS NOT NULL
			UNION ALL
			SELECT format('region %s is part of region %s, which is of level %s', r.code, p.code, p.level),
				   coalesce(format('Regions of level %s are parts of one of level ', r.level) || l.above || '.', format('Level %s is the first of tree %s.', r.level, r.tree)),
				   CASE WHEN l.above IS NULL THEN 'Give none as its parent.' ELSE 'Give a region of the level above as its parent.' END
			WHERE p.level <> coalesce(l.above, '')
		) AS f
		WHERE regions IS NULL OR r.id = ANY (regions) OR r.parent = ANY (regions)
		LIMIT 1;
		IF FOUND THEN
			RAISE check_violation USING MESSAGE = fault.problem, DETAIL = fault.detail, HINT = fault.hint;
		END IF;
		RETURN NULL;
	END IF;
	NEW.tree := coalesce(NEW.tree, (SELECT l.tree FROM region_level AS l WHERE l.level = NEW.level));
	IF NOT EXISTS (SELECT FROM region_level AS l WHERE l.level = NEW.level AND l.tree = NEW.tree) THEN
		RAISE foreign_key_violation USING
			MESSAGE = concat(format('there is no level %s', coalesce(quote_ident(NEW.level), 'NULL')), ' of tree ' || quote_ident(NEW.tree)),
			DETAIL = (SELECT format('Levels are %s.', string_agg(format('%s of %s', l.level, l.tree), ', ' ORDER BY l.tree, l.position)) FROM region_level AS l),
			HINT = 'Add a row to busetting.region_level.';
	ELSIF NEW.parent IS NULL AND EXISTS (SELECT FROM region_level AS l JOIN region_level AS a ON a.tree = l.tree AND a.position < l.position WHERE l.level = NEW.level) THEN
		RAISE check_violation USING
			MESSAGE = format('region %s is part of none', NEW.code),
			DETAIL = format('Its level %s is not the first of tree %s.', NEW.level, NEW.tree),
			HINT = 'Give a region of the level above as its parent.';
	ELSIF TG_OP = 'UPDATE' AND NEW.tree <> OLD.tree THEN
		RAISE check_violation USING
			MESSAGE = format('region %s stays in its tree', OLD.code),
			DETAIL = format('It is of tree %s.', OLD.tree),
			HINT = 'Add a region to the other tree.';
	END IF;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.place_region() IS 'trigger: a region is of the tree of its level, and has a code of it and a parent of the level above';

CREATE TRIGGER place BEFORE INSERT OR UPDATE ON region
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.place_region();
CREATE TRIGGER place_added AFTER INSERT ON region
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.place_region();
CREATE TRIGGER place_changed AFTER UPDATE ON region
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.place_region();
CREATE TRIGGER place AFTER INSERT OR UPDATE OR DELETE ON region_level
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.place_region();

CREATE TABLE region_name (
	region integer NOT NULL REFERENCES region,
	kind text NOT NULL DEFAULT 'other' CHECK (kind IN ('official', 'listed', 'other')),
	language text,
	name text NOT NULL,
	validity daterange NOT NULL DEFAULT '(,)' CHECK (NOT isempty(validity)),
	reference boolean NOT NULL DEFAULT false,
	since date NOT NULL GENERATED ALWAYS AS (coalesce(lower(validity), '-infinity')) STORED,
	until date NOT NULL GENERATED ALWAYS AS (coalesce(upper(validity), 'infinity')) STORED,
	name_key text NOT NULL CONSTRAINT region_name_name_check CHECK (name_key <> ''),
	shown boolean NOT NULL DEFAULT false,
	CHECK (language IS NOT NULL OR kind <> 'official'),
	PRIMARY KEY (region, name, validity),
	EXCLUDE USING gist (region WITH =, name_key WITH =, validity WITH &&),
	CONSTRAINT region_name_one_official
		EXCLUDE USING gist (region WITH =, language WITH =, validity WITH &&) WHERE (kind = 'official'),
	CONSTRAINT region_name_one_listed
		EXCLUDE USING gist (region WITH =, validity WITH &&) WHERE (kind = 'listed')
);

CREATE INDEX ON region_name (name_key);
-- else the names of a region are looked up in the index of the exclusion constraint, which takes many times longer
CREATE INDEX ON region_name (region, language) WHERE kind <> 'listed';
CREATE INDEX ON region_name (region) WHERE shown;

COMMENT ON TABLE region_name IS
	'names of regions; add rows (kind other) for what else a publisher writes';
COMMENT ON COLUMN region_name.region IS 'the region so named';
COMMENT ON COLUMN region_name.kind IS
	'official: adopted, one for each language and date; listed: as national lists print it where that is not the name that is shown; other';
COMMENT ON COLUMN region_name.language IS
	'one of region_tree.languages: no Norwegian, se Northern Sámi, smj Lule Sámi, sma Southern Sámi, fkv Kven, en English, or of another tree; null for a listed name';
COMMENT ON COLUMN region_name.name IS 'the name, of one language unless listed';
COMMENT ON COLUMN region_name.validity IS 'dates on which the name is used, within the region''s own validity';
COMMENT ON COLUMN region_name.since IS 'first day of validity, for joins: dates compare many times faster than a range';
COMMENT ON COLUMN region_name.until IS 'first day after it';
COMMENT ON COLUMN region_name.reference IS 'the row comes with the extension and is not dumped; leave it false';
COMMENT ON COLUMN region_name.name_key IS 'the name by which it is found, set by itself';
COMMENT ON COLUMN region_name.shown IS 'is it the one that tables, reports and pages show, the official one in the first language of its tree? set by itself';

CREATE FUNCTION busetting_internal.key_region_name() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	tree record;
BEGIN
	IF TG_LEVEL = 'STATEMENT' THEN
		-- languages or spelling are others
		UPDATE region_name AS n SET name = n.name
		FROM region AS r JOIN changed AS c ON c.tree = r.tree
		WHERE r.id = n.region AND NOT n.reference;
		RETURN NULL;
	END IF;
	SELECT t.tree, t.languages, t.spelling INTO tree FROM region AS r JOIN region_tree AS t ON t.tree = r.tree WHERE r.id = NEW.region;
	IF NOT FOUND THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('there is no region %s to be named', coalesce(NEW.region::text, 'NULL')),
			DETAIL = format('The name is "%s".', NEW.name),
			HINT = 'Add a region before its names.';
	ELSIF NEW.language <> ALL (tree.languages) THEN
		RAISE check_violation USING
			MESSAGE = format('tree %s has no names in language %s', tree.tree, quote_ident(NEW.language)),
			DETAIL = format('Its languages are %s.', array_to_string(tree.languages, ', ')),
			HINT = 'Give one of these, or another list in busetting.region_tree.';
	END IF;
	NEW.name_key := region_name_key(NEW.name, NULL, tree.spelling);
	NEW.shown := (NEW.kind = 'official' AND NEW.language = tree.languages[1]) IS TRUE;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.key_region_name() IS 'trigger: by what a name is found, and whether it is the one that is shown';

CREATE TRIGGER key BEFORE INSERT OR UPDATE ON region_name
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.key_region_name();
CREATE TRIGGER key AFTER UPDATE ON region_tree
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.key_region_name();

CREATE TABLE region_change (
	on_date date NOT NULL,
	from_region integer NOT NULL REFERENCES region,
	to_region integer NOT NULL REFERENCES region,
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (on_date, from_region, to_region)
);

COMMENT ON TABLE region_change IS
	'which region all or a part of a region became; a new name alone is in region_name, '
	'a county''s loss of single municipalities only in these';
COMMENT ON COLUMN region_change.on_date IS 'first day of the new order';
COMMENT ON COLUMN region_change.from_region IS 'the region until then';
COMMENT ON COLUMN region_change.to_region IS 'the region from then on; the same one where it keeps its code and takes in others';
COMMENT ON COLUMN region_change.reference IS 'the row comes with the extension and is not dumped; leave it false';

-- CREATE EXTENSION brings the reference rows itself: a dump has only what was added

SELECT pg_extension_config_dump('region', 'WHERE id >= 10000');
SELECT pg_extension_config_dump('region_id_seq', '');
SELECT pg_extension_config_dump('region_name', 'WHERE NOT reference');
SELECT pg_extension_config_dump('region_change', 'WHERE NOT reference');

-- views

CREATE VIEW region_change_kind AS
SELECT c.on_date, c.from_region, c.to_region, f.level,
	   f.code AS from_code, t.code AS to_code,
	   CASE WHEN parts > 1 AND sources > 1 THEN 'split and merger'
			WHEN parts > 1 THEN 'split'
			WHEN sources > 1 THEN 'merger'
			ELSE 'renumbering' END AS kind
FROM (SELECT *,
			 count(*) OVER (PARTITION BY on_date, from_region) AS parts,
			 count(*) OVER (PARTITION BY on_date, to_region) AS sources
	  FROM region_change) AS c
JOIN region AS f ON f.id = c.from_region
JOIN region AS t ON t.id = c.to_region;

COMMENT ON VIEW region_change_kind IS
	'changes of regions with their kind: renumbering (one to one), merger (several to one), split (one to several), '
	'split and merger (a part of one joins others)';
COMMENT ON COLUMN region_change_kind.on_date IS 'first day of the new order';
COMMENT ON COLUMN region_change_kind.from_region IS 'the region until then';
COMMENT ON COLUMN region_change_kind.to_region IS 'the region from then on';
COMMENT ON COLUMN region_change_kind.level IS 'county or municipality, or of another tree';
COMMENT ON COLUMN region_change_kind.from_code IS 'code of from_region';
COMMENT ON COLUMN region_change_kind.to_code IS 'code of to_region';
COMMENT ON COLUMN region_change_kind.kind IS 'renumbering, merger, split, or split and merger';

/*
 * Every key that finds a region: its code, and [code] name [county] [kommune],
 * where name is any one of its names, or two or three of as many languages together.  In a tree
 * with plain spelling all designations of a level are found, before and behind the name, and
 * the code behind it; Norwegian spelling has made one of these already.
 */
CREATE VIEW region_lookup AS
WITH tongue AS NOT MATERIALIZED (
	SELECT region, language, name_key, validity FROM region_name WHERE kind <> 'listed'
), spelling AS NOT MATERIALIZED (
	SELECT region, name_key, name_key AS key, validity
	FROM region_name
	WHERE kind <> 'listed'
	UNION ALL
	SELECT region, a.name_key, a.name_key || glue || b.name_key, a.validity * b.validity
	FROM tongue AS a
	JOIN tongue AS b USING (region)
	CROSS JOIN (VALUES ('-'), (' ')) AS v(glue)
	WHERE a.language <> b.language
	UNION ALL
	SELECT region, a.name_key, a.name_key || glue || b.name_key || glue || c.name_key,
		   a.validity * b.validity * c.validity
	FROM tongue AS a
	JOIN tongue AS b USING (region)
	JOIN tongue AS c USING (region)
	CROSS JOIN (VALUES ('-'), (' ')) AS v(glue)
	WHERE a.language <> b.language AND a.language <> c.language AND b.language <> c.language
), qualifier AS NOT MATERIALIZED (
	SELECT id AS region, '' AS key, daterange '(,)' AS validity FROM region
	UNION ALL
	SELECT r.id, ' ' || n.name_key, n.validity
	FROM region AS r
	JOIN region AS p ON p.id = r.parent
	JOIN region_name AS n ON n.region = p.id
	WHERE p.parent IS NOT NULL AND n.kind <> 'listed'
), beside AS NOT MATERIALIZED (
	-- of each level once (OFFSET 0); in a join for itself each were taken for one that leaves few rows
	SELECT l.level, t.spelling = 'plain' AS plain, ARRAY(SELECT d || ' ' FROM unnest(l.designations) AS d WHERE t.spelling = 'plain') AS before,
		   ARRAY[''] || ARRAY(SELECT ' ' || d FROM unnest(CASE t.spelling WHEN 'plain' THEN l.designations ELSE l.designations[:1] END) AS d) AS behind
	FROM region_level AS l
	JOIN region_tree AS t ON t.tree = l.tree
	OFFSET 0
)
SELECT code_key AS key, id AS region_id, level, code, parent AS parent_id, validity, code_key AS name_key, tree
FROM region
UNION ALL
SELECT b.key || s.key || q.key || e.key, r.id, r.level, r.code, r.parent, r.validity * s.validity * q.validity, s.name_key, r.tree
FROM spelling AS s
JOIN region AS r ON r.id = s.region
JOIN qualifier AS q ON q.region = r.id
JOIN beside AS w ON w.level = r.level
CROSS JOIN LATERAL unnest(ARRAY['', r.code_key || ' '] || w.before) AS b(key)
CROSS JOIN LATERAL unnest(w.behind || CASE WHEN w.plain THEN ARRAY[' ' || r.code_key] END) AS e(key)
WHERE NOT isempty(r.validity * s.validity * q.validity);

COMMENT ON VIEW region_lookup IS
	'every key that finds a region, for joins: tree, key = region_name_key(name, NULL, spelling) and validity @> date, and level or parent_id where known; '
	'no row is an unknown name, several regions an ambiguous one';
COMMENT ON COLUMN region_lookup.key IS 'to be compared with region_name_key()';
COMMENT ON COLUMN region_lookup.region_id IS 'the region found';
COMMENT ON COLUMN region_lookup.level IS 'its level: country, county or municipality, or of another tree';
COMMENT ON COLUMN region_lookup.code IS 'its code';
COMMENT ON COLUMN region_lookup.parent_id IS 'the region it is part of';
COMMENT ON COLUMN region_lookup.validity IS 'dates on which the key finds the region';
COMMENT ON COLUMN region_lookup.name_key IS 'the part of the key that is indexed in region_name';
COMMENT ON COLUMN region_lookup.tree IS 'its tree';

/*
 * Whether a region or name is in force on a date.  For joins: dates compare many times faster
 * than a range contains, and the planner takes what is so written for nearly always true, as
 * it is of a name.  Inlined.
 */
CREATE FUNCTION busetting_internal.in_force(on_date date, since date, until date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
AS $$
	SELECT CASE WHEN on_date OPERATOR(pg_catalog.>=) since AND on_date OPERATOR(pg_catalog.<) until THEN true END IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.in_force(date, date, date) IS 'is a date on or after one, and before another?';

CREATE VIEW region_official AS
SELECT r.id AS region, r.level, r.code, r.parent, n.name,
	   r.since, r.until, n.since AS named_since, n.until AS named_until, r.tree
FROM region AS r
JOIN region_name AS n ON n.region = r.id AND n.shown;

COMMENT ON VIEW region_official IS
	'regions with the names that are shown, of Norway the official Norwegian ones, one row a name: busetting_internal.in_force(date, named_since, named_until)';
COMMENT ON COLUMN region_official.region IS 'key of the region';
COMMENT ON COLUMN region_official.level IS 'country, county or municipality, or of another tree';
COMMENT ON COLUMN region_official.code IS 'official code';
COMMENT ON COLUMN region_official.parent IS 'the region it is part of';
COMMENT ON COLUMN region_official.name IS 'official name in the first language of its tree';
COMMENT ON COLUMN region_official.since IS 'first day of the region';
COMMENT ON COLUMN region_official.until IS 'first day after its last';
COMMENT ON COLUMN region_official.named_since IS 'first day of the name';
COMMENT ON COLUMN region_official.named_until IS 'first day after its last';
COMMENT ON COLUMN region_official.tree IS 'its tree';

/* Counted once for all dates: a query over years of publications asks for each of them. */
CREATE VIEW region_part_count AS
SELECT parent AS region, since, lead(since, 1, 'infinity') OVER w AS until, (sum(change) OVER w)::bigint AS parts
FROM (SELECT r.parent, c.since, sum(c.change) AS change
	  FROM region AS r
	  CROSS JOIN LATERAL (VALUES (r.since, 1), (r.until, -1)) AS c(since, change)
	  WHERE r.parent IS NOT NULL
	  GROUP BY r.parent, c.since) AS c
WINDOW w AS (PARTITION BY parent ORDER BY since);

COMMENT ON VIEW region_part_count IS
	'number of regions in force that are part of each, from one change to the next: busetting_internal.in_force(date, since, until)';
COMMENT ON COLUMN region_part_count.region IS 'the region that they are part of';
COMMENT ON COLUMN region_part_count.since IS 'first day of the number';
COMMENT ON COLUMN region_part_count.until IS 'first day after its last';
COMMENT ON COLUMN region_part_count.parts IS 'number of parts: municipalities of a county, counties of the country, or of another tree';

-- functions

CREATE FUNCTION region_list(on_date date DEFAULT CURRENT_DATE, tree text DEFAULT 'norway')
RETURNS TABLE (region_id integer, level text, code text, name text, listed_name text, parent_id integer)
LANGUAGE sql STABLE PARALLEL SAFE COST 100 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT r.id, r.level, r.code, o.name, coalesce(l.name, o.name), r.parent
	FROM region AS r
	JOIN region_name AS o ON o.region = r.id AND o.shown AND o.validity @> on_date
	LEFT JOIN region_name AS l ON l.region = r.id AND l.kind = 'listed' AND l.validity @> on_date
	WHERE r.validity @> on_date AND r.tree = region_list.tree
	ORDER BY r.code COLLATE "C"
$$;

COMMENT ON FUNCTION region_list(date, text) IS
	'regions of a tree in force on a date, with the official name in its first language and the one in national lists';

/* The level that a region given beside a name is of: of levels between the first and the last, the next above, else the lowest. */
CREATE FUNCTION busetting_internal.region_level_beside(tree text, level text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT m.level
	FROM (SELECT l.level, l.position, min(l.position) OVER () AS first, max(l.position) OVER () AS last FROM region_level AS l WHERE l.tree = region_level_beside.tree) AS m
	LEFT JOIN region_level AS w ON w.level = region_level_beside.level AND w.tree = region_level_beside.tree
	WHERE m.position > m.first AND m.position < m.last
	ORDER BY m.position < coalesce(w.position, m.last) DESC, m.position DESC
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.region_level_beside(text, text) IS 'level of the region that tells namesakes of a level apart, as county of municipality; NULL in a tree of two levels';

CREATE FUNCTION busetting_internal.region_tree_spelling(tree text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	spelling text := (SELECT t.spelling FROM region_tree AS t WHERE t.tree = region_tree_spelling.tree);
BEGIN
	IF spelling IS NULL THEN
		RAISE undefined_object USING
			MESSAGE = format('there is no region tree %s', coalesce(quote_ident(tree), 'NULL')),
			DETAIL = (SELECT format('Trees are %s.', string_agg(t.tree, ', ' ORDER BY t.tree)) FROM region_tree AS t),
			HINT = 'Add a row to busetting.region_tree.';
	END IF;
	RETURN spelling;
END
$$;

COMMENT ON FUNCTION busetting_internal.region_tree_spelling(text) IS 'how names of a tree are compared; error if there is no such tree';

CREATE FUNCTION region_successor(region integer, on_date date) RETURNS SETOF integer
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH RECURSIVE successor(id, since) AS (
		SELECT region_successor.region, date '-infinity'
		UNION
		SELECT c.to_region, c.on_date
		FROM successor AS s
		JOIN region_change AS c ON c.from_region = s.id AND c.on_date > s.since
		WHERE c.on_date <= region_successor.on_date
	)
	SELECT DISTINCT r.id
	FROM successor
	JOIN region AS r USING (id)
	WHERE r.validity @> region_successor.on_date
$$;

COMMENT ON FUNCTION region_successor(integer, date) IS
	'regions in force on a later date that hold all or a part of a region';

/* "Kristiansand (f.o.m. 2020)", "Moss (t.o.m. 2019)", "Halden (2020-2023)": services write so whose tables go over reforms. */
CREATE FUNCTION busetting_internal.region_name_years(name text, OUT bare text, OUT since integer, OUT until integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(y[1], name), (coalesce(y[2], y[4]))::integer, (coalesce(y[3], y[5]))::integer
	FROM (SELECT regexp_match(name,
			'^(.*[^[:space:](])[[:space:]]*\([[:space:]]*'
			'(?=[^)]*[0-9])(?:(?:f[.]?o[.]?m[.]?|fr[aå] og med|fr[aå]|from)[[:space:]]*([0-9]{4}))?[[:space:]]*,?[[:space:]]*'
			'(?:(?:t[.]?o[.]?m[.]?|til og med|until)[[:space:]]*([0-9]{4}))?'
			'(?:([0-9]{4})?[[:space:]]*[-–][[:space:]]*([0-9]{4})?)?[[:space:]]*\)[[:space:]]*$', 'i') AS y) AS m
$$;

COMMENT ON FUNCTION busetting_internal.region_name_years(text) IS 'a region''s name without the years behind it, "(f.o.m. 2020)" or "(2020-2023)", and the first and the last of these, NULL where it has none';

CREATE FUNCTION region_id(name text, level text DEFAULT NULL, on_date date DEFAULT CURRENT_DATE, county text DEFAULT NULL, tree text DEFAULT 'norway')
RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
SET plan_cache_mode = force_generic_plan -- planning takes longer than the search
AS $$
DECLARE
	spelling constant text := busetting_internal.region_tree_spelling(tree);
	beside constant text := busetting_internal.region_level_beside(tree, level);
	years record;
	wanted text;
	parts text[];
	county_id integer;
	found integer[];
	meanings text;
	similar_names text;
BEGIN
	IF level IS NOT NULL AND NOT EXISTS (SELECT FROM region_level AS l WHERE l.level = region_id.level AND l.tree = region_id.tree) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown level "%s"', level),
			DETAIL = (SELECT format('Levels are %s.', regexp_replace(string_agg(l.level, ', ' ORDER BY l.position), ', ([^,]*)$', ' and \1')) FROM region_level AS l WHERE l.tree = region_id.tree);
	ELSIF name IS NULL THEN
		RETURN NULL;
	ELSIF on_date IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('no date is given on which to find "%s"', name),
			HINT = 'Give the date of the publication: codes and names change.';
	ELSIF county IS NOT NULL AND beside IS NULL THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('"%s" cannot tell regions apart', county),
			DETAIL = format('Tree %s has no level between its first and its last.', tree),
			HINT = 'Leave the argument county out.';
	ELSIF county IS NOT NULL THEN
		county_id := region_id(county, beside, on_date, NULL, tree);
	END IF;
	years := busetting_internal.region_name_years(name);
	IF date_part('year', on_date) < years.since OR date_part('year', on_date) > years.until THEN
		RAISE no_data_found USING
			MESSAGE = format('%s "%s" is unknown on %s%s', coalesce(level, 'region'), name, on_date, format(' in %s "', beside) || county || '"'),
			DETAIL = concat('It is one', ' from ' || years.since, ' until ' || years.until, '.'),
			HINT = 'Give the date of the publication.';
	END IF;
	wanted := region_name_key(years.bare, level, spelling);

	-- the condition on name_key follows from that on key, and is cheap
	SELECT array_agg(DISTINCT l.region_id) INTO found
	FROM region_lookup AS l
	WHERE l.key = wanted AND strpos(wanted, l.name_key) > 0 AND l.tree = region_id.tree
		AND l.validity @> region_id.on_date
		AND (region_id.level IS NULL OR l.level = region_id.level)
		AND (county_id IS NULL OR l.parent_id = county_id);
	IF cardinality(found) = 1 THEN
		RETURN found[1];
	END IF;

	-- what an ambiguous name means; what an unknown one means on another date, level or in another county
	SELECT string_agg(DISTINCT concat(r.level, ' ', r.code, ' ', n.name, ' in ' || p.name,
									  ' from ' || lower(l.validity), ' before ' || upper(l.validity)), ', ')
	INTO meanings
	FROM region_lookup AS l
	JOIN region AS r ON r.id = l.region_id
	JOIN region_name AS n ON n.region = r.id AND n.shown
	LEFT JOIN region AS u ON u.id = r.parent AND u.parent IS NOT NULL
	LEFT JOIN region_name AS p ON p.region = u.id AND p.shown
	WHERE l.key = wanted AND strpos(wanted, l.name_key) > 0 AND l.tree = region_id.tree
		AND (found IS NULL OR l.region_id = ANY (found) AND l.validity @> region_id.on_date);
	IF found IS NOT NULL THEN
		RAISE too_many_rows USING
			MESSAGE = format('region "%s" is ambiguous on %s', name, on_date),
			DETAIL = format('It can be %s.', meanings),
			HINT = 'Give its level, its county or its code.';
	END IF;

	-- the names that have most pairs of letters in common with it, or with one of its parts
	parts := wanted || CASE WHEN strpos(wanted, '-') > 0 THEN string_to_array(wanted, '-') END;
	SELECT string_agg(concat(s.name, ' (', s.code, ')'), ', ' ORDER BY s.likeness DESC, s.code)
	INTO similar_names
	FROM (SELECT n.name, r.code, k.likeness
		  FROM region_name AS n
		  JOIN region AS r ON r.id = n.region
		  CROSS JOIN LATERAL (SELECT max(busetting_internal.likeness(n.name_key, w.part)) AS likeness FROM unnest(parts) AS w(part)) AS k
		  WHERE n.kind <> 'listed' AND n.validity @> region_id.on_date AND r.validity @> region_id.on_date AND r.tree = region_id.tree
			AND (region_id.level IS NULL OR r.level = region_id.level)
			AND (county_id IS NULL OR r.parent = county_id)
			AND k.likeness > 0.5
			-- "Sør Varanger", beside "Sør-Varanger"
			AND NOT EXISTS (SELECT FROM region_name AS o WHERE o.region = n.region AND strpos(o.name, '-') > 0 AND replace(o.name, '-', ' ') = n.name)
		  ORDER BY k.likeness DESC, r.code
		  LIMIT 3) AS s;
	RAISE no_data_found USING
		MESSAGE = format('%s "%s" is unknown on %s%s',
						 coalesce(level, 'region'), name, on_date, format(' in %s "', beside) || county || '"'),
		DETAIL = coalesce('It is ' || meanings || '.', 'Similar names are ' || similar_names || '.', 'No name is similar.'),
		HINT = CASE WHEN meanings IS NULL
					THEN 'If publishers write a region so, add the name to region_name.'
					ELSE 'Give the date of the publication, and the level and county meant.' END;
END
$$;

COMMENT ON FUNCTION region_id(text, text, date, text, text) IS
	'region of a name or code as publishers write it; no_data_found if unknown, too_many_rows if ambiguous';

CREATE FUNCTION region_code(name text, level text DEFAULT NULL, on_date date DEFAULT CURRENT_DATE, county text DEFAULT NULL, tree text DEFAULT 'norway')
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT r.code
	FROM region_id(name, level, on_date, county, tree) AS found(id)
	JOIN region AS r USING (id)
$$;

COMMENT ON FUNCTION region_code(text, text, date, text, text) IS
	'official code of a name or code as publishers write it; errors as region_id';
