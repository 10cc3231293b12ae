# Writes workbooks as bytes, .xlsx and .ods, so that tests can say what stands in which cell.  A sheet is
#
#	name, hidden		hidden is true where it is not shown
#	rows				of cells: undef, a text, or { one of
#							text, number, formula, error, boolean; with a formula the value that it had, if any;
#							format of a number, date => 'yyyy-mm-dd';
#							runs => [ [ text, 'raised' | 'struck' | undef ] ];
#							how a text is kept: 'shared', 'inline' or 'str' }
#	merges				[ row, column, rows, columns ], from 0
#	hidden_rows, hidden_columns	numbers from 0
package Workbook;

use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use Exporter qw(import);
use IO::Compress::Zip qw(zip $ZipError ZIP_CM_STORE ZIP_CM_DEFLATE);

our @EXPORT_OK = qw(archive xlsx ods xlsx_parts ods_parts);

# The bytes of an archive: pairs of a name and a content, in order.
sub archive
{
	my (@parts) = @_;
	my $bytes = '';
	my $zip;
	while (my ($name, $content) = splice @parts, 0, 2)
	{
		my @how = (Name => $name, Method => $name eq 'mimetype' ? ZIP_CM_STORE : ZIP_CM_DEFLATE, Time => 0, Minimal => 1);
		$zip ? $zip->newStream(@how) : ($zip = IO::Compress::Zip->new(\$bytes, @how) or die $ZipError);
		$zip->print(encode_utf8($content));
	}
	$zip->close;
	return $bytes;
}

