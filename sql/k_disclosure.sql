-- Group disclosure: a row in which all of a group, or all but k, are of one class tells the class of its members.  The rule is
-- k-disclosure of counts, as in FindDifferenceCells of the R package SSBtools: of a group and a part of it, both not empty, the
-- difference is at most k.  With k = 1 the one who is not of the part learns that all others are.

CREATE FUNCTION k_disclosure(parent bigint, child bigint, k bigint DEFAULT 0)
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF (k >= 0) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('a difference of %s is not a rule', coalesce(k::text, 'null')),
				DETAIL = 'It must be at least 0: what is no larger is sensitive.',
				HINT = 'k_disclosure(20, 20) and k_disclosure(21, 20, 1) are examples.';
		ELSIF parent < 0 OR child < 0 OR child > parent THEN
			RAISE invalid_parameter_value USING
				MESSAGE = 'a part that is larger than its group, or less than nothing, is not possible',
				DETAIL = 'Persons are counted from zero, those of a part are in the group, too.',
				HINT = 'The group comes first: k_disclosure(group, part, k).';
		END IF;
		RETURN parent > 0 AND child > 0 AND parent - child <= k;
	END
	$$;

CREATE FUNCTION k_disclosure_level(parent bigint, child bigint, k bigint DEFAULT 0)
	RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT CASE WHEN k_disclosure(parent, child, k) IS NOT FALSE THEN coalesce(k + 1 - (parent - child), k + 1)::numeric END';

COMMENT ON FUNCTION k_disclosure(bigint, bigint, bigint) IS
	'k-disclosure: of a group and a part of it, both not empty, the difference is at most k; null where one is: not known, which protect takes for sensitive';
COMMENT ON FUNCTION k_disclosure_level(bigint, bigint, bigint) IS
	'how much larger than it is readers must take the difference of a group and its part to be, so that it may be more than k; null where it is not sensitive';
