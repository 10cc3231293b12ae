#!/usr/bin/perl
# Bad input of every form: an error of the data that says where, nothing stored, and memory
# that does not grow with what is read; and a long reading can be cancelled.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

# of a session that is given 100 MB, which are handed on as they are: PostgreSQL 15 copies them four times on the way, 13 five and 18 six times
my $kilobyte_limit = 700 * 1024;
# beside a server that is slowed down, as under valgrind, what is long takes too long, and memory is another
my $slow = ($ENV{BUSETTING_PATIENCE} // 1) > 1;
my %database = (dbname => 'bad_input');
new_database($database{dbname});
query('CREATE TABLE content (name text, content text);', %database);

# What sessions print, statement by statement: errors' codes and messages, and what memory the session has taken in kB
sub session
{
	my ($settings, @statements) = @_;
	my $printed = psql("$settings\n" . join('', map { "$_\n\\echo code :SQLSTATE\n" .
		"SELECT 'memory ' || (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\\s+(\\d+)'))[1];\n" .
		"SELECT 'stored ' || (SELECT count(*) FROM busetting.publication) + (SELECT count(*) FROM busetting.settlement);\n\\echo ====\n" } @statements), %database, go_on => 1);
	my @printed = split /^====\n?/m, $printed;
	return map {
		my $printed = $_ // '';
		{ printed => $printed =~ s/\n/ /gr, map { $_ => $printed =~ /^$_ (\w+)$/m ? $1 : -1 } qw(code memory stored) }
	} @printed[0 .. $#statements];
}

sub import_statement
{
	my ($content) = @_;
	my $encoding = $content =~ s/(, encoding => .*)$// ? $1 : '';
	return "SELECT busetting.import_table($content, 'bad', '2022-05-18'$encoding);";
}

sub check_refused
{
	my ($found, $name, $code, $message) = @_;
	ok($found->{code} eq $code && $found->{printed} =~ /ERROR:  $message/ && $found->{printed} =~ /DETAIL/ && $found->{stored} eq '0'
			&& $found->{memory} > 0 && ($slow || $found->{memory} < $kilobyte_limit),
		$name) or diag(substr($found->{printed}, 0, 600), "\ncode $found->{code}, $found->{memory} kB, stored $found->{stored}");
}

my $table = q(E'Kommune Bosatt Avtalt\nBergen 5 :\n');
my $csv = q(E'Kommune;Bosatt\nBergen;5\n');
my $html = q(E'<table><tr><th>Kommune<th>Bosatt\n<tr><td>Bergen<td>5\n');
my $json = q('{"class": "dataset", "id": ["region", "m"], "role": {"metric": ["m"]}, "dimension": {"region": {"category": {"index": ["4601"]}}, "m": {"category": {"index": ["settled"]}}}, ');
my @cases = (

	# truncated: within a row, a name, a quote, a tag, an element, a list, a character; PostgreSQL 13 counts no lines in JSON
	[ 'text that ends within a row', "$table || 'Voss 6'", '22P04', 'line 3: row "Voss" has 1 cell instead of 2' ],
	[ 'text that ends within a name', "$table || 'Vo'", '22P04', 'line 3: row "Vo" has no cells' ],
	[ 'text that ends after its header', q('Kommune Bosatt'), '22P04', 'no table found' ],
	[ 'CSV that ends within a record', q(E'Kommune;Bosatt;Avtalt\nBergen;5'), '22P04', 'line 2: row "Bergen" has 1 cell instead of 2' ],
	[ 'CSV that ends within quotes', qq($csv || '"Voss'), '22P04', 'line 3: unterminated quote' ],
	[ 'a page that ends within a tag', qq($html || '<tr><td cl'), '22P04', 'line 3: the content ends within a tag' ],
	[ 'a page that ends within a table', $html, '22P04', 'line 1: the content ends within a table' ],
	[ 'a page that ends within a script', qq($html || '</table><table><script>var a = "<td>"'), '22P04', 'line 3: the content ends within script' ],
	[ 'a page that ends within a comment', qq($html || '<!-- </table>'), '22P04', 'line 3: the content ends within a comment' ],
	[ 'JSON that ends within a list', qq($json || E'\n"size": [1'), '22P04', 'invalid input syntax for type json.*JSON data, line (2|1: \.\.\.)' ],
	[ 'JSON that ends within a string', qq($json || E'\n"size'), '22P04', 'invalid input syntax for type json.*JSON data, line (2|1: \.\.\.)' ],
	[ 'a file that ends within a character', q('\x4b6f6d6d756e653b426f736174740a54726f6d73c3'::bytea, encoding => 'UTF8'), '22P04', 'line 2: byte 21, 0xc3, is no character of encoding UTF8' ],
	[ 'nothing', q(''), '22P04', 'no table found' ],
	[ 'no bytes', q(''::bytea), '22P04', 'no table found' ],

	# encodings
	[ 'Latin-1 that is called UTF-8', q(convert_to(E'Kommune;Bosatt\nTromsø;5', 'LATIN1'), encoding => 'UTF8'), '22P04', 'line 2: byte 21, 0xf8, is no character of encoding UTF8' ],
	[ 'bytes that are nothing', q('\x4b6f6d0a81'::bytea), '22P04', 'line 2: byte 5, 0x81, is no character of encoding WIN1252' ],
	[ 'a file read as of another encoding', q(convert_to(E'Kommune;Bosatt\nTromsø;5', 'UTF8'), encoding => 'LATIN1'), '22P04', 'line 2: municipality "TromsÃ¸" is unknown' ],
	( map { [ "zero bytes in $_->[0]", "convert_to($_->[1], 'UTF8') || '\\x00'", '22P04', "line $_->[2]: the content has a zero byte at position" ] }
		[ text => $table, 3 ], [ CSV => $csv, 3 ], [ 'a page' => $html, 3 ], [ JSON => $json, 1 ]),
	[ 'a workbook that is cut off', q('\x504b030414000600080000002100'::bytea), '22P04', 'the archive cannot be opened: ' ],
	[ 'a workbook of the old form', q('\xd0cf11e0a1b11ae1'::bytea || convert_to(repeat('x', 100000), 'UTF8')), '22P04', 'the file is a workbook with a password, or of the old form .xls' ],
	[ 'a workbook of nothing but its first bytes', q('\x504b0506'::bytea || convert_to(repeat('x', 10000000), 'UTF8')), '22P04', 'the archive cannot be opened: ' ],

	# JSON that is none of ours
	[ 'lists within lists', q('{"a": ' || repeat('[', 8000000)), '22P04', 'line 1: the JSON is nested too deeply' ],
	[ 'objects within objects', q('{"class": "dataset", "value": ' || repeat(E'{"a":\n', 1000) || '1'), '22P04', 'line 32: the JSON is nested too deeply' ],
	[ 'sizes whose product overflows', qq($json || '"size": [4294967296, 4294967296], "value": []}'), '22P04', 'dimension 1 has no name or no size' ],
	[ 'sizes whose product overflows 64 bits', q('{"id": ["a", "b", "c", "d"], "size": [2147483647, 2147483647, 2147483647, 2147483647], "dimension": {"a": {}}, "value": []}'), '22P04', 'the dataset is too large' ],
	[ 'a size that promises more than there is', qq($json || '"size": [1000000, 1000], "value": [1]}'), '22P04', 'the dataset has a list of 1 cells instead of 1000000000' ],
	[ 'a size without values', qq($json || '"size": [1000000, 1000], "value": {}}'), '22P04', 'dimension "region" does not have 1000000 categories' ],

	# pages that would do something in a browser
	[ 'a script within a name', q('<table><tr><th>Kommune<th>Bosatt<tr><td><script>alert("<td>")</script>Foo<td>5</table>'), '22P04', 'line 1: municipality "Foo" is unknown' ],
	[ 'a name that is a script', q('<table><tr><th>Kommune<th>Bosatt<tr><td>&lt;script>alert(1)&lt;/script><td>5</table>'), '22P04', 'line 1: municipality "<script>alert\(1\)</script>" is unknown' ],
	[ 'a handler as a cell', q(E'<table><tr><th>Kommune<th>Bosatt\n<tr onload="x()"><td>Bergen<td onclick="y()">javascript:z()</table>'), '22P04', 'line 2: cell "javascript:z\(\)" of settled is neither a count nor a symbol' ],

);
my @found = session('', map { import_statement($_->[1]) } @cases);
check_refused($found[$_], $cases[$_][0], @{ $cases[$_] }[2, 3]) for 0 .. $#cases;

# What is long is made beforehand: it is the reading whose memory is measured, in a session of its own.
sub prepare
{
	my ($name, $begin, $repeated, $count, $end) = @_;
	session('', "INSERT INTO content VALUES ('$name', '$begin' || repeat($repeated, $count) || '$end');");
	return "(SELECT content FROM content WHERE name = '$name')";
}
for my $case ($slow ? () : (

	# 100 MB
	[ '100 MB of rows', 'Kommune Bosatt' => q(E'\nBergen 5'), 12000000, '', '22P04', 'line 74565\d\d: the content is too long' ],
	[ '100 MB of CSV', 'Kommune;Bosatt' => q(E'\nBergen;5'), 12000000, '', '22P04', 'line 74565\d\d: the content is too long' ],
	[ '100 MB of a page', '<table><tr><th>Kommune<th>Bosatt' => q(E'\n<tr><td>Bergen<td>5'), 5200000, '', '22P04', 'line 33554\d\d: the content is too long' ],
	[ '100 MB of JSON', '{"value": [1' => q(', 1'), 34000000, ']}', '22P04', 'the JSON-stat dataset is too long' ],
	[ '100 MB of a file', 'Kommune Bosatt' => q(E'\nBergen 5'), 12000000, '', '22P04', 'line 74565\d\d: the content is too long' ],

	# as much as is read at most
	[ 'one row too many', 'Kommune Bosatt' => q(E'\nBergen 5'), 1000001, '', '22P04', 'line 1000002: the content has more than 1000000 rows' ],
	[ '60 MB in one line', '' => q('Kommunane er klare. '), 3000000, '', '22P04', 'no table found' ],
	[ '60 MB in one field', "Kommune;Bosatt\n\"" => q('Bergen'), 10000000, '', '22P04', 'line 2: unterminated quote' ],
	[ '60 MB in one cell', '<table><tr><th>Kommune<th>Bosatt<tr><td>' => q('Bergen'), 10000000, '<td>5</table>', '22P04', 'line 1: the text of a cell is too long' ],
	[ '60 MB in one tag', '<table><tr><th>Kommune<th>Bosatt<tr><td title="' => q('Bergen'), 10000000, '', '22P04', 'line 1: the content ends within a tag' ],
	[ '8 MB of values', $json =~ s/^'|'$//gr . '"size": [1, 1], "value": [1' => q(', 1'), 2700000, ']}', '22P04', 'the dataset has a list of 2700001 cells instead of 1' ]))
{
	my ($name, @parts) = @$case;
	my $content = prepare($name, splice @parts, 0, 4);
	$content = "convert_to($content, 'UTF8')" if $name eq '100 MB of a file';
	check_refused(session('', import_statement($content)), $name, @parts);
}

# a reading that takes long ends when it is cancelled
for my $case ($slow ? () : (
	[ 'rows', 'Kommune Bosatt' => q(E'\nBergen 5'), 999999, '' ],
	[ 'prose', '' => q(E'Kommunane er klare.\n'), 1000000, '' ],
	[ 'CSV', 'Kommune;Bosatt' => q(E'\nBergen;5'), 999999, '' ],
	[ 'a page', '<table><tr><th>Kommune<th>Bosatt' => q(E'\n<tr><td>Bergen<td>5'), 999999, '</table>' ],
	[ 'JSON', '{"id": ["region", "year"], "size": [1, 100000], "label": "Bosatte", "role": {"geo": ["region"]}, "dimension": {"region": {"category": {"index": ["4601"]}},
		"year": {"category": {"index": [\' || (SELECT string_agg(\'"\' || i || \'"\', \',\') FROM generate_series(1, 100000) AS i) || \']}}}, "value": [1' => q(', 1'), 99999, ']}' ]))
{
	my $name = shift @$case;
	my $content = prepare("long $name", @$case);
	my ($found) = session('SET statement_timeout = 50;', "SELECT count(*) FROM busetting.read_table($content);");
	ok($found->{code} eq '57014', "cancelled: $name") or diag($found->{printed});
}
done_testing();
