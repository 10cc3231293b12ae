-- What `make demo` shows.
\echo 'A ":" is a number that is hidden, and a sum of numbers keeps what is known of it:'
CREATE EXTENSION busetting CASCADE;
SELECT extname AS extension, extversion AS version FROM pg_extension WHERE extname = 'busetting';
