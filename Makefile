# busetting: plain PGXS, plus `make demo` and `make test`, which bring what they need.

EXTENSION = busetting
EXTVERSION = 1.0.1
MODULE_big = busetting
# what C code of other extensions may include as "extension/busetting/suppressed.h"
HEADERS = src/type/bounds.h src/type/suppressed.h
# in the tree, or in the folder in which make -f <tree>/Makefile is called
OBJS = $(patsubst $(srcdir)/%.c,%.o,$(sort $(wildcard $(srcdir)/src/*.c $(srcdir)/src/*/*.c)))

# the install script's parts, in the order in which they build on each other
PARTS = guard selectivity suppressed_int suppressed_bigint suppressed_widening compared_number \
	suppressed_int_index suppressed_bigint_index aggregate \
	likeness region_tree region region_data region_path region_tile measure measure_word published_table symbol suppression_rule publication reading vintage view title preview import import_file import_periods publication_change trend coverage region_series figure forecast grant column_comment report phrase chart_figure svg chart chart_trend chart_map chart_interval chart_text page export export_form audit primary_rule k_disclosure protect series protect_series settlement_count settlement_series protect_settlement job finding report_copy dashboard archived_page unaccompanied shipped privilege
SCRIPT = sql/busetting--$(EXTVERSION).sql
DATA_built = $(SCRIPT)
# upgrades, and the install scripts that they begin with: those that were released
UPGRADES = $(patsubst $(srcdir)/%,%,$(wildcard $(srcdir)/sql/busetting--*--*.sql))
RELEASED = $(sort $(foreach upgrade,$(UPGRADES),$(word 2,$(subst --, ,$(upgrade)))))
DATA = $(UPGRADES) $(RELEASED:%=sql/busetting--%.sql)

