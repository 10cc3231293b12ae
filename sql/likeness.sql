/*
 * likeness.sql: how much two texts are alike, for names and headings that are not known.
 */

CREATE FUNCTION busetting_internal.likeness(name text, wanted text) RETURNS double precision
	AS 'MODULE_PATHNAME', 'text_likeness' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION busetting_internal.likeness(text, text) IS
	'how much a known text is like the one that is wanted, by pairs of letters: twice those of the first that stand in the second, over the characters of both';
