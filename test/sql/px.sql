-- reading a PX file
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- a file as PxWeb writes it, in its own encoding; of both sexes, as ELIMINATION says; a symbol as DATASYMBOL says
\set file `base64 < test/data/settlement.px`
SELECT form, table_number AS number, line, level, heading, period, total_of, name, code, settled, agreed
FROM read_table(decode(:'file', 'base64')) ORDER BY line;
-- stored is the year that holds the date
SELECT d.date, p.line, p.name, p.region, p.total, p.settled, p.agreed, p.problem, p.advice
FROM (VALUES (date '2021-12-31'), ('2022-05-18'), ('2023-01-01')) AS d(date), preview_table(decode(:'file', 'base64'), d.date, 'ssb') AS p
WHERE p.name IS NULL OR p.name ~ 'landet|Bergen|Kinn' ORDER BY d.date, p.line;
SELECT import_table(decode(:'file', 'base64'), 'SSB', '2022-12-31', 'ssb') AS publication;
SELECT region, total, measures, counts FROM published_row WHERE publication = 1 ORDER BY total, region;

-- the same in any form: in an order of dimensions, with codes or without, in English alone, over lines, of keywords in any order
CREATE FUNCTION pg_temp.px(rest text, data text DEFAULT '51 7 ":" "-"') RETURNS text LANGUAGE sql AS $$
	SELECT E'CHARSET="ANSI";\nUNITS="personer";\nSTUB="kommune";\nHEADING="innhold";\n' || rest || E'\nDATA=\n' || data || E'\n;\n'
$$;
CREATE FUNCTION pg_temp.rows(content text, columns text[] DEFAULT NULL) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('%s:%s %s|%s|%s|%s', table_number, line, coalesce(heading, '-'), name, code, array_to_string(measures || cells, '|'))
	FROM read_table(content, columns)
