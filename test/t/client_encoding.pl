#!/usr/bin/perl
# Names go in and out in the client's encoding: a table imported in Latin-1 or Windows-1252 is found stored
# by one in UTF-8, and comes out as CSV with the bytes of the client's encoding.

use strict;
use warnings;
use Encode qw(encode);
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql new_database);

# What psql prints, as bytes.
sub query
{
	my ($encoding, $bytes) = @_;
	local $ENV{PGCLIENTENCODING} = $encoding;
	return scalar psql("SET search_path = busetting, public;\n$bytes", dbname => 'client_encoding', go_on => 1);
}

new_database('client_encoding');
my $import = "SELECT import_table(\$\$Kommune;Bosatt\nTroms\x{f8};51\nB\x{e6}rum;:\n\x{c5}lesund;7\n\$\$, 'K\x{e5}re', '2022-05-18');\n";
is(query('UTF8', encode('UTF-8', $import)), '1', 'stored in UTF-8');
for my $encoding (['LATIN1', 'iso-8859-1'], ['WIN1252', 'cp1252'], ['UTF8', 'UTF-8'])
{
	my ($client, $perl) = @$encoding;
	like(query($client, encode($perl, $import)), qr/NOTICE: .*is stored already.*^1$/ms, "$client: the same in");
	is(query($client, "SELECT publication_csv(1) \\g (format=unaligned)\n"),
		encode($perl, "Kode;Navn;Bosatt\n1507;\x{c5}lesund;7\n3024;B\x{e6}rum;:\n5401;Troms\x{f8};51\n"), "$client: and out");
}
like(query('LATIN1', "SELECT name FROM region_name WHERE language = 'se' AND name LIKE 'K%johka';\n"), qr/ERROR: .* has no equivalent in encoding "LATIN1"/,
	'a Sami name, which the client cannot show, is an error and no other name');
psql("CREATE DATABASE latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0;", dbname => 'postgres');
like(scalar psql('SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;', dbname => 'latin1'),
	qr/ERROR:  busetting needs a database of encoding UTF8, and this one has LATIN1\nDETAIL:.*\nHINT:  CREATE DATABASE/, 'a database of another encoding is told what is needed');
psql('DROP DATABASE latin1;', dbname => 'postgres');
done_testing();
