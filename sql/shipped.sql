/*
 * shipped.sql: rows that come with the extension stay as they are.  They are not dumped, and a
 * restored database would have them as they were shipped, whatever they had been changed to.
 */

CREATE FUNCTION busetting_internal.keep_shipped_row() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION busetting_internal.keep_shipped_row() IS 'trigger: error where a row that comes with the extension is changed, deleted or added, unless by the extension''s own script, or where its table is truncated';

DO $$
DECLARE
	kept record;
BEGIN
	FOR kept IN SELECT * FROM (VALUES
		('measure', 'reference', 'Add a row of your own.'),
		('measure_word', 'reference', 'Add a row of your own for the same phrase: it takes precedence.'),
		('suppression_rule', 'reference', 'Add a rule of your own, and give its name to import_table. Where a rule does not hold, add a row of busetting.suppression_exception, for a source or a time.'),
		('rule_measure', 'reference', 'Add a rule of your own, or a row of busetting.suppression_exception, for a source or a time.'),
		('symbol_dialect', 'reference', 'Add a dialect of your own.'),
		('symbol_meaning', 'reference', 'Add a dialect and a rule of your own, and give the rule''s name to import_table.'),
		('symbol_flag', 'reference', 'Add a dialect and a rule of your own, and give the rule''s name to import_table.'),
		('symbol_exception', 'reference', 'Add a dialect and a rule of your own, and give the rule''s name to import_table.'),
		('region_tree', 'reference', 'Add a tree of your own.'),
		('region_level', 'reference', 'Add a tree of your own, with its levels.'),
		('region_name', 'reference', 'Add a name of your own.'),
		('region_change', 'reference', 'Add changes of your own.'),
		('region_tile', 'reference', 'Add rows for maps of your own.'),
		('forecast', 'reference', 'Add a forecast of your own.'),
		('grant_rate', 'reference', 'Add a rate of your own, for other dates.'),
		('region', 'id < 10000', 'Add a region of your own.')) AS k(name, condition, hint)
	LOOP
		EXECUTE format('CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON %I FOR EACH ROW WHEN (OLD.%s) EXECUTE FUNCTION busetting_internal.keep_shipped_row(%L)', kept.name, kept.condition, kept.hint);
		EXECUTE format('CREATE TRIGGER keep_from_being_added BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW.%s) EXECUTE FUNCTION busetting_internal.keep_shipped_row(%L)', kept.name, kept.condition, kept.hint);
		EXECUTE format('CREATE TRIGGER keep_from_truncation BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.keep_shipped_row(%L)', kept.name, kept.condition);
	END LOOP;
END
$$;

-- a key that is taken, said in words: what to do instead
CREATE FUNCTION busetting_internal.refuse_shipped_name() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM suppression_rule WHERE rule = NEW.rule AND reference) THEN
		RAISE unique_violation USING
			MESSAGE = format('rule "%s" comes with the extension', NEW.rule),
			DETAIL = 'What it says stays as it was shipped.',
			HINT = 'Give your rule another name, and that name to import_table. Where the rule does not hold for a source or a time, add a row of busetting.suppression_exception.';
	END IF;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.refuse_shipped_name() IS 'trigger: error where a rule has the name of one that comes with the extension';

CREATE TRIGGER refuse_name BEFORE INSERT ON suppression_rule FOR EACH ROW WHEN (NOT NEW.reference) EXECUTE FUNCTION busetting_internal.refuse_shipped_name();
