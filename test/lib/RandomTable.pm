# Random published tables, written as publishers do, whose reading is known: for each form a
# function that returns
#
#	content		the text, or file, the bytes
#	columns		of read_table's argument of that name, or undef
#	form		likewise
#	rows		what read_table must return: table_number, line, level, heading, period, name,
#				code, total_of, { measure => cell }, [ measures ]
#	names		likewise, where the reading depends on them
#	broken		what was spoilt in it afterwards, if anything was: it must be refused then
#	lines		between which lines the error must be, if it is known
#
# What a form may hold is what the reader promises, so that there is one right answer.
package RandomTable;

use strict;
use warnings;
use utf8;
use Exporter qw(import);
use List::Util qw(shuffle uniq first sum0);
use Workbook ();

our @EXPORT_OK = qw(json_stat px sdmx_csv csv html text layout known_names xlsx ods);

sub one_of { return $_[ rand @_ ] }
sub chance { return rand() < $_[0] }
sub between { my ($least, $most) = @_; return $least + int rand($most - $least + 1) }

# ---- what tables are made of ----

my @measures = qw(requested decided decided_collective agreed agreed_collective settled settled_collective);

# what stands above a column; the words of a part also say of what it is one
my %heading = (
	requested => [ qw(requested Anmodning Anmodninger ANMODNINGSTALL Oppmoding Oppmodingstal), 'Antall anmodninger', 'Anmodet 2022', 'Anmodning*' ],
	decided => [ qw(decided Vedtak VEDTAK Vedtatt), 'Vedtak om busetting', 'Vedtak per 18.05.2022', 'Vedtak 1)' ],
	agreed => [ qw(agreed Avtalt), 'Avtalt å bosette', 'Søkt ut', 'AVTALT Å BOSETTE', 'Avtale om busetting', 'Avtalt å bosette:' ],
	settled => [ qw(settled Bosatt Bosatte Busette BUSETT), 'Antall bosatte personer', 'Faktisk bosatt', 'Bosatte flyktninger', 'Talet på busette personar' ]
);
my @collective = ('kollektiv beskyttelse', 'med kollektiv beskyttelse', 'kollektivt vern', 'med midlertidig kollektiv beskyttelse', '(kollektiv beskyttelse)');
my @part = ('Herav kollektiv beskyttelse', 'Herav kollektivt', 'derav med kollektiv beskyttelse', 'Av desse kollektivt vern', 'herav ukrainere med kollektiv beskyttelse');
my @foreign = ('Innbyggere', 'Andel', 'Enslige forsørgere', 'Merknad', 'Folketal', 'Bosatte enslige');

sub is_measure { my ($holds) = @_; return defined $holds && grep { $_ eq $holds } @measures }

sub heading_of
{
	my ($measure, $before) = @_;
	return $measure if chance(0.1);
	return one_of(@{ $heading{$measure} }) if $measure !~ /(.*)_collective/;
	return one_of(@part) if defined $before && $before eq $1 && chance(0.5);
	return one_of(qw(requested decided agreed settled)) eq $1 && chance(0.3) ? $measure : one_of($1 eq 'settled' ? qw(Bosatt Busette Bosatte) : $1 eq 'agreed' ? qw(Avtalt Utsøkte) : qw(Vedtak Vedtatt)) . ' ' . one_of(@collective);
}

# different measures, in any order
sub some_measures
{
	my ($most) = @_;
	my @some = shuffle @measures;
	return @some[ 0 .. between(1, $most) - 1 ];
}

my @names = ('Bergen', 'Ål', 'Øygarden', 'Indre Østfold', 'Nore og Uvdal', 'Evje og Hornnes', "Snåase - Snåsa", 'Kárášjohka', 'Unjárga - Nesseby', 'Sør-Varanger', 'Os (Hedmark)', 'Herøy (M.R.)',
	'Deatnu', 'Voss', 'Fjord', 'Midtre Gauldal', 'Áltá', "L'Aquila", 'Sande Å', 'Ås', 'Våler', 'Bø i Telemark', 'Grong', 'Kvinnherad', 'Modalen', 'Fedje', 'Troms og Finnmark', 'Møre og Romsdal', 'Gáivuotna Kåfjord');
# totals, and of what they are ones
my %total = ('Totalt' => '', 'I alt' => '', 'Sum fylke' => '', 'Hele landet' => 'landet', 'Heile landet' => 'landet', 'Sum Vestland' => 'Vestland', 'Vestland i alt' => 'Vestland', 'Agder totalt' => 'Agder');

# different names, the last perhaps a total's
sub some_names
{
	my ($count, $plain) = @_;
	my @some = (shuffle grep { !$plain || !/ - |[().&]/ } @names)[ 0 .. $count - 1 ];
	# of single words a total's may be a header
	$some[-1] = one_of(grep { !$plain || !/^Sum fylke/ } sort keys %total) if $count > 1 && chance(0.2);
	return @some;
}

sub total_of { return $total{ $_[0] } }

my @symbols = (':', ':', ':', ':', '-', '–', '—', '.', '..', '…', 'x', '*', '**', '#', '[c]', '[low]', '<5', '≤4', '0..4', '1-4', 'n/a', '/');
my @words = ('avventer vedtak', 'Avventer vedtak', 'Suppressed', 'ikke svart', 'ikkje oppgitt');

sub count
{
	return between(0, 4) if chance(0.2);
	return one_of(0, 999, 1000, 9999, 10000, 100000, 1000000, 2147483647, 2147483646) if chance(0.05);
	return between(0, one_of(9, 99, 9999, 9999999, 2147483647));
}

# A cell as it is printed and as it is read.  What it may be beside a count: symbols, words, empty, marks, and between thousands one of the separators.
sub cell
{
	my (%may) = @_;
	return ('', '') if $may{empty} && chance(0.1);
	return (one_of(@words)) x 2 if $may{words} && chance(0.03);
	my $printed = $may{symbols} && chance(0.25) ? one_of(grep { !$may{part} || !/[\d*]$/ } @symbols) : count();
	my $clean = $printed;
	if ($printed =~ /^\d{4,}$/ && $may{thousands} && chance(0.5))
	{
		my $separator = one_of(@{ $may{thousands} });
		1 while $printed =~ s/^(\d+)(\d{3})/$1$separator$2/;
	}
	$printed .= one_of('*', '†', '¹', '**', $may{words} ? ' 1)' : '*') if $may{marks} && $clean =~ /^\d+$/ && chance(0.08);
	return ($printed, $clean);
}

# What is no cell, whatever the publisher, but for what may be one in a form.
my @garbage = ('1.5', '-5', '−5', '05', '2147483648', '99999999999999999999', '12a', 'mange', '1,234', '5 %', '1e3', '5½', '1 23', '12 34 567', '0x1F', '+5', "1'234", 'ca. 5', '5 6', '(5)', 'NaN', '1.234.567', 'l2', '5O', 'fem');

sub garbage { return one_of(@garbage) }

# a code of a municipality or county, as it is written and as it is read
sub code
{
	my ($digits) = @_;
	my $code = $digits == 4 ? sprintf('%04d', between(301, 5444)) : sprintf('%02d', between(1, 56));
	return $code =~ /^0([1-9]\d*)$/ && length($1) % 2 && chance(0.3) ? ($1, $code) : ($code, $code);
}

# ---- JSON-stat ----

