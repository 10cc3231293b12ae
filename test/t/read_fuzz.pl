#!/usr/bin/perl
# Random tables in the forms that are read, JSON-stat, PX, SDMX-CSV, CSV, HTML, pasted text and its layouts, and workbooks, of which it is
# known what read_table must return: every cell of every row is compared, and the measures; and of some what
# preview_table makes of them.  Tables that were spoilt must be refused.
#
#	test/t/read_fuzz.pl [tables of each form [seed [form]]]

use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use File::Basename qw(dirname);
use JSON::PP ();
use List::Util qw(uniq);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use RandomTable qw(json_stat px sdmx_csv csv html text layout xlsx ods);
use Server qw(query new_database);
use TableFuzz qw(show);

my ($tables, $seed, $only) = (@ARGV, (300, 2022, undef)[ @ARGV .. 2 ]);
my $batch = 500;
my %form = (json_stat => \&json_stat, px => \&px, sdmx_csv => \&sdmx_csv, csv => \&csv, html => \&html, text => \&text, layout => \&layout, xlsx => \&xlsx, ods => \&ods);
my $json = JSON::PP->new->ascii->canonical->allow_nonref;
my $from_utf8 = JSON::PP->new->utf8->allow_nonref;

new_database('read_fuzz');
query(q{
	ALTER DATABASE read_fuzz SET client_min_messages = warning;
	CREATE TABLE given (number integer, content text, file bytea, columns text[], form text, names text[]);
	CREATE FUNCTION found(given) RETURNS jsonb LANGUAGE plpgsql AS $$
	BEGIN
		RETURN (SELECT jsonb_agg(jsonb_build_array(table_number, line, level, heading, period, name, code, total_of,
				jsonb_strip_nulls(jsonb_build_object('requested', requested, 'decided', decided, 'decided_collective', decided_collective,
					'agreed', agreed, 'agreed_collective', agreed_collective, 'settled', settled, 'settled_collective', settled_collective)),
				to_jsonb(measures)) ORDER BY ordinality)
			FROM (SELECT * FROM busetting.read_table($1.content, $1.columns, $1.form, names => $1.names) WITH ORDINALITY WHERE $1.file IS NULL
				  UNION ALL SELECT * FROM busetting.read_table($1.file, $1.columns, $1.form) WITH ORDINALITY) AS t);
	EXCEPTION WHEN data_exception OR bad_copy_file_format THEN
		RETURN to_jsonb(SQLSTATE || ' ' || SQLERRM);
	END
	$$;
	CREATE FUNCTION previewed(given) RETURNS jsonb LANGUAGE plpgsql AS $$
	BEGIN
		RETURN (SELECT jsonb_agg(jsonb_build_array(line, name, jsonb_build_object('requested', requested::text, 'decided', decided::text, 'decided_collective', decided_collective::text,
				'agreed', agreed::text, 'agreed_collective', agreed_collective::text, 'settled', settled::text, 'settled_collective', settled_collective::text)) ORDER BY ordinality)
			FROM (SELECT * FROM busetting.preview_table($1.content, '2022-05-18', columns => $1.columns, form => $1.form) WITH ORDINALITY WHERE $1.file IS NULL
				  UNION ALL SELECT * FROM busetting.preview_table($1.file, '2022-05-18', columns => $1.columns, form => $1.form) WITH ORDINALITY) AS t
			WHERE name IS NOT NULL);
	EXCEPTION WHEN data_exception OR bad_copy_file_format THEN
		RETURN to_jsonb(SQLSTATE || ' ' || SQLERRM);
	END
	$$;}, dbname => 'read_fuzz');

