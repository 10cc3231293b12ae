#!/usr/bin/perl
# No row of a table is lost: tables by chance, in every layout that is read, of which one row has
# cells that cannot be read.  Each must be an error at that row, which quotes it; and the table
# without that row must be read to its last row.  TABLE_ROWS_SEED and TABLE_ROWS_COUNT say which
# and how many.

use strict;
use warnings;
use utf8;
use Encode qw(encode);
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);

binmode STDOUT, ':utf8';
my $seed = $ENV{TABLE_ROWS_SEED} // 20221231;
my $count = $ENV{TABLE_ROWS_COUNT} // 2000;
srand $seed;

my %region = (
	Bergen => 4601, Kinn => 4602, Etne => 4611, Sveio => 4612, Stord => 4614, Voss => 4621, Kvam => 4622, Alver => 4631, Fedje => 4633,
	Modalen => 4629, 'Indre Østfold' => 3014, 'Evje og Hornnes' => 4219, 'Sør-Varanger' => 5444, 'Øygarden' => 4626, 'Årdal' => 4643, Os => 3430);
my @header = ('Bosatte', 'Avtalt å bosette', 'Vedtak', 'Anmodning');
my @measure = qw(settled agreed decided requested);
my @unreadable = ('<< 5', '1’234', '51r', 'under fem', 'færre enn fem', '12 familier', '1000 (uavklart)', 'ca. 5', '~5', '5 %', '5,5', '-5', 'u.off.', '51 b',
	'ikke klart', 'venter svar', '≤≤ 5', '5 +', '1.234', '05');
my @wordy = ('ukjent', 'ikke', 'mange');
my @bullet = ('* ', '- ', '• ', '1) ', '1. ', '*');
my @note = ('Kilde: IMDi', 'Kjelde: IMDi, per 18. mai 2022', '* Tall under 5 vises som :', '1) Gjelder også 2021', 'Tall under 5 er prikket.',
	'Oppdatert 18. mai 2022', 'Mer om dette, se under.', 'Merk at tallene er foreløpige');

sub pick { return $_[rand @_] }

# A table's rows as lists of fields, and the place of the bad one, if any.
sub rows
{
	my ($width, $bad, $codes, $bullets) = @_;
	my %left = %region;
	my @rows = map {
		my $name = pick(sort keys %left);
		delete $left{$name};
		my $key = $codes ? $region{$name} : $name;
		[$key, map { rand() < 0.2 ? ':' : int rand 200 } 1 .. $width];
	} 1 .. 1 + rand 5;
	return (\@rows, -1) if !$bad;
	my $place = int rand @rows;
	my @cells = rand() < 0.5 ? 1 .. $width : 1 + int rand $width;
	my $cell = pick(@unreadable, @wordy);
	$rows[$place][$_] = $cell for @cells;
	# with a bullet before its name: below a header it may be of that, and words behind single spaces may be a note's
	$rows[$place][0] = pick(@bullet) . $rows[$place][0] if $place > 0 && $bullets && rand() < 0.4 && ($bullets eq 'gaps' || $cell =~ /\d/);
	return (\@rows, $place);
}

