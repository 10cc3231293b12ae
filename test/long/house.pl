#!/usr/bin/perl
# The order of the house: fails on an arrow between folders of src that runs against their order, on files that
# need each other in a circle, on a header that declares what another file defines, on what a file gives to others
# without its own header's word, on a name that means two things, and on a function that is too complex to follow.
#
#	test/long/house.pl		after make, as it reads the objects
use strict;
use warnings;
use File::Basename qw(dirname);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
# whom the files of each folder may use beside their own; settings.c, at the top, uses all
my %uses = (
	util => [],
	type => ['util'],
	read => ['util'],
	audit => [qw(type util)],
	publication => [qw(audit type util)],
	protect => [qw(audit type util)],
	'.' => [qw(util type read publication audit protect)],
);
my $most_complex = 20;
my @problems;

sub content
{
	my ($name) = @_;
	open my $file, '<', $name or die "$name: $!";
	local $/;
	return <$file>;
}

# a source and its header are one room
sub room { return $_[0] =~ s/\.[cho]$//r }

sub folder { return $_[0] =~ m{^(\w+)/} ? $1 : '.' }

my @files = map { s{^src/}{}r } glob('src/*.[ch] src/*/*.[ch]');
my %text = map { $_ => content("src/$_") } @files;
my (%arrow, %defined_in, %needs, %global, %called_by_sql);

for my $file (@files)
{
	for my $included ($text{$file} =~ /^#include "([a-z_]+\/[a-z_]+\.h)"/mg)
	{
		next if !exists $text{$included};
		$arrow{ room($file) }{ room($included) } = "$file includes $included" if room($file) ne room($included);
	}
}
for my $object (glob('src/*.o src/*/*.o'))
{
	my $room = room($object =~ s{^src/}{}r);
	next if !exists $text{"$room.c"};
	for (`nm $object`)
	{
		my ($kind, $name) = /^[0-9a-f ]*([A-Z]) (\w+)$/ or next;
		$kind eq 'U' ? $needs{$room}{$name}++ : ($global{$room}{$name} = $kind);
	}
	die "nm $object failed" if $?;
	# what SQL calls, which PG_FUNCTION_INFO_V1 declares
	$called_by_sql{$room}{$_} = 1 for map { /^pg_finfo_(.*)/ ? ($_, $1) : () } keys %{ $global{$room} };
	delete @{ $global{$room} }{ keys %{ $called_by_sql{$room} } };
	delete @{ $global{$room} }{qw(Pg_magic_func _PG_init)};
	$defined_in{$_} = $room for keys %{ $global{$room} };
}
die "no objects: make first" if !%needs;
for my $room (keys %needs)
{
	for my $name (keys %{ $needs{$room} })
	{
		my $other = $defined_in{$name};
		$arrow{$room}{$other} //= "$room.c uses $name of $other.c" if defined $other && $other ne $room;
	}
}

for my $from (sort keys %arrow)
{
	for my $to (sort keys %{ $arrow{$from} })
	{
		my ($mine, $its) = (folder($from), folder($to));
		push @problems, "against the order of the folders: $arrow{$from}{$to}"
			if $mine ne $its && !grep { $_ eq $its } @{ $uses{$mine} // die "src/$mine is no folder of the house" };
	}
}

# circles: visit each room once, keeping the way that led there
my %state;
sub visit
{
	my ($room, @way) = @_;
	for my $next (sort keys %{ $arrow{$room} // {} })
	{
		if (($state{$next} // '') eq 'open')
		{
			my ($first) = grep { $way[$_] eq $next } 0 .. $#way;
			push @problems, 'a circle: ' . join(' -> ', @way[ $first .. $#way ], $next);
		}
		next if $state{$next};
		$state{$next} = 'open';
		visit($next, @way, $next);
	}
	$state{$room} = 'done';
	return;
}
for my $room (sort keys %arrow)
{
	next if $state{$room};
	$state{$room} = 'open';
	visit($room, $room);
}

for my $room (sort keys %global)
{
	my $header = $text{"$room.h"} // '';
	for my $name (sort keys %{ $global{$room} })
	{
		push @problems, "src/$room.c defines $name, which src/$room.h does not declare: make it static, or declare it there"
			if $header !~ /\b\Q$name\E\b/;
	}
}
for my $file (grep { /\.h$/ } @files)
{
	my $room = room($file);
	my $code = $text{$file} =~ s{/\*.*?\*/}{}gsr;
	# what a macro would declare is declared by who uses it
	$code =~ s/^#(?:.*\\\n)*.*\n//mg;
	for my $declared ($code =~ /^extern\s[^;{]*?\b(\w+)\s*(?:\(|\[|;)/mg)
	{
		push @problems, "src/$file declares $declared, which src/$room.c does not define"
			if !exists $global{$room}{$declared} && !$called_by_sql{$room}{$declared};
	}
}

# names that are a file's own mean one thing in the whole house; both types' files fill the words of one template
my (%macro_of, %function_of);
for my $file (@files)
{
	my %own = map { $_ => 1 } $text{$file} =~ /^#define (\w+)/mg;
	push @{ $macro_of{$_} }, $file for keys %own;
}
my %template = map { $_ => 1 } qw(type/suppressed_int.c type/suppressed_bigint.c type/suppressed_type.h type/suppressed_index.h);
for my $name (sort keys %macro_of)
{
	my @where = grep { !$template{$_} } @{ $macro_of{$name} };
	push @problems, "macro $name is defined in " . join(' and ', @where) if @where > 1;
}

my @complex = `pmccabe @{[map { "src/$_" } @files]} 2>/dev/null`;
die "pmccabe failed: is it installed?" if !@complex;
for (@complex)
{
	my ($complexity, undef, undef, undef, undef, $place, $function) = split;
	push @{ $function_of{$function} }, $place =~ s{\(.*}{}r if $function ne 'TYPE';
	push @problems, "$place $function: complexity $complexity, at most $most_complex" if $complexity > $most_complex;
}

for my $name (sort keys %function_of)
{
	my @where = @{ $function_of{$name} };
	push @problems, "function $name is defined in " . join(' and ', @where) if @where > 1;
}

print "$_\n" for @problems;
exit(@problems ? 1 : 0);
