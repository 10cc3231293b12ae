#!/usr/bin/perl
# Logical replication, text and binary, of the extension's tables and of a table of the types:
# the first copy and every kind of change.  Where OLD_BINDIR names an older server (see test/long/versions.sh), from that
# and to it.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database content wait_for);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

open my $file, '<', 'test/data/ks-settlement-2022-05-18.txt' or die $!;
my $presentation = '$table$' . do { local $/; <$file> } . '$table$';
my $cells = q{CREATE TABLE public.cell (id int PRIMARY KEY, value busetting.suppressed_int(0,4), total busetting.suppressed_bigint, list busetting.suppressed_int[],
	state busetting.suppressed_sum, next busetting.suppressed_int GENERATED ALWAYS AS (value OPERATOR(busetting.+) 1) STORED);};
my $compared = 'SELECT * FROM public.cell ORDER BY id;';

my @ways = ([ Server->older('source', 5433, 'wal_level = logical')->start, Server->main ]);
push @ways, [ Server->new('newer', 5434, 'wal_level = logical')->start, $ways[0][0] ] if defined $ENV{OLD_BINDIR};
for my $way (@ways)
{
	my ($publisher, $subscriber) = @$way;
	my %source = $publisher->options(dbname => 'source');
	my %version = map { $_->{name} => query('SHOW server_version_num;', $_->options) } @$way;
	new_database('source', %source);
	query("$cells
		INSERT INTO cell VALUES (1, ':', '..', '{1,:,NULL}', '(3,1,2,-7,12)'), (2, '3', '5..', '{}', NULL), (3, '39', '-9223372036854775808', NULL, NULL), (4, NULL, '9223372036854775807', '{{1,2},{3,4}}', NULL),
			(6, busetting.suppressed_int(0, NULL), NULL, NULL, NULL);
		SELECT busetting.import_table($presentation, 'KS', '2022-05-18');
		CREATE PUBLICATION everything FOR ALL TABLES;", %source);
	is(query(q{SELECT oid::regclass FROM pg_class WHERE relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND relkind IN ('r', 'p')
		AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indisprimary);}, %source), '', 'every table has a key');

	# binary came with 14
	for my $form ((grep { $_ < 140000 } values %version) ? 'text' : qw(text binary))
	{
		my $with = $form eq 'binary' ? 'WITH (binary)' : '';
		my %target = $subscriber->options(dbname => "target_$form");
		new_database("target_$form", %target);
		# the rows that the extension brings come from the source too: they are emptied as a replica
		query("$cells SET session_replication_role = replica; DO \$\$ BEGIN EXECUTE (SELECT format('TRUNCATE %s', string_agg(oid::regclass::text, ', ')) FROM pg_class
				WHERE relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND relkind = 'r'); END \$\$; RESET session_replication_role;
			CREATE SUBSCRIPTION as_$form CONNECTION 'host=$ENV{PGHOST} port=$publisher->{port} user=postgres dbname=source' PUBLICATION everything $with;", %target);
		ok(wait_for("SELECT count(*) > 0 AND bool_and(srsubstate = 'r') FROM pg_subscription_rel;", %target), "$form: the first copy ends");
		my $same = sub {
			my ($name) = @_;
			my $position = query('SELECT pg_current_wal_lsn();', %source);
			wait_for("SELECT replay_lsn >= '$position' FROM pg_stat_replication WHERE application_name = 'as_$form';", %source) or return fail($name);
			ok(content(%target, kinds => 'rp') eq content(%source, kinds => 'rp'), $name);
			is(query($compared, %target), query($compared, %source), "$name, in columns of the types");
		};
		$same->("$form: it is whole");
		query("INSERT INTO cell VALUES (5, '0..9', ':', '{..,5}', '(1,0,0,1,1)'), (7, busetting.suppressed_int(0, NULL), NULL, NULL, NULL);
			UPDATE cell SET value = '2', total = '0..4' WHERE id = 3;
			DELETE FROM cell WHERE id = 2;
			SET search_path = busetting;
			SELECT import_table(E'Kommune;Bosatt;Avtalt\\nBergen;:;183\\nVestland i alt;30;200', '$form', '2022-05-19', level => 'municipality');
			SET session_replication_role = replica;
			UPDATE region_name SET name = name || ' $form' WHERE region = 4601 AND kind = 'other';
			DELETE FROM region_name WHERE region = 301 AND kind = 'other';
			RESET session_replication_role;
			UPDATE settlement SET settled = '7' WHERE settled = ':';
			DELETE FROM settlement WHERE agreed = ':';
			DELETE FROM publication WHERE source <> '$form';
			CALL refresh_reports();
			INSERT INTO suppression_exception (rule, measure, hidden) VALUES ('imdi', 'settled', '0..8');
			CALL refresh_reports();", %source);
		$same->("$form: changes come");
		query("DROP SUBSCRIPTION as_$form;", %target);
		my $report = "SET client_min_messages = warning; CALL busetting.refresh_reports(); SELECT busetting.import_table(E'Fylke;settled\nOslo;7', 'replica', '2022-07-01') > 0;";
		like(scalar psql($report, %target), qr/duplicate key value violates unique constraint/, "$form: what the replica stores has keys that are taken");
		is(query("CALL busetting.align_sequences(); $report SELECT outcome FROM busetting.job_run ORDER BY id DESC LIMIT 1;", %target), "t\nsucceeded", 'until one call has put its sequences right');
		query('TRUNCATE cell;', %source);
		query("INSERT INTO cell VALUES (1, ':', '..', '{1,:,NULL}', '(3,1,2,-7,12)'), (2, '3', '5..', '{}', NULL), (3, '39', '1', NULL, NULL);", %source);
		query("DROP DATABASE target_$form;", $subscriber->options);
	}
	query('DROP DATABASE source;', $publisher->options);
}
done_testing();
