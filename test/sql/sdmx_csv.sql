-- reading SDMX-CSV
\set ECHO none
\i test/include/publications.sql
\set ECHO all

CREATE FUNCTION pg_temp.rows(content text, columns text[] DEFAULT NULL) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('%s:%s %s|%s|%s|%s|%s', table_number, line, coalesce(heading, '-'), period, name, code, array_to_string(measures || cells, '|'))
	FROM read_table(content, columns)
$$;
-- version 1: codes alone, a line an observation; what keeps a value back
\set flow 'NO1:DF_REFUGEES(1.0)'
SELECT format(E'DATAFLOW,REF_AREA,INDICATOR,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\n'
	'%1$s,4601,SETTLED,_T,2022,718,A,F\n%1$s,4601,SETTLED,M,2022,400,A,F\n%1$s,4601,SETTLED,F,2022,318,A,F\n%1$s,4601,AGREED,_T,2022,60.0,P,F\n'
	'%1$s,4602,SETTLED,_T,2022,,,C\n%1$s,4602,AGREED,_T,2022,7,,\n'
	'%1$s,4619,SETTLED,_T,2022,,Q,F\n%1$s,4619,AGREED,_T,2022,NaN,M,\n'
	'%1$s,4625,SETTLED,_T,2022,9,E,N\n%1$s,4625,AGREED,_T,2021,8,,\n', :'flow') AS one \gset
SELECT form, table_number AS number, line, level, heading, period, name, code, settled, agreed FROM read_table(:'one');
-- these are SDMX's own codes, which the rule of that name reads
SELECT line, name, settled, agreed, flags, problem FROM preview_table(:'one', '2022-12-31');
SELECT line, name, settled, agreed, flags, problem, advice FROM preview_table(:'one', '2022-12-31', rule => 'sdmx');
SELECT name, agreed, problem FROM preview_table(:'one', '2023-12-31', 'sdmx') WHERE name ~ 'Bergen|4601|4625';
SELECT import_table(:'one', 'SDMX', '2022-12-31', 'sdmx') AS publication;
SELECT region, measures, counts FROM published_row WHERE publication = 1 ORDER BY region;
SELECT name, settled FROM settlement_bounds WHERE source = 'SDMX' ORDER BY region;

-- labels behind the codes, in version 1; between semicolons, in quotes, in any order of columns and lines
SELECT pg_temp.rows(E'DATAFLOW: Dataflow;OBS_VALUE;"GEO: Region";TIME_PERIOD: Time period;ContentsCode: Contents;OBS_COMMENT\r\n'
	'X:Y(1.0): Refugees;51;"4601: Bergen";2022: 2022;a: Settled;"say ""how"""\r\nX:Y(1.0): Refugees;:;4602: Kinn;2022: 2022;a: Settled;x\r\n\r\nX:Y(1.0): Refugees;7;4601: Bergen;2022: 2022;b: Agreed;y');
-- version 2: the structure, names in columns of their own, several measures
SELECT pg_temp.rows(E'STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,freq,Time frequency,geo,Geopolitical entity,TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,Flag\n'
	'dataflow,X:Y(1.0),Bosatte flyktninger,I,A,Annual,4601,Bergen,2022,,51,,p,provisional\ndataflow,X:Y(1.0),Bosatte flyktninger,I,A,Annual,4602,Kinn,2022,,,,:,hidden\n');
