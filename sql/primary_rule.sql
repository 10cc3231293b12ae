-- Primary rules: is a cell sensitive in itself?  Definitions are those of A. Hundepool et al., Handbook on Statistical
-- Disclosure Control (version 1.2, 2010; second edition, 2024), section 4.2 on magnitude tables, which tabulates the
-- sensitivity rules: minimum frequency (of contributors, here few_contributors; of a count, in frequency tables, which are its
-- chapter 5, below_minimum_frequency), (n,k) dominance and p percent.  Its p percent is (p,q) with q = 100, and so p < 100.

CREATE FUNCTION check_minimum(counted bigint, minimum bigint)
	RETURNS void LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF (minimum >= 1) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('a minimum of %s is not a rule', coalesce(minimum::text, 'null')),
				DETAIL = 'It must be at least 1: what is below it is sensitive.',
				HINT = 'below_minimum_frequency(persons, 5) and few_contributors(firms, 3) are examples.';
		ELSIF counted < 0 THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('a count of %s is not possible', counted),
				DETAIL = 'Persons and contributors are counted from zero.',
				HINT = 'Where it is not known, the count is NULL, and so is whether it is sensitive: protect takes that for sensitive.';
		END IF;
	END
	$$;

CREATE FUNCTION below_minimum_frequency(frequency bigint, minimum bigint DEFAULT 5, zeros_public boolean DEFAULT true)
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		PERFORM check_minimum(frequency, minimum);
		RETURN frequency < minimum AND (frequency > 0 OR NOT zeros_public);
	END
	$$;

CREATE FUNCTION few_contributors(contributors bigint, minimum bigint DEFAULT 3)
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		PERFORM check_minimum(contributors, minimum);
		RETURN contributors > 0 AND contributors < minimum;
	END
	$$;

COMMENT ON FUNCTION check_minimum(bigint, bigint) IS 'refuse a minimum that is no rule and a count that cannot be';
COMMENT ON FUNCTION below_minimum_frequency(bigint, bigint, boolean) IS
	'minimum frequency rule: fewer than the minimum, and not zero unless zeros are not public; '
	'null where the frequency is: not known, which protect takes for sensitive';
COMMENT ON FUNCTION few_contributors(bigint, bigint) IS 
	'rule of few contributors: some, but fewer than the minimum; null where their number is: not known, which protect takes for sensitive';

-- the state of the concentration rules: total, number of contributions kept, percentage, the largest contributions

-- one group, one rule: of several the last would count, whichever that is
CREATE FUNCTION check_one_rule(state numeric[], other numeric[])
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF state[2] <> other[2] OR state[3] <> other[3] THEN
			RAISE invalid_parameter_value USING
				MESSAGE = 'contributions of one group have two rules',
				DETAIL = format('They are the %s largest and %s percent, and the %s largest and %s percent.',
					least(state[2], other[2]), CASE WHEN (state[2], state[3]) <= (other[2], other[3]) THEN state[3] ELSE other[3] END,
					greatest(state[2], other[2]), CASE WHEN (state[2], state[3]) <= (other[2], other[3]) THEN other[3] ELSE state[3] END),
				HINT = 'Give all rows of a group the same rule, or group by what the rule is of.';
		END IF;
		RETURN true;
	END
	$$;

COMMENT ON FUNCTION check_one_rule(numeric[], numeric[]) IS 'refuse two rules for the contributions of one group';

CREATE FUNCTION largest_accum(state numeric[], contribution numeric, kept integer, percent numeric)
	RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF (kept >= 1) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('the dominance of %s contributions is not a rule', coalesce(kept::text, 'null')),
				DETAIL = 'The number of largest contributions must be at least 1.',
				HINT = 'dominance(turnover, 1, 75): the largest is more than 75 percent of all.';
		ELSIF (percent > 0 AND percent < 100) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('a percentage of %s is not a rule', coalesce(percent::text, 'null')),
				DETAIL = 'It must be greater than 0 and less than 100.',
				HINT = 'dominance(turnover, 1, 75) and p_percent(turnover, 10) are examples.';
		ELSIF NOT (contribution >= 0 AND contribution - contribution = 0) THEN	-- less than zero, infinite or no number
			RAISE invalid_parameter_value USING
				MESSAGE = format('a contribution of %s has no share of a total', contribution),
				DETAIL = 'Contributions must be numbers of at least zero: with others no concentration rule is defined.',
				HINT = 'Where amounts can be negative, use few_contributors(count(turnover)).';
		ELSIF state[2] <> kept OR state[3] <> percent THEN
			PERFORM check_one_rule(state, ARRAY[0, kept, percent]);
		END IF;
		RETURN ARRAY[coalesce(state[1], 0) + coalesce(contribution, 0), kept, percent] ||
			ARRAY(SELECT c FROM unnest(state[4:] || contribution) AS c WHERE c IS NOT NULL ORDER BY c DESC LIMIT kept);
	END
	$$;

CREATE FUNCTION largest_two_accum(state numeric[], contribution numeric, percent numeric)
	RETURNS numeric[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT largest_accum(state, contribution, 2, percent)';

CREATE FUNCTION largest_combine(state numeric[], other numeric[])
	RETURNS numeric[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
		SELECT CASE WHEN state IS NULL THEN other WHEN other IS NULL THEN state
			WHEN check_one_rule(state, other) THEN ARRAY[state[1] + other[1], state[2], state[3]] ||
				ARRAY(SELECT c FROM unnest(state[4:] || other[4:]) AS c ORDER BY c DESC LIMIT state[2]) END
	$$;

CREATE FUNCTION dominance_final(state numeric[])
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT coalesce((SELECT sum(c) FROM unnest(state[4:]) AS c) * 100 > state[3] * state[1], false)';

CREATE FUNCTION p_percent_final(state numeric[])
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT coalesce((state[1] - state[4] - coalesce(state[5], 0)) * 100 < state[3] * state[4], false)';

COMMENT ON FUNCTION largest_accum(numeric[], numeric, integer, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION largest_two_accum(numeric[], numeric, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION largest_combine(numeric[], numeric[]) IS 'aggregate combine function';
COMMENT ON FUNCTION dominance_final(numeric[]) IS 'aggregate final function';
COMMENT ON FUNCTION p_percent_final(numeric[]) IS 'aggregate final function';

CREATE AGGREGATE dominance(contribution numeric, n integer, k numeric)
	(SFUNC = largest_accum, STYPE = numeric[], COMBINEFUNC = largest_combine, FINALFUNC = dominance_final, PARALLEL = SAFE);

CREATE AGGREGATE p_percent(contribution numeric, p numeric)
	(SFUNC = largest_two_accum, STYPE = numeric[], COMBINEFUNC = largest_combine, FINALFUNC = p_percent_final, PARALLEL = SAFE);

COMMENT ON AGGREGATE dominance(numeric, integer, numeric) IS
	'(n,k) dominance rule: the n largest contributions are more than k percent of all; like sum it leaves out those that are null';
COMMENT ON AGGREGATE p_percent(numeric, numeric) IS
	'p percent rule: all but the two largest contributions are less than p percent of the largest, so that the second knows it too well; '
	'like sum it leaves out those that are null';
