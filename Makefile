# warroom: builds, runs and tests; `make help` lists the targets.
V ?= debug
B := build/$(V)
ifeq ($(origin CC),default)
CC := gcc
endif
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PREFIX ?= /usr/local
VERSION := $(shell cat VERSION)
.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:

include src/floors.mk

# ---- packages of Debian bookworm, by what needs them ----
RUN_PKGS := gcc make libc6-dev pkg-config libncurses-dev libircclient-dev libsqlite3-dev libpcre2-dev \
	libjansson-dev libutf8proc-dev libmd4c-dev libssl-dev libcurl4-openssl-dev
TEST_PKGS := $(RUN_PKGS) libcmocka-dev libvterm-dev ngircd inspircd anope openssl tmux python3 sqlite3 cmark \
	irssi weechat-headless weechat-plugins
FUZZ_PKGS := $(RUN_PKGS) clang libclang-rt-14-dev
LINT_PKGS := $(TEST_PKGS) clang libclang-rt-14-dev clang-format clang-tidy cppcheck shellcheck
DEMO_PKGS := $(RUN_PKGS) ngircd python3
COVER_PKGS := $(TEST_PKGS) gcovr

# ---- flags ----
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wvla -Wformat=2 \
	-Wpointer-arith -Wundef -Walloca -Werror
# Rows of a table leave out their last columns where those are zero.
WARN += -Wno-missing-field-initializers
# Text is cut to fixed room on purpose in many places, and gcc cannot know it.
WARN_gcc := -Wno-format-truncation
HARD := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CFLAGS_debug := -O2 -g $(HARD)
CFLAGS_release := -O2 -g $(HARD) -fPIE
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
CFLAGS_asan := $(SANITIZE) -Wno-maybe-uninitialized
CFLAGS_fuzz := $(SANITIZE) -fsanitize=fuzzer-no-link
CFLAGS_cover := -O0 -g --coverage
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_asan := -fsanitize=address,undefined
LDFLAGS_fuzz := -fsanitize=address,undefined
LDFLAGS_cover := --coverage
ifeq ($(V),fuzz)
CC := clang
endif
INCLUDES := -Iinclude -Isrc -I$(B)/gen -Itests
CPPFLAGS += $(INCLUDES) -D_GNU_SOURCE -include base/banned.h
CFLAGS += -std=c17 $(WARN) $(WARN_$(notdir $(CC))) $(CFLAGS_$(V))
LDFLAGS += $(LDFLAGS_$(V)) -Wl,--as-needed

# What each room needs from outside; a program links those of the rooms in it.
LDLIBS_base := -ljansson -lpcre2-8 -lcrypto -lutf8proc -lm
LDLIBS_doc := -lmd4c
LDLIBS_journal := -lsqlite3
LDLIBS_tui := -lncursesw
# libcurl is loaded when it is first needed.
LDLIBS_send := -ldl
LDLIBS_irc := -lircclient -lssl -lcrypto
LDLIBS_support := -lvterm -lutil -lssl -lcrypto

say = @printf '  %-5s %s\n' $(1) $(2)

