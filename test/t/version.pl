#!/usr/bin/perl
# One version in every file that names it.  ALTER EXTENSION UPDATE of a database that is in use gives, object by object,
# the catalog of a fresh install, and row by row what a database of the new version holds; grants are kept, in dumps
# too, and so are policies, views on top and indexes.  A dump of the old version comes into the new one.  There is no way back.
#
# It is so from every version that was released, and to a made-up next one: what that brings is test/data/next_version.sql.

use strict;
use warnings;
use File::Basename qw(basename dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query content as_owner);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
sub slurp { my ($name) = @_; open my $file, '<', $name or die "$name: $!"; local $/; return scalar <$file> }

my ($version) = slurp('Makefile') =~ /^EXTVERSION = (\S+)$/m;
is((slurp('busetting.control') =~ /^default_version = '(.*)'$/m)[0], $version, "the control file's version is that of the makefile, $version");
is(join(' ', slurp('META.json') =~ /^\t+"version": "(.*?)",?$/mg), "$version $version 1.0.0", "so is META.json's");
like(slurp('META.json'), qr/"file": "sql\/busetting--\Q$version\E\.sql"/, 'which names the script');
is((slurp('CHANGELOG.md') =~ /^## (\S+)/m)[0], $version, 'and the newest of the changelog');
my $first = "SELECT pg_catalog.set_config('search_path', 'busetting, pg_temp', true);\n";
my $last = "\nCALL busetting_internal.give_privileges();\n";
my @upgrades = grep { -e } glob 'sql/busetting--*--*.sql';
is(join(' ', grep { slurp($_) !~ /^\Q$first\E.*\Q$last\E\z/s } @upgrades), '', 'an upgrade script looks nowhere else for names, and gives privileges at its end');
is(substr(slurp('sql/privilege.sql'), -length $last), $last, 'as does an install script');

# What the catalogs say of every object of the extension, without numbers that differ by chance.
my $catalog = q{
	SET search_path = pg_catalog;
	WITH member AS (
		SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS object
		FROM pg_depend AS d JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'busetting'
		WHERE d.deptype = 'e'
	)
	SELECT object, obj_description(objid, classid::regclass::name) FROM member
	UNION ALL
	SELECT object, concat_ws(' ', privtype, initprivs) FROM member JOIN pg_init_privs AS i ON i.classoid = classid AND i.objoid = objid
	UNION ALL
	SELECT object, concat_ws(' ', nspowner::regrole, nspacl) FROM member JOIN pg_namespace AS n ON n.oid = objid AND classid = 'pg_namespace'::regclass
	UNION ALL
	SELECT object, concat_ws(' ', pg_get_functiondef(p.oid), proacl, proowner::regrole, procost, prorows, provolatile, proparallel, proleakproof, prosupport)
	FROM member JOIN pg_proc AS p ON p.oid = objid AND classid = 'pg_proc'::regclass WHERE prokind <> 'a'
	UNION ALL
	SELECT object, concat_ws(' ', regexp_replace(a::text, '\y[0-9]{5,}\y', '', 'g'), proacl, proowner::regrole)
	FROM member JOIN pg_aggregate AS a ON aggfnoid = objid AND classid = 'pg_proc'::regclass JOIN pg_proc AS p ON p.oid = objid
	UNION ALL
	SELECT object, concat_ws(' ', relkind, relacl, relowner::regrole, reloptions, relreplident, relrowsecurity, CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
	FROM member JOIN pg_class AS c ON c.oid = objid AND classid = 'pg_class'::regclass
	UNION ALL
	SELECT object || '.' || attname, concat_ws(' ', attnum, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation::regcollation, pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
	FROM member JOIN pg_attribute AS a ON attrelid = objid AND classid = 'pg_class'::regclass AND attnum > 0
	LEFT JOIN pg_attrdef AS d ON adrelid = attrelid AND adnum = attnum
	UNION ALL
	SELECT object, concat_ws(' ', conname, pg_get_constraintdef(k.oid)) FROM member JOIN pg_constraint AS k ON objid IN (nullif(conrelid, 0), nullif(contypid, 0))
	UNION ALL
	SELECT object, pg_get_indexdef(indexrelid) FROM member JOIN pg_index AS i ON indrelid = objid AND classid = 'pg_class'::regclass
	UNION ALL
	SELECT object, concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid)) FROM member JOIN pg_trigger AS t ON tgrelid = objid AND classid = 'pg_class'::regclass WHERE NOT tgisinternal
	UNION ALL
	SELECT object, concat_ws(' ', polname, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid)) FROM member JOIN pg_policy ON polrelid = objid AND classid = 'pg_class'::regclass
	UNION ALL
	SELECT object, concat_ws(' ', typlen, typbyval, typtype, typcategory, typispreferred, typalign, typstorage, typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze, typbasetype::regtype, typdefault, typacl)
	FROM member JOIN pg_type AS t ON t.oid = objid AND classid = 'pg_type'::regclass
	UNION ALL
	SELECT object, concat_ws(' ', oprcanmerge, oprcanhash, oprcom::regoperator, oprnegate::regoperator, oprcode, oprrest, oprjoin)
	FROM member JOIN pg_operator AS o ON o.oid = objid AND classid = 'pg_operator'::regclass
	UNION ALL
	SELECT object, concat_ws(' ', castcontext, castmethod, castfunc::regprocedure) FROM member JOIN pg_cast AS c ON c.oid = objid AND classid = 'pg_cast'::regclass
	UNION ALL
	SELECT object, pg_describe_object('pg_amop'::regclass, m.oid, 0) FROM member JOIN pg_amop AS m ON amopfamily = objid AND classid = 'pg_opfamily'::regclass
	UNION ALL
	SELECT object, pg_describe_object('pg_amproc'::regclass, m.oid, 0) FROM member JOIN pg_amproc AS m ON amprocfamily = objid AND classid = 'pg_opfamily'::regclass
	UNION ALL
	SELECT c.oid::regclass::text, condition FROM pg_extension, unnest(extconfig, extcondition) AS c(oid, condition) WHERE extname = 'busetting'
	UNION ALL
	SELECT 'version', extversion FROM pg_extension WHERE extname = 'busetting'
	ORDER BY 1, 2;};

# What the database's owner, who is no superuser, has in it: publications, what was found in them, rows of his own, policies,
# and tables, indexes and views beside the extension.
my $filling = q{
	SET search_path = busetting, public;
	SELECT import_table($table$} . slurp('test/data/ks-settlement-2022-05-18.txt') . q{$table$, 'KS', '2022-05-18');
	SELECT import_table(E'Kommune;Bosatt;Avtalt\nBergen;:;183\nStord;12;7~', 'own', '2022-05-25', 'own');
	SELECT correct_cell('own', '2022-05-25', 'Bergen', 'agreed', '185');
	UPDATE publication SET imported_at = '2022-06-01';
	INSERT INTO suppression_exception (rule, source, measure, hidden) VALUES ('imdi', 'KS', 'settled', '0..6');
	INSERT INTO region_name (region, name, validity) SELECT id, 'Bjørgvin', validity FROM region WHERE code = '4601' ORDER BY id LIMIT 1;
	CALL check_publications('2022-06-01');
	CALL refresh_reports();
	CREATE TABLE public.own (value suppressed_int(0,4), publication integer REFERENCES publication);
	INSERT INTO own SELECT i, NULL FROM generate_series(1, 100) AS i;
	CREATE INDEX own_value ON own (value);
	CREATE VIEW public.on_top AS SELECT g.municipality, g.gap, count(o.value) FROM municipality_gap AS g, own AS o WHERE o.value << '50' AND g.date = '2022-05-18' GROUP BY 1, 2;
	CALL grant_reports('reader');
	GRANT SELECT ON revision, publication TO reader;
	REVOKE EXECUTE ON FUNCTION region_list FROM PUBLIC;
	ALTER TABLE publication ENABLE ROW LEVEL SECURITY;
	CREATE POLICY of_ks ON publication TO reader USING (source = 'KS');
	CALL extend_policies();
};
my $own_rule = q{INSERT INTO symbol_dialect (dialect, publisher) VALUES ('own', 'Own'); INSERT INTO symbol_meaning VALUES ('own', ':', 'hidden'); INSERT INTO symbol_flag VALUES ('own', '~', 'about');
	INSERT INTO suppression_rule (rule, dialect) VALUES ('own', 'own'); INSERT INTO rule_measure (rule, measure, hidden) VALUES ('own', 'settled', '0..9');};
# what a new version asks for in every database: it may read otherwise, and its reports may be others
my $read_again = q{SET search_path = busetting, public; SELECT read_publications(); CALL check_publications('2022-06-01'); CALL refresh_reports(); CALL grant_reports('reader');};

sub fill
{
	my ($name, $version) = @_;
	query("CREATE DATABASE $name OWNER keeper;");
	my %option = (dbname => $name, username => 'keeper');
	query("SET client_min_messages = warning; CREATE EXTENSION busetting VERSION '$version' CASCADE; SET search_path = busetting; $own_rule $filling", %option);
	return %option;
}

# The rows, without times and what is made of them; not what jobs tell of their runs, nor what sequences have given out.
sub rows
{
	my (%option) = @_;
	query('DELETE FROM busetting.job_run;', %option);
	return content(%option, kinds => 'rpvm') =~ s/^(copied_date.*,)[0-9a-f]{32}/$1/mgr =~ s/"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?(\+00| \+00:00)?"?(,\d+\.\d+)?/TIME/gr;
}

sub grants { return join '', sort grep { /^(GRANT|REVOKE)/ } map { "$_\n" } split /\n/, scalar as_owner("$ENV{PG_BINDIR}/pg_dump", '--schema-only', @_) }

sub same
{
	my ($got, $expected, $name) = @_;
	return ok($got eq $expected, $name) || do {
		my (%got, %expected);
		@got{split /\n/, $got} = ();
		@expected{split /\n/, $expected} = ();
		diag(join "\n", 'missing:', (grep { !exists $got{$_} } sort keys %expected), 'surplus:', (grep { !exists $expected{$_} } sort keys %got));
	};
}

# where this server has its scripts
my $share = `$ENV{PG_BINDIR}/pg_config --sharedir`;
chomp $share;
$share = "$ENV{PGHOST}$share" if index($share, $ENV{PGHOST}) != 0;
my $directory = "$share/extension";
my $brought = slurp('test/data/next_version.sql') . $last;
my %made = ("busetting--next.sql" => slurp("$directory/busetting--$version.sql") . $brought, "busetting--$version--next.sql" => $first . $brought);
for my $name (keys %made)
{
	open my $file, '>', "$directory/$name" or die "$directory/$name: $!";
	print $file $made{$name};
	close $file;
	chmod 0644, "$directory/$name";
}
my @released = sort grep { $_ ne $version } map { basename($_) =~ /^busetting--([\d.]+)\.sql$/ } glob "$directory/busetting--*.sql";
is("@released", join(' ', sort grep { $_ ne $version } slurp('CHANGELOG.md') =~ /^## (\S+) - \d{4}-\d\d-\d\d$/mg), 'every version that was released can be updated');
my @updates = ((map { [ $_, $version ] } @released), [ $version, 'next' ]);

query('CREATE ROLE keeper LOGIN; CREATE ROLE reader LOGIN;');
for my $update (@updates)
{
	my ($old, $new) = @$update;
	my %fresh = fill('fresh', $new);
	my %updated = fill('updated', $old);
	query($read_again, %fresh);
	my $fresh = query($catalog, %fresh);
	my $fresh_rows = rows(%fresh);
	cmp_ok(scalar(() = $fresh =~ /\n/g), '>', 1000, "$old to $new: there is a catalog to compare");
	like($fresh_rows, qr/^report_county_copy\|/m, 'and there are rows');
	isnt(query($catalog, %updated), $fresh, 'the versions differ');
	my $reads = query('SELECT busetting_internal.reading_version();', %updated);
	my $file = "$ENV{PGHOST}/old.dump";
	as_owner("$ENV{PG_BINDIR}/pg_dump", '--data-only', '--format=custom', "--file=$file", 'updated');
	my $grants = grants('updated');
	like($grants, qr/^GRANT SELECT ON TABLE busetting.report_county TO reader;$/m, 'there are grants');
	is(psql("ALTER EXTENSION busetting UPDATE TO '$new';", %updated), '', 'its owner updates the database');
	same(grants('updated'), $grants, 'who could read before can still, and a dump says so');
	like(psql('SELECT count(*) FROM busetting.municipality_gap;', %updated), qr/^ERROR:  the publication of .* is to be read again\nDETAIL:  It was read by another version of the extension/, 'old figures are not shown')
		if query('SELECT busetting_internal.reading_version();', %updated) ne $reads;
	query($read_again, %updated);
	same(query($catalog, %updated), $fresh, 'object by object the catalog is that of a fresh install');
	same(rows(%updated), $fresh_rows, 'row by row the content is what the new version holds');
	is(query(q{SET search_path = public, busetting; SELECT * FROM on_top WHERE municipality = 'Bergen'; SET enable_seqscan = off; SELECT count(*) FROM own WHERE value = '7';}, %updated),
		query(q{SET search_path = public, busetting; SELECT * FROM on_top WHERE municipality = 'Bergen'; SELECT count(*) FROM own WHERE value::text = '7';}, %fresh), 'a view on top and an index are as they were');
	is(query('SELECT DISTINCT source FROM busetting.report_municipality;', %updated, username => 'reader'), 'KS', 'a reader sees what policies let him see');
	is(query("SELECT relowner::regrole, reloptions FROM pg_class WHERE relname IN ('own', 'on_top') ORDER BY relname;", %updated), "keeper|\nkeeper|", 'what is no part of the extension is not touched');
	like(psql("ALTER EXTENSION busetting UPDATE TO '$old';", %updated), qr/^ERROR:  extension "busetting" has no update path from version "\Q$new\E" to version "\Q$old\E"$/,
		'there is no way back, and it is said');
	query('DROP DATABASE fresh; CREATE DATABASE restored OWNER keeper;');
	my %restored = (dbname => 'restored', username => 'keeper');
	query("SET client_min_messages = warning; CREATE EXTENSION busetting VERSION '$new' CASCADE; CREATE TABLE own (value busetting.suppressed_int(0,4), publication integer REFERENCES busetting.publication);", %restored);
	is(scalar as_owner("$ENV{PG_BINDIR}/pg_restore", '--data-only', '--exit-on-error', '--dbname=restored', $file) =~ s/^pg_restore: WARNING:.*\nDETAIL:.*\nHINT:.*\n//mr, '', 'a dump of the old version comes into the new');
	query($read_again, %restored);
	same(rows(%restored), $fresh_rows, 'and gives the same');
	query('DROP DATABASE updated; DROP DATABASE restored;');
}
unlink map { "$directory/$_" } keys %made;
query('DROP ROLE reader; DROP ROLE keeper;');
done_testing();
