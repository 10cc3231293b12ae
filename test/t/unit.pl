#!/usr/bin/perl
# Parts of the C code without a server (test/unit), each against brute force: builds each program with what its
# line "sources:" names, runs it, and passes its results on.  Works beside a server and without one.
#
#	test/t/unit.pl [NAME]...	only test/unit/NAME.c
use strict;
use warnings;
use File::Basename qw(basename dirname);
use File::Temp qw(tempdir);
use Test::More;

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my ($include, $libraries) = map { scalar `$pg_config $_` } qw(--includedir-server --pkglibdir));
die "no pg_config" if $?;
my $compiler = $ENV{CC} || 'gcc';
my $work = tempdir(CLEANUP => 1);
my %shared = map { $_ => 1 } qw(unit server);
my @programs = @ARGV ? @ARGV : grep { !$shared{$_} } map { basename($_, '.c') } sort glob('test/unit/*.c');

for my $program (@programs)
{
	open my $source, '<', "test/unit/$program.c" or die "$program.c: $!";
	my ($sources) = map { /^ \* sources: (.*)/ ? $1 : () } <$source>;
	die "test/unit/$program.c has no line \"sources:\"" if !defined $sources;
	$sources .= ' src/audit/table_system.c' if $sources !~ /table_system/;
	my @command = ($compiler, qw(-g -O1 -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Isrc -Itest/unit), '-isystem', $include,
		"test/unit/$program.c", 'test/unit/unit.c', 'test/unit/server.c', split(' ', $sources),
		"-L$libraries", qw(-lpgcommon -lpgport), ($sources =~ /lp\.c/ ? '-lglpk' : ()), '-lm', '-o', "$work/$program");
	my $said = `@command 2>&1`;
	my $built = $? == 0 && $said eq '';
	print map { "# $_\n" } split /\n/, $said;
	fail("$program is built without a warning") if !$built;
	next if !$built;
	my $ran = 0;
	for (`$work/$program`)
	{
		if (/^(not )?ok \d+ - (.*)/) { ok(!$1, "$program: $2"); $ran++ }
		elsif (!/^1\.\.\d+$/) { print /^#/ ? $_ : "# $_" }
	}
	fail("$program ends as it should") if $? >> 8 > 1 || $? & 127 || !$ran;
}
done_testing();