# ---- rooms ----
src = $(sort $(wildcard src/$(1)/*.c))
obj = $(patsubst src/%.c,$(B)/%.o,$(call src,$(1)))
# The rooms that room $(1) is linked with, itself first.
with = $(foreach r,$(1),$(r) $(MAY_USE_$(r)))
libs = $(patsubst %,$(B)/lib/lib%.a,$(sort $(call with,$(1))))
ldlibs = $(sort $(foreach r,$(sort $(call with,$(1))),$(LDLIBS_$(r))))
link = $(CC) $(LDFLAGS) -o $@ $(1) -Wl,--start-group $(2) -Wl,--end-group $(3) $(LDLIBS)

OBJS := $(foreach r,$(ROOMS) app,$(call obj,$(r)))
GEN := $(patsubst %,$(B)/gen/registry_%.h,families clocks panes backends exporters senders feeds) $(B)/gen/version.h

.PHONY: all
## make: the program, build/warroom (V=debug, or V=release)
all: $(if $(wildcard src/app/main.c),$(B)/warroom)
ifneq ($(filter debug release,$(V)),)
	$(if $(wildcard src/app/main.c),@ln -sfn $(V)/warroom build/warroom)
endif

$(B)/warroom: $(call obj,app) $(patsubst %,$(B)/lib/lib%.a,$(ROOMS))
	$(call say,LINK,$@)
	@$(call link,$(call obj,app),$(patsubst %,$(B)/lib/lib%.a,$(ROOMS)),$(call ldlibs,$(ROOMS)))

$(B)/%.o: src/%.c $(B)/gen/flags | $(GEN)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

define room_rules
$(B)/lib/lib$(1).a: $(call obj,$(1)) $(B)/gen/members_$(1)
	@mkdir -p $$(@D)
	@rm -f $$@
	@ar rcs $$@ $$(filter %.o,$$^)
$(B)/gen/members_$(1): FORCE
	@$$(call write_if_new,echo $(call obj,$(1)))
.PHONY: lib-$(1) unit-$(1)
lib-$(1): $(B)/lib/lib$(1).a
unit-$(1): $(filter $(B)/tests/unit/$(1)/%,$(patsubst %.c,$(B)/%,$(wildcard tests/unit/$(1)/test_*.c)))
	@$$(call run_tests,$$^)
endef

# ---- generated headers; touched only when their words change ----
write_if_new = mkdir -p $(@D); { $(1); } > $@.$$$$ && { cmp -s $@.$$$$ $@ && rm $@.$$$$ || mv $@.$$$$ $@; }
FORCE:

# A file's name is its registration: src/$(2)/$(3)NAME.c becomes the line $(4)(NAME) of registry_$(1).h.
define registry_rule
$(B)/gen/registry_$(1).h: FORCE
	@$$(call write_if_new,echo '/* registry_$(1).h: one line for each src/$(2)/$(3)*.c. */'; \
		for n in $(sort $(patsubst src/$(2)/$(3)%.c,%,$(wildcard src/$(2)/$(3)*.c))); do echo "$(4)($$$$n)"; done)
endef
$(eval $(call registry_rule,families,command,cmd_,FAMILY))
$(eval $(call registry_rule,clocks,command,clock_,CLOCK))
$(eval $(call registry_rule,panes,tui,pane_,PANE))
$(eval $(call registry_rule,backends,journal,backend_,BACKEND))
$(eval $(call registry_rule,exporters,export,export_,EXPORTER))
$(eval $(call registry_rule,senders,send,send_,SENDER))
$(eval $(call registry_rule,feeds,feed,feed_,FEED))

$(B)/gen/version.h: FORCE
	@$(call write_if_new,echo '/* version.h: the version that the file VERSION gives. */'; \
		echo '#define WARROOM_VERSION "$(VERSION)"')
$(B)/gen/flags: FORCE
	@$(call write_if_new,echo '$(CC) $(CPPFLAGS) $(CFLAGS)')

# ---- tests: tests/unit/ROOM/test_X.c links ROOM and what it may use; other folders say their floor here ----
FLOOR_contract := journal
FLOOR_script := command
FLOOR_golden := tui
FLOOR_pty :=
FLOOR_irc := irc
BENCH_FLOOR := engine
KINDS := $(filter-out unit data support house fuzz bench soak,$(notdir $(patsubst %/,%,$(sort $(wildcard tests/*/)))))
TEST_SRC := $(sort $(wildcard tests/unit/*/test_*.c) $(foreach k,$(KINDS),$(wildcard tests/$(k)/*.c)))
TEST_PROGS := $(patsubst %.c,$(B)/%,$(TEST_SRC))
TEST_SCRIPTS := $(sort $(foreach k,$(KINDS),$(wildcard tests/$(k)/test_*.sh tests/$(k)/test_*.py)))
HOUSE := $(sort $(wildcard tests/house/check_*))
SUPPORT := $(patsubst tests/%.c,$(B)/tests/%.o,$(wildcard tests/support/*.c))
floor_of = $(strip $(if $(filter unit,$(1)),$(2),$(if $(filter undefined,$(origin FLOOR_$(1))),$(ROOMS),$(FLOOR_$(1)))))
run_tests = BUILD=$(B) python3 tests/run.py $(1)

$(B)/tests/%.o: tests/%.c $(B)/gen/flags | $(GEN)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/lib/libsupport.a: $(SUPPORT)
	@mkdir -p $(@D)
	@rm -f $@
	@ar rcs $@ $^

# $(1): the program's source, $(2): its rooms
define test_rule
$(patsubst %.c,$(B)/%,$(1)): $(patsubst %.c,$(B)/%.o,$(1)) $(B)/lib/libsupport.a $(call libs,$(2))
	$$(call say,LINK,$$@)
	@$$(call link,$$<,$(B)/lib/libsupport.a $(call libs,$(2)),$(call ldlibs,$(2)) $(LDLIBS_support) -lcmocka)
endef
folder = $(word $(2),$(subst /, ,$(1)))
$(foreach s,$(TEST_SRC),$(eval $(call test_rule,$(s),$(call floor_of,$(call folder,$(s),2),$(call folder,$(s),3)))))
$(foreach r,$(ROOMS),$(eval $(call room_rules,$(r))))

# A fuzz target is a libFuzzer program in V=fuzz; elsewhere it is a test that replays its corpus.
FUZZ_PROGS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
$(FUZZ_PROGS): %: %.o $(if $(filter fuzz,$(V)),,$(B)/lib/libsupport.a) $(call libs,$(ROOMS))
	$(call say,LINK,$@)
	@$(call link,$(if $(filter fuzz,$(V)),-fsanitize=fuzzer) $<,$(filter %.a,$^),$(call ldlibs,$(ROOMS)))
TEST_PROGS += $(if $(filter fuzz,$(V)),,$(FUZZ_PROGS))
BENCH_PROGS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/bench/bench_*.c)))
$(BENCH_PROGS): %: %.o $(B)/tests/bench/bench.o $(call libs,$(BENCH_FLOOR))
	$(call say,LINK,$@)
	@$(call link,$(filter %.o,$^),$(filter %.a,$^),$(call ldlibs,$(BENCH_FLOOR)))

.PHONY: programs check test house $(addprefix test-,$(KINDS)) test-unit
programs: all $(TEST_PROGS)
## make check: build and run every test, installing nothing
check:
	@mkdir -p $(B) && rm -f $(B)/unbuilt
	@$(MAKE) --no-print-directory -k -j$(JOBS) programs || touch $(B)/unbuilt
	@$(call run_tests,--total $(HOUSE) $(TEST_SCRIPTS) $(TEST_PROGS))
## make test: install what is missing, then check; the last line is "N passed, N failed"
test: need-TEST
	@$(MAKE) --no-print-directory check
test-unit: $(filter $(B)/tests/unit/%,$(TEST_PROGS))
	@$(call run_tests,$^)
define kind_rule
test-$(1): all $(filter $(B)/tests/$(1)/%,$(TEST_PROGS))
	@$$(call run_tests,$$(filter $(B)/tests/%,$$^) $(filter tests/$(1)/%,$(TEST_SCRIPTS)))
endef
$(foreach k,$(KINDS),$(eval $(call kind_rule,$(k))))
## make house: the checks of the house alone
house:
	@$(call run_tests,$(HOUSE))

# ---- running ----
.PHONY: run demo
## make run: install what is missing, build, open the console
run: need-RUN
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@build/warroom
## make demo: a scripted incident on a loopback IRC server, on the real program
demo: need-DEMO
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@build/warroom demo

# ---- other ways to test ----
.PHONY: asan fuzz soak soak-fuzz bench golden cover
## make asan: every test under the address and undefined-behaviour sanitizers
asan: need-TEST
	@$(MAKE) --no-print-directory V=asan check
## make fuzz: each tests/fuzz/fuzz_*.c for FUZZ_SECONDS (10); findings stay in build/fuzz/found
FUZZ_SECONDS ?= 10
fuzz: need-FUZZ
	@$(MAKE) --no-print-directory V=fuzz -j$(JOBS) $(FUZZ_PROGS:$(B)/%=build/fuzz/%)
	@BUILD=build/fuzz FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run.sh $(notdir $(FUZZ_PROGS))
## make soak: tests/soak/soak_* and each fuzz target of IRC for SOAK_SECONDS (600; an hour is 3600) each
SOAK_SECONDS ?= 600
SOAK_FUZZ_SECONDS ?= $(SOAK_SECONDS)
IRC_FUZZ := $(filter fuzz_irc_%,$(notdir $(FUZZ_PROGS)))
soak: need-TEST
	@$(MAKE) --no-print-directory V=release -j$(JOBS) all
	@BUILD=build/release TEST_JOBS=1 TEST_TIMEOUT=$$(($(SOAK_SECONDS) * 2 + 60)) SOAK_SECONDS=$(SOAK_SECONDS) \
		tests/run.py $(sort $(wildcard tests/soak/soak_*))
	@$(MAKE) --no-print-directory soak-fuzz
## make soak-fuzz: the fuzz targets of IRC alone, two at a time, for SOAK_FUZZ_SECONDS (SOAK_SECONDS) each
soak-fuzz: need-FUZZ
	@$(MAKE) --no-print-directory V=fuzz -j$(JOBS) $(IRC_FUZZ:%=build/fuzz/tests/fuzz/%)
	@BUILD=build/fuzz FUZZ_SECONDS=$(SOAK_FUZZ_SECONDS) tests/fuzz/run.sh $(IRC_FUZZ)
## make bench: measure against limits and peers in the same run; writes build/bench.tsv
BENCH := $(patsubst %.c,build/release/%,$(sort $(wildcard tests/bench/bench_*.c tests/bench/bench_*.py)))
bench: need-TEST
	@$(MAKE) --no-print-directory V=release -j$(JOBS) all $(filter build/%,$(BENCH))
	@BUILD=build/release tests/bench/run.py $(BENCH)
## make golden: write the expected frames and pages anew; the review is the diff
golden: need-TEST
	@WARROOM_GOLDEN=write $(MAKE) --no-print-directory test-golden
	@git diff --stat -- tests/golden || true
## make cover: which lines the tests reach; writes build/cover/index.html
cover: need-COVER
	@$(MAKE) --no-print-directory V=cover check || true
	@gcovr --root . --filter src/ --object-directory build/cover --html-details build/cover/index.html --print-summary

# ---- lint ----
C_FILES := $(sort $(wildcard src/*/*.c tests/*/*.c tests/unit/*/*.c))
ALL_C := $(C_FILES) $(sort $(wildcard include/*/*.h src/*/*.h tests/*/*.h))
SHELLS := $(sort $(wildcard .ci/run tests/*/*.sh tests/*.sh))
each_file = printf '%s\n' $(1) | xargs -r -P$(JOBS) -n$(2)
.PHONY: format lint lint-all lint-house lint-clang lint-format lint-tidy lint-cppcheck lint-shell
## make lint: floors, purity, headers, formatting, clang, clang-tidy, cppcheck, drift of the docs
lint: need-LINT
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(MAKE) --no-print-directory -k lint-all
lint-all: lint-house lint-clang lint-format lint-shell lint-cppcheck lint-tidy
lint-house:
	@$(call run_tests,$(HOUSE))
lint-clang: $(GEN)
	@$(call each_file,$(C_FILES),16) clang -fsyntax-only $(CPPFLAGS) -std=c17 $(WARN)
lint-format:
	@$(call each_file,$(ALL_C),16) clang-format --dry-run -Werror
## make format: clang-format over every C file
format:
	@$(call each_file,$(ALL_C),16) clang-format -i
lint-tidy: $(GEN)
	@$(call each_file,$(wildcard src/*/*.c),6) sh -c 'clang-tidy --quiet "$$@" -- $(CPPFLAGS) -std=c17 2>/dev/null' tidy
lint-cppcheck:
	@mkdir -p $(B)/cppcheck
	@cppcheck --quiet -j$(JOBS) --std=c11 --enable=warning,portability,performance --inline-suppr --error-exitcode=1 \
		--cppcheck-build-dir=$(B)/cppcheck --suppress=missingInclude --suppress=internalAstError \
		--suppress=uninitvar \
		'-D_Noreturn=__attribute__((noreturn))' $(INCLUDES) -D_GNU_SOURCE src
lint-shell:
	@$(if $(SHELLS),shellcheck $(SHELLS))

# ---- documents and installing ----
.PHONY: docs install install-service uninstall deb clean help
PAGES := COMMANDS KEYS OPTIONS
## make docs: print the generated pages of docs/ and the file list of docs/ARCHITECTURE.md anew
docs:
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@for p in $(PAGES); do build/warroom --docs $$(echo $$p | tr A-Z a-z) > docs/$$p.md || exit 1; done
	@tests/house/check_architecture.py --renew
	@tests/house/check_readme.py --renew
DEST := $(DESTDIR)$(PREFIX)
## make install: the release program, its templates, themes, man page, completion and systemd units, below PREFIX (/usr/local)
install:
	@$(MAKE) --no-print-directory V=release -j$(JOBS) all
	install -D -m 755 build/release/warroom $(DEST)/bin/warroom
	find $(wildcard templates themes) -type f -exec install -D -m 644 '{}' '$(DEST)/share/warroom/{}' ';'
	mkdir -p $(DEST)/share/man/man1 $(DEST)/share/bash-completion/completions
	build/release/warroom --docs man > $(DEST)/share/man/man1/warroom.1
	build/release/warroom --docs bash > $(DEST)/share/bash-completion/completions/warroom
	@$(MAKE) --no-print-directory install-service
# The units alone; what they start is the program below PREFIX, wherever DESTDIR puts it for now.
install-service:
	mkdir -p $(addprefix $(DEST)/lib/,systemd/system systemd/user sysusers.d)
	sed 's|@BINDIR@|$(PREFIX)/bin|' service/warroom.system.service > $(DEST)/lib/systemd/system/warroom.service
	sed 's|@BINDIR@|$(PREFIX)/bin|' service/warroom.user.service > $(DEST)/lib/systemd/user/warroom.service
	install -m 644 service/warroom.sysusers $(DEST)/lib/sysusers.d/warroom.conf
## make uninstall: take away what install put there
uninstall:
	rm -f $(DEST)/lib/systemd/system/warroom.service $(DEST)/lib/systemd/user/warroom.service \
		$(DEST)/lib/sysusers.d/warroom.conf
	rm -f $(DEST)/bin/warroom $(DEST)/share/man/man1/warroom.1 $(DEST)/share/bash-completion/completions/warroom
	rm -rf $(DEST)/share/warroom
## make deb: a Debian package, build/warroom_VERSION_ARCH.deb
deb: need-RUN
	@rm -rf build/deb && mkdir -p build/deb/DEBIAN
	@$(MAKE) --no-print-directory install DESTDIR=build/deb PREFIX=/usr
	@arch=$$(dpkg --print-architecture); \
	{ echo 'Package: warroom'; echo 'Version: $(VERSION)'; echo "Architecture: $$arch"; echo 'Section: net'; \
	  echo 'Priority: optional'; echo 'Maintainer: warroom maintainers <maintainers@example.org>'; \
	  echo 'Depends: $(DEB_DEPENDS)'; echo 'Description: terminal incident console with an IRC war room and an evidence journal'; \
	} > build/deb/DEBIAN/control && \
	dpkg-deb --root-owner-group --build build/deb build/warroom_$(VERSION)_$$arch.deb
DEB_DEPENDS := libc6, libncursesw6, libsqlite3-0, libircclient1, libpcre2-8-0, libjansson4, libutf8proc2, libmd4c0, libssl3, libcurl4
## make clean: take away everything built
clean:
	rm -rf build
help:
	@echo 'targets:' && sed -n 's/^## /  /p' Makefile
	@echo '  make V=release|asan|fuzz|cover ...: another variant, in its own folder below build/'

# ---- packages: apt is asked only for what is missing ----
.PHONY: deps
## make deps: install everything that any of these targets needs
deps: need-LINT
need-%:
	@missing=; for p in $($*_PKGS); do \
		dpkg-query -W -f '$${db:Status-Status}\n' $$p 2>/dev/null | grep -qx installed || missing="$$missing $$p"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "installing:$$missing"; \
		root=; [ "$$(id -u)" = 0 ] || root=sudo; \
		$$root apt-get -q update && \
		$$root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $$missing; \
	fi

-include $(OBJS:.o=.d) $(SUPPORT:.o=.d) $(TEST_PROGS:=.d) $(FUZZ_PROGS:=.d) $(BENCH_PROGS:=.d) $(B)/tests/bench/bench.d
