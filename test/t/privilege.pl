#!/usr/bin/perl
# Who may do what, and who can be led astray: a database's owner who is no superuser installs
# and uses it all; objects of the same names in an earlier schema change nothing, neither
# afterwards nor while the extension is being created.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query start_psql finish_psql wait_for new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

query('CREATE ROLE installer LOGIN; CREATE ROLE analyst LOGIN; CREATE ROLE mallory LOGIN;');

my $table = sub { open my $file, '<', "test/data/$_[0]" or die "$_[0]: $!"; local $/; return '$table$' . <$file> . '$table$' };
my $presentation = $table->('ks-settlement-2022-05-18.txt');
my $year_end = $table->('imdi-vestland-2022-year-end.csv');
my $import = "SELECT busetting.import_table($presentation, 'KS', '2022-05-18');\n"
	. "SELECT busetting.import_table($year_end, 'IMDi', '2022-12-31', level => 'municipality');\n";

# a trusted installation
query('CREATE DATABASE trusted OWNER installer;');
my %installer = (dbname => 'trusted', username => 'installer');
is(psql('SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;', %installer), '', 'an owner who is no superuser installs');
is(psql($import, %installer), "1\n2", 'and imports');
my @relations = split /\n/, query(q{SELECT oid::regclass FROM pg_class WHERE relnamespace = 'busetting'::regnamespace AND relkind IN ('r', 'v', 'm', 'p') ORDER BY 1;}, dbname => 'trusted');
cmp_ok(scalar @relations, '>', 15, 'there are tables and views');
unlike(psql(join('', map { "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) TABLE $_;\n" } @relations), %installer), qr/ERROR/, 'and reads every table and view');
is(psql(q{
	SET search_path = busetting;
	INSERT INTO symbol_dialect VALUES ('own', 'Own');
	INSERT INTO symbol_meaning VALUES ('own', '?', 'hidden');
	INSERT INTO suppression_rule (rule, dialect) VALUES ('own', 'own');
	INSERT INTO rule_measure (rule, measure, hidden) VALUES ('own', 'settled', '0..9');
	INSERT INTO region (code, level, validity, parent) SELECT '4699', level, '[2030-01-01,)', parent FROM region WHERE code = '4601' LIMIT 1;
	SELECT import_table('Bergen ? 3', 'own', '2022-05-18', 'own', columns => '{name,settled,agreed}') AS own \gset
	SELECT settled FROM settlement_bounds WHERE publication = :own;
	SELECT count(*) > 0 FROM audit_settlement(2);
	DELETE FROM publication WHERE id = :own;
	GRANT SELECT ON county_gap TO analyst;
	GRANT EXECUTE ON FUNCTION audit_settlement TO analyst;
}, %installer), "0..9\nt", 'and has rules, regions and audits of the own, and grants');
is(psql('SELECT count(*) FROM busetting.county_gap;', dbname => 'trusted', username => 'analyst'), '11', 'to an analyst');
like(psql('SELECT count(*) FROM busetting.publication;', dbname => 'trusted', username => 'analyst'),
	qr/permission denied for table publication/, 'who reads nothing else');
like(psql('SELECT count(*) FROM busetting.audit_settlement(2);', dbname => 'trusted', username => 'mallory'),
	qr/permission denied for function audit_settlement/, 'others may not audit');
is(psql(q{CREATE SCHEMA office; SET search_path = office, public, busetting;
	CREATE VIEW office.weekly AS SELECT name, value FROM figure WHERE measure = 'settled' AND level = 'county' AND source = 'KS';
	CALL create_report('report_weekly', 'office.weekly', keys => '{}');
	CALL create_measure_report('office', 'settled_of', '{settled,settled_unaccompanied}');
	SELECT value FROM office.report_weekly WHERE name = 'Vestland';
	SELECT settled, settled_unaccompanied FROM office.settled_of WHERE source = 'KS' AND name = 'Vestland' AND level = 'county';
	SET client_min_messages = warning; DROP SCHEMA office CASCADE;}, %installer), "483\n483|", 'and makes reports in a schema of the own');
