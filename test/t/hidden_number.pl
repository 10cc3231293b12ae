#!/usr/bin/perl
# A number that a column's modifier hides is nowhere: not in the heap, in indexes, TOAST,
# statistics or WAL, nor in the server's log at any level, nor in an error message.  Nor is one
# that protect is to hide in a message.  A number
# that is easily recognised goes into suppressed_int(0,30000) in every way there is, and then
# every file of the server is searched for it.
#
# What a client writes is the client's: the text of a statement (which the log has where
# log_statement or an error's statement is to be logged, and the catalogs where it is a
# default), a parameter that the log is told to show, and a line that COPY quotes.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Find qw(find);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

my $server = Server->new('hidden', 5433, 'wal_level = logical', 'log_min_error_statement = panic',
	'log_error_verbosity = verbose', 'autovacuum = off', 'max_wal_size = 200MB')->start;
my %option = $server->options(dbname => 'hidden');
new_database('hidden', %option);
query("ALTER SYSTEM SET log_min_messages = debug5;\nSELECT pg_reload_conf();\n", %option);

# The forms in which a number would be found: as text, as a value of each type, in numeric's digits.
sub forms
{
	my ($number) = @_;
	return (
		text => "$number",
		suppressed_int => pack('l< l<', $number, $number),
		suppressed_int_sent => pack('l> l>', $number, $number),
		suppressed_bigint => pack('q< q<', $number, $number),
		bigint => pack('q<', $number),
		numeric => pack('s< s<', int($number / 10000), $number % 10000),
	);
}

# The files of the server in which one of them is.
sub found
{
	my %form = @_;
	my %found;
	query('CHECKPOINT;', %option);
	find({ no_chdir => 1, wanted => sub {
		return if !-f;
		open my $file, '<:raw', $_ or return;
		my $content = do { local $/; <$file> } // '';
		for my $form (keys %form)
		{
			$found{$form}{ s{^\Q$server->{data}\E/}{}r } = 1 if index($content, $form{$form}) >= 0;
		}
	} }, $server->{data}, $server->{log});
	return join ', ', map { my $form = $_; map { "$form in $_" } sort keys %{ $found{$form} } } sort keys %found;
}

# one of which nothing is there by chance
my ($number, %form);
for (1 .. 50)
{
	$number = 21013 + 97 * $_;
	%form = forms($number);
	last if found(%form) eq '';
}
is(found(%form), '', "nothing is as $number is before");

open my $copy, '>', "$ENV{PGHOST}/hidden.copy" or die $!;
print $copy "copied\t$number\t$number..$number\t{$number,$number}\n";
close $copy;
my $written = psql(qq{
	SET search_path = public, busetting;
	CREATE DOMAIN count AS suppressed_int(0,30000);
	CREATE TABLE cell (way text UNIQUE, value suppressed_int(0,30000), total suppressed_bigint(0,30000), list suppressed_int(0,30000)[],
		counted count, next suppressed_int GENERATED ALWAYS AS (value + 1) STORED, CHECK (value <> '30001'));
	ALTER TABLE cell ALTER list SET STORAGE EXTERNAL;
	ALTER TABLE cell REPLICA IDENTITY FULL;
	CREATE INDEX ON cell (value);
	CREATE INDEX ON cell USING hash (total);
	CREATE INDEX ON cell USING gist (value);
	CREATE INDEX ON cell USING brin (value suppressed_int_inclusion_ops);
	CREATE TABLE part (value suppressed_int(0,30000) NOT NULL, UNIQUE (value)) PARTITION BY RANGE (value);
	CREATE TABLE part_high PARTITION OF part FOR VALUES FROM ('30001') TO (MAXVALUE);
	SELECT FROM pg_create_logical_replication_slot('slot', 'test_decoding');

	INSERT INTO cell VALUES ('literal', '$number', '$number', '{$number}', '$number');
	INSERT INTO cell VALUES ('number', $number, $number, ARRAY[$number]::suppressed_int[], $number);
	INSERT INTO cell VALUES ('range', '$number..$number', suppressed_bigint($number, $number), NULL, int4range($number, $number, '[]')::suppressed_int);
	INSERT INTO cell VALUES ('other types', $number.0::numeric, $number.0::numeric, ARRAY[${number}::bigint::suppressed_int], '$number'::text::suppressed_int);
	INSERT INTO cell SELECT 'list', $number, $number, array_agg($number + i - i) FROM generate_series(1, 5000) AS i;
	PREPARE parameter (text, int, int, suppressed_int) AS INSERT INTO cell VALUES (\$1, \$2, \$3, ARRAY[\$2::suppressed_int], \$4);
	EXECUTE parameter ('parameter', $number, $number, $number);
	INSERT INTO cell VALUES ('upsert', $number) ON CONFLICT (way) DO NOTHING;
	INSERT INTO cell VALUES ('upsert', 30002) ON CONFLICT (way) DO UPDATE SET value = $number + 0, total = $number;
	UPDATE cell SET value = 31000, total = NULL, counted = NULL WHERE way = 'literal';
	UPDATE cell SET value = $number, total = $number, counted = $number WHERE way = 'literal';
	\\copy cell (way, value, total, list) FROM '$ENV{PGHOST}/hidden.copy'
	DO \$\$ DECLARE v suppressed_int(0,30000) := $number; BEGIN INSERT INTO cell VALUES ('variable', v, v::suppressed_bigint, ARRAY[v]); END \$\$;
	CREATE TABLE narrowed AS SELECT '$number'::suppressed_int(0,30000) AS value;
	ALTER TABLE cell ADD later suppressed_int;
	BEGIN; INSERT INTO cell VALUES ('rolled back', $number, $number); ROLLBACK;
	DELETE FROM cell WHERE way = 'number';
	ANALYZE cell;
	CREATE STATISTICS both_values (mcv) ON value, total FROM cell;
	ANALYZE cell;
	SELECT count(*), count(*) FILTER (WHERE value = '0..30000'), count(*) FILTER (WHERE list <> array_fill('0..30000'::suppressed_int, ARRAY[coalesce(cardinality(list), 0)])) FROM cell;
	SELECT count(*) > 10, count(*) FILTER (WHERE data ~ '$number') FROM pg_logical_slot_get_changes('slot', NULL, NULL);
}, %option);
is($written, "8|8|0\nt|0", 'it goes in in every way, and only its bounds are there');
is(found(%form), '', 'it is in no file, and in no line of the log');

