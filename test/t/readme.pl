#!/usr/bin/perl
# The examples of README.md: every ```sql block is run, in order and in one session, in a
# database of its own.  A ```text block that directly follows is what psql prints, which
# is compared; without one, the block must run without an error.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $work = tempdir(CLEANUP => 1);

# What is inside one fence; blanks at line ends are nothing a reader sees.
sub lines_as_seen
{
	my ($text) = @_;
	$text =~ s/[ \t]+$//mg;
	$text =~ s/\n+\z/\n/;
	return $text;
}

sub write_file
{
	my ($name, $text) = @_;
	open my $file, '>', "$work/$name" or die "$work/$name: $!";
	print $file $text;
	close $file or die "$work/$name: $!";
	return "$work/$name";
}

open my $readme, '<', 'README.md' or die "README.md: $!";
my $text = do { local $/; <$readme> };
my @examples;
while ($text =~ /^```sql\n(.*?)^```\n(?:\n*```text\n(.*?)^```\n)?/msg)
{
	my ($sql, $expected) = ($1, $2);
	my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
	push @examples, { line => $line, sql => $sql, expected => $expected };
}
my $fences = () = $text =~ /```\s*sql/gi;
die "README.md has $fences sql blocks, of which only ", scalar @examples, " can be read"
	if $fences != @examples;

my $script = join '', map { "\\echo == $_->{line}\n$_->{sql}\n" } @examples;
my $psql = 'psql --no-psqlrc --quiet';
system("$psql --command='CREATE DATABASE readme'") == 0 or die "no database readme";
my $input = write_file('input', $script);
my $printed = `$psql --dbname=readme < $input 2>&1`;
my %printed = $printed =~ /^== (\d+)\n(.*?)(?=^== \d+\n|\z)/msg;

print '1..', scalar @examples, "\n";
my $number = 0;
for my $example (@examples)
{
	my $got = lines_as_seen($printed{ $example->{line} } // "psql ended before this\n");
	my $good = defined $example->{expected}
		? $got eq lines_as_seen($example->{expected})
		: $got !~ /^(ERROR|FATAL|PANIC|psql|invalid command)|ended before/m;

	print $good ? 'ok ' : 'not ok ', ++$number, " - README.md line $example->{line}\n";
	next if $good;
	my $expected = write_file('README.md', lines_as_seen($example->{expected} // ''));
	my $actual = write_file('psql', $got);
	print map { "# $_" } `diff -u $expected $actual`;
}
