-- Amounts with decimals: all is calculated in units of the last decimal, and given back in the amount's own.
\set ECHO none
\i test/include/types.sql
\set ECHO all
CREATE TEMPORARY TABLE amount (cell text, n numeric);
INSERT INTO amount VALUES ('T', 100.00), ('a', 0.05), ('b', 20.55), ('c', 39.40), ('d', 40);
\set sums '$$SELECT ''s'', ''T'', cell FROM amount WHERE cell <> ''T''$$'

-- b is cheaper to hide than c and d; of a + b = 20.60 neither is zero, so that each is 0.01 to 20.59
CREATE TEMPORARY TABLE published AS SELECT * FROM protect_amounts('TABLE amount', :sums, 2, 1);
TABLE published;
SELECT * FROM protection_summary();
-- what goes out is audited as it is
SELECT * FROM audit_amounts('SELECT cell, published FROM published', :sums, 2, 10);
-- the same in whole numbers
SELECT * FROM protect('SELECT cell, (100 * n)::bigint FROM amount', :sums, 100);
-- with more decimals more is possible: 0.001 to 20.599
SELECT cell, feasible FROM protect_amounts('TABLE amount', :sums, 3, 1) WHERE status <> 'free';
-- without decimals they are whole numbers of any size that fits
SELECT cell, published, feasible FROM protect_amounts('SELECT cell, (100 * n)::bigint FROM amount', :sums, 0, 100);
-- types of whole numbers
SELECT cell, published, feasible FROM protect_amounts($$SELECT cell, n::int, cell = 'a' AS sensitive FROM (VALUES ('T', 10), ('a', 1), ('b', 2), ('c', 7)) AS t (cell, n)$$,
	$$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c')$$, 1);

-- levels, costs and what readers know are amounts, too: a to be 2.5 more and less, which b can give
SELECT cell, status, feasible FROM protect_amounts($$SELECT *, CASE cell WHEN 'a' THEN 2.5 END AS sensitive FROM (VALUES ('T', 20.5), ('a', 2.6), ('b', 2.5), ('c', 2.4), ('d', 13.0)) AS t (cell, n)$$,
	$$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c'), ('s', 'T', 'd')$$, 1, zeros => 'ignored');
-- by 2.45 it is rounded up to a unit
SELECT cell, status FROM protect_amounts($$SELECT *, CASE cell WHEN 'a' THEN 2.45 END AS sensitive FROM (VALUES ('T', 20.5), ('a', 2.6), ('b', 2.5), ('c', 2.4), ('d', 13.0)) AS t (cell, n)$$,
	$$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c'), ('s', 'T', 'd')$$, 1, zeros => 'ignored') WHERE status <> 'free';
-- of a and c, which are -1.9 together, neither is below -1.5
SELECT cell, status, feasible FROM protect_amounts($$SELECT *, cell = 'a' AS sensitive, CASE cell WHEN 'c' THEN 0.1 END AS cost, -1.5 AS least, 30.5 AS most FROM (VALUES ('T', 0.6), ('a', -0.5), ('b', 2.5), ('c', -1.4)) AS t (cell, n)$$,
	$$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c')$$, 1);
SELECT lost, cost, bound FROM protection_summary();
-- a and b are 0.4 together, each 0.1 to 0.3: a width of 0.2, but not of 0.5
SELECT cell, status, feasible FROM protect_amounts($$VALUES ('T', 9.0), ('a', 0.1), ('b', 0.3), ('c', 8.6)$$, $$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c')$$, 1, 0.2, level => 'width', amount => 0.2);
SELECT cell, status, feasible FROM protect_amounts($$VALUES ('T', 9.0), ('a', 0.1), ('b', 0.3), ('c', 8.6)$$, $$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c')$$, 1, 0.2, level => 'width', amount => 0.5);
-- fewest cells cost 1 each
SELECT cell, status FROM protect_amounts('TABLE amount', :sums, 2, 1, cost => 'cells') WHERE status <> 'free';
SELECT cost, bound FROM protection_summary();

-- rounded figures hold to within a tolerance
SELECT cell, status, feasible FROM protect_amounts($$VALUES ('T', 9.9), ('a', 0.3), ('b', 3.1), ('c', 0.5), ('d', 6.0)$$,
	$$VALUES ('s', 'T', 'a', 0.1), ('s', 'T', 'b', 0.1), ('s', 'T', 'c', 0.1), ('s', 'T', 'd', 0.1)$$, 1, 0.4);
SELECT cell, published, feasible, width FROM audit_amounts($$VALUES ('T', '[9.9,9.9]'::numrange), ('a', '(0,)'), ('b', '[3.1,3.1]'), ('c', '(0.4,0.7)'), ('d', '[6,6]')$$,
	$$VALUES ('s', 'T', 'a', 0.1), ('s', 'T', 'b', 0.1), ('s', 'T', 'c', 0.1), ('s', 'T', 'd', 0.1)$$, 1);

-- the rule by contributor, and contributors as readers
CREATE TEMPORARY TABLE turnover (industry text, firm text, amount numeric(12, 2));
INSERT INTO turnover VALUES ('A', 'X', 3.00), ('A', 'Z', 0.10), ('B', 'X', 2.50), ('B', 'Y', 0.20),
	('C', 'K', 1), ('C', 'L', 0.90), ('C', 'M', 0.80), ('C', 'N', 0.80), ('C', 'O', 0.80);
SELECT * FROM protect_amounts($$SELECT coalesce(industry, 'Total'), sum(amount) FROM turnover GROUP BY ROLLUP (industry)$$,
	$$VALUES ('sum', 'Total', 'A'), ('sum', 'Total', 'B'), ('sum', 'Total', 'C')$$, 2, level => 'contributor', amount => 10, contributors => 'TABLE turnover') ORDER BY cell;
SELECT * FROM protect_amounts($$SELECT coalesce(industry, 'Total'), sum(amount), p_percent_level(amount, 10, firm) AS sensitive FROM turnover GROUP BY ROLLUP (industry)$$,
	$$VALUES ('sum', 'Total', 'A'), ('sum', 'Total', 'B'), ('sum', 'Total', 'C')$$, 2) ORDER BY cell;

-- cubes, and linked ones
SET client_min_messages = warning;
SELECT * FROM protect_cube_amounts('SELECT industry, firm, sum(amount) AS amount FROM turnover WHERE firm IN (''X'', ''Z'') GROUP BY CUBE (industry, firm)', 2, threshold => 0.2, zeros => 'hidden') ORDER BY cell::text;
SELECT * FROM protect_cube_amounts('SELECT industry, sum(amount) AS amount FROM turnover GROUP BY ROLLUP (industry)', 2, value => 'amount', level => 'contributor', amount => 10,
	contributors => 'TABLE turnover') ORDER BY cell::text;
SELECT cell, status, published FROM protect_cube_amounts(ARRAY['SELECT industry, sum(amount) AS amount FROM turnover GROUP BY ROLLUP (industry)',
	'SELECT industry, firm, sum(amount) AS amount FROM turnover WHERE industry = ''C'' GROUP BY industry, ROLLUP (firm)'], 2, threshold => 0.85) ORDER BY cell::text;
-- what goes out of a cube is audited as it is: it has the intervals that protection said
CREATE TEMPORARY TABLE out AS SELECT * FROM protect_cube_amounts('SELECT industry, firm, sum(amount) AS amount FROM turnover WHERE firm IN (''X'', ''Z'') GROUP BY CUBE (industry, firm)', 2, threshold => 0.2);
SELECT a.*, a.feasible = o.feasible AS same FROM audit_cube_amounts('SELECT cell->>''industry'' AS industry, cell->>''firm'' AS firm, published FROM pg_temp.out', 2, threshold => 0.2) AS a JOIN out AS o USING (cell) ORDER BY cell::text;
SELECT cell, published, feasible, disclosed FROM audit_cube_amounts(ARRAY['SELECT * FROM (VALUES (''A'', numrange(1.5, 1.5, ''[]'')), (''B'', ''(0,)''), (NULL, ''[4,4]'')) AS t (industry, amount)',
	'SELECT * FROM (VALUES (''B'', ''x'', ''[1,1]''::numrange), (''B'', ''y'', ''(0,)''), (''B'', NULL, ''(0,)'')) AS t (industry, firm, amount)'], 1) ORDER BY cell::text;
SELECT * FROM audit_cube_amounts('SELECT * FROM (VALUES (''A'', 1.5), (''B'', 2), (NULL, 3.5)) AS t (industry, amount)', 0);
RESET client_min_messages;

-- what is refused, without an amount in the message
\set VERBOSITY default
SELECT * FROM protect_amounts('TABLE amount', :sums, 1, 1);
SELECT * FROM protect('TABLE amount', :sums);
SELECT * FROM protect_amounts('TABLE amount', :sums, NULL);
SELECT * FROM protect_amounts('TABLE amount', :sums, 16);
SELECT * FROM protect_amounts('TABLE amount', :sums, -1);
SELECT * FROM protect_amounts('SELECT cell, n * 1e12 FROM amount', :sums, 2);
SELECT * FROM protect_amounts('SELECT cell, (n * 1e12)::bigint FROM amount', :sums, 2);
SELECT * FROM protect_amounts('SELECT cell, ''NaN''::numeric FROM amount', :sums, 2);
SELECT * FROM protect_amounts('SELECT cell, n::text FROM amount', :sums, 2);
SELECT * FROM protect_amounts('SELECT cell, numrange(n, NULL) FROM amount', :sums, 2);
SELECT * FROM protect_amounts('TABLE amount', :sums, 2, 0);
SELECT * FROM protect_amounts('TABLE amount', :sums, 2, singles => true);
SELECT * FROM protect_amounts('SELECT *, 1e14 AS sensitive FROM amount', :sums, 2);
SELECT * FROM protect_amounts($$VALUES ('T', 9.9), ('a', 0.3)$$, $$VALUES ('s', 'T', 'a', -0.1)$$, 1);
SELECT * FROM protect_amounts($$VALUES ('T', 9.9), ('a', 0.3), ('b', 0.5)$$, $$VALUES ('s', 'T', 'a', 0.1), ('s', 'T', 'b', 0.2)$$, 1);
SELECT * FROM audit_amounts($$VALUES ('T', 9.9), ('a', 0.3)$$, $$VALUES ('s', 'T', 'a')$$, 1);
SELECT * FROM audit_amounts($$VALUES ('T', 9.5), ('a', 0.5), ('b', 1.5), ('c', 2.5)$$, $$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c')$$, 2);
SELECT * FROM audit_amounts($$VALUES ('T', '(0.1,0.2)'::numrange), ('a', '[0.3,0.3]')$$, $$VALUES ('s', 'T', 'a')$$, 1);
SELECT * FROM audit_amounts($$VALUES ('T', 'empty'::numrange), ('a', '[0.3,0.3]')$$, $$VALUES ('s', 'T', 'a')$$, 1);
