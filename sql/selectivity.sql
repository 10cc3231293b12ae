-- Statistics of both types, and how many rows << >> && @> <@ select.

CREATE FUNCTION busetting_internal.suppressed_typanalyze(internal) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_before_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_before_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_after_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_after_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_overlaps_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_overlaps_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contains_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contains_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contained_by_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contained_by_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.suppressed_typanalyze(internal) IS 'suppressed_int and suppressed_bigint typanalyze';
COMMENT ON FUNCTION busetting_internal.suppressed_before_sel(internal, oid, internal, integer) IS 'restriction selectivity of <<';
COMMENT ON FUNCTION busetting_internal.suppressed_before_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of <<';
COMMENT ON FUNCTION busetting_internal.suppressed_after_sel(internal, oid, internal, integer) IS 'restriction selectivity of >>';
COMMENT ON FUNCTION busetting_internal.suppressed_after_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of >>';
COMMENT ON FUNCTION busetting_internal.suppressed_overlaps_sel(internal, oid, internal, integer) IS 'restriction selectivity of &&';
COMMENT ON FUNCTION busetting_internal.suppressed_overlaps_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of &&';
COMMENT ON FUNCTION busetting_internal.suppressed_contains_sel(internal, oid, internal, integer) IS 'restriction selectivity of @>';
COMMENT ON FUNCTION busetting_internal.suppressed_contains_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of @>';
COMMENT ON FUNCTION busetting_internal.suppressed_contained_by_sel(internal, oid, internal, integer) IS 'restriction selectivity of <@';
COMMENT ON FUNCTION busetting_internal.suppressed_contained_by_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of <@';
