/* irc_rig.c: a console without a screen: journal, engine, loop and bridge in one, driven until a fact holds. */
#include "support/irc_rig.h"

#include <signal.h>
#include <unistd.h>

#include "doc/print.h"
#include "support/folder.h"
#include "support/test.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { WAIT_S = 10, HEARD_SHOWN = 600 };

static void on_notice(void *ctx, bool bad, const char *text)
{
	struct irc_rig *r = ctx;
	size_t n = strlen(r->notices);

	snprintf(r->notices + n, sizeof r->notices - n, "%s%s\n", bad ? "! " : "", text);
}

static void set_short_waits(struct irc_rig *r)
{
	static const char *const waits[][2] = {{"rate", "5ms"}, {"burst", "20"},
		{"backoff_first", "50ms"}, {"backoff_most", "200ms"}, {"kicked_first", "50ms"},
		{"refused_first", "50ms"}, {"refused_most", "100ms"}, {"regain", "50ms"},
		{"topic_every", "20ms"}, {"lease_every", "100ms"}, {"lease_ttl", "600ms"},
		{"catchup", "no"}};

	r->options = irc_options_default();
	for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++)
		irc_rig_option(r, waits[i][0], waits[i][1]);
}

void irc_rig_option(struct irc_rig *r, const char *name, const char *value)
{
	assert_int_equal(irc_options_set(&r->options, str_z(name), str_z(value), NULL), RC_OK);
}

static void open_engine(struct irc_rig *r)
{
	struct err err;

	r->loop = loop_new();
	if (journal_open(file_join(r->arena, r->folder, "journal.db"), JOURNAL_CREATE, &r->journal,
		    &err) != RC_OK ||
		engine_new(r->journal, &r->room->policies, r->loop, &r->engine, &err) != RC_OK)
		fail_msg("%s", err.text);
}

void irc_rig_open(struct irc_rig *r)
{
	signal(SIGPIPE, SIG_IGN); /* as the program does */
	*r = (struct irc_rig){.arena = arena_new(), .room = room_new()};
	r->folder = folder_make(r->arena);
	set_short_waits(r);
	open_engine(r);
}

void irc_rig_beside(struct irc_rig *r, const struct irc_rig *first, const char *holder)
{
	struct bridge_setup setup = {.options = first->options, .holder = holder};
	struct err err;

	*r = (struct irc_rig){.arena = arena_new(), .room = room_new(), .options = first->options};
	r->folder = arena_strdup(r->arena, first->folder);
	open_engine(r);
	setup.engine = r->engine;
	setup.loop = r->loop;
	setup.notice = on_notice;
	setup.notice_ctx = r;
	assert_int_equal(bridge_open(&setup, &r->bridge, &err), RC_OK);
}

void irc_rig_close(struct irc_rig *r)
{
	char folder[1024];

	snprintf(folder, sizeof folder, "%s", r->folder);
	irc_rig_close_beside(r);
	folder_remove(folder);
}

void irc_rig_close_beside(struct irc_rig *r)
{
	bridge_close(r->bridge);
	engine_free(r->engine);
	journal_close(r->journal);
	loop_free(r->loop);
	room_free(r->room);
	arena_free(r->arena);
	*r = (struct irc_rig){0};
}

void irc_rig_connect(struct irc_rig *r, const char *holder, int port, const char *channel)
{
	struct bridge_setup setup = {.engine = r->engine,
		.loop = r->loop,
		.options = r->options,
		.holder = holder,
		.notice = on_notice,
		.notice_ctx = r};
	struct err err;
	const char *text = arena_printf(r->arena, "127.0.0.1:%d %s", port, channel);

	if (!r->bridge)
		assert_int_equal(bridge_open(&setup, &r->bridge, &err), RC_OK);
	if (bridge_connect(r->bridge, str_z(text), &err) != RC_OK)
		fail_msg("%s", err.text);
}

void irc_rig_listen(struct irc_rig *r, struct irc_client *c)
{
	assert_true(r->client_count < RIG_CLIENTS);
	r->clients[r->client_count++] = c;
}

void irc_rig_turn(struct irc_rig *r)
{
	loop_once(r->loop, 2000);
	for (size_t i = 0; i < r->client_count; i++)
		if (r->clients[i]->fd > 0)
			irc_client_pump(r->clients[i]);
}

/* The end of what the first client heard. */
static const char *heard_last(const struct irc_rig *r)
{
	const struct irc_client *c = r->client_count ? r->clients[0] : NULL;

	if (!c || !c->heard)
		return "-";
	return c->n > HEARD_SHOWN ? c->heard + c->n - HEARD_SHOWN : c->heard;
}

