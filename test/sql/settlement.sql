-- The main job: the presentation of 18 May 2022, as it is, to totals, gaps and reconciliation.
-- The figures are those that issue and presentation state; test/t/figures.pl computes them a second way.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`

SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') > 0 AS imported;
-- the text of a slide says something else of Vestland: a publication of its own
SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;300;498',
	source => 'KS, text of slide 4', date => '2022-05-18') > 0 AS imported;

-- the cells as stored are those of the two tables, cell for cell
CREATE TEMPORARY TABLE printed (name text, settled text, settled_collective text, agreed text, agreed_collective text, level text);
\copy printed (name, settled, settled_collective, agreed, agreed_collective) FROM 'test/data/ks-2022-05-18-county.csv' (FORMAT csv, HEADER)
UPDATE printed SET level = 'county';
\copy printed (name, settled, settled_collective, agreed, agreed_collective) FROM 'test/data/ks-2022-05-18-vestland.csv' (FORMAT csv, HEADER)
UPDATE printed SET level = 'municipality' WHERE level IS NULL;
CREATE TEMPORARY VIEW stored AS
SELECT b.name, (b.published).settled::text, (b.published).settled_collective::text,
	   (b.published).agreed::text, (b.published).agreed_collective::text, b.level
FROM settlement_bounds AS b
WHERE b.source = 'KS';
SELECT level, count(*) FROM stored GROUP BY level ORDER BY level;
SELECT count(*) AS missing FROM (TABLE printed EXCEPT ALL TABLE stored) AS m;
SELECT count(*) AS surplus FROM (TABLE stored EXCEPT ALL TABLE printed) AS s;

-- gaps
SELECT counties, settled, settled_collective, agreed, agreed_collective, gap, gap_collective, pipeline
FROM national_gap WHERE source = 'KS';
SELECT code, county, gap, gap_collective FROM county_gap WHERE source = 'KS' ORDER BY county COLLATE "C";
SELECT municipality, settled, agreed, gap, gap_collective, pipeline, round(lower(progress), 3) AS progress_low, round(upper(progress), 3) AS progress_high
FROM municipality_gap WHERE source = 'KS' AND municipality IN ('Bergen', 'Alver', 'Etne', 'Fedje', 'Askvoll') ORDER BY municipality;
-- measures that are not stated stay so
SELECT count(*) AS stated FROM municipality_gap
WHERE source = 'KS' AND (requested IS NOT NULL OR decided IS NOT NULL OR decided_collective IS NOT NULL);

-- what a hidden part can be: 0..4, or all but 0..4
SELECT municipality, settled, settled_collective, agreed, agreed_collective
FROM municipality_gap WHERE source = 'KS' AND municipality IN ('Askvoll', 'Bergen', 'Bømlo', 'Etne') ORDER BY municipality;

-- totals
SELECT measure, total, visible, hidden, municipalities, absent, total_with_absent
FROM county_total WHERE source = 'KS' ORDER BY measure;
SELECT DISTINCT code, county, absent_names FROM county_total WHERE source = 'KS';

-- published against summed, and against each other
SELECT county, measure, published, total, left_for_hidden, consistent, deviation
FROM county_reconciliation WHERE source = 'KS' ORDER BY measure;
SELECT level, name, measure, source, value, other_source, other_value, consistent, difference
FROM publication_reconciliation ORDER BY measure;

-- the end of the year: a total that proves the remainder rule
SELECT import_table(:'year_end' || E'\nVestland,4340,4411,3580,3058', 'IMDi', '2022-12-31', level => 'municipality') > 0 AS imported;
SELECT import_table(:'year_end' || E'\nVestland,4340,4411,3580,3058', 'IMDi, read without remainder', '2022-12-31',
	rule => 'below five', level => 'municipality') > 0 AS imported;
SELECT source, measure, published, total, hidden, absent, left_for_hidden, consistent, deviation
FROM county_reconciliation WHERE date = '2022-12-31' ORDER BY source, measure;
SELECT decided, gap FROM municipality_gap WHERE municipality = 'Ulvik' AND source = 'IMDi';

-- an update of the wide view leaves cells of other measures where they are, also in a row that is another region's now
INSERT INTO published_cell (publication, region, total, measure, value)
SELECT p.id, 4601, false, 'settled_unaccompanied', 17 FROM publication AS p WHERE p.source = 'KS';
UPDATE settlement SET settled = '52' FROM publication AS p WHERE p.id = publication AND p.source = 'KS' AND region = 4601;
SELECT code, measure, value FROM figure WHERE source = 'KS' AND code = '4601' AND measure LIKE 'settled%' ORDER BY measure;
DELETE FROM settlement USING publication AS p WHERE p.id = publication AND p.source = 'KS' AND region = 4611;
UPDATE settlement SET region = 4611 FROM publication AS p WHERE p.id = publication AND p.source = 'KS' AND region = 4601;
SELECT code, measure, value FROM figure WHERE source = 'KS' AND code IN ('4601', '4611') AND measure LIKE 'settled%' ORDER BY code, measure;
ROLLBACK;
