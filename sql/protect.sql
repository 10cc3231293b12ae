-- Which cells to hide so that nothing hidden can be worked out.

CREATE FUNCTION protect(cells text, sums text, threshold bigint DEFAULT 5, level text DEFAULT 'value',
		amount numeric DEFAULT NULL, symbols integer DEFAULT 1, zeros text DEFAULT 'published',
		singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell text, status text, conf_status text, published suppressed_bigint, feasible suppressed_bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION protect(text, text, bigint, text, numeric, integer, text, boolean, text, boolean, text, integer) IS
	'the table to publish, from queries of the true counts and of the sums that tie them';

CREATE FUNCTION protect_cube(cube text, hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT 5,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published suppressed_bigint, feasible suppressed_bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

-- of linked tables
CREATE FUNCTION protect_cube(cubes text[], hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT 5,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published suppressed_bigint, feasible suppressed_bigint)
	AS 'MODULE_PATHNAME', 'protect_linked_cubes' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION protect_cube(text, text[], bigint, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the table to publish, from the true counts of a query with GROUPING SETS, CUBE or ROLLUP, null being a total';

COMMENT ON FUNCTION protect_cube(text[], text[], bigint, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the tables to publish, from the true counts of linked cubes: several queries whose cells are the same where all their codes are, a column that one does not have being a total';

CREATE FUNCTION protection_summary(OUT cells bigint, OUT primary_cells bigint, OUT secondary_cells bigint,
		OUT lost bigint, OUT cost bigint, OUT bound bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL RESTRICTED COST 1;

COMMENT ON FUNCTION protection_summary() IS
	'how many cells the last protection in this session hides, what is lost by the secondary ones, and what that costs at least';
