#!/usr/bin/perl
# Protects tables of more than 5,000 cells, where cycles are hidden: whatever the pattern, the small cells are
# primary, numbers are published as they are or hidden, the bound is one, and an audit of what is published finds
# no cell disclosed.
use strict;
use warnings;
use File::Basename qw(dirname);
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);
use Test::More;

new_database('protect_large');
my %database = (dbname => 'protect_large');
my $quiet = 'SET client_min_messages = warning; SET search_path = busetting, public;';

# a dense cube, of which the rows of the cover become long, and two in which a fifth of the cells are small, one of
# them so large that cycles are looked for at once
query(q{SET search_path = busetting, public;
CREATE TABLE dense_cube AS SELECT a::text, b::text, c::text, d::text, sum((7 * a + 11 * b + 5 * c + 3 * d + a * b * c * d) % 23)::bigint AS n
FROM generate_series(1, 9) AS a, generate_series(1, 9) AS b, generate_series(1, 9) AS c, generate_series(1, 9) AS d GROUP BY CUBE (a, b, c, d);
CREATE TABLE sparse_cube AS SELECT a::text, b::text, c::text, sum(CASE WHEN (a * b + c) % 5 = 0 THEN (a + b + c) % 7 ELSE 9 + (a * b * c) % 90 END)::bigint AS n
FROM generate_series(1, 17) AS a, generate_series(1, 17) AS b, generate_series(1, 17) AS c GROUP BY CUBE (a, b, c);
CREATE TABLE huge_cube AS SELECT a::text, b::text, c::text, sum(CASE WHEN (a * b + c) % 5 = 0 THEN (a + b + c) % 7 ELSE 9 + (a * b * c) % 90 END)::bigint AS n
FROM generate_series(1, 27) AS a, generate_series(1, 27) AS b, generate_series(1, 27) AS c GROUP BY CUBE (a, b, c);
CREATE FUNCTION hold(name text, options text, most bigint, audited boolean, OUT cells bigint, OUT primary_right boolean, OUT numbers_right boolean,
	OUT bound_right boolean, OUT hidden_right boolean, OUT disclosed bigint)
LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE IF EXISTS protected;
	EXECUTE format('CREATE TEMPORARY TABLE protected AS SELECT r.*, k.* FROM protect_cube(%L, ''{}'', intervals => false%s) AS r '
		'JOIN %I AS k ON r.cell = jsonb_strip_nulls(to_jsonb(k) - ''n'')', 'TABLE ' || name, options, name);
	SELECT count(*), bool_and((status = 'primary') = (n BETWEEN 1 AND 4)),
		bool_and(CASE WHEN status = 'free' THEN published = n ELSE published @> n END)
	FROM protected INTO cells, primary_right, numbers_right;
	SELECT s.cells = hold.cells AND cost = lost AND bound BETWEEN 0 AND cost AND secondary_cells > 0 AND lost <= most AND
		(secondary_cells, lost) = (SELECT count(*), sum(n)::bigint FROM protected WHERE status = 'secondary')
	FROM protection_summary() AS s INTO bound_right;
	IF NOT audited THEN
		RETURN;
	END IF;
	EXECUTE format('SELECT count(*) = (SELECT count(*) FROM protected WHERE status <> ''free''), count(*) FILTER (WHERE disclosed) FROM audit_cube(%L)',
		'SELECT ' || CASE name WHEN 'dense_cube' THEN 'a, b, c, d' ELSE 'a, b, c' END || ', published FROM protected') INTO hidden_right, disclosed;
END
$$;
}, %database);

# rows of the dense cube's cover are so many that their linear program would run out of memory; its audit takes long
# the numbers are the cells, and what may be lost at most
my @case = (
	['dense_cube', '', 10000, $ENV{PROTECT_ALL} ? 't|0' : '|', 1000000],
	['huge_cube', '', 21952, 't|0', 107],
	map { ['sparse_cube', $_, 5832, 't|0', 1000000] } '', ", zeros => 'ignored'", ', singles => true', ", zeros => 'ignored', singles => true",
		", level => 'percent', amount => 60, zeros => 'ignored'");
for (@case)
{
	my ($name, $options, $cells, $audited, $most) = @$_;
	my $audit = $audited eq '|' ? 'false' : 'true';
	is(query("$quiet SELECT * FROM hold('$name', \$o\$$options\$o\$, $most, $audit);", %database), "$cells|t|t|t|$audited", "$name$options");
}

# cells and sums, of which the dimensions are found: each small cell to be uncertain by 12
query("$quiet " . q{CREATE TABLE square AS SELECT a, b, sum(CASE WHEN (a * b + a) % 23 = 0 THEN 1 + (a + b) % 4 ELSE 5 + (a * b) % 60 END)::bigint AS n
FROM generate_series(1, 72) AS a, generate_series(1, 72) AS b GROUP BY CUBE (a, b);
CREATE VIEW square_cell AS SELECT concat_ws(',', coalesce(a::text, 'T'), coalesce(b::text, 'T')) AS cell, n FROM square;
CREATE VIEW square_sum AS
SELECT 'row ' || coalesce(a::text, 'T') AS sum, concat_ws(',', coalesce(a::text, 'T'), 'T') AS total, concat_ws(',', coalesce(a::text, 'T'), b) AS part FROM square WHERE b IS NOT NULL
UNION ALL
SELECT 'column ' || coalesce(b::text, 'T'), concat_ws(',', 'T', coalesce(b::text, 'T')), concat_ws(',', a, coalesce(b::text, 'T')) FROM square WHERE a IS NOT NULL;
CREATE TABLE protected_square AS
SELECT * FROM protect('TABLE square_cell', 'TABLE square_sum', level => 'width', amount => 12) JOIN square_cell USING (cell);}, %database);
is(query("$quiet " . q{SELECT count(*) AS cells, bool_and((status = 'primary') = (n < 5)) AS primary_right,
	bool_and(CASE WHEN status = 'free' THEN published = n ELSE published @> n AND feasible @> n END) AS numbers_right,
	min(upper(feasible) - lower(feasible)) FILTER (WHERE status = 'primary') >= 12 AS wide,
	min(upper(feasible) - lower(feasible)) FILTER (WHERE status = 'secondary') >= 1 AS uncertain FROM protected_square;}, %database), '5329|t|t|t|t', 'a square of cells and sums');
is(query("$quiet " . q{SELECT count(*) = (SELECT count(*) FROM protected_square WHERE status <> 'free') AS hidden_right, bool_and(a.feasible = p.feasible) AS audited
FROM audit('SELECT cell, published FROM protected_square', 'TABLE square_sum') AS a JOIN protected_square AS p USING (cell);}, %database), 't|t', 'and what its reader can find out');
done_testing();
