# What the tests with three servers share: the servers, a table of cells, and the comparison of
# what it gives spread over two of them with what it gives in one plain table.
package servers;

use strict;
use warnings;
use Exporter 'import';
our @EXPORT = qw(@servers ok psql psql_fails database cells questions);

# addresses, of this server and of two more
our @servers = split ' ', $ENV{BUSETTING_SERVERS} // '';

# Start two more, each beside the last, and begin anew.
if (@servers < 3)
{
	$ENV{BUSETTING_SERVERS} = "@servers $ENV{PGHOST}:$ENV{PGPORT}";
	@servers < 2 ? exec 'test/private_cluster.sh', '--', $0 : exec $0;
	die "$0: $!";
}

my $test = 0;
sub ok
{
	my ($passed, $name, @why) = @_;
	$test++;
	print $passed ? "ok $test - $name\n" : "not ok $test - $name\n";
	print map { s/^/# /mgr . "\n" } @why if !$passed;
}

sub run
{
	my ($server, $sql, $database) = @_;
	my ($host, $port) = $servers[$server] =~ /(.*):(.*)/;
	open my $file, '>', 'tmp_check/servers.sql' or die "tmp_check/servers.sql: $!";
	print $file $sql;
	close $file;
	return scalar `PGHOST=$host PGPORT=$port psql -X -q -A -t -v ON_ERROR_STOP=1 -d @{[$database // 'scale']} -f tmp_check/servers.sql 2>&1`;
}

# What SQL gives on one of the servers, without alignment; an error ends the test.
sub psql
{
	my $output = run(@_);
	die "$_[1]\n$output" if $?;
	return $output;
}

# The error that SQL ends with.
sub psql_fails
{
	my $output = run(@_);
	return $? ? $output : '';
}

# an empty database on each server
sub database
{
	mkdir 'tmp_check';
	psql($_, 'DROP DATABASE IF EXISTS scale; CREATE DATABASE scale;', 'postgres') for 0 .. $#servers;
}

# a table of cells, and what fills it: the weeks of a year, 50 regions, values of every kind
sub cells
{
	my ($table) = @_;
	return <<"SQL";
CREATE TABLE $table (date date, region int, settled busetting.suppressed_int, agreed busetting.suppressed_bigint);
INSERT INTO $table SELECT date '2022-01-03' + 7 * week, region,
	CASE WHEN number % 5 = 0 THEN '0..4' WHEN number % 97 = 1 THEN ':' WHEN number % 97 = 2 THEN '..' WHEN number % 7 = 0 THEN NULL ELSE number::text END::busetting.suppressed_int,
	CASE WHEN number % 101 = 0 THEN '..7' ELSE number || '..' || number + number % 3 END::busetting.suppressed_bigint
FROM (SELECT week, region, hashint4(week * 1000 + region) & 255 AS number FROM generate_series(0, 51) AS week, generate_series(1, 50) AS region) AS source;
SQL
}

# Ask each query (name, text, whether its result has an order, what the text that the other servers
# get must be): is that text as it must be, and is the result that of the table plain?
sub questions
{
	my ($session, $sent, @questions) = @_;
	for (@questions)
	{
		my ($name, $query, $ordered, $expected) = @$_;
		my $plan = psql(0, "$session EXPLAIN (VERBOSE, COSTS OFF) $query;");
		my @sent = $sent->($plan);
		ok(@sent > 0 && @sent == grep({ /$expected/ } @sent), "$name goes to the other servers", $plan);
		my @results = map { my @rows = split /\n/, psql(0, "$session $_;"); join "\n", $ordered ? @rows : sort @rows } $query, $query =~ s/\bcell\b/plain/gr;
		ok($results[0] eq $results[1] && $results[0] ne '', "$name gives what a plain table gives", @results);
	}
}

1;