# Each layout makes lines of a header and rows: a row may be several lines.
my %layout = (
	tabs => sub { return map { [join "\t", @$_] } @_ },
	'runs of spaces' => sub { return map { [join '  ', @$_] } @_ },
	aligned => sub {
		my @length = map { my $column = $_; my $most = 0; for (@_) { my $l = length $_->[$column]; $most = $l if $l > $most } $most } 0 .. $#{ $_[0] };
		return map { my $row = $_; [join('  ', map { $row->[$_] . ' ' x ($length[$_] - length $row->[$_]) } 0 .. $#$row) =~ s/ +$//r] } @_;
	},
	'single spaces' => sub { return map { [join ' ', @$_] } @_ },
	'a cell a line' => sub { return map { [@$_] } @_ },
	'a cell a line, blank lines between rows' => sub { return map { ['', @$_] } @_ },
	semicolons => sub { return map { [join ';', @$_] } @_ },
	commas => sub { return map { [join ',', map { /,/ ? "\"$_\"" : $_ } @$_] } @_ },
	page => sub { return map { ['<tr><td>' . join('<td>', map { s/</&lt;/gr } @$_)] } @_ });

# A text of one to three tables with, perhaps, a bad row, and where that is.
sub text
{
	my ($bad) = @_;
	my $layout = pick(sort keys %layout);
	my $tables = 1 + int rand 3;
	my $bad_table = $bad ? int rand $tables : -1;
	my $width = 1 + int rand 4;
	# codes on their own are set apart from the cells
	my $codes = $layout =~ /^(tabs|runs|aligned|semi|commas|page)/ && rand() < 0.3;
	my $given = $layout !~ /page/ && $tables == 1 && rand() < 0.3;
	my (@lines, $first, $last, $quoted, $good);
	for my $table (0 .. $tables - 1)
	{
		my ($rows, $place) = rows($width, $table == $bad_table, $codes, $codes || $layout !~ /^(tabs|runs|aligned|single)/ ? undef : $layout =~ /single/ ? 'spaces' : 'gaps');
		my @block = $layout{$layout}->([$codes ? 'Kommunenr' : 'Kommune', @header[0 .. $width - 1]], @$rows);
		my $header = shift @block;
		$header = [grep { $_ ne '' } @$header];
		$header->[0] =~ s/td>/th>/g if $layout eq 'page';
		push @lines, '' if @lines && $layout ne 'page';
		push @lines, '<table>' if $layout eq 'page';
		push @lines, @$header if !$given;
		# a row that has been passed over for prose is behind the table's end
		my $prose = $layout !~ /page|semi|commas|line/ && $table == $bad_table && $place > 0 && rand() < 0.3 ? 1 + int rand $place : -1;
		for my $row (0 .. $#block)
		{
			push @lines, pick(@note) if $row == $prose;
			if ($row == $place)
			{
				$first //= @lines + 1;
				($quoted) = grep { !/^(:|\d+)$/ || /^0\d/ } @{ $rows->[$place] }[1 .. $width];
			}
			# what is readable, but stands behind prose, is told of as well
			$first //= @lines + 1 if $row == $prose;
			push @lines, @{ $block[$row] };
			$last = @lines if $row == $place;
			$good++;
		}
		push @lines, '</table>' if $layout eq 'page';
		if ($layout ne 'page' && rand() < 0.4)
		{
			my $note = pick(@note);
			push @lines, '', $note if $layout !~ /semi|commas/;
			push @lines, '', 'Kilde IMDi' if $layout =~ /semi|commas/;
		}
	}
	my $columns = $given ? '{' . join(',', $codes ? 'code' : 'name', @measure[0 .. $width - 1]) . '}' : undef;
	return { layout => $layout, content => join("\n", @lines) . "\n", first => $first, last => $last, quoted => $quoted, rows => $good, columns => $columns };
}

sub literal
{
	my ($text) = @_;
	return 'NULL' if !defined $text;
	return q(E') . $text =~ s/([\\'])/\\$1/gr =~ s/\n/\\n/gr =~ s/\t/\\t/gr . q(');
}

new_database('table_rows');
query(<<'SQL', dbname => 'table_rows');
CREATE FUNCTION try(content text, columns text[], names text[]) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN (SELECT count(*) FROM busetting.read_table(content, columns, names => names));
EXCEPTION WHEN bad_copy_file_format THEN
	RETURN SQLERRM;
END
$$;
SQL

my @text = map { text($_ % 3 != 0) } 1 .. $count;
my $names = '{' . join(',', map { "\"$_\"" } sort(keys %region), sort values %region) . '}';
my @found;
while (@found < @text)
{
	my $stop = @found + 499 < $#text ? @found + 499 : $#text;
	my $values = join ",\n", map { "($_, " . literal($text[$_]{content}) . ', ' . literal($text[$_]{columns}) . '::text[])' } @found .. $stop;
	push @found, split /\n/, query("SELECT replace(try(content, columns, '$names'), E'\\n', ' ') FROM (VALUES $values) AS t(number, content, columns) ORDER BY number;",
		dbname => 'table_rows') =~ s/\n\z//r;
}
utf8::decode($_) for grep { !utf8::is_utf8($_) } @found;

my %wrong;
my %tried;
for my $number (0 .. $#text)
{
	my $text = $text[$number];
	my $found = $found[$number];
	my $kind = defined $text->{quoted} ? "$text->{layout}: a row that cannot be read" : "$text->{layout}: all rows";
	my ($line) = $found =~ /^line (\d+): /;
	my $good = !defined $text->{quoted} ? $found eq $text->{rows} : defined $line && $line >= $text->{first} && $line <= $text->{last};
	$tried{$kind}++;
	push @{ $wrong{$kind} }, encode('UTF-8', "number $number: $found, of lines " . ($text->{first} // '-') . ' to ' . ($text->{last} // '-') . ' ' . ($text->{columns} // '') . "\n$text->{content}") if !$good;
}
for my $kind (sort keys %tried)
{
	ok(!$wrong{$kind}, $kind);
	diag("seed $seed, " . @{ $wrong{$kind} } . " of $tried{$kind}, the first: $wrong{$kind}[0]") if $wrong{$kind};
}
# the cell is quoted, where it is one piece
my @unquoted = grep { defined $text[$_]{quoted} && $text[$_]{layout} =~ /tabs|runs|aligned|semi|commas|page/ && $found[$_] !~ /stands behind the end/
	&& index($found[$_], $text[$_]{quoted}) < 0 } 0 .. $#text;
ok(!@unquoted, 'the cell is quoted');
diag(encode('UTF-8', "$found[$unquoted[0]]\n$text[$unquoted[0]]{content}")) if @unquoted;
done_testing();
