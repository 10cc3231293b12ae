#!/usr/bin/perl
# Row-level security of publication reaches through every view, though views read with their
# owner's rights: a role sees what there would be if what its policies hide had been deleted.
# That is how it is tested, for every table and view that there is.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database content);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

my $table = sub { open my $file, '<', "test/data/$_[0]" or die "$_[0]: $!"; local $/; return '$table$' . <$file> . '$table$' };
my ($presentation, $year_end) = map { $table->($_) } qw(ks-settlement-2022-05-18.txt imdi-vestland-2022-year-end.csv);
my %policy = (
	by_source => "source <> 'Secret'",
	by_date => "date < '2022-06-01'",
	by_vintage => 'vintage = 1',
);

$ENV{PGOPTIONS} = '-c jit=off';	# compiling these queries takes longer than running them
query(join '', map { "CREATE ROLE $_ LOGIN;" } keys %policy, 'reporter', 'importer');
new_database('secured');
my %secured = (dbname => 'secured');
query(qq{
	SET search_path = busetting, public;
	SELECT import_table($presentation, 'KS', '2022-05-18');
	SELECT import_table(E'Fylke;settled_collective;agreed_collective\\nVestland;300;498', 'Secret', '2022-05-18');
	SELECT import_table($year_end, 'IMDi', '2022-12-31', level => 'municipality');
	-- weeks of three sources that differ, totals, a reform between them, and figures that were corrected
	SELECT import_table(format(E'Vestland\\nKommune;Anmodning;Vedtak;Bosatt;Bosatt med kollektiv beskyttelse\\nBergen;%s;%s;:;:\\nVoss;%s;99;:;:\\nTotalt;;;%s;:', n + 700, n + 600, n + 500, n + 80), source, date)
	FROM unnest('{KS,IMDi,Secret}'::text[]) WITH ORDINALITY AS s(source, number),
		unnest('{2022-06-01,2023-12-20,2024-01-03}'::date[]) WITH ORDINALITY AS d(date, week),
		LATERAL (SELECT (1000 * number + 100 * week)::integer AS n) AS n;
	UPDATE publication SET imported_at = '2022-05-18';
	SELECT import_table(E'Vestland\\nKommune;Anmodning;Vedtak;Bosatt;Bosatt med kollektiv beskyttelse\\nBergen;6001;6002;6004;6003\\nVoss;6005;6006;6007;:\\nTotalt;;;13011;:', source, '2022-06-01')
	FROM unnest('{KS,Secret}'::text[]) AS source;
	INSERT INTO suppression_exception (rule, source, measure, hidden) VALUES ('imdi', 'KS', 'settled', '0..9'), ('imdi', 'Secret', 'settled', '0..8');
}, %secured);
query("CALL busetting.refresh_reports(); CALL busetting.check_publications('2024-01-03'); CALL busetting.archive_report('2022-05-18');", %secured);
query('ANALYZE;', %secured);
query(join("\n", map { ("CALL busetting.grant_analysis('$_');", "GRANT EXECUTE ON FUNCTION busetting.audit_settlement, busetting.audit TO $_;") } keys %policy), %secured);

# what there would be
for my $role (keys %policy)
{
	query("CREATE DATABASE without_$role TEMPLATE secured;");
	# copies and pages are of all publications, and nobody's who may not see these
	query("DELETE FROM busetting.publication WHERE NOT ($policy{$role});", dbname => "without_$role");
	query(q{DO $$ DECLARE name regclass; BEGIN
		FOR name IN SELECT oid FROM pg_class WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'r' AND relname ~ '^(report_.*_copy|copied_report|copied_date|archived_page|job_run)$' LOOP
			EXECUTE format('TRUNCATE %s', name);
		END LOOP; END $$;}, dbname => "without_$role");
}
query(join("\n", 'ALTER TABLE busetting.publication ENABLE ROW LEVEL SECURITY;',
	map({ "CREATE POLICY $_ ON busetting.publication TO $_ USING ($policy{$_});" } keys %policy),
	"CREATE POLICY reporter ON busetting.publication TO reporter USING ($policy{by_source});",
	"CREATE POLICY importer ON busetting.publication TO importer USING (rule <> 'below five');",
	'CALL busetting.extend_policies();', 'CALL busetting.extend_policies();'), %secured);

