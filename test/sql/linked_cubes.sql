-- Linked tables: an array of cubes that share cells, protected and audited as one system.
SET search_path = busetting, public;
\set VERBOSITY default

CREATE TEMPORARY TABLE patient (clinic text, ward text, sex text, n int);
INSERT INTO patient VALUES ('East', 'p', 'm', 1), ('East', 'q', 'f', 2), ('North', 'p', 'm', 12), ('North', 'p', 'f', 8),
	('South', 'p', 'm', 6), ('South', 'q', 'f', 5);
-- all clinics; and those that say more, by sex: no total of theirs is of all clinics
\set clinics 'SELECT clinic, sum(n) AS n FROM patient GROUP BY ROLLUP (clinic)'
\set sexes 'SELECT sum(n) AS n, sex, clinic FROM patient WHERE clinic <> \'East\' GROUP BY clinic, ROLLUP (sex) ; -- without East'

-- apart, the second table tells the number that the first hides: 34 - 20 - 11 = 3
SELECT * FROM protect_cube(:'clinics') ORDER BY cell;
SELECT * FROM protect_cube(:'sexes') ORDER BY cell;
-- together they do not: 14 are of East and South, and 6 of these men of South, so that East is 1..7
CREATE TEMPORARY TABLE published AS
SELECT cell ->> 'clinic' AS clinic, cell ->> 'sex' AS sex, published, status, feasible FROM protect_cube(ARRAY[:'clinics', :'sexes']);
SELECT * FROM published ORDER BY clinic, sex;
SELECT * FROM protection_summary();
-- the same as cells and sums
SELECT * FROM protect($$SELECT DISTINCT ON (1) concat(clinic, sex), n FROM (SELECT clinic, NULL AS sex, sum(n) FROM patient GROUP BY ROLLUP (clinic)
		UNION ALL SELECT clinic, sex, sum(n) FROM patient WHERE clinic <> 'East' GROUP BY clinic, ROLLUP (sex)) AS t (clinic, sex, n)$$,
	$$VALUES ('clinics', '', 'East'), ('clinics', '', 'North'), ('clinics', '', 'South'),
		('North', 'North', 'Northm'), ('North', 'North', 'Northf'), ('South', 'South', 'Southm'), ('South', 'South', 'Southf')$$) WHERE status <> 'free' ORDER BY cell;
-- what readers of both tables can find out, and those of the first alone
SELECT cell, published, feasible, disclosed
FROM audit_cube(ARRAY['SELECT clinic, published FROM published WHERE sex IS NULL', 'SELECT clinic, sex, published FROM published WHERE clinic <> ''East''']) ORDER BY cell;
SELECT cell, published, feasible, disclosed FROM audit_cube('SELECT clinic, published FROM published WHERE sex IS NULL') ORDER BY cell;
-- hierarchies are of all cubes together; one cube is linked to nothing
SELECT cell, feasible FROM protect_cube(ARRAY[:'clinics'], threshold => 4) WHERE status <> 'free' ORDER BY cell;
SELECT cell, feasible FROM protect_cube(ARRAY['SELECT clinic, ward, sum(n) AS n FROM (SELECT clinic, clinic || ward AS ward, n FROM patient) AS p GROUP BY ROLLUP (clinic, ward)', :'sexes'],
	'{clinic > ward}') WHERE status <> 'free' ORDER BY cell;
-- columns that say something of cells; a type of one column that others do not have
SELECT cell, status, conf_status FROM protect_cube(ARRAY['SELECT clinic, sum(n) AS n, sum(n) < 4 AS sensitive FROM patient GROUP BY ROLLUP (clinic)',
	'SELECT clinic, sex::varchar(1), sum(n) AS n, false AS sensitive FROM patient WHERE clinic <> ''East'' GROUP BY clinic, ROLLUP (sex)'], threshold => NULL)
WHERE status <> 'free' ORDER BY cell;

-- refused
SELECT protect_cube(ARRAY[:'clinics', 'SELECT clinic, sum(n + 1) AS n FROM patient WHERE clinic <> ''East'' GROUP BY clinic']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT sum(n + 1) AS n FROM patient']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT clinic, sum(n) AS m FROM patient GROUP BY clinic']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT clinic, sum(n) AS m FROM patient GROUP BY clinic'], value => 'n');
SELECT protect_cube(ARRAY[:'clinics', 'SELECT clinic, sum(n) AS n, true AS sensitive FROM patient GROUP BY clinic']);
SELECT protect_cube(ARRAY['SELECT clinic, sum(n) AS n, true AS sensitive FROM patient GROUP BY ROLLUP (clinic)', 'SELECT clinic, sum(n) AS n, false AS sensitive FROM patient GROUP BY clinic']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT * FROM (VALUES (''East'', 3), (''East'', 3)) AS t (clinic, n)']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT clinic, 10 AS n FROM patient']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT 1 AS clinic, 3 AS n']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT sex, sex, 3 AS n FROM patient']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT clinic, n FROM nowhere']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT NULL, 1 AS n) UNION ALL (SELECT NULL, 2']);
SELECT protect_cube(ARRAY[:'clinics', 'SELECT 1; SELECT 2']);
SELECT protect_cube(ARRAY[:'clinics', 'INSERT INTO patient VALUES (1) RETURNING n']);
SELECT protect_cube(ARRAY[:'clinics', '']);
SELECT protect_cube(ARRAY[:'clinics', NULL]);
SELECT audit_cube(ARRAY[]::text[]);
SELECT audit_cube(NULL::text[]);
-- a string alone is still one query
SELECT count(*) FROM audit_cube('SELECT clinic, published FROM published WHERE sex IS NULL', '{}');
