/*
 * column_comment.sql: what the columns are that views have in common, said once.
 * A view that means something else by a name has a comment of its own.
 */
DO $$
DECLARE
	described record;
BEGIN
	FOR described IN
		SELECT c.oid::regclass AS view, a.attname AS name, coalesce(m.comment, format(counted.comment, substring(a.attname from '(.*)' || counted.suffix || '$'))) AS comment
		FROM pg_class AS c
		JOIN pg_attribute AS a ON a.attrelid = c.oid
		LEFT JOIN (VALUES
			('_hidden', 'number of hidden cells in %s'),
			('_absent', 'number of regions in %s that are not listed'),
			('_not_stated', 'number of regions in %s that are listed but do not state it')) AS counted(suffix, comment) ON a.attname LIKE '%_' || replace(counted.suffix, '_', '\_')
		LEFT JOIN (VALUES
			('publication', 'key of the publication'),
			('source', 'who published, or where'),
			('date', 'the date for which the numbers hold'),
			('region', 'key of the region'),
			('level', 'country, county or municipality'),
			('code', 'official code of the region'),
			('name', 'official name of the region'),
			('municipality', 'official name of the municipality'),
			('county_code', 'official code of the county'),
			('county', 'official name of the county'),
			('measure', 'the measure that the row is of'),
			('requested', 'persons the state asks to settle this year'),
			('decided', 'persons decided to be settled; 0 is a no, NULL no decision'),
			('decided_collective', 'of decided, with temporary collective protection'),
			('agreed', 'persons agreed to be settled who have not moved in yet'),
			('agreed_collective', 'of agreed, with temporary collective protection'),
			('settled', 'persons who have moved in'),
			('settled_collective', 'of settled, with temporary collective protection'),
			('gap', 'agreed less settled'),
			('gap_collective', 'agreed_collective less settled_collective'),
			('pipeline', 'settled and agreed together'),
			('progress', 'settled / (settled + agreed)'),
			('told_by', 'the source that tells of the announcement'),
			('announced_by', 'who announced it, NULL if not known'),
			('announced_on', 'when it was announced'),
			('label', 'what was announced, as it is written in the source'),
			('persons', 'the number announced'),
			('part_of', 'label of the announcement that it is told to be a part of')
		) AS m(name, comment) ON m.name = a.attname
		WHERE c.relnamespace = 'busetting'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NULL
			AND (m.comment IS NOT NULL OR counted.comment IS NOT NULL)
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', described.view, described.name, described.comment);
	END LOOP;
END
$$;
