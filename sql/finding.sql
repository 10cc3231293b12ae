/*
 * finding.sql: what is wrong with what was published.  A publication is checked once, and again when its
 * rule is changed; what is found is kept, and told on the channel "busetting" when it is new.
 */

CREATE TABLE finding (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	found_at timestamptz NOT NULL DEFAULT now(),
	kind text NOT NULL CHECK (kind IN ('late', 'absent', 'inconsistent', 'revised', 'disclosing')),
	severity text NOT NULL CHECK (severity IN ('information', 'warning', 'error')),
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	code text NOT NULL DEFAULT '',
	measure text NOT NULL DEFAULT '',
	message text NOT NULL,
	UNIQUE (publication, kind, code, measure)
);

COMMENT ON TABLE finding IS 'what check_publications found, each thing once; no value of a hidden cell is in it';
COMMENT ON COLUMN finding.id IS 'key';
COMMENT ON COLUMN finding.found_at IS 'when it was found';
COMMENT ON COLUMN finding.kind IS
	'late: the next publication of the source is due; absent: regions that are not listed; inconsistent: figures that cannot all be true; '
	'revised: other figures than before; disclosing: hidden cells that can be worked out';
COMMENT ON COLUMN finding.severity IS 'information, warning or error';
COMMENT ON COLUMN finding.publication IS 'the publication, of a late one the last before it';
COMMENT ON COLUMN finding.code IS 'code of the region it is about, empty where it is about all';
COMMENT ON COLUMN finding.measure IS 'the measure it is about, empty where it is about all';
COMMENT ON COLUMN finding.message IS 'what was found';

