#!/usr/bin/perl
# Names go in and out in the client's encoding: a table imported in Latin-1 or Windows-1252 is found stored
# by one in UTF-8, and comes out as CSV with the bytes of the client's encoding.

use strict;
use warnings;
use Encode qw(encode);
use File::Temp qw(tempdir);
use Test::More;

my $work = tempdir(CLEANUP => 1);

# What psql prints, as bytes.
sub query
{
	my ($encoding, $bytes) = @_;
	local $ENV{PGCLIENTENCODING} = $encoding;
	open my $file, '>:raw', "$work/query.sql" or die "$work/query.sql: $!";
	print $file "SET search_path = busetting, public;\n$bytes";
	close $file or die "$work/query.sql: $!";
	return scalar `psql -X -q -A -t -d client_encoding -f $work/query.sql 2>&1`;
}

system('psql', '-X', '-q', '-c', 'CREATE DATABASE client_encoding') == 0 or die 'no database';
query('UTF8', 'SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;');
my $import = "SELECT import_table(\$\$Kommune;Bosatt\nTroms\x{f8};51\nB\x{e6}rum;:\n\x{c5}lesund;7\n\$\$, 'K\x{e5}re', '2022-05-18');\n";
is(query('UTF8', encode('UTF-8', $import)), "1\n", 'stored in UTF-8');
for my $encoding (['LATIN1', 'iso-8859-1'], ['WIN1252', 'cp1252'], ['UTF8', 'UTF-8'])
{
	my ($client, $perl) = @$encoding;
	like(query($client, encode($perl, $import)), qr/NOTICE: .*is stored already.*^1$/ms, "$client: the same in");
	is(query($client, "SELECT publication_csv(1) \\g (format=unaligned)\n"),
		encode($perl, "Kode;Navn;Bosatt\n1507;\x{c5}lesund;7\n3024;B\x{e6}rum;:\n5401;Troms\x{f8};51\n\n"), "$client: and out");
}
like(query('LATIN1', "SELECT name FROM region_name WHERE language = 'se' AND name LIKE 'K%johka';\n"), qr/ERROR: .* has no equivalent in encoding "LATIN1"/,
	'a Sami name, which the client cannot show, is an error and no other name');
done_testing();
