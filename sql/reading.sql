/*
 * reading.sql: publications are read when they come, and again when what they are read by
 * changes: their rule, an exception, a measure, a region, or the way of reading itself.
 */

CREATE FUNCTION busetting_internal.hidden_part(hidden suppressed_int, whole suppressed_int, remainder boolean) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.hidden_part(suppressed_int, suppressed_int, boolean) IS
	'bounds of a hidden part of a whole; with remainder it is hidden also where the rest is small';

/* With another version everything is read again, and until then no view shows figures: see publication_current. */
CREATE FUNCTION busetting_internal.reading_version() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
AS $$
	SELECT '2'::pg_catalog.text
$$;

COMMENT ON FUNCTION busetting_internal.reading_version() IS 'version of the way in which publications are read, and of the rows that come with the extension by which they are';

CREATE FUNCTION busetting_internal.refuse_reading(source text, date date) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	RAISE object_not_in_prerequisite_state USING
		MESSAGE = format('the publication of %s by %s is to be read again', date, quote_literal(source)),
		DETAIL = 'It was read by another version of the extension.',
		HINT = 'SELECT busetting.read_publications() reads all that are; so does every job.';
END
$$;

COMMENT ON FUNCTION busetting_internal.refuse_reading(text, date) IS 'error, as what a publication was read as does not hold';

CREATE FUNCTION busetting_internal.reading_basis(INOUT publication integer, OUT basis text) RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH measures AS MATERIALIZED (
		SELECT string_agg(concat_ws(',', m.id, m.part_of, m.breakdown), ';' ORDER BY m.id) AS text FROM measure AS m
	), rule AS MATERIALIZED (
		SELECT r.rule, r.tree, concat_ws(',', r.rule, r.tree, r.hidden, r.absent_is_hidden, r.tolerance, (
			SELECT string_agg(concat_ws(',', k.measure, k.hidden, k.remainder), ';' ORDER BY k.measure COLLATE "C") FROM rule_measure AS k WHERE k.rule = r.rule)) AS text
		FROM suppression_rule AS r
	), nameless AS MATERIALIZED (
		-- regions and dates without a name to show: triggers keep them out, but not those of a replica
		SELECT g.id, g.since, g.until
		FROM (SELECT r.id, greatest(r.since, lag(n.until, 1, '-infinity') OVER w) AS since, least(r.until, n.since) AS until
			  FROM region AS r JOIN region_name AS n ON n.region = r.id AND n.shown
			  WINDOW w AS (PARTITION BY r.id ORDER BY n.since)
			  UNION ALL
			  SELECT r.id, greatest(r.since, max(n.until)), r.until
			  FROM region AS r LEFT JOIN region_name AS n ON n.region = r.id AND n.shown
			  GROUP BY r.id) AS g
		WHERE g.since < g.until
	), dated AS MATERIALIZED (
		SELECT d.date, d.tree, (SELECT sum(hashint8extended(r.id, r.parent)) FROM region AS r WHERE r.tree = d.tree AND d.date >= r.since AND d.date < r.until) AS regions
		FROM (SELECT DISTINCT p.date, u.tree FROM publication AS p JOIN rule AS u ON u.rule = p.rule WHERE p.id = reading_basis.publication OR reading_basis.publication IS NULL) AS d
	)
	SELECT p.id, md5(concat_ws('|', busetting_internal.reading_version(), measures.text, rule.text, dated.regions, (
		SELECT string_agg(concat_ws(',', x.region, x.measure, x.hidden), ';' ORDER BY x.region, x.measure COLLATE "C", x.hidden)
		FROM suppression_exception AS x
		WHERE x.rule = p.rule AND x.validity @> p.date AND (x.source = p.source OR x.source IS NULL)), (
		SELECT string_agg(n.id::text, ',' ORDER BY n.id)
		FROM nameless AS n
		WHERE p.date >= n.since AND p.date < n.until
			AND (EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = n.id)
				 OR EXISTS (SELECT FROM busetting_internal.region_sum AS s WHERE s.publication = p.id AND s.region = n.id)))))
	FROM publication AS p
	CROSS JOIN measures
	JOIN rule ON rule.rule = p.rule
	JOIN dated ON dated.date = p.date AND dated.tree = rule.tree
	WHERE p.id = reading_basis.publication OR reading_basis.publication IS NULL
$$;

COMMENT ON FUNCTION busetting_internal.reading_basis(integer) IS 'hash of all that a publication, or of NULL each, is read by';

CREATE FUNCTION read_publications(publications integer[] DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE COST 100000
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION read_publications(integer[]) IS
	'read publications again, without an argument all that were read by something else than what holds now; how many that were';

CREATE FUNCTION busetting_internal.read_stale_publications() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;
CREATE FUNCTION busetting_internal.read_new_publications() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;
CREATE FUNCTION busetting_internal.store_settlement() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;

CREATE FUNCTION busetting_internal.store_published_cell() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION busetting_internal.store_published_cell() IS 'trigger: store a cell of the view published_cell';

CREATE FUNCTION busetting_internal.store_published_row() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION busetting_internal.store_published_row() IS 'trigger: store a row of the view published_row as cells';
COMMENT ON FUNCTION busetting_internal.read_stale_publications() IS 'trigger: read publications that were read by something else than what holds now';
COMMENT ON FUNCTION busetting_internal.read_new_publications() IS 'trigger: read publications of which rows were stored';
COMMENT ON FUNCTION busetting_internal.store_settlement() IS 'trigger: store a row of a view as cells';

CREATE TRIGGER read AFTER UPDATE OF rule, source, date ON publication
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON measure
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER UPDATE ON suppression_rule
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON rule_measure
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON suppression_exception
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON region
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();

-- a listed region that has no name to show, or is not in force, would not be in every view

CREATE FUNCTION busetting_internal.keep_listed_region() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp
	SET datestyle = ISO;

COMMENT ON FUNCTION busetting_internal.keep_listed_region() IS
	'trigger: error where a region that a publication lists, or a part of it, would have no name to show or not be in force';

-- at the end of the transaction: a name that ends comes before the one that follows it
CREATE CONSTRAINT TRIGGER keep_shown AFTER UPDATE OR DELETE ON region_name
	DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (OLD.shown) EXECUTE FUNCTION busetting_internal.keep_listed_region();
CREATE CONSTRAINT TRIGGER keep_listed AFTER UPDATE OF validity ON region
	DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (OLD.validity <> NEW.validity) EXECUTE FUNCTION busetting_internal.keep_listed_region();
