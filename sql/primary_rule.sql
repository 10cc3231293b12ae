-- Primary rules: is a cell sensitive in itself?  Definitions are those of A. Hundepool et al., Handbook on Statistical
-- Disclosure Control (version 1.2, 2010; second edition, 2024), section 4.2 on magnitude tables, which tabulates the
-- sensitivity rules: minimum frequency (of contributors, here few_contributors; of a count, in frequency tables, which are its
-- chapter 5, below_minimum_frequency), (n,k) dominance and p percent.  Its p percent is (p,q) with q = 100, and so p < 100.

CREATE FUNCTION busetting_internal.check_minimum(counted bigint, minimum bigint)
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
				MESSAGE = 'a count below zero is not possible',
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
		PERFORM busetting_internal.check_minimum(frequency, minimum);
		RETURN frequency < minimum AND (frequency > 0 OR NOT zeros_public);
	END
	$$;

CREATE FUNCTION few_contributors(contributors bigint, minimum bigint DEFAULT 3)
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		PERFORM busetting_internal.check_minimum(contributors, minimum);
		RETURN contributors > 0 AND contributors < minimum;
	END
	$$;

-- Numbers of these types are counts too, and never the keys of contributors, which the aggregate of this name counts.
CREATE FUNCTION few_contributors(contributors integer, minimum bigint DEFAULT 3)
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT few_contributors(contributors::bigint, minimum)';
CREATE FUNCTION few_contributors(contributors smallint, minimum bigint DEFAULT 3)
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT few_contributors(contributors::bigint, minimum)';

COMMENT ON FUNCTION few_contributors(integer, bigint) IS 'few_contributors of a bigint, which a count is';
COMMENT ON FUNCTION few_contributors(smallint, bigint) IS 'few_contributors of a bigint, which a count is';
COMMENT ON FUNCTION busetting_internal.check_minimum(bigint, bigint) IS 'refuse a minimum that is no rule and a count that cannot be';
COMMENT ON FUNCTION below_minimum_frequency(bigint, bigint, boolean) IS
	'minimum frequency rule: fewer than the minimum, and not zero unless zeros are not public; '
	'null where the frequency is: not known, which protect takes for sensitive';
COMMENT ON FUNCTION few_contributors(bigint, bigint) IS 
	'rule of few contributors: some, but fewer than the minimum; null where their number is: not known, which protect takes for sensitive';

-- the state of the concentration rules: total, number of contributions kept, percentage, the largest contributions

-- one group, one rule: of several the last would count, whichever that is
CREATE FUNCTION busetting_internal.check_one_rule(state numeric[], other numeric[])
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

COMMENT ON FUNCTION busetting_internal.check_one_rule(numeric[], numeric[]) IS 'refuse two rules for the contributions of one group';

CREATE FUNCTION busetting_internal.largest_accum(state numeric[], contribution numeric, kept integer, percent numeric)
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
				MESSAGE = 'a contribution has no share of a total',
				DETAIL = 'Contributions must be numbers of at least zero: with others no concentration rule is defined.',
				HINT = 'Where amounts can be negative, use few_contributors(count(turnover)).';
		ELSIF state[2] <> kept OR state[3] <> percent THEN
			PERFORM busetting_internal.check_one_rule(state, ARRAY[0, kept, percent]);
		END IF;
		RETURN ARRAY[coalesce(state[1], 0) + coalesce(contribution, 0), kept, percent] ||
			ARRAY(SELECT c FROM unnest(state[4:] || contribution) AS c WHERE c IS NOT NULL ORDER BY c DESC LIMIT kept);
	END
	$$;

