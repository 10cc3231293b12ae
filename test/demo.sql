-- What `make demo` shows: the two tables of 18 May 2022, from the presentation's text to totals and gaps.
\set ON_ERROR_STOP on
\pset footer off
\pset null ''
CREATE EXTENSION busetting CASCADE;
SET search_path = public, busetting;
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`

\echo 'The presentation of 18 May 2022 goes in as it is, prose and all:'
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS publication;
SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;300;498',
	source => 'KS, text of slide 4', date => '2022-05-18') AS publication;

\echo 'The gap between agreed and settled, county by county, and with collective protection:'
SELECT county, settled, agreed, gap, settled_collective, agreed_collective, gap_collective
FROM county_gap WHERE source = 'KS' ORDER BY code;
SELECT 'Norway' AS country, settled, agreed, gap, settled_collective, agreed_collective, gap_collective
FROM national_gap WHERE source = 'KS';

\echo 'A municipality with hidden cells (":") still has a gap, with bounds:'
SELECT municipality, settled, agreed, gap, settled_collective, agreed_collective
FROM municipality_gap WHERE source = 'KS' AND municipality IN ('Askvoll', 'Bergen', 'Fedje', 'Øygarden') ORDER BY code;

\echo 'The municipalities listed in Vestland add up to between so much and so much:'
SELECT measure, total, hidden, absent, total_with_absent FROM county_total WHERE source = 'KS' ORDER BY measure;
SELECT DISTINCT array_to_string(absent_names, ', ') AS absent_municipalities FROM county_total WHERE source = 'KS';

\echo 'The county''s own figures lie inside, and this is left for the hidden cells:'
SELECT measure, published, total, left_for_hidden, consistent FROM county_reconciliation WHERE source = 'KS' ORDER BY measure;

\echo 'Where the presentation does not add up: the text of a slide against its table:'
SELECT name, measure, value, source, other_value, other_source, difference
FROM publication_reconciliation WHERE NOT consistent;

\echo 'Settled dark, agreed shaded:'
SELECT county, settled, agreed, gap, bar FROM county_gap_chart WHERE source = 'KS';

\echo 'The same as a page to look at:'
\pset format unaligned
\pset tuples_only on
\o :directory/report.html
SELECT report_html('2022-05-18');
\o
