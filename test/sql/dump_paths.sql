-- How far pg_dump walks from a view: at a user's view on it, it goes through all that the extension has made, and lists what it
-- comes to as often as there are ways to it.
\set ECHO none
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
\set ECHO all
-- a row of pg_depend is a step; what a type is made of and what a rule belongs to lead back, and are no steps
CREATE TEMP TABLE step AS
SELECT CASE d.classid WHEN 'pg_rewrite'::regclass THEN 'pg_class'::regclass ELSE d.classid END AS classid, coalesce(r.ev_class, d.objid) AS objid, d.refclassid, d.refobjid
FROM pg_depend AS d
LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE d.deptype NOT IN ('e', 'p') AND (r.oid IS NULL OR r.ev_class <> d.refobjid)
	AND NOT (d.classid = 'pg_type'::regclass AND d.refclassid IN ('pg_proc'::regclass, 'pg_class'::regclass))
	AND NOT (d.classid = 'pg_class'::regclass AND d.deptype = 'i');
CREATE INDEX ON step (refclassid, refobjid);
CREATE TEMP TABLE way (classid oid, objid oid, ways numeric, PRIMARY KEY (classid, objid));
-- an object's ways are known when those of all that it leads to are
DO $$
BEGIN
	INSERT INTO way SELECT DISTINCT s.refclassid, s.refobjid, 1 FROM step AS s
	WHERE NOT EXISTS (SELECT FROM step AS t WHERE (t.classid, t.objid) = (s.refclassid, s.refobjid));
	WHILE FOUND LOOP
		INSERT INTO way
		SELECT s.classid, s.objid, 1 + sum(w.ways) FROM step AS s LEFT JOIN way AS w ON (w.classid, w.objid) = (s.refclassid, s.refobjid)
		WHERE NOT EXISTS (SELECT FROM way AS k WHERE (k.classid, k.objid) = (s.classid, s.objid))
		GROUP BY s.classid, s.objid HAVING count(*) = count(w.ways);
	END LOOP;
END
$$;
-- none is left over, as one in a circle would be
SELECT count(*) FROM step AS s WHERE NOT EXISTS (SELECT FROM way AS w WHERE (w.classid, w.objid) = (s.classid, s.objid));
SELECT count(*) > 40 AS views FROM pg_depend AS d JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
WHERE d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting') AND c.relkind = 'v';
-- those with more than a thousand
SELECT c.oid::regclass AS view, w.ways
FROM pg_depend AS d JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
JOIN way AS w ON w.classid = 'pg_class'::regclass AND w.objid = c.oid
WHERE d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting') AND c.relkind = 'v' AND w.ways > 1000
ORDER BY w.ways DESC;
