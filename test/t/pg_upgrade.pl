#!/usr/bin/perl
# pg_upgrade, which carries catalogs over by their dump and tables as they are: every member
# of the operator classes is there afterwards, every index is whole, every row the same.  So is what the newer
# pg_dump takes.  The older server is of the same version, or that of OLD_BINDIR: see test/long/versions.sh.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database content as_owner);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

open my $file, '<', 'test/data/ks-settlement-2022-05-18.txt' or die $!;
my $presentation = '$table$' . do { local $/; <$file> } . '$table$';

my $old = Server->older('old', 5433)->start;
my $new = Server->new('new', 5434);
my %old = $old->options(dbname => 'kept');
my %new = $new->options(dbname => 'kept');
new_database('kept', %old);
query(qq{
	SET search_path = public, busetting;
	SELECT import_table($presentation, 'KS', '2022-05-18');
	CREATE EXTENSION amcheck;
	CREATE TABLE cell (id int PRIMARY KEY, value suppressed_int(0,4), total suppressed_bigint);
	INSERT INTO cell SELECT i, suppressed_int(i % 1000, i % 1000 + i % 3), suppressed_bigint(i, i + i % 7) FROM generate_series(1, 5000) AS i;
	CREATE INDEX value_btree ON cell (value, total);
	CREATE INDEX total_btree ON cell (total DESC);
	CREATE INDEX value_hash ON cell USING hash (value);
	CREATE INDEX total_hash ON cell USING hash (total);
	CREATE INDEX value_gist ON cell USING gist (value);
	CREATE INDEX total_gist ON cell USING gist (total);
	CREATE INDEX value_minmax ON cell USING brin (value);
	CREATE INDEX total_inclusion ON cell USING brin (total suppressed_bigint_inclusion_ops);
	CREATE VIEW totals AS SELECT value, sum(total) AS total FROM cell GROUP BY value;
	CREATE MATERIALIZED VIEW kept_totals AS SELECT * FROM totals;
	CREATE TABLE hashed (value suppressed_int(0,4), total suppressed_bigint) PARTITION BY HASH (value);
	CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
	CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
	CREATE TABLE ranged (total suppressed_bigint PRIMARY KEY) PARTITION BY RANGE (total);
	CREATE TABLE ranged_low PARTITION OF ranged FOR VALUES FROM (MINVALUE) TO ('2000');
	CREATE TABLE ranged_high PARTITION OF ranged FOR VALUES FROM ('2000') TO (MAXVALUE);
	INSERT INTO hashed SELECT value, total FROM cell;
	INSERT INTO ranged SELECT total FROM cell;
	CREATE VIEW of_reports AS SELECT r.municipality, r.gap_low, g.gap FROM report_municipality AS r JOIN municipality_gap AS g USING (source, date, code) WHERE g.gap >> -5;
	-- what the documentation says in place of the forms that PostgreSQL prints without a schema
	CREATE TABLE pair (id int PRIMARY KEY, a suppressed_int CHECK (a::text IS DISTINCT FROM '13'), b suppressed_int);
	INSERT INTO pair VALUES (1, '3', '3'), (2, '0..4', '3'), (3, NULL, '3'), (4, NULL, NULL);
	CREATE INDEX ON pair (id) WHERE a::text IS NOT DISTINCT FROM b::text;
	CREATE VIEW changed AS SELECT id, a <> b AS differs, CASE WHEN a = b THEN NULL ELSE a END AS other, CASE WHEN a = b THEN 'same' WHEN a && 4.0 THEN 'can be 4' END AS word
		FROM pair WHERE a::text IS DISTINCT FROM b::text OR a > 2.5;
	CREATE VIEW joined AS SELECT x.id, y.id AS other FROM pair AS x JOIN pair AS y ON x.a = y.b;
	CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
	CREATE TRIGGER touched BEFORE UPDATE ON pair FOR EACH ROW WHEN (old.a::text IS DISTINCT FROM new.a::text) EXECUTE FUNCTION touched();
	CREATE POLICY part ON pair USING (a::text IS DISTINCT FROM '5');
	ALTER TABLE publication ENABLE ROW LEVEL SECURITY;
	CREATE POLICY later ON publication USING (date > '2022-01-01');
	CALL extend_policies();
	CREATE STATISTICS both_columns ON value, total FROM cell;
	ANALYZE;
}, %old);

my $members = q{
	SELECT amname, opfname, pg_describe_object('pg_amop'::regclass, m.oid, 0)
	FROM pg_amop AS m JOIN pg_opfamily AS f ON f.oid = amopfamily JOIN pg_am AS a ON a.oid = opfmethod
	WHERE opfnamespace = 'busetting'::regnamespace
	UNION ALL
	SELECT amname, opfname, pg_describe_object('pg_amproc'::regclass, m.oid, 0)
	FROM pg_amproc AS m JOIN pg_opfamily AS f ON f.oid = amprocfamily JOIN pg_am AS a ON a.oid = opfmethod
	WHERE opfnamespace = 'busetting'::regnamespace
	ORDER BY 1, 2, 3;};
