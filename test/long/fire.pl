#!/usr/bin/perl
# What is promised under failure, with figures: the server killed in the middle of imports and
# jobs, statements that time out or are cancelled, no room on the disk, no memory, many
# clients at once, and a standby that takes over.  At every moment a publication is there
# whole or not at all, and every total is right.
#
#	test/long/fire.pl [part...]		parts: kill, cancel, disk, wal, memory, clients
#
# FIRE_KILLS (100) and FIRE_SECONDS (120) say how long.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use Time::HiRes qw(time sleep);
use lib dirname(__FILE__) . '/../lib';
use Server qw($processor_seconds psql query start_psql finish_psql new_database as_owner wait_for);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $kills = $ENV{FIRE_KILLS} || 100;
my $seconds = $ENV{FIRE_SECONDS} || 120;
my %wanted = map { ($_ => 1) } @ARGV ? @ARGV : qw(kill cancel disk wal memory clients);
srand($ENV{SEED} || 2022);

my $port = 5440;
sub new_server
{
	my ($name, @settings) = @_;
	my $server = Server->new($name, ++$port, 'max_connections = 120', @settings)->start;
	my %option = $server->options(dbname => 'fire');
	new_database('fire', %option);
	query(q{CREATE EXTENSION amcheck;
		ALTER DATABASE fire SET search_path = busetting, public;}, %option);
	return ($server, %option);
}

