-- the catalogs: what every object of the extension has.  Each query lists what falls short.
\set ECHO none
\i test/include/plan.sql
\set ECHO all

CREATE TEMP VIEW member AS SELECT classid, objid, pg_describe_object(classid, objid, 0) AS object
	FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting');
CREATE TEMP VIEW function AS SELECT pg_proc.*, oid::regprocedure AS signature FROM pg_proc WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass);
CREATE TEMP VIEW operator AS SELECT pg_operator.*, oid::regoperator AS signature FROM pg_operator WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_operator'::regclass);

-- there is enough to look at
SELECT (SELECT count(*) FROM function) > 150 AS functions, (SELECT count(*) FROM operator) AS operators,
	count(*) FILTER (WHERE classid = 'pg_opclass'::regclass) AS operator_classes, count(*) FILTER (WHERE classid = 'pg_cast'::regclass) > 20 AS casts FROM member;

-- operator classes: valid, and their families hold nothing but the extension's types; none of the extension's operators or functions is in a family of others
SELECT amname, opcname, opcintype::regtype, opcdefault, amvalidate(pg_opclass.oid) FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod
WHERE pg_opclass.oid IN (SELECT objid FROM member WHERE classid = 'pg_opclass'::regclass) ORDER BY amname, opcname;
SELECT object FROM member WHERE classid = 'pg_opfamily'::regclass AND objid NOT IN (SELECT opcfamily FROM pg_opclass);
SELECT signature::text AS object FROM pg_amop JOIN operator ON operator.oid = amopopr WHERE amopfamily NOT IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass)
UNION ALL SELECT signature::text FROM pg_amproc JOIN function ON function.oid = amproc WHERE amprocfamily NOT IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass);

-- everything is commented, but implicit array and row types, indexes and sequences
SELECT object FROM member LEFT JOIN pg_description ON pg_description.classoid = member.classid AND pg_description.objoid = objid AND objsubid = 0
WHERE description IS NULL AND classid NOT IN ('pg_rewrite'::regclass)
	AND NOT (classid = 'pg_type'::regclass AND objid IN (SELECT oid FROM pg_type WHERE typelem <> 0 OR typrelid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)))
	AND NOT (classid = 'pg_class'::regclass AND objid IN (SELECT oid FROM pg_class WHERE relkind IN ('S', 'i', 't')))
ORDER BY object;
SELECT signature, description FROM function, obj_description(oid, 'pg_proc') AS description WHERE description ~ '^[A-Z]|\.$' AND description !~ '^(I/O|GiST|BRIN) *[a-z]*( [a-z]+)?$' ORDER BY signature::text;

-- functions: parallel safe unless they write or run a query of the caller; none depends on search_path: those to be inlined, and those that run a caller's query under its own, qualify every name; those of types and operators are immutable
SELECT signature, provolatile, proparallel FROM function WHERE proparallel <> 's' ORDER BY signature::text;
SELECT signature, lanname FROM function JOIN pg_language ON pg_language.oid = prolang
WHERE lanname IN ('sql', 'plpgsql') AND NOT coalesce(proconfig::text, '') ~ 'search_path=pg_catalog, busetting, pg_temp' ORDER BY signature::text;
SELECT signature, provolatile, proisstrict FROM function WHERE (provolatile <> 'i' OR NOT proisstrict) AND (oid IN (SELECT oprcode FROM operator)
	OR oid IN (SELECT amproc FROM pg_amproc WHERE amprocfamily IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass))
	OR oid IN (SELECT castfunc FROM pg_cast) OR oid IN (SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend, typmodin, typmodout]) FROM pg_type));
SELECT signature FROM function WHERE prosecdef ORDER BY signature::text;

-- types: text and binary forms, statistics of their own
SELECT object FROM member JOIN pg_type ON pg_type.oid = objid AND classid = 'pg_type'::regclass
WHERE typtype = 'b' AND typelem = 0 AND (typreceive = 0 OR typsend = 0) ORDER BY object;
SELECT typname, typlen, typalign, typbyval, typcategory, typmodin <> 0 AS modifier, typanalyze FROM pg_type WHERE typname IN ('suppressed_int', 'suppressed_bigint') ORDER BY typname DESC;

-- operators: commutators and negators are each other's, say the same of the function, and boolean ones have both estimators
SELECT signature, oprcom::regoperator FROM operator AS o WHERE oprcom <> 0 AND NOT EXISTS (SELECT FROM operator AS c WHERE c.oid = o.oprcom AND c.oprcom = o.oid AND c.oprleft = o.oprright AND c.oprright = o.oprleft)
UNION ALL SELECT signature, oprnegate::regoperator FROM operator AS o WHERE oprnegate <> 0 AND NOT EXISTS (SELECT FROM operator AS n WHERE n.oid = o.oprnegate AND n.oprnegate = o.oid AND n.oprleft = o.oprleft);
SELECT signature FROM operator WHERE oprresult = 'boolean'::regtype AND (oprrest = 0 OR oprjoin = 0);
SELECT signature FROM operator WHERE oprresult = 'boolean'::regtype AND oprleft = oprright AND oprcom = 0;
SELECT signature, oprrest, oprjoin, proleakproof AS leakproof, oprcanhash, oprcanmerge, coalesce((SELECT n.oprname FROM pg_operator AS n WHERE n.oid = o.oprnegate), '') AS negator, (SELECT c.oprname FROM pg_operator AS c WHERE c.oid = o.oprcom) AS commutator
FROM operator AS o JOIN pg_proc ON pg_proc.oid = oprcode WHERE oprresult = 'boolean'::regtype AND oprleft = 'suppressed_int'::regtype ORDER BY signature::text COLLATE "C";
-- both types have the same operators
SELECT a.oprname, a.oprkind FROM operator AS a WHERE a.oprright = 'suppressed_int'::regtype AND a.oprleft IN (0, a.oprright)
EXCEPT SELECT b.oprname, b.oprkind FROM operator AS b WHERE b.oprright = 'suppressed_bigint'::regtype AND b.oprleft IN (0, b.oprright);
-- hashing needs a hash family, merging a btree family
SELECT signature FROM operator WHERE oprcanhash <> EXISTS (SELECT FROM pg_amop JOIN pg_am ON pg_am.oid = amopmethod WHERE amopopr = operator.oid AND amname = 'hash')
	OR oprcanmerge <> EXISTS (SELECT FROM pg_amop JOIN pg_am ON pg_am.oid = amopmethod WHERE amopopr = operator.oid AND amname = 'btree' AND amopstrategy = 3);

-- leakproof is only what cannot fail: comparing and hashing
SELECT DISTINCT regexp_replace(proname, '^suppressed_(int|bigint)_', '') AS leakproof FROM function WHERE proleakproof ORDER BY 1;

-- aggregates: partial results go by a type that can be sent, or an internal state that can be written as bytes and read back
SELECT aggfnoid::regprocedure, aggtranstype::regtype, aggcombinefn FROM pg_aggregate WHERE aggfnoid IN (SELECT oid FROM function) AND (aggcombinefn = 0 OR (aggtranstype = 'internal'::regtype AND (aggserialfn = 0 OR aggdeserialfn = 0)));
