# Random tables in the layouts in which offices lay them out, whose cells are known: of several years, in long form, with
# counties above the names, with ranks, notes and padding, and with the separators, flags and bounds of a
# publisher.  regions() says which regions there are.  layouts() has for each layout a function that returns
#
#	content, file	the text, or the bytes of a workbook
#	columns			of the argument of that name, or undef
#	rule			whose symbols, separators and flags there are
#	cells			{ "period, county, name, measure" => "cell, a tab, flags" }: all that is stated
#	ranked			do numbers stand before names?
#	may_refuse		how it may be refused, or undef
package RandomLayout;

use strict;
use warnings;
use utf8;
use Exporter qw(import);
use List::Util qw(shuffle);
use Workbook ();

our @EXPORT_OK = qw(regions layouts);

sub one_of { return $_[ rand @_ ] }
sub chance { return rand() < $_[0] }
sub between { my ($least, $most) = @_; return $least + int rand($most - $least + 1) }

# counties, each [ name, [ [ code, name ] of its municipalities ] ]
my @counties;
sub regions { @counties = @_; return }

my %phrase = (
	requested => [ 'Anmodning', 'Anmodning om bosetting', 'Oppmoding om busetjing' ], decided => [ 'Vedtak', 'Vedtak om bosetting' ],
	agreed => [ 'Avtalt', 'Avtalt å bosette' ], settled => [ 'Bosatt', 'Busette', 'Faktisk bosetting', 'Bosatte flyktninger' ]);

# ---- cells of a publisher ----

my %publisher = (
	imdi => { symbols => [':'], separators => [ ' ', "\x{a0}", "\x{202f}" ], flags => [] },
	ssb => { symbols => [ ':', '.', '..' ], separators => [ ' ', "\x{a0}" ], flags => [] },
	eurostat => { symbols => [':'], separators => [ ' ', "\x{a0}" ], flags => [ ' b', ' p', ' e', ' bp', ' bep', ' r' ] },
	gss => { symbols => [ '[c]', '[x]' ], separators => [','], flags => [ ' [p]', ' [r]', '[p]', ' [note 2]', ' [p][note 12]' ] },
	statcan => { symbols => [ 'x', '..' ], separators => [','], flags => [ 'E', 'r', ' p' ] },
	destatis => { symbols => ['.'], separators => ['.'], flags => [ 'r', ' p', '()', '()r' ] },
	bfs => { symbols => ['X'], separators => [ "\x{2019}", "'" ], flags => [ 'r', ' e', '()' ] },
	statsnz => { symbols => [ '..C', 'C' ], separators => [','], flags => [ 'P', ' R' ] });

