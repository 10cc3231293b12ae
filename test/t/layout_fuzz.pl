#!/usr/bin/perl
# Random tables in the layouts of offices, of which every cell is known: what preview_table is given by the reader has these
# cells, with their periods, counties and flags, and no others; and of some what preview_table makes of them.
#
#	test/t/layout_fuzz.pl [tables of each layout [seed [layout]]]

use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use File::Basename qw(dirname);
use JSON::PP ();
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use RandomLayout qw(regions layouts);
use Server qw(query new_database);
use TableFuzz qw(show);

my ($tables, $seed, $only) = (@ARGV, (120, 2022, undef)[ @ARGV .. 2 ]);
my $batch = 200;
my %layout = layouts();
my $json = JSON::PP->new->ascii->canonical->allow_nonref;
my $from_utf8 = JSON::PP->new->utf8->allow_nonref;

new_database('layout_fuzz');
query(q{
	ALTER DATABASE layout_fuzz SET client_min_messages = warning;
	CREATE TABLE given (number integer, content text, file bytea, columns text[], rule text);
	CREATE TABLE reading AS
	SELECT u.rule, r.hidden || r.zero || r.missing AS symbols, r.separators, r.flag_symbols, busetting_internal.heading_words('norway') AS words, busetting_internal.heading_names('2022-05-18', 'norway') AS headings,
		   ARRAY(SELECT n.name FROM busetting.region_name AS n) AS names
	FROM busetting.suppression_rule AS u, busetting_internal.rule_reading(u.rule) AS r;
	-- each cell by period, county, name and measure, with its flags; or what is wrong
	CREATE FUNCTION found(given) RETURNS jsonb LANGUAGE plpgsql AS $$
	BEGIN
		RETURN (SELECT CASE WHEN count(t.problem) > 0 THEN to_jsonb(string_agg(concat_ws(' ', t.line, t.problem, t.detail), '; ') FILTER (WHERE t.problem IS NOT NULL))
							ELSE jsonb_agg(jsonb_build_array(t.period, t.heading, t.name, t.code, t.total_of, to_jsonb(t.measures), to_jsonb(t.cells), to_jsonb(t.flags))) FILTER (WHERE t.name IS NOT NULL) END
			FROM reading AS r,
				LATERAL (SELECT * FROM busetting_internal.table_rows($1.content, $1.columns, NULL, r.symbols, r.names, r.words, r.separators, r.flag_symbols, true, r.headings) WHERE $1.file IS NULL
						 UNION ALL SELECT * FROM busetting_internal.file_rows($1.file, $1.columns, NULL, r.symbols, r.names, r.words, r.separators, r.flag_symbols, true, r.headings, NULL, NULL)) AS t
			WHERE r.rule = $1.rule);
	EXCEPTION WHEN data_exception OR bad_copy_file_format THEN
		RETURN to_jsonb(SQLSTATE || ' ' || SQLERRM);
	END
	$$;
	-- on a date the same by region and measure
	CREATE FUNCTION previewed(given, on_date date) RETURNS jsonb LANGUAGE plpgsql AS $$
	BEGIN
		RETURN (SELECT CASE WHEN count(p.problem) > 0 THEN to_jsonb(string_agg(concat_ws(' ', p.line, p.problem, p.detail), '; ') FILTER (WHERE p.problem IS NOT NULL))
							ELSE jsonb_agg(jsonb_build_array(r.name, to_jsonb(p.measures), to_jsonb(p.counts::text[]), to_jsonb(p.flags))) FILTER (WHERE p.region IS NOT NULL) END
			FROM (SELECT * FROM busetting.preview_table($1.content, on_date, $1.rule, columns => $1.columns) WHERE $1.file IS NULL
				  UNION ALL SELECT * FROM busetting.preview_table($1.file, on_date, $1.rule, columns => $1.columns)) AS p
			LEFT JOIN busetting.region_official AS r ON r.region = p.region AND busetting_internal.in_force(on_date, r.named_since, r.named_until));
	EXCEPTION WHEN data_exception OR bad_copy_file_format THEN
		RETURN to_jsonb(SQLSTATE || ' ' || SQLERRM);
	END
	$$;}, dbname => 'layout_fuzz');

# municipalities and counties of 2022, but for namesakes
regions(@{ $from_utf8->decode(query(q{
	SELECT jsonb_agg(jsonb_build_array(c.name, c.regions) ORDER BY c.name COLLATE "C")
	FROM (SELECT u.name, jsonb_agg(jsonb_build_array(r.code, r.name) ORDER BY r.code) AS regions
		  FROM busetting.region_official AS r
		  JOIN busetting.region_official AS u ON u.region = r.parent AND busetting_internal.in_force('2022-05-18', greatest(u.since, u.named_since), least(u.until, u.named_until))
		  WHERE r.level = 'municipality' AND busetting_internal.in_force('2022-05-18', greatest(r.since, r.named_since), least(r.until, r.named_until)) AND u.name <> 'Oslo'
			AND (SELECT count(DISTINCT o.region) FROM busetting.region_official AS o WHERE o.name = r.name AND busetting_internal.in_force('2022-05-18', o.since, o.until)) = 1
		  GROUP BY u.name) AS c;}, dbname => 'layout_fuzz')) });