# every index by itself, as it finds the rows
my $searches = join '', map { my ($set, $query) = @$_; "BEGIN; SET LOCAL enable_seqscan = off; $set $query COMMIT;\n" }
	map { my $where = $_; map { [ $_, "SELECT count(*), sum(id) FROM cell WHERE $where;" ] } '', 'SET LOCAL enable_bitmapscan = off;', 'SET LOCAL enable_indexscan = off;' }
	"value = '17'", "total = '17..20'", "value && '3..5'", "total && '300..305'", "value < '9'", "total >= '4990'";
my $data = q{SELECT * FROM totals ORDER BY value; SELECT * FROM kept_totals ORDER BY value; SELECT * FROM changed ORDER BY id; SELECT * FROM joined ORDER BY id, other;
	SELECT tableoid::regclass, * FROM hashed ORDER BY value, total; SELECT tableoid::regclass, * FROM ranged ORDER BY total; SELECT * FROM of_reports ORDER BY municipality;};

my $policies = 'SELECT * FROM pg_policies ORDER BY 1, 2, 3; SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1;';
my ($old_policies, $old_members, $old_searches, $old_data, $old_content) =
	(query($policies, %old), query($members, %old), query("SET search_path = public, busetting;\n$searches", %old), query("SET search_path = public, busetting;\n$data", %old), content(%old));
cmp_ok(scalar(() = $old_members =~ /\n/g), '>', 80, 'there are members');
query('CREATE DATABASE kept;');
# what it warns of are tables that refer to themselves and, before 14, that policies are missing
is(scalar as_owner('sh', '-c', "'$ENV{PG_BINDIR}/pg_dump' --port=5433 --format=custom --file=kept.dump kept 2>/dev/null && '$ENV{PG_BINDIR}/pg_restore' --exit-on-error --dbname=kept kept.dump || echo failed") =~ s/^pg_restore: WARNING:.*\nDETAIL:.*\nHINT:.*\n//mr, '',
	'the newer pg_dump dumps the older server, and the newer server is restored from it');
my %restored = (dbname => 'kept');
ok(content(%restored) eq $old_content, 'every row of the extension is in it');
is(query("SET search_path = public, busetting;\n$data", %restored), $old_data, 'and of tables of the types');
is(query("SET search_path = public, busetting;\n$searches", %restored), $old_searches, 'every index finds what it found');
query('DROP DATABASE kept;');
$old->stop;

my @upgrade = ('sh', '-c', "cd '$ENV{PGHOST}' && exec '$ENV{PG_BINDIR}/pg_upgrade' \"\$@\"", 'sh', '--old-bindir', $old->{bindir}, '--new-bindir', $ENV{PG_BINDIR},
	'--old-datadir', $old->{data}, '--new-datadir', $new->{data}, '--socketdir', $ENV{PGHOST}, '--username', 'postgres', '--old-port', 5433, '--new-port', 5434);
like(scalar as_owner(@upgrade, '--check'), qr/\*Clusters are compatible\*/, 'pg_upgrade --check agrees');
like(scalar as_owner(@upgrade), qr/Upgrade Complete/, 'pg_upgrade')
	or diag(scalar as_owner('sh', '-c', "grep -h -A 6 error: $new->{data}/pg_upgrade_output.d/*/log/*.log"));
$new->start;

is(query($policies, %new), $old_policies, 'every policy is kept');
is(query($members, %new), $old_members, 'every member of the operator families is kept');
ok(content(%new) eq $old_content, 'every row of the extension');
is(query("SET search_path = public, busetting;\n$data", %new), $old_data, 'and of a table of the types');
is(query("SET search_path = public, busetting;\n$searches", %new), $old_searches, 'every index finds what it found');
is(psql(q{DO $$ DECLARE i regclass; BEGIN
	FOR i IN SELECT indexrelid FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid JOIN pg_am AS a ON a.oid = relam WHERE amname = 'btree' AND relpersistence = 'p' AND relkind = 'i'
	LOOP PERFORM bt_index_parent_check(i, true); END LOOP; END $$;}, %new), '', 'amcheck finds nothing in any B-tree');
is(query(q{SELECT c.oid::regclass, r.* FROM pg_class AS c, LATERAL verify_heapam(c.oid) AS r
	WHERE c.relkind IN ('r', 'm') AND c.relnamespace IN ('public'::regnamespace, 'busetting'::regnamespace);}, %new), '', 'nor in a table')
	if query('SHOW server_version_num;', %new) >= 140000;
is(psql('DROP EXTENSION busetting CASCADE; CREATE EXTENSION busetting; SELECT count(*) FROM busetting.publication;', %new) =~ s/^(NOTICE|DETAIL|drop cascades|and \d+ other).*\n//mgr, '0', 'and the extension can go');
$new->stop;
done_testing();
