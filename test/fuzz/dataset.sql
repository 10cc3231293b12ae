/*
 * dataset.sql
 *		Fuzzes the reading of JSON-stat, PX and SDMX-CSV: a dataset with a random change in its text, or
 *		in its structure, is read or refused with an error that blames the data.
 *
 *		test/private_cluster.sh -- psql -X -v rounds=20000 -f test/fuzz/dataset.sql
 */
\set ON_ERROR_STOP on
\if :{?rounds} \else \set rounds 2000 \endif
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
\set dataset `cat test/data/dataset.json`
\set px `iconv -f ISO-8859-15 -t UTF-8 test/data/settlement.px`
\set sdmx `cat test/data/settlement-sdmx.csv`
SELECT setseed(0.5) \g /dev/null
CREATE TEMP TABLE outcome (form text, state text, message text);

CREATE FUNCTION pg_temp.pick(choices anyarray) RETURNS anyelement LANGUAGE sql VOLATILE AS
	'SELECT choices[1 + floor(random() * cardinality(choices))::int]';

-- a piece of the text left out, doubled or replaced
CREATE FUNCTION pg_temp.change_text(content text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	start integer := 1 + floor(random() * length(content))::int;
	count integer := floor(random() * random() * 30)::int;
BEGIN
	RETURN overlay(content PLACING pg_temp.pick(ARRAY['', substr(content, start, 2 * count), '[', ']', '{', '}', '"',
			',', ':', '0', '-', '1e9', '99999999999', 'null', 'true', ';', '=', '(', ')', E'\n', '.', ': ', '\u0000', '\ud800', E'\u00A0'])
		FROM start FOR count);
END
$$;

-- a random place of the structure set to something else
CREATE FUNCTION pg_temp.change_structure(content jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	path text[];
	place jsonb := content;
	key text;
BEGIN
	LOOP
		IF jsonb_typeof(place) = 'object' THEN
			SELECT k INTO key FROM jsonb_object_keys(place) AS k ORDER BY random() LIMIT 1;
		ELSIF jsonb_typeof(place) = 'array' AND jsonb_array_length(place) > 0 THEN
			key := floor(random() * jsonb_array_length(place))::int;
		ELSE
			EXIT;
		END IF;
		EXIT WHEN key IS NULL;
		path := path || key;
		place := place #> ARRAY[key];
		EXIT WHEN random() < 0.3;
	END LOOP;
	IF random() < 0.2 THEN
		RETURN content #- path;
	END IF;
	RETURN jsonb_set(content, path, pg_temp.pick(ARRAY['null', '-1', '0', '3', '2.5', '1e9', '1e400', '"x"', '":"', '[]', '{}',
		'[1, 2, 3]', '{"a": 0}', '["Region", "Tid"]', 'true', '{"0": 1, "23": 2}', '[[[]]]', '""']::jsonb[]));
END
$$;

CREATE PROCEDURE pg_temp.fuzz(content text, form text, rounds integer) LANGUAGE plpgsql AS $$
DECLARE
	changed text;
BEGIN
	FOR round IN 1 .. rounds LOOP
		changed := content;
		FOR change IN 0 .. floor(random() * 3)::int LOOP
			IF round % 2 = 0 OR form <> 'json-stat' THEN
				changed := pg_temp.change_text(changed);
			ELSE
				changed := pg_temp.change_structure(changed::jsonb);
			END IF;
		END LOOP;
		BEGIN
			PERFORM count(*) FROM busetting.read_table(changed, form => fuzz.form);
			INSERT INTO outcome VALUES (form, 'read');
		EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
			INSERT INTO outcome VALUES (form, SQLSTATE, regexp_replace(SQLERRM, '".*"|[0-9]+', '*', 'g'));
		END;
	END LOOP;
END
$$;
CALL pg_temp.fuzz(:'dataset', 'json-stat', :rounds);
CALL pg_temp.fuzz(:'px', 'px', :rounds);
CALL pg_temp.fuzz(:'sdmx', 'sdmx-csv', :rounds);
-- all kinds of ends are met: else the changes hit nothing
SELECT form, count(*) AS rounds, count(*) FILTER (WHERE state = 'read') AS read, count(DISTINCT message) AS errors,
	   1 / (count(*) FILTER (WHERE state = 'read') > 0 AND count(DISTINCT message) > CASE form WHEN 'sdmx-csv' THEN 10 ELSE 20 END)::int AS good
FROM outcome
GROUP BY form
ORDER BY form;
