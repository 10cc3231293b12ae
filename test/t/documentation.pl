#!/usr/bin/perl
# README.md and doc/*.md say what is so:
#
# - Every ```sql block is run.  A ```text block that directly follows is what psql prints, which
#   is compared; without one, the block must run without an error.  The blocks of a file are run
#   in order, in one session, in a database of the file's own.  That is empty, or begins as a copy
#   of the one that another file leaves behind, with a search_path of busetting, public, where
#   the file says so by the line <!-- examples follow FILE.md -->.
# - Every relative link leads to a file, and every #anchor to a heading.  From README.md there is
#   a way to every file of doc.
# - What is written `src/...`, `sql/...` or `test/...` is there; `name()` behind a file of src or sql, in
#   the same paragraph, item or row, is in that file.
# - What is written `name(...)` in the references is a function, a procedure or a type, and every table
#   and view is written of somewhere.
# - README.md stays short.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $work = tempdir(CLEANUP => 1);
my $most_of_readme = 20_000;

sub content
{
	my ($name) = @_;
	open my $file, '<', $name or die "$name: $!";
	local $/;
	return scalar <$file>;
}

sub write_file
{
	my ($name, $text) = @_;
	open my $file, '>', "$work/$name" or die "$work/$name: $!";
	print $file $text;
	close $file or die "$work/$name: $!";
	return "$work/$name";
}

# What is inside one fence; blanks at line ends are nothing a reader sees.
sub lines_as_seen
{
	my ($text) = @_;
	$text =~ s/[ \t]+$//mg;
	$text =~ s/\n+\z/\n/;
	return $text;
}

# A path as written in a file, from the top.
sub from_top
{
	my ($file, $path) = @_;
	my @way;
	for (split m{/}, dirname($file) . "/$path")
	{
		next if $_ eq '.' || $_ eq '';
		if ($_ eq '..') { pop @way }
		else { push @way, $_ }
	}
	return join '/', @way;
}

my @files = ('README.md', sort glob 'doc/*.md');
my %text = map { $_ => content($_) } @files;