# who is granted what doc/operation.md says of an office sends a file as README.md does, and no more
query(q{CREATE ROLE clerk LOGIN;}, dbname => 'trusted');
my $guide = do { open my $file, '<', 'doc/operation.md' or die "doc/operation.md: $!"; local $/; <$file> };
my ($granted) = $guide =~ /^(GRANT INSERT, DELETE, UPDATE.*?)^```/ms or die 'no grants of an office';
$granted =~ s/office_vestland, office_rogaland/clerk/g;
psql("SET search_path = public, busetting; CALL grant_analysis('clerk'); $granted", %installer);
my %clerk = (dbname => 'trusted', username => 'clerk');
my $sent = q{SET search_path = public, busetting; SET client_min_messages = warning;
	\set file `base64 < test/data/workbook-libreoffice.xlsx`
	};
is(psql("$sent SELECT count(*) FROM preview_table(decode(:'file', 'base64'), date => '2022-05-18') WHERE region IS NOT NULL;
	SELECT import_table(decode(:'file', 'base64'), 'clerk', '2022-05-18') > 0;
	SELECT count(*) FROM import_periods(E'Kommune;Bosatt 2020;Bosatt 2021\\nBergen;5;6'::bytea, 'clerk');", %clerk), "4\nt\n2", 'an office previews and imports files');
like(psql("$sent SELECT pg_read_binary_file('test/data/workbook-libreoffice.xlsx');", %clerk), qr/permission denied/, "and reads none of the server's");
psql("SET search_path = busetting; SELECT delete_publication('clerk', date) FROM publication WHERE source = 'clerk';", %clerk);
like(psql(q{CREATE FUNCTION public.climb() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ALTER ROLE installer SUPERUSER; RETURN new; END';
	CREATE TRIGGER climb BEFORE INSERT ON busetting.region FOR EACH ROW EXECUTE FUNCTION public.climb();}, %installer),
	qr/permission denied/, 'no trigger of the installer can wait for a superuser');
like(psql(q{CREATE FUNCTION busetting.format(text, regrole) RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;}, %installer),
	qr/permission denied for schema busetting/, 'nor a function in the schema');
is(psql(q{DROP EXTENSION busetting, btree_gist; SELECT nspname FROM pg_namespace WHERE nspname LIKE 'bus%' UNION ALL SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'
	UNION ALL SELECT proname FROM pg_proc WHERE oid >= 16384 UNION ALL SELECT relname FROM pg_class WHERE oid >= 16384 AND relnamespace <> 'pg_toast'::regnamespace;}, %installer), 'climb',
	'its owner drops it, and nothing of it is left');
is(psql('SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE; SELECT count(*) FROM busetting.publication;', %installer), '0', 'and installs it again');
# settings in a session that has not used the extension yet, as the documentation says
query("ALTER DATABASE $installer{dbname} SET session_preload_libraries = 'busetting';");
is(psql('SHOW busetting.work_limit;', %installer), '9000', 'a fresh session knows the settings');
like(psql("SET busetting.as_known_on = 'garbage';", %installer), qr/^ERROR:  invalid value for parameter "busetting.as_known_on": "garbage"\nDETAIL:.*\nHINT:/, 'and refuses a value that is none');
query("ALTER DATABASE $installer{dbname} RESET session_preload_libraries;");

# the schema was there before: whoever's, and whatever is in it
my $create = "SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;";
query('CREATE DATABASE hostile OWNER mallory;');
my %mallory = (dbname => 'hostile', username => 'mallory');
my $exists = qr/ERROR:  schema busetting exists\nDETAIL:  It belongs to mallory, and the extension makes its own\.\nHINT:/;
query(q{CREATE SCHEMA busetting; CREATE FUNCTION busetting.format(text, regrole) RETURNS text LANGUAGE plpgsql AS
	'BEGIN ALTER ROLE mallory SUPERUSER; RETURN ''SELECT 1''; END';}, %mallory);
like(psql($create, %mallory), $exists, 'a schema with objects of others is refused');
query('DROP SCHEMA busetting CASCADE; CREATE SCHEMA busetting;', %mallory);
like(psql($create, %mallory), $exists, 'so is an empty one of the installer');
like(psql($create, dbname => 'hostile'), $exists, 'and one of another owner');
query('DROP SCHEMA busetting;', %mallory);
my $creating = start_psql("BEGIN; $create DO \$\$BEGIN PERFORM pg_sleep(600); EXCEPTION WHEN query_canceled THEN NULL; END\$\$; COMMIT;", %mallory);
my $asleep = "FROM pg_stat_activity WHERE datname = 'hostile' AND wait_event = 'PgSleep';";
wait_for("SELECT count(*) = 1 $asleep") or die 'the script did not end';
like(psql("SET lock_timeout = '100ms'; CREATE SCHEMA busetting;", %mallory), qr/canceling statement due to lock timeout/, 'nobody makes one while the script runs');
query("SELECT pg_cancel_backend(pid) $asleep");
is(finish_psql($creating), '', 'where there is none the extension makes its own');
like(psql(q{CREATE FUNCTION busetting.format(text, integer) RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;}, %mallory),
	qr/permission denied for schema busetting/, 'in which its installer can create nothing');
is(query(q{SELECT rolsuper FROM pg_roles WHERE rolname = 'mallory';}), 'f', 'nobody has become a superuser');

# objects of every name in a schema before PostgreSQL's own, and temporary ones before that
new_database('astray');
query($import, dbname => 'astray');
my $calls = query(q{
	SET search_path = busetting;
	SELECT format('SELECT * FROM %I.%I(%s) AS called;', pronamespace::regnamespace, proname, string_agg(CASE
		WHEN parameter.type = 'text'::regtype AND parameter.name = 'name' THEN quote_literal('Bergen')
		WHEN parameter.type = 'text'::regtype AND parameter.name IN ('content', 'source') THEN quote_literal(E'Kommune;Bosatt;Avtalt\nBergen;51;183\nAlver;:;7\nHerøy;1;2')
		WHEN parameter.type = 'text'::regtype AND parameter.name = 'language' THEN quote_literal('no')
		WHEN parameter.type = 'text'::regtype AND parameter.name = 'separator' THEN quote_literal(',')
		WHEN parameter.type = 'text'::regtype AND parameter.name = 'rule' THEN quote_literal('imdi')
		WHEN parameter.type = 'text'::regtype AND parameter.name = 'cells' THEN quote_literal($$VALUES (1, '5'::busetting.suppressed_int), (2, ':')$$)
		WHEN parameter.type = 'text'::regtype AND parameter.name IN ('counts', 'query') THEN quote_literal($$VALUES ('4601', 'settled', 40), ('4613', 'settled', 6), ('4615', 'settled', 3)$$)
		WHEN parameter.type = 'text'::regtype AND parameter.name = 'sums' THEN quote_literal('VALUES (1, 1, 2)')
		WHEN parameter.type = 'text'::regtype AND parameter.name = 'cube' THEN quote_literal($$VALUES (1, '5'::busetting.suppressed_int), (NULL, ':')$$)
		WHEN parameter.type = 'date'::regtype THEN quote_literal('2022-05-18')
		WHEN parameter.type IN ('suppressed_int'::regtype, 'suppressed_bigint'::regtype) THEN quote_literal('0..4')
		WHEN parameter.type IN ('integer'::regtype, 'bigint'::regtype, 'smallint'::regtype) THEN '1'
		WHEN parameter.type = 'boolean'::regtype THEN 'true'
		ELSE 'NULL' END || (SELECT format('::%I.%I', typnamespace::regnamespace, typname) FROM pg_type WHERE oid = parameter.type), ', ' ORDER BY parameter.number))
	FROM pg_proc
	LEFT JOIN LATERAL (SELECT * FROM unnest(proargtypes::oid[], proargnames[1:pronargs]) WITH ORDINALITY) AS parameter(type, name, number) ON true
	WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND prokind = 'f' AND proretset IS NOT NULL AND provariadic = 0
		AND proname <> 'narrowed' AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
		AND NOT proargtypes::oid[] && '{internal,cstring,cstring[]}'::regtype[]::oid[] AND prorettype NOT IN ('internal'::regtype, 'cstring'::regtype)
		AND NOT EXISTS (SELECT FROM pg_aggregate WHERE pg_proc.oid IN (aggfnoid, aggtransfn, aggfinalfn, aggcombinefn))
	GROUP BY pg_proc.oid, pronamespace, proname, provolatile
	ORDER BY provolatile = 'v', pg_proc.oid::regprocedure::text;
}, dbname => 'astray');
cmp_ok(scalar(() = $calls =~ /\n/g), '>', 120, 'there are functions to call');
my $everything = join '', map { "$_\n" } map({ "TABLE $_;" } grep { !/import|job_run/ } @relations), split /\n/, $calls;
my $traps = q{
	CREATE SCHEMA astray;
	SET check_function_bodies = off;
	SET client_min_messages = error;
	DO $do$
	DECLARE
		object record;
		body text := $$ LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END' $$;
	BEGIN
		FOR object IN
			SELECT proname AS name, pg_get_function_arguments(oid) AS parameters, pg_get_function_result(oid) AS result
			FROM pg_proc
			WHERE pronamespace IN ('pg_catalog'::regnamespace, 'busetting'::regnamespace, 'busetting_internal'::regnamespace) AND prokind = 'f'
				AND pg_get_function_arguments(oid) !~ 'internal|cstring|OUT ' AND pg_get_function_result(oid) !~ 'internal|cstring|handler|trigger|TABLE'
		LOOP
			BEGIN
				EXECUTE format('CREATE FUNCTION astray.%I(%s) RETURNS %s %s', object.name, object.parameters, object.result, body);
			EXCEPTION WHEN OTHERS THEN NULL;
			END;
		END LOOP;
		FOR object IN
			SELECT o.oid, oprname AS name, nullif(oprleft, 0)::regtype AS left_type, nullif(oprright, 0)::regtype AS right_type, oprresult::regtype AS result
			FROM pg_operator AS o
			WHERE oprnamespace IN ('pg_catalog'::regnamespace, 'busetting'::regnamespace)
		LOOP
			BEGIN
				EXECUTE format('CREATE FUNCTION astray.operator_%s(%s) RETURNS %s %s', object.oid, concat_ws(', ', object.left_type, object.right_type), object.result, body);
				EXECUTE format('CREATE OPERATOR astray.%s (FUNCTION = astray.operator_%s%s%s)', object.name, object.oid,
							   ', LEFTARG = ' || object.left_type, ', RIGHTARG = ' || object.right_type);
			EXCEPTION WHEN OTHERS THEN NULL;
			END;
		END LOOP;
	END
	$do$;
	CREATE TYPE astray.other AS (a integer);
	CREATE FUNCTION astray.other(busetting.suppressed_int) RETURNS astray.other LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
	CREATE CAST (busetting.suppressed_int AS astray.other) WITH FUNCTION astray.other(busetting.suppressed_int) AS IMPLICIT;
	CREATE FUNCTION astray.lower(astray.other) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
	SELECT (SELECT count(*) > 1500 FROM pg_catalog.pg_proc WHERE pronamespace = 'astray'::regnamespace) AND (SELECT count(*) > 500 FROM pg_operator WHERE oprnamespace = 'astray'::regnamespace);
};
my $temporary = join '', map { "CREATE TEMPORARY TABLE \"$_\" (trapped pg_catalog.int4);\n" }
	(map { s/^busetting\.//r } @relations), qw(text int4 int8 date daterange numeric bool regclass suppressed_int suppressed_bigint published_count preview_row);
my $quiet = "BEGIN; ALTER SEQUENCE busetting.publication_id_seq RESTART 1000; \\set ON_ERROR_ROLLBACK on\n\\set VERBOSITY terse\n";
my $clean = psql("SET search_path = pg_catalog;\n$quiet$everything", dbname => 'astray', go_on => 1);
like($clean, qr/region "Herøy" is ambiguous/, 'the calls do what they do') or diag($clean);
is(query($traps, dbname => 'astray'), 't', 'there are traps');
my $led = psql("SET search_path = astray, pg_catalog, busetting, public;\n$temporary$quiet$everything", dbname => 'astray', go_on => 1);
# rows are in no order
$_ = join "\n", sort split /\n/ for $clean, $led;
ok($led eq $clean, 'objects of the same names in an earlier schema change nothing');
unlike($led, qr/trapped/, 'and none of them is called');
if ($led ne $clean)
{
	my @clean = split /\n/, $clean;
	my @led = split /\n/, $led;
	my ($line) = grep { ($clean[$_] // '') ne ($led[$_] // '') } 0 .. $#clean;
	diag("line $line: ", join "\n", @clean[$line .. $line + 2], 'but', @led[$line .. $line + 2]) if defined $line;
}

query("DROP DATABASE $_;") for qw(trusted hostile astray);
query('DROP ROLE installer; DROP ROLE analyst; DROP ROLE mallory;');
done_testing();