# JSON in any spelling: keys in any order, strings with or without escapes; what is a reference to a scalar is written as it is.
sub json
{
	my ($value, $space) = @_;
	my $gap = $space ? one_of('', ' ', "\n", "\t") : '';
	return 'null' if !defined $value;
	return $$value if ref $value eq 'SCALAR';
	return "[$gap" . join(",$gap", map { json($_, $space) } @$value) . "$gap]" if ref $value eq 'ARRAY';
	return "{$gap" . join(",$gap", map { json($_, $space) . "$gap:$gap" . json($value->{$_}, $space) } shuffle(sort keys %$value)) . "$gap}" if ref $value eq 'HASH';
	$value =~ s/(["\\])/\\$1/g;
	my $escaped = chance(0.2);
	$value =~ s/([^ -~])/$escaped && ord($1) < 0x10000 || ord($1) < 32 ? sprintf('\\u%04x', ord($1)) : $1/ge;
	return "\"$value\"";
}

# a whole number, in one of the ways in which it can be spelt
sub json_number
{
	my ($number) = @_;
	my @ways = ($number, $number, $number, "$number.0", $number . 'e0', $number . 'E+0');
	push @ways, $1 . 'e2' if $number =~ /^([1-9]\d*)00$/;
	return \one_of(@ways);
}

# A dimension: its categories with or without labels, its index a list or an object, or left out where there is one category only.
sub dimension
{
	my ($dimension) = @_;
	my @category = @{ $dimension->{category} };
	my %label = map { defined $_->{label} ? ($_->{code} => $_->{label}) : () } @category;
	my %object;
	$object{label} = \%label if %label || chance(0.1);
	$object{index} = chance(0.5) ? [ map { $_->{code} } @category ] : { map { $category[$_]{code} => \"$_" } 0 .. $#category }
		if @category > 1 || !%label || chance(0.5);
	$object{unit} = { $category[0]{code} => { base => 'personer', decimals => \'0' } } if chance(0.1);
	my %json = (category => \%object);
	$json{label} = $dimension->{label} if defined $dimension->{label};
	return \%json;
}

# Shows of a cell what a value and a status say, and how it is read.
sub json_cell
{
	my ($all) = @_;
	my $status = one_of(undef, undef, undef, 'a', ':', '..', 'x', 'e', 'not available', 'p*');
	my $number = count();
	my $symbol = one_of(@symbols);
	return (json_number($number), $status, $number) if chance(0.7);
	return ($symbol, $status, $symbol) if chance(0.15);
	return ("$number", $status, $number) if chance(0.1);
	$status = $all if defined $all;
	return (undef, $status, $status // '');
}

# Random dimensions, of which one has the regions, and how they are to be read: what all forms of datasets have in common.
sub cube
{
	my @column = some_measures(one_of(1, 2, 4, 7));
	my ($columns, @measure);
	my $given = chance(0.1);
	my $skip = !$given && chance(0.15);

	# measures, and among them others that are left out
	for my $measure (@column)
	{
		push @measure, { column => undef, label => one_of(@foreign) } while ($skip || $given) && chance(0.3);
		push @measure, { column => $measure, label => heading_of($measure, @measure ? $measure[-1]{column} : undef) };
	}
	for my $i (0 .. $#measure)
	{
		my $measure = $measure[$i];
		$measure->{code} = "m$i";
		# its code may say what it is, beside no label or one that does not
		@{$measure}{qw(code label)} = ($measure->{column}, one_of(undef, 'Tal')) if defined $measure->{column} && chance(0.2);
		@{$measure}{qw(code label)} = ("m$i", one_of(undef, 'Vedtak', 'Noko')) if $given;
	}
	$columns = ['-'] if $skip;
	$columns = [ 'name', map { $_->{column} // '-' } @measure ] if $given;

	my $digits = one_of(2, 4, 4, 4);
	my %seen;
	my @region;
	for my $name (some_names(between(1, 4)))
	{
		my ($code, $read) = chance(0.05) ? ('K-' . between(1, 99)) x 2 : code($digits);
		push @region, { code => $code, read => $read, label => chance(0.1) && !defined total_of($name) ? undef : $name } if !$seen{$read}++;
	}
	my %dimension = (region => { category => \@region });
	$dimension{measure} = { category => \@measure } if @measure > 1 || chance(0.6);

	# what periods and other dimensions there are; those of one category make no tables
	my $has_time = chance(0.8);
	my $start = between(1990, 2025);
	$dimension{time} = { category => [ map { { code => $start + $_ . one_of('', 'M05', 'K2', 'U20'), label => one_of(undef, 'år ' . ($start + $_)) } } 0 .. between(0, one_of(0, 1, 1, 3)) ] } if $has_time;
	for my $other (0 .. between(0, one_of(0, 0, 1, 2)) - 1)
	{
		my @label = @{ ([ 'menn', 'kvinner', 'begge kjønn' ], [ '0-17 år', '18 år eller eldre' ])[$other] };
		$dimension{"other$other"} = { category => [ map { { code => "c$_", label => $label[$_] } } 0 .. one_of(0, 0, $#label) ] };
		# both sexes together
		$dimension{"other$other"}{whole} = 2 if $other == 0 && @{ $dimension{other0}{category} } == 3;
	}
	return { dimension => \%dimension, measure => \@measure, column => \@column, columns => $columns, given => $given, skip => $skip, region => \@region, has_time => $has_time };
}

# Where the cell of a combination is, the last dimension running fastest.
sub place_of
{
	my ($cube, $at) = @_;
	my $place = 0;
	$place = $place * @{ $cube->{dimension}{$_}{category} } + ($at->{$_} // 0) for @{ $cube->{order} };
	return $place;
}

# The rows as they must come: a table for each combination of the dimensions that are none of regions or measures.  Of a dimension that says
# so, it is the whole alone; a row is there where line says its line.
sub rows_of
{
	my ($cube, $read, $line) = @_;
	my ($dimension, $order) = @{$cube}{qw(dimension order)};
	my @measure = @{ $cube->{measure} };
	my @region = @{ $dimension->{region}{category} };
	my %at = map { $_ => $dimension->{$_}{whole} // 0 } @$order;
	my @tables = grep { $_ ne 'region' && $_ ne 'measure' && !defined $dimension->{$_}{whole} } @$order;
	my $columns_read = [ grep { my $m = $_; grep { ($_->{column} // '') eq $m } @measure } @measures ];
	my $number = 0;
	my @rows;
	TABLE: while (1)
	{
		my $heading = join ', ', map { my $c = $dimension->{$_}{category}[ $at{$_} ]; $c->{label} // $c->{code} } grep { @{ $dimension->{$_}{category} } > 1 } @tables;
		my $begun;
		for my $i (0 .. $#region)
		{
			my ($code, $name) = ($region[$i]{read}, $region[$i]{label} // $region[$i]{code});
			$at{region} = $i;
			my $at_line = $line ? $line->(\%at) : @rows + 1;
			next if !defined $at_line;
			$number++ if !$begun++;
			my %cell;
			for my $j (0 .. $#measure)
			{
				$at{measure} = $j;
				$cell{ $measure[$j]{column} } = '' . ($read->[ place_of($cube, \%at) ] // '') if defined $measure[$j]{column};
			}
			my $level = !defined $code ? undef : $code =~ /^\d{2}$/ ? 'county' : $code =~ /^\d{4}$/ ? 'municipality' : undef;
			push @rows, [ $number, $at_line, $level, length $heading ? $heading : undef, $cube->{has_time} ? $dimension->{time}{category}[ $at{time} ]{period} // $dimension->{time}{category}[ $at{time} ]{code} : undef,
				$name, $code, total_of($name), \%cell, $columns_read ];
		}
		for my $name (reverse @tables)
		{
			next TABLE if ++$at{$name} < @{ $dimension->{$name}{category} };
			$at{$name} = 0;
		}
		last;
	}
	return \@rows;
}

sub json_stat
{
	my $cube = cube();
	my ($columns, $given, $has_time) = @{$cube}{qw(columns given has_time)};
	my %dimension = %{ $cube->{dimension} };
	my @measure = @{ $cube->{measure} };
	my @column = @{ $cube->{column} };

	# ids, and who says what the dimensions are: roles, or they themselves
	my %role;
	my %id = (region => one_of(qw(region Region r KOKkommuneregion0000)), measure => one_of(qw(measure ContentsCode m)), time => one_of(qw(time t Periode1)), other0 => 'Kjonn', other1 => 'Alder');
	if (chance(0.3)) { ($id{region}, $dimension{region}{label}) = chance(0.5) ? (one_of(qw(region Region kommune Fylke)), one_of(undef, 'x')) : ('r', one_of(qw(region kommune Kommuner FYLKE))) }
	else { $role{geo} = [ $id{region} ] }
	$role{metric} = [ $id{measure} ] if $dimension{measure} && ($given || chance(0.7));
	if ($dimension{time} && chance(0.3)) { $id{time} = one_of(qw(Tid tid time TIME_PERIOD Year), 'År') }
	elsif ($dimension{time}) { $role{time} = [ $id{time} ] }
	my @order = shuffle sort keys %dimension;
	$cube->{order} = \@order;
	# a dimension of measures is known by what it holds, where nothing else does
	my $label = $dimension{measure} ? one_of('Flyktninger', 'Bosatte', undef) : $given ? 'Flyktninger' : heading_of($column[0]);

	# the cells, the last dimension fastest
	my @size = map { scalar @{ $dimension{$_}{category} } } @order;
	my $cells = 1;
	$cells *= $_ for @size;
	my $status_of_all = chance(0.1) ? one_of(':', '..', 'x', 'a') : undef;
	my (@value, @status, @read);
	($value[$_], $status[$_], $read[$_]) = json_cell($status_of_all) for 0 .. $cells - 1;
	my $status_shape = defined $status_of_all ? 'all' : one_of(qw(none list object object));
	if ($status_shape eq 'none') { $read[$_] = '' for grep { !defined $value[$_] } 0 .. $cells - 1 }

	my @rows = @{ rows_of($cube, \@read) };

	# the forms of value and status
	my %dataset = (class => 'dataset', version => '2.0', id => [ map { $id{$_} } @order ], size => [ map { json_number($_) } @size ],
		dimension => { map { $id{$_} => dimension($dimension{$_}) } @order });
	$dataset{value} = chance(0.7) ? \@value : { map { defined $value[$_] || chance(0.1) ? ($_ => $value[$_]) : () } 0 .. $#value };
	$dataset{status} = $status_of_all if $status_shape eq 'all';
	$dataset{status} = [@status] if $status_shape eq 'list';
	$dataset{status} = { map { defined $status[$_] ? ($_ => $status[$_]) : () } 0 .. $#status } if $status_shape eq 'object';
	$dataset{role} = \%role if %role || chance(0.5);
	$dataset{label} = $label if defined $label;
	$dataset{$_} = one_of('x', { a => [ {} ] }, \'1.5') for grep { chance(0.1) } qw(source updated note extension href);
	my $broken = chance(0.2) ? json_break(\%dataset, $cells, !grep({ !defined $_->{column} } @measure) && !grep { defined $_->{whole} } values %{ $cube->{dimension} }) : undef;
	my $root = \%dataset;
	if (chance(0.15))
	{
		# version 1
		delete @{$root}{qw(class version)};
		for my $key (qw(id size role)) { $root->{dimension}{$key} = delete $root->{$key} if exists $root->{$key} }
		$root = { dataset => $root };
	}
	my $space = chance(0.3);
	return { content => one_of('', '', "\x{feff}", "\n ") . json($root, $space) . one_of('', "\n"), columns => $columns, form => one_of(undef, undef, 'json-stat'), rows => \@rows, broken => $broken, lines => [] };
}

# Spoil a dataset that can be read; returns how.
sub json_break
{
	my ($dataset, $cells, $all_read) = @_;
	my $value = $dataset->{value};
	my $list = ref $value eq 'ARRAY';
	my $place = int rand $cells;
	my $which = int rand @{ $dataset->{id} };
	my $dimension = $dataset->{dimension}{ $dataset->{id}[$which] };
	my $index = $dimension->{category}{index};
	my %way = (
		'a value too few' => sub { $list ? pop @$value : ($value->{$cells} = undef) },
		'a value too many' => sub { $list ? push @$value, undef : ($value->{ $cells + between(0, 5) } = \'5') },
		'a size too large' => sub { $dataset->{size}[$which] = \(${ $dataset->{size}[$which] } + 1) },
		'a dimension twice' => sub { push @{ $dataset->{id} }, $dataset->{id}[$which]; push @{ $dataset->{size} }, \'1' },
		'a dimension missing' => sub { delete $dataset->{dimension}{ $dataset->{id}[$which] } },
		'no values' => sub { delete $dataset->{value} }
	);
	$way{'no count'} = sub {
		my $cell = one_of(\'-1', \'1.5', \'2147483648', \'1e10', \'true', 'mange', '1,5', '05', {}, [ \'5' ]);
		$list ? ($value->[$place] = $cell) : ($value->{$place} = $cell);
	} if $all_read;
	$way{'a category twice'} = sub { ref $index eq 'ARRAY' ? ($index->[-1] = $index->[0]) : (@{$index}{ (sort keys %$index)[ 0, 1 ] } = (\'0') x 2) }
		if defined $index && (ref $index eq 'ARRAY' ? @$index : keys %$index) > 1;
	$way{'a place outside'} = sub { $index->{ one_of(sort keys %$index) } = one_of(\'-1', \keys %$index, \'1e9', \'0.5', undef, '0') } if ref $index eq 'HASH';
	my $way = one_of(sort keys %way);
	$way{$way}->();
	return $way;
}

# ---- PX ----

# A keyword of PX: texts in quotes, now and then in pieces over two lines.
sub px_keyword
{
	my ($keyword, @values) = @_;
	my @text = map { my $text = $_; $text =~ s/"/""/g; length $text > 3 && chance(0.1) ? '"' . substr($text, 0, 2) . qq("\n") . substr($text, 2) . '"' : qq("$text") } @values;
	return "$keyword=" . join(one_of(',', ",\n"), @text) . ';' . one_of('', "\n", "\r\n");
}

# A number or a symbol, as DATA has it and as it is read.
sub px_cell
{
	my ($shown) = @_;
	my $number = count();
	return (one_of($number, $number, "$number.0"), $number) if chance(0.7);
	my $symbol = one_of('.', '..', '...', '-', ':');
	return (one_of(qq("$symbol"), qq("$symbol"), $symbol), $shown->{$symbol} // $symbol);
}

sub px
{
	my $cube = cube();
	my %dimension = %{ $cube->{dimension} };
	my @measure = @{ $cube->{measure} };
	my @order = shuffle sort keys %dimension;
	$cube->{order} = \@order;
	my $stub = between(0, scalar @order);
	my %name = (region => one_of(qw(region kommune Fylke)), measure => one_of(qw(statistikkvariabel contents)), time => one_of(qw(tid år)), other0 => 'kjønn', other1 => 'alder');
	my %shown = map { chance(0.3) ? ($_ => one_of(':', '..', 'x', '[c]')) : () } '.', '..', '...', '-';
	my %keyword = ('.' => 'DATASYMBOL1', '..' => 'DATASYMBOL2', '...' => 'DATASYMBOL3', '-' => 'DATASYMBOLNIL');
	my @keyword = map { px_keyword($keyword{$_}, $shown{$_}) } sort keys %shown;
	push @keyword, px_keyword('UNITS', one_of('personer', 'Persons')) if chance(0.7);
	push @keyword, px_keyword(one_of('NOTE', 'TITLE', 'CELLNOTE("a","b")', 'SUBJECT-AREA[en]'), 'a; "b"=(c)') if chance(0.5);
	push @keyword, px_keyword('CONTENTS', $dimension{measure} ? one_of('Flyktninger', 'Bosatte') : $cube->{given} ? 'Flyktninger' : heading_of($cube->{column}[0]));
	push @keyword, px_keyword('STUB', map { $name{$_} } @order[ 0 .. $stub - 1 ]) if $stub > 0;
	push @keyword, px_keyword('HEADING', map { $name{$_} } @order[ $stub .. $#order ]) if $stub < @order;
	push @keyword, px_keyword('CONTVARIABLE', $name{measure}) if $dimension{measure} && ($cube->{given} || chance(0.6));
	for my $dimension (@order)
	{
		my @category = @{ $dimension{$dimension}{category} };
		# codes, but of the regions, only where there are names; else what they are known by is told by VALUES
		my $coded = $dimension eq 'measure' || chance(0.7);
		if ($dimension eq 'region' && !$coded) { $_->{label} //= one_of(@names) . " $_->{code}", $_->{read} = undef for @category }
		if ($dimension eq 'time' && !$coded) { $_->{label} = $_->{code} for @category }
		my $coding = $dimension eq 'region' && $coded && chance(0.3);
		push @keyword, px_keyword(qq(VALUES("$name{$dimension}")), map { $coding && defined $_->{label} && !defined total_of($_->{label}) ? "$_->{code} $_->{label}" : $_->{label} // $_->{code} } @category);
		push @keyword, px_keyword(qq(CODES("$name{$dimension}")), map { $_->{code} } @category) if $coded;
		if ($dimension =~ /other/ && chance(0.3))
		{
			$dimension{$dimension}{whole} = int rand @category;
			my $whole = $category[ $dimension{$dimension}{whole} ];
			push @keyword, px_keyword(qq(ELIMINATION("$name{$dimension}")), $coded ? one_of($whole->{label}, $whole->{code}) : $whole->{label});
		}
	}
	my $cells = 1;
	$cells *= @{ $dimension{$_}{category} } for @order;
	my (@data, @read);
	($data[$_], $read[$_]) = px_cell(\%shown) for 0 .. $cells - 1;
	my $rows = rows_of($cube, \@read);
	my $broken;
	if (chance(0.15))
	{
		my %way = (
			'a cell too few' => sub { pop @data },
			'a cell too many' => sub { push @data, 5 },
			'no count' => sub { $data[ int rand @data ] = one_of('1.5', '-5', '1,234', '2147483648', '1e10', '05', '5x') },
			'no categories' => sub { @keyword = grep { !/^VALUES/ } @keyword; @keyword = grep { !/^CODES/ } @keyword },
			'a keyword twice' => sub { push @keyword, grep { /^(STUB|HEADING)/ } @keyword },
			'no end' => sub { $keyword[-1] =~ s/;\s*$//; push @keyword, '"' }
		);
		# where all cells are read
		delete $way{'no count'} if grep({ !defined $_->{column} } @measure) || grep { defined $dimension{$_}{whole} } @order;
		$broken = one_of(sort keys %way);
		$way{$broken}->() if $broken ne 'no end';
	}
	my $first = one_of(qq(CHARSET="ANSI";\n), qq(AXIS-VERSION="2013";));
	my $data = join '', map { $_ . one_of(' ', ' ', "\n", "\t") } @data;
	@keyword = shuffle @keyword;
	return { content => $first . join('', @keyword) . one_of("DATA=\n", 'DATA=') . $data . (defined $broken && $broken eq 'no end' ? '' : ';') . one_of('', "\n"), columns => $cube->{columns}, form => one_of(undef, undef, 'px'),
		rows => $rows, broken => $broken, lines => [] };
}

# ---- SDMX-CSV ----

sub sdmx_csv
{
	my $cube = cube();
	my %dimension = %{ $cube->{dimension} };
	my @attribute = map { chance(0.5) ? $_ : () } qw(OBS_STATUS CONF_STATUS UNIT_MEASURE UNIT_MULT OBS_COMMENT);
	my @field = shuffle(sort(keys %dimension), 'OBS_VALUE', @attribute);
	my @order = grep { defined $dimension{$_} } @field;
	$cube->{order} = \@order;
	my %id = (region => one_of(qw(REF_AREA GEO region)), measure => one_of(qw(INDICATOR MEASURE ContentsCode)), time => 'TIME_PERIOD', other0 => 'SEX', other1 => 'AGE');
	my $labels = one_of(qw(none both name));
	my $delimiter = one_of(',', ',', ';', "\t");
	my $version = $labels eq 'name' ? 2 : between(1, 2);
	# what is first seen has no place: "of which" says nothing
	for (@{ $cube->{measure} }) { $_->{label} = $_->{column} if defined $_->{column} && ($_->{label} // '') =~ /^(herav|derav|av desse)/i }
	# without labels, codes are all there is
	for my $dimension ($labels eq 'none' ? @order : ())
	{
		for (@{ $dimension{$dimension}{category} })
		{
			$_->{code} = $_->{column} // $_->{code} if $dimension eq 'measure';
			delete $_->{label};
		}
	}
	for (@{ $dimension{time}{category} // [] })
	{
		my ($year, $rest) = $_->{code} =~ /^(\d{4})(.*)/;
		my %written = ('' => [ $year, $year ], M05 => one_of([ "$year-05", "${year}M05" ], [ "$year-M05", "${year}M05" ]), K2 => [ "$year-Q2", "${year}Q2" ], U20 => [ "$year-W20", "${year}W20" ]);
		($_->{code}, $_->{period}) = @{ $written{$rest} };
		delete $_->{label};
	}
	# some of the observations, in any order; what is first seen is the first category
	my @at = ({});
	for my $dimension (@order) { @at = map { my $at = $_; map { { %$at, $dimension => $_ } } 0 .. $#{ $dimension{$dimension}{category} } } @at }
	@at = shuffle(grep { chance(0.8) } @at) if @at > 1;
	@at = ({ map { $_ => 0 } @order }) if !@at;
	for my $dimension (@order)
	{
		my %number;
		for (@at) { $number{ $_->{$dimension} } = keys %number if !exists $number{ $_->{$dimension} } }
		my @category = @{ $dimension{$dimension}{category} };
		$dimension{$dimension}{category} = [ @category[ sort { $number{$a} <=> $number{$b} } keys %number ] ];
		$_->{$dimension} = $number{ $_->{$dimension} } for @at;
		my ($whole) = grep { ($dimension{$dimension}{category}[$_]{label} // '') =~ /^begge/ } 0 .. $#{ $dimension{$dimension}{category} };
		$dimension{$dimension}{whole} = $whole;
	}
	# names of regions that are the same would be two rows of one name: codes tell them apart
	$cube->{measure} = $dimension{measure}{category} if $dimension{measure};
	return sdmx_csv() if !grep { defined $_->{column} } @{ $cube->{measure} };
	$cube->{columns} = [ 'name', map { $_->{column} // '-' } @{ $cube->{measure} } ] if $cube->{given};
	my %header = ((map { $_ => [ $id{$_}, $labels eq 'none' ? undef : "Name of $_" ] } @order), OBS_VALUE => [ 'OBS_VALUE', 'Value' ], map { $_ => [ $_, "Name of $_" ] } @attribute);
	my $label = $dimension{measure} ? one_of('Flyktninger', 'Bosatte') : $cube->{given} ? 'Flyktninger' : heading_of($cube->{column}[0]);
	return sdmx_csv() if $labels eq 'none' && !$dimension{measure} && !$cube->{given};
	my $quoted = sub { my ($text) = @_; $text =~ s/"/""/g; return $text =~ /["$delimiter]/ || chance(0.1) ? qq("$text") : $text };
	my $both = sub { my ($code, $label) = @_; return $labels eq 'both' && defined $label ? $quoted->("$code: $label") : $quoted->($code), $labels eq 'name' ? $quoted->($label // '') : () };
	my @structure = $version == 1 ? ($labels eq 'both' ? 'DATAFLOW: Dataflow' : 'DATAFLOW') : ('STRUCTURE', $labels eq 'both' ? 'STRUCTURE_ID: Structure' : 'STRUCTURE_ID', $labels eq 'name' ? 'STRUCTURE_NAME' : (), 'ACTION');
	my $flow = $labels eq 'both' ? $quoted->("NO1:DF(1.0): $label") : 'NO1:DF(1.0)';
	my @begin = $version == 1 ? ($flow) : ('dataflow', $flow, $labels eq 'name' ? $quoted->($label) : (), 'I');
	my @line = (join $delimiter, @structure, map { $both->(@{ $header{$_} }) } @field);
	my (%first, @read);
	for my $at (@at)
	{
		my ($status, $conf) = map { my $a = $_; (grep { $_ eq $a } @attribute) ? one_of('', $a eq 'OBS_STATUS' ? qw(A E Q M) : qw(F C N)) : '' } qw(OBS_STATUS CONF_STATUS);
		my $number = count();
		my ($value, $read) = chance(0.8) ? (one_of($number, $number, "$number.0"), $number) : (one_of('', '', 'NaN'), $conf =~ /[CN]/ ? "CONF_STATUS $conf" : $status);
		my %attribute = (OBS_STATUS => $status, CONF_STATUS => $conf, UNIT_MEASURE => one_of('PS', '', 'NR'), UNIT_MULT => one_of('', '0'), OBS_COMMENT => one_of('', qq(a "b"$delimiter c)), OBS_VALUE => $value);
		$read[ place_of($cube, $at) ] = $read;
		push @line, join $delimiter, @begin, map { defined $attribute{$_} ? $both->($attribute{$_}, $attribute{$_} eq '' || $_ eq 'OBS_VALUE' ? undef : 'what it says') : do { my $c = $dimension{$_}{category}[ $at->{$_} ]; $both->($c->{code}, $labels eq 'none' ? undef : $c->{label} // $c->{code}) } } @field;
		$first{ join ' ', map { $at->{$_} // 0 } qw(region time) } //= @line;
	}
	my $rows = rows_of($cube, \@read, sub { my ($at) = @_; return $first{ join ' ', map { $at->{$_} // 0 } qw(region time) } });
	my $broken;
	if (chance(0.15))
	{
		my $at = between(1, $#line);
		my %way = (
			'a field too few' => sub { $line[$at] =~ s/^[^$delimiter]*$delimiter// },
			'a line twice' => sub { push @line, $line[$at] },
			'a quote too many' => sub { $line[$at] = '"' . $line[$at] . '"x' },
			'a column twice' => sub { $_ .= "$delimiter$_" for @line },
		);
		$broken = one_of(sort keys %way);
		$way{$broken}->();
	}
	my $end = one_of("\n", "\r\n");
	return { content => one_of('', "\x{feff}") . join($end, @line) . one_of('', $end), columns => $cube->{columns}, form => one_of(undef, undef, 'sdmx-csv'), rows => $rows, broken => $broken, lines => [] };
}


# ---- what CSV, HTML and text have in common: columns under headers ----

# A column: what it holds, and its header.  A pair holds a measure and its part, "780 (199)".
sub some_columns
{
	my (%may) = @_;
	my ($kind, $name, $code) = @{ one_of([ 'municipality', one_of(qw(Kommune KOMMUNE kommune Kommunenavn)), one_of(qw(Kommunenr Kode Kommunenummer Nr)) ],
			[ 'municipality', one_of(qw(Kommune Kommuner)), 'Kommunenr' ], [ 'county', one_of(qw(Fylke FYLKE)), one_of(qw(Fylkesnr Kode)) ], [ undef, one_of(qw(Navn Namn name Region)), one_of(qw(Kode Nr code)) ]) };
	my @column = ({ holds => 'name', header => $name });
	unshift @column, { holds => 'code', header => $code } if $may{code} && chance(0.2);
	unshift @column, { holds => 'heading', header => one_of(qw(Fylke FYLKE fylke)) } if $may{county_column} && defined $kind && $kind eq 'municipality' && chance(0.2);
	my $before;
	my %taken;
	for my $measure (some_measures(one_of(1, 2, 2, 3, 4, 5)))
	{
		next if $taken{$measure}++;
		# "avtalt busett" is one measure, where columns are not set apart
		next if $may{together} && $measure eq 'settled' && $taken{agreed};
		push @column, { holds => undef, header => one_of(@foreign) } if $may{foreign} && chance(0.3);
		if ($may{pairs} && "$measure collective" =~ /^(decided|agreed|settled) / && !$taken{"${measure}_collective"} && chance(0.15))
		{
			push @column, { holds => $measure, pair => 1, header => $heading{$measure}[1] . one_of(' (herav kollektiv beskyttelse)', ' (derav kollektivt vern)') };
			$taken{"${measure}_collective"}++;
			$before = undef;
			next;
		}
		push @column, { holds => $measure, header => $may{one_word} ? one_of(grep { !/ / } map { s/[:*]$//r } $measure, @{ $heading{$measure} // [] }) : heading_of($measure, $column[-1]{holds} ? $before : undef) };
		$before = $measure;
	}
	return ($kind, @column);
}

# A table: its columns, its rows as they are printed, and as they must be read but for where they stand.
sub some_table
{
	my (%may) = @_;
	my ($level, @column) = some_columns(%may);
	my %table = (level => $level, column => \@column, row => []);
	my %read = map { $_->{holds} // '' => 1, $_->{pair} ? ("$_->{holds}_collective" => 1) : () } @column;
	$table{measures} = [ grep { $read{$_} } @measures ];
	my $digits = defined $level && $level eq 'county' ? 2 : 4;
	my $county = one_of('Vestland', 'Rogaland', 'Møre og Romsdal');
	for my $name (some_names(between(1, 5), $may{plain_names}))
	{
		my %row = (name => $name, total_of => total_of($name), cell => {});
		$name = one_of('Bergen', 'Voss') . one_of(@{ $may{odd} }) if $may{odd} && !defined total_of($name) && chance(0.1);
		$row{name} = $name =~ s/\s+/ /gr;
		$county = one_of('Vestland', 'Rogaland', 'Nordland') if chance(0.3);
		for my $column (@column)
		{
			my $holds = $column->{holds};
			my ($printed, $read);
			if (!defined $holds) { $printed = $may{empty} ? one_of('', '5', '1,5', '5,5 %', 'ny', 'Sjå merknad') : one_of('5', '12') }
			elsif ($holds eq 'name') { $printed = $name }
			elsif ($holds eq 'code') { ($printed, $row{code}) = defined $row{total_of} && $may{empty} && chance(0.5) ? ('', '') : code($digits) }
			elsif ($holds eq 'heading') { $printed = $row{heading} = $county }
			else
			{
				($printed, $row{cell}{$holds}) = cell(%may);
				if ($column->{pair})
				{
					my ($part, $part_read) = $printed eq '' ? ('', '') : cell(symbols => 1, thousands => $may{thousands}, part => 1);
					$printed =~ s/(\*+|†|¹| 1\))$// if $row{cell}{$holds} =~ /^\d/;
					$printed .= one_of(' ', ' ', '') . "($part)" if length $part;
					$row{cell}{"${holds}_collective"} = '' . $part_read;
				}
				$row{cell}{$holds} .= '';
			}
			push @{ $row{field} }, "$printed";
		}
		push @{ $table{row} }, \%row;
	}
	return \%table;
}

# What read_table must return of a row.
sub expected
{
	my ($number, $line, $table, $row, $heading) = @_;
	my $year = $table->{given} || !grep({ is_measure($_->{holds}) && $_->{header} =~ / 2022$/ } @{ $table->{column} }) ? undef : '2022';
	return [ $number, $line, $table->{level}, $row->{heading} // $heading, $year, $row->{name}, $row->{code}, $row->{total_of}, $row->{cell}, $table->{measures} ];
}

# The argument columns that says what the columns are.
sub columns_of
{
	my ($table) = @_;
	return [ map { !defined $_->{holds} ? '-' : $_->{pair} ? "$_->{holds}+$_->{holds}_collective" : $_->{holds} } @{ $table->{column} } ];
}

# Put garbage into a cell of a count; returns what it is.
sub spoil_cell
{
	my ($table, @but) = @_;
	my %but = map { $_ => 1 } @but;
	my @place = grep { is_measure($table->{column}[$_]{holds}) } 0 .. $#{ $table->{column} };
	my ($row, $place, $garbage) = (one_of(@{ $table->{row} }), one_of(@place), one_of(grep { !$but{$_} } @garbage));
	$garbage = 'mange' if $table->{column}[$place]{pair} && $garbage eq '(5)';
	$row->{field}[$place] = $garbage;
	$row->{spoilt} = 1;
	return "\"$garbage\" of " . ($table->{column}[$place]{holds}) . " in row \"$row->{name}\"";
}

my @titles = ('Busetting av flyktningar', 'Tabell 1: Busetting', 'Sist oppdatert 18.05.2022', 'Kilde: IMDi', 'Tal frå kommunane per veke 20');

# ---- CSV ----

sub csv_field
{
	my ($text, $delimiter, $how) = @_;
	return qq("") if $text eq '' && $how eq 'all';
	return one_of('', ' ') . $text . one_of('', ' ') if $how eq 'few' && $text !~ /["\r\n\Q$delimiter\E]/ && chance(0.1);
	return $text if $how ne 'all' && $text !~ /["\r\n\Q$delimiter\E]/ && ($how eq 'few' || chance(0.5));
	return '"' . ($text =~ s/"/""/gr) . '"';
}

sub csv
{
	my $delimiter = one_of(';', ';', ',', "\t");
	my $end = one_of("\n", "\n", "\r\n", "\r\n", "\r");
	my $how = one_of(qw(few few some all));
	my $skip = chance(0.15);
	my $given = !$skip && chance(0.1);
	my $padding = !$given && chance(0.15) ? $delimiter x between(1, 3) : '';
	my $content = one_of('', '', "\x{feff}");
	my ($columns, @rows, $broken, @error_lines);
	my $spoil = chance(0.25);
	my $lines = 0;
	my $add = sub { my ($line) = @_; $content .= $line; $lines += () = $line =~ /\r\n|\r|\n/g };
	my $tables = $given ? 1 : between(1, one_of(1, 1, 2));
	for my $number (1 .. $tables)
	{
		my $table = some_table(foreign => $skip || $given, code => 1, county_column => 1, pairs => 1, empty => 1, words => 1, symbols => 1, marks => 1, thousands => [ ' ', "\x{a0}", "\x{202f}", "\x{2009}" ],
			odd => [ "$delimiter nord", ' "Byen"', "\nvest", ', del', $given ? () : '; del', '  by' ]);
		if (chance(0.2))
		{
			# columns in any order
			my @order = shuffle 0 .. $#{ $table->{column} };
			$_->{field} = [ @{ $_->{field} }[@order] ] for @{ $table->{row} };
			$table->{column} = [ @{ $table->{column} }[@order] ];
			for my $i (0 .. $#order)
			{
				my $column = $table->{column}[$i];
				$column->{header} = heading_of($column->{holds}) if is_measure($column->{holds}) && !$column->{pair};
			}
		}
		$table->{level} = undef if $given;
		$table->{given} = $given;
		my $way = $spoil && $number == $tables ? one_of('garbage', 'garbage', 'a field too few', 'a field too many', 'an open quote', 'a row behind the end') : '';
		my $spoilt = int rand @{ $table->{row} };
		# what is left of the row must be one: not where fields are empty, or may be more than the columns
		$way = 'garbage' if $way =~ /field|behind/ && 2 > grep { length } @{ $table->{row}[$spoilt]{field} }
			or $way =~ /few/ && @{ $table->{column} } == 2 or $way =~ /field/ && $padding or $way =~ /many|behind/ && $given or $way =~ /behind/ && $spoilt == 0;
		$broken = $way eq 'garbage' ? spoil_cell($table) : $way if $way;
		# what stands above is no record of the table
		$add->("$_$end") for $given ? () : $number == 1 ? map { one_of(@titles, '') } 1 .. between(0, 2) : ('', one_of(@titles), map { '' } 1 .. between(0, 1));
		$add->(join($delimiter, map { csv_field($_->{header}, $delimiter, $how) } @{ $table->{column} }) . $padding . $end) if !$given;
		$columns = columns_of($table) if $given;
		for my $row (@{ $table->{row} })
		{
			push @rows, expected($number, $lines + 1, $table, $row);
			@error_lines = ($lines + 1) x 2 if $row->{spoilt};
			my @field = map { csv_field($_, $delimiter, $how) } @{ $row->{field} };
			if ($row == $table->{row}[$spoilt])
			{
				my $place = int rand @field;
				splice @field, $place, 1 if $way eq 'a field too few';
				splice @field, $place, 0, one_of('', '5') if $way eq 'a field too many';
				$field[$place] =~ s/^"?/"/, $field[$place] =~ s/(?<=.)"\z// if $way eq 'an open quote';
				$add->("${end}Kilde: IMDi$end$end") if $way eq 'a row behind the end';
			}
			$add->(join($delimiter, @field) . $padding . $end);
			$add->(one_of('', $padding || $delimiter x @field) . $end) if chance(0.05);
		}
	}
	$content =~ s/$end\z// if chance(0.3);
	$columns = ['-'] if $skip;
	# tabs without quotes are read as text, and so are columns given of which no line can tell that they are set apart
	my $form = $given || ($delimiter eq "\t" && $content !~ /"/) ? 'csv' : one_of(undef, undef, 'csv');
	return { content => $content, columns => $columns, form => $form, rows => \@rows, broken => $broken, lines => \@error_lines };
}

# ---- workbooks ----

# A cell of a sheet: a count is a number, or a text that looks like one; kept in any way that programs do
sub sheet_cell
{
	my ($text, $number) = @_;
	return if $text eq '';
	return { number => $text . one_of('', '', '', '.0', 'E0'), shown => $text, format => one_of(undef, undef, 'General', '0', '#,##0', '#\ ##0', '0.00', '_-* #,##0_-;\-* #,##0_-;_-* "-"_-;_-@_-') } if $number && $text =~ /^(0|[1-9]\d*)$/ && chance(0.8);
	return { number => $text, shown => $text, formula => 'SUM(A1:A2)' } if $number && $text =~ /^(0|[1-9]\d*)$/ && chance(0.3);
	return { text => $text, how => one_of(qw(shared inline str)), $number && chance(0.1) ? (runs => [ [ substr($text, 0, 1) ], [ substr($text, 1) ], [ '1)', 'raised' ] ]) : chance(0.05) ? (formula => 'A1&""') : () };
}

# The cell as it is shown where something is wrong.
sub sheet_show
{
	my ($cell) = @_;
	return $cell // '' if !ref $cell;
	return '{' . join(' ', map { my $of = $cell->{$_} // ''; "$_=" . (ref $of ? join('|', map { $_->[0] . ($_->[1] // '') } @$of) : $of) } grep { defined $cell->{$_} } sort keys %$cell) . '}';
}

# Tables in one sheet of a workbook, perhaps with others that have none.
sub sheet
{
	my ($write) = @_;
	my $spoil = chance(0.2);
	my $shift = one_of(0, 0, 0, 1, 3);
	my (@row, @merge, @rows, $broken, @error_lines);
	my $tables = between(1, one_of(1, 1, 2));
	for my $number (1 .. $tables)
	{
		my $table = some_table(code => 1, county_column => 1, pairs => 1, empty => 1, words => 1, symbols => 1, marks => 1, thousands => [ ' ', "\x{a0}", "\x{202f}", "\x{2009}" ], odd => [ '; nord', ' "Byen"', "\nvest", ', del', '  by' ]);
		push @row, map { length $_ ? [ $_ ] : [] } $number == 1 ? map { one_of(@titles, '') } 1 .. between(0, 2) : ('', one_of(@titles), map { '' } 1 .. between(0, 1));
		my @header = map { $_->{header} } @{ $table->{column} };
		push @merge, [ $#row, 0, 1, scalar @header ] if @row && @{ $row[-1] } == 1 && @header > 1 && chance(0.5);
		push @row, \@header;
		my $spoilt = $spoil && $number == $tables;
		my @places = grep { is_measure($table->{column}[$_]{holds}) } 0 .. $#header;
		my ($at, $place) = (int rand @{ $table->{row} }, one_of(@places));
		for my $i (0 .. $#{ $table->{row} })
		{
			my $row = $table->{row}[$i];
			my @cell = map { my $field = $row->{field}[$_]; $field eq '' ? undef : sheet_cell($field, is_measure($table->{column}[$_]{holds})) } 0 .. $#header;
			push @rows, expected($number, @row + 1, $table, $row);
			if ($spoilt && $i == $at)
			{
				$cell[$place] = one_of({ number => '7.5' }, { number => -3 }, { number => 0.25, format => '0%' }, { number => 44699, date => '2022-05-18' }, { error => '#N/A' }, { boolean => 1 }, { formula => 'SUM(B2:B9)' }, { text => 'mange' },
					{ number => 3, shown => ':', format => '[<5]":";0' }, { runs => [ [ '7' ], [ '1', 'raised' ], [ '8' ] ] }, { runs => [ [ '718', 'struck' ] ] });
				$broken = 'a cell that is no count';
				@error_lines = (@row + 1) x 2;
			}
			push @row, \@cell;
			# a text alone behind an empty row is a note
			push @row, [] if chance(0.05) && $i < $#{ $table->{row} } && 1 < grep { length } @{ $table->{row}[ $i + 1 ]{field} };
		}
	}
	push @row, [], [ one_of(@titles) ] if chance(0.3);
	@row = map { [ (undef) x $shift, @$_ ] } @row;
	$_->[1] += $shift for @merge;
	my @sheets = ({ name => 'Bosetting', rows => \@row, merges => \@merge });
	push @sheets, { name => 'Om <&> "tallene"', hidden => chance(0.5), rows => [ ['Tallene gjelder 2022.'], [ 'Kontakt', 'IMDi' ] ] } if chance(0.3);
	@sheets = reverse @sheets if chance(0.3);
	return { file => unpack('H*', $write->(\@sheets)), rows => \@rows, broken => $broken, lines => \@error_lines, content => join("\n", map { join ';', map { sheet_show($_) } @$_ } @row) };
}

sub xlsx { return sheet(\&Workbook::xlsx) }
sub ods { return sheet(\&Workbook::ods) }

# ---- HTML ----

my %entity = ("\x{a0}" => 'nbsp', "\x{2009}" => 'thinsp', '–' => 'ndash', '—' => 'mdash', '…' => 'hellip', '≤' => 'le', '*' => 'ast', '†' => 'dagger', '¹' => 'sup1', 'å' => 'aring', 'Å' => 'Aring', 'ø' => 'oslash', 'Ø' => 'Oslash',
	'á' => 'aacute', ':' => 'colon', '.' => 'period', '(' => 'lpar', ')' => 'rpar', '[' => 'lbrack', ']' => 'rbrack', '&' => 'amp', "'" => 'apos', '"' => 'quot');

# text of a page: characters written as they are, by name or by number, and spaces as the page's author typed them
sub html_text
{
	my ($text) = @_;
	# a "<" before a letter would begin a tag
	return join '', map {
		my $c = substr $_, 0, 1;
		$c eq '&' ? '&amp;' : $c eq '<' ? one_of('&lt;', '&#60;', '&lt;', /^<\d/ ? '<' : '&#x3C;') : $c eq ' ' ? one_of(' ', ' ', ' ', ' ', '  ', "\n", '&#32;', "\t") : chance(0.9) ? $c
			: $entity{$c} && chance(0.6) ? "&$entity{$c};" : one_of(sprintf('&#%d;', ord $c), sprintf('&#x%X;', ord $c), sprintf('&#x%04x;', ord $c))
	} $text =~ /(?=(..?))/gs;
}

sub tag { my ($name) = @_; return chance(0.05) ? uc $name : $name }

# attributes that say nothing of how a cell is read
sub attributes
{
	return join '', map { one_of(' ', ' ', "\n") . one_of('class="tal"', "class='a b'", 'class=x', 'align=right', 'data-sort="5 > 3"', "title='<td>7</td>'", 'style="text-align: right; color: #123"', 'id="r5"', 'width=10', 'nowrap', 'onclick="f(5)"', 'lang = "nn"', 'COLSPAN=1', 'rowspan="1"', 'scope="row"') }
		1 .. (chance(0.2) ? between(1, 3) : 0);
}

sub in_tag
{
	my ($inside, @tag) = @_;
	my $tag = one_of(@tag);
	return "<$tag>$inside</" . ($tag =~ s/ .*//r) . '>';
}

# What stands in a cell, in markup that does not change what a reader of the page sees.
sub html_inside
{
	my ($text) = @_;
	my $inside = html_text($text);
	# a part of it set apart from the rest: it is seen as one
	my ($first, $last) = $inside =~ /^([\w ]*?)(\w+)$/;
	$inside = $first . in_tag($last, 'b', 'i', 'span', 'strong class="a"', 'font color=red', 'em') if defined $first && $inside !~ /\d/ && chance(0.1);
	$inside = in_tag($inside, 'b', 'span', 'a href="x?a=1&amp;b=2"', 'div', 'p', 'strong', 'em class="tal"', 'font size=2', 'span title="5 > 4"') if chance(0.15);
	$inside .= one_of('<!-- 5 -->', '<!---->', '<!-- <td>7</td> -->') if chance(0.05);
	$inside = one_of('<span style="display:none">0039</span>', '<span hidden>7</span>', '<script>var a = "<td>8";</script>', '<span style="color: red; display : none">12</span>') . $inside if chance(0.05);
	$inside .= one_of('<sup>1</sup>', '<sup><a href="#n1">2)</a></sup>', '<sup>*</sup>') if $text =~ /\w$/ && chance(0.05);
	$inside = one_of(' ', "\n\t", '  ') . $inside . one_of(' ', "\n", '') if chance(0.2);
	return $inside;
}

# A row: cells as [ tag, text, further attributes ], where end tags may be missing.
sub html_row
{
	my ($closed, @cell) = @_;
	my $gap = one_of('', '', "\n", ' ');
	my $row = '<' . tag('tr') . attributes() . '>' . $gap;
	for my $cell (@cell)
	{
		my ($name, $text, $span) = @$cell;
		my $end = $closed || chance(0.5) ? "</$name>" : '';
		my $attributes = attributes();
		$attributes =~ s/\s(COLSPAN|rowspan)=\S+//g if defined $span;
		$row .= '<' . tag($name) . $attributes . ($span // '') . '>' . html_inside($text) . $end . $gap;
	}
	return $row . ($closed || chance(0.5) ? '</tr>' : '');
}

sub span { my ($rows, $columns) = @_; return join '', map { $_->[1] > 1 ? one_of(" $_->[0]=$_->[1]", " $_->[0]=\"$_->[1]\"", " $_->[0] = '$_->[1]'") : () } [ rowspan => $rows ], [ colspan => $columns ] }

# Header rows: one, or two where a measure and its part stand under one cell.
sub html_header
{
	my ($closed, $table, $name) = @_;
	my @column = @{ $table->{column} };
	my @pair = grep { my $whole = $column[$_]{holds} // ''; ($column[ $_ + 1 ]{holds} // '') eq "${whole}_collective" && !$column[$_]{pair} } 0 .. $#column - 1;
	return html_row($closed, map { [ $name, $_->{header} ] } @column) if !@pair || chance(0.5);
	my (@above, @below);
	for (my $i = 0; $i < @column; $i++)
	{
		if (grep { $_ == $i } @pair)
		{
			push @above, [ $name, $heading{ $column[$i]{holds} }[1], span(1, 2) ];
			push @below, [ $name, one_of('I alt', 'Totalt', '', 'Personer') ], [ $name, one_of('Herav kollektiv beskyttelse', 'derav kollektivt vern', 'med kollektiv beskyttelse') ];
			$i++;
		}
		else { push @above, [ $name, $column[$i]{header}, span(2, 1) ] }
	}
	return html_row($closed, @above) . one_of('', "\n") . html_row($closed, @below);
}

sub html
{
	my $skip = chance(0.15);
	my $given = !$skip && chance(0.1);
	my $spoil = chance(0.25);
	my ($columns, @rows, $broken, @error_lines);
	my $content = one_of('', "<!DOCTYPE html>\n<html><head><title>Busetting <table></title><style>td > b { color: red }</style></head>\n<body>", "<p>Tal for 2022\n", '<div><span>');
	my $layout = !$given && chance(0.1);
	$content .= '<table><tr><td>Meny<td>' if $layout;
	my $tables = $given ? 1 : between(1, one_of(1, 1, 2));
	for my $number (1 .. $tables)
	{
		my $closed = chance(0.6);
		my $table = some_table(foreign => $skip || $given, code => 1, county_column => 1, pairs => 1, empty => 1, words => 1, symbols => 1, marks => 1, thousands => [ ' ', "\x{a0}", "\x{202f}", "\x{2009}" ], odd => [ ' & Os', '  by', ' <sør>' ]);
		my @column = @{ $table->{column} };
		my $headed = !$given || chance(0.5);
		$table->{level} = undef if !$headed;
		$table->{given} = $given;
		$columns = columns_of($table) if $given;
		my $last = $number == 1 && !$spoil;
		my %spoilt = $spoil && !$broken ? (row => int rand @{ $table->{row} }, way => one_of('garbage', 'garbage', 'a cell too few', 'a cell too many', 'a cell of two columns', 'a count of two rows')) : (way => '');
		# a cell alone above the others is a title
		$spoilt{way} = 'garbage' if $spoilt{way} eq 'a cell too few' && !$headed && @column == 2;
		$broken = $spoilt{way} eq 'garbage' ? spoil_cell($table) : $spoilt{way} if $spoilt{way};
		my @counts = grep { is_measure($column[$_]{holds}) } 0 .. $#column;
		my $count = one_of(@counts);
		my $heading;
		$content .= one_of('', "\n", "<p>Tekst</p>\n", $given ? '' : "<table><tr><td>År</td><td>Sidetal</td></tr><tr><td>2022</td><td>5</td></tr></table>\n");
		$content .= one_of('<div hidden><p>Agder</p>', '<div style="display:none">') . '<table><tr><th>Kommune<th>Avtalt<tr><td>Voss<td>7</table></div>' if chance(0.05) && !$layout;
		# a county above its municipalities
		my $county = !$layout && chance(0.2) ? one_of('Vestland', 'Møre og Romsdal', 'Rogaland fylke') : undef;
		if (defined $county)
		{
			$content .= '<h2' . attributes() . '>' . html_inside($county) . "</h2>\n";
			($heading = $county) =~ s/ fylke$// if defined $table->{level} && $table->{level} eq 'municipality';
		}
		$content .= '<' . tag('table') . attributes() . '>' . one_of('', "\n", '<colgroup><col><col></colgroup>');
		my $head = chance(0.5);
		if ($headed)
		{
			$content .= '<thead>' if $head;
			$content .= html_row($closed, [ one_of(qw(th td)), one_of('Busetting av flyktningar', 'Tabell 1'), one_of(undef, span(1, scalar @column)) ]) if !defined $county && chance(0.1);
			$content .= html_row($closed, map { [ 'td', $_ == 0 ? 'Tabell 1' : '' ] } 0 .. $#column) if !$given && chance(0.05);
			$content .= html_header($closed, $table, $given || $head || chance(0.7) ? 'th' : 'td') . one_of('', "\n");
		}
		my $names = one_of('th', 'td', 'td');
		my $total = one_of('th', 'td');
		# rows of one county have it once, in a cell that spans them
		my $spanned = 0;
		my @row = @{ $table->{row} };
		# a total above the others, in the table's head
		my $first = $head && $headed && @row > 1 && defined $row[-1]{total_of} && chance(0.3);
		@row = @row[ -1, 0 .. $#row - 1 ] if $first;
		$content .= '</thead><tbody>' if $head && $headed && !$first;
		for my $i (0 .. $#row)
		{
			$content .= '</thead><tbody>' if $first && $i == 1;
			my $row = $row[$i];
			my @cell;
			for my $j (0 .. $#column)
			{
				my $holds = $column[$j]{holds} // '';
				if ($holds eq 'heading')
				{
					next if $spanned-- > 0;
					$spanned = 0;
					if (chance(0.7)) { $spanned++ while $i + $spanned < $#row && $row[ $i + $spanned + 1 ]{heading} eq $row->{heading} }
					push @cell, [ 'td', $row->{field}[$j], $spanned ? span($spanned + 1, 1) : undef ];
					next;
				}
				push @cell, [ $holds eq 'name' ? $names : defined $row->{total_of} ? $total : 'td', $row->{field}[$j] ];
			}
			if (defined $spoilt{row} && $i == $spoilt{row} && $spoilt{way} =~ /^a/)
			{
				# counted from behind, as what is carried down stands before
				my $at = $count - @column;
				my $text = length $cell[$at][1] && $cell[$at][1] ne "\x{a0}" ? $cell[$at][1] : '5';
				if ($spoilt{way} eq 'a cell too few') { splice @cell, $at, 1 }
				elsif ($spoilt{way} eq 'a cell too many') { push @cell, [ 'td', '5' ] }
				elsif ($spoilt{way} eq 'a cell of two columns') { $cell[$at] = [ 'td', $text, span(1, 2) ]; splice @cell, $at + 1, 1 if $at < -1 }
				else { $cell[$at] = [ 'td', $text, span(2, 1) ]; $spoilt{below} = $at }
			}
			elsif (defined $spoilt{below}) { splice @cell, delete $spoilt{below}, 1 }
			$content .= one_of('', "\n", "\n  ", '');
			my $line = 1 + ($content =~ tr/\n//);
			push @rows, expected($number, $line, $table, $row, $heading);
			@error_lines = ($line) x 2 if $row->{spoilt};
			$content .= html_row($closed, @cell);
			# another county, or nothing
			if (chance(0.05) && !$spanned)
			{
				($heading) = one_of('Nordland', 'Agder', 'Troms og Finnmark');
				$content .= html_row($closed, [ 'td', $heading, span(1, scalar @column) ]);
				$heading = undef if defined $table->{level} && $table->{level} eq 'county';
			}
			$content .= html_row($closed, map { [ 'td', one_of('', "\x{a0}") ] } @column) if chance(0.03) && !$spanned;
			# one that the page does not show
			$content .= '<tr' . one_of(' hidden', ' style="display: none"', ' style=visibility:hidden') . '>' . join('', map { '<td>7' } @column) . '</tr>' if chance(0.05) && !$spanned && !defined $spoilt{below};
		}
		$content .= '</tbody>' if $headed && $head;
		$content .= "\n" . html_row($closed, [ 'td', 'Kilde: IMDi per 18.05.2022', span(1, scalar @column) ]) if chance(0.1) && !$spanned;
		$content .= '</table>';
	}
	$content .= '</table>' if $layout;
	$content .= one_of('', "\n<p>Sist oppdatert 5. mai</p>", '</body></html>');
	$columns = ['-'] if $skip;
	return { content => $content, columns => $columns, form => one_of(undef, undef, 'html'), rows => \@rows, broken => $broken, lines => \@error_lines };
}

# ---- text as it is pasted ----

# Fields below each other, set apart by two spaces or more; numbers stand to the right.
sub in_columns
{
	my ($right, @row) = @_;
	my @width;
	for my $row (@row) { for my $i (0 .. $#$row) { $width[$i] = length $row->[$i] if length $row->[$i] > ($width[$i] // 0) } }
	my $gap = ' ' x between(2, 5);
	return map {
		my $row = $_;
		join($gap, map { my $space = ' ' x ($width[$_] - length $row->[$_]); $right && $_ > 0 && $row->[$_] =~ /^[\d:]/ ? $space . $row->[$_] : $row->[$_] . $space } 0 .. $#$row) =~ s/\s+$//r
	} @row;
}

sub text
{
	my $way = one_of('tabs', 'tabs', 'columns', 'columns', 'words', 'lines');
	my $end = one_of("\n", "\n", "\r\n");
	my $tabs = $way eq 'tabs';
	my $apart = $tabs || $way eq 'columns';
	my $skip = $apart && chance(0.15);
	my $spoil = chance(0.25);
	my $content = one_of('', '', "\x{feff}");
	my ($columns, @rows, $broken, @error_lines);
	my $lines = 0;
	my $add = sub { my ($line) = @_; $content .= $line . $end; $lines++ };
	my $tables = between(1, one_of(1, 1, 2));
	for my $number (1 .. $tables)
	{
		# single spaces within a number, or within what is no number, need something heavier between cells
		my %may = (symbols => 1, code => $apart, foreign => $skip, one_word => $way eq 'words', plain_names => !$tabs, together => !$apart,
			thousands => [ $way eq 'words' ? () : ' ', "\x{a0}", "\x{202f}", "\x{2009}" ]);
		%may = (%may, county_column => 1, pairs => 1, empty => 1, words => 1, marks => 1, odd => [ ' & Os', '  by' ]) if $tabs;
		my $table = some_table(%may);
		my @column = @{ $table->{column} };
		# among single spaces a word may belong to prose that follows, and two numbers may be two cells
		$broken = spoil_cell($table, grep { $way eq 'lines' && !/\d/ || $way eq 'words' && (!/\d/ || / /) } @garbage) if $spoil && $number == $tables;
		my $heading;
		if (chance(0.3))
		{
			# a title of words that headers have would be one
			$add->($_) for $number > 1 ? '' : (), one_of(grep { !/ av / } @titles), one_of('', ());
		}
		# below a column of counties, one of them may be a row's first cell
		elsif (defined $table->{level} && $table->{level} eq 'municipality' && ($number == 1 || !$tabs) && chance(0.3))
		{
			my $county = one_of('Vestland', 'Møre og Romsdal', 'Rogaland fylke');
			$add->($_) for $number > 1 ? '' : (), $county;
			($heading = $county) =~ s/ fylke$//;
		}
		elsif ($number > 1) { $add->($_) for '', 'Kilde: IMDi', '' }
		# a colon says where a header ends, if one has it
		my @header = map { $_->{header} =~ s/:$//r } @column;
		my @field = map { $_->{field} } @{ $table->{row} };
		my @line = $tabs ? map { join "\t", @$_ } \@header, @field
			: $way eq 'words' ? map { join ' ', @$_ } \@header, @field
			: $way eq 'columns' ? in_columns(chance(0.5), \@header, @field) : ();
		if ($way eq 'lines')
		{
			$add->($_) for @header;
			for my $row (@{ $table->{row} })
			{
				push @rows, expected($number, $lines + 1, $table, $row, $heading);
				@error_lines = ($lines + 1, $lines + @column) if $row->{spoilt};
				$add->($_) for @{ $row->{field} };
			}
			next;
		}
		$add->(shift @line);
		for my $row (@{ $table->{row} })
		{
			push @rows, expected($number, $lines + 1, $table, $row, $heading);
			@error_lines = ($lines + 1) x 2 if $row->{spoilt};
			$add->(shift @line);
		}
	}
	$content =~ s/$end\z// if chance(0.3);
	$columns = ['-'] if $skip;
	return { content => $content, columns => $columns, form => one_of(undef, undef, 'text'), rows => \@rows, broken => $broken, lines => \@error_lines };
}

# ---- layouts: between upright lines, on printed pages, in lists; names on several lines are those that are known ----

sub known_names { return [ @names, sort keys %total ] }

# A text on lines of at most so many characters, where its words are not longer.
sub wrap
{
	my ($text, $width) = @_;
	return $text if length $text <= $width;
	my @line = ('');
	for my $word (split /(?<=-)(?=\w)| /, $text)
	{
		my $glue = $line[-1] eq '' || $line[-1] =~ /\w-$/ ? '' : ' ';
		if ($line[-1] ne '' && length("$line[-1]$glue$word") > $width) { push @line, $word }
		else { $line[-1] .= "$glue$word" }
	}
	return @line;
}

# Fields on as many lines as the longest takes; where others have fewer, they stand at the top, in the middle or at the bottom.
sub lines_of
{
	my ($width, $place, @field) = @_;
	my @wrapped = map { [ wrap($field[$_], $width->[$_]) ] } 0 .. $#field;
	my ($most) = sort { $b <=> $a } map { scalar @$_ } @wrapped;
	for my $lines (@wrapped)
	{
		my $above = int(($most - @$lines) * $place);
		$lines = [ ('') x $above, @$lines, ('') x ($most - @$lines - $above) ];
	}
	return map { my $i = $_; [ map { $_->[$i] } @wrapped ] } 0 .. $most - 1;
}

sub markdown_line { my (@field) = @_; return '|' . join('|', map { one_of('', ' ', '  ') . $_ . one_of('', ' ') } @field) . '|' }

# Markdown, psql's output, or cells drawn as boxes, of which names and headers may have several lines.
sub upright
{
	my ($add, $table, $way) = @_;
	my @header = map { $_->{header} } @{ $table->{column} };
	my %line;
	if ($way ne 'box')
	{
		my $print = $way eq 'markdown' ? \&markdown_line : sub { return ' ' . join(' | ', @_) . ' ' };
		$add->($print->(@header));
		$add->($way eq 'markdown' ? '|' . join('|', map { one_of('---', ':--', '---:', ' --- ') } @header) . '|' : join('+', map { '-----' } @header));
		$line{$_} = $add->($print->(@{ $_->{field} })) for @{ $table->{row} };
		return \%line;
	}
	my ($upright, $corners) = @{ one_of([ '│', '┌─┬┐├┼┤└┴┘' ], [ '|', '+-+++++++++' ]) };
	my ($left, $dash, $top, $right, $middle_left, $cross, $middle_right, $bottom_left, $bottom, $bottom_right) = split //, $corners;
	my @width = map { my $i = $_; $table->{column}[$i]{holds} eq 'name' ? between(4, 25) : length one_of(map { $_->{field}[$i] } @{ $table->{row} }) } 0 .. $#header;
	my @wide = map { between(8, 20) } @header;
	my $place = one_of(0, 0.5, 0);
	my $rule = sub { my ($from, $mid, $to) = @_; $add->($from . join($mid, map { $dash x 5 } @header) . $to) };
	my $row = sub { return $add->($upright . join($upright, map { " $_ " } @_) . $upright) };
	$rule->($left, $top, $right);
	$row->(@$_) for lines_of(\@wide, $place, @header);
	$rule->($middle_left, $cross, $middle_right);
	for my $i (0 .. $#{ $table->{row} })
	{
		my $printed = $table->{row}[$i];
		$rule->($middle_left, $cross, $middle_right) if $i > 0;
		# only the name is wrapped
		my @lines = lines_of([ map { $table->{column}[$_]{holds} eq 'name' ? $width[$_] : 1000 } 0 .. $#header ], $place, @{ $printed->{field} });
		for my $fields (@lines) { my $at = $row->(@$fields); $line{$printed} //= $at }
	}
	$rule->($bottom_left, $bottom, $bottom_right);
	return \%line;
}

# A page that is printed: fields in columns, names and headers on several lines, and what each page has at its top and bottom.
sub printed
{
	my ($add, $table) = @_;
	# numbers would stand to the right
	$_->{header} =~ s/ (1\)|2022|per 18\.05\.2022)$// for @{ $table->{column} };
	my @header = map { $_->{header} } @{ $table->{column} };
	my @wide = map { between(6, 30) } @header;
	my $name_width = between(4, 25);
	my $right = chance(0.5);
	my $per_page = between(1, 4);
	my $pages = int((@{ $table->{row} } + $per_page - 1) / $per_page);
	my ($above, $below, $again) = (chance(0.7), chance(0.7), chance(0.5));
	my $title = one_of('Busetting av flyktningar | Etaten', 'Etaten: tal for kommunane');
	my @block = ([ lines_of(\@wide, 0, @header) ], map { [ lines_of([ map { $_->{holds} eq 'name' ? $name_width : 1000 } @{ $table->{column} } ], 0, @{ $_->{field} }) ] } @{ $table->{row} });
	my @line = in_columns($right, map { @$_ } @block);
	my $indent = ' ' x between(0, 3);
	my @printed = map { my @lines = splice @line, 0, scalar @$_; [ map { "$indent$_" } @lines ] } @block;
	my $heading = shift @printed;
	my %at;
	for my $i (0 .. $#printed)
	{
		my $first = $i % $per_page == 0;
		my $page = int($i / $per_page) + 1;
		if ($first)
		{
			my $feed = $i > 0 ? "\f" : '';
			if ($above) { $add->("${feed}18.05.2022, 08:15          $title"); $add->(''); $feed = '' }
			if ($i == 0 || $again) { $add->(($_ == 0 ? $feed : '') . $heading->[$_]) for 0 .. $#$heading; $feed = '' }
			$printed[$i][0] = $feed . $printed[$i][0];
		}
		for my $line (@{ $printed[$i] }) { my $at = $add->($line); $at{ $table->{row}[$i] } //= $at }
		if (($i + 1) % $per_page == 0 || $i == $#printed)
		{
			$add->('');
			$add->("https://www.example.org/tall          $page/$pages") if $below && $pages > 1;
		}
	}
	return \%at;
}

# A list, of which the columns are given.
sub list
{
	my ($add, $table) = @_;
	my $before = one_of('- ', '* ', '• ', '– ', '', 'number');
	my $between = one_of(': ', ' ', ' ..... ', ' – ', ' = ', ':  ');
	my $number = 0;
	my %line;
	$add->(one_of('Bosatte 2022:', 'Busetting av flyktningar', ''));
	for my $row (@{ $table->{row} })
	{
		my ($name, $cell) = @{ $row->{field} };
		$line{$row} = $add->(($before eq 'number' ? ++$number . '. ' : $before) . $name . $between . $cell);
	}
	return \%line;
}

sub layout
{
	my $way = one_of(qw(markdown psql box printed printed list));
	my $end = one_of("\n", "\n", "\r\n");
	my ($content, $lines, @rows, $columns) = ('', 0);
	my $add = sub { my ($line) = @_; $content .= $line . $end; return ++$lines };
	my $upright = $way =~ /markdown|psql|box/;
	my %may = (code => $upright, county_column => $upright, pairs => $upright, empty => $upright, words => $upright, marks => $upright, symbols => $way ne 'list', plain_names => $way ne 'box',
		thousands => [ $way eq 'list' ? () : ' ', "\x{a0}", "\x{202f}", "\x{2009}" ]);
	my $table;
	do { $table = some_table(%may) } while $way eq 'list' && @{ $table->{column} } > 2;
	my $broken = chance(0.2) ? spoil_cell($table, grep { $way eq 'list' && (/ / || !/\d/ || /^\(/) || $way eq 'printed' && / / } @garbage) : undef;
	if ($way eq 'list') { $columns = columns_of($table); $table->{level} = undef; $table->{given} = 1 }
	my $line = $upright ? upright($add, $table, $way) : $way eq 'printed' ? printed($add, $table) : list($add, $table);
	push @rows, expected(1, $line->{$_}, $table, $_) for @{ $table->{row} };
	my ($spoilt) = grep { $_->{spoilt} } @{ $table->{row} };
	my @error_lines = defined $spoilt ? ($line->{$spoilt}, $line->{$spoilt} + 3) : ();
	return { content => $content, columns => $columns, form => undef, names => known_names(), rows => \@rows, broken => $broken, lines => \@error_lines };
}

1;