# A cell as it is printed and as it is read, with its flags.  tight: nothing of it is set apart by a space; whole: nor are thousands.
sub cell
{
	my ($rule, $tight, $whole) = @_;
	my $of = $publisher{$rule};
	my $symbol = one_of(@{ $of->{symbols} });
	return ($symbol, "$symbol\t") if chance(0.15);
	my $value = chance(0.1) ? one_of(one_of('1-9', '<5', '0..4', '≤4', '10-50'), $tight ? () : ('< 5', '1 – 9')) : between(0, one_of(9, 99, 99999, 9999999));
	my $printed = $value;
	my @separators = grep { !$tight || !/ / } @{ $of->{separators} };
	if (!$whole && $value =~ /^\d{4,}$/ && @separators && chance(0.6))
	{
		my $separator = one_of(@separators);
		1 while $printed =~ s/^(\d+)(\d{3})/$1$separator$2/;
	}
	my @flags = grep { !$tight || !/ / } @{ $of->{flags} };
	return ($printed, "$value\t") if !@flags || chance(0.7);
	my $flag = one_of(@flags);
	my $with = $flag =~ /\(\)/ ? $flag =~ s/\(\)/($printed)/r : "$printed$flag";
	return ($with, "$value\t" . $flag =~ s/^ //r);
}

# ---- what is told ----

# A publication of random regions: rule, measures, years (one may be undef: none), groups of regions by county, and the
# cells as printed by year, region and measure.
sub publication
{
	my (%may) = @_;
	my $rule = $may{rule} // one_of(sort keys %publisher);
	my @years = sort { $a <=> $b } (shuffle 2020 .. 2022)[ 0 .. between(1, $may{years} // 1) - 1 ];
	my @measures = (shuffle sort keys %phrase)[ 0 .. between(1, $may{measures} // 4) - 1 ];
	my (@groups, %seen);
	for my $county ((shuffle @counties)[ 0 .. between(1, $may{counties} // 1) - 1 ])
	{
		my @regions = grep { !$seen{ $_->[1] }++ && (!$may{plain} || $_->[1] !~ / - /) } @{ $county->[1] };
		push @groups, [ $county->[0], [ (shuffle @regions)[ 0 .. between(1, @regions < 5 ? scalar @regions : 5) - 1 ] ] ];
	}
	my %self = (rule => $rule, years => $may{years} ? \@years : [undef], measures => \@measures, groups => \@groups, printed => {}, cells => {}, heading => { map { $_ => one_of(@{ $phrase{$_} }) } @measures });
	for my $year (@{ $self{years} })
	{
		for my $group (@groups)
		{
			for my $region (@{ $group->[1] })
			{
				for my $measure (@measures)
				{
					my ($printed, $read) = cell($rule, @may{qw(tight whole)});
					$self{printed}{ join ', ', $year // '', $region->[1], $measure } = $printed;
					$self{cells}{ join ', ', $year // '', $may{headed} ? $group->[0] : '', $region->[1], $measure } = $read;
				}
			}
		}
	}
	return \%self;
}

sub printed { my ($of, $year, $region, $measure) = @_; return $of->{printed}{ join ', ', $year // '', $region->[1], $measure } }
sub all_regions { my ($of) = @_; return map { @{ $_->[1] } } @{ $of->{groups} } }
sub told { my ($of, %rest) = @_; return { rule => $of->{rule}, cells => $of->{cells}, %rest } }

# ---- between separators, and as a workbook ----

sub field
{
	my ($text, $separator) = @_;
	return $text =~ /["\r\n\Q$separator\E]/ || chance(0.05) ? '"' . ($text =~ s/"/""/gr) . '"' : $text;
}

# Rows of fields in a form; padded are those that a spreadsheet fills up.
sub in_form
{
	my ($of, $rows, %rest) = @_;
	my $form = $rest{form} // one_of(qw(csv csv tabs xlsx ods html));
	delete $rest{form};
	my $end = one_of("\n", "\r\n");
	if ($form =~ /xlsx|ods/)
	{
		my @cells = map { [ map { length $_ ? (/^(0|[1-9]\d{0,8})$/ && chance(0.7) ? { number => $_, shown => $_ } : $_) : undef } @$_ ] } @$rows;
		my @sheets = ({ name => 'Tall', rows => \@cells });
		push @sheets, { name => 'Om', rows => [ ['Om tallene'] ] } if chance(0.3);
		return told($of, %rest, file => unpack('H*', $form eq 'xlsx' ? Workbook::xlsx(\@sheets) : Workbook::ods(\@sheets)), content => join "\n", map { join ';', @$_ } @$rows);
	}
	if ($form eq 'html')
	{
		my %entity = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;');
		my ($width) = sort { $b <=> $a } map { scalar @$_ } @$rows;
		my $content = '<table>';
		for my $row (@$rows)
		{
			# a county over all columns
			my $filled = grep { length } @$row;
			my @cell = @$row > 1 && $filled == 1 ? ($row->[0]) : @$row;
			$content .= '<tr>' . join('', map { (@cell == 1 ? one_of('<th', '<td') . " colspan=$width>" : '<td>') . s/([&<>])/$entity{$1}/gr } @cell) . $end;
		}
		return told($of, %rest, content => "$content</table>");
	}
	my $separator = $form eq 'tabs' ? "\t" : one_of(';', ';', ',');
	my $told = $form eq 'csv' && chance(0.2) ? "sep=$separator$end" : '';
	my $coded = $form eq 'csv' && chance(0.3);
	my @line = map { join $separator, map { $coded && /^0\d{3}$/ ? qq(="$_") : $form eq 'tabs' ? $_ : field($_, $separator) } @$_ } @$rows;
	return told($of, %rest, content => $told . join('', map { "$_$end" } @line));
}

# ---- the layouts ----

# Years as columns: in one line of headings, or in two or three with a unit; beside them what counts something else.
sub years
{
	my $of = publication(years => 3, measures => 3, counties => 2);
	my $share = chance(0.3);
	my @column = shuffle map { my $m = $_; map { [ $m, $_ ] } @{ $of->{years} } } @{ $of->{measures} };
	@column = sort { $a->[0] cmp $b->[0] or $a->[1] <=> $b->[1] } @column if chance(0.7);
	my $coded = chance(0.5);
	my @begin = ($coded ? one_of('Kommunenr', 'Kode') : (), one_of('Kommune', 'Navn'));
	my $way = one_of('one', 'two', 'merged', 'three');
	# what is merged stands over its years
	@column = sort { $a->[0] cmp $b->[0] or $a->[1] <=> $b->[1] } @column if $way eq 'merged';
	my @share = $share && $way eq 'three' ? [ $column[-1][0], $column[-1][1] ] : ();
	my @all = (@column, @share);
	my $before = '';
	my @rows = $way eq 'one' ? [ @begin, map { "$of->{heading}{$_->[0]} $_->[1]" } @all ]
		: $way eq 'two' ? ([ @begin, map { $of->{heading}{ $_->[0] } } @all ], [ (map { '' } @begin), map { $_->[1] } @all ])
		: $way eq 'merged' ? ([ @begin, map { my $h = $_->[0] eq $before ? '' : $of->{heading}{ $_->[0] }; $before = $_->[0]; $h } @all ], [ (map { '' } @begin), map { $_->[1] } @all ])
		: ([ @begin, map { "Bosetting: $of->{heading}{$_->[0]}" } @all ], [ (map { '' } @begin), map { 'Enhet: ' . ($_ > $#column ? 'Prosent' : 'Personer') } 0 .. $#all ], [ (map { '' } @begin), map { "År: $_->[1]" } @all ]);
	for my $region (all_regions($of))
	{
		push @rows, [ $coded ? $region->[0] : (), $region->[1], (map { printed($of, $_->[1], $region, $_->[0]) } @column), map { '66,7' } @share ];
	}
	return in_form($of, \@rows, form => $way eq 'merged' ? one_of(qw(csv xlsx ods)) : one_of(qw(csv tabs xlsx ods)));
}

# A row a value, what it is of in columns, in any order.
sub long
{
	my $of = publication(years => 2, counties => 2);
	my ($coded, $unit, $other) = map { chance(0.5) } 1 .. 3;
	my @field = shuffle('name', 'kind', 'year', $coded ? 'code' : (), $unit ? 'unit' : ());
	push @field, 'value';
	my %header = (name => one_of(qw(Kommune Kommunenavn)), kind => one_of(qw(Kategori Bosetting Statistikkvariabel)), year => one_of('År', 'year'), code => one_of(qw(Kommunenummer Kommunenr)), unit => 'Enhet', value => one_of(qw(Antall value Verdi)));
	my @rows;
	for my $region (all_regions($of))
	{
		for my $year (@{ $of->{years} })
		{
			for my $measure (@{ $of->{measures} })
			{
				my %value = (name => $region->[1], code => $region->[0], kind => $of->{heading}{$measure}, year => $year, unit => 'Personer', value => printed($of, $year, $region, $measure));
				push @rows, [ @value{@field} ];
				push @rows, [ @{ { %value, unit => 'Prosent', value => '50' } }{@field} ] if $unit && $other && chance(0.3);
				push @rows, [ @{ { %value, kind => 'Opprinnelig anmodning', value => '5' } }{@field} ] if $other && chance(0.2);
			}
		}
	}
	@rows = shuffle @rows if chance(0.3);
	return in_form($of, [ [ @header{@field} ], @rows ], form => one_of(qw(csv csv tabs xlsx ods)));
}

# Counties above their municipalities, in one of the ways in which offices write them.
sub headed
{
	my $text = chance(0.4);
	my $of = publication(counties => 3, headed => 1, tight => $text, plain => $text, measures => 3);
	my $header = [ one_of('Kommune', 'Kommuner'), map { $of->{heading}{$_} } @{ $of->{measures} } ];
	my $above = one_of('%s', '%s:', 'Kommuner i %s', '%s fylke');
	my $lines = sub { my ($group) = @_; return map { my $r = $_; [ $r->[1], map { printed($of, undef, $r, $_) } @{ $of->{measures} } ] } @{ $group->[1] } };
	if ($text)
	{
		my $again = chance(0.4);
		my $between = one_of('', "\n");
		my @block = map { [ sprintf($above, $_->[0]), $lines->($_) ] } @{ $of->{groups} };
		my @table = ($header, map { @{$_}[ 1 .. $#$_ ] } @block);
		my @width;
		for my $row (@table) { for my $i (0 .. $#$row) { $width[$i] = length $row->[$i] if length $row->[$i] > ($width[$i] // 0) } }
		my $gap = ' ' x between(2, 4);
		my $line = sub { my ($row) = @_; return join($gap, map { $row->[$_] . ' ' x ($width[$_] - length $row->[$_]) } 0 .. $#$row) =~ s/\s+$//r . "\n" };
		my $content = $again ? '' : $line->($header);
		for my $block (@block)
		{
			my ($county, @rows) = @$block;
			$content .= ($content ne '' ? $between : '') . "$county\n" . ($again ? one_of('', "\n") . $line->($header) : '') . join '', map { $line->($_) } @rows;
			$between = "\n" if $again;
		}
		return told($of, content => $content);
	}
	my $form = one_of(qw(csv tabs xlsx ods html html));
	if ($form eq 'html' && chance(0.4))
	{
		my $tag = one_of('h2', 'h3', 'h4');
		my $content = '';
		for my $group (@{ $of->{groups} })
		{
			$content .= "<$tag>" . sprintf($above, $group->[0]) . "</$tag>\n" . in_form($of, [ $header, $lines->($group) ], form => 'html')->{content} . "\n";
		}
		return told($of, content => $content);
	}
	my $padding = $form eq 'tabs' ? chance(0.5) : 1;
	return in_form($of, [ $header, map { ([ sprintf($above, $_->[0]), $padding ? map { '' } @{ $of->{measures} } : () ], $lines->($_)) } @{ $of->{groups} } ], form => $form);
}

# A spreadsheet as it is saved: titles, empty columns, ranks or codes, notes below.
sub spreadsheet
{
	my $of = publication(counties => 2);
	my $rank = chance(0.4);
	my $coded = !$rank && chance(0.5);
	my ($left, $right) = map { one_of(0, 0, 1, 2) } 1 .. 2;
	my @header = ($rank ? one_of('Nr', 'Nr.', '#') : (), $coded ? one_of('Kommunenr', 'Kode') : (), one_of('Kommune', 'Navn'), map { $of->{heading}{$_} } @{ $of->{measures} });
	my $number = 0;
	my @rows = map { my $r = $_; [ $rank ? ++$number : (), $coded ? $r->[0] : (), $r->[1], map { printed($of, undef, $r, $_) } @{ $of->{measures} } ] } all_regions($of);
	my @notes = (one_of('Kilde: etaten', 'Fotnote: tall under 5 er prikket', 'Merknad: foreløpige tall'), one_of('Oppdatert av etaten', 'Kilde: IMDi'));
	my @sheet = ((map { [$_] } map { one_of('Bosetting av flyktninger', 'Tabell 1: bosetting per kommune', '') } 1 .. between(0, 2)), \@header, @rows, chance(0.6) ? ([''], map { [$_] } @notes[ 0 .. between(0, 1) ]) : ());
	my $width = $left + $right + @header;
	my $padded = chance(0.7);
	my $spaced = chance(0.2);
	@header = map { ($_, '') } @header if $spaced;
	$width += @header / 2 if $spaced;
	@sheet = map { my @row = ((map { '' } 1 .. $left), $spaced && @$_ > 1 && $_ != \@header ? map { ($_, '') } @$_ : @$_); $padded ? [ @row, map { '' } 1 .. $width - @row ] : \@row } @sheet;
	return in_form($of, \@sheet, form => one_of(qw(csv csv xlsx ods)), ranked => $rank);
}

# A cell a line, as pdftotext has it, perhaps with ranks.
sub lines
{
	# a number on a line of its own may be the end of the cell before it
	my $own = chance(0.2);
	my $of = publication(counties => 2, plain => 1, measures => 3, tight => 1, whole => $own, rule => one_of('imdi', 'ssb', 'eurostat'));
	my $rank = $own ? "%d\n" : chance(0.4) ? one_of('%d ', '%d. ') : undef;
	my $number = 0;
	my $content = join '', map { "$_\n" } defined $rank && $rank =~ /\n/ ? 'Nr' : (), 'Kommune', map { $of->{heading}{$_} } @{ $of->{measures} };
	for my $region (all_regions($of)) { $content .= (defined $rank ? sprintf($rank, ++$number) : '') . join '', map { "$_\n" } $region->[1], map { printed($of, undef, $region, $_) } @{ $of->{measures} } }
	# between thousands, and between cells
	return told($of, content => $content, ranked => defined $rank, may_refuse => qr/ can be read in more than one way /);
}

# The columns and rows of a table of one or more years, perhaps with codes or ranks before the names, and empty cells.
sub table_of
{
	my ($of, %may) = @_;
	my $before = $may{before} ? one_of('', '', 'code', 'rank') : '';
	my @column = map { my $m = $_; map { [ $m, $_ ] } @{ $of->{years} } } @{ $of->{measures} };
	my @header = ($before eq 'code' ? one_of('Kommunenr', 'Kode') : $before eq 'rank' ? one_of('Nr', '#', 'Plass', 'Rang') : (), one_of('Kommune', 'Navn'), map { $of->{heading}{ $_->[0] } . (defined $_->[1] ? " $_->[1]" : '') } @column);
	my ($number, @rows) = (0);
	for my $region (all_regions($of))
	{
		push @rows, [ $before eq 'code' ? $region->[0] : $before eq 'rank' ? ++$number : (), $region->[1], map { printed($of, $_->[1], $region, $_->[0]) } @column ];
	}
	# what is empty is not stated
	if ($may{empty} && @column > 1 && chance(0.4))
	{
		my ($row, $cell) = (one_of(0 .. $#rows), one_of(0 .. $#column));
		my $at = @header - @column + $cell;
		$rows[$row][$at] = '';
		my $name = (all_regions($of))[$row][1];
		delete $of->{cells}{ join ', ', $column[$cell][1] // '', '', $name, $column[$cell][0] };
	}
	return ($before, \@header, @rows);
}

sub padded { my ($text, $width, $right) = @_; my $gap = ' ' x ($width - length $text); return $right ? $gap . $text : $text . $gap }

# Between upright lines: Markdown, what psql prints with each of its borders and line styles, and boxes of w3m.
sub upright
{
	my $way = one_of(qw(markdown psql0 psql1 psql2 unicode1 unicode2 w3m));
	my $spaced = $way eq 'psql0';
	my $of = publication(years => !$spaced && chance(0.5) ? 2 : undef, measures => 3, counties => 2, tight => $spaced, plain => $spaced, whole => $spaced);
	my ($before, $header, @rows) = table_of($of, before => 1, empty => !$spaced);
	my @table = ($header, @rows);
	my @width = map { my $i = $_; (sort { $b <=> $a } map { length $_->[$i] } @table)[0] } 0 .. $#$header;
	my @right = map { my $i = $_; !grep { length $_->[$i] && $_->[$i] !~ /^[\d ]+$/ } @rows } 0 .. $#$header;
	my %sign = (markdown => [ '|', '|', '-' ], psql0 => [ ' ', ' ', '-' ], psql1 => [ ' | ', '-+-', '-' ], psql2 => [ '|', '+', '-' ], unicode1 => [ ' │ ', '─┼─', '─' ], unicode2 => [ '│', '┼', '─' ], w3m => [ '│', '┼', '─' ]);
	my ($upright, $cross, $dash) = @{ $sign{$way} };
	my $enclosed = $way =~ /markdown|2|w3m/;
	my $line = sub {
		my ($row, $is_header) = @_;
		my @field = map { my $text = padded($row->[$_], $width[$_], $right[$_] && !$is_header); $enclosed ? " $text " : $text } 0 .. $#$row;
		return ($enclosed ? $upright . join($upright, @field) . $upright : ($way =~ /1$/ ? ' ' : '') . join $upright, @field) =~ s/\s+$//r . "\n";
	};
	my $rule = sub { my ($left, $mid, $right) = @_; my $all = join $mid, map { $dash x ($width[$_] + ($enclosed ? 2 : 0)) } 0 .. $#$header; return ($enclosed ? $left . $all . $right : ($way =~ /1$/ ? $dash : '') . $all . ($way =~ /1$/ ? $dash : '')) . "\n" };
	my @drawn = $way =~ /unicode2|w3m/ ? ([ qw(┌ ┬ ┐) ], [ qw(├ ┼ ┤) ], [ qw(└ ┴ ┘) ]) : map { [ $enclosed ? $cross : '', $cross, $enclosed ? $cross : '' ] } 1 .. 3;
	my $content = ($way =~ /2|w3m/ ? $rule->(@{ $drawn[0] }) : '') . $line->($header, 1) . $rule->(@{ $drawn[1] });
	$content .= join $way eq 'w3m' ? $rule->(@{ $drawn[1] }) : '', map { $line->($_) } @rows;
	$content .= $rule->(@{ $drawn[2] }) if $way =~ /2|w3m/;
	$content .= '(' . @rows . (@rows == 1 ? ' row' : ' rows') . ")\n" if $way =~ /psql|unicode/ && chance(0.6);
	return told($of, content => $content, ranked => $before eq 'rank');
}

# Set out with spaces as pdftotext -layout has it, over pages with lines of their own at the top and the bottom, with empty cells:
# where it is in doubt which of a row's these are, it is refused.
sub aligned
{
	my $of = publication(measures => 4, counties => 3, tight => 1, plain => 1, whole => 1, rule => one_of('imdi', 'ssb', 'eurostat'));
	my ($before, $header, @rows) = table_of($of, before => 1, empty => @{ $of->{measures} } > 1);
	my @table = ($header, @rows);
	my @width = map { my $i = $_; (sort { $b <=> $a } map { length $_->[$i] } @table)[0] } 0 .. $#$header;
	my $right = chance(0.5);
	my $names = @$header - @{ $of->{measures} };
	my $gap = ' ' x between(2, 6);
	my @line = map { my $row = $_; join($gap, map { padded($row->[$_], $width[$_], $right && $_ >= $names) } 0 .. $#$row) =~ s/\s+$//r . "\n" } @table;
	my $first = shift @line;
	my $per_page = between(3, 8);
	my $pages = int((@line + $per_page - 1) / $per_page);
	my ($above, $below, $again) = (chance(0.6), chance(0.6), chance(0.5));
	my $content = '';
	for my $i (0 .. $#line)
	{
		if ($i % $per_page == 0)
		{
			$content .= "\f" if $i > 0;
			$content .= "18.05.2022, 08:15          Etaten: tall for kommunene\n\n" if $above;
			$content .= $first if $i == 0 || $again;
		}
		$content .= $line[$i];
		$content .= "\n" . ($below ? 'https://www.example.org/tall          ' . (int($i / $per_page) + 1) . "/$pages\n" : '') if $pages > 1 && (($i + 1) % $per_page == 0 || $i == $#line);
	}
	return told($of, content => $content, ranked => $before eq 'rank', may_refuse => qr/ has \d+ cells? instead of /);
}

# A list of one measure, which the caller names.
sub list
{
	my $of = publication(measures => 1, tight => 1, plain => 1, rule => one_of('imdi', 'ssb'));
	my ($before, $between) = (one_of('- ', '* ', '• ', '– ', ''), one_of(': ', ' ..... ', ' – ', ' = '));
	my ($measure) = @{ $of->{measures} };
	return told($of, columns => [ 'name', $measure ], content => join '', one_of('', "$of->{heading}{$measure}:\n"), map { $before . $_->[1] . $between . printed($of, undef, $_, $measure) . "\n" } all_regions($of));
}

# As programs write CSV: quotes around all texts, row numbers without a header; wide or in long form.
sub program
{
	my $of = publication(years => 2, counties => 2);
	my ($separator, $numbers, $quoted, $long) = (one_of(',', ',', ';', "\t"), one_of(undef, 0, 1), chance(0.5), chance(0.5));
	my @rows;
	if ($long && chance(0.4))
	{
		@rows = [ one_of('Kommune', 'region'), one_of('Kategori', 'statistikkvariabel', 'variable'), @{ $of->{years} } ];
		for my $region (all_regions($of)) { for my $measure (@{ $of->{measures} }) { push @rows, [ $region->[1], $of->{heading}{$measure}, map { printed($of, $_, $region, $measure) } @{ $of->{years} } ] } }
	}
	elsif ($long)
	{
		@rows = [ 'Kommune', 'År', one_of('Kategori', 'variable'), one_of('value', 'Antall') ];
		for my $region (all_regions($of)) { for my $measure (@{ $of->{measures} }) { push @rows, map { [ $region->[1], $_, $of->{heading}{$measure}, printed($of, $_, $region, $measure) ] } @{ $of->{years} } } }
	}
	else
	{
		@rows = [ 'Kommune', 'År', map { $of->{heading}{$_} } @{ $of->{measures} } ];
		for my $year (@{ $of->{years} }) { push @rows, map { my $region = $_; [ $region->[1], $year, map { printed($of, $year, $region, $_) } @{ $of->{measures} } ] } all_regions($of) }
	}
	my $number = $numbers;
	@rows = ([ '', @{ $rows[0] } ], map { [ $number++, @$_ ] } @rows[ 1 .. $#rows ]) if defined $numbers;
	my $content = join '', map { my $row = $_; join($separator, map { $quoted && !/^\d+$/ || /["\Q$separator\E]/ ? '"' . s/"/""/gr . '"' : $_ } @$row) . "\n" } @rows;
	return told($of, content => $content);
}

# Values below a title that says what they count.
sub titled
{
	my $of = publication(years => chance(0.5) ? 3 : undef, measures => 1, counties => 2);
	my ($measure) = @{ $of->{measures} };
	my @years = @{ $of->{years} };
	my $marked = chance(0.3);
	my $of_years = defined $years[0];
	my @header = (one_of('Kommune', ''), $of_years ? map { $_ . ($marked && $_ == $years[-1] ? '*' : '') } @years : one_of('Antall', 'Totalt', 'Antall personer'));
	my @rows = map { my $region = $_; [ $region->[1], map { printed($of, $_, $region, $measure) } @years ] } all_regions($of);
	my $total = $of_years && @years > 1 && chance(0.3);
	if ($total) { push @header, 'Totalt'; push @$_, '7' for @rows }
	my $title = one_of('', '', 'Tabell 1: ', 'Tabell 2.1 ') . $of->{heading}{$measure} . one_of('', '', " i $of->{groups}[0][0]") . one_of('', ' etter kommune', $of_years ? ' etter kommune og år' : '');
	return in_form($of, [ [$title], chance(0.3) ? [''] : (), \@header, @rows, $marked ? ([''], ['* foreløpige tall']) : () ], form => one_of(qw(csv xlsx ods)));
}

# Headings of measures over their years: set out by spaces, to the left or in the middle, between upright lines, or copied from a
# page with a tab a cell, however many columns it goes over; perhaps below a title.
sub groups
{
	my $of = publication(years => 3, measures => 3, counties => 2, tight => 1, plain => 1, whole => 1, rule => one_of('imdi', 'ssb', 'eurostat'));
	my @years = @{ $of->{years} };
	my @measures = @{ $of->{measures} };
	my $way = one_of('left', 'middle', 'left', 'middle', 'markdown', 'copied', @years > 1 ? 'over two lines' : ());
	my $first = chance(0.5);
	my $name = one_of('Kommune', 'Navn');
	my @rows = map { my $region = $_; [ $region->[1], map { my $m = $_; map { printed($of, $_, $region, $m) } @years } @measures ] } all_regions($of);
	my @below = map { @years } @measures;
	my @heading = map { $of->{heading}{$_} } @measures;
	if ($way eq 'over two lines' || $way eq 'copied')
	{
		my $lines = $way eq 'copied' ? [ [ $first ? $name : '', @heading ], [ $first ? '' : $name, @below ] ] : [ [ $name, @heading ], \@below ];
		return told($of, content => join '', map { join("\t", @$_) . "\n" } @$lines, @rows);
	}
	my @spread = map { ($_, map { '' } 2 .. @years) } @heading;
	if ($way eq 'markdown')
	{
		my @lines = map { '| ' . join(' | ', @$_) . " |\n" } [ $first ? $name : '', @spread ], [ $first ? '' : $name, @below ], @rows;
		splice @lines, one_of(1, 2), 0, '|' . '---|' x @{ $rows[0] } . "\n";
		return told($of, content => join '', @lines);
	}
	my @width = map { my $i = $_; (sort { $b <=> $a } map { length $_->[$i] } [ $name, @below ], @rows)[0] } 0 .. @below;
	my $gap = between(3, 5);
	my $right = chance(0.5);
	for my $g (0 .. $#heading)
	{
		my $last = ($g + 1) * @years;
		my $span = $gap * (@years - 1);
		$span += $width[$_] for $g * @years + 1 .. $last;
		# its labels stand where it does
		my $missing = length($heading[$g]) - $span;
		$width[$last] += $missing if $missing > 0;
	}
	my $line = sub { my ($row, @of) = @_; return join(' ' x $gap, map { padded($row->[$_], $width[$_], $right && $_ > 0) } 0 .. $#$row) =~ s/\s+$//r };
	my $above = ' ' x ($width[0] + $gap);
	$above = padded($name, $width[0] + $gap) if $first;
	for my $g (0 .. $#heading)
	{
		my @column = $g * @years + 1 .. ($g + 1) * @years;
		my $span = $gap * $#column;
		$span += $width[$_] for @column;
		# where the labels of its columns begin and end
		my ($from, $to) = $right ? ($width[ $column[0] ] - length $below[0], $span) : (0, $span - $width[ $column[-1] ] + length $below[0]);
		my $in = $way eq 'left' ? $from : int(($from + $to - length $heading[$g]) / 2);
		$in = $span - length $heading[$g] if $in > $span - length $heading[$g];
		$in = 0 if $in < 0;
		$above .= padded(' ' x $in . $heading[$g], $span) . ' ' x $gap;
	}
	my $title = chance(0.3) ? one_of("Bosetting av flyktninger 2020-2022\n\n", "Bosatte flyktninger\n\n") : '';
	return told($of, content => join "\n", $title . $above =~ s/\s+$//r, map { $line->($_) } [ $first ? '' : $name, @below ], @rows);
}

# Weeks, months or days as columns, beside each other or below headings of measures: as years, but for what they are called.
sub periods
{
	my @way = ([ map { [ $_ . ' %d', 'U%02d', between(1, 50) ] } one_of('uke', 'veke', 'Uke') ], [ map { [ $_, 'M%02d', between(1, 10) ] } 'month' ], [ [ '%02d.05.2022', '2022-05-%02d', between(1, 29) ] ]);
	my ($label, $code, $first) = @{ one_of(@way)->[0] };
	my @months = qw(januar februar mars april mai juni juli august september oktober november desember);
	my %called = map { ($_ => $label eq 'month' ? $months[ $first + $_ - 2021 ] : sprintf $label, $first + $_ - 2020) } 2020 .. 2022;
	my %coded = map { ($_ => sprintf $code, $first + $_ - 2020) } 2020 .. 2022;
	my $of = publication(years => 3, measures => 2, counties => 2);
	my @years = @{ $of->{years} };
	# one alone is none of several
	return periods() if @years == 1;
	$of->{cells} = { map { (/^(\d{4})(.*)$/ ? $coded{$1} . $2 : $_) => $of->{cells}{$_} } keys %{ $of->{cells} } };
	my $merged = chance(0.5);
	my @column = map { my $m = $_; map { [ $m, $_ ] } @years } @{ $of->{measures} };
	my $before = '';
	my @rows = $merged ? ([ 'Kommune', map { my $h = $_->[0] eq $before ? '' : $of->{heading}{ $_->[0] }; $before = $_->[0]; $h } @column ], [ '', map { $called{ $_->[1] } } @column ])
		: ([ 'Kommune', map { "$of->{heading}{$_->[0]} $called{$_->[1]}" } @column ]);
	for my $region (all_regions($of)) { push @rows, [ $region->[1], map { printed($of, $_->[1], $region, $_->[0]) } @column ] }
	return in_form($of, \@rows, form => $merged ? one_of(qw(csv xlsx ods)) : one_of(qw(csv tabs xlsx ods html)), of_periods => 1);
}

sub layouts
{
	return (periods => \&periods, years => \&years, long => \&long, headed => \&headed, spreadsheet => \&spreadsheet, lines => \&lines, upright => \&upright, aligned => \&aligned, list => \&list, program => \&program, groups => \&groups, titled => \&titled);
}

1;
