#!/usr/bin/perl
# Workbooks, .xlsx and .ods: what stands in their cells is read as a reader of the sheet sees it, or is a problem;
# sheets are chosen; archives that mean harm, or are no workbooks, are errors of the data, and leave nothing behind.

use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);
use Workbook qw(archive xlsx ods xlsx_parts ods_parts);

my %database = (dbname => 'workbook');
new_database($database{dbname});
my %write = (xlsx => \&xlsx, ods => \&ods);

sub bytea { return "'\\x" . unpack('H*', $_[0]) . "'::bytea" }

# What preview_table says: a line a row.
sub preview
{
	my ($bytes, @arguments) = @_;
	return query("SELECT concat_ws('|', line, region, name, settled, settled_collective, agreed, problem) FROM busetting.preview_table("
		. join(', ', bytea($bytes), "'2022-05-18'", @arguments) . ');', %database);
}

# The error of read_table, with its code.
sub refusal
{
	my ($bytes, @arguments) = @_;
	my $printed = psql('\set VERBOSITY sqlstate' . "\nSELECT count(*) FROM busetting.read_table(" . join(', ', bytea($bytes), @arguments) . ");\n\\set VERBOSITY default\n\\errverbose", %database, go_on => 1);
	return $printed =~ /ERROR:  (\w{5}): ([^\n]*)/ ? "$1 $2" : $printed;
}

sub sheet { my (%sheet) = @_; return { name => 'Ark1', %sheet } }