# The examples of a file, and what it must be run after.
sub examples
{
	my ($file) = @_;
	my @examples;
	while ($text{$file} =~ /^```sql\n(.*?)^```\n(?:\n*```text\n(.*?)^```\n)?/msg)
	{
		my ($sql, $expected) = ($1, $2);
		my $line = 1 + (substr($text{$file}, 0, $-[0]) =~ tr/\n//);
		push @examples, { line => $line, sql => $sql, expected => $expected };
	}
	my $fences = () = $text{$file} =~ /```\s*sql/gi;
	my $ends = () = $text{$file} =~ /^```/mg;
	is($ends % 2, 0, "$file: every fence is closed");
	is(scalar @examples, $fences, "$file: each of its $fences sql blocks can be read");
	my ($before) = $text{$file} =~ /^<!-- examples follow (\S+) -->$/m;
	return (\@examples, defined $before ? from_top($file, $before) : undef);
}

sub database
{
	my ($file) = @_;
	return $file =~ s{^.*/|\.md$}{}gr;
}

my %state;
sub run_examples
{
	my ($file) = @_;
	die "$file follows itself" if ($state{$file} // '') eq 'begun';
	return if $state{$file};
	$state{$file} = 'begun';
	my ($examples, $before) = examples($file);
	if (@$examples)
	{
		run_examples($before) if defined $before;
		my $template = defined $before ? ' TEMPLATE "' . database($before) . '"' : '';
		query('CREATE DATABASE "' . database($file) . "\"$template;");
		my $input = write_file('input', join '', defined $before ? "SET search_path = public, busetting;\n" : '',
			map { "\\echo == $_->{line}\n$_->{sql}\n" } @$examples);
		my $printed = `psql --no-psqlrc --quiet --dbname=@{[database($file)]} < $input 2>&1`;
		my %printed = $printed =~ /^== (\d+)\n(.*?)(?=^== \d+\n|\z)/msg;
		compare($file, $_, lines_as_seen($printed{ $_->{line} } // "psql ended before this\n")) for @$examples;
	}
	$state{$file} = 'done';
	return;
}

sub compare
{
	my ($file, $example, $got) = @_;
	my $good = defined $example->{expected}
		? $got eq lines_as_seen($example->{expected})
		: $got !~ /^(ERROR|FATAL|PANIC|psql|invalid command)|ended before/m;
	ok($good, "$file line $example->{line}: what is printed");
	return if $good;
	my $expected = write_file('expected', lines_as_seen($example->{expected} // ''));
	my $actual = write_file('psql', $got);
	diag($_) for `diff -u --label $file --label psql $expected $actual`;
	return;
}

# Without what is inside fences: the program text of others is no link and no heading.
my %prose = map { $_ => $text{$_} =~ s/^```.*?^```$//msgr } @files;

# Anchors as GitHub makes them of headings.
my %anchors;
for my $file (@files)
{
	my %times;
	while ($prose{$file} =~ /^#+ +(.*?) *$/mg)
	{
		my $anchor = lc $1;
		$anchor =~ s/\[([^]]*)\]\([^)]*\)/$1/g;
		utf8::decode($anchor);
		$anchor =~ s/[^\w\- ]//g;
		$anchor =~ tr/ /-/;
		utf8::encode($anchor);
		my $earlier = $times{$anchor}++;
		$anchors{$file}{ $earlier ? "$anchor-$earlier" : $anchor } = 1;
	}
}

my %linked;
sub broken_links
{
	my ($file) = @_;
	my @broken;
	my $links = $prose{$file} =~ s/`[^`\n]*`//gr;
	while ($links =~ /\]\(([^)\s]+)[^)]*\)|<(?:a|img)\s[^>]*(?:href|src)="([^"]+)"/g)
	{
		my $link = $1 // $2;
		next if $link =~ /^https?:/;
		my ($path, $anchor) = $link =~ /^([^#]*)(?:#(.*))?$/;
		my $target = $path eq '' ? $file : from_top($file, $path);
		$linked{$file}{$target} = 1;
		push @broken, "$link: no such file" if !-e $target;
		push @broken, "$link: no such heading" if defined $anchor && -e $target && !$anchors{$target}{$anchor};
	}
	return @broken;
}

# What is said to be in the tree, and is not.
sub absent_sources
{
	my ($file) = @_;
	my @absent;
	while ($prose{$file} =~ m{`((?:src|sql|test)/[^`\s]*)}g)
	{
		my $path = $1;
		my @found = glob $path;
		push @absent, $path if $path =~ /[A-Z]{4}/ ? 0 : !grep { -e } @found;
	}
	for my $item (split /\n(?=\n|[|#]|- |\d+\. )/, $prose{$file})
	{
		my $source;
		while ($item =~ m{`((?:src|sql)/[\w/]+\.(?:[ch]|sql))`|`(\w+)\(\)`}g)
		{
			if (defined $1) { $source = $1 }
			elsif (defined $source && -e $source)
			{
				push @absent, "$2() in $source" if content($source) !~ /\b$2\(/;
			}
		}
	}
	return @absent;
}

# What a query about the extension returns, from the database that README.md leaves behind.
sub names
{
	my ($query) = @_;
	return split /\n/, query("$query;", dbname => 'README');
}

run_examples($_) for @files;
my %callable = map { $_ => 1 } names(q{
	SELECT proname FROM pg_proc WHERE pronamespace IN ('busetting'::regnamespace, 'pg_catalog'::regnamespace)
	UNION SELECT typname FROM pg_type WHERE typnamespace = 'busetting'::regnamespace});
for my $file (grep { /reference|operation/ } @files)
{
	is(join(', ', grep { !$callable{$_} } $prose{$file} =~ /`(?:CALL )?(\w+)\(/g), '', "$file: what it says can be called can be");
}
my $all = join '', values %prose;
my @relations = names(q{
	SELECT relname FROM pg_class JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
	WHERE relnamespace = 'busetting'::regnamespace AND relkind IN ('r', 'v') AND relname NOT LIKE 'report\_%\_copy'});
cmp_ok(scalar @relations, '>', 0, 'there are tables and views');
is(join(', ', grep { $all !~ /`$_`/ } @relations), '', 'all tables and views are written of');
my @functions = names(q{
	SELECT DISTINCT proname FROM pg_proc JOIN pg_depend ON classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
	WHERE pronamespace = 'busetting'::regnamespace});
cmp_ok(scalar @functions, '>', 0, 'there are functions');
my $everything = join '', values %text;
is(join(', ', grep { $everything !~ /\b$_\b/ } @functions), '', 'so are all functions of the schema; what is none of the user\'s is elsewhere');
for my $file (@files)
{
	is(join(', ', broken_links($file)), '', "$file: every link leads somewhere");
	is(join(', ', absent_sources($file)), '', "$file: what it names in the tree is there");
}
my @way = ('README.md');
my %seen = ('README.md' => 1);
while (defined(my $file = shift @way))
{
	push @way, grep { $text{$_} && !$seen{$_}++ } keys %{ $linked{$file} };
}
is(join(', ', grep { !$seen{$_} } @files), '', 'from README.md there is a way to every file');
cmp_ok(length $text{'README.md'}, '<', $most_of_readme, "README.md is shorter than $most_of_readme bytes");
done_testing();
