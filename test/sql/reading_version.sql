-- What another version of the extension has read is shown by no view, until it is read again.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

SELECT import_table(E'Kommune;Anmodning;Vedtak;Avtalt;Bosatt\nBergen;60;51;40;51\nKinn;20;:;9;:\nSum Vestland;80;52;49;52', 'KS', '2022-05-18') AS first;
SELECT import_table(E'Kommune;Anmodning;Vedtak;Avtalt;Bosatt\nBergen;60;51;40;52\nKinn;20;:;9;:', 'KS', '2022-05-25') AS second;
SELECT import_table(E'Kommune;Anmodning;Vedtak;Avtalt;Bosatt\nBergen;60;51;40;53', 'IMDi', '2022-05-25') AS third;
INSERT INTO publication (source, date, rule) VALUES ('nothing yet', '2022-05-18', 'imdi');
-- what each view answers, where it has a date: how many rows, or the error
CREATE FUNCTION pg_temp.answer(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rows bigint;
	state text;
	message text;
BEGIN
	EXECUTE query INTO rows;
	RETURN CASE WHEN rows > 0 THEN 'answers' ELSE 'is empty' END;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || regexp_replace(message, '2022-05-\d\d by .*', '... by ...');
END
$$;
CREATE FUNCTION pg_temp.answers(OUT answer text, OUT views text) RETURNS SETOF record LANGUAGE sql AS $$
	SELECT a.answer, string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C")
	FROM pg_class AS c
	JOIN pg_attribute AS d ON d.attrelid = c.oid AND d.attname = 'date'
	CROSS JOIN LATERAL pg_temp.answer(format('SELECT count(v::text) FROM %s AS v', c.oid::regclass)) AS a(answer)
	WHERE c.relkind = 'v' AND c.relnamespace = 'busetting'::regnamespace
	GROUP BY a.answer
	ORDER BY a.answer COLLATE "C"
$$;
SELECT * FROM pg_temp.answers();
SELECT version = busetting_internal.reading_version() AS current, count(*) FROM busetting_internal.reading GROUP BY version;

-- the extension is updated to one that reads otherwise; the rows of publications are as they were
CREATE OR REPLACE FUNCTION busetting_internal.reading_version() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'next'::text $$;
SELECT * FROM pg_temp.answers();
SELECT pg_temp.answer('SELECT count(*) FROM region_series(''2022-05-18'')') AS region_series, pg_temp.answer('SELECT count(*) FROM gap_trend(''2022-05-18'')') AS gap_trend,
	   pg_temp.answer('SELECT length(report_html(''2022-05-25''))') AS report_html;
SELECT code FROM municipality_gap WHERE date = '2022-05-18';
-- what was published is what it was
SELECT count(*), count(settled) FROM settlement;
SELECT source, date FROM publication ORDER BY id;
-- one that was read since is shown, where no other is asked for
SELECT read_publications('{2}');
SELECT code, settled FROM municipality_gap WHERE date = '2022-05-25' AND source = 'KS' ORDER BY code;
SELECT pg_temp.answer('SELECT count(*) FROM municipality_gap WHERE source = ''IMDi''') AS another;
-- all that are not
SELECT read_publications(), read_publications() AS again;
SELECT * FROM pg_temp.answers();
ROLLBACK;