# A table of all municipalities whose sums are known: the same whatever the number is.
my ($rows, $settled, $agreed);
sub table_text
{
	my ($number, %option) = @_;
	$rows ||= [ split /\n/, query("SELECT code FROM busetting.region_list('2022-05-18') WHERE level = 'municipality';", %option) ];
	my $text = join '\n', 'Kommune;Bosatt;Avtalt', map { "$rows->[$_];" . (10 + ($_ + $number) % @$rows) . ';' . ($_ % 9 ? 20 : ':') } 0 .. $#$rows;
	($settled, $agreed) = (10 * @$rows + @$rows * (@$rows - 1) / 2, 20 * (grep { $_ % 9 } 0 .. $#$rows));
	return "E'$text'";
}

# Each publication has a day of its own, in years in which the municipalities are the same.
sub day { my ($number) = @_; return "date '2020-01-01' + " . $number % 1400 }

# Publications that are not whole, by what the cells add up to and by what the views say.
sub broken
{
	my (%option) = @_;
	return query("SELECT p.source FROM publication AS p
		LEFT JOIN LATERAL (SELECT count(*), sum(lower(settled)), sum(lower(agreed)) FROM settlement AS s WHERE s.publication = p.id) AS s(number, settled, agreed) ON true
		WHERE (s.number, s.settled, s.agreed) IS DISTINCT FROM (" . @$rows . ", $settled, $agreed)
		UNION ALL
		SELECT format('%s in the copy', source) FROM report_municipality_copy GROUP BY source HAVING (count(*), sum(settled)) <> (" . @$rows . ", $settled);", %option);
}

# What amcheck says of every B-tree and table.
sub corrupt
{
	my (%option) = @_;
	return scalar psql(q{DO $$ DECLARE i regclass; BEGIN
		FOR i IN SELECT indexrelid FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid JOIN pg_am AS a ON a.oid = relam WHERE amname = 'btree' AND relpersistence = 'p'
		LOOP PERFORM bt_index_parent_check(i, true); END LOOP; END $$;
		SELECT c.oid::regclass, r.* FROM pg_class AS c, LATERAL verify_heapam(c.oid) AS r WHERE c.relkind = 'r' AND c.relnamespace = 'busetting'::regnamespace;}, %option);
}

# The server's processes, all at once.
sub kill_server
{
	my ($server) = @_;
	open my $file, '<', "$server->{data}/postmaster.pid" or die $!;
	chomp(my $postmaster = <$file>);
	my @children = split ' ', `pgrep -P $postmaster`;
	kill 'KILL', $postmaster, @children;
	for (1 .. 200)
	{
		last if !grep { kill 0, $_ } $postmaster, @children;
		sleep 0.02;
	}
	return;
}

my $archive = 'SELECT 1;';
if ($wanted{kill})
{
	my ($server, %option) = new_server('killed', 'synchronous_commit = on', 'checkpoint_timeout = 30s', 'autovacuum_naptime = 1s');
	$archive = q{CALL archive_report('2022-05-18');} if query("SELECT count(*) FROM pg_proc WHERE proname = 'archive_report';", %option);
	my ($number, $acknowledged, $lost, $half, $unfinished, $runs, $start) = (0, 0, 0, 0, 0, 0, time);
	table_text(0, %option);
	my %stored;
	for my $kill (1 .. $kills)
	{
		my @imports = map { "imported $_" } $number + 1 .. $number + 30;
		my $imports = join '', map { "SELECT import_table(" . table_text($_, %option) . ", 'source $_', " . day($_) . ") \\g /dev/null\n\\echo imported $_\n" } $number + 1 .. $number + 30;
		my $one = start_psql($imports, %option);
		my $two = start_psql("\\set ON_ERROR_STOP 0\n" . "CALL refresh_reports();\nCALL check_publications('2022-05-18');\n$archive\n" x 20, %option);
		sleep 0.05 + rand 1.2;
		kill_server($server);
		my $printed = finish_psql($one);
		finish_psql($two);
		$stored{$_} = 1 for $printed =~ /^imported (\d+)$/mg;
		$number += 30;
		$server->start;
		my $broken = broken(%option);
		$half++ if $broken ne '';
		diag($broken) if $broken ne '';
		my %there = map { ($_ => 1) } query("SELECT substr(source, 8) FROM publication;", %option) =~ /(\d+)/g;
		$lost += grep { !$there{$_} } keys %stored;
		# the next run goes, and tells of the one that was interrupted
		query('ANALYZE; CALL refresh_reports();', %option);
		$unfinished += query("SELECT count(*) FROM job_run WHERE outcome = 'running' AND job = 'refresh_reports';", %option);
		if ($kill % 10 == 0)
		{
			is(corrupt(%option), '', "amcheck after $kill kills");
			# so that the jobs stay short
			query("DELETE FROM publication;", %option);
			%stored = ();
		}
	}
	$runs = query(q{SELECT string_agg(format('%s %s %s', count, job, outcome), ', ') FROM (SELECT count(*), job, outcome FROM job_run GROUP BY 2, 3 ORDER BY 2, 3) AS r;}, %option);
	is($half, 0, sprintf 'no publication is half stored after %d kills in %d s', $kills, time - $start);
	is($lost, 0, 'none that was acknowledged is lost');
	is($unfinished, 0, "and no run of a job still says that it is running: $runs");
	$server->stop;
}

if ($wanted{cancel})
{
	my ($server, %option) = new_server('cancelled');
	# every function that can take long, on enough to do: a text of 50 MB in each form, and some that are no table
	query(q{
		CREATE TABLE text_of (name text, content text);
		INSERT INTO text_of SELECT 'table', E'Kommune;Bosatt;Avtalt\n' || string_agg(format('Bergen               ;%s               ;%s     ', i, i), E'\n') FROM generate_series(1, 999900) AS i;
		INSERT INTO text_of SELECT 'html', '<table><tr><th>Kommune<th>Bosatt</tr>' || string_agg(format('<tr><td>Bergen</td><td>%s</td></tr>', i), E'\n') || '</table>' FROM generate_series(1, 1300000) AS i;
		INSERT INTO text_of SELECT 'plain', E'Kommune Bosatt Avtalt\n' || string_agg(format('Bergen               %s               %s     ', i, i), E'\n') FROM generate_series(1, 999900) AS i;
		INSERT INTO text_of SELECT 'json', format('{"version": "2.0", "class": "dataset", "label": "Bosatte", "id": ["region", "year", "unit"], "size": [300, 3000, 1], "role": {"geo": ["region"], "time": ["year"]},
			"dimension": {"region": {"category": {"index": %s}}, "year": {"category": {"index": %s}}, "unit": {"category": {"index": ["persons"]}}}, "value": [1%s]}',
			(SELECT json_agg(code) FROM (SELECT code FROM region_list('2022-05-18') WHERE level = 'municipality' LIMIT 300) AS r),
			(SELECT json_agg(i::text) FROM generate_series(1, 3000) AS i), repeat(',1', 899999));
		INSERT INTO text_of VALUES ('prose', repeat('Regjeringen og KS er enige om at kommunene skal bosette 35000 flyktninger. ', 650000)),
			('a word', repeat(';', 50000000)), ('marks', repeat('*)', 25000000)), ('spaces', repeat(' ', 50000000)), ('lines', repeat(E'Kommune\n', 6000000)),
			('quotes', repeat(E'"a"b\n', 10000000)), ('tags', repeat('<table>', 7000000));
		INSERT INTO publication (source, date, rule) SELECT 'IMDi', date '2022-01-03' + 7 * i, 'imdi' FROM generate_series(0, 103) AS i;
		INSERT INTO settlement (publication, region, agreed, settled, settled_collective)
		SELECT p.id, r.id, 10, CASE WHEN r.id % 5 = 0 THEN ':' ELSE (r.id % 40)::suppressed_int END, CASE WHEN r.id % 3 = 0 THEN ':' ELSE '0'::suppressed_int END
		FROM publication AS p JOIN region AS r ON r.validity @> p.date AND r.level = 'municipality';
		CREATE TABLE counts AS SELECT code, measure, CASE WHEN measure LIKE '%collective' THEN least(n, collective) ELSE n + collective END AS n
			FROM (SELECT code, row_number() OVER (ORDER BY code) * 7919 % 60 AS n, row_number() OVER (ORDER BY code) * 7919 % 13 AS collective
				FROM region_list('2022-05-18') WHERE level = 'municipality') AS r,
			unnest('{settled,settled_collective,agreed,agreed_collective,decided,decided_collective}'::text[]) AS measure;
		CREATE TABLE deep AS SELECT x, y, z, sum((x * 7 + y * 11 + z * 13 + x * y * z) % 17) AS n
			FROM generate_series(1, 30) AS x, generate_series(1, 30) AS y, generate_series(1, 30) AS z GROUP BY CUBE (x, y, z);
		CREATE TABLE deeper AS SELECT x, y, z, w, sum(abs(hashint4(x * 2000 + y * 100 + z * 30 + w)) % 12) AS n
			FROM generate_series(1, 20) AS x, generate_series(1, 20) AS y, generate_series(1, 14) AS z, generate_series(1, 12) AS w GROUP BY CUBE (x, y, z, w);
		CREATE TABLE flat AS SELECT x, y, sum((x * 7 + y * 11 + x * y) % 17) AS n FROM generate_series(1, 1000) AS x, generate_series(1, 1000) AS y GROUP BY CUBE (x, y);
		CREATE TABLE wide AS SELECT suppressed_int(i, i + i % 5) AS value FROM generate_series(1, 3000000) AS i;
		ANALYZE;
	}, %option);
	my $flat = q{'SELECT x, y, CASE WHEN x + y IS NULL OR n > 4 THEN n::bigint::busetting.suppressed_bigint ELSE '':'' END FROM flat'};
	my $deep = q{'SELECT x, y, z, CASE WHEN x + y + z IS NULL THEN n::bigint::busetting.suppressed_bigint ELSE '':'' END FROM deep'};
	my $deeper = q{'SELECT x, y, z, w, CASE WHEN n > 9 THEN n::bigint::busetting.suppressed_bigint ELSE '':'' END FROM deeper'};
	my $parts = q{'SELECT i / 10, i / 10 * 10, i FROM generate_series(10, 2999999) AS i WHERE i % 10 > 0'};
	my %work = (
		(map { ("read_table, $_" => "SELECT count(*) FROM read_table((SELECT content FROM text_of WHERE name = '$_'))") } 'table', 'html', 'plain', 'json', 'prose', 'a word', 'marks', 'spaces', 'lines', 'tags'),
		'read_table, quotes' => "SELECT count(*) FROM read_table((SELECT content FROM text_of WHERE name = 'quotes'), form => 'text')",
		(map { ("preview_table, $_" => "SELECT count(*) FROM preview_table((SELECT content FROM text_of WHERE name = '$_'), '2022-05-18')",
				"import_table, $_" => "SELECT import_table((SELECT content FROM text_of WHERE name = '$_'), 'new', '2022-05-18')") } 'table', 'json'),
		'import_table, file' => "SELECT import_table((SELECT convert_to(content, 'UTF8') FROM text_of WHERE name = 'table'), 'new', '2022-05-18')",
		'audit_cube, flat' => "SELECT count(*) FROM audit_cube($flat)",
		'audit_cube, deep' => "SELECT count(*) FROM audit_cube($deep)",
		'audit_cube, deeper' => "SELECT count(*) FROM audit_cube($deeper)",
		'audit' => "SELECT count(*) FROM audit('SELECT i, '':''::busetting.suppressed_bigint FROM generate_series(1, 3000000) AS i', $parts)",
		'audit_settlement' => 'SELECT count(*) FROM publication AS p, LATERAL audit_settlement(p.id) AS a',
		'protect_cube, flat' => q{SELECT count(*) FROM protect_cube('SELECT x, y, n::bigint FROM flat')},
		'protect_cube, deep' => q{SELECT count(*) FROM protect_cube('SELECT x, y, z, n::bigint FROM deep')},
		'protect_cube, deeper' => q{SELECT count(*) FROM protect_cube('SELECT x, y, z, w, n::bigint FROM deeper')},
		'protect_cube, small' => q{SELECT count(*) FROM protect_cube('SELECT x, y, z, n::bigint FROM deep', level => 'small')},
		'protect' => "SELECT count(*) FROM protect('SELECT i, CASE WHEN i % 10 = 0 THEN 45 ELSE i % 10 END AS n FROM generate_series(10, 2999999) AS i', $parts)",
		'protect_settlement' => q{SELECT count(*) FROM generate_series(1, 100) AS i, LATERAL protect_settlement('TABLE counts', '2022-05-18', 2 + i % 5) AS p},
		'narrowed' => q{SELECT count(n) FROM (SELECT narrowed(value::suppressed_bigint, '1..') OVER () AS n FROM wide) AS w},
		'sum' => 'SELECT sum(value), avg(value), min(value) FROM wide, generate_series(1, 20)',
		'index, btree' => 'CREATE INDEX ON wide (value, (value + 1))',
		'index, gist' => 'CREATE INDEX ON wide USING gist (value)',
		'index, hash' => 'CREATE INDEX ON wide USING hash (value)',
		'analyze' => 'DO $$ BEGIN FOR i IN 1..1000 LOOP EXECUTE \'ANALYZE wide\'; END LOOP; END $$',
		'refresh_reports' => 'CALL refresh_reports()',
		'check_publications' => "CALL check_publications('2024-01-01')",
		'archive_report' => "CALL archive_report('2024-01-01')",
		'report_html' => "SELECT length(report_html('2024-01-01'))",
		'publication_csv' => 'SELECT count(publication_csv(id)) FROM publication',
		'publication_json_stat' => 'SELECT count(publication_json_stat(id)) FROM publication',
		'views' => 'SELECT count(*), max(gap_change) FROM gap_between',
	);
	# what takes long enough to be ended later, too
	my $long = qr/^(read_table, (table|html|plain|quotes)|preview_table|import_table, (table|file)|audit|protect(_cube|$)|sum|publication_json_stat|views)/;
	my $stored = q{SELECT (SELECT count(*) FROM publication), (SELECT count(*) FROM settlement), (SELECT count(*) FROM report_county_copy),
		(SELECT count(*) FROM finding), (SELECT count(*) FROM archived_page), (SELECT count(*) FROM pg_index WHERE indrelid = 'wide'::regclass),
		(SELECT count(*) FROM job_run WHERE outcome IN ('succeeded', 'failed'));};
	my ($ends, $slowest, $worst) = (0, 0, '');
	my $before = query($stored, %option);
	for my $name (sort keys %work)
	{
		my @moments = (0.02 + rand 0.1, 0.1 + rand 0.3, $name =~ $long ? 0.5 + rand 2 : (), 'cancel');
		my $ended = 0;
		for my $moment (@moments)
		{
			my $timeout = $moment eq 'cancel' ? 0 : int(1000 * $moment);
			# seconds of the processor, as the clock's pass too while others are at work
			my $used = "SELECT 'used ' || $processor_seconds;";
			my $running = start_psql("SET client_min_messages = error;\nSET max_parallel_workers_per_gather = 0;\nSET jit = off;\n$used\nSET statement_timeout = $timeout;\n$work{$name};\nSET statement_timeout = 0;\n$used\n\\echo alive\n", %option, go_on => 1);
			my $until = $timeout / 1000;
			if ($moment eq 'cancel')
			{
				my $it = q{FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND state = 'active'};
				wait_for("SELECT count(*) > 0 $it AND now() - query_start > '200ms';", %option) or diag("$name never ran for 200 ms");
				($until) = query("SELECT $processor_seconds $it;" =~ s{'/proc/self/stat'}{format('/proc/%s/stat', pid)}r
					. "SELECT count(pg_cancel_backend(pid)) $it;", %option) =~ /^([\d.]+)\n/;
			}
			my $printed = finish_psql($running);
			my ($from, $to) = $printed =~ /^used ([\d.]+)$/mg;
			my $took = ($to // 0) - ($timeout ? ($from // 0) + $until : $until // 0);
			my $when = $timeout ? "after $timeout ms" : 'when cancelled';
			# what is short may be over before, and on a fast machine what is long
			next if $printed !~ /canceling statement/ && $printed =~ /alive/ && ($name !~ $long || ($timeout > 0 && $took < 0.1));
			like($printed, qr/canceling statement due to (statement timeout|user request).*alive/s, sprintf '%s, %s: ends, and the session goes on, after %.2f s', $name, $when, $took);
			cmp_ok($took, '<', 3, "$name, $when: at once");
			($slowest, $worst) = ($took, "$name, $when") if $took > $slowest;
			$ended++;
		}
		cmp_ok($ended, '>', 0, "$name: ended $ended times");
		$ends += $ended;
	}
	is(query($stored, %option), $before, sprintf 'nothing is left of %d statements that were ended; the slowest took %.2f s: %s', $ends, $slowest, $worst);
	is(query(q{SELECT string_agg(DISTINCT job, ' ' ORDER BY job) FROM job_run WHERE outcome = 'cancelled' AND ended_at IS NOT NULL;}, %option),
		'archive_report check_publications refresh_reports', 'and the jobs say that they were cancelled');
	is(corrupt(%option), '', 'amcheck');
	$server->stop;
}

# A server of whose files a part, or all but the WAL, lies on a small file system of its own, which
# no other process sees: the options to reach it, and what runs a command that sees it.
sub small_server
{
	my ($name, $part, $size) = @_;
	my $server = Server->new($name, ++$port, 'max_connections = 20', 'min_wal_size = 32MB', 'max_wal_size = 32MB');
	my $data = $server->{data};
	my $target = $part ? "$data/$part" : $data;
	my $script = ($part ? '' : "mv '$data/pg_wal' '$data.wal' && ln -s '$data.wal' '$data/pg_wal' && ")
		. "mkdir '$data.small' && mount -t tmpfs -o size=$size none '$data.small' && cp -a '$target/.' '$data.small'"
		. " && chown --reference='$target' '$data.small' && chmod 700 '$data.small' && mount --move '$data.small' '$target' && { sleep 3600 & echo \$! > '$data.holder'; }";
	my @private = $> == 0 ? qw(unshare --mount) : qw(unshare --map-root-user --mount);
	is(system(@private, 'sh', '-c', "{ $script; } >'$data.out' 2>&1 </dev/null"), 0, "a server on a small disk") or diag(`cat '$data.out'`);
	chomp(my $holder = `cat '$data.holder'`);
	my @inside = ('nsenter', '--target', $holder, '--mount', ($> == 0 ? () : qw(--user --preserve-credentials)), '--');
	my @as_owner = $> == 0 ? ('runuser', '-u', (getpwuid((stat $ENV{PGDATA})[4]))[0], '--') : ();
	my $control = sub { system(@inside, @as_owner, 'sh', '-c', "cd '$ENV{PGHOST}' && exec '$ENV{PG_BINDIR}/pg_ctl' \"\$@\" --pgdata='$data' --silent --wait --log='$server->{log}' >/dev/null 2>&1", 'sh', @_) };
	is($control->('start'), 0, 'it starts');
	my %option = $server->options(dbname => 'fire');
	new_database('fire', %option);
	query('CREATE EXTENSION amcheck; ALTER DATABASE fire SET search_path = busetting, public;', %option);
	table_text(0, %option);
	# all but 3 MB of what is free
	my $fill = sub { system(@inside, 'sh', '-c', "head -c \$(( (\$(df --output=avail '$target' | tail -n 1) - 3000) * 1024 )) /dev/zero > '$target/ballast'") };
	my $empty = sub { system(@inside, 'rm', '-f', "$target/ballast") };
	my $end = sub { $control->('stop', '--mode=fast'); kill 'TERM', $holder };
	return (\%option, $fill, $empty, $control, $end);
}

# Imports and refreshes until one fails: the numbers of those that were stored, and what was said.
sub import_until_full
{
	my ($round, %option) = @_;
	my @stored;
	for my $number (1 .. 400)
	{
		my ($printed, $status) = psql("SELECT import_table(" . table_text($number, %option) . ", 'round $round, $number', " . day($number) . ") \\g /dev/null\n\\echo stored\n"
			. ($number % 20 ? '' : 'ANALYZE; CALL refresh_reports();'), %option);
		push @stored, $number if $printed =~ /^stored$/m;
		return ($printed, @stored) if $status != 0;
	}
	return ('', @stored);
}

if ($wanted{disk})
{
	my ($option, $fill, $empty, $control, $end) = small_server('full', '', '100m');
	my %option = %$option;
	my ($full, $stored) = (0, 0);
	for my $round (1 .. 3)
	{
		$fill->();
		my ($printed, @stored) = import_until_full($round, %option);
		like($printed, qr/No space left on device|could not (extend|write)/, "round $round: the disk is full after " . @stored . ' imports');
		$stored += @stored;
		# room again, and the same server goes on
		$empty->();
		is(broken(%option), '', 'nothing is half stored');
		is(query("SELECT count(*) FROM publication WHERE source LIKE 'round $round,%';", %option), scalar @stored, 'and what was told to be stored is');
		query("DELETE FROM publication; ANALYZE; CALL refresh_reports(); VACUUM FULL settlement; VACUUM FULL report_municipality_copy; CHECKPOINT;", %option);
	}
	cmp_ok($stored, '>', 3, "$stored imports in all");
	is(corrupt(%option), '', 'amcheck');
	$end->();
}

if ($wanted{wal})
{
	# without room for WAL a server stops; it starts when there is room
	my ($option, $fill, $empty, $control, $end) = small_server('wal', 'pg_wal', '100m');
	my %option = %$option;
	for my $round (1 .. 3)
	{
		# a slot that nobody reads keeps all WAL
		query("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots \\g /dev/null\nCHECKPOINT; SELECT pg_create_physical_replication_slot('fire', true) \\g /dev/null\n", %option);
		$fill->();
		my ($printed, @stored) = import_until_full($round, %option);
		like($printed, qr/No space left on device|server closed the connection|connection to server|terminating connection/, "round $round: no room for WAL after " . @stored . ' imports');
		$empty->();
		if ((psql('SELECT 1;', %option))[1] != 0)
		{
			$control->('stop', '--mode=immediate');
			is($control->('start'), 0, 'the server starts again');
		}
		is(broken(%option), '', 'nothing is half stored');
		is(query("SELECT count(*) FROM publication WHERE source LIKE 'round $round,%';", %option), scalar @stored, 'and what was told to be stored is');
		query('DELETE FROM publication; ANALYZE; CALL refresh_reports();', %option);
	}
	is(corrupt(%option), '', 'amcheck');
	$end->();
}

if ($wanted{memory})
{
	# what a process may take is limited for the whole server, as it is started
	my ($server, %option) = new_server('starved');
	$server->stop;
	$server->start('ulimit -v 300000');
	my $content = q{(SELECT E'Kommune;Bosatt;Avtalt\n' || string_agg(format('Bergen;%s;%s', i, i), E'\n') FROM generate_series(1, 1000000) AS i)};
	my %work = (
		'read_table' => "SELECT count(*) FROM read_table($content)",
		'preview_table' => "SELECT count(*) FROM preview_table($content, '2022-05-18')",
		'import_table' => "SELECT import_table($content, 'big', '2022-05-18')",
		'audit' => q{SELECT count(*) FROM audit('SELECT i, '':''::busetting.suppressed_bigint FROM generate_series(1, 3000000) AS i', 'SELECT i / 10, i / 10 * 10, i FROM generate_series(10, 2999999) AS i WHERE i % 10 > 0')},
		'array_agg' => q{SELECT count(*) FROM (SELECT array_agg(suppressed_int(i, i)) FROM generate_series(1, 20000000) AS i) AS a},
	);
	my $failed = 0;
	for my $name (sort keys %work)
	{
		my ($printed) = psql(qq{SET client_min_messages = error;
			SELECT count(*) FROM county_gap \\g /dev/null
			SET statement_timeout = '120s';
			SET max_parallel_workers_per_gather = 0;
			SET work_mem = '1GB';
			SET jit = off;
			$work{$name};
			SELECT 'alive', count(*) FROM county_gap;}, %option, go_on => 1);
		like($printed, qr/ERROR:  (out of memory|.*memory).*alive/s, "$name: is told that there is no memory, and the session goes on");
		$failed++ if $printed =~ /memory/;
	}
	is(query("SELECT count(*) FROM publication; SELECT count(*) FROM settlement;", %option), "0\n0", "nothing is left of $failed statements that had no memory");
	# little work_mem changes no result
	query("SELECT import_table(" . table_text(1, %option) . ", 'one', '2022-05-18') \\g /dev/null", %option);
	my $reports = "SELECT * FROM county_total ORDER BY county, measure; SELECT * FROM report_municipality ORDER BY 1, 2, 3, 4, 5;";
	is(query("SET work_mem = '64kB'; SET hash_mem_multiplier = 1; $reports", %option), query("SET work_mem = '64MB'; $reports", %option), 'with little work_mem all is the same');
	unlike(`cat $server->{log}`, qr/terminated by signal/, 'no process crashed');
	is(corrupt(%option), '', 'amcheck');
	$server->stop;
}

if ($wanted{clients})
{
	my ($server, %option) = new_server('crowded', 'wal_level = replica', 'max_wal_senders = 4', 'synchronous_commit = on', 'deadlock_timeout = 200ms', 'autovacuum_naptime = 1s', 'shared_buffers = 128MB');
	query("SELECT import_table(" . table_text($_, %option) . ", 'source $_', " . day($_) . ") \\g /dev/null", %option) for 1 .. 3;
	my $whole = "'(" . @$rows . ",$settled,$agreed)'";
	my $lookup = table_text(0, %option);
	query("CREATE TABLE wrong (what text, at timestamptz DEFAULT clock_timestamp());
		CREATE FUNCTION table_of(number integer) RETURNS text LANGUAGE sql AS \$\$
			SELECT E'Kommune;Bosatt;Avtalt\\n' || string_agg(format('%s;%s;%s', code, 10 + (n + number) % " . @$rows . ", CASE WHEN n % 9 = 0 THEN ':' ELSE '20' END), E'\\n')
			FROM (SELECT code, row_number() OVER (ORDER BY code COLLATE \"C\") - 1 AS n FROM region_list('2022-05-18') WHERE level = 'municipality') AS r \$\$;", %option);
	my %script = (
		import => "\\set n random(1, 60)\nSELECT import_table(table_of(:n), 'source ' || :n, date '2020-01-01' + :n);\n\\sleep 1000 ms\n",
		# the same source and date again and again, with other figures: vintages
		revise => "\\set n random(1, 1000000)\nSELECT import_table(table_of(:n), 'revised', '2022-05-18');\n\\sleep 3000 ms\n",
		remove => "\\set n random(1, 60)\nDELETE FROM publication WHERE source = 'source ' || :n;\n\\sleep 100 ms\n",
		refresh => "CALL refresh_reports();\n\\sleep 500 ms\n",
		check => "CALL check_publications('2022-05-18');\n\\sleep 5000 ms\n",
		read => "INSERT INTO wrong (what) SELECT 'cells of ' || source FROM (SELECT source, (count(*), sum(lower(settled)), sum(lower(agreed))) AS got FROM municipality_gap WHERE source LIKE 'source %' OR source = 'revised' GROUP BY publication, source) AS s WHERE got::text <> $whole;\n"
			. "INSERT INTO wrong (what) SELECT 'total of ' || source FROM (SELECT source, (sum(lower(total)) FILTER (WHERE measure = 'settled'), sum(lower(total)) FILTER (WHERE measure = 'agreed')) AS got FROM county_total GROUP BY publication, source) AS s WHERE got::text <> '($settled,$agreed)';\n"
			. "INSERT INTO wrong (what) SELECT 'copy of ' || source FROM report_municipality_copy GROUP BY source HAVING (count(*), sum(settled)) <> (" . @$rows . ", $settled);\n\\sleep 100 ms\n",
	);
	my %clients = (import => 12, revise => 4, remove => 4, refresh => 3, check => 1, read => 26);
	# the other server
	my $standby = Server->existing('standby', ++$port);
	my ($copied, $failed) = as_owner("$ENV{PG_BINDIR}/pg_basebackup", '--pgdata', $standby->{data}, '--write-recovery-conf', '--checkpoint=fast', '--wal-method=stream',
		'--host', $ENV{PGHOST}, '--port', $option{port}, '--username', 'postgres');
	is($failed, 0, 'a standby is made') or diag($copied);
	$standby->configure("port = $standby->{port}", 'hot_standby = on');
	$standby->start;
	my %standby = $standby->options(dbname => 'fire');

	my %pgbench;
	for my $name (sort keys %script)
	{
		my $file = "$ENV{PGHOST}/$name.pgbench";
		open my $handle, '>', $file or die $!;
		print $handle $script{$name};
		close $handle;
		# what deadlocks or cannot be serialized is tried again; nothing else may fail
		my @command = ("$ENV{PG_BINDIR}/pgbench", '--no-vacuum', "--client=$clients{$name}", '--jobs=1', "--time=$seconds", '--max-tries=20', "--file=$file",
			'--host', $ENV{PGHOST}, '--port', $option{port}, '--username', 'postgres', 'fire');
		my $pid = open my $output, '-|', "exec @command 2>&1" or die $!;
		$pgbench{$name} = $output;
	}
	sleep $seconds / 2;
	my $promoted = scalar $standby->control('promote');
	my $mid = time;
	is(broken(%standby), '', 'the standby is promoted in the middle, and every publication is whole there');
	is(query('SELECT pg_is_in_recovery();', %standby), 'f', 'it is a server of its own');
	is(query("SELECT count(*) FROM (SELECT source, (sum(lower(total)) FILTER (WHERE measure = 'settled'), sum(lower(total)) FILTER (WHERE measure = 'agreed')) AS got FROM county_total GROUP BY publication, source) AS s WHERE got::text <> '($settled,$agreed)';", %standby), '0', 'its totals are right');
	like(query("SELECT import_table(" . table_text(7, %standby) . ", 'after', '2022-05-18');", %standby), qr/^\d+$/, 'it takes imports');
	is(corrupt(%standby), '', 'amcheck of the standby');
	$standby->stop;
	for my $name (sort keys %pgbench)
	{
		my $output = $pgbench{$name};
		my $printed = join '', <$output>;
		close $output;
		my ($done) = $printed =~ /transactions actually processed: (\d+)/;
		my ($bad) = $printed =~ /number of failed transactions: (\d+)/;
		my ($again) = $printed =~ /number of transactions retried: (\d+)/;
		unlike($printed, qr/aborted|ERROR/, "$clients{$name} clients $name: " . ($done // 0) . ' transactions, ' . ($again // 0) . ' tried again') or diag(substr $printed, 0, 2000);
		is($bad // 0, 0, "$name: none failed");
	}
	is(query('SELECT what FROM wrong LIMIT 5;', %option), '', "at no time was a total wrong to anybody, in $seconds s");
	is(broken(%option), '', 'every publication is whole');
	is(corrupt(%option), '', 'amcheck');
	my $vintages = query(q{SELECT count(*) = max(vintage) FROM publication WHERE source = 'revised';}, %option);
	is($vintages, 't', 'vintages were counted without a gap: ' . query("SELECT count(*) FROM publication WHERE source = 'revised';", %option));
	$server->stop;
}
done_testing();
