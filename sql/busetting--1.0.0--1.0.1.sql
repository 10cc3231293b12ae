SELECT pg_catalog.set_config('search_path', 'busetting, pg_temp', true);
INSERT INTO measure_word (role, language, phrase, reference)
SELECT 'another column', 'no', phrase, true FROM unnest('{rest,restplasser,restplassar}'::text[]) AS phrase;

CALL busetting_internal.give_privileges();
