-- What the drivers read: reports with numbers, hidden numbers and nothing stated, and values of the two types.
SET client_min_messages = warning;
CREATE DATABASE drivers;
\connect drivers
SET client_min_messages = warning;
CREATE EXTENSION busetting CASCADE;
SET search_path = public, busetting;
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`
\o /dev/null
SELECT import_table(:'presentation', 'KS', '2022-05-18');
SELECT import_table(:'year_end', 'IMDi', '2022-12-31', level => 'municipality');
SELECT import_table(E'Navn;settled;agreed\nRogaland;510;730\nVestland;490;670\nBergen;55;:\nFedje;:;12', 'KS', '2022-05-25');
SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;300;498', 'KS, text of slide 4', '2022-05-18');
\o
CREATE ROLE reader LOGIN;
CALL grant_reports('reader');

CREATE ROLE analyst LOGIN;
CREATE TABLE public.value (n int PRIMARY KEY, small suppressed_int, large suppressed_bigint);
INSERT INTO public.value VALUES (1, '39', '9223372036854775807'), (2, '0..4', '0..9007199254740993'), (3, ':', ':'), (4, '5..', '5..'),
	(5, '..5', '..5'), (6, '..', '..'), (7, NULL, NULL), (8, '-2147483648', '-9223372036854775808'), (9, '0', '-1..1');
GRANT SELECT ON public.value TO analyst;
CREATE TABLE public.copy (LIKE public.value);
GRANT ALL ON public.copy TO analyst;
CREATE VIEW public.copied AS SELECT count(*)::int FROM public.value AS v JOIN public.copy AS c USING (n) WHERE (v.small, v.large) IS NOT DISTINCT FROM (c.small, c.large);
GRANT SELECT ON public.copied TO analyst;
CREATE TABLE public.weekly (id int PRIMARY KEY, settled suppressed_int(0, 4), total suppressed_bigint(0, 9), series suppressed_int(1, 4)[]);
INSERT INTO public.weekly VALUES (1, 41, 41, '{}'), (2, 51, 51, '{}'), (3, ':', ':', '{}');
CREATE VIEW public.weekly_view AS SELECT * FROM public.weekly;