# pg_regress looks for NAME.sql below its output directory first: were that the
# top level, it would find the parts of the install script instead of the tests.
REGRESS = $(sort $(patsubst $(srcdir)/test/sql/%.sql,%,$(wildcard $(srcdir)/test/sql/*.sql)))
REGRESS_OPTS = --inputdir=test --outputdir=tmp_check --encoding=UTF8 --no-locale
REGRESS_PREP = tmp_check/expected
EXTRA_CLEAN = sql/suppressed_int*.sql sql/suppressed_bigint*.sql tmp_check $(foreach kind,bc gcda gcno,src/*.$(kind) src/*/*.$(kind))

PG_CONFIG ?= pg_config
export PG_CONFIG
# As system headers, PostgreSQL's give no warnings.  What is off here it causes elsewhere:
# functions need not use PG_FUNCTION_ARGS, and clang is handed the flags of the gcc it was built with.
PG_CPPFLAGS = -I$(srcdir)/src -isystem $(shell $(PG_CONFIG) --includedir-server) \
	$(or $(shell pkg-config --cflags libxml-2.0 2>/dev/null),$(shell xml2-config --cflags 2>/dev/null))
# the audit's linear programs (src/audit/lp.c), workbooks: archives and their XML (src/read/archive.c, src/read/xml_part.c)
SHLIB_LINK = -lglpk -lzip -lxml2
# No name is exported but what SQL calls (src/util/compat.h): another module may have functions of the same names.
PG_CFLAGS = -fvisibility=hidden -Wall -Wextra -Wno-unused-parameter $(if $(CI),-Werror) \
	$(if $(findstring clang,$(CC)),-Wno-ignored-optimization-argument -Wno-unknown-warning-option -Wno-ignored-attributes)
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
include $(PGXS)
ifneq ($(srcdir),.)
$(shell mkdir -p sql $(dir $(OBJS)))
endif
else
all install uninstall installcheck clean:
	@echo '$(PG_CONFIG) leads to no PGXS: install postgresql-server-dev-<version>,' >&2
	@echo 'or say where it is: make PG_CONFIG=<path>. `make test` and `make demo` need neither.' >&2
	@exit 1
endif

# how far a long audit is would be in the output that is compared, on a slow machine
installcheck: export PGOPTIONS += -c busetting.progress_interval=0

$(OBJS) $(OBJS:.o=.bc): $(wildcard $(srcdir)/src/*/*.h)

# one text defines both types, but for these words
sql/suppressed_int.sql: BOUND = int4
sql/suppressed_int.sql: STORAGE = LIKE = pg_catalog.int8
sql/suppressed_int.sql: FROM_BIGINT = ASSIGNMENT
sql/suppressed_bigint.sql: BOUND = int8
sql/suppressed_bigint.sql: STORAGE = INTERNALLENGTH = 16, ALIGNMENT = double
sql/suppressed_bigint.sql: FROM_BIGINT = IMPLICIT
sql/suppressed_int.sql sql/suppressed_bigint.sql: sql/suppressed_type.sql.in
	sed -e 's/@type@/$(basename $(@F))/g' -e 's/@bound@/$(BOUND)/g' -e 's/@range@/$(BOUND)range/g' \
		-e 's/@storage@/$(STORAGE)/' -e 's/@from_bigint@/$(FROM_BIGINT)/' $< > $@
sql/%_index.sql: sql/suppressed_index.sql.in
	sed 's/@type@/$*/g' $< > $@

$(SCRIPT): $(PARTS:%=sql/%.sql)
	cat $^ > $@

tmp_check/expected:
	mkdir -p tmp_check
	ln -sfn $(abspath $(srcdir))/expected $@
	[ -e test ] || ln -s $(abspath $(srcdir))/test test

# Another make builds, as it is only now that there certainly is a pg_config.
.PHONY: build-for-test test unit test-jsonstat test-oracle drivers cron browser demo bench assertions assertions-build fuzz valgrind sanitize lint coverage fire dist release versions
build-for-test:
	@test/prerequisites.sh $(SUITE)
	@echo "busetting: building"
	@$(MAKE) --silent --no-print-directory CI=true with_llvm=no all

test: build-for-test
	@test/run_parallel.sh -l tmp_check/server.log

# parts of the C code against brute force, in seconds, without a server; make test has them too
unit:
	@test/prerequisites.sh
	@test/t/unit.pl

# with Node.js, and the toolkit from npm
test-jsonstat: SUITE = jsonstat
test-jsonstat: build-for-test
	@npm install --prefix tmp_check --no-save --no-package-lock --no-audit --no-fund --loglevel=error jsonstat-toolkit@2.2.2 >/dev/null
	@test/private_cluster.sh -- node test/long/json_stat.js

# with Chromium, and the library that drives it from npm
browser: SUITE = browser
browser: build-for-test
	@npm install --prefix tmp_check --no-save --no-package-lock --no-audit --no-fund --loglevel=error playwright-core@1 >/dev/null
	@test/private_cluster.sh -- node test/long/browser.js

# reports and types through what BI tools and programs read them with
drivers: SUITE = drivers
drivers: build-for-test
	@npm install --prefix tmp_check --no-save --no-package-lock --no-audit --no-fund --loglevel=error --ignore-scripts \
		pg@8.23.1 kysely@0.27 kysely-codegen@0.17 postgraphile@4 @cubejs-backend/schema-compiler@1 @cubejs-backend/postgres-driver@1 >/dev/null
	@test/private_cluster.sh -- test/drivers/run.sh

# jobs on pg_cron's clock, which knows minutes only
cron: SUITE = cron
cron: build-for-test
	@test/private_cluster.sh -c "shared_preload_libraries = 'pg_cron'" -c 'cron.use_background_workers = on' -- test/long/cron.pl

# thousands of tables audited twice, and the largest, protected in every way; make test has 300, and what takes less
test-oracle: build-for-test
	@for seed in $(or $(SEED),1 2 3 2022); do \
		test/private_cluster.sh -- test/t/audit_oracle.pl 3000 $$seed || exit; \
		test/private_cluster.sh -- test/t/protect_oracle.pl 1500 $$seed || exit; \
		test/private_cluster.sh -- test/t/contributor_oracle.pl 1000 $$seed || exit; \
		test/private_cluster.sh -- test/t/protect_series.pl 1000 $$seed || exit; \
		test/private_cluster.sh -- test/t/shuffle.pl 10000 $$seed || exit; \
	done
	@test/private_cluster.sh -- test/t/audit_tables.pl d4
	@test/private_cluster.sh -- test/t/protect_levels.pl all
	@PROTECT_ALL=yes test/private_cluster.sh -- test/t/protect_large.pl

demo: build-for-test
	@test/private_cluster.sh -- test/demo.sh

bench: build-for-test
	@for benchmark in $(or $(BENCH),test/bench/*.sh); do \
		test/private_cluster.sh -c 'shared_buffers = 1GB' -c 'max_wal_size = 20GB' -c 'jit = on' -- $$benchmark || exit; \
	done

# the PGXN zip, tested from itself; and a release of it
dist release: SUITE = dist
dist release: SUITE = dist
dist release: build-for-test
	@test/long/release.sh $@

# the server killed, starved, crowded and promoted in the middle
fire: build-for-test
	@test/private_cluster.sh -- test/long/fire.pl $(FIRE)

# so that it need not be waited for later
assertions-build: SUITE = assertions
assertions-build: build-for-test
	@test/long/assertions.sh --build

# suites that take long, or need more than a compiler and PostgreSQL
# ($@ would be build-for-test there)
$(foreach suite,assertions fuzz valgrind sanitize lint coverage versions,$(eval $(suite): SUITE = $(suite)))
fuzz: build-for-test
	@test/fuzz/run.sh
	@test/private_cluster.sh -- test/t/sql_fuzz.pl $(or $(SQL_FUZZ_CALLS),60000) $(or $(SEED),$$$$)
	@test/private_cluster.sh -- test/t/read_fuzz.pl $(or $(READ_FUZZ_TABLES),20000) $(or $(SEED),$$$$)
	@test/private_cluster.sh -- test/t/layout_fuzz.pl $(or $(LAYOUT_FUZZ_TABLES),4000) $(or $(SEED),$$$$)
	@test/private_cluster.sh -- psql --no-psqlrc --quiet --set=rounds=20000 --file=test/fuzz/dataset.sql

assertions valgrind sanitize lint coverage versions: build-for-test
	@test/long/$@.sh
