/*
 * title.sql: what the lines above a table say of its numbers: of which date they are, that they are
 * no persons, and that they are not of all.
 */

/* Headings and titles in small letters, whatever the database's locale is; inlined, with every name qualified. */
CREATE FUNCTION busetting_internal.small_letters(line text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
	SELECT pg_catalog.translate(pg_catalog.lower(line COLLATE pg_catalog."C"), 'ÆØÅÄÖÁÉÈÊÓÒÔČĐŊŠŦŽ', 'æøåäöáéèêóòôčđŋšŧž')
$$;

COMMENT ON FUNCTION busetting_internal.small_letters(text) IS 'text in small letters, those of the languages of Norway and its neighbours too';

/* The months, in full and short, as a part of a pattern. */
CREATE FUNCTION busetting_internal.title_months() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT '(januar|january|jan|februar|february|feb|mars|march|mar|april|apr|mai|may|juni|june|jun|juli|july|jul|august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|desember|december|des|dec)'
$$;

COMMENT ON FUNCTION busetting_internal.title_months() IS 'pattern of the names of months, in Norwegian and English';

/* Years of two digits behind a month or an apostrophe, "jan-22" and "'21", in full. */
CREATE FUNCTION busetting_internal.title_years(line text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN line !~ '[[:alpha:]][.]?[[:space:]]?[-''’‘´`]?[[:space:]]?[0-9]{2}(?![0-9])|[''’‘´`][0-9]{2}(?![0-9])' THEN line
				ELSE regexp_replace(regexp_replace(regexp_replace(line, m.pattern || '[.]?[[:space:]]?[-''’‘´`][[:space:]]?([0-9]{2})(?![0-9])', '\1 20\2', 'g'),
									'([0-9][.][[:space:]]?)' || m.pattern || '[.]?[[:space:]]([12][0-9])(?![0-9.:,/-]|[[:space:]]+[[:alpha:]])', '\1\2 20\3', 'g'),
									'(^|[[:space:](/])[''’‘´`]([0-9]{2})(?![0-9])', '\1 20\2', 'g') END
	FROM (SELECT '\m' || busetting_internal.title_months() AS pattern) AS m
$$;

COMMENT ON FUNCTION busetting_internal.title_years(text) IS 'a line in small letters with its years of two digits in full';

/*
 * The periods that a line names, the exact ones first: 18.05.2022, 18.05.22, 18. mai 2022, 2022-05-18; uke 20 2022; mai
 * 2022, 1. kvartal 2022; 2022.  Where no year stands beside one, it is of the line's or of the one given.  Of "uke 1-20" and
 * "januar-mai" it is the last, by whose end all of them are counted.  alone says that what is counted between its ends is
 * less than what is counted from the year's beginning on: "i mai", "februar-mai", "Q3", "2018-2022".
 */
CREATE FUNCTION busetting_internal.title_dates(line text, default_year integer DEFAULT NULL, OUT rank integer, OUT dates daterange, OUT alone boolean, OUT period text) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS (
		-- a pattern that nothing can be of is not compiled
		SELECT w.*, CASE WHEN strpos(w.text, '.') > 0 THEN w.text END AS pointed, CASE WHEN strpos(w.text, '/') > 0 THEN w.text END AS slashed, CASE WHEN w.text ~ '[-–—]' THEN w.text END AS dashed,
			   -- forms that are rare: 20220430, 2022.04.30, 110522; 2022-04, 04/2022, "måned 4"
			   CASE WHEN w.text ~ '[0-9]{6}|(19|20)[0-9]{2}[-–./m][0-9]|[0-9][./-](19|20)[0-9]|mån|mnd|month' THEN w.text END AS rare
		FROM (
			-- alone, "may" is no month
			SELECT regexp_replace(t.text, '\m(in|during|until|through|by) may\M(?![ ,/]+[12][0-9]{3})', '\1 mai', 'g') AS text, coalesce(substring(line FROM '(?<![0-9.,-])(19[89][0-9]|20[0-4][0-9])(?![0-9.,]?[0-9]|-[0-9])'), default_year::text) AS year,
				   busetting_internal.title_months() || '[.]?' AS months,
				   -- where no year stands beside them
				   '(januar|january|februar|february|mars|march|april|mai|juni|june|juli|july|august|september|oktober|october|november|desember|december)' AS whole_months,
				   '(?:\m(i|in|during|under|løpet av|laupet av)[[:space:]]+)?' AS during, '[[:space:]]*(?:[-–—]|til og med|til|t[.]?o[.]?m[.]?|to)[[:space:]]*' AS until, '(?:[ ,/]+([12][0-9]{3}))' AS ending
			FROM busetting_internal.title_years(busetting_internal.small_letters(line)) AS t(text)) AS w
	), found AS (
		-- day, month, year; what it begins with, and the word before it
		SELECT 1 AS rank, m[4]::integer AS day, m[3] AS month, m[2] AS year, NULL AS first, NULL AS during, m[1] AS period FROM word, regexp_matches(dashed, '(?<![0-9])(([12][0-9]{3})-([0-9]{2})-([0-9]{2}))(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], m[4], NULL, NULL, m[1] FROM word, regexp_matches(pointed, '(?<![0-9])(([0-9]{1,2})[.][[:space:]]?([0-9]{1,2})[.][[:space:]]?([12][0-9]{3}))(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], '20' || m[4], NULL, NULL, m[1] FROM word, regexp_matches(pointed, '(?<![0-9.])(([0-9]{2})[.]([0-9]{2})[.]([0-9]{2}))(?![0-9.]?[0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], coalesce(m[4], year), NULL, NULL, m[1] FROM word, regexp_matches(text, '(?<![0-9])(([0-9]{1,2})[.]?[[:space:]]' || months || ending || '?)(?![[:alnum:]])', 'g') AS m
		UNION ALL
		-- 30/6-22, 30/6/2022, which may have the month first, and behind a word for it 30.6.22 and 30/6
		SELECT 1, m[2 + swap]::integer, m[3 - swap], CASE WHEN length(m[4]) = 2 THEN '20' ELSE '' END || m[4], NULL, NULL, m[1] FROM word, regexp_matches(slashed, '(?<![0-9/])(([0-9]{1,2})/([0-9]{1,2})[-/. ]{1,2}((?:20)?[0-9]{2}))(?![0-9/])', 'g') AS m, generate_series(0, 1) AS swap
		UNION ALL
		SELECT 1, m[2]::integer, m[3], coalesce('20' || m[4], year), NULL, NULL, m[1] FROM word, regexp_matches(coalesce(pointed, slashed), '\m(?:per|pr[.]?|til og med|t[.]?o[.]?m[.]?|(?:fra|fre)m til|dato|status|as of|at)[[:space:]]+(([0-9]{1,2})(?:[.]|/)([0-9]{1,2})(?:[.]([0-9]{2}))?)(?![0-9]|[.,/][[:space:]]?[0-9]|[[:space:]]?[12][0-9]{3}|-[0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], '20' || m[4], NULL, NULL, m[1] FROM word, regexp_matches(pointed, '(?<![0-9.])((1[3-9]|2[0-9]|3[01])[.]([0-9])[.]([0-9]{2}))(?![0-9.]?[0-9])', 'g') AS m
		UNION ALL
		SELECT 1, coalesce(m[4], m[6])::integer, coalesce(m[3], m[5]), m[2], NULL, NULL, m[1] FROM word, regexp_matches(rare, '(?<![0-9.,/-])(((?:19|20)[0-9]{2})(?:[./]([0-9]{1,2})[./]([0-9]{1,2})|([0-9]{2})([0-9]{2})))(?![0-9]|[.,/-][0-9])', 'g') AS m
		UNION ALL
		-- of six digits, alone or behind a word for it, the year stands at the end or the beginning
		SELECT 1, m[3 + swap]::integer, m[3], '20' || m[3 - swap], NULL, NULL, m[1]
		FROM word, regexp_matches(rare, '(?:^[[:space:](]*|\m(?:per|pr[.]?|til og med|t[.]?o[.]?m[.]?|dato|status|uttrekk|data|tall|tal|oppdatert|hentet|versjon|as of|at)[[:space:]:]+)(([0-9]{2})([0-9]{2})([0-9]{2}))(?:$|[[:space:].,;)]+(?![0-9]))') AS m, generate_series(-1, 1, 2) AS swap
		UNION ALL
		SELECT 3, 1, m[4], m[2], NULL, NULL, m[1] FROM word, regexp_matches(rare, '(?<![0-9.,/–-])(((?:19|20)([0-9]{2}))[-./m](0?[1-9]|1[0-2]))(?![0-9]|[.,/–-][0-9])', 'g') AS m WHERE m[4]::integer <= m[3]::integer
		UNION ALL
		SELECT 3, 1, m[2], m[3], NULL, NULL, m[1] FROM word, regexp_matches(rare, '(?<![0-9.,/–-]|tabell |table |figur |figure |vedlegg |kapittel )((0?[1-9]|1[0-2])[-./]((?:19|20)[0-9]{2}))(?![0-9]|[.,/–-][0-9])', 'g') AS m
		UNION ALL
		SELECT 3, 1, m[2], coalesce(m[3], year), NULL, NULL, m[1] FROM word, regexp_matches(rare, '\m((?:måned|månad|mnd|month)[.]?[[:space:]]+(?:nr[.]?[[:space:]]+)?(0?[1-9]|1[0-2])' || ending || '?)(?![0-9.,]?[0-9]|[-–])', 'g') AS m
		UNION ALL
		SELECT 2, coalesce(m[4], m[3])::integer, NULL, coalesce(m[5], year), CASE WHEN m[4] IS NOT NULL THEN m[3] END, m[1], m[2]
		FROM word, regexp_matches(text, during || '(\m(?:uke|uka|uken|uker|veke|veka|veker|week|weeks)[[:space:]]([0-9]{1,2})(?:' || until || '([0-9]{1,2}))?' || ending || '?)(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 3, 1, m[4], coalesce(m[5], year), m[3], m[1], m[2]
		FROM word, regexp_matches(text, '(?<![0-9][.]?[[:space:]])' || during || '(\m(?:' || months || until || ')?' || months || ending || ')(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 3, 1, m[4], year, m[3], m[1], m[2]
		FROM word, regexp_matches(text, '(?<![0-9][.]?[[:space:]])' || during || '(\m(?:' || months || until || ')?' || whole_months || '\M)(?![.]?' || ending || '|' || until || months || ')', 'g') AS m
		UNION ALL
		-- two short ones say enough: "jan-jun"
		SELECT 3, 1, m[3], year, m[2], NULL, m[1]
		FROM word, regexp_matches(text, '(\m' || months || until || months || ')(?![[:alnum:]]|[ ,/]+[12][0-9]{3})', 'g') AS m
		WHERE m[3] !~ '^[a-z]{4,}$' OR m[2] !~ '^[a-z]{4,}$'
		UNION ALL
		-- "tertial 2", "Q3", "2022K3"; of tables, that is their number
		SELECT CASE WHEN m[3] ~ '^[kq]' THEN 3 ELSE 4 END, m[4]::integer, m[3], coalesce(m[2], m[5], year), NULL, NULL, m[1]
		FROM word, regexp_matches(text, '(?<![[:alnum:]]|tabell |table |figur |figure |vedlegg )((?:([12][0-9]{3})[ -]?)?(kvartal|tertial|halvår|quarter|[qkth])[[:space:]]?([1-4])' || ending || '?)(?![0-9.,]?[0-9]|[[:alpha:]])', 'g') AS m
		UNION ALL
		SELECT CASE WHEN m[4] ~ '^[kq]' THEN 3 ELSE 4 END, coalesce(array_position('{1,2,3,4}', m[3]), array_position('{første,andre,tredje,fjerde}', m[3]), 1), m[4], coalesce(m[5], year), NULL, m[1], m[2]
		FROM word, regexp_matches(text, during || '(\m([1-4]|første|fyrste|andre|tredje|fjerde)[.]?[[:space:]]?(kvartal|kv|tertial|halvår|quarter)[.]?' || ending || '?)(?![[:alnum:]])', 'g') AS m
		UNION ALL
		SELECT 5, coalesce(m[3], m[2])::integer, NULL, m[2], CASE WHEN m[3] <> m[2] THEN m[2] END, NULL, m[1]
		FROM word, regexp_matches(text, '(?<![0-9.,-])((19[89][0-9]|20[0-4][0-9])(?:[[:space:]]*(?:[-–—/+&,]|og|and|til|to|til og med|t[.]?o[.]?m[.]?|through|vs[.]?|versus|mot|(?:sammenlignet|sammenliknet|samanlikna) med|compared (?:to|with))[[:space:]]*(19[89][0-9]|20[0-4][0-9]))*)(?![0-9.,]?[0-9]|-[0-9])', 'g') AS m
		UNION ALL
		-- a school year
		SELECT 5, m[2]::integer + 1, NULL, m[2], m[2], NULL, m[1]
		FROM word, regexp_matches(coalesce(slashed, dashed), '(?<![0-9.,-])((19[89][0-9]|20[0-4][0-9])(?:/|–)([0-9]{2}))(?![0-9.,]?[0-9]|[-/][0-9])', 'g') AS m
		WHERE m[3]::integer = (m[2]::integer + 1) % 100
		UNION ALL
		-- "2010-12" is no month of a year before 2012
		SELECT 5, (left(m[2], 2) || m[3])::integer, NULL, m[2], m[2], NULL, m[1]
		FROM word, regexp_matches(dashed, '(?<![0-9.,/-])((19[89][0-9]|20[0-4][0-9])[-–]([0-9]{2}))(?![0-9.,]?[0-9]|[-/–][0-9])', 'g') AS m
		WHERE m[3]::integer > right(m[2], 2)::integer AND NOT (m[1] LIKE '%–%' AND m[3]::integer = right(m[2], 2)::integer + 1)
	), numbered AS (
		SELECT f.rank, f.day, f.year::integer AS year, f.during, f.period, f.first, f.month AS unit,
			   CASE WHEN f.month ~ '^(kv|k$|q)' THEN 3 WHEN f.month ~ '^t' THEN 4 WHEN f.month ~ '^h' THEN 6 END AS months,
			   CASE WHEN f.month ~ '^[0-9]' THEN f.month::integer ELSE array_position('{jan,feb,mar,apr,mai,jun,jul,aug,sep,okt,nov,des}', translate(left(f.month, 3), 'yc', 'is')) END AS month
		FROM found AS f
		WHERE f.year IS NOT NULL
	), begun AS (
		SELECT n.*, CASE WHEN n.month BETWEEN 1 AND 12 AND n.day BETWEEN 1 AND 31 THEN make_date(n.year, n.month, 1) END AS begins FROM numbered AS n
	)
	SELECT b.rank, d.dates,
		   CASE WHEN b.rank = 5 THEN b.first IS NOT NULL
				WHEN b.first IS NOT NULL THEN b.first !~ '^(jan|0?1$)'
				-- "2. kvartal" is of it alone, with "i" before it or not
				WHEN b.months IS NOT NULL THEN NOT d.dates @> make_date(b.year, 1, 4)
				ELSE b.during IS NOT NULL AND NOT d.dates @> make_date(b.year, 1, 4) END,
		   b.period
	FROM begun AS b
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN b.months IS NOT NULL THEN CASE WHEN b.day * b.months <= 12 THEN daterange((make_date(b.year, 1, 1) + (b.day - 1) * b.months * interval '1 month')::date, (make_date(b.year, 1, 1) + b.day * b.months * interval '1 month')::date) END
			WHEN b.rank = 1 THEN CASE WHEN date_part('month', b.begins + b.day - 1) = date_part('month', b.begins) THEN daterange(b.begins + b.day - 1, b.begins + b.day) END
			WHEN b.rank = 2 THEN busetting_internal.period_dates(format('%sU%s', b.year, lpad(b.day::text, 2, '0')))
			WHEN b.rank = 3 THEN daterange(b.begins, (b.begins + interval '1 month')::date)
			WHEN b.rank = 5 THEN daterange(make_date(b.year, 1, 1), make_date(greatest(b.day, b.year) + 1, 1, 1))
		END AS dates) AS d
	WHERE d.dates IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.title_dates(text, integer) IS 'periods that a line names, in Norwegian or English, by rank: 1 a day, 2 a week, 3 a month or quarter, 4 more of them, 5 years; and whether what is counted in it is not counted from the beginning of the year';

/* A sentence of prose may speak of shares, of plans and of others; a title that does is of them. */
CREATE FUNCTION busetting_internal.title_is_prose(line text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT line ~ '[.]$' AND line ~ '([[:space:]][^[:space:]]+){6}'
$$;

COMMENT ON FUNCTION busetting_internal.title_is_prose(text) IS 'is a line a sentence, which may say anything, and no title?';

/* All of a title; of prose, what it says that is shown: "Tabellen viser andelen som er bosatt.", "Andelen er vist nedenfor." */
CREATE FUNCTION busetting_internal.title_said(line text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN NOT busetting_internal.title_is_prose(line) THEN busetting_internal.small_letters(line)
				ELSE (SELECT string_agg(w.text, '; ')
					  FROM regexp_split_to_table(busetting_internal.small_letters(line), '(?<=[^0-9[:space:]][.!?])[[:space:]]+') AS s(text)
					  CROSS JOIN LATERAL (
						  SELECT m[1] FROM regexp_matches(s.text, '\m(?:viser|vises|syner|vist|synt|angir|angjev|oppgir|oppgis|gjengir|shows?|shown|gives?|presents?)((?:[[:space:]]+[^[:space:].,;]+){1,4})', 'g') AS m
						  UNION ALL
						  SELECT substring(s.text FROM '^((?:[^[:space:]]+[[:space:]]+){1,2})')
						  WHERE s.text ~ '\m(vises|vist|synt|framgår|fremgår|går fram|går frem|kjem fram|nedenfor|nedanfor|shown|below)\M') AS w(text)) END
$$;

COMMENT ON FUNCTION busetting_internal.title_said(text) IS 'small letters of a title, or of what prose says that a table shows';

/*
 * Notes say much of what is no number of the table: of them, the sentences alone that say what its numbers are, and a short
 * line that is no sentence, as titles are none.  What is said of numbers in brackets, of hidden ones or of how they were made
 * is of other numbers, or of none; a date alone may be that of the page.  What is the title of the next table as well is of
 * that, unless it speaks of the numbers.
 */
CREATE FUNCTION busetting_internal.note_statements(line text, titled boolean) RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT rtrim(btrim(s.text), CASE WHEN strpos(s.text, '(') = 0 THEN ' .)' ELSE ' .' END)
	FROM (SELECT regexp_replace(line, '^[^[:alpha:]]*(?:[Mm]erk|MERK|[Oo]bs|OBS|NB|[Nn]oter?|[Ff]otnoter?|[Mm]erknad(?:er|ar)?|[Kk]ommentar|[Ff]orklaring|[Nn]otes?|[Ff]ootnotes?|[Rr]emarks?)[[:space:]]*[0-9]*[[:space:]]*[:.)–-][[:space:]]*(?=[[:alpha:]])', '') AS text) AS n
	-- a point between digits, or behind a day, ends no sentence
	CROSS JOIN LATERAL regexp_split_to_table(n.text, '(?<=[^0-9][.:;!?]|[0-9]{4}[.;])[[:space:]]+(?=[A-ZÆØÅ])|[,;(–—][[:space:]]*(?=(?:[Tt]all|[Tt]al|[Tt]allene|[Tt]ala|[Ff]igures|[Nn]umbers|[Pp]er|[Pp]r|[Aa]s of)\M)') AS s(text)
	CROSS JOIN LATERAL (SELECT regexp_replace(busetting_internal.small_letters(s.text), '^[^[:alpha:]%‰]+', '') AS text) AS l
	WHERE (l.text ~ ('^(alle |dei |de |these |the |all )*(tall|tallene|tallet|tal|tala|talet|figures?|numbers?|data|dataene|dataa|statistikken|tabellen|oversikten|oversikta|oversynet|the overview|the table)( i tabellen| her| over| ovenfor| ovanfor| in the table| above)?'
					 || ' ((er|gjelder|gjeld|viser|omfatter|omfattar|is|are|cover|covers|shows?|apply to|applies to|refers? to|per|pr|(i|in) (prosent|pst|promille|tusen|hundre|1[ .]?000|percent|per cent|thousand))\M|(for|frå|fra|from) ([^ ]+ ){0,3}(19|20)[0-9]{2}[.)]*$)')
		   OR l.text ~ '^(gjelder|gjeld|omfatter|omfattar|applies to|refers to) (bare|berre|kun|only)\M' OR l.text ~ '^(bare|berre|kun|only)( [^ ]+){1,3}$'
		   OR NOT (titled AND s.text = n.text) AND (l.text ~ '^(inkluderer|inkluderar|omfatter|omfattar|gjelder|gjeld|includes?|covers?|does|do) (ikke|ikkje|not)\M'
		   -- what is counted, and its unit
		   OR l.text ~ '^(antall |antal |tal |number of )?(bosatt|boset|buset|settle|vedt|anmod|oppmod|avtal|reques|deci|agree)[[:alpha:]]*( [[:alpha:]]+)?([[:space:]]*[:=]| (er|is|are|som|as|i|in|vises|vist|oppgis|oppgitt|oppgjeve|shown|given)\M).*(prosent|pst|%|promille|‰|andel|\mdel av|tusen|kroner|per ?cent|share|thousand)'
		   OR l.text ~ '^(enhet|måleenhet|eining|måleeining|unit|beløp|beløpene|beløpa|amounts?)\M'
		   OR l.text ~ '^(per|pr|status|uttrekk|as of|as at)[ .:]+([^ ]+ ){0,3}[^ ]*(19|20)[0-9]{2}[.)]*$'
		   -- a short line that is no sentence and has no number but of years, days and units
		   OR s.text = n.text AND length(l.text) < 80 AND regexp_replace(busetting_internal.small_letters(s.text), '^[^[:alnum:]+]*[0-9]{0,2}[^[:alnum:]]*(?=[[:alpha:]%‰])|\m[0-9]{1,2}[./-][ ]?[0-9]{1,2}[./-]?[ ]?([12][0-9])?[0-9]{2}\M|\m(19|20)[0-9]{2}(-[0-9]{2}){0,2}\M|(uke|veke|week|kvartal|tertial) [0-9]{1,2}\M|[0-9]{1,2}[.] ?[a-z]|\m10{0,2}[ .,]?0{2,3}\M|[[:alpha:]][0-9]\M', '', 'g') !~ '[0-9]'
				-- what stands behind a bullet or ends with a colon belongs to other lines
				AND n.text !~ '^[0-9]{2,}|^[[:space:]]*[•·–—-] |:[[:space:]]*$'
				-- nor does a line that goes on with a sentence
				AND (n.text ~ '^[^[:lower:]]*[[:upper:]]' OR n.text !~ '[[:space:]][^[:space:]]+[[:space:]]|^[^(]*[)]')
				AND l.text ~ '[[:alpha:]%‰]' AND l.text !~ '([[:space:]][^[:space:]]+){8}'
				AND l.text !~ '\m(er|var|vart|ble|blei|blir|har|hadde|skal|skulle|kan|kunne|må|vil|bor|bur|kom|får|fikk|fekk|gir|vises|vist|finnes|finst|inngår|inneheld|regnes|telles|is|are|was|were|has|have|had|will|can|may|must|do|does)\M|^(les|se|sjå|klikk|last|gå|tilbake|neste|forrige|førre|meld|søk|del|skriv|kontakt|relater|read|see|more|next|previous|share|print|contact|related|search)[[:alpha:]]*\M'
				AND (l.text !~ '(19|20)[0-9]{2}|[0-9][./-][ ]?[0-9]|[0-9][.]? (jan|feb|mar|apr|ma|ju|au|se|o|no|de)' OR l.text ~ '^(per|pr|status|tall|tal|data|figures|uttrekk|uke|veke|week|periode|år|bosatt|boset|buset|settle|vedtak|anmod|oppmod|gjelder|gjeld|i|in|for|fra|frå|from)\M')))
		AND (l.text !~ '\m(også|òg|inkluder|inkl|medregn|medrekn|både|also|includ|both|parentes|klamme|kursiv|feit|fet|uthev|utheva|merk|raud|rød|grå|bracket|italic|bold|korriger|revider|rett|endra|endret|oppdater|hent|publiser|beregn|berekn|avrund|kvalitetssikr|corrected|revised|updated|rounded|skjul|prikk|personvern|anonym|hidden|suppress|privacy)|\m(under|færre enn|mindre enn|fewer than|less than|below) (fem|five|ti|ten|[0-9]+)\M'
			 OR l.text ~ '^(inkluderer|inkluderar|includes?|does|do) (ikke|ikkje|not)\M')
$$;

COMMENT ON FUNCTION busetting_internal.note_statements(text, boolean) IS 'sentences of a note that say what the numbers of a table are, in Norwegian or English, or a short line that is none';

/* A month alone, or a negation, says something of the numbers only beside what they count. */
CREATE FUNCTION busetting_internal.title_names_measure(line text) RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT l.words ~ '\m(bosett|buset|settle)' OR EXISTS (SELECT FROM measure_word AS w WHERE w.measure IS NOT NULL AND strpos(l.words, format(' %s ', busetting_internal.small_letters(w.phrase))) > 0)
	FROM (SELECT format(' %s ', regexp_replace(busetting_internal.small_letters(line), '[^[:alnum:]_]+', ' ', 'g')) AS words) AS l
$$;

COMMENT ON FUNCTION busetting_internal.title_names_measure(text) IS 'has a line a word for what is counted, in Norwegian or English, or by the words of headings?';

/*
 * What lines say of the numbers below them, by the words of headings: parts and groups, of a part its name; what counts
 * something else; who is not counted.  Of phrases one in the other, the longer holds.  A longer Norwegian word is also the
 * end of others: "integreringstilskudd".  Years of age are a group, unless a part is of them; what begins with a number is a
 * part before years alone.
 */
CREATE FUNCTION busetting_internal.title_words(lines text[], OUT number bigint, OUT phrase text, OUT role text, OUT part text) RETURNS SETOF record
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS MATERIALIZED (
		SELECT w.phrase, w.role, w.part, w.text, CASE WHEN w.language IN ('nb', 'nn', 'no') AND w.role NOT IN ('part', 'beside part', 'negation') AND length(w.text) > 6 AND strpos(btrim(w.text), ' ') = 0 THEN ltrim(w.text) ELSE w.text END AS ending
		FROM (
			SELECT m.phrase, m.role, m.part, m.language,
				   ' ' || btrim(replace(replace(replace(replace(replace(replace(replace(busetting_internal.small_letters(m.phrase), '.', ' '), ',', ' '), '-', ' '), '–', ' '), '(', ' '), ')', ' '), '/', ' ')) || ' ' AS text
			FROM measure_word AS m
			WHERE m.role IN ('part', 'beside part', 'group', 'another', 'another title', 'negation')
				-- one's own takes precedence
				AND (NOT m.reference OR busetting_internal.small_letters(m.phrase) NOT IN (SELECT busetting_internal.small_letters(o.phrase) FROM measure_word AS o WHERE NOT o.reference))) AS w
	), line AS MATERIALIZED (
		SELECT l.number, l.line, t.sort, format(' %s ', btrim(regexp_replace(t.text, '[][:space:].,;:()/"''!?«»–—*|-]+', ' ', 'g'))) AS text
		FROM unnest(lines) WITH ORDINALITY AS l(line, number)
		CROSS JOIN LATERAL (
			-- who is counted, prose may say as well
			VALUES ('persons', busetting_internal.small_letters(l.line)), ('another', busetting_internal.title_said(l.line)), ('negation', CASE WHEN NOT busetting_internal.title_is_prose(l.line) THEN busetting_internal.small_letters(l.line) END)) AS t(sort, text)
		WHERE t.text <> ''
	), found AS (
		SELECT l.number, w.phrase, w.role, w.part, w.text
		FROM word AS w
		JOIN line AS l ON strpos(l.text, w.ending) > 0 AND l.sort = CASE w.role WHEN 'negation' THEN 'negation' WHEN 'another' THEN 'another' WHEN 'another title' THEN 'another' ELSE 'persons' END
		WHERE w.role <> 'part' OR w.text !~ '^ [0-9]' OR substr(l.text, strpos(l.text, w.text) + length(w.text)) ~ '^(år|year)'
	), age AS (
		SELECT l.number, m[1] AS phrase, format(' %s ', regexp_replace(m[1], '[[:space:]–—-]+', ' ', 'g')) AS text
		FROM line AS l
		CROSS JOIN LATERAL regexp_matches(busetting_internal.small_letters(l.line),
			'(\m(?:over|under|fra|frå|minst|inntil|opptil|above|below|aged|from)[[:space:]]+[0-9]{1,2}[[:space:]]*(?:år|years?)\M|(?<![0-9.,])[0-9]{1,2}[[:space:]]*(?:[-–—]|til|to)[[:space:]]*[0-9]{1,3}[[:space:]]*(?:år|years?)\M|(?<![0-9.,])[0-9]{1,2}[+][[:space:]]*(?:år|years?)\M|(?<![0-9.,])[0-9]{1,2}[[:space:]]*(?:år|years?)[[:space:]]+(?:og|eller|and|or)[[:space:]]+(?:over|eldre|oppover|yngre|under|older|above|younger)\M|(?<![0-9.,])[0-9]{1,2}[[:space:]-]*åring(?:er|ar)?\M)', 'g') AS m
		WHERE l.sort = 'persons'
	)
	SELECT f.number, f.phrase, f.role, f.part
	FROM found AS f
	WHERE NOT EXISTS (SELECT FROM found AS o WHERE o.number = f.number AND o.text <> f.text AND strpos(o.text, ltrim(f.text)) > 0)
	UNION ALL
	SELECT a.number, a.phrase, 'group', NULL
	FROM age AS a
	WHERE NOT EXISTS (SELECT FROM found AS f WHERE f.number = a.number AND f.role = 'part' AND strpos(a.text, rtrim(f.text)) > 0)
$$;

COMMENT ON FUNCTION busetting_internal.title_words(text[]) IS 'parts and groups that lines name, what else they say that numbers are of, and words for who is not counted, by the words of headings';

/* "fra Eritrea": where those who are counted come from; IMDi, months and other words that are known are no such place, nor are offices. */
CREATE FUNCTION busetting_internal.title_origin(line text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT m[1]
	FROM regexp_match(line, '(?<!(?:[Tt]al|[Tt]all|[Dd]ata|[Ss]tatistikk|[Tt]abell|[Rr]apport|[Mm]elding|[Ff]igures|[Nn]umbers|[Ss]tatistics|[Tt]able|[Rr]eport)[[:space:]])\m((?:[Ff]ra|[Ff]rå|[Ff]rom)[[:space:]]+([A-ZÆØÅ][a-zæøå]+))') AS m
	WHERE busetting_internal.small_letters(m[2]) !~ '^(statist|statsf|integrering|utlending|fylke|kommun|husbank|nor(ge|eg|way)$|verden|heile|hele)|(direktorat|departement|byrå)(et)?$'
		AND NOT busetting_internal.title_is_prose(line)
		AND NOT EXISTS (SELECT FROM measure_word AS w WHERE busetting_internal.small_letters(w.phrase) = busetting_internal.small_letters(m[2]))
		AND (busetting_internal.title_names_measure(line) OR busetting_internal.small_letters(line) ~ '(flyktning|person|refugee|people|innvandr)')
$$;

COMMENT ON FUNCTION busetting_internal.title_origin(text) IS 'words by which a title says from where those come whom it counts, in Norwegian or English; else NULL';

/*
 * What a line says that the numbers are of, where that is less or more than the year so far: a month or a week alone, the last
 * one, several years.  Words of one's own that name the period say what they count.
 */
CREATE FUNCTION busetting_internal.title_alone(line text, on_date date) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH line AS (
		SELECT busetting_internal.small_letters(line) AS text
	)
	SELECT f.period
	FROM line AS l
	CROSS JOIN LATERAL (
		SELECT d.period, d.rank
		FROM busetting_internal.title_dates(line, date_part('year', on_date)::integer) AS d
		-- of "hittil i mai" the month is what counts
		WHERE d.alone AND (d.rank = 5 OR regexp_replace(l.text, '\m(?:hittil|så langt|so langt|so far)[[:space:]]+(?:i|in)[[:space:]]+(?!år|this year|the year|[12][0-9]{3})', '', 'g')
			!~ '\m(per|pr|hittil|så langt|so langt|til nå|til no|status|til og med|t[.]?o[.]?m|fram til|frem til|utgangen|so far|to date|as of|until|through)\M')
		UNION ALL
		-- since a year before
		SELECT m[1], 6
		FROM regexp_matches(l.text, '\m((?:siden|sidan|since|fra og med|frå og med|f[.]?o[.]?m[.]?|from)[[:space:]]+(?:((?:19|20)[0-9]{2})(?![0-9]|[[:space:]]*[-–])|(?:the[[:space:]]+)?(?:oppstart|start|begynn|byrj|krig|invasjon|beginning|war|invasion)[[:alpha:]]*))', 'g') AS m
		WHERE m[2] IS NULL OR m[2]::integer < date_part('year', on_date)
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '\m((?:(?:skole|skule|studie|barnehage)år(?:et)?|(?:school|academic) year)[[:space:]]+(?:19|20)[0-9]{2}[[:space:]]?[/–-][[:space:]]?(?:(?:19|20)?[0-9]{2}))', 'g') AS m
		UNION ALL
		-- from the beginning of which year on, it has to say
		SELECT m[1], 6
		FROM regexp_matches(CASE WHEN strpos(l.text, 'umul') > 0 THEN l.text END, '\m((?:akkumulert|kumulert|kumulativ|accumulated|cumulative)[[:alpha:]]*)', 'g') AS m
		WHERE l.text !~ '\m((i|this|the) år|hittil|så langt|so langt|so far|this year|per|pr|as of|til og med|t[.]?o[.]?m|januar|jan)\M' AND strpos(l.text, date_part('year', on_date)::text) = 0
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '((?:(?:siste|sist|forrige|førre|foregående|last|past)[[:space:]]+(?:(?:[0-9]+|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|two|three|four|five|six|seven|eight|nine|ten)[[:space:]]+)?|(?:alle|flere|fleire|begge|all|several|both)[[:space:]]+(?:de[[:space:]]+)?)(?:år|åra|årene|året|years|year))(?![[:alnum:]])', 'g') AS m
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '((?:[0-9]+|to|tre|fire|fem|seks|two|three|four|five|ten)[ -]?(?:års|year)[ -]?(?:period|sum|samla|samle)[a-zæøå]*)', 'g') AS m
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '\m((?:(?:siste|sist|forrige|førre|denne|hver|kvar|last|past|this|every|each|per|pr[.]?)[[:space:]]+(?:(?:[0-9]+|to|tre|fire|seks|tolv|two|three|four|six|twelve)[[:space:]]+)?(?:uke|uka|uken|uker|ukene|veke|veka|veker|vekene|måned|måneden|måneder|månedene|månad|månaden|månader|månadene|månadane|kvartal|kvartalet|kvartalene|døgn|døgnet|døgnene|dag|dagen|dager|dagene|dagar|dagane|week|weeks|month|months|quarter|quarters|day|days)|i fjor|last year)\M)(?![[:space:]]*[0-9])', 'g') AS m) AS f
	WHERE (busetting_internal.title_names_measure(line)
		   -- or says nothing else
		   OR NOT EXISTS (SELECT FROM regexp_split_to_table(replace(l.text, f.period, ' '), '[^[:alnum:]]+') AS o(word)
						  WHERE o.word <> '' AND NOT EXISTS (SELECT FROM measure_word AS w WHERE w.role IN ('filler', 'count', 'period', 'numbered period') AND busetting_internal.small_letters(w.phrase) = o.word)))
		AND NOT EXISTS (SELECT FROM measure_word AS w WHERE NOT w.reference AND strpos(l.text, busetting_internal.small_letters(w.phrase)) > 0 AND strpos(busetting_internal.small_letters(w.phrase), f.period) > 0)
	ORDER BY f.rank, f.period COLLATE "C"
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.title_alone(text, date) IS 'period that a line says what it counts is of, where it does not begin with the year of a date or has several years; else NULL';

/*
 * Problems of what stands above a table on a date, its lines in order; columns has those of a header set apart by tabs, NULL of a title.  Of titles the most
 * exact dates hold, and of several, one will do; each column of a header has its own.  dated says that columns or rows are of years:
 * these are compared elsewhere.  When a page was changed or printed says nothing of its table.  Numbers that come with the
 * extension are of the year so far.  A part is named in vain where not all measures are of it, and none stands beside its own such part.
 */
CREATE FUNCTION busetting_internal.title_problem(lines text[], columns text[], on_date date, dated boolean, parted boolean, measures text[], OUT number bigint, OUT problem text, OUT advice text) RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	WITH RECURSIVE line AS (
		-- said is what is not the day and hour that a browser prints at the top of a page
		SELECT l.line, l.columns, l.columns IS NOT NULL AS header, l.number, t.printed, substr(l.line, length(coalesce(t.printed, '')) + 1) AS said,
			   busetting_internal.small_letters(l.line) ~ '(oppdater|updated|publiser|published|utskrift|printed|hent[ea]|nedlast|lasta? ned|lastet ned|retrieved|downloaded|kilde|kjelde|source|https?:|©|copyright)' AS sourced
		FROM unnest(lines, columns) WITH ORDINALITY AS l(line, columns, number)
		LEFT JOIN LATERAL (
			-- that of the date says as much as any
			SELECT p.text
			FROM (SELECT CASE WHEN l.columns IS NULL THEN substring(l.line FROM '^[[:space:]]*[0-9]{1,2}[./][0-9]{1,2}[./](?:[12][0-9])?[0-9]{2},?[[:space:]]+[0-9]{1,2}[:.][0-9]{2}(?![0-9.:])(?:[[:space:]]*[AaPp][Mm]\M)?') END) AS p(text)
			WHERE p.text IS NOT NULL AND NOT EXISTS (SELECT FROM busetting_internal.title_dates(p.text) AS d WHERE d.dates @> on_date)) AS t(printed) ON true
	), piece AS (
		-- those alone that may name a period, or a year that counts; beside where it is from and when it was made, other sentences may
		SELECT l.line, l.number, l.header, p.text, c.place
		FROM line AS l
		CROSS JOIN LATERAL regexp_split_to_table(coalesce(l.columns, l.said), E'\t') WITH ORDINALITY AS c(text, place)
		CROSS JOIN LATERAL regexp_split_to_table(c.text, CASE WHEN l.header OR NOT l.sourced THEN E'\t' ELSE '(?<=[^0-9][.;!?]|[0-9]{4}[.;])[[:space:]]+(?=[A-ZÆØÅ])|[,;(][[:space:]]*(?=(?:[Pp]er|[Pp]r|[Tt]all|[Tt]al|[Tt]allene|[Tt]ala|[Aa]s of|[Ff]igures|[Nn]umbers)\M)' END) AS p(text)
		WHERE (busetting_internal.small_letters(p.text) ~ '([0-9][./] ?[0-9]|[0-9]-[0-9]|jan|feb|mar|apr|mai|may|ju[nl]|aug|sep|o[kc]t|nov|de[sc]|uke|uka|veke|week|month|månad|måned|døgn|da[gy]|kv|quarter|tertial|\m[qth][ ]?[1-4]|halvår|fjor|year|år|siden|sidan|since|[ck]umul|[0-9]{6}|mnd|[''’‘´`][0-9]{2})'
			   OR p.text ~ '(19|20)[0-9]{2}' AND NOT (dated AND l.header))
			AND NOT (l.sourced AND (l.header OR busetting_internal.small_letters(p.text) ~ '(oppdater|updated|publiser|published|utskrift|printed|hent[ea]|nedlast|lasta? ned|lastet ned|retrieved|downloaded|sist endr|last changed|last modified|kilde|kjelde|source|https?:|©|copyright)'))
	), stamp AS (
		-- numbers that were fetched long before a date are not of that, nor may those be that were fetched long after its year
		SELECT l.line, l.number
		FROM line AS l
		CROSS JOIN LATERAL busetting_internal.title_dates(coalesce(l.printed, l.line), date_part('year', on_date)::integer) AS d
		WHERE NOT l.header AND NOT dated AND l.line ~ '[0-9]'
			AND (l.printed IS NOT NULL OR busetting_internal.small_letters(l.line) ~ '(oppdater|updated|hent[ea]|nedlast|lasta? ned|lastet ned|retrieved|downloaded)' AND busetting_internal.small_letters(l.line) !~ '(kilde|kjelde|source|https?:|©|copyright)')
		GROUP BY l.line, l.number
		HAVING NOT bool_or(d.dates && daterange(on_date - 31, greatest((date_trunc('year', on_date) + interval '1 year')::date, on_date + 92)))
	), alone AS (
		SELECT DISTINCT ON (p.number) p.line, p.number, a.period
		FROM piece AS p
		CROSS JOIN LATERAL busetting_internal.title_alone(p.text, on_date) AS a(period)
		WHERE a.period IS NOT NULL AND NOT (dated AND a.period ~ '^[0-9]{4}') AND EXISTS (SELECT FROM measure AS m WHERE m.measure = ANY (measures) AND m.reference)
		ORDER BY p.number, p.place
	), period AS (
		-- the years of columns are compared where their rows are, and so are columns of other years, or of parts of one
		SELECT p.line, p.number, p.header, p.place, d.rank, d.dates @> on_date AS holds
		FROM piece AS p
		-- in a heading, or alone, "11.05." is a day without a word for it
		CROSS JOIN LATERAL busetting_internal.title_dates(CASE WHEN p.header OR p.text ~ '^[[:space:](]*[0-9]{1,2}[./][0-9]{1,2}[.)]*[[:space:]]*$' THEN regexp_replace(p.text, '(?<![0-9.,/-] ?)([0-9]{1,2}[./][0-9]{1,2})[.]?(?![[:space:]]*[0-9./,-]*[0-9]|%)', ' per \1 ', 'g') ELSE p.text END, date_part('year', on_date)::integer) AS d
		WHERE CASE WHEN p.header THEN NOT dated OR NOT parted AND d.rank < 5 AND d.dates && daterange(date_trunc('year', on_date)::date, (date_trunc('year', on_date) + interval '1 year')::date) ELSE NOT dated END
	), exact AS (
		SELECT t.*, min(t.rank) OVER (PARTITION BY CASE WHEN t.header THEN t.number END, CASE WHEN t.header THEN t.place END) AS most FROM period AS t
	), other AS (
		SELECT c.line, c.number
		FROM (SELECT e.line, e.number FROM exact AS e WHERE e.header AND e.rank = e.most GROUP BY e.line, e.number, e.place HAVING NOT bool_or(e.holds)) AS c
		UNION
		(SELECT e.line, e.number
		 FROM exact AS e
		 WHERE NOT e.header AND e.rank = e.most
			AND NOT EXISTS (SELECT FROM exact AS h WHERE h.holds AND h.rank = h.most AND (h.header AND h.rank <= e.rank OR NOT h.header))
		 ORDER BY e.number DESC
		 LIMIT 1)
	), counted AS (
		-- what the table has, and of what that is a part
		SELECT m.measure AS of, m.measure, m.part_of FROM measure AS m WHERE m.measure = ANY (measures)
		UNION ALL
		SELECT c.of, m.measure, m.part_of FROM counted AS c JOIN measure AS m ON m.measure = c.part_of
	), part AS (
		SELECT c.of, c.part_of, CASE WHEN starts_with(c.measure, c.part_of || '_') THEN substr(c.measure, length(c.part_of) + 2) ELSE c.measure END AS part
		FROM counted AS c
		WHERE c.part_of IS NOT NULL
	), title AS MATERIALIZED (
		SELECT array_agg(l.line ORDER BY l.number) AS lines, array_agg(l.number ORDER BY l.number) AS numbers,
			   (SELECT string_agg(busetting_internal.small_letters(h.line), ' ') FROM line AS h WHERE h.header) AS headers
		FROM line AS l
		WHERE NOT l.header
	), said AS MATERIALIZED (
		SELECT t.numbers[w.number] AS number, w.phrase, w.role, w.part, (strpos(t.headers, busetting_internal.small_letters(w.phrase)) > 0) IS TRUE AS headed
		FROM title AS t
		CROSS JOIN LATERAL busetting_internal.title_words(t.lines) AS w
	)
	SELECT o.number, format('"%s" is not of %s', o.line, on_date),
		   format('Give the date that the table is of; if the line says nothing of it, name it in skip: skip => %L.', ARRAY[o.line])
	FROM other AS o
	WHERE NOT EXISTS (SELECT FROM alone AS a WHERE a.number = o.number)
	UNION ALL
	SELECT s.number, format('"%s" is not of %s', s.line, on_date),
		   format('Give the date that the table is of; if the line says nothing of it, name it in skip: skip => %L.', ARRAY[s.line])
	FROM stamp AS s
	UNION ALL
	SELECT a.number, format('"%s" says that the numbers are of "%s" alone, not of the year so far', a.line, a.period),
		   format('Take the numbers from the beginning of the year on, or name measures of your own in columns; if these are of the year so far, name the line in skip: skip => %L.', ARRAY[a.line])
	FROM alone AS a
	UNION ALL
	-- not where a column of the table is of it, and the title of both: "antall og andel"
	(SELECT DISTINCT ON (l.number) l.number, format('"%s" says that the numbers are of "%s"', l.line, s.phrase),
			format('Leave the table out; if the line says nothing of the numbers, name it in skip: skip => %L.', ARRAY[l.line])
	 FROM line AS l
	 JOIN said AS s ON s.number = l.number
	 WHERE s.role LIKE 'another%' AND NOT (s.headed AND busetting_internal.small_letters(l.line) ~ '(\m(antall|antal|tal|number|og|and|samt)\M|[,/&])')
	 ORDER BY l.number, length(s.phrase) DESC, s.phrase COLLATE "C")
	UNION ALL
	(SELECT DISTINCT ON (l.number) l.number, format('"%s" says "%s" of what is counted', l.line, s.phrase),
			format('Leave the table out if its numbers are of others than its columns say; if they are as the columns say, name the line in skip: skip => %L.', ARRAY[l.line])
	 FROM line AS l
	 JOIN said AS s ON s.number = l.number
	 WHERE s.role = 'negation' AND NOT s.headed AND busetting_internal.title_names_measure(l.line)
	 ORDER BY l.number, s.phrase COLLATE "C")
	UNION ALL
	(SELECT DISTINCT ON (g.number) g.number, format('"%s" says that the numbers are of "%s", not of all', g.line, g.phrase),
			format('If there are measures of these, remove the line and name them in columns; else leave the table out; if the numbers are of all, name the line in skip: skip => %L.', ARRAY[g.line])
	 FROM (SELECT l.number, l.line, s.phrase
		   FROM line AS l
		   JOIN said AS s ON s.number = l.number
		   WHERE s.role IN ('part', 'beside part', 'group')
			AND (s.part IS NULL
				 OR EXISTS (SELECT FROM unnest(measures) AS m(measure) WHERE NOT EXISTS (SELECT FROM part AS p WHERE p.of = m.measure AND p.part = s.part))
					AND NOT EXISTS (SELECT FROM part AS p WHERE p.part = s.part AND p.part_of = ANY (measures)))
		   UNION ALL
		   SELECT l.number, l.line, busetting_internal.title_origin(l.line) FROM line AS l WHERE NOT l.header AND l.line ~ '[Ff]r(a|å|om)[[:space:]]+[A-ZÆØÅ]') AS g
	 WHERE g.phrase IS NOT NULL
	 ORDER BY g.number, length(g.phrase) DESC, g.phrase COLLATE "C")
$$;

COMMENT ON FUNCTION busetting_internal.title_problem(text[], text[], date, boolean, boolean, text[]) IS 'where the lines above a table name other dates than the one given, periods that do not begin with the year, something else that is counted, who is not counted, or a part or group that its measures are not of';

/*
 * What a line says of the numbers is known where all of its words are: words of headings and titles, or of names of regions.
 * Numbers, dates and words of two letters are judged elsewhere; prose may speak of anything.
 */
CREATE FUNCTION busetting_internal.title_unknown_words(lines text[], tree text, OUT number bigint, OUT words text) RETURNS SETOF record
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS MATERIALIZED (
		SELECT l.number, w.place, w.word
		FROM unnest(lines) WITH ORDINALITY AS l(line, number)
		CROSS JOIN LATERAL regexp_split_to_table(busetting_internal.small_letters(l.line), '[][:space:].,;:()/"''!?«»–—*|+&%#=<>_-]+') WITH ORDINALITY AS w(word, place)
		-- what begins small or with a bullet goes on with a sentence
		WHERE l.line ~ '^[^[:lower:]•·*-]' AND l.line !~ '[[:lower:]][.!?:][[:space:]]+[[:upper:]][[:lower:]].*[[:space:]].*[[:space:]].*[[:space:]]' AND NOT busetting_internal.title_is_prose(l.line) AND length(w.word) > 2 AND w.word !~ '[0-9]' AND w.word ~ '[[:alpha:]]'
	), known AS MATERIALIZED (
		SELECT DISTINCT w.word, m.role = 'ordinary' AND length(w.word) > 4 AS begins
		FROM measure_word AS m
		CROSS JOIN LATERAL regexp_split_to_table(busetting_internal.small_letters(m.phrase), '[][:space:].,;:()/"''!?«»–—*|+&%#=<>_-]+') AS w(word)
		WHERE EXISTS (SELECT FROM word)
		UNION
		SELECT w.word, false
		FROM region_level AS v
		CROSS JOIN LATERAL unnest(v.designations || v.level) AS d(designation)
		CROSS JOIN LATERAL regexp_split_to_table(busetting_internal.small_letters(d.designation), ' ') AS w(word)
		WHERE v.tree = title_unknown_words.tree
	), strange AS MATERIALIZED (
		SELECT w.*, ' ' || region_name_key(w.word, NULL, t.spelling) || ' ' AS key
		FROM word AS w
		JOIN region_tree AS t ON t.tree = title_unknown_words.tree
		WHERE NOT EXISTS (SELECT FROM known AS k WHERE k.word = w.word)
			AND NOT EXISTS (SELECT FROM known AS k WHERE k.begins AND starts_with(w.word, k.word))
	), name AS MATERIALIZED (
		SELECT DISTINCT format(' %s ', translate(n.name_key, '-/.,()', '      ')) AS words
		FROM region_name AS n
		JOIN region AS r ON r.id = n.region AND r.tree = title_unknown_words.tree
		WHERE EXISTS (SELECT FROM strange)
	)
	SELECT s.number, string_agg(s.word, ' ' ORDER BY s.place)
	FROM strange AS s
	-- "Vestlands" is of Vestland
	WHERE NOT EXISTS (SELECT FROM name AS n WHERE strpos(n.words, s.key) > 0 OR strpos(n.words, rtrim(rtrim(s.key), 's') || ' ') > 0)
	GROUP BY s.number
$$;

COMMENT ON FUNCTION busetting_internal.title_unknown_words(text[], text) IS 'of lines above a table, by their numbers, the words that are neither of headings and titles nor of names of regions';
