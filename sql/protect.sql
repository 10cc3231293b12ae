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

-- of amounts with decimals: bounds are numrange, as the types hold whole numbers
CREATE FUNCTION protect_amounts(cells text, sums text, decimals integer, threshold numeric DEFAULT NULL, level text DEFAULT 'value',
		amount numeric DEFAULT NULL, symbols integer DEFAULT 1, zeros text DEFAULT 'published',
		singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell text, status text, conf_status text, published numrange, feasible numrange)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

CREATE FUNCTION protect_cube_amounts(cube text, decimals integer, hierarchies text[] DEFAULT '{}', threshold numeric DEFAULT NULL,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published numrange, feasible numrange)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

CREATE FUNCTION protect_cube_amounts(cubes text[], decimals integer, hierarchies text[] DEFAULT '{}', threshold numeric DEFAULT NULL,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published numrange, feasible numrange)
	AS 'MODULE_PATHNAME', 'protect_linked_cubes_amounts' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION protect_amounts(text, text, integer, numeric, text, numeric, integer, text, boolean, text, boolean, text, integer) IS
	'the table to publish, as protect makes it, from queries of the true amounts, which have at most so many decimals, and of the sums that tie them';
COMMENT ON FUNCTION protect_cube_amounts(text, integer, text[], numeric, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the table to publish, as protect_cube makes it, from the true amounts of a cube, which have at most so many decimals';
COMMENT ON FUNCTION protect_cube_amounts(text[], integer, text[], numeric, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the tables to publish, as protect_cube makes them, from the true amounts of linked cubes, which have at most so many decimals';

CREATE FUNCTION protection_summary(OUT cells bigint, OUT primary_cells bigint, OUT secondary_cells bigint,
		OUT lost numeric, OUT cost numeric, OUT bound numeric, OUT attacks_left_out bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL RESTRICTED COST 1;

COMMENT ON FUNCTION protection_summary() IS
	'how many cells the last protection in this session hides, what is lost by the secondary ones, what that costs at least, and how many attacks of contributors were too many to be looked at';