sub xml
{
	my ($text) = @_;
	my %entity = ('&' => 'amp', '<' => 'lt', '>' => 'gt', '"' => 'quot');
	return $text =~ s/([&<>"])/&$entity{$1};/gr;
}

sub letters
{
	my ($column) = @_;
	my $name = '';
	for ($column++; $column > 0; $column = int(($column - 1) / 26)) { $name = chr(65 + ($column - 1) % 26) . $name }
	return $name;
}

sub address { my ($row, $column) = @_; return letters($column) . ($row + 1) }

my $head = qq(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n);
my $main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
my $office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
my $package = 'http://schemas.openxmlformats.org/package/2006';

# The parts of a workbook, as archive() takes them.  Options: since_1904.
sub xlsx_parts
{
	my ($sheets, %option) = @_;
	my (@strings, %string_number, @formats, %format_number, @parts);
	my $string = sub { my ($xml) = @_; $string_number{$xml} //= push(@strings, $xml) - 1; return $string_number{$xml} };
	my $style = sub {
		my ($cell) = @_;
		my $format = $cell->{format} // ($cell->{date} ? 'yyyy\-mm\-dd' : return '');
		$format_number{$format} //= push @formats, $format;
		return qq( s="$format_number{$format}");
	};
	my $runs = sub {
		my ($cell) = @_;
		return '<t xml:space="preserve">' . xml($cell->{text}) . '</t>' if !$cell->{runs};
		return join '', map { '<r>' . ($_->[1] ? '<rPr>' . ($_->[1] eq 'raised' ? '<vertAlign val="superscript"/>' : '<strike/>') . '</rPr>' : '') . '<t xml:space="preserve">' . xml($_->[0]) . '</t></r>' } @{ $cell->{runs} };
	};
	my $cell_xml = sub {
		my ($row, $column, $cell) = @_;
		$cell = { text => $cell } if !ref $cell;
		my $begin = sprintf '<c r="%s"%s', address($row, $column), $style->($cell);
		my $formula = defined $cell->{formula} ? '<f>' . xml($cell->{formula}) . '</f>' : '';
		return "$begin><v>$cell->{number}</v></c>" if defined $cell->{number} && !$formula;
		return "$begin>$formula<v>$cell->{number}</v></c>" if defined $cell->{number};
		return qq($begin t="b"><v>$cell->{boolean}</v></c>) if defined $cell->{boolean};
		return qq($begin t="e">$formula<v>$cell->{error}</v></c>) if defined $cell->{error};
		return "$begin>$formula</c>" if $formula && !defined $cell->{text};
		my $how = $cell->{how} // ($formula ? 'str' : 'shared');
		return qq($begin t="str">$formula<v>) . xml($cell->{text}) . '</v></c>' if $how eq 'str' && !$cell->{runs};
		return qq($begin t="inlineStr"><is>) . $runs->($cell) . '</is></c>' if $how eq 'inline';
		return qq($begin t="s"><v>) . $string->($runs->($cell)) . '</v></c>';
	};
	my @list;
	for my $i (0 .. $#$sheets)
	{
		my $sheet = $sheets->[$i];
		my %hidden_row = map { $_ => 1 } @{ $sheet->{hidden_rows} // [] };
		my $columns = join '', map { my $n = $_ + 1; qq(<col min="$n" max="$n" width="0" hidden="1" customWidth="1"/>) } @{ $sheet->{hidden_columns} // [] };
		my $data = '';
		for my $row (0 .. $#{ $sheet->{rows} })
		{
			my $cells = $sheet->{rows}[$row] // [];
			my $xml = join '', map { defined $cells->[$_] ? $cell_xml->($row, $_, $cells->[$_]) : '' } 0 .. $#$cells;
			$data .= sprintf '<row r="%d"%s>%s</row>', $row + 1, $hidden_row{$row} ? ' hidden="1"' : '', $xml if $xml ne '' || $hidden_row{$row};
		}
		my $merges = join '', map { my ($row, $column, $rows, $wide) = @$_; sprintf '<mergeCell ref="%s:%s"/>', address($row, $column), address($row + $rows - 1, $column + $wide - 1) } @{ $sheet->{merges} // [] };
		push @parts, 'xl/worksheets/sheet' . ($i + 1) . '.xml', qq($head<worksheet xmlns="$main">) . ($columns ? "<cols>$columns</cols>" : '') . "<sheetData>$data</sheetData>" . ($merges ? "<mergeCells>$merges</mergeCells>" : '') . '</worksheet>';
		my @comments = map { my $row = $_; map { ref $sheet->{rows}[$row][$_] && defined $sheet->{rows}[$row][$_]{comment} ? [ address($row, $_), $sheet->{rows}[$row][$_]{comment} ] : () } 0 .. $#{ $sheet->{rows}[$row] // [] } } 0 .. $#{ $sheet->{rows} };
		push @parts, 'xl/worksheets/_rels/sheet' . ($i + 1) . '.xml.rels', qq($head<Relationships xmlns="$package/relationships"><Relationship Id="rId1" Type="$office/comments" Target="../comments) . ($i + 1) . '.xml"/></Relationships>',
			'xl/comments' . ($i + 1) . '.xml', qq($head<comments xmlns="$main"><authors><author>N</author></authors><commentList>) . join('', map { qq(<comment ref="$_->[0]" authorId="0"><text><r><rPr><b/></rPr><t>NN:</t></r><r><t xml:space="preserve">\n) . xml($_->[1]) . '</t></r></text></comment>' } @comments) . '</commentList></comments>' if @comments;
		push @list, sprintf '<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>', xml($sheet->{name}), $i + 1, $sheet->{hidden} ? ' state="hidden"' : '', $i + 1;
	}
	my $sheets_count = @$sheets;
	return (
		'[Content_Types].xml', qq($head<Types xmlns="$package/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>),
		'_rels/.rels', qq($head<Relationships xmlns="$package/relationships"><Relationship Id="rId1" Type="$office/officeDocument" Target="xl/workbook.xml"/></Relationships>),
		'xl/workbook.xml', qq($head<workbook xmlns="$main" xmlns:r="$office">) . ($option{since_1904} ? '<workbookPr date1904="1"/>' : '') . '<sheets>' . join('', @list) . '</sheets></workbook>',
		'xl/_rels/workbook.xml.rels', qq($head<Relationships xmlns="$package/relationships">) . join('', map { qq(<Relationship Id="rId$_" Type="$office/worksheet" Target="worksheets/sheet$_.xml"/>) } 1 .. $sheets_count)
			. sprintf('<Relationship Id="rId%d" Type="%s/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>', $sheets_count + 1, $office, $sheets_count + 2, $office),
		'xl/sharedStrings.xml', qq($head<sst xmlns="$main">) . join('', map { "<si>$_</si>" } @strings) . '</sst>',
		'xl/styles.xml', qq($head<styleSheet xmlns="$main"><numFmts>) . join('', map { sprintf '<numFmt numFmtId="%d" formatCode="%s"/>', 164 + $_, xml($formats[$_]) } 0 .. $#formats)
			. '</numFmts><fonts><font/></fonts><cellXfs><xf numFmtId="0" fontId="0"/>' . join('', map { sprintf '<xf numFmtId="%d" fontId="0"/>', 164 + $_ } 0 .. $#formats) . '</cellXfs></styleSheet>',
		@parts);
}

sub xlsx { return archive(xlsx_parts(@_)) }

my %space = map { $_ => "urn:oasis:names:tc:opendocument:xmlns:$_:1.0" } qw(office table text style);

# What is shown of a number, unless the cell says otherwise.
sub shown { my ($cell) = @_; return $cell->{shown} // $cell->{number} }

sub ods_cell
{
	my ($cell, $spans) = @_;
	return '<table:table-cell/>' if !defined $cell && $spans eq '';
	$cell = { text => $cell // '' } if !ref $cell;
	my $formula = defined $cell->{formula} ? ' table:formula="of:=' . xml($cell->{formula}) . '"' : '';
	my $paragraph = sub { join '', map { "<text:p>$_</text:p>" } split /\n/, $_[0] };
	my $text = $cell->{runs} ? '<text:p>' . join('', map { $_->[1] ? qq(<text:span text:style-name="$_->[1]">) . xml($_->[0]) . '</text:span>' : xml($_->[0]) } @{ $cell->{runs} }) . '</text:p>' : undef;
	my ($value, $inside) =
		defined $cell->{number} && $cell->{date} ? (qq(office:value-type="date" office:date-value="$cell->{date}"), $paragraph->($cell->{date})) :
		defined $cell->{number} && ($cell->{format} // '') =~ /%/ ? (qq(office:value-type="percentage" office:value="$cell->{number}"), $paragraph->(100 * $cell->{number} . ' %')) :
		defined $cell->{number} ? (qq(office:value-type="float" office:value="$cell->{number}"), $paragraph->(xml(shown($cell)))) :
		defined $cell->{boolean} ? (sprintf('office:value-type="boolean" office:boolean-value="%s"', $cell->{boolean} ? 'true' : 'false'), '') :
		defined $cell->{error} ? ('office:value-type="string" office:string-value=""', $paragraph->($cell->{error})) :
		defined $text || defined $cell->{text} ? ('office:value-type="string"', $text // $paragraph->(xml($cell->{text}))) : ('', '');
	my $comment = defined $cell->{comment} ? '<office:annotation><text:p>' . xml($cell->{comment}) . '</text:p></office:annotation>' : '';
	return "<table:table-cell $value$formula$spans>$comment$inside</table:table-cell>";
}

# The parts of a workbook, as archive() takes them.
sub ods_parts
{
	my ($sheets) = @_;
	my $tables = '';
	for my $sheet (@$sheets)
	{
		my %hidden_row = map { $_ => 1 } @{ $sheet->{hidden_rows} // [] };
		my %hidden_column = map { $_ => 1 } @{ $sheet->{hidden_columns} // [] };
		my (%spans, %covered, $width);
		for my $merge (@{ $sheet->{merges} // [] })
		{
			my ($row, $column, $rows, $wide) = @$merge;
			for my $r ($row .. $row + $rows - 1) { $covered{"$r $_"} = 1 for $column .. $column + $wide - 1 }
			delete $covered{"$row $column"};
			$spans{"$row $column"} = qq( table:number-rows-spanned="$rows" table:number-columns-spanned="$wide");
		}
		$width = (sort { $b <=> $a } map { scalar @{ $_ // [] } } @{ $sheet->{rows} })[0] // 1;
		$tables .= sprintf '<table:table table:name="%s" table:style-name="%s">', xml($sheet->{name}), $sheet->{hidden} ? 'hidden' : 'shown';
		$tables .= join '', map { $hidden_column{$_} ? '<table:table-column table:visibility="collapse"/>' : '<table:table-column/>' } 0 .. $width - 1;
		for my $row (0 .. $#{ $sheet->{rows} })
		{
			my $cells = $sheet->{rows}[$row] // [];
			my $last = @$cells > $width ? $#$cells : $width - 1;
			$tables .= '<table:table-row' . ($hidden_row{$row} ? ' table:visibility="filter"' : '') . '>'
				. join('', map { $covered{"$row $_"} ? '<table:covered-table-cell/>' : ods_cell($cells->[$_], $spans{"$row $_"} // '') } 0 .. $last)
				. '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>';
		}
		$tables .= '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>';
	}
	my $spaces = join ' ', map { qq(xmlns:$_="$space{$_}") } sort keys %space;
	return (
		'mimetype', 'application/vnd.oasis.opendocument.spreadsheet',
		'content.xml', qq($head<office:document-content $spaces office:version="1.3"><office:automatic-styles>)
			. '<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
			. '<style:style style:name="raised" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="struck" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
			. "</office:automatic-styles><office:body><office:spreadsheet>$tables</office:spreadsheet></office:body></office:document-content>",
		'META-INF/manifest.xml', qq($head<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/"/></manifest:manifest>));
}

sub ods { return archive(ods_parts(@_)) }

1;
