# What the TAP programs share: psql beside the server that the environment names (see
# private_cluster.sh), and further servers beside that one, which go when it goes.
package Server;

use strict;
use warnings;
use Exporter qw(import);
use File::Temp qw(tempdir);
use IPC::Open3 qw(open3);

our @EXPORT_OK = qw($processor_seconds psql query start_psql read_until finish_psql new_database content as_owner wait_for);
# The seconds of processor time that a session's server process has used, in SQL: what takes too long is measured
# with it, as the clock's seconds pass too while others are at work.
our $processor_seconds = q{(SELECT (field[12]::numeric + field[13]::numeric) / 100 FROM
	string_to_array(regexp_replace(pg_read_file('/proc/self/stat'), '^.*\) ', ''), ' ') AS field)};
my $work = tempdir(CLEANUP => 1);
my $scripts = 0;
my @further;

# The command line of psql for a script: options host, port, user and database are those of
# this call, all else is the environment's.  Errors end the script unless go_on is set.
sub command
{
	my ($sql, %option) = @_;
	my $file = "$work/" . ++$scripts . '.sql';
	open my $script, '>', $file or die "$file: $!";
	binmode $script, ':utf8' if utf8::is_utf8($sql);
	print $script $sql;
	close $script or die "$file: $!";
	my @command = qw(psql -X -q -A -t);
	push @command, '-v', 'ON_ERROR_STOP=1' if !$option{go_on};
	push @command, "--$_=$option{$_}" for grep { defined $option{$_} } qw(host port dbname username);
	return (@command, '-f', $file);
}

# What psql prints, errors included, and its exit status where a list is wanted.
sub psql
{
	my ($sql, %option) = @_;
	my $running = start_psql($sql, %option);
	return finish_psql($running);
}

# A psql in the background, and what it has printed when it has ended.
sub start_psql
{
	my ($sql, %option) = @_;
	my @command = command($sql, %option);
	my $pid = open3(my $input, my $output, undef, @command);
	close $input;
	return { pid => $pid, output => $output };
}

# Reads what it prints until a line matches; false if none does.
sub read_until
{
	my ($running, $pattern) = @_;
	my $output = $running->{output};
	while (defined(my $line = <$output>))
	{
		$running->{printed} .= $line;
		return 1 if $line =~ $pattern;
	}
	return;
}

sub finish_psql
{
	my ($running) = @_;
	my $output = $running->{output};
	my $printed = join '', $running->{printed} // '', <$output>;
	waitpid $running->{pid}, 0;
	my $status = $?;
	$printed =~ s{^psql:\S+?:\d+: }{}mg;
	$printed =~ s/\n\z//;
	return wantarray ? ($printed, $status) : $printed;
}

# The same, where an error is none of the test's business.
sub query
{
	my ($sql, %option) = @_;
	my ($printed, $status) = psql($sql, %option);
	die substr($sql, 0, 1000) . "\n$printed" if $status != 0;
	return $printed;
}

# A database with the extension in it.
sub new_database
{
	my ($name, %option) = @_;
	query("CREATE DATABASE $name" . ($option{owner} ? " OWNER $option{owner}" : '') . ';', %option, dbname => 'postgres');
	query('SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;', %option, dbname => $name)
		if !$option{empty};
	return;
}

# Every row of every table and view of the extension, and unless told otherwise the sequences.
sub content
{
	my (%option) = @_;
	my $kinds = delete $option{kinds} // 'rpSvm';
	my $statements = query(qq{
		SELECT CASE relkind WHEN 'S' THEN format('SELECT %L, last_value, is_called FROM %s;', relname, pg_class.oid::regclass)
			   ELSE format('SELECT %L, t::text FROM %s AS t ORDER BY t::text COLLATE "C";', relname, pg_class.oid::regclass) END
		FROM pg_class WHERE relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND strpos('$kinds', relkind::text) > 0
		ORDER BY relkind, relname COLLATE "C";}, %option);
	return query("SET timezone = UTC;\n$statements", %option);
}

