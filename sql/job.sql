/*
 * job.sql: the frame of what runs unattended.  A job is a procedure which has run_job() call
 * one function: that does its work in one transaction, so that nothing is half done
 * however it ends, and the record of the run is in job_run even where the work is not.
 */

CREATE TABLE job_run (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	job text NOT NULL,
	started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	ended_at timestamptz,
	outcome text NOT NULL DEFAULT 'running'
		CHECK (outcome IN ('running', 'succeeded', 'skipped', 'failed', 'cancelled', 'interrupted')),
	message text,
	run_by name NOT NULL DEFAULT current_user,
	process_id integer NOT NULL DEFAULT pg_backend_pid(),
	CHECK ((ended_at IS NULL) = (outcome IN ('running', 'interrupted')))
);
CREATE INDEX ON job_run (job, started_at);

COMMENT ON TABLE job_run IS 'runs of jobs, kept for 90 days';
COMMENT ON COLUMN job_run.id IS 'key';
COMMENT ON COLUMN job_run.job IS 'name of the job''s procedure';
COMMENT ON COLUMN job_run.started_at IS 'when it started';
COMMENT ON COLUMN job_run.ended_at IS 'when it ended; null while it runs, and where nothing was left to tell';
COMMENT ON COLUMN job_run.outcome IS
	'running, succeeded, skipped as another run of the job was under way (one row for all in a row), failed, cancelled, '
	'or interrupted: its session or the server ended before it';
COMMENT ON COLUMN job_run.message IS 'what was done, or why not';
COMMENT ON COLUMN job_run.run_by IS 'role that ran it';
COMMENT ON COLUMN job_run.process_id IS 'server process that ran it';

SELECT pg_extension_config_dump('job_run', '');
SELECT pg_extension_config_dump('job_run_id_seq', '');

/* What jobs store is of all publications: a role that row-level security shows a part would store that. */
CREATE FUNCTION busetting_internal.job_start(job text) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	run bigint;
BEGIN
	IF row_security_active('publication'::regclass) THEN
		RAISE insufficient_privilege USING
			MESSAGE = format('%s needs all publications, and %s may not see all', job, current_user),
			DETAIL = 'Row-level security of busetting.publication is active for this role.',
			HINT = 'Let a role run it that is not subject to policies: ALTER ROLE ... BYPASSRLS.';
	END IF;
	INSERT INTO job_run (job) VALUES (job_start.job) RETURNING id INTO run;
	RETURN run;
END
$$;

/*
 * The lock is that of the transaction: whatever ends that lets go of it.  Runs that still say
 * they are running in a process that is gone, or in this one, are not; one that has not come
 * to its lock yet, and lives, is left alone.
 */
CREATE FUNCTION busetting_internal.job_lock(run bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	this job_run := (SELECT r FROM job_run AS r WHERE r.id = run);
BEGIN
	IF NOT pg_try_advisory_xact_lock('busetting.job_run'::regclass::oid::integer, hashtext(this.job)) THEN
		RETURN false;
	END IF;
	UPDATE job_run AS r
	SET outcome = 'interrupted', message = 'its session or the server ended before it'
	WHERE r.job = this.job AND r.outcome = 'running' AND r.id <> run
		AND (r.process_id = pg_backend_pid()
			 OR NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.pid = r.process_id));
	DELETE FROM job_run AS r WHERE r.job = this.job AND r.started_at < now() - interval '90 days';
	RETURN true;
END
$$;

CREATE FUNCTION busetting_internal.job_end(run bigint, outcome text, message text) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	UPDATE job_run AS r
	SET ended_at = clock_timestamp(), outcome = job_end.outcome, message = job_end.message
	WHERE r.id = run
$$;