void irc_rig_until(struct irc_rig *r, const char *what, irc_rig_fact *fact, void *ctx)
{
	duration limit = clock_mono() + WAIT_S * US_PER_S;

	while (!fact(ctx)) {
		if (clock_mono() > limit)
			fail_msg("waited in vain: %s\nstatus: %s\nnotices:\n%s\nheard:\n%s", what,
				r->bridge ? bridge_status_text(r->bridge, r->arena) : "-",
				r->notices, heard_last(r));
		irc_rig_turn(r);
	}
}

struct state_fact {
	struct irc_rig *r;
	const char *state;
};

static bool is_state(void *ctx)
{
	struct state_fact *f = ctx;
	struct bridge_status s;

	bridge_get_status(f->r->bridge, &s);
	return strcmp(s.state, f->state) == 0;
}

void irc_rig_until_state(struct irc_rig *r, const char *state)
{
	struct state_fact f = {r, state};

	irc_rig_until(r, arena_printf(r->arena, "state %s", state), is_state, &f);
}

struct hears_fact {
	struct irc_client *c;
	const char *words;
};

static bool hears(void *ctx)
{
	struct hears_fact *f = ctx;

	return irc_client_hears(f->c, f->words);
}

void irc_rig_until_hears(struct irc_rig *r, struct irc_client *c, const char *words)
{
	struct hears_fact f = {c, words};

	irc_rig_until(r, arena_printf(r->arena, "to hear \"%s\"", words), hears, &f);
}

struct row_fact {
	struct irc_rig *r;
	enum event_kind kind;
	const char *words;
	size_t times, seen;
};

static enum rc count_row(const struct record *rec, void *ctx)
{
	struct row_fact *f = ctx;

	if (rec->ev.kind == f->kind && str_find(rec->ev.body, str_z(f->words)) >= 0)
		f->seen++;
	return RC_OK;
}

size_t irc_rig_rows(struct irc_rig *r, enum event_kind kind, const char *words)
{
	struct row_fact f = {r, kind, words, 0, 0};

	assert_int_equal(journal_read(r->journal, 0, 0, count_row, &f, NULL), RC_OK);
	return f.seen;
}

static bool has_rows(void *ctx)
{
	struct row_fact *f = ctx;

	return irc_rig_rows(f->r, f->kind, f->words) >= f->times;
}

void irc_rig_until_row(struct irc_rig *r, enum event_kind kind, const char *words, size_t times)
{
	struct row_fact f = {r, kind, words, times, 0};

	irc_rig_until(r,
		arena_printf(
			r->arena, "%zu rows %s with \"%s\"", times, event_kind_name(kind), words),
		has_rows, &f);
}

struct actor_fact {
	enum event_kind kind;
	const char *actor;
	size_t seen;
};

static enum rc count_actor(const struct record *rec, void *ctx)
{
	struct actor_fact *f = ctx;

	f->seen += rec->ev.kind == f->kind && str_eq_z(rec->ev.actor, f->actor);
	return RC_OK;
}

size_t irc_rig_rows_by(struct irc_rig *r, enum event_kind kind, const char *actor)
{
	struct actor_fact f = {kind, actor, 0};

	assert_int_equal(journal_read(r->journal, 0, 0, count_actor, &f, NULL), RC_OK);
	return f.seen;
}

const char *irc_rig_ask(struct irc_rig *r, const char *line)
{
	struct print_opts o = {.width = 100};

	struct request rq = {.door = DOOR_CONSOLE,
		.actor = STR("lead"),
		.capabilities = CAP_ALL,
		.line = str_z(line)};
	struct answer an;
	struct str text = {0};
	struct err err;

	if (engine_submit(r->engine, &rq, r->arena, &an, &err) != RC_OK ||
		print_text(r->arena, an.reply, &o, &text, &err) != RC_OK)
		fail_msg("%s: %s", line, err.text);
	return str_to_z(r->arena, text);
}

void irc_rig_command(struct irc_rig *r, const char *line)
{
	(void)irc_rig_ask(r, line);
}

void irc_rig_declare(struct irc_rig *r, const char *title)
{
	irc_rig_command(
		r, arena_printf(r->arena,
			   "declare \"%s\" journey=critical degradation=unavailable users=40%%",
			   title));
}

void irc_rig_say(struct irc_rig *r, const char *text)
{
	struct err err;

	if (engine_say(r->engine, STR("lead"), 0, str_z(text), &err) != RC_OK)
		fail_msg("%s", err.text);
}