# Waits until a query returns t, some minutes at most.
sub wait_for
{
	my ($sql, %option) = @_;
	for (1 .. 3000)
	{
		return 1 if query($sql, %option) eq 't';
		select undef, undef, undef, 0.1;
	}
	return;
}

# A command of the server's owner, who is not root.
sub as_owner
{
	my @command = @_;
	if ($> == 0)
	{
		my $owner = getpwuid((stat $ENV{PGDATA})[4]);
		@command = ('runuser', '-u', $owner, '--', @command);
	}
	my $top = "$ENV{PGDATA}/..";
	my $pid = open3(my $input, my $output, undef, 'sh', '-c', 'cd "$0" && exec "$@"', $top, @command);
	close $input;
	my $printed = join '', <$output>;
	waitpid $pid, 0;
	return wantarray ? ($printed, $?) : $printed;
}

sub must
{
	my ($printed, $status) = as_owner(@_);
	die "@_\n$printed" if $status != 0;
	return $printed;
}

# A further server in its own data directory, of the same programs and the same socket
# directory: its port tells it apart.  It is started by start.
sub new
{
	my ($class, $name, $port, @settings) = @_;
	return $class->with_programs($ENV{PG_BINDIR}, $name, $port, @settings);
}

# The same, where the environment names programs of an older version in OLD_BINDIR, of these: see versions.sh.
sub older
{
	my ($class, $name, $port, @settings) = @_;
	return $class->with_programs($ENV{OLD_BINDIR} // $ENV{PG_BINDIR}, $name, $port, @settings);
}

# Pages have checksums, as they have since 18 where nothing else is said.
sub with_programs
{
	my ($class, $bindir, $name, $port, @settings) = @_;
	my $self = $class->existing($name, $port);
	$self->{bindir} = $bindir;
	must("$bindir/initdb", '--pgdata', $self->{data}, qw(--username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums --no-sync));
	$self->configure("listen_addresses = ''", "unix_socket_directories = '$ENV{PGHOST}'", "port = $port", 'shared_buffers = 32MB', @settings);
	push @further, $self;
	return $self;
}

# One whose data directory something else makes, as pg_basebackup.
sub existing
{
	my ($class, $name, $port) = @_;
	return bless { name => $name, port => $port, bindir => $ENV{PG_BINDIR}, data => "$ENV{PGHOST}/$name", log => "$ENV{PGHOST}/$name.log" }, $class;
}

# The server that the environment names, to be stopped and started like the others.
sub main
{
	my ($class) = @_;
	return bless { name => 'data', bindir => $ENV{PG_BINDIR}, port => $ENV{PGPORT}, data => $ENV{PGDATA}, log => "$ENV{PGHOST}/log" }, $class;
}

END { my $status = $?; $_->stop('immediate') for @further; $? = $status; }

sub configure
{
	my ($self, @settings) = @_;
	open my $file, '>>', "$self->{data}/postgresql.conf" or die "$self->{data}/postgresql.conf: $!";
	print $file map { "$_\n" } @settings;
	close $file;
	return;
}

sub control
{
	my ($self, @arguments) = @_;
	return as_owner("$self->{bindir}/pg_ctl", '--pgdata', $self->{data}, '--silent', '--wait', '--timeout=120', @arguments);
}

# Before it a shell command can set limits that hold for it.
sub start
{
	my ($self, $limit) = @_;
	$limit = defined $limit ? "$limit;" : '';
	# not of our pipe: the server would hold it open
	my ($printed, $status) = as_owner('sh', '-c', "$limit '$self->{bindir}/pg_ctl' start --pgdata '$self->{data}' --silent --wait --timeout=120 --log '$self->{log}' >/dev/null 2>&1");
	die "$self->{name} does not start: see $self->{log}\n" if $status != 0;
	return $self;
}

sub stop
{
	my ($self, $mode) = @_;
	$self->control('stop', '--mode=' . ($mode // 'fast'));
	return;
}

sub options
{
	my ($self, %option) = @_;
	return (port => $self->{port}, %option);
}

1;