my $errors = psql(qq{
	SET search_path = public, busetting;
	\\set VERBOSITY verbose
	INSERT INTO cell VALUES ('literal', $number);
	INSERT INTO cell (way, value) VALUES (NULL, $number), ('literal', $number);
	INSERT INTO part VALUES ($number);
	ALTER TABLE cell ADD CONSTRAINT none CHECK (value >> 30000) NOT VALID;
	INSERT INTO cell VALUES ('constraint', $number, $number, NULL, $number);
	UPDATE cell SET value = $number WHERE way = 'copied';
	DO \$\$ DECLARE v suppressed_int(0,30000) := $number; BEGIN RAISE '% and %', v, v::int; END \$\$;
	SELECT ('$number'::suppressed_int(0,30000))::int;
	SELECT (${number}::suppressed_int(0,30000))::suppressed_bigint(0,30001)::bigint;
}, %option, go_on => 1);
my @errors = $errors =~ /^ERROR: /mg;
is(scalar @errors, 8, 'errors are made of it') or diag($errors);
unlike($errors =~ s/^LINE \d+:.*\n//mgr, qr/$number/, 'and do not tell it');
is(found(%form), '', 'nor does the log');

# numbers that protect is to hide: whatever is wrong with them, no message tells one
(my $script = q{
	SET search_path = public, busetting;
	\set VERBOSITY verbose
	CREATE TABLE secret (cell text, n int);
	INSERT INTO secret VALUES ('all', NUMBER + 3), ('a', NUMBER), ('b', 1), ('c', 2);
	CREATE FUNCTION broken(count text, amount text DEFAULT 'n') RETURNS bigint LANGUAGE sql AS $$
		SELECT count(*) FROM protect(format('SELECT cell, %s FROM public.secret', count), 'SELECT 1, ''all'', cell FROM public.secret WHERE cell <> ''all''',
			level => 'contributor', amount => 10, contributors => format('SELECT cell, cell, %s FROM public.secret WHERE cell <> ''all''', amount)) $$;
	CREATE FUNCTION broken_amount(amount text, contributed text DEFAULT 'n') RETURNS bigint LANGUAGE sql AS $$
		SELECT count(*) FROM protect_amounts(format('SELECT cell, %s FROM public.secret', amount), 'SELECT 1, ''all'', cell FROM public.secret WHERE cell <> ''all''', 2,
			level => 'contributor', amount => 10, contributors => format('SELECT cell, cell, %s FROM public.secret WHERE cell <> ''all''', contributed)) $$;
	CREATE FUNCTION settled(counts text, earlier_counts text DEFAULT NULL, earlier text DEFAULT NULL) RETURNS bigint
		LANGUAGE sql AS $$ SELECT count(*) FROM protect_settlement(counts, '2022-05-18', 5, earlier_counts, earlier) $$;

	SELECT broken('n + 0.5');
	SELECT broken('n * 1000000000000000');
	SELECT broken('n * 1000000000000000000000000');
	SELECT broken('n || '' persons''');
	SELECT broken('n || ''000000000000000''');
	SELECT broken('n || ''000000000000000000''');
	SELECT broken('n || ''..'' || n - 1');
	SELECT broken('(n || ''..'' || n + 1)::suppressed_bigint');
	SELECT broken('- n');
	SELECT broken('n + CASE cell WHEN ''a'' THEN 1 ELSE 0 END');
	SELECT broken('n, n * 1000000000000000 AS cost');
	SELECT broken('n, n * 1000000000000000 AS sensitive');
	SELECT broken('n, -n AS sensitive');
	SELECT broken('n, n + 1 AS least');
	SELECT broken('n, n || ''A'' AS conf_status');
	SELECT broken('n, true AS sensitive, true AS publish');
	SELECT broken('n', 'n + 0.5');
	SELECT broken('n', 'n - 1');
	SELECT broken('n', '-n');
	SELECT broken('n', 'n * 1000000000000000');
	SELECT broken('n', 'CASE WHEN cell <> ''a'' THEN n END');
	SELECT broken_amount('n + 0.005');
	SELECT broken_amount('n * 1000000000000');
	SELECT broken_amount('n * 1000000000000.0');
	SELECT broken_amount('n::text');
	SELECT broken_amount('numrange(n, n + 1)');
	SELECT broken_amount('numrange(n, n)');
	SELECT broken_amount('- n');
	SELECT broken_amount('n, n * 1000000000000 AS sensitive');
	SELECT broken_amount('n, n + 0.005 AS cost');
	SELECT broken_amount('n', 'n + 0.005');
	SELECT broken_amount('n', 'n, 2 AS weight');
	SELECT broken_amount('n', 'n, n * 1e15 AS weight');
	SELECT broken_amount('n', 'n, -n AS weight');
	SELECT broken_amount('n', 'n, n::text AS weight');
	SELECT count(*) FROM audit_amounts('SELECT cell, n + 0.005 FROM public.secret', 'SELECT 1, ''all'', cell FROM public.secret WHERE cell <> ''all''', 2);
	SELECT count(*) FROM audit_amounts('SELECT cell, n + CASE cell WHEN ''a'' THEN 0.5 ELSE 0 END FROM public.secret', 'SELECT 1, ''all'', cell FROM public.secret WHERE cell <> ''all''', 2);
	SELECT count(*) FROM protect_cube_amounts('SELECT nullif(cell, ''all''), n + 0.005 AS n FROM public.secret', 2);
	SELECT count(*) FROM protect_cube('SELECT cell, n * 1000000000000000 FROM public.secret');
	SELECT count(*) FROM protect_cube('SELECT nullif(cell, ''all''), n + 0.5 AS n FROM public.secret');
	SELECT count(*) FROM protect_cube('SELECT nullif(cell, ''all''), CASE cell WHEN ''a'' THEN n + 1 ELSE n END AS n FROM public.secret');
	SELECT settled('SELECT ''4601'', ''settled'', n + 0.5 FROM public.secret');
	SELECT settled('SELECT ''4601'', ''settled'', n FROM public.secret');
	SELECT settled('SELECT ''4601'', ''settled'', -n FROM public.secret WHERE n > 4');
	SELECT settled('SELECT ''4601'', ''settled'' || CASE cell WHEN ''a'' THEN '''' ELSE ''_collective'' END, n FROM public.secret WHERE n > 4');
	SELECT settled('SELECT ''4601'', ''settled'', n FROM public.secret WHERE cell = ''a''', 'SELECT ''4601'', ''settled'', n FROM public.secret WHERE cell = ''a''',
		$$SELECT code, 'settled', '9' FROM (VALUES ('4601'), ('46')) AS t (code)$$);
	SELECT p_percent(-n, 10) FROM secret;
	SELECT p_percent(-n, 10, cell) FROM secret;
	SELECT few_contributors(-n) FROM secret;
	SELECT k_disclosure(n, n + 1) FROM secret;
}) =~ s/NUMBER/$number/g;
my $statements = () = $script =~ /^\tSELECT /mg;
my $protected = psql($script, %option, go_on => 1);
@errors = $protected =~ /(?:^|: )ERROR: /mg;
is(scalar @errors, $statements, 'errors of protection are made of it') or diag($protected);
my $total = $number + 3;
unlike($protected, qr/$number|$total|42P01|42883/, 'and do not tell it, nor the total');

# a number that nothing hides is found: the search works
query("CREATE TABLE plain AS SELECT 'x$number' AS text, $number AS number, ${number}::bigint AS bigint, ${number}::numeric AS numeric,
	${number}::busetting.suppressed_int AS value, ${number}::busetting.suppressed_bigint AS total;", %option);
like(found(%form), qr{^bigint in base.*numeric in base.*suppressed_bigint in base.*suppressed_int in base.*text in base}, 'where nothing hides it, it is found');
like(found(text => $number, suppressed_int => $form{suppressed_int}), qr{suppressed_int in pg_wal/}, 'in the WAL too');
done_testing();