/* The last of the runs that were skipped one after another stands for all of them: a run that hangs does not fill the table. */
CREATE FUNCTION busetting_internal.job_skip(run bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	this job_run := (SELECT r FROM job_run AS r WHERE r.id = run);
	before record;
BEGIN
	WITH gone AS (
		DELETE FROM job_run AS r
		WHERE r.job = this.job AND r.outcome = 'skipped' AND r.id < run
			AND r.id > (SELECT coalesce(max(o.id), 0) FROM job_run AS o WHERE o.job = this.job AND o.outcome <> 'skipped' AND o.id < run)
		RETURNING r.message
	)
	SELECT count(*) AS runs, coalesce(sum(coalesce(substring(g.message from '[(]([0-9]+) times')::integer, 1)), 0) AS times INTO before FROM gone AS g;
	PERFORM busetting_internal.job_end(run, 'skipped', 'another run of it is under way' || CASE WHEN before.runs > 0 THEN format(' (%s times)', before.times + 1) ELSE '' END);
END
$$;

CREATE FUNCTION busetting_internal.refuse_transaction_block(job text) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;

/*
 * A procedure that ends transactions cannot SET search_path: every name is qualified here, and
 * there is no operator.  It cannot be called within a transaction block either.
 */
CREATE PROCEDURE busetting_internal.run_job(job text, work text)
LANGUAGE plpgsql
AS $$
DECLARE
	run bigint;
	result text;
	state text;
	message text;
	detail text;
	hint text;
	context text;
BEGIN
	-- loads the library: where a parallel query is the first that needs it, settings of the extension are a WARNING
	PERFORM busetting_internal.refuse_transaction_block(job);
	run := busetting_internal.job_start(job);
	COMMIT;
	BEGIN
		IF busetting_internal.job_lock(run) THEN
			-- what is stored is what is known now, whatever the session that runs the job is looking at
			PERFORM pg_catalog.set_config('busetting.as_known_on', '', true);
			PERFORM busetting.read_publications();
			EXECUTE work INTO result;
			PERFORM busetting_internal.job_end(run, 'succeeded', result);
		ELSE
			PERFORM busetting_internal.job_skip(run);
		END IF;
		RETURN;
	EXCEPTION WHEN OTHERS OR query_canceled OR assert_failure THEN
		GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
			hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
	END;
	PERFORM busetting_internal.job_end(run,
		CASE WHEN pg_catalog.texteq(state, '57014') THEN 'cancelled' ELSE 'failed' END,
		pg_catalog.regexp_replace(pg_catalog.concat_ws(E'\n', message, detail, hint, context), E'\n+', E'\n', 'g'));
	COMMIT;
	-- for the caller, whom it failed as well
	RAISE EXCEPTION USING
		ERRCODE = state,
		MESSAGE = message,
		DETAIL = CASE WHEN pg_catalog.texteq(detail, '') THEN 'Nothing that it did was kept.' ELSE detail END,
		HINT = CASE WHEN pg_catalog.texteq(hint, '') THEN pg_catalog.format('It is run %s in busetting.job_run.', run) ELSE hint END;
END
$$;

COMMENT ON FUNCTION busetting_internal.job_start(text) IS 'record that a run of a job starts; its id';
COMMENT ON FUNCTION busetting_internal.job_lock(bigint) IS 'take the lock of a run''s job until the transaction ends, if no other run has it';
COMMENT ON FUNCTION busetting_internal.job_end(bigint, text, text) IS 'record how a run of a job ended';
COMMENT ON FUNCTION busetting_internal.job_skip(bigint) IS 'record that a run of a job was skipped, in the place of those just before it that were';
COMMENT ON FUNCTION busetting_internal.refuse_transaction_block(text) IS 'error where the procedure that calls it cannot end its transaction';
COMMENT ON PROCEDURE busetting_internal.run_job(text, text) IS
	'run a query that does a job''s work and returns a message: alone, all or nothing, and recorded in job_run';

/* Logical replication brings rows and not what sequences have given out: a row stored on the replica would get a number that is taken. */
CREATE PROCEDURE align_sequences()
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	this record;
	highest bigint;
BEGIN
	FOR this IN
		SELECT c.oid::regclass AS name, a.attname AS key, s.seqrelid::regclass AS sequence, s.seqstart AS first
		FROM pg_depend AS d
		JOIN pg_sequence AS s ON s.seqrelid = d.objid
		JOIN pg_class AS c ON c.oid = d.refobjid AND c.relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)
		JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
		WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
	LOOP
		EXECUTE format('SELECT max(%I) FROM %s', this.key, this.name) INTO highest;
		PERFORM setval(this.sequence, greatest(coalesce(highest, 0) + 1, this.first), false);
	END LOOP;
END
$$;

COMMENT ON PROCEDURE align_sequences() IS 'let the keys of new rows go on after those that are there: once on a replica that is to store rows of its own, or run jobs';
