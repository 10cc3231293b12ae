-- Set out by spaces, what stands above two columns is of both, or refused; never of one alone.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\pset format unaligned
\pset tuples_only on
CREATE FUNCTION over(content text) RETURNS TABLE (line integer, name text, measures text[], counts suppressed_int[], problem text)
LANGUAGE sql
AS $$ SELECT line, name, measures, counts, problem FROM preview_table(content, '2022-05-18') ORDER BY line $$;
SELECT * FROM over(E'                     Enslige mindreårige\nKommune       Bosatte     Vedtak\nBergen            500       45\nOslo               90       70\n');
SELECT * FROM over(E'                     Kollektiv\nKommune       Bosatte     Vedtak\nBergen            500         45\nOslo               90         70\n');
SELECT * FROM over(E'                     Andel i prosent\nKommune       Bosatte     Vedtak\nBergen            500         45\nOslo               90         70\n');
SELECT * FROM over(E'                     Planlagt\nKommune       Bosatte     Vedtak\nBergen            500         45\nOslo               90         70\n');
-- of three columns, over the last two, or of which the first makes no sense with it
SELECT * FROM over(E'                     Enslige mindreårige\nKommune   Avtalt   Bosatte   Vedtak\nBergen       400       500       45\nOslo          80        90       70\n');
SELECT * FROM over(E'                     Enslige mindreårige\nKommune   Anmodning   Bosatte   Vedtak\nBergen          400       500       45\nOslo             80        90       70\n');
-- weeks
SELECT * FROM over(E'               Uke 19    Uke 20\nKommune       Bosatte    Vedtak\nBergen            5        45\nOslo              9        70\n');
SELECT * FROM over(E'                  Uke 19                 Uke 20\nKommune       Bosatte    Vedtak    Avtalt    Anmodning\nBergen            5        45         5        45\nOslo              9        70         6        7\n');
SELECT * FROM over(E'                      Uke 20\nKommune       Bosatte    Vedtak\nBergen            5        45\nOslo              9        70\n');
-- the words of one column's header, over two lines
SELECT * FROM over(E'                       Enslige\nKommune   Bosatte  mindreårige\nBergen         45            5\nOslo           70            9\n');
SELECT * FROM over(E'                   Bosatt med\nKommune   Bosatte   kollektiv\nBergen         45           5\nOslo           70           9\n');
SELECT * FROM over(E'                    Bosatt med\nKommune   Bosatte    kollektiv\nBergen         45           5\nOslo           70           9\n');
