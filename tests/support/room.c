/* room.c: runs lines against a board without journal, clock or screen. */
#include "support/room.h"

#include <dirent.h>

#include "base/vec.h"
#include "command/clock.h"
#include "core/fence.h"
#include "doc/print.h"
#include "lang/lex.h"

_Noreturn static void die(const char *what, const char *why)
{
	fprintf(stderr, "room: %s: %s\n", what, why);
	abort();
}

struct str room_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	char chunk[65536];
	size_t n;

	if (!f)
		die(path, "cannot be read; run tests from the root of the source tree");
	buf_init(&b, a, 64 * 1024 * 1024);
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(&b, str_n(chunk, n));
	fclose(f);
	return buf_str(&b);
}

static void load_updates(struct room *r)
{
	struct arena *a = r->arena;
	DIR *dir = opendir("templates/update");
	struct dirent *d;
	struct err err;

	r->updates = update_texts_new(a);
	r->policies.updates = r->updates;
	if (update_texts_parts(r->updates, "update_parts.tsv",
		    room_file(a, "templates/policy/update_parts.tsv"), &err) != RC_OK ||
		update_texts_compile(r->updates, &err) != RC_OK)
		die("policy", err.text);
	while (dir && (d = readdir(dir))) {
		struct str name = str_dup(a, str_z(d->d_name));
		const char *path = arena_printf(a, "templates/update/%s", d->d_name);

		if (str_ends(name, STR(".md")) && update_texts_template(r->updates, path, name,
							  room_file(a, path), &err) != RC_OK)
			die("template", err.text);
	}
	if (dir)
		closedir(dir);
}

static void load(struct room *r)
{
	struct arena *a = r->arena;
	struct severity_sources s = {.inputs = {"severity_inputs.tsv",
					     room_file(a, "templates/policy/severity_inputs.tsv")},
		.reach = {"severity_reach.tsv",
			room_file(a, "templates/policy/severity_reach.tsv")},
		.matrix = {"severity_matrix.tsv",
			room_file(a, "templates/policy/severity_matrix.tsv")},
		.rules = {"severity_rules.tsv",
			room_file(a, "templates/policy/severity_rules.tsv")},
		.holds = {
			"severity_holds.tsv", room_file(a, "templates/policy/severity_holds.tsv")}};
	struct policies *p = &r->policies;
	struct err err;

	if (severity_policy_parse(a, &s, &p->severity, &err) != RC_OK ||
		roles_policy_parse(a, p->severity, "roles.tsv",
			room_file(a, "templates/policy/roles.tsv"), &p->roles, &err) != RC_OK ||
		staffing_policy_parse(a, p->roles, "staffing.tsv",
			room_file(a, "templates/policy/staffing.tsv"), &p->staffing,
			&err) != RC_OK ||
		cadence_policy_parse(a, p->severity, "cadence.tsv",
			room_file(a, "templates/policy/cadence.tsv"), &p->cadence, &err) != RC_OK ||
		delivery_policy_parse(a, "delivery.tsv",
			room_file(a, "templates/policy/delivery.tsv"), &p->delivery,
			&err) != RC_OK ||
		change_policy_parse(a, "changes.tsv", room_file(a, "templates/policy/changes.tsv"),
			&p->changes, &err) != RC_OK ||
		loops_policy_parse(a, "loops.tsv", room_file(a, "templates/policy/loops.tsv"),
			&p->loops, &err) != RC_OK ||
		vendor_policy_parse(a, "vendors.tsv", room_file(a, "templates/policy/vendors.tsv"),
			&p->vendors, &err) != RC_OK ||
		access_policy_parse(a, p->roles, "access.tsv",
			room_file(a, "templates/policy/access.tsv"), &p->access, &err) != RC_OK ||
		phrase_policy_parse(a, "phrases.tsv", room_file(a, "templates/policy/phrases.tsv"),
			NULL, &r->phrases, &err) != RC_OK)
		die("policy", err.text);
	p->phrases = r->phrases;
	load_updates(r);
}

static const struct runbook_library *library(void *self)
{
	struct room *r = self;

	return &r->runbooks;
}

static int is_runbook(const struct dirent *e)
{
	return str_ends(str_z(e->d_name), STR(".md"));
}

static void load_runbooks(struct room *r)
{
	const struct runbook_rules rules = {r->policies.severity, r->policies.roles};
	struct dirent **names;
	int n = scandir("templates/runbooks", &names, is_runbook, alphasort);

	for (int k = 0; k < n; k++) {
		const char *path = arena_printf(
			r->arena, "templates/runbooks/%s", names[k]->d_name);

		runbooks_add(r->arena, &r->runbooks, &rules, names[k]->d_name,
			room_file(r->arena, path), true);
		free(names[k]);
	}
	if (n > 0)
		free(names);
	if (n <= 0 || r->runbooks.refused.n)
		die("runbooks",
			r->runbooks.refused.n ? r->runbooks.refused.v[0].p : "there are none");
	r->shelf = (struct runbook_shelf){.library = library, .self = r};
	r->policies.runbooks = &r->shelf;
}

struct room *room_new(void)
{
	struct arena *a = arena_new();
	struct room *r = ARENA_NEW(a, struct room);

	r->arena = a;
	r->turn = arena_new();
	r->ticked = arena_new();
	load(r);
	load_runbooks(r);
	r->board = board_new(r->policies.severity);
	time_from_iso(STR("2026-11-22T14:00:00Z"), &r->now);
	return r;
}

void room_free(struct room *r)
{
	board_free(r->board);
	phrase_policy_free(r->phrases);
	update_texts_free(r->updates);
	arena_free(r->ticked);
	arena_free(r->turn);
	arena_free(r->arena);
}