# What is wrong with what was found of a table, or nothing.
sub problem
{
	my ($table, $found) = @_;
	if (defined $table->{broken})
	{
		my ($from, $to) = @{ $table->{lines} };
		return if !ref $found && $found =~ /^22P0[24] (?:(?:line|row) (\d+): )?/ && (!defined $from || defined $1 && $from <= $1 && $1 <= $to);
		return "spoilt on line $from by $table->{broken}, which is not said of it: $found" if !ref $found && defined $from;
		return "spoilt by $table->{broken}, it is read, or refused as what it is not: " . $json->encode($found);
	}
	return $found if !ref $found;
	my @expected = @{ $table->{rows} };
	for my $i (0 .. (@$found > @expected ? $#$found : $#expected))
	{
		my ($is, $should) = map { defined $_ ? $json->encode($_) : 'none' } $found->[$i], $expected[$i];
		return 'row ' . ($i + 1) . " is     $is\n      should be $should" if $is ne $should;
	}
	return;
}

# The same of what preview_table makes of it: counts, ":" and cells that are empty, whatever the region may be.
sub preview_problem
{
	my ($table, $found) = @_;
	my @expected;
	return "preview: $found" if !ref $found;
	for my $row (@{ $table->{rows} })
	{
		my ($line, $name, $code, $cell) = @{$row}[ 1, 5, 6, 8 ];
		my $region = join ' ', grep { length } $code // '', defined $code && $code eq $name ? () : $name;
		push @expected, [ $line, $region, { map { $cell->{$_} =~ /^(\d+|:|)$/ ? ($_ => length $1 ? $1 : undef) : () } keys %$cell } ];
	}
	# a region of two tables is one row, where the first of them stands
	my (%at, %of);
	for my $row (@$found)
	{
		$at{"$row->[0] $row->[1]"} = $row;
		$of{ $row->[1] } //= $row;
	}
	for my $row (@expected)
	{
		my $is = delete $at{"$row->[0] $row->[1]"} // $of{ $row->[1] };
		# under another name of its own: "Hele landet", "Heile landet"
		($is) = grep { my $found = $_->[2]; !grep { ($found->{$_} // '') ne ($row->[2]{$_} // '') } keys %{ $row->[2] } } @$found if !$is && $row->[1] =~ /landet|total|alt|sum/i;
		$is &&= [ $row->[0], $row->[1], $is->[2] ];
		# a name that states nothing may be a heading, or a note
		next if !$is && !grep { defined } values %{ $row->[2] };
		return "line $row->[0] is not previewed: " . $json->encode($row) if !$is;
		$is = [ $row->[0], $is->[1], { map { ($_ => $is->[2]{$_}) } keys %{ $row->[2] } } ];
		return "line $row->[0] is previewed as " . $json->encode($is) . "\n      should be              " . $json->encode($row) if $json->encode($is) ne $json->encode($row);
	}
	return 'what is previewed, is not there: ' . $json->encode([ values %at ]) if %at;
	return;
}

for my $name (grep { !defined $only || $_ eq $only } sort keys %form)
{
	my %shown;
	my ($wrong, $spoilt, $rows, $previews) = (0, 0, 0, 0);
	my $complain = sub {
		my ($number, $table, $problem) = @_;
		$wrong++;
		# of each kind of problem two
		(my $kind = $problem) =~ s/\d+|".*?"/*/g;
		show($name, $number, $table, $problem) if $shown{$kind}++ < 2 && keys %shown <= 12;
	};
	srand $seed;
	for (my $from = 0; $from < $tables; $from += $batch)
	{
		my @table = map { $form{$name}->() } 1 .. ($tables - $from < $batch ? $tables - $from : $batch);
		my $given = $json->encode([ map { { number => $_, content => $table[$_]{content}, defined $table[$_]{file} ? (file => "\\x$table[$_]{file}") : (), columns => $table[$_]{columns}, form => $table[$_]{form}, names => $table[$_]{names} } } 0 .. $#table ]);
		my $found = query("TRUNCATE given; INSERT INTO given SELECT * FROM json_populate_recordset(NULL::given, \$given\$$given\$given\$);\n"
			. 'SELECT found(given) FROM given ORDER BY number;', dbname => 'read_fuzz');
		my @found = map { length ? $from_utf8->decode($_) : [] } split /\n/, $found, -1;
		is(scalar @found, scalar @table, "$name: an answer for each of " . @table);
		for my $i (0 .. $#table)
		{
			my $problem = problem($table[$i], $found[$i]);
			$spoilt += defined $table[$i]{broken};
			$rows += @{ $table[$i]{rows} } if !defined $table[$i]{broken};
			$complain->($from + $i, $table[$i], $problem) if defined $problem;
		}
		# of one period, as of several it shows one; and where a line is of one row
		my @sample = (grep { !defined $table[$_]{broken} && @{ $table[$_]{rows} } == uniq(map { $_->[1] } @{ $table[$_]{rows} }) && !defined $table[$_]{names} && 2 > uniq(map { $_->[4] // '' } @{ $table[$_]{rows} }) } 0 .. $#table)[ 0 .. $batch / 20 - 1 ];
		@sample = grep { defined } @sample;
		next if !@sample;
		my @previewed = map { $from_utf8->decode($_) } split /\n/, query('SELECT previewed(given) FROM given WHERE number IN (' . join(', ', @sample) . ') ORDER BY number;', dbname => 'read_fuzz');
		for my $i (0 .. $#sample)
		{
			my $problem = preview_problem($table[ $sample[$i] ], $previewed[$i]);
			$complain->($from + $sample[$i], $table[ $sample[$i] ], $problem) if defined $problem;
		}
		$previews += @sample;
	}
	is($wrong, 0, "$name: $tables tables of seed $seed, $rows rows, $spoilt tables spoilt, $previews previewed");
	cmp_ok($rows, '>', $tables, "$name: there are rows to compare");
}
done_testing();