my @header = ('Kommune', 'Bosatt', 'Herav kollektiv beskyttelse', 'Avtalt');
my $bergen = [ 'Bergen', { number => 718, shown => '718' }, { number => '591.0', shown => '591' }, ':' ];
for my $form (sort keys %write)
{
	my $write = $write{$form};
	my $one = sub { my ($cell, %sheet) = @_; return $write->([ sheet(rows => [ [ 'Kommune', 'Bosatt' ], [ 'Bergen', $cell ] ], %sheet) ]) };
	my $problem_of = sub { my @lines = grep { /^2?\|/ || !/^\d/ || /is|may|has/ } split /\n/, preview($one->(@_)); return join "\n", @lines };

	is(preview($write->([ sheet(rows => [ ['Bosetting 2022'], [], \@header, $bergen, [], ['Kilde: IMDi'] ], merges => [ [ 0, 0, 1, 4 ] ]) ])),
		"4|4601|Bergen|718|591|:\n6", "$form: a title over all columns, a header, a row and a note");
	is(preview($write->([ sheet(rows => [ [ 'Fylke', 'Kommune', 'Bosatt' ], [ undef, undef, 'Antall', 'Herav kollektiv beskyttelse' ], [ 'Vestland', 'Bergen', { number => 718 }, { number => 5 } ], [ undef, 'Kinn', ':', ':' ], [ 'Agder', 'Arendal', { number => 7 }, { number => 6 } ] ],
			merges => [ [ 0, 0, 2, 1 ], [ 0, 1, 2, 1 ], [ 0, 2, 1, 2 ], [ 2, 0, 2, 1 ] ]) ])),
		"3|4601|Bergen|718|5\n4|4602|Kinn|:|:\n5|4203|Arendal|7|6", "$form: merged headings, and a county beside its municipalities");

	# comments on cells, which may say what the numbers are
	my $commented = sub { my ($text) = @_; return $write->([ sheet(rows => [ [ 'Kommune', { text => 'Bosatt', comment => $text } ], [ 'Bergen', { number => 7 } ] ]) ]) };
	for my $case ([ 'Tallene er i prosent', '"Tallene er i prosent" says that the numbers are of "prosent"' ], [ 'Gjelder bare kvinner.', 'says that the numbers are of "kvinner", not of all' ],
		[ 'Status per 1. april 2022', '"Status per 1. april 2022" is not of 2022-05-18' ])
	{
		my ($comment, $problem) = @$case;
		like(psql('SELECT busetting.import_table(' . bytea($commented->($comment)) . ", 'x', '2022-05-18');", %database, go_on => 1), qr/ERROR:  row 1: .*\Q$problem\E/, "$form: the comment $comment");
	}
	like(psql('SELECT busetting.import_table(' . bytea($commented->('Ring meg om denne')) . ", 'comment', '2022-05-18') > 0;", %database, go_on => 1), qr/DETAIL:  comment "[^"]*Ring meg om denne" is left out\./, "$form: another comment is told");

	# numbers and what is none
	is(preview($one->({ number => '7.18E2', shown => '718' })), '2|4601|Bergen|718', "$form: a number with an exponent");
	is(preview($one->({ number => 0, shown => '-', format => '#,##0;\-#,##0;"-"' })), '2|4601|Bergen|0', "$form: none, shown as a dash");
	for my $case ([ { number => 39.5, shown => '39,5' }, 'cell "39.5" of settled has a decimal comma or point' ],
		[ { number => 0.25, format => '0%', shown => '25 %' }, 'cell "25 %" of settled is neither a count nor a symbol' ],
		[ { number => -4, shown => '-4' }, 'cell "-4" of settled is negative' ],
		[ { number => 44699, date => '2022-05-18' }, 'cell "2022-05-18" of settled is neither a count nor a symbol' ],
		[ { error => '#N/A' }, 'cell "#N/A" of settled is neither a count nor a symbol' ],
		[ { boolean => 1 }, 'cell "TRUE" of settled is neither a count nor a symbol' ],
		[ { formula => 'SUM(B5:B9)' }, 'cell "=SUM, never computed" of settled is neither a count nor a symbol' ],
		[ { number => 3, shown => ':', format => '[<5]":";0' }, 'cell B2, "3", may show another number than it holds' ],
		[ { number => 718, shown => '0,7', format => '0.0,' }, 'cell B2, "718", may show another number than it holds' ],
		[ { number => 51, shown => 'kr 51', format => '"kr" #,##0' }, 'cell B2, "51", may show another number than it holds' ],
		[ { number => 51, shown => '51 familier', format => '0 "familier"' }, 'cell B2, "51", may show another number than it holds' ],
		[ { runs => [ [7], [ 1, 'raised' ], [8] ] }, 'cell B2, "78", may show another number than it holds' ],
		[ { runs => [ [ 7, 'struck' ], [8] ] }, undef ])
	{
		my ($cell, $problem) = @$case;
		my $found = preview($one->($cell));
		if (!defined $problem) { is($found, '2|4601|Bergen|8', "$form: what has a line through it is left out"); next }
		like($found, qr/\Q$problem\E$/m, "$form: $problem") or diag($found);
		like(psql('SELECT busetting.import_table(' . bytea($one->($cell)) . ", 'x', '2022-05-18');", %database, go_on => 1), qr/ERROR:  row 2: .*\Q$problem\E/, "$form: and is not imported");
	}
	is(preview($one->({ number => 718, shown => '718 personer', format => '#,##0 "personer"' })), '2|4601|Bergen|718', "$form: a number of persons");
	like(preview($one->({ number => 718, shown => '718' }, name => $_)), qr/"\Q$_\E" is not of 2022-05-18/, "$form: the sheet $_") for qw(110522 11.5 2022-04);
	is(preview($one->({ number => 718, shown => '718' }, name => $_)), '2|4601|Bergen|718', "$form: the sheet $_") for qw(180522 2022-05);
	is(preview($one->({ runs => [ [718], [ '1)', 'raised' ] ] })), '2|4601|Bergen|718', "$form: a footnote's mark is no digit");
	is(preview($one->({ number => 718, formula => 'SUM(B5:B9)' })), '2|4601|Bergen|718', "$form: a formula's value");

	# hidden
	my @rows = ([ 'Kommune', 'Bosatt', 'Avtalt' ], [ 'Bergen', { number => 5 }, { number => 6 } ], [ 'Voss', { number => 7 }, { number => 8 } ]);
	like(preview($write->([ sheet(rows => \@rows, hidden_rows => [2]) ])), qr/^3\|the row is hidden$/m, "$form: a hidden row is told");
	like(preview($write->([ sheet(rows => \@rows, hidden_columns => [2]) ])), qr/^column C is hidden$/m, "$form: a hidden column is told");
	unlike(preview($write->([ sheet(rows => \@rows, hidden_rows => [9], hidden_columns => [9]) ])), qr/hidden/, "$form: what is hidden and empty is nothing");
	is(refusal($write->([ sheet(rows => \@rows, hidden_rows => [2]) ])), '22P04 row 3: the row is hidden', "$form: read_table refuses a hidden row");
	like(preview($write->([ sheet(rows => [ @rows, [ 'Kinn', { number => 5 } ] ], merges => [ [ 1, 1, 2, 1 ] ]) ])), qr/^2\|cell B2, "5", goes over several cells$/m, "$form: a count beside two rows");

	# sheets
	my @two = (sheet(rows => \@rows), sheet(name => 'Ark2', rows => [ [ 'Kommune', 'Bosatt' ], [ 'Kinn', { number => 9 } ] ]));
	my $two = $write->(\@two);
	is(preview($two), "2 sheets of the workbook have a table\n\n", "$form: of two sheets with tables none is taken");
	is(preview($two, "sheet => 'Ark2'"), '2|4602|Kinn|9', "$form: one is chosen by its name");
	is(preview($two, "sheet => 'Ark3'"), 'the workbook has no sheet "Ark3"', "$form: a name that is none");
	is(query('SELECT detail FROM busetting.preview_table(' . bytea($two) . ", '2022-05-18', sheet => 'Ark3');", %database), 'Its sheets are "Ark1", "Ark2".', "$form: and those that there are");
	is(query('SELECT string_agg(advice, E\'\n\') FROM busetting.preview_table(' . bytea($two) . ", '2022-05-18');", %database), "Name the sheet that is wanted: sheet => 'Ark1'.\nsheet \"Ark1\" has a table\nsheet \"Ark2\" has a table", "$form: sheets are listed");
	like(preview($write->([ $two[0], { %{ $two[1] }, hidden => 1 } ])), qr/^2 sheets of the workbook have a table$/m, "$form: a hidden table is told");
	like(preview($write->([ { %{ $two[0] }, hidden => 1 }, sheet(name => 'Om', rows => [ ['Om tallene'] ]) ])), qr/^the sheet "Ark1" is hidden$/m, "$form: the only one is hidden");
	like(preview($write->([ sheet(name => 'A', rows => [ ['Om'] ]), sheet(name => 'B', rows => [] ) ])), qr/^no sheet of the workbook has a table$/m, "$form: no sheet has a table");
	is(refusal($two), '22P04 2 sheets of the workbook have a table', "$form: read_table, too, asks which");

	# what a sheet is called is a title
	for my $case ([ '2022', '' ], [ 'Bosetting 18.05.2022', '' ], [ '2021', '"2021" is not of 2022-05-18' ], [ 'Prosent', 'of "prosent"' ], [ 'Kvinner', 'not of all' ])
	{
		my ($name, $said) = @$case;
		my $found = preview($write->([ sheet(name => $name, rows => \@rows) ]));
		ok($said eq '' ? $found !~ /not / : $found =~ /^\Q"$name"\E .*\Q$said\E|\Q$said\E/m, "$form: a sheet called $name") or diag($found);
	}

	# archives that are none, or mean harm
	my @parts = $form eq 'xlsx' ? xlsx_parts([ sheet(rows => \@rows) ]) : ods_parts([ sheet(rows => \@rows) ]);
	my %part = @parts;
	my ($of) = grep { /sheet1|content\.xml/ } keys %part;
	my $changed = sub { my %change = @_; my @all = @parts; for (my $i = 0; $i < @all; $i += 2) { $all[ $i + 1 ] = $change{ $all[$i] } if exists $change{ $all[$i] } } return archive(@all) };
	like(refusal($changed->($of => $part{$of} =~ s/\?>/?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>/r)), qr/^22P04 part "\Q$of\E" of the workbook cannot be read: it has a document type/, "$form: a document type");
	like(refusal($changed->($of => substr $part{$of}, 0, length($part{$of}) / 2)), qr/^22P04 part "\Q$of\E" of the workbook cannot be read: /, "$form: XML that is cut off");
	like(refusal($changed->($of => '<a>' x 200 . '</a>' x 200)), qr/^22P04 (part .* nested too deeply|the workbook has no sheet|no table found)/, "$form: deep XML");
	like(refusal(archive(@parts, $of, $part{$of})), qr/^22P04 the archive has part "\Q$of\E" twice/, "$form: two parts of one name");
	like(refusal($changed->($of => $part{$of} . ' ' x 50_000_000)), qr/^22P04 part "\Q$of\E" of the archive cannot be read: it is packed more tightly/, "$form: a part that unpacks to a thousand times as much");
	like(refusal(archive(@parts, map { ("x$_", '') } 1 .. 5000)), qr/^22P04 the archive has \d+ entries/, "$form: an archive of thousands of parts");
	like(refusal(substr archive(@parts), 0, -30), qr/^22P04 the archive cannot be opened/, "$form: an archive that is cut off");
	my $damaged = archive(@parts);
	substr($damaged, length($damaged) / 3, 40) = "\xff" x 40;
	like(refusal($damaged), qr/^22P04 /, "$form: an archive that is damaged");
}
like(refusal(archive('a.txt', 'Kommune')), qr/^22P04 the archive is no workbook/, 'an archive of something else');
like(refusal(archive('a.zip', 'PK')), qr/^22P04 the archive is no workbook/, 'an archive within an archive');
like(refusal(pack('H*', 'd0cf11e0a1b11ae1') . "\0" x 600), qr/^22P04 the file is a workbook with a password, or of the old form .xls/, 'a password, or .xls');
my @encrypted = ods_parts([ sheet(rows => []) ]);
$encrypted[-1] =~ s{"/"/>}{"content.xml"><manifest:encryption-data/></manifest:file-entry>};
like(refusal(archive(@encrypted)), qr/^22P04 the workbook has a password/, 'an OpenDocument with a password');
for my $case ([ 0, '2022-05-18' ], [ 1, '2026-05-19' ])
{
	my ($since_1904, $date) = @$case;
	like(preview(xlsx([ sheet(rows => [ [ 'Kommune', 'Bosatt' ], [ 'Bergen', { number => 44699, date => 1 } ] ]) ], since_1904 => $since_1904)), qr/cell "\Q$date\E" of settled/, "a date as a reader sees it: $date");
}
like(preview(xlsx([ sheet(rows => [ [ 'Kommune', 'Bosatt' ], [ 'Bergen', { number => 5, date => 1 } ] ]) ])), qr/cell B2, "5", may show another number/, 'a date that no calendar has');