# every table and view but report_freshness, which tells the time
my @relations = grep { $_ ne 'report_freshness' }
	split /\n/, query(q{SELECT relname FROM pg_class WHERE relnamespace = 'busetting'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f') ORDER BY relname;}, %secured);
cmp_ok(scalar @relations, '>', 50, 'there are tables and views');
my $reading = sub {
	return "SET timezone = UTC; SET search_path = busetting, public;\n" . join '', map { "\\echo $_\n$_[0] SELECT t::text FROM $_ AS t ORDER BY t::text COLLATE \"C\";\n" } @relations;
};
my $all = query($reading->(''), %secured);
for my $role (sort keys %policy)
{
	my $expected = query($reading->(''), dbname => "without_$role");
	isnt($expected, $all, "$role: something is hidden");
	is(psql($reading->(''), %secured, username => $role), $expected, "$role: every table and view is as if the rest were not there");
	my $parallel = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET min_parallel_index_scan_size = 0;';
	is(psql($parallel . $reading->(''), %secured, username => $role), $expected, "$role: in parallel plans too") if $role eq 'by_source';
}
like(psql(q{SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
	EXPLAIN (COSTS OFF) SELECT value FROM busetting.figure;}, %secured, username => 'by_source'), qr/Gather.*Parallel Seq Scan on cell/s, 'which they are');
is(query($reading->(''), %secured), $all, 'who is under no policy sees all');

# a condition of the reader's own sees no row before the policy has left it out
my $columns = query(q{SELECT string_agg(format('%I.%I', relname, attname), E'\n' ORDER BY relname, attnum) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
	WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'v' AND attnum > 0 AND relname !~ '^(report_freshness|measure|region_|dashboard_question)';}, %secured);
my %columns;
push @{ $columns{$1} }, $2 while $columns =~ /^(.*)\.(.*)$/mg;
cmp_ok(scalar keys %columns, '>', 30, 'there are views');
query(q{CREATE FUNCTION public.leak(name text, value anyelement) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
	'BEGIN RAISE NOTICE ''% %'', name, value; RETURN true; END';}, dbname => $_) for qw(secured without_by_source);
our $session = "SET timezone = UTC; SET search_path = busetting, public;\n\\set VERBOSITY terse\n";
# what conditions on views see, and would not see if what the policy hides had been deleted: names of regions and sums that a join then
# leaves out are not hidden
my $noticed = sub {
	my ($views, @server) = @_;
	my $printed = query($session . join('', map { my $view = $_; "SELECT count(*) FROM $view WHERE "
		. join(' AND ', map { "leak('$view.$_', $_)" } @{ $columns{$view} }) . ";\n" } @$views), @server);
	return $printed =~ /^NOTICE:  (.*)$/mg;
};
my $leaked = sub {
	my (@views) = @_;
	my @noticed = $noticed->(\@views, %secured, username => 'by_source');
	cmp_ok(scalar @noticed, '>', 50 * @views, 'conditions see many values');
	my %shown = map { $_ => 1 } $noticed->(\@views, dbname => 'without_by_source');
	return join "\n", grep { !$shown{$_} } @noticed;
};
is($leaked->(sort keys %columns), '', 'and none that is hidden');
{
	# a filter is not an index: the reader's condition may come first; but in what would call conditions a million times
	local $session = 'SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off;' . $session;
	is($leaked->(grep { !/^(report_figure|trend|report_trend_figure)$/ } sort keys %columns), '', 'nor without indexes');
}
query('ALTER VIEW busetting.publication_current RESET (security_barrier);', %secured);
like($leaked->('publication_current'), qr/^publication_current\.source Secret$/m, 'but for the security barrier they would');
query('ALTER VIEW busetting.publication_current SET (security_barrier);', %secured);

# functions, all that read: a new one fails the test until it is here
my %call = (
	publication_cell => [ map { "busetting_internal.publication_cell($_)" } 1, 2, 5, 14 ],
	settlement_cell => [ map { "busetting_internal.settlement_cell($_)" } 1, 2, 5, 14 ],
	settlement_sum => [ map { "busetting_internal.settlement_sum($_)" } 1, 2, 5, 14 ],
	publication_sum => [ map { "busetting_internal.publication_sum($_)" } 1, 2, 5, 14 ],
	publication_finding => [ map { "busetting_internal.publication_finding($_)" } 1, 2, 5, 14 ],
	publication_csv => [ map { "publication_csv($_)" } 1, 2, 5, 14 ],
	publication_sdmx_csv => [ map { "publication_sdmx_csv($_)" } 1, 2, 5, 14 ],
	publication_px => [ map { "publication_px($_)" } 1, 2, 5, 14 ],
	publication_json_stat => [ map { "publication_json_stat($_)" } 1, 2, 5, 14 ],
	check_export => [ map { "busetting_internal.check_export($_, 'no')" } 1, 2, 5, 14 ],
	publication_symbol => [ map { "busetting_internal.publication_symbol($_, 'hidden', ':')" } 1, 2, 5, 14 ],
	audit_settlement => [ map { "audit_settlement($_)" } 1, 2, 5, 14 ],
	disclosure_finding => [ map { "busetting_internal.disclosure_finding($_)" } 1, 2, 5, 14 ],
	publication_has => [ map { "busetting_internal.publication_has($_, '{}')" } 1, 2, 5, 14 ],
	late_finding => ["busetting_internal.late_finding('2024-06-01')"],
	region_series => [ "region_series('2022-01-01')", "region_series('2024-01-01', 'county')" ],
	gap_trend => [ "gap_trend('2022-05-01')", "gap_trend('2022-06-01', '2023-12-31')" ],
	chart_publication => [ map { ("busetting_internal.chart_publication('$_')", "busetting_internal.chart_publication('$_', 'Secret')") } qw(2022-05-18 2022-06-01 2023-12-31 2024-12-31) ],
	chart_county_gap => [ map { ("chart_county_gap('$_')", "chart_county_gap('$_', 'en', 'Secret')") } qw(2022-05-18 2023-12-31) ],
	report_html => [ map { ("report_html('$_')", "report_html('$_', 'en', 'Secret')") } qw(2022-06-01) ],
	chart_trend => ["chart_trend('2022-06-01')"],
	chart_figure => [ map { "busetting_internal.chart_figure('$_', '2022-01-01', '2024-12-31', 'settled')" } qw(KS Secret) ],
	chart_measure => [ map { "busetting_internal.chart_measure('$_', '2022-05-18')" } qw(KS Secret) ],
	chart_map => [ map { ("chart_map('$_')", "chart_map('$_', 'en', 'Secret')") } qw(2022-05-18 2023-12-31) ],
	county_map => [ map { ("county_map('$_')", "county_map('$_', NULL, 'Secret')") } qw(2022-05-18 2023-12-31) ],
	chart_intervals => [ map { ("chart_intervals('$_')", "chart_intervals('$_', 'en', 'Secret')") } qw(2022-05-18 2023-12-31) ],
	chart_multiples => [ map { ("chart_multiples('$_')", "chart_multiples('$_', 'en', 'Secret')") } qw(2022-05-18 2023-12-31) ],
	chart_measures => [ map { "busetting_internal.chart_measures('$_', '2022-05-18')" } qw(KS Secret) ],
	chart_area => [ map { "busetting_internal.chart_area('$_', '2022-05-18')" } qw(KS Secret) ],
	chart_region => [ map { "busetting_internal.chart_region('$_', '2022-05-18')" } qw(KS Secret) ],
	chart_dates => [ map { "busetting_internal.chart_dates('$_', '2024-12-31')" } qw(KS Secret) ],
	chart_total => [ map { "busetting_internal.chart_total('$_', '2022-01-01', '2024-12-31', 0)" } qw(KS Secret) ],
	visible_publication => ['busetting_internal.visible_publication()'],
	report_basis => ['busetting_internal.report_basis()'],
	latest_publication => [ map { "busetting_internal.latest_publication('$_', '2022-05-18')" } qw(KS Secret) ],
	reading_basis => [ map { "busetting_internal.reading_basis($_)" } 1, 2, 5, 14 ],
);
my $others = qr/^(as_known_on|file_rows|measure_labels|chart_measure_label|chart_level_label|check_report_keys|chart_gap_title|page_.*|grafana_dashboard|region_.*|.*sel|suppressed_typanalyze|preview_.*|read_table|report_columns|refuse_reading|heading_(words|names|problem)|content_periods|rule_reading|refuse_rows|tell_left_out|numbers_of_other_date|text_is_of_other|column_texts_first|title_(alone|names_measure|origin|problem|unknown_words|words)|flag_status|table_text|audit|audit_cube|audit_cube_amounts|audit_amounts|protect.*|audit_series.*|series_.*|settlement_(count.*|figures|numbers|parts|reform|sides)|check_(series|settlement)_.*)$/;	# read what they are given, or regions
is(join(' ', grep { !$call{$_} && !/$others/ } split /\n/,
	query(q{SELECT DISTINCT proname FROM pg_proc WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND prokind = 'f' AND provolatile = 's' ORDER BY 1;}, %secured)), '',
	'every function that reads is called');
my $calling = $session . join '', map { "\\echo $_\nSELECT t::text FROM $_ AS t ORDER BY 1;\n" } map { @{ $call{$_} } } grep { $_ ne 'report_basis' } sort keys %call;
for my $role (qw(by_source by_vintage))
{
	query("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA busetting, busetting_internal TO $role;", %secured);
	my $expected = psql($calling, dbname => "without_$role", go_on => 1);
	is(psql($calling, %secured, username => $role, go_on => 1), $expected, "$role: so is what every function returns");
}

# one plan, several roles
is(psql(q{
	SET plan_cache_mode = force_generic_plan;
	PREPARE sources AS SELECT string_agg(DISTINCT source, ' ' ORDER BY source) FROM busetting.report_county;
	PREPARE dates AS SELECT max(date) FROM busetting.municipality_gap;
	EXECUTE sources; EXECUTE dates;
	SET ROLE by_source; EXECUTE sources; EXECUTE dates;
	SET ROLE by_date; EXECUTE sources; EXECUTE dates;
	RESET ROLE; EXECUTE sources; EXECUTE dates;
}, %secured), "IMDi KS Secret\n2024-01-03\nIMDi KS\n2024-01-03\nKS Secret\n2022-05-18\nIMDi KS Secret\n2024-01-03", 'a prepared statement serves each role its own');
is(psql(q{
	BEGIN;
	GRANT CREATE ON SCHEMA public TO by_source;
	SET ROLE by_source;
	CREATE FUNCTION public.sources() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT string_agg(DISTINCT source, '' '' ORDER BY source) FROM busetting.report_county';
	RESET ROLE;
	SELECT public.sources();
}, %secured), 'IMDi KS', 'a function with a role\'s rights sees what that role may see');
my $copied = psql('COPY (TABLE busetting.report_municipality) TO STDOUT;', %secured, username => 'by_source');
like($copied, qr/\tIMDi\t/, 'COPY of a report');
unlike($copied, qr/Secret/, 'is no way round');
like(psql('SET row_security = off; TABLE busetting.report_county;', %secured, username => 'by_source'),
	qr/ERROR:  query would be affected by row-level security policy for table "publication"/, 'nor is to turn it off');

# who reads reports only
query("GRANT SELECT ON busetting.report_county TO reporter;", %secured);
like(psql('SELECT count(*) FROM busetting.report_county;', %secured, username => 'reporter'),
	qr/^ERROR:  permission denied for table publication\nCONTEXT:  SQL function "visible_publication"[^\n]*$/, 'a view alone shows nothing where there are policies');
query("CALL busetting.grant_reports('reporter');", %secured);
my @reports = grep { /^report_/ } @relations;
my $reports = join '', map { "\\echo $_\nSELECT t::text FROM busetting.$_ AS t ORDER BY t::text COLLATE \"C\";\n" } @reports;
is(psql($reports, %secured, username => 'reporter'), query($reports, dbname => 'without_by_source'), 'with grant_reports each report shows what the policy does');
is(psql('SELECT count(*) FROM busetting.report_freshness;', %secured, username => 'reporter'), 0, 'how many rows the copies have, of all publications, is not told');
is(query('SELECT count(*) > 5, min(number_of_rows) > 0 FROM busetting.report_freshness WHERE number_of_rows > 0;', %secured), 't|t', 'but to who sees all');
like(psql('TABLE busetting.publication;', %secured, username => 'reporter'), qr/permission denied for table publication/, 'and nothing else is to be read');

# what would store a part for the whole, or not end
query(q{GRANT ALL ON ALL TABLES IN SCHEMA busetting TO importer; GRANT ALL ON ALL SEQUENCES IN SCHEMA busetting TO importer; GRANT ALL ON ALL ROUTINES IN SCHEMA busetting, busetting_internal TO importer;}, %secured);
my $runs = query('SELECT count(*) FROM busetting.job_run;', %secured);
for my $job (qw(refresh_reports() check_publications() archive_report()))
{
	like(psql("CALL busetting.$job;", %secured, username => 'importer'), qr/ERROR:  \w+ needs all publications, and importer may not see all\nDETAIL:.*\nHINT:/, "$job is not for a role that sees a part");
}
is(query('SELECT count(*) FROM busetting.job_run;', %secured), $runs, 'nothing came of it');
my $import = sub { "SET statement_timeout = '5min'; SELECT busetting.import_table(E'Kommune;Bosatt\\nBergen;51', '$_[0]', '2022-05-18') IS NOT NULL;" };
is(psql($import->('own'), %secured, username => 'importer'), 't', 'but it imports');
query("UPDATE busetting.publication SET rule = 'below five' WHERE source = 'Secret';", %secured);
like(psql($import->('Secret'), %secured, username => 'importer'),
	qr/ERROR:  a publication of Secret on 2022-05-18 is stored that importer may not see\nDETAIL:.*\nHINT:/, 'and is told where it cannot');
query('CREATE POLICY seen ON busetting.publication FOR SELECT TO importer USING (true);', %secured);
my $secret = query("SELECT t::text FROM busetting.published_cell AS t JOIN busetting.publication AS p ON p.id = publication WHERE p.source = 'Secret' ORDER BY 1;", %secured);
my $of_secret = "FROM busetting.publication AS p WHERE p.source = 'Secret'";
for my $change ("INSERT INTO busetting.published_row SELECT p.id, 301, false, '{settled}', '{5}', NULL $of_secret",
	"INSERT INTO busetting.settlement (publication, region, settled) SELECT p.id, 3, 5 $of_secret",
	"UPDATE busetting.settlement SET settled = 5 WHERE publication IN (SELECT id $of_secret)", "DELETE FROM busetting.settlement WHERE publication IN (SELECT id $of_secret)",
	"UPDATE busetting.published_cell SET value = 5 WHERE publication IN (SELECT id $of_secret)", "DELETE FROM busetting.published_cell WHERE publication IN (SELECT id $of_secret)")
{
	like(psql("$change;", %secured, username => 'importer'), qr/ERROR:  publication \d+ is not for importer to change\nDETAIL:.*\nHINT:/, "what policies only show is not to be changed: $change");
}
like(psql("SELECT busetting.delete_publication('Secret', '2022-05-18');", %secured, username => 'importer'),
	qr/ERROR:  the publication of 2022-05-18 by 'Secret' is not for importer to delete\nDETAIL:.*\nHINT:/, 'or deleted');
is(query("SELECT t::text FROM busetting.published_cell AS t JOIN busetting.publication AS p ON p.id = publication WHERE p.source = 'Secret' ORDER BY 1;", %secured), $secret, 'and is not');
query('DROP POLICY seen ON busetting.publication; ALTER ROLE importer BYPASSRLS;', %secured);
is(psql("CALL busetting.refresh_reports();", %secured, username => 'importer'), '', 'a role above policies runs jobs');

# who has installed it without being a superuser has policies too, and no more than that
query('CREATE ROLE installer LOGIN;');
query('CREATE DATABASE installed OWNER installer;');
my %installer = (dbname => 'installed', username => 'installer');
my %reader = (dbname => 'installed', username => 'reporter');
is(psql(qq{SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;
	SELECT busetting.import_table(E'Kommune;Bosatt\\nBergen;51\\nStord;:', source, '2022-05-18') FROM unnest('{KS,Secret}'::text[]) AS source;
	ALTER TABLE busetting.publication ENABLE ROW LEVEL SECURITY;
	CREATE POLICY reader ON busetting.publication TO reporter USING ($policy{by_source});
	CALL busetting.extend_policies();
	CALL busetting.grant_analysis('reporter'); CALL busetting.grant_reports('reporter');
	CALL busetting.refresh_reports();}, %installer), "1\n2", 'an installer who is no superuser makes policies, and extends them');
my $told = join '', map { "SELECT '$_', count(*) FILTER (WHERE t::text LIKE '%Secret%'), count(*) > 0 FROM busetting.$_ AS t;\n" } qw(publication municipality_gap figure report_municipality county_total settlement_bounds);
is(psql($told . 'SELECT count(DISTINCT publication) FROM busetting_internal.cell; SELECT count(*) FROM busetting.report_municipality_copy;', %reader),
	join('', map { "$_|0|t\n" } qw(publication municipality_gap figure report_municipality county_total settlement_bounds)) . "1\n0", 'a reader sees through views and in tables what the policy shows');
is(psql('SELECT count(*) FROM busetting.publication; SELECT count(DISTINCT publication) FROM busetting.figure;', %installer), "2\n2", 'the owner all');
is(psql('ALTER TABLE busetting.publication FORCE ROW LEVEL SECURITY; SELECT count(*) FROM busetting.publication; SELECT count(*) FROM busetting.figure;
	ALTER TABLE busetting.publication NO FORCE ROW LEVEL SECURITY;', %installer), "0\n0", 'or what policies force upon the owner');
my $owned = q{SELECT string_agg(DISTINCT what || ' of ' || owner, ', ' ORDER BY what || ' of ' || owner) FROM (
	SELECT 'functions' AS what, proowner::regrole::text AS owner FROM pg_proc WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)
	UNION ALL SELECT 'views', relowner::regrole::text FROM pg_class WHERE relkind = 'v' AND relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)
	UNION ALL SELECT CASE WHEN name IS NULL THEN 'other tables' ELSE 'tables of publications' END, relowner::regrole::text
	FROM pg_class LEFT JOIN busetting_internal.policy_table ON name = pg_class.oid WHERE relkind = 'r' AND relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)) AS o;};
is(query($owned, dbname => 'installed'), 'functions of postgres, other tables of postgres, tables of publications of installer, views of postgres', 'only tables of publications are the installer\'s');
my $climb = sub { return qq{CREATE OR REPLACE FUNCTION public.climb() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ALTER ROLE installer SUPERUSER; RETURN new; END';
	CREATE TRIGGER climb BEFORE INSERT ON $_[0] FOR EACH ROW EXECUTE FUNCTION public.climb();} };
like(psql($climb->($_), %installer), qr/permission denied/, "no trigger of the installer on $_") for qw(busetting.region busetting.suppression_rule);
is(psql($climb->('busetting_internal.cell'), %installer), '', 'one on cells');
like(psql("SELECT busetting.import_table(E'Kommune;Bosatt\\nBergen;51', 'other', '2022-05-18');", dbname => 'installed'),
	qr/permission denied|must be superuser/, 'has the installer\'s rights when a superuser imports');
like(psql("CREATE POLICY mine ON busetting.publication TO reporter USING (true);", %reader), qr/must be owner of (table|relation) publication/, 'nobody else makes policies');
like(psql("CALL busetting.extend_policies();", %reader), qr/permission denied for procedure extend_policies/, 'or extends them');
like(psql("ALTER TABLE busetting.publication DISABLE ROW LEVEL SECURITY;", %reader), qr/must be owner of (table|relation) publication/, 'or does without');
like(psql("DROP TABLE busetting.publication CASCADE;", %installer), qr/because extension busetting requires it/, 'the tables stay the extension\'s');
query('DROP DATABASE installed; DROP ROLE installer;');

query("DROP DATABASE $_;") for 'secured', map { "without_$_" } keys %policy;
query(join '', map { "DROP ROLE $_;" } keys %policy, 'reporter', 'importer');
done_testing();
