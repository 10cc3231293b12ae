# What the fuzzers of tables tell of one that is read wrong.
package TableFuzz;

use strict;
use warnings;
use Exporter qw(import);
use Test::More;

our @EXPORT_OK = qw(show);

# Shows a table of which something is wrong.
sub show
{
	my ($name, $number, $table, $problem) = @_;
	my $content = $table->{content};
	$content =~ s/\r/\\r/g;
	$content =~ s/\t/\\t/g;
	$content .= "\ncolumns @{ $table->{columns} }" if defined $table->{columns};
	$content .= "\n$_ $table->{$_}" for grep { defined $table->{$_} } qw(form rule);
	diag("$name, table $number" . (defined $table->{file} ? ', a workbook' : '') . ": $problem\n" . $content =~ s/^/    /gmr);
	return;
}

1;