# the files of programs: openpyxl's and LibreOffice's
my $data = dirname(__FILE__) . '/../data';
for my $file (sort glob("$data/workbook*.*"))
{
	open my $in, '<:raw', $file or die "$file: $!";
	local $/;
	is(preview(<$in>, "sheet => 'Bosetting'"), "5|4601|4601 Bergen|718|591\n6|4602|4602 Kinn|:|:\n7|4611|4611 Etne|12|3\n8|46|Vestland i alt|730|594\n10", $file =~ s{.*/}{}r);
}

# nothing is left behind by errors: the memory of a session that meets a thousand of them
my $bad = bytea(archive((xlsx_parts([ sheet(rows => [ [ 'Kommune', 'Bosatt' ], map { [ "Foo $_", { number => $_ } ] } 1 .. 500 ]) ]))[ 0 .. 11 ], 'xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData></worksheet>'));
my $memory = q{(SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmRSS:\s+(\d+)'))[1]::integer)};
my @grown = split /\n/, query("CREATE PROCEDURE meet(rounds integer) LANGUAGE plpgsql AS \$\$ BEGIN FOR i IN 1 .. rounds LOOP BEGIN PERFORM count(*) FROM busetting.read_table($bad, sheet => 'Ark1'); RAISE 'read'; EXCEPTION WHEN bad_copy_file_format THEN NULL; END; END LOOP; END \$\$;
	CALL meet(300); SELECT $memory; CALL meet(1000); SELECT $memory;", %database);
cmp_ok($grown[-1] - $grown[-2], '<', 4096, 'a thousand errors take no memory') or diag("@grown kB");
done_testing();