SELECT pg_temp.rows(E'STRUCTURE[;],STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,SETTLED,AGREED,OBS_STATUS[]\ndatastructure,X:Y(1.0),I,4601,2022,51,7,A\ndatastructure,X:Y(1.0),I,4602,2022,,9,Q\n');
-- flags as printed beside their codes, and bounds of what is hidden, where it is clear of what they are
SELECT line, name, settled, agreed, flags, problem FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE,OBS_STATUS,OBS_FLAG,OBS_COMMENT\nf,4601,SETTLED,51,B,bep,1..9\nf,4602,SETTLED,,Q,cu,\nf,4613,SETTLED,,Q,,1..9\nf,4619,SETTLED,,Q,,2021-2022\nf,4625,SETTLED,7,E,,\n', '2022-05-18', 'sdmx');
SELECT line, name, settled, agreed, flags, problem FROM preview_table(E'STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SETTLED,AGREED,OBS_STATUS,OBS_COMMENT\nd,X:Y(1.0),I,4601,,,Q,1..9\n', '2022-05-18', 'sdmx');
-- a comment on a number is judged as a line below a table is: once, where it says what the number is
SELECT line, name, settled, problem, advice FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE,OBS_COMMENT\nf,4601,SETTLED,51,Bare kvinner\nf,4602,SETTLED,8,Bare kvinner\nf,4613,SETTLED,9,Foreløpige tall\n', '2022-05-18', 'sdmx');
SELECT import_table(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE,OBS_COMMENT\nf,4601,SETTLED,51,Bare kvinner\nf,4602,SETTLED,8,Bare kvinner\n', 'comment', '2022-05-18', 'sdmx');
SELECT import_table(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE,OBS_COMMENT\nf,4601,SETTLED,51,Bare kvinner\nf,4602,SETTLED,8,Bare kvinner\n', 'comment', '2022-05-18', 'sdmx', skip => '{"Bare kvinner"}') IS NOT NULL AS stored;
-- periods as SDMX writes them
SELECT DISTINCT r.period, busetting_internal.period_dates(r.period)
FROM unnest('{2022,2022-05,2022-M12,2022-Q2,2022-W20,2022-A1,2022-05-18,2022-S1}'::text[]) AS t(period), LATERAL read_table(E'DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nf: Bosatte,4601,' || t.period || E',5\n', '{name,settled}') AS r ORDER BY 1;
SELECT name, settled, problem FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\nf,4601,SETTLED,2022-05-18,5\nf,4601,SETTLED,2022-05-19,6\n', '2022-05-18');
-- what counts no persons, or thousands of them
SELECT line, name, settled, problem, advice FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,UNIT_MEASURE,UNIT_MULT,OBS_VALUE\nf,4601,SETTLED,PS,0,5\nf,4601,SETTLED,PC,0,50\nf,4602,SETTLED,PS,3,5\nf,4602,SETTLED,PS,,8\n', '2022-05-18');
-- what may divide what is counted makes tables, which contradict each other
SELECT line, name, settled, problem FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,SEX,OBS_VALUE\nf,4601,SETTLED,M,5\nf,4601,SETTLED,F,6\nf,4602,SETTLED,M,7\n', '2022-05-18');
-- also where they do not
SELECT line, name, settled, problem, advice FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,SEX,OBS_VALUE,CONF_STATUS\nf,4601,SETTLED,M,,C\nf,4601,SETTLED,F,,C\n', '2022-05-18', 'sdmx');
SELECT import_table(E'DATAFLOW,REF_AREA,INDICATOR,SEX,OBS_VALUE\nf,4601,SETTLED,M,5\nf,4601,SETTLED,F,5\n', 'part', '2022-05-18', columns => '{name,settled}');

-- which category comes first is chance: what is "of these" is of none
SELECT line, name, settled, agreed, settled_collective, problem FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR: Contents,OBS_VALUE\nf,4601,a: Agreed,5\nf,4601,b: Herav kollektiv beskyttelse,6\nf,4601,c: Settled,7\n', '2022-05-18');

-- of one sex alone: that is a problem, unless the measures are named
SELECT line, name, settled, problem, advice FROM preview_table(E'DATAFLOW,FREQ,REF_AREA,INDICATOR,SEX,AGE,OBS_VALUE\nf,A,4601,SETTLED,M,_T,5\n', '2022-05-18');
SELECT line, name, settled, problem, advice FROM preview_table(E'DATAFLOW,FREQ,REF_AREA,INDICATOR,SEX,AGE,OBS_VALUE\nf,A,4601,SETTLED,M,_T,5\n', '2022-05-18', columns => '{name,settled}');
SELECT import_table(E'DATAFLOW,FREQ,REF_AREA,INDICATOR,SEX,AGE,OBS_VALUE\nf,A,4601,SETTLED,T,Y_LT18,5\n', 'part', '2022-05-18', columns => '{-}');

-- the names of flows and structures are titles, and so are those of series; what services call them says nothing
SELECT flow, string_agg(concat_ws(' ', p.line, settled, problem), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest('{UNACCOMPANIED_MINORS(1.0),NO1:DF_SETTLED_WOMEN(1.0),NO1:DF_SETTLED_2021(2022.5),NO1:DF_SETTLED_2022(2.0),A:B(1.0): Andel bosatte,A:B(1.0): Bosatte,NO1:DF_PLANNED_SETTLEMENTS(1.0),MENN}'::text[]) WITH ORDINALITY AS t(flow, number)
CROSS JOIN LATERAL preview_table(E'DATAFLOW: Dataflow,REF_AREA,INDICATOR,OBS_VALUE\n' || flow || E',4601,SETTLED,5\n', '2022-12-31') AS p GROUP BY number, flow ORDER BY number;
SELECT line, name, settled, problem, advice FROM preview_table(E'STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SETTLED\ndataflow,UNACCOMPANIED_MINORS(1.0),I,4601,5\n', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SETTLED\ndataflow,UNACCOMPANIED_MINORS(1.0),I,4601,5\n', '2022-12-31', skip => '{"UNACCOMPANIED MINORS"}');
SELECT line, name, settled, problem FROM preview_table(E'STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,REF_AREA,Area,SETTLED,Settled\ndataflow,f,Enslige mindreårige,4601,Bergen,5,\n', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE,TITLE\nf,4601,SETTLED,5,Settled\nf,4602,SETTLED,5,Settled women\n', '2022-12-31');

-- what is wrong is told
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,4601,SETTLED,5\nf,4601,SETTLED,5\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,4601,SETTLED\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,4601,SETTLED,1.5\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,4601,SETTLED,-5\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,4601,SETTLED,"1,234"\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,4601,HOUSEHOLDS,5\n');
SELECT pg_temp.rows(E'DATAFLOW,AGE,INDICATOR,OBS_VALUE\nf,4601,SETTLED,5\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD\nf,4601,SETTLED,2022\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,REF_AREA,OBS_VALUE\nf,4601,SETTLED,5\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,"4601,SETTLED,5\n');
SELECT pg_temp.rows(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE\nf,"4601"x,SETTLED,5\n');
SELECT pg_temp.rows(E'STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,OBS_VALUE\ndataflow,f,D,4601,SETTLED,5\n');
SELECT pg_temp.rows(E'STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,REF_AREA,Area,OBS_VALUE\ndataflow,f,Settled,4601,Bergen,5\n');
SELECT line, name, settled, agreed, problem FROM preview_table(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE,OBS_STATUS\nf,4601,SETTLED,1.5,\nf,4602,SETTLED,7,\nf,4621,SETTLED,,A\nf,4625,SETTLED,,B\n', '2022-05-18');
SELECT import_table(E'DATAFLOW,REF_AREA,INDICATOR,OBS_VALUE,OBS_STATUS\nf,4601,SETTLED,5,\nf,4625,SETTLED,,B\n', 'x', '2022-05-18');
ROLLBACK;