# What differs between two tables of cells, or nothing.
sub difference
{
	my ($found, $should) = @_;
	for my $key (sort keys %{ { %$found, %$should } })
	{
		my ($is, $was) = ($found->{$key} // 'none', $should->{$key} // 'none');
		return "$key is \"$is\"\n      should be \"$was\"" if $is ne $was;
	}
	return;
}

# What is wrong with what was found of a table, or nothing.
sub problem
{
	my ($table, $found) = @_;
	return if defined $table->{may_refuse} && ($found // '') =~ $table->{may_refuse};
	return $found // 'nothing is found' if !ref $found;
	my %cells;
	for my $row (@$found)
	{
		my ($period, $heading, $name, $code, $total_of, $measures, $cells, $flags) = @$row;
		return "\"$name\" is a total" if defined $total_of;
		$name =~ s/^\d{1,3}[.)]? // if $table->{ranked};
		for my $i (0 .. $#$measures)
		{
			next if $cells->[$i] eq '';
			my $key = join ', ', $period // '', ($heading // '') =~ s/ fylke$//r, $name, $measures->[$i];
			return "$key is there twice" if exists $cells{$key};
			$cells{$key} = "$cells->[$i]\t" . ($flags->[$i] // '');
		}
	}
	return difference(\%cells, $table->{cells});
}

# The same of what preview_table makes of it for a year, given the symbols of what is hidden.
sub preview_problem
{
	my ($table, $found, $year, $hidden) = @_;
	return if defined $table->{may_refuse} && ($found // '') =~ $table->{may_refuse};
	return 'preview: ' . ($found // 'nothing') if !ref $found;
	my (%cells, %should);
	for my $row (@$found)
	{
		my ($name, $measures, $counts, $flags) = @$row;
		for my $i (0 .. $#$measures) { $cells{"$name, $measures->[$i]"} = "$counts->[$i]\t" . ($flags->[$i] // '') if defined $counts->[$i] }
	}
	for my $key (keys %{ $table->{cells} })
	{
		my ($period, $county, $name, $measure) = split /, /, $key;
		next if $period ne '' && $period != $year;
		my ($cell, $flags) = $table->{cells}{$key} =~ /^(.*)\t(.*)$/;
		next if $cell !~ /\d/ && !$hidden->{$cell};
		$cell = ':' if $cell !~ /\d/;
		# bounds, as they are kept
		$cell =~ s/^< ?(\d+)$/'0..' . ($1 - 1)/e or $cell =~ s/^≤ ?(\d+)$/0..$1/ or $cell =~ s/^(\d+) ?[-–] ?(\d+)$/$1..$2/;
		$should{"$name, $measure"} = "$cell\t$flags";
	}
	my $difference = difference(\%cells, \%should);
	return defined $difference ? "preview: $difference" : undef;
}

my %hidden;
for (split /\n/, query(q{SELECT rule || ' ' || symbol FROM busetting.suppression_rule JOIN busetting.symbol_meaning USING (dialect) WHERE meaning = 'hidden';}, dbname => 'layout_fuzz')) { my ($rule, $symbol) = split / /, $_, 2; $hidden{$rule}{$symbol} = 1 }
for my $name (grep { !defined $only || $_ eq $only } sort keys %layout)
{
	my %shown;
	my ($wrong, $cells, $previews) = (0, 0, 0);
	my $complain = sub {
		my ($number, $table, $problem) = @_;
		$wrong++;
		(my $kind = $problem) =~ s/\d+|".*?"|^[^"]* is/*/g;
		show($name, $number, $table, $problem) if $shown{$kind}++ < 2 && keys %shown <= 12;
	};
	srand $seed;
	for (my $from = 0; $from < $tables; $from += $batch)
	{
		my @table = map { $layout{$name}->() } 1 .. ($tables - $from < $batch ? $tables - $from : $batch);
		my $given = $json->encode([ map { { number => $_, content => $table[$_]{content}, defined $table[$_]{file} ? (file => "\\x$table[$_]{file}") : (), columns => $table[$_]{columns}, rule => $table[$_]{rule} } } 0 .. $#table ]);
		my @found = map { length ? $from_utf8->decode($_) : undef } split /\n/, query("TRUNCATE given; INSERT INTO given SELECT * FROM json_populate_recordset(NULL::given, \$given\$$given\$given\$);\n"
			. 'SELECT found(given) FROM given ORDER BY number;', dbname => 'layout_fuzz'), -1;
		is(scalar @found, scalar @table, "$name: an answer for each of " . @table);
		for my $i (0 .. $#table)
		{
			my $problem = problem($table[$i], $found[$i]);
			$cells += keys %{ $table[$i]{cells} };
			$complain->($from + $i, $table[$i], $problem) if defined $problem;
		}
		my @sample = grep { $_ < @table && !$table[$_]{of_periods} } map { $_ * 20 } 0 .. $batch / 20 - 1;
		my @year = map { my ($year) = sort { $b cmp $a } map { /^(\d*)/ } keys %{ $table[$_]{cells} }; $year || 2022 } @sample;
		my @previewed = !@sample ? () : map { length ? $from_utf8->decode($_) : undef } split /\n/, query(join('', map { "SELECT previewed(given, '$year[$_]-05-18') FROM given WHERE number = $sample[$_];\n" } 0 .. $#sample), dbname => 'layout_fuzz'), -1;
		for my $i (0 .. $#sample)
		{
			my $table = $table[ $sample[$i] ];
			my $problem = preview_problem($table, $previewed[$i], $year[$i], $hidden{ $table->{rule} });
			$complain->($from + $sample[$i], $table, $problem) if defined $problem;
		}
		$previews += @sample;
	}
	is($wrong, 0, "$name: $tables tables of seed $seed, $cells cells, $previews previewed");
	cmp_ok($cells, '>', $tables, "$name: there are cells to compare");
}
done_testing();
