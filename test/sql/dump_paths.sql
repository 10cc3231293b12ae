-- How far pg_dump walks from a view: at a user's view on it, it goes through all that the extension has made, and lists what it
-- comes to as often as there are ways to it.
\set ECHO none
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
-- a call takes more of it on 13
SET max_stack_depth = '7MB';
\set ECHO all
-- a row of pg_depend is a step; what a type is made of and what a rule belongs to lead back, and are no steps
CREATE TEMP TABLE step AS
SELECT CASE d.classid WHEN 'pg_rewrite'::regclass THEN 'pg_class'::regclass ELSE d.classid END AS classid, coalesce(r.ev_class, d.objid) AS objid, d.refclassid, d.refobjid
FROM pg_depend AS d
LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE d.deptype NOT IN ('e', 'p') AND (r.oid IS NULL OR r.ev_class <> d.refobjid)
	AND NOT (d.classid = 'pg_type'::regclass AND d.refclassid IN ('pg_proc'::regclass, 'pg_class'::regclass))
	AND NOT (d.classid = 'pg_class'::regclass AND d.deptype = 'i');
CREATE INDEX ON step (classid, objid);
CREATE TEMP TABLE way (classid oid, objid oid, ways numeric, PRIMARY KEY (classid, objid));
CREATE FUNCTION pg_temp.ways(class oid, object oid) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	result numeric := (SELECT w.ways FROM way AS w WHERE w.classid = class AND w.objid = object);
BEGIN
	IF result IS NULL THEN
		result := 1 + (SELECT coalesce(sum(pg_temp.ways(s.refclassid, s.refobjid)), 0) FROM step AS s WHERE s.classid = class AND s.objid = object);
		INSERT INTO way VALUES (class, object, result);
	END IF;
	RETURN result;
END
$$;
SELECT count(*) > 40 AS views FROM pg_depend AS d JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
WHERE d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting') AND c.relkind = 'v';
-- those with more than a thousand
SELECT c.oid::regclass AS view, w.ways
FROM pg_depend AS d JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
CROSS JOIN LATERAL pg_temp.ways('pg_class'::regclass, c.oid) AS w(ways)
WHERE d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting') AND c.relkind = 'v' AND w.ways > 1000
ORDER BY w.ways DESC;
