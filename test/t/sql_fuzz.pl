#!/usr/bin/perl
# Every C function of the extension, found in the catalogs, called with random and hostile
# arguments: errors are allowed, crashes never, nor internal errors, nor a call that no
# timeout ends.
#
#	test/t/sql_fuzz.pl [calls [seed]]

use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw($processor_seconds psql query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my ($calls, $seed) = (@ARGV, (3000, 2022)[ @ARGV .. 1 ]);
srand $seed;

new_database('sql_fuzz');
my %option = (dbname => 'sql_fuzz');
query(q{CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
	CREATE COLLATION turkish (provider = icu, locale = 'tr-u-ka-shifted');}, %option);

my %type = map { my ($oid, @type) = split /\|/, $_, -1; ($oid => \@type) } split /\n/, query(q{
	SELECT t.oid, format('%I.%I', typnamespace::regnamespace, typname), typtype, CASE WHEN typlen = -1 THEN typelem ELSE 0 END, typbasetype,
		   (SELECT string_agg(atttypid::text, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped),
		   coalesce((SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid), 0)
	FROM pg_type AS t;}, %option);
my @functions = map { [ split /\|/, $_, -1 ] } split /\n/, query(q{
	SELECT p.oid::regprocedure, format('%I.%I', pronamespace::regnamespace, proname), prokind, proretset, provariadic <> 0, proargtypes, pronargdefaults, array_to_string(proargnames, ' ')
	FROM pg_proc AS p
	JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND extname = 'busetting'
	WHERE (prolang = (SELECT oid FROM pg_language WHERE lanname = 'c') OR prokind = 'a') AND prorettype <> 'trigger'::regtype
	ORDER BY p.oid::regprocedure::text;}, %option);
cmp_ok(scalar @functions, '>', 150, 'there are functions to call');

sub one_of { return $_[ rand @_ ] }
sub quote { my ($text) = @_; $text =~ s/'/''/g; $text =~ s/\\/\\\\/g; return "E'$text'" }

my @int4 = (0, 1, -1, 4, 5, 9, 30000, 32767, -32768, 65536, 2147483647, -2147483648, 2147483646, -2147483647);
my @int8 = (@int4, '9223372036854775807', '(-9223372036854775808)', '9223372036854775806', '(-9223372036854775807)', 4294967296);
my @pieces = ('Bergen', 'Kommune', 'Fylke', 'Bosatt', 'Avtalt å bosette', 'Anmodning', 'Vedtak', 'herav kollektiv', 'Totalt', ':', '..', '.', '-', '0..4', '1 924',
	'12 345*', '780 (199)', '39', '0', '99999999999999999999', '-1', '+', ';', ',', "\t", "\n", "\n", "\r\n", '"', '""', "'", '<table>', '<tr>', '<td>', '</td>',
	'<td colspan=99999999>', '<th rowspan="0">', '</table>', '&amp;', '&#x110000;', '&nbsp', '<!--', '<script>', '{', '}', '[', ']', '"value":', '"size":[2,3]', '"dimension":{}',
	'"id":["region"]', '"class":"dataset"', '"version":"2.0"', 'null', 'true', '1e309', 'name', 'settled', 'agreed', 'html', 'csv', 'json', 'LATIN1', 'UTF8', "\x{202e}",
	"e\x{301}", "\x{feff}", "\x{a0}", "\x{1f937}", "\x{10fffd}", 'SELECT', 'VALUES (1, 2)', '%', '\\', '$1', '$$');

sub text
{
	my $text = join '', map { one_of(@pieces) . one_of('', '', ' ', '  ') } 1 .. one_of(0, 1, 1, 1, 2, 3, 10, 60);
	return $text;
}

my @queries = ('', ';', 'SELECT', 'VALUES (1)', 'SELECT NULL, NULL, NULL', "VALUES (1, '5'::busetting.suppressed_int), (2, ':'), (3, '0..4')", 'VALUES (1, 1, 2), (1, 1, 3), (2, 3, 1)',
	"VALUES (1, 2, '7'::busetting.suppressed_bigint), (1, NULL, ':'), (NULL, 2, '0..4'), (NULL, NULL, '12')", 'VALUES (1, 9223372036854775807), (1, -9223372036854775808)',
	"SELECT i, ':'::busetting.suppressed_bigint FROM generate_series(1, 40) AS i", 'SELECT 1, i, i + 1 FROM generate_series(1, 39) AS i', 'SELECT 1 / 0, 1, 1', 'CREATE TABLE made ()', 'DELETE FROM busetting.settlement',
	"SELECT i, j, suppressed_bigint(i, i + j)::busetting.suppressed_bigint FROM generate_series(0, 5) AS i, generate_series(0, 5) AS j", "SELECT nullif(i, 0), nullif(j, 0), CASE WHEN i * j = 0 THEN '40'::busetting.suppressed_bigint ELSE ':' END FROM generate_series(0, 4) AS i, generate_series(0, 4) AS j",
	'SELECT repeat(chr(i), 1000), i, i FROM generate_series(65, 90) AS i', 'SELECT $1', 'SELECT 1; SELECT 2', 'SELECT pg_sleep(9), 1, 1', "VALUES ('NaN'::float8, 'NaN'::numeric, 'Infinity'::float8)", 'SELECT i, i * 3, i FROM generate_series(1, 100000) AS i');

# What arguments of these names take: where a call has seven, chance alone never hits upon all.
my %fitting = (cells => ["'VALUES (1, 20), (2, 3), (3, 11), (4, 6)'"], sums => ["'VALUES (1, 1, 2), (1, 1, 3), (1, 1, 4)'"],
	cube => ["'SELECT i % 5, i % 7, count(*) FROM generate_series(1, 99) AS i GROUP BY CUBE (1, 2)'"], hierarchies => ["'{}'"], threshold => [ 3, 5 ],
	level => [ map { "'$_'" } qw(value small width percent) ], amount => [ 'NULL', 3, 10 ], symbols => [ 1, 2 ], zeros => [ map { "'$_'" } qw(published hidden ignored) ], cost => [ "'value'", "'cells'" ], contribution => [ 7, 40 ], n => [2], k => [75], p => [10]);

# how often a text is a query
our $queries;

sub interval_text
{
	my $bound = sub { one_of(@_) =~ s/[()]//gr };
	my @bounds = sort { $a <=> $b } $bound->(@_), $bound->(@_);
	return one_of(':', '..', "$bounds[0]", "$bounds[0]", "$bounds[0]..", "..$bounds[0]", "$bounds[0]..$bounds[1]", "$bounds[0]..$bounds[1]", '0..4', '5..', '');
}

# A value of a type as SQL, of a kind that its input function takes, mostly.
sub value
{
	my ($oid, $depth) = @_;
	my ($name, $kind, $element, $base, $attributes, $subtype) = @{ $type{$oid} };
	return "NULL::$name" if rand() < 0.08;
	return 'NULL' if $name eq 'pg_catalog.internal' || $name eq 'pg_catalog.void';
	return value($base, $depth) . "::$name" if $kind eq 'd';
	if ($kind eq 'c')
	{
		return 'ROW(' . join(', ', map { value($_, $depth + 1) } split / /, $attributes) . ")::$name";
	}
	if ($kind eq 'r' && rand() < 0.8)
	{
		my ($low, $high) = sort map { value($subtype, $depth + 1) } 1 .. 2;
		return sprintf "%s(least(%s, %s), greatest(%s, %s), '%s')", $name, $low, $high, $low, $high, one_of('[]', '[)', '(]', '()');
	}
	return "'" . one_of('empty', '(,)', '[,]', '[0,4]', '(,-1)') . "'::$name" if $kind eq 'r';
	if ($element && $name =~ /\._/)
	{
		my $list = join ', ', map { value($element, $depth + 1) } 1 .. one_of(0, 1, 2, 3, 7, 40);
		return one_of("ARRAY[$list]::$name", "ARRAY[$list]::$name", "(ARRAY[ARRAY[$list], ARRAY[$list]])::$name", "array_fill(" . value($element, $depth + 1) . ", '{3}', '{-2147483648}')::$name", "'{}'::$name");
	}
	return quote(interval_text(@int4)) . "::$name" if $name eq 'busetting.suppressed_int';
	return quote(interval_text(@int8)) . "::$name" if $name eq 'busetting.suppressed_bigint';
	return "'(" . join(',', map { one_of(@int8) =~ s/[()]//gr } 1 .. 5) . ")'::$name" if $name eq 'busetting.suppressed_sum';
	return one_of(@int4) . "::$name" if $name eq 'pg_catalog.int4';
	return one_of(@int8) . "::$name" if $name eq 'pg_catalog.int8';
	return one_of(0, 1, -1, 32767, '(-32768)') . "::$name" if $name eq 'pg_catalog.int2';
	return one_of('true', 'false') if $name eq 'pg_catalog.bool';
	return "'" . one_of('NaN', '0', '-0', '1e308', '-1e-308', '3.5', '0.1', 'Infinity', '-Infinity') . "'::$name" if $name =~ /^pg_catalog\.float/;
	return "'" . one_of('NaN', '0', '1e1000', '-1e-1000', '3.5', '9223372036854775808', '-2147483649', '0.00000000000001') . "'::$name" if $name eq 'pg_catalog.numeric';
	return "'" . one_of('2022-05-18', 'infinity', '-infinity', '4714-11-24 BC', '5874897-12-31') . "'::$name" if $name eq 'pg_catalog.date';
	return "'" . one_of('{}', '[]', '1', '":"', 'null', '{"lower":0,"upper":4}', '{"lower":"x"}', '[[[[]]]]', '1e400') . "'::$name" if $name =~ /^pg_catalog\.jsonb?$/;
	return one_of(0, 16, 23, 25, 1700, 2249, 4294967295) . "::$name" if $name =~ /^pg_catalog\.(oid|reg\w+)$/;
	return one_of("'\\x'", "'\\xff'", "'\\x0000000000000000'", "'\\xfffe4200'", "'\\xc3'", "convert_to(" . quote(text()) . ", 'UTF8')", "decode(repeat('c328', 40000), 'hex')", "convert_to(" . quote(text()) . ", 'UTF8') || '\\x00ff'") . "::$name"
		if $name eq 'pg_catalog.bytea';
	return quote(one_of(@queries)) . '::text' if $name eq 'pg_catalog.text' && rand() < $queries;
	return 'repeat(' . quote(text() || 'x') . ', ' . one_of(1000, 20000) . ')' if $name eq 'pg_catalog.text' && rand() < 0.03;
	return '(' . quote(text()) . '::text COLLATE ' . one_of('"C"', '"POSIX"', 'public.loose', 'public.turkish', '"nb-NO-x-icu"') . ')' if $name eq 'pg_catalog.text' && rand() < 0.3;
	return quote(text()) . "::$name" if $name =~ /^pg_catalog\.(text|varchar|bpchar|name|cstring|char)$/;
	return one_of('5::int4', "'x'::text", "ARRAY['5'::busetting.suppressed_int]", "ROW(1, 'x')", 'NULL::numeric', "'0..4'::busetting.suppressed_int", "'0..4'::busetting.suppressed_bigint") if $kind eq 'p';
	return quote(text()) . "::$name";
}

# A call, and what comes back of it through the output and the text of every column.
sub call
{
	my ($function) = @_;
	my ($signature, $name, $kind, $set, $variadic, $arguments, $defaults, $names) = @$function;
	my @types = split / /, $arguments;
	splice @types, -int(rand($defaults + 1)) if $defaults && rand() < 0.3;
	local $queries = $name =~ /audit|protect/ ? 0.9 : 0.05;
	my @names = split / /, $names;
	my $given = join ', ', map { $fitting{ $names[$_] // '' } && rand() < 0.8 ? one_of(@{ $fitting{ $names[$_] } }) : value($types[$_], 0) } 0 .. $#types;
	return "SELECT x FROM (VALUES (1), (2)) AS v (n), $name($given) AS x;" if $set eq 't';
	return "SELECT $name($given) OVER (PARTITION BY n % 2 ORDER BY n) FROM generate_series(1, 5) AS n;" if $kind eq 'w';
	return "SELECT $name($given) FROM generate_series(1, 3) AS n;" if $kind eq 'a' && rand() < 0.5;
	return "SELECT $name($given) FILTER (WHERE n > 1) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM generate_series(1, 5) AS n;" if $kind eq 'a';
	return "SELECT $name($given);";
}

my $started = query('SELECT pg_postmaster_start_time();');
my $settings = "SET client_min_messages = error; SET search_path = pg_catalog; SET statement_timeout = '500ms'; SET work_mem = '64kB';\n";
my $script = "$settings\\set VERBOSITY sqlstate\n\\timing on\n";
my @calls = map { call($functions[ $_ % @functions ]) } 0 .. $calls - 1;
for my $number (0 .. $#calls)
{
	$script .= "\\echo == $number\n$calls[$number]\n";
}
my $printed = psql("$script\\echo == end\nSELECT 'alive';\n", %option, go_on => 1);
my %printed = $printed =~ /^== (\w+)\n(.*?)(?=^== \w+\n|\z)/msg;
my (@ended, @internal, @endless, %succeeded, $good, $failed);
for my $number (0 .. $#calls)
{
	my $result = $printed{$number};
	if (!defined $result || $result =~ /server closed the connection|connection to server was lost|no connection to the server|FATAL|PANIC/)
	{
		push @ended, $calls[$number] if !@ended;
		next;
	}
	push @internal, "$calls[$number]\n$&" if $result =~ /^ERROR:  XX\w+/m;
	my ($time) = $result =~ /^Time: ([\d.]+) ms/m;
	push @endless, $calls[$number] if defined $time && $time > 5000;
	$result =~ /^ERROR/m ? $failed++ : $good++;
	# what the timeout ends may do well
	$succeeded{$functions[ $number % @functions ][0]} ||= $result !~ /^ERROR(?!:  57014)/m;
}
is_deeply(\@ended, [], "no call of $calls, seed $seed, ends the session");
is_deeply(\@internal, [], 'none is an internal error');
# the machine may have been at other things: again, by the processor's time
my $runs_on = sub { my ($call) = @_; return psql("$settings$call\nSELECT 'processor ' || $processor_seconds;", %option, go_on => 1) !~ /^processor [012]\./m };
is_deeply([grep { $runs_on->($_) } @endless], [], 'none runs on after its timeout');
cmp_ok($good, '>', $calls / 3, "calls that succeed: $good; that fail: $failed");
is(join(', ', grep { !$succeeded{$_} && !/internal/ } sort keys %succeeded), '', 'no function fails always') if $calls > 200 * @functions;
like($printed{end} // '', qr/alive/, 'the session is alive');
is(psql('SELECT pg_postmaster_start_time();'), $started, 'so is the server');
like(query(q{SELECT count(*) FROM busetting.settlement;}, %option), qr/^0$/, 'nothing was stored');
query('DROP DATABASE sql_fuzz;');
done_testing();
