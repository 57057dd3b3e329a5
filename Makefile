# warroom: builds, runs and tests; `make help` lists the targets.
V ?= debug
B := build/$(V)
CC ?= gcc
.DEFAULT_GOAL := all
.SUFFIXES:

PKGS := ncursesw sqlite3 libpcre2-8 jansson libsodium libutf8proc md4c
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wvla -Wformat=2 -Wpointer-arith -Wundef -Walloca -Werror
CPPFLAGS += -Iinclude -Isrc -I$(B)/gen -Itests -D_GNU_SOURCE -include base/banned.h $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS_debug := -O1 -g
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CFLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_asan := -fsanitize=address,undefined
CFLAGS += -std=c17 $(WARN) $(CFLAGS_$(V))
LDFLAGS += $(LDFLAGS_$(V))
LDLIBS += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lircclient -lm

# Rooms in floor order: each may link only what stands after it in this list.
ROOMS := cli export feed irc tui engine command lang view journal doc core sys base
floor = $(wordlist $(1),99,$(ROOMS))

src = $(wildcard src/$(1)/*.c)
obj = $(patsubst src/%.c,$(B)/%.o,$(call src,$(1)))
OBJS := $(foreach r,$(ROOMS) app,$(call obj,$(r)))
LIBS := $(foreach r,$(ROOMS),$(B)/lib/lib$(r).a)

all: $(B)/warroom
$(B)/warroom: $(call obj,app) $(LIBS)
	$(CC) $(LDFLAGS) -o $@ $(call obj,app) -Wl,--start-group $(LIBS) -Wl,--end-group $(LDLIBS)

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

define room_rules
$(B)/lib/lib$(1).a: $(call obj,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	ar rcs $$@ $$^
lib-$(1): $(B)/lib/lib$(1).a
UNIT_$(1) := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/unit/$(1)/test_*.c))
unit-$(1): $$(UNIT_$(1))
	@fail=0; for t in $$^; do $$$$t || fail=1; done; exit $$$$fail
endef
$(foreach r,$(ROOMS),$(eval $(call room_rules,$(r))))