CREATE TABLE publication_check (
	publication integer PRIMARY KEY REFERENCES publication ON DELETE CASCADE,
	rule text NOT NULL,
	checked_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE publication_check IS 'publications that check_publications has checked';
COMMENT ON COLUMN publication_check.publication IS 'the publication';
COMMENT ON COLUMN publication_check.rule IS 'hash of what it was read by then: publication_reading.basis';
COMMENT ON COLUMN publication_check.checked_at IS 'when it was checked';

SELECT pg_extension_config_dump('finding', '');
SELECT pg_extension_config_dump('finding_id_seq', '');
SELECT pg_extension_config_dump('publication_check', '');

CREATE FUNCTION busetting_internal.publication_finding(publication integer)
RETURNS TABLE (kind text, severity text, code text, measure text, message text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH this AS (
		SELECT p.*, CASE WHEN rule.absent_is_hidden THEN 'information' ELSE 'warning' END AS severity
		FROM publication AS p
		JOIN suppression_rule AS rule USING (rule)
		WHERE p.id = publication_finding.publication
	)
	-- of whatever it lists a part of
	SELECT 'absent', this.severity, o.code, '',
		   format('%s of %s %s%s are not listed: %s', c.absent, c.regions, c.en_plural, CASE WHEN o.parent IS NOT NULL THEN ' of ' || o.name END, c.names)
	FROM this
	CROSS JOIN LATERAL (
		SELECT r.parent, min(l.en_plural) AS en_plural, count(*) AS regions, count(*) FILTER (WHERE NOT c.listed) AS absent,
			   string_agg(c.name, ', ' ORDER BY c.code COLLATE "C") FILTER (WHERE NOT c.listed) AS names
		FROM coverage AS c
		JOIN region AS r ON r.id = c.region
		JOIN region_level AS l ON l.level = r.level
		WHERE c.publication = this.id AND r.parent IS NOT NULL
		GROUP BY r.parent
	) AS c
	JOIN region_official AS o ON o.region = c.parent AND busetting_internal.in_force(this.date, o.named_since, o.named_until)
	WHERE c.absent > 0
	UNION ALL
	-- of hidden cells no more than what is published of their sum
	SELECT 'inconsistent', 'error', r.code, r.measure,
		   format('%s %s is published as %s, its %s add up to %s: %s too %s', r.name, r.measure, r.published,
				  (SELECT l.en_plural FROM region_level AS l JOIN region_level AS o ON o.tree = l.tree AND o.level = r.level AND o.position < l.position ORDER BY l.position LIMIT 1), r.total_with_absent,
				  abs(r.deviation), CASE WHEN r.deviation > 0 THEN 'much' ELSE 'little' END)
	FROM total_reconciliation AS r
	WHERE r.publication = publication_finding.publication AND NOT r.consistent
	UNION ALL
	-- and what contradicts only together, or is no sum of regions that the view above compares
	SELECT 'inconsistent', 'error', min(x.code COLLATE "C"), min(x.measure COLLATE "C"),
		   format(CASE count(*) WHEN 1 THEN '%2$sdoes not hold%3$s' ELSE '%1$s sums cannot all hold%3$s: %2$s' END, count(*),
				  string_agg(format('%s %s %s', x.name, x.measure, CASE x.over WHEN 'regions' THEN 'over regions' WHEN 'printed total' THEN 'as printed over regions' WHEN 'part' THEN 'and the rest' ELSE 'by ' || x.over END),
							 ', ' ORDER BY x.code COLLATE "C", x.measure, x.over) || CASE count(*) WHEN 1 THEN ' ' ELSE '' END,
				  CASE min(x.kind) WHEN 'rule' THEN ' by the rule' ELSE '' END)
	FROM contradiction AS x
	WHERE x.publication = publication_finding.publication
	GROUP BY x.number
	HAVING count(*) > 1 OR bool_and(x.deviation = 0)
	UNION ALL
	SELECT 'inconsistent', 'warning', r.code, r.measure,
		   format('%s %s is %s here, but %s', r.name, r.measure, r.other_value, string_agg(format('%s in %s', r.value, r.source), ', ' ORDER BY r.source, r.value))
	FROM (SELECT DISTINCT r.code, r.name, r.measure, r.other_value, r.value, CASE WHEN r.source = this.source THEN 'its row' ELSE format('"%s"', r.source) END AS source
		  FROM this
		  JOIN publication_reconciliation AS r ON r.other_source = this.source AND r.date = this.date AND NOT r.consistent) AS r
	GROUP BY r.code, r.name, r.measure, r.other_value
	UNION ALL
	-- what is hidden only now is known from before
	SELECT 'revised', CASE WHEN bool_or(r.change = 'hidden') THEN 'warning' ELSE 'information' END, '', '',
		   format('%s figures differ from vintage %s: %s', sum(r.figures), min(r.vintage) - 1, string_agg(format('%s %s', r.figures, r.change), ', ' ORDER BY r.change))
	FROM (SELECT change, count(*) AS figures, min(vintage) AS vintage
		  FROM revision AS r
		  WHERE r.publication = publication_finding.publication
		  GROUP BY change) AS r
	HAVING count(*) > 0
$$;

CREATE FUNCTION busetting_internal.disclosure_finding(publication integer)
RETURNS TABLE (kind text, severity text, code text, measure text, message text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 1000000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	problem text;
	detail text;
	hint text;
BEGIN
	RETURN QUERY
	SELECT 'disclosing', 'error', '', '',
		   format('%s of %s hidden cells can be worked out: %s', count(*) FILTER (WHERE a.disclosed), count(*),
				  string_agg(a.code || ' ' || a.name || ' ' || a.measure, ', ' ORDER BY a.code, a.measure) FILTER (WHERE a.disclosed))
	FROM audit_settlement(disclosure_finding.publication) AS a
	HAVING count(*) FILTER (WHERE a.disclosed) > 0;
EXCEPTION
	WHEN data_exception THEN
		GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
		RETURN QUERY SELECT 'inconsistent', 'error', '', '', concat(problem, ': ' || nullif(detail, ''), ' ' || nullif(hint, ''));
	WHEN insufficient_privilege THEN
		RAISE;
	WHEN OTHERS THEN
		RETURN QUERY SELECT 'disclosing', 'warning', '', '', 'what it discloses cannot be worked out: ' || SQLERRM;
END
$$;

CREATE FUNCTION busetting_internal.late_finding(on_date date)
RETURNS TABLE (publication integer, kind text, severity text, code text, measure text, message text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	-- what is usual is the median of the last ten times between two dates; half of that more is late
	SELECT s.publication, 'late', 'warning', '', '',
		   format('nothing from %s since %s: usually every %s days, the next was due on %s', s.source, s.date, s.usual, s.date + s.usual)
	FROM (SELECT source, max(publication) FILTER (WHERE recency = 1) AS publication, max(date) AS date,
				 percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS usual, count(days) AS times
		  FROM (SELECT source, date, max(id) AS publication, date - lag(date) OVER earlier AS days,
					   row_number() OVER (PARTITION BY source ORDER BY date DESC) AS recency
				FROM publication
				GROUP BY source, date
				WINDOW earlier AS (PARTITION BY source ORDER BY date)) AS p
		  WHERE recency <= 10
		  GROUP BY source) AS s
	WHERE s.times > 1 AND late_finding.on_date - s.date > 1.5 * s.usual
$$;

-- A run stops after 20 seconds and keeps what it has; the next goes on, so that a backlog of years is no obstacle.
CREATE FUNCTION busetting_internal.find_problems(on_date date DEFAULT CURRENT_DATE) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	stop_at timestamptz := clock_timestamp() + interval '20 seconds';
	last_finding bigint := (SELECT coalesce(max(id), 0) FROM finding);
	this record;
	checked integer := 0;
	left_over integer := 0;
	found bigint;
BEGIN
	INSERT INTO finding (publication, kind, severity, code, measure, message)
	SELECT * FROM busetting_internal.late_finding(on_date)
	ON CONFLICT DO NOTHING;
	FOR this IN
		SELECT p.id, coalesce(r.basis, '') AS rule
		FROM publication AS p
		LEFT JOIN publication_reading AS r ON r.publication = p.id
		LEFT JOIN publication_check AS c ON c.publication = p.id
		WHERE c.rule IS DISTINCT FROM coalesce(r.basis, '')
		ORDER BY p.date DESC, p.id
	LOOP
		IF clock_timestamp() > stop_at THEN
			left_over := left_over + 1;
			CONTINUE;
		END IF;
		BEGIN
			INSERT INTO finding (publication, kind, severity, code, measure, message)
			SELECT this.id, f.*
			FROM (SELECT * FROM busetting_internal.publication_finding(this.id) UNION ALL SELECT * FROM busetting_internal.disclosure_finding(this.id)) AS f
			ON CONFLICT DO NOTHING;
			INSERT INTO publication_check (publication, rule) VALUES (this.id, this.rule)
			ON CONFLICT (publication) DO UPDATE SET rule = excluded.rule, checked_at = excluded.checked_at;
			checked := checked + 1;
		EXCEPTION WHEN foreign_key_violation THEN
			-- it was deleted meanwhile
		END;
	END LOOP;

	-- everybody may listen: no more than what kind of thing it is
	SELECT count(pg_notify('busetting', json_build_object('finding', f.id, 'kind', f.kind, 'severity', f.severity, 'publication', f.publication)::text))
	INTO found
	FROM finding AS f
	WHERE f.id > last_finding;
	RETURN concat(format('publications checked: %s, new findings: %s', checked, found),
				  CASE WHEN left_over > 0 THEN format(', left for the next run: %s', left_over) END);
END
$$;

CREATE PROCEDURE check_publications(on_date date DEFAULT CURRENT_DATE)
LANGUAGE plpgsql
AS $$
BEGIN
	CALL busetting_internal.run_job('check_publications', pg_catalog.format('SELECT busetting_internal.find_problems(%L)', on_date));
END
$$;

COMMENT ON FUNCTION busetting_internal.publication_finding(integer) IS 'what is wrong with a publication: regions that are not listed, figures that cannot all be true, figures other than before';
COMMENT ON FUNCTION busetting_internal.disclosure_finding(integer) IS 'does a publication give hidden cells away? which, but not what they are';
COMMENT ON FUNCTION busetting_internal.late_finding(date) IS 'sources from which nothing came for longer than usual';
COMMENT ON FUNCTION busetting_internal.find_problems(date) IS 'check the publications that are not checked yet, keep and tell what is found; the work of check_publications';
COMMENT ON PROCEDURE check_publications(date) IS
	'look for publications that are late, incomplete, inconsistent, revised or disclosing; what is new goes to finding and the channel busetting';
