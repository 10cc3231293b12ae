-- How far pg_dump walks from a view: at a user's view on it, it goes through all that the extension has made, and lists what it
-- comes to as often as there are ways to it.
\set ECHO none
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
\set ECHO all
-- a row of pg_depend is a step; what a type is made of, what a rule belongs to, and on 13 generated columns lead back, and are no steps
CREATE TEMP TABLE step AS
SELECT CASE d.classid WHEN 'pg_rewrite'::regclass THEN 'pg_class'::regclass ELSE d.classid END AS classid, coalesce(r.ev_class, d.objid) AS objid, d.refclassid, d.refobjid
FROM pg_depend AS d
LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE d.deptype NOT IN ('e', 'p') AND (r.oid IS NULL OR r.ev_class <> d.refobjid)
	AND NOT (d.classid = 'pg_type'::regclass AND d.refclassid IN ('pg_proc'::regclass, 'pg_class'::regclass))
	AND NOT (d.classid = 'pg_class'::regclass AND (d.deptype = 'i' OR d.objid = d.refobjid));
CREATE INDEX ON step (classid, objid);
CREATE TEMP TABLE way (classid oid, objid oid, ways numeric, PRIMARY KEY (classid, objid));
-- from what leads no further to what leads to it
INSERT INTO way SELECT DISTINCT refclassid, refobjid, 1 FROM step AS s WHERE NOT EXISTS (SELECT FROM step AS further WHERE further.classid = s.refclassid AND further.objid = s.refobjid);
DO $$
BEGIN
	LOOP
		INSERT INTO way
		SELECT s.classid, s.objid, 1 + sum(w.ways) FROM step AS s LEFT JOIN way AS w ON w.classid = s.refclassid AND w.objid = s.refobjid
		WHERE NOT EXISTS (SELECT FROM way AS known WHERE known.classid = s.classid AND known.objid = s.objid)
		GROUP BY s.classid, s.objid HAVING count(*) = count(w.ways);
		EXIT WHEN NOT FOUND;
	END LOOP;
END
$$;
SELECT count(*) > 40 AS views FROM pg_depend AS d JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
WHERE d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting') AND c.relkind = 'v';
-- those with more than a thousand, or in a circle
SELECT c.oid::regclass AS view, w.ways
FROM pg_depend AS d JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
LEFT JOIN way AS w ON w.classid = 'pg_class'::regclass AND w.objid = c.oid
WHERE d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting') AND c.relkind = 'v' AND (w.ways > 1000 OR w.ways IS NULL)
ORDER BY w.ways DESC;