CREATE FUNCTION busetting_internal.largest_two_accum(state numeric[], contribution numeric, percent numeric)
	RETURNS numeric[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT busetting_internal.largest_accum(state, contribution, 2, percent)';

CREATE FUNCTION busetting_internal.largest_combine(state numeric[], other numeric[])
	RETURNS numeric[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
		SELECT CASE WHEN state IS NULL THEN other WHEN other IS NULL THEN state
			WHEN busetting_internal.check_one_rule(state, other) THEN ARRAY[state[1] + other[1], state[2], state[3]] ||
				ARRAY(SELECT c FROM unnest(state[4:] || other[4:]) AS c ORDER BY c DESC LIMIT state[2]) END
	$$;

CREATE FUNCTION busetting_internal.dominance_final(state numeric[])
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT coalesce((SELECT sum(c) FROM unnest(state[4:]) AS c) * 100 > state[3] * state[1], false)';

CREATE FUNCTION busetting_internal.p_percent_final(state numeric[])
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT coalesce((state[1] - state[4] - coalesce(state[5], 0)) * 100 < state[3] * state[4], false)';

COMMENT ON FUNCTION busetting_internal.largest_accum(numeric[], numeric, integer, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.largest_two_accum(numeric[], numeric, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.largest_combine(numeric[], numeric[]) IS 'aggregate combine function';
COMMENT ON FUNCTION busetting_internal.dominance_final(numeric[]) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.p_percent_final(numeric[]) IS 'aggregate final function';

CREATE AGGREGATE dominance(contribution numeric, n integer, k numeric)
	(SFUNC = busetting_internal.largest_accum, STYPE = numeric[], COMBINEFUNC = busetting_internal.largest_combine, FINALFUNC = busetting_internal.dominance_final, PARALLEL = SAFE);

CREATE AGGREGATE p_percent(contribution numeric, p numeric)
	(SFUNC = busetting_internal.largest_two_accum, STYPE = numeric[], COMBINEFUNC = busetting_internal.largest_combine, FINALFUNC = busetting_internal.p_percent_final, PARALLEL = SAFE);

COMMENT ON AGGREGATE dominance(numeric, integer, numeric) IS
	'(n,k) dominance rule: the n largest contributions are more than k percent of all; like sum it leaves out those that are null; '
	'each row is a contributor: where one can have several, give him as the fourth argument';
COMMENT ON AGGREGATE p_percent(numeric, numeric) IS
	'p percent rule: all but the two largest contributions are less than p percent of the largest, so that the second knows it too well; '
	'like sum it leaves out those that are null; each row is a contributor: where one can have several, give him as the third argument';

/*
 * The same rules by contributor: what one contributor has in all rows of a group is one contribution.  So they
 * hold in margins too, where grouping sets put the rows of several cells together.
 */
CREATE FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean, integer)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement, numeric)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.few_contributors_accumulate(internal, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.few_contributors_accumulate(internal, numeric, integer, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.contributor_sums_combine(internal, internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.contributor_sums_serialize(internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.contributor_sums_deserialize(bytea, internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_result(internal)
	RETURNS boolean AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_level_result(internal)
	RETURNS numeric AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_result(internal)
	RETURNS boolean AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_level_result(internal)
	RETURNS numeric AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.few_contributors_result(internal)
	RETURNS boolean AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean, integer) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.few_contributors_accumulate(internal, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.few_contributors_accumulate(internal, numeric, integer, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.contributor_sums_combine(internal, internal) IS 'aggregate combine function';
COMMENT ON FUNCTION busetting_internal.contributor_sums_serialize(internal) IS 'aggregate serialization function';
COMMENT ON FUNCTION busetting_internal.contributor_sums_deserialize(bytea, internal) IS 'aggregate deserialization function';
COMMENT ON FUNCTION busetting_internal.p_percent_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.p_percent_level_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.dominance_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.dominance_level_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.few_contributors_result(internal) IS 'aggregate final function';

CREATE AGGREGATE p_percent(amount numeric, p numeric, contributor anyelement)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent(amount numeric, p numeric, contributor anyelement, waived boolean)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent(amount numeric, p numeric, contributor anyelement, waived boolean, n integer)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent_level(amount numeric, p numeric, contributor anyelement)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_level_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent_level(amount numeric, p numeric, contributor anyelement, waived boolean)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_level_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent_level(amount numeric, p numeric, contributor anyelement, waived boolean, n integer)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_level_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance(amount numeric, n integer, k numeric, contributor anyelement)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance(amount numeric, n integer, k numeric, contributor anyelement, weight numeric)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance_level(amount numeric, n integer, k numeric, contributor anyelement)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_level_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance_level(amount numeric, n integer, k numeric, contributor anyelement, weight numeric)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_level_result, PARALLEL = SAFE);
CREATE AGGREGATE few_contributors(contributor anyelement)
	(SFUNC = busetting_internal.few_contributors_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.few_contributors_result, PARALLEL = SAFE);
CREATE AGGREGATE few_contributors(amount numeric, minimum integer, contributor anyelement)
	(SFUNC = busetting_internal.few_contributors_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.few_contributors_result, PARALLEL = SAFE);

COMMENT ON AGGREGATE p_percent(numeric, numeric, anyelement) IS
	'p percent rule by contributor: all but what the two largest have is less than p percent of what the largest has; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent(numeric, numeric, anyelement, boolean) IS
	'p percent rule by contributor: all but what the two largest have is less than p percent of what the largest has; who has a waiver in all his rows needs no protection; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent(numeric, numeric, anyelement, boolean, integer) IS
	'p percent rule by contributor: all but what the two largest have is less than p percent of what the largest has; who has a waiver in all his rows needs no protection; n - 1 others put together what they know; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent_level(numeric, numeric, anyelement) IS
	'upper protection level of the p percent rule by contributor, null where the cell is safe; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent_level(numeric, numeric, anyelement, boolean) IS
	'upper protection level of the p percent rule by contributor, null where the cell is safe; who has a waiver in all his rows needs no protection; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent_level(numeric, numeric, anyelement, boolean, integer) IS
	'upper protection level of the p percent rule by contributor, null where the cell is safe; who has a waiver in all his rows needs no protection; n - 1 others put together what they know; an amount that is null is left out';
COMMENT ON AGGREGATE dominance(numeric, integer, numeric, anyelement) IS
	'(n,k) dominance rule by contributor: what the n largest have is more than k percent of all; an amount that is null is left out';
COMMENT ON AGGREGATE dominance(numeric, integer, numeric, anyelement, numeric) IS
	'(n,k) dominance rule by contributor: what the n largest have is more than k percent of all; the total is weighted, what they have is not; an amount that is null is left out';
COMMENT ON AGGREGATE dominance_level(numeric, integer, numeric, anyelement) IS
	'upper protection level of the (n,k) dominance rule by contributor, null where the cell is safe; an amount that is null is left out';
COMMENT ON AGGREGATE dominance_level(numeric, integer, numeric, anyelement, numeric) IS
	'upper protection level of the (n,k) dominance rule by contributor, null where the cell is safe; the total is weighted, what they have is not; an amount that is null is left out';
COMMENT ON AGGREGATE few_contributors(anyelement) IS
	'rule of few contributors, who are counted once each: fewer than 3; a contributor who is null is an error';
COMMENT ON AGGREGATE few_contributors(numeric, integer, anyelement) IS
	'rule of few contributors, who are counted once each: fewer than the minimum; an amount that is null is left out';
