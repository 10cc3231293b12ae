#!/usr/bin/perl
# One version in every file that names it; ALTER EXTENSION UPDATE from every version that has
# an install script gives, object by object, the catalog of a fresh install, and keeps data,
# views on top and indexes; there is no way back.
#
# Until there is a release to come from, the version before is made up: all but the last part
# of the install script, which then is the upgrade.

use strict;
use warnings;
use File::Basename qw(basename dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
sub slurp { my ($name) = @_; open my $file, '<', $name or die "$name: $!"; local $/; return scalar <$file> }

my ($version) = slurp('Makefile') =~ /^EXTVERSION = (\S+)$/m;
is((slurp('busetting.control') =~ /^default_version = '(.*)'$/m)[0], $version, "the control file's version is that of the makefile, $version");
is(join(' ', slurp('META.json') =~ /^\t+"version": "(.*?)",?$/mg), "$version $version 1.0.0", "so is META.json's");
like(slurp('META.json'), qr/"file": "sql\/busetting--\Q$version\E\.sql"/, 'which names the script');
is((slurp('CHANGELOG.md') =~ /^## (\S+)/m)[0], $version, 'and the newest of the changelog');
my @upgrades = grep { -e } glob 'sql/busetting--*--*.sql';
is(join(' ', grep { slurp($_) !~ /pg_catalog\.set_config\('search_path', 'busetting, pg_temp', true\)/ } @upgrades), '', 'an upgrade script looks nowhere else for names');

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
	SELECT object, concat_ws(' ', pg_get_functiondef(p.oid), proacl, proowner::regrole, procost, prorows, provolatile, proparallel, proleakproof, prosupport)
	FROM member JOIN pg_proc AS p ON p.oid = objid AND classid = 'pg_proc'::regclass WHERE prokind <> 'a'
	UNION ALL
	SELECT object, regexp_replace(a::text, '\y[0-9]{5,}\y', '', 'g') FROM member JOIN pg_aggregate AS a ON aggfnoid = objid AND classid = 'pg_proc'::regclass
	UNION ALL
	SELECT object, concat_ws(' ', relkind, relacl, relowner::regrole, reloptions, relreplident, CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
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
	SELECT object, concat_ws(' ', typlen, typbyval, typtype, typcategory, typispreferred, typalign, typstorage, typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze, typbasetype::regtype, typdefault)
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

# where this server has its scripts
my $share = `$ENV{PG_BINDIR}/pg_config --sharedir`;
chomp $share;
$share = "$ENV{PGHOST}$share" if index($share, $ENV{PGHOST}) != 0;
my $directory = "$share/extension";
my %from = map { basename($_) =~ /^busetting--([\d.]+)\.sql$/ && $1 ne $version ? ($1 => 1) : () } glob "$directory/busetting--*.sql";
if (!%from)
{
	my ($script, $last) = (slurp("$directory/busetting--$version.sql"), slurp('sql/privilege.sql'));
	substr($script, -length $last) eq $last or die 'the install script does not end with privilege.sql';
	my %made = ("busetting--0.0.1.sql" => substr($script, 0, -length $last),
		"busetting--0.0.1--$version.sql" => "SELECT pg_catalog.set_config('search_path', 'busetting, pg_temp', true);\n$last");
	for my $name (keys %made)
	{
		open my $file, '>', "$directory/$name" or die "$directory/$name: $!";
		print $file $made{$name};
		close $file;
		chmod 0644, "$directory/$name";
	}
	$from{'0.0.1'} = 2;
}

new_database('fresh');
my $fresh = query($catalog, dbname => 'fresh');
cmp_ok(scalar(() = $fresh =~ /\n/g), '>', 1000, 'there is a catalog to compare');
for my $old (sort keys %from)
{
	my %option = (dbname => 'upgraded');
	query('CREATE DATABASE upgraded;');
	query(qq{SET client_min_messages = warning;
		CREATE EXTENSION busetting VERSION '$old' CASCADE;
		SET search_path = public, busetting;
		SELECT import_table(E'Kommune;Bosatt;Avtalt\\nBergen;:;183', 'before', '2022-05-18') \\g /dev/null
		CREATE TABLE own (value suppressed_int(0,4));
		INSERT INTO own SELECT i FROM generate_series(1, 100) AS i;
		CREATE INDEX own_value ON own (value);
		CREATE VIEW on_top AS SELECT g.municipality, g.gap, count(o.value) FROM municipality_gap AS g, own AS o WHERE o.value << '50' GROUP BY 1, 2;}, %option);
	isnt(query($catalog, %option), $fresh, "$old is another version");
	is(psql('ALTER EXTENSION busetting UPDATE;', %option), '', "$old is updated");
	my $upgraded = query($catalog, %option);
	ok($upgraded eq $fresh, 'object by object the catalog is that of a fresh install') or do {
		my (%fresh, %upgraded);
		@fresh{split /\n/, $fresh} = ();
		@upgraded{split /\n/, $upgraded} = ();
		diag(join "\n", 'missing:', (grep { !exists $upgraded{$_} } sort keys %fresh), 'surplus:', (grep { !exists $fresh{$_} } sort keys %upgraded));
	};
	is(query(q{SET search_path = public, busetting; SELECT * FROM on_top; SET enable_seqscan = off; SELECT count(*) FROM own WHERE value = '7';}, %option),
		"Bergen|179..183|49\n1", 'data, a view on top and an index are kept');
	like(psql("ALTER EXTENSION busetting UPDATE TO '$old';", %option), qr/^ERROR:  extension "busetting" has no update path from version "\Q$version\E" to version "\Q$old\E"$/,
		'there is no way back, and it is said');
	query('DROP DATABASE upgraded;');
}
unlink map { "$directory/$_" } 'busetting--0.0.1.sql', "busetting--0.0.1--$version.sql" if ($from{'0.0.1'} // 0) == 2;
query('DROP DATABASE fresh;');
done_testing();
