#!/usr/bin/perl
# The extension's own tables through pg_dump: what users added comes back, what the extension
# brings itself does not come twice.  Custom and directory format, in parallel, under another
# search_path, data only, and in the name of an owner who is no superuser; and under policies, which
# pg_dump leaves out.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database content as_owner);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

sub tool
{
	my ($printed, $status) = as_owner(@_);
	# what it says of tables that refer to themselves is no error; before PostgreSQL 14 "detail:" and "hint:" are not there
	$printed =~ s/^pg_dump: (warning: there are circular|(detail:)? +(region|forecast|measure)|(hint: )?(You might not|Consider)).*\n//mg;
	return $printed . ($status ? "exit status $status" : '');
}

sub same
{
	my ($database, $expected, $name) = @_;
	my $content = content(dbname => $database);
	ok($content eq $expected, $name) or do {
		my %expected = map { ($_ => 1) } split /\n/, $expected;
		my %content = map { ($_ => 1) } split /\n/, $content;
		diag(join "\n", 'missing:', (grep { !$content{$_} } sort keys %expected)[ 0 .. 3 ], 'surplus:', (grep { !$expected{$_} } sort keys %content)[ 0 .. 3 ]);
	};
	query("DROP DATABASE $database;");
	return;
}

my $table = sub { open my $file, '<', "test/data/$_[0]" or die "$_[0]: $!"; local $/; return '$table$' . <$file> . '$table$' };
my $presentation = $table->('ks-settlement-2022-05-18.txt');
query('CREATE ROLE keeper LOGIN;');
new_database('kept', owner => 'keeper', username => 'postgres', empty => 1);
my $filled = psql(qq{
	SET client_min_messages = warning;
	CREATE EXTENSION busetting CASCADE;
	SET search_path = busetting, public;
	INSERT INTO symbol_dialect VALUES ('own', 'Own');
	INSERT INTO symbol_meaning VALUES ('own', '?', 'hidden');
	INSERT INTO suppression_rule (rule, dialect) VALUES ('own', 'own');
	INSERT INTO rule_measure (rule, measure, hidden) VALUES ('own', 'settled', '0..9');
	INSERT INTO region (code, level, validity, parent) SELECT '4699', level, '[2030-01-01,)', parent FROM region WHERE code = '4601' LIMIT 1;
	INSERT INTO region_name (region, kind, language, name) SELECT id, 'official', 'no', 'Nyby' FROM region WHERE code = '4699';
	INSERT INTO region_name (region, name, validity) SELECT id, 'Bjørgvin', validity FROM region WHERE code = '4601' ORDER BY id LIMIT 1;
	INSERT INTO region_change (on_date, from_region, to_region) SELECT '2030-01-01', a.id, b.id FROM region AS a, region AS b WHERE a.code = '4601' AND b.code = '4699';
	INSERT INTO forecast VALUES ('own', 'IMDi', '2023-01-01', 'whole', 10, '[2023-01-01,2024-01-01)', NULL), ('own', 'IMDi', '2023-01-01', 'part', 4, '[2023-01-01,2024-01-01)', 'whole');
	INSERT INTO grant_rate VALUES ('unused place', '[2023-01-01,2024-01-01)', 51000);
	INSERT INTO region_tree (tree, languages) VALUES ('vendland', '{de,pl}');
	INSERT INTO region_level (tree, level, position, code_pattern, code_digits, designations, en, en_plural) VALUES
		('vendland', 'staat', 1, 'VL', NULL, '{}', 'State', 'states'), ('vendland', 'bezirk', 2, '[0-9]{3}', 3, '{bezirk}', 'District', 'districts');
	INSERT INTO region (code, level, validity) VALUES ('VL', 'staat', '(,)');
	INSERT INTO region (code, level, validity, parent) SELECT c, 'bezirk', '(,)', r.id FROM unnest('{011,012}'::text[]) AS c, region AS r WHERE r.code = 'VL';
	INSERT INTO region_name (region, kind, language, name) SELECT r.id, 'official', 'de', v.name
	FROM (VALUES ('VL', 'Vendland'), ('011', 'Bergen'), ('012', 'Łódka')) AS v(code, name) JOIN region AS r ON r.code = v.code AND r.tree = 'vendland';
	INSERT INTO region_name (region, kind, language, name) SELECT id, 'official', 'pl', 'Łódź' FROM region WHERE code = '012' AND tree = 'vendland';
	INSERT INTO region_tile (map, region, x, y) SELECT parent, id, 1, 1 FROM region WHERE code = '011' AND tree = 'vendland';
	INSERT INTO measure (measure, position, nb, nn, en) VALUES ('admissions', 100, 'Innleggelser', 'Innleggingar', 'Admissions');
	INSERT INTO suppression_rule (rule, tree, hidden) VALUES ('below ten', 'vendland', '1..9');
	INSERT INTO measure_word (phrase, role, level, measure) VALUES ('Bezirk', 'name', 'bezirk', NULL), ('Aufnahmen', 'measure', NULL, 'admissions');
	SELECT import_table(E'Bezirk;Aufnahmen\\nBergen;:\\nŁódka;20\\nVendland;25', 'Statistikamt', '2026-01-31', 'below ten');
	SELECT import_table($presentation, 'KS', '2022-05-18');
	SELECT import_table(E'Kommune;Bosatt;Avtalt\\nBergen;:;183\\nBjørgvin;1;1', 'own', '2022-05-18') \\g /dev/null
	SELECT import_table(E'Kommune;Bosatt;Avtalt\\nBergen;?;183\\nVestland i alt;30;200', 'own', '2022-05-19', 'own', 'municipality');
	DELETE FROM publication WHERE source = 'KS' AND date < '2022-05-18';
}, dbname => 'kept', username => 'keeper', go_on => 1);
unlike($filled =~ s/^ERROR: +line 3: Bjørgvin stands twice.*//mr, qr/ERROR/, 'a database with rows of all kinds') or diag($filled);
my $all = content(dbname => 'kept');
is(query(q{SELECT code, name, value FROM busetting.figure WHERE source = 'Statistikamt' ORDER BY code;}, dbname => 'kept'), "011|Bergen|1..9\n012|Łódka|20\nVL|Vendland|25", 'one of its trees is its own');

is(query(q{
	SELECT oid::regclass FROM pg_class
	WHERE relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND relkind IN ('r', 'p') AND relname !~ '^(report_.*_copy|copied_report|copied_date)$' AND oid <> ALL (SELECT unnest(extconfig) FROM pg_extension WHERE extname = 'busetting')
	ORDER BY 1;}, dbname => 'kept'), '', 'every table is dumped, but for copies of reports');
is(query(q{
	SELECT s.oid::regclass FROM pg_class AS s JOIN pg_depend AS d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
	WHERE s.relnamespace = 'busetting'::regnamespace AND s.relkind = 'S' AND s.oid <> ALL (SELECT unnest(extconfig) FROM pg_extension WHERE extname = 'busetting')
	ORDER BY 1;}, dbname => 'kept'), '', 'and every sequence');

my $file = "$ENV{PGHOST}/dump";
is(tool("$ENV{PG_BINDIR}/pg_dump", '--format=custom', "--file=$file.custom", 'kept'), '', 'a dump in custom format');
query('CREATE DATABASE restored; ALTER DATABASE restored SET search_path = nowhere;');
is(tool("$ENV{PG_BINDIR}/pg_restore", '--exit-on-error', '--dbname=restored', "$file.custom"), '', 'is restored under another search_path');
same('restored', $all, 'and holds the same');

is(tool("$ENV{PG_BINDIR}/pg_dump", '--format=directory', '--jobs=2', "--file=$file.directory", 'kept'), '', 'a dump in directory format, in parallel');
query('CREATE DATABASE restored OWNER keeper; ALTER DATABASE restored SET search_path = pg_catalog;');
is(tool("$ENV{PG_BINDIR}/pg_restore", '--username=keeper', '--no-owner', '--no-privileges', '--no-comments', '--exit-on-error', '--dbname=restored', "$file.directory"), '', 'is restored by an owner who is no superuser');
same('restored', $all, 'and holds the same');
query('CREATE DATABASE restored;');
{
	# pg_restore --jobs does not keep the order of an extension's tables that refer to each other
	local $ENV{PGOPTIONS} = '-c session_replication_role=replica';
	is(tool("$ENV{PG_BINDIR}/pg_restore", '--exit-on-error', '--jobs=2', '--dbname=restored', "$file.directory"), '', 'and in parallel');
}
same('restored', $all, 'and holds the same');

is(tool("$ENV{PG_BINDIR}/pg_dump", '--data-only', '--format=custom', "--file=$file.data", 'kept'), '', 'a dump of data only');
new_database('restored');
is(tool("$ENV{PG_BINDIR}/pg_restore", '--data-only', '--exit-on-error', '--dbname=restored', "$file.data"), '', 'is restored where the extension is');
same('restored', $all, 'and holds the same');

is(tool("$ENV{PG_BINDIR}/pg_dump", '--inserts', '--username=keeper', "--file=$file.sql", 'kept'), '', 'its owner dumps it as INSERTs');
query('CREATE DATABASE restored;');
is(psql("\\i $file.sql\n", dbname => 'restored') =~ s/^\d*\n?//mgr, '', 'which are run');
same('restored', $all, 'and make the same');

# policies are in no dump: who was let read some reads nothing until they are there again
my $policies = q{SET search_path = busetting, public; ALTER TABLE publication ENABLE ROW LEVEL SECURITY;
	CREATE POLICY office ON publication TO office USING (source = 'KS'); CALL extend_policies();};
my $shown = join '', map { "SELECT '$_', count(*) FROM $_;\n" } 'busetting.figure', 'busetting.report_municipality',
	split /\n/, query('SELECT DISTINCT name FROM busetting_internal.policy_table ORDER BY 1;', dbname => 'kept');
query('CREATE ROLE office LOGIN;');
like(psql('CALL busetting.extend_policies();', dbname => 'kept'), qr/^ERROR:  row-level security of busetting.publication is not enabled\nHINT:  ALTER TABLE/, 'what is not enabled is not extended');
query("$policies CALL grant_analysis('office');", dbname => 'kept');
my $office = query($shown, dbname => 'kept', username => 'office');
like($office, qr/^busetting.publication\|1$/m, 'an office sees its publications');
my $secured = content(dbname => 'kept');
is(tool("$ENV{PG_BINDIR}/pg_dump", '--format=directory', "--file=$file.secured", 'kept'), '', 'a dump of what is under policies');
for my $parallel (0, 1)
{
	query('CREATE DATABASE restored;');
	if ($parallel)
	{
		local $ENV{PGOPTIONS} = '-c session_replication_role=replica';
		# before 14 pg_restore shows the warning, too
		is(tool("$ENV{PG_BINDIR}/pg_restore", '--exit-on-error', '--jobs=2', '--dbname=restored', "$file.secured") =~ s/^pg_restore: WARNING:.*\nDETAIL:.*\nHINT:.*\n//mr,
			'', 'is restored in parallel');
	}
	else
	{
		is(tool("$ENV{PG_BINDIR}/pg_restore", "--file=$file.sql", "$file.secured"), '', 'is a script');
		my $printed = psql("\\o /dev/null\n\\i $file.sql\n", dbname => 'restored');
		like($printed, qr/^WARNING:  publications are shown to nobody but the owner of busetting.publication and superusers\nDETAIL:.*\nHINT:.*\z/, 'which says that policies are missing')
			or diag($printed);
	}
	is(query($shown, dbname => 'restored', username => 'office'), $office =~ s/\|\d+$/|0/mgr, 'until it is, the office sees nothing anywhere');
	query($policies, dbname => 'restored');
	is(query($shown, dbname => 'restored', username => 'office'), $office, 'and what it saw after that');
	same('restored', $secured, 'nothing is lost');
}
new_database('restored');
query($policies, dbname => 'restored');
is(tool("$ENV{PG_BINDIR}/pg_restore", '--data-only', '--exit-on-error', '--dbname=restored', "$file.secured"), '', 'data alone come where policies are there already');
same('restored', $secured, 'and are the same');
# where triggers are off, as a superuser can have it, too
new_database('restored');
query("CALL busetting.grant_analysis('office');", dbname => 'restored');
is(tool("$ENV{PG_BINDIR}/pg_restore", '--data-only', '--disable-triggers', '--exit-on-error', '--dbname=restored', "$file.secured") =~ s/^pg_restore: WARNING:.*\nDETAIL:.*\nHINT:.*\n//mr,
	'', 'data come with triggers off');
is(query($shown, dbname => 'restored', username => 'office'), $office =~ s/\|\d+$/|0/mgr, 'and whoever was granted to read sees nothing');
query($policies, dbname => 'restored');
is(query($shown, dbname => 'restored', username => 'office'), $office, 'until there are policies');
same('restored', $secured, 'nothing is lost');

query('DROP DATABASE kept; DROP ROLE office; DROP ROLE keeper;');
done_testing();
