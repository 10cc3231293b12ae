-- What the tests of publications begin with; a ROLLBACK at their end leaves nothing of them.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;
SET search_path = busetting, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never
\set ON_ERROR_ROLLBACK on
BEGIN;
ALTER TABLE publication ALTER COLUMN id RESTART; -- so that the ROLLBACK takes the numbers back too
ALTER TABLE measure ALTER COLUMN id RESTART;