$$;
\set plain 'VALUES("kommune")="Bergen","Voss";VALUES("innhold")="Bosatte","Vedtak";'
SELECT pg_temp.rows(pg_temp.px(:'plain'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'CODES("kommune")="4601","4621";'));
SELECT pg_temp.rows(replace(replace(replace(pg_temp.px(:'plain', '51 ":" 7 "-"'), 'STUB', 'X'), 'HEADING', 'STUB'), 'X=', 'HEADING='));
SELECT pg_temp.rows(pg_temp.px(:'plain', E'51\t7\r\n":"  -'));
-- no dimension of measures: CONTENTS says what is counted
SELECT pg_temp.rows(E'CHARSET="ANSI";CONTENTS="Bosatte flyktninger";UNITS="personer";HEADING="kommune";VALUES("kommune")="Bergen";DATA=5;');
-- the language whose words are known
SELECT pg_temp.rows(E'CHARSET="ANSI";LANGUAGE="fi";LANGUAGES="fi","en";UNITS="henkilöt";UNITS[en]="persons";STUB="alue";STUB[en]="region";HEADING="tiedot";HEADING[en]="contents";
CONTVARIABLE="tiedot";CONTVARIABLE[en]="contents";VALUES("alue")="Bergen","Voss";VALUES("tiedot")="Asutetut";VALUES[en]("contents")="Settled";CODES("alue")="4601","4621";DATA=51 ":";');
-- months and quarters
SELECT DISTINCT t.letter, r.period FROM (VALUES ('A', '2022', '2023'), ('M', '202201', '202212'), ('Q', '20221', '20224'), ('W', '202220', '202221')) AS t(letter, one, two),
	LATERAL read_table(format('CHARSET="ANSI";CONTENTS="Bosatte";UNITS="personer";STUB="kommune";HEADING="tid";VALUES("kommune")="Bergen";VALUES("tid")="a","b";TIMEVAL("tid")=TLIST(%s1),"%s","%s";DATA=5 6;', letter, one, two)) AS r
ORDER BY 1, 2;
-- what counts no persons is left out
SELECT line, name, settled, problem, advice FROM preview_table(pg_temp.px('VALUES("kommune")="Bergen";VALUES("innhold")="Bosatte","Vedtak";CONTVARIABLE="innhold";UNITS("Vedtak")="prosent";', '51 7'), '2022-05-18');
SELECT line, name, settled, problem, advice FROM preview_table(pg_temp.px('VALUES("kommune")="Bergen";VALUES("innhold")="Bosatte","Folketal";', '51 7'), '2022-05-18');
-- a point is one of decimals, whatever the publisher prints between thousands
INSERT INTO suppression_rule (rule, dialect) VALUES ('points', 'destatis');
SELECT line, name, settled, problem FROM preview_table(pg_temp.px('VALUES("kommune")="Bergen";VALUES("innhold")="Bosatte";', '1.234'), '2022-05-18', rule => 'points');
SELECT line, name, settled, problem FROM preview_table('{"class": "dataset", "label": "Bosatte", "id": ["kommune"], "size": [1], "value": [1.234], "dimension": {"kommune": {"category": {"index": ["4601"]}}}}', '2022-05-18', rule => 'points');

-- notes of cells: flags, bounds of what is hidden; what is said of several cells, of none, of a number, twice, or in words is told
SELECT line, name, settled, decided, flags, advice
FROM preview_table(pg_temp.px('VALUES("kommune")="Bergen","Voss";VALUES("innhold")="Bosatte","Vedtak";VALUES[en]("kommune")="Bergen","Voss";DATANOTECELL("Voss","Vedtak")="b";DATANOTECELL("Bergen","Vedtak")="p";DATANOTECELL("Bergen","Vedtak")="r";
	DATANOTECELL("*","Vedtak")="e";DATANOTECELL("Kinn","Vedtak")="k";DATANOTECELL("Voss")="v";DATANOTECELL[en]("Voss","Vedtak")="english";CELLNOTE("Voss","Bosatte")="1..99";CELLNOTE("Bergen","Bosatte")="2..98";CELLNOTEX("Voss","Vedtak")="brot";', '51 7 ":" ":"'), '2022-05-18');

-- of one sex alone: that is a problem
SELECT line, name, settled, problem, advice FROM preview_table('CHARSET="ANSI";CONTENTS="Bosatte";UNITS="personer";STUB="kommune","kjønn","alder";VALUES("kommune")="Bergen";VALUES("kjønn")="Menn";VALUES("alder")="I alt";DATA=5;', '2022-05-18');

-- encodings: what CODEPAGE says, of Windows or of DOS, or UTF-8
CREATE FUNCTION pg_temp.encoded(page text, name bytea) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT name || ' ' || settled FROM read_table(convert_to(page || E'CONTENTS="Bosatte";UNITS="personer";HEADING="kommune";VALUES("kommune")="', 'UTF8') || name || convert_to('";DATA=5;', 'UTF8'))
$$;
SELECT pg_temp.encoded(e'CHARSET="ANSI";\nCODEPAGE="iso-8859-15";\n', 'Troms'::bytea || '\xf8'), pg_temp.encoded(e'CHARSET="ANSI";\nCODEPAGE="utf-8";\n', 'Troms'::bytea || '\xc3b8'),
	pg_temp.encoded(e'CHARSET="ANSI";\nCODEPAGE="iso-8859-1";\n', 'Troms'::bytea || '\xf8'), pg_temp.encoded(e'CHARSET="ANSI";\nCODEPAGE="Windows-1252";\n', 'Troms'::bytea || '\xf8'),
	pg_temp.encoded(e'CHARSET="ANSI";\n', 'Troms'::bytea || '\xf8'), pg_temp.encoded(e'MATRIX="x";\n', 'Troms'::bytea || '\x9b'), pg_temp.encoded(e'CODEPAGE="CP850";\n', 'B'::bytea || '\x91' || 'rum'::bytea),
	pg_temp.encoded(e'MATRIX="x";\n', 'Troms'::bytea || '\xc3b8');
SELECT pg_temp.encoded(e'CODEPAGE="martian";\n', 'Troms'::bytea || '\xf8');

-- what is wrong is told
SELECT pg_temp.rows(pg_temp.px(:'plain', '51 7 8'));
SELECT pg_temp.rows(pg_temp.px(:'plain', '51 7 8 9 10'));
SELECT pg_temp.rows(rtrim(pg_temp.px(:'plain', '51 7 8 9'), E';\n'));
SELECT pg_temp.rows(pg_temp.px(:'plain') || 'NOTE="more";');
SELECT pg_temp.rows(pg_temp.px(:'plain', '51 7 -8 9'));
SELECT pg_temp.rows(pg_temp.px(:'plain', '51 7.5 8 9'));
SELECT pg_temp.rows(pg_temp.px(:'plain', '51 1,234 8 9'));
SELECT line, name, settled, decided, problem FROM preview_table(pg_temp.px(:'plain', '51 1,234 8 9'), '2022-05-18');
SELECT pg_temp.rows(pg_temp.px(:'plain', '51"."8 9'));
SELECT pg_temp.rows(pg_temp.px(:'plain', '51 99999999999 8 9'));
SELECT pg_temp.rows(pg_temp.px('VALUES("kommune")="Bergen","Voss";'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'CODES("kommune")="4601";'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'CODES("kommune")="4601","4601";'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || :'plain'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'KEYS("kommune")=CODES;KEYS=CODES;'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || repeat('X=1;', 20000)));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'X=' || repeat('1,', 1000001) || ';'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || repeat('CELLNOTE=1;', 1000001)));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'CELLNOTE(' || repeat('"a",', 16) || '"a")="b";'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'NOTE="a'));
SELECT pg_temp.rows(pg_temp.px(:'plain' || 'NOTE'));
SELECT pg_temp.rows('CHARSET="ANSI";');
SELECT pg_temp.rows('CHARSET="ANSI";DATA=1;');
SELECT pg_temp.rows(replace(pg_temp.px(:'plain'), 'kommune', 'alder'));
SELECT pg_temp.rows(pg_temp.px('VALUES("kommune")="Bergen","Voss";VALUES("innhold")="Innbyggere","Folketal";'));
-- TITLE is a title
SELECT line, settled, problem, advice FROM preview_table(pg_temp.px('TITLE="Enslige mindreårige, etter kommune";' || :'plain', '51 7 8 9'), '2022-05-18');
-- and shown by preview_table
SELECT problem, detail, advice FROM preview_table(pg_temp.px(:'plain', '51 7 8'), '2022-05-18');
SELECT import_table(pg_temp.px(:'plain', '51 7 "." 9'), 'x', '2022-05-18');
SELECT import_table(pg_temp.px(:'plain', '51 7 "....." 9'), 'x', '2022-05-18');
ROLLBACK;