static void fold(struct room *r, struct event *ev)
{
	struct record rec = {.ev = *ev, .prev = r->head};
	struct err err;

	ev->seq = rec.ev.seq = r->board->seq + 1;
	rec.body_digest = chain_body_digest(rec.salt, ev->body);
	rec.hash = chain_hash(&rec.ev, &rec.prev, &rec.body_digest);
	r->head = rec.hash;
	if (board_fold(r->board, &rec, &err) != RC_OK)
		die("fold", err.text);
}

void room_event(struct room *r, uint32_t incident, enum event_kind kind, const char *body)
{
	struct event ev = {.incident = incident,
		.kind = kind,
		.kind_name = str_z(event_kind_name(kind)),
		.occurred = r->now,
		.recorded = r->now,
		.actor = STR("lead"),
		.door = STR("console"),
		.body = str_z(body)};

	fold(r, &ev);
}

const struct incident *room_incident(const struct room *r)
{
	return r->board->incidents.n ? r->board->incidents.v[r->board->incidents.n - 1] : NULL;
}

enum { CHAT_MAX = 256 };

void room_chat(struct room *r, const char *nick, const char *text)
{
	if (!r->chat)
		r->chat = ARENA_ARRAY(r->arena, CHAT_MAX, struct chat_row);
	if (r->chat_count == CHAT_MAX)
		die("room_chat", "too much talk");
	r->chat[r->chat_count++] = (struct chat_row){.kind = EV_CHAT_IN,
		.occurred = r->now,
		.recorded = r->now,
		.actor = str_fmt(r->arena, "irc:%s", nick),
		.nick = str_dup(r->arena, str_z(nick)),
		.text = str_dup(r->arena, str_z(text)),
		.how = STR("msg")};
}

static const struct board *no_past(void *self, instant at)
{
	(void)self;
	(void)at;
	return NULL;
}

/* As unpredictable as a test can bear. */
static void count_up(void *self, void *to, size_t n)
{
	(void)self;
	for (size_t i = 0; i < n; i++)
		((uint8_t *)to)[i] = (uint8_t)i;
}

static enum rc read_chat(void *self, uint32_t incident, instant from, instant to, size_t limit,
	struct window *ret, struct err *err)
{
	struct room *r = self;

	(void)incident;
	(void)to;
	(void)err;
	for (size_t n = 0; n < r->chat_count && ret->n < limit; n++)
		if (from == INSTANT_NONE || r->chat[n].occurred >= from)
			*VEC_PUSH(r->turn, ret) = r->chat[n];
	return RC_OK;
}

enum rc room_say(
	struct room *r, enum door door, const char *actor, unsigned capabilities, const char *line)
{
	struct print_opts o = {.width = 100};
	struct words words;
	struct reach reach = {
		.board_at = no_past, .random = count_up, .chat = read_chat, .self = r};
	struct ask ask = {.board = r->board,
		.policies = &r->policies,
		.door = door,
		.actor = str_z(actor),
		.capabilities = capabilities ? capabilities : CAP_ALL,
		.now = r->now,
		.arena = r->turn,
		.reach = &reach};

	arena_reset(r->turn);
	ask.board = board_seen_by(r->turn, r->board, r->board, ask.actor);
	ask.incident = board_current(ask.board);
	for (size_t n = ask.board->incidents.n; !ask.incident && n > 0; n--)
		ask.incident = board_incident(ask.board, (uint32_t)n);
	r->err = (struct err){.at = -1};
	r->reply = (struct str){0};
	r->rc = lex_line(r->turn, str_z(line), &words, &r->err);
	if (r->rc == RC_OK)
		r->rc = command_run(&ask, &words, &r->out, &r->err);
	if (r->rc != RC_OK)
		return r->rc;
	for (size_t n = 0; n < r->out.event_count; n++)
		fold(r, &r->out.events[n]);
	r->rc = print_text(r->turn, r->out.reply, &o, &r->reply, &r->err);
	return r->rc;
}

enum { TICK_EVENTS_MAX = 4096 };

static void keep_ticked(struct room *r, const struct event *ev)
{
	struct event *copy = &r->tick_events[r->tick_count++];

	if (r->tick_count == TICK_EVENTS_MAX)
		die("room_run", "the clocks record without end");
	*copy = *ev;
	copy->body = str_dup(r->ticked, ev->body);
}

static void tick(struct room *r, const struct incident *i)
{
	struct ask ask = {.board = r->board,
		.policies = &r->policies,
		.incident = i,
		.door = DOOR_SYSTEM,
		.actor = STR("system"),
		.capabilities = CAP_ALL,
		.now = r->now,
		.arena = r->turn};
	struct outcome *out;

	arena_reset(r->turn);
	out = ARENA_NEW(r->turn, struct outcome);
	out->reply = doc_new(r->turn);
	clocks_run(&ask, out);
	for (size_t n = 0; n < out->event_count; n++) {
		keep_ticked(r, &out->events[n]);
		fold(r, &out->events[n]);
	}
}

void room_run(struct room *r, instant until, duration step)
{
	arena_reset(r->ticked);
	r->tick_events = ARENA_ARRAY(r->ticked, TICK_EVENTS_MAX, struct event);
	r->tick_count = 0;
	while (r->now < until) {
		r->now = until - r->now > step ? r->now + step : until;
		for (size_t n = 0; n < r->board->incidents.n; n++)
			if (!r->board->incidents.v[n]->dismissed)
				tick(r, r->board->incidents.v[n]);
	}
}

enum rc room_lead(struct room *r, const char *line)
{
	return room_say(r, DOOR_CONSOLE, "lead", 0, line);
}
