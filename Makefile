# busetting: plain PGXS, plus `make demo` and `make test`, which bring what they need.

EXTENSION = busetting
EXTVERSION = 0.1.0
MODULE_big = busetting
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c)))

# the install script's parts, in the order in which they build on each other
PARTS = suppressed_int suppressed_bigint aggregate published_table \
	region region_data publication view
SCRIPT = sql/busetting--$(EXTVERSION).sql
DATA_built = $(SCRIPT)
EXTRA_CLEAN = $(SCRIPT)

PG_CONFIG ?= pg_config
PG_CFLAGS = -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

$(SCRIPT): $(PARTS:%=sql/%.sql)
	cat $^ > $@
