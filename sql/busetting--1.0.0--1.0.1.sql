SELECT pg_catalog.set_config('search_path', 'busetting, pg_temp', true);

CALL busetting_internal.give_privileges();
