/* frames.c: tells the incident of the golden frames. */
#include "support/frames.h"

#include "base/vec.h"
#include "tui/promptline_internal.h"
#include "tui/world_internal.h"

struct lines {
	struct room_line *v;
	size_t n, cap;
};

static instant at(const char *iso)
{
	instant t = INSTANT_NONE;
	if (!time_from_iso(str_z(iso), &t))
		abort();
	return t;
}

static void say(struct room *r, const char *iso, const char *line)
{
	r->now = at(iso);
	if (room_lead(r, line) != RC_OK) {
		fprintf(stderr, "frames: %s: %s\n", line, r->err.text);
		abort();
	}
}

static void tell_first_half(struct room *r)
{
	say(r, "2026-11-20T09:00:00Z",
		"declare \"Login mail delay\" journey=ancillary degradation=slow users=3% "
		"safety=none exposure=none data_harm=none");
	say(r, "2026-11-20T11:00:00Z",
		"action add \"Alert on mail queue age\" @ops1 due=2026-11-21 class=detect "
		"done=\"page fires in the drill\"");
	say(r, "2026-11-20T11:05:00Z", "check \"mail probe\" pass evidence=\"queue is empty\"");
	say(r, "2026-11-20T11:05:00Z", "status resolved");
	say(r, "2026-11-20T11:06:00Z", "close mails arrive again, backlog is gone");
	say(r, "2026-11-22T13:16:02Z",
		"declare \"Checkout errors, card payments fail\" journey=critical "
		"degradation=partial users=12% safety=none exposure=none data_harm=none");
	say(r, "2026-11-22T13:17:40Z", "role ops @ops1");
	say(r, "2026-11-22T13:18:00Z", "role comms @comms1");
	say(r, "2026-11-22T13:26:11Z", "log rolling back payments to 9be07, owner ops1");
	say(r, "2026-11-22T13:33:40Z", "impact users=62% degradation=unavailable");
	say(r, "2026-11-22T13:35:00Z",
		"log rollback is done on all hosts, errors fell from 14% to 11%");
}

static void tell_second_half(struct room *r)
{
	say(r, "2026-11-22T13:41:12Z", "log the pool on the primary is exhausted, not the release");
	say(r, "2026-11-22T13:48:00Z", "log 13:14 first customer ticket came in");
	say(r, "2026-11-22T13:52:26Z", "log failing over to the replica, check at 14:03");
	say(r, "2026-11-22T13:58:03Z", "log replica is promoted, lag 0");
	say(r, "2026-11-22T14:01:15Z",
		"action add \"Alert on pool use at 80%\" @ops1 due=2026-11-27 class=detect "
		"done=\"page fires in the drill\"");
	r->now = at("2026-11-22T14:02:31Z");
}

static void add_entries(struct frames *f, struct lines *out)
{
	const struct incident *i = board_incident(f->room->board, 2);
	for (size_t k = 0; k < i->entries.n; k++) {
		const struct entry *e = &i->entries.v[k];
		*VEC_PUSH(f->a, out) = (struct room_line){.seq = e->seq,
			.occurred = e->occurred,
			.recorded = e->recorded,
			.entry = e,
			.who = e->actor,
			.text = e->text};
	}
}

static void add_chat(struct frames *f, struct lines *out, uint64_t seq, const char *iso,
	const char *who, const char *text)
{
	*VEC_PUSH(f->a, out) = (struct room_line){.seq = seq,
		.occurred = at(iso),
		.recorded = at(iso),
		.who = str_z(who),
		.text = str_z(text)};
}

static int by_time(const void *x, const void *y)
{
	const struct room_line *a = x, *b = y;
	return a->recorded < b->recorded ? -1 : a->recorded > b->recorded;
}

static void make_stream(struct frames *f)
{
	struct lines l = {0};
	add_entries(f, &l);
	add_chat(f, &l, 901, "2026-11-22T13:20:00Z", "irc:db1",
		"p99 went up at 13:13, one minute after the release");
	add_chat(f, &l, 902, "2026-11-22T13:41:30Z", "irc:db1",
		"pool is 400/400, 61 idle in transaction");
	add_chat(f, &l, 903, "2026-11-22T13:43:00Z", "lead", "what would prove it wrong?");
	add_chat(f, &l, 904, "2026-11-22T13:59:00Z", "irc:ops1",
		"careful: the replica's disk is half the size of the old primary's, so at this "
		"rate we have about 31 hours of room");
	add_chat(f, &l, 905, "2026-11-22T14:02:00Z", "irc:exec1",
		"@lead can I tell the board it is fixed?");
	qsort(l.v, l.n, sizeof *l.v, by_time);
	f->state.stream = (struct stream){.v = l.v, .n = l.n, .live = true};
}

static struct frames *make(void)
{
	struct arena *a = arena_new();
	struct frames *f = ARENA_NEW(a, struct frames);
	f->a = a;
	f->room = room_new();
	f->keymap = keymap_new(a);
	f->prompt = ARENA_NEW(a, struct prompt);
	prompt_init(f->prompt);
	f->room->now = at("2026-11-22T14:02:31Z");
	return f;
}

static void make_state(struct frames *f, uint32_t incident)
{
	f->state = (struct screen_state){.alert = "!",
		.policies = &f->room->policies,
		.board = f->room->board,
		.now = f->room->now,
		.me = STR("lead"),
		.incident = incident,
		.lists = f->lists,
		.keymap = f->keymap};
	f->state.links[0] = (struct link_state){"irc", "ok", INSTANT_NONE};
	f->state.link_count = 1;
	for (size_t i = 0; i < panes_count(); i++)
		f->lists[panes_index(panes_at(i))].follow = panes_at(i)->follows;
	f->lists[panes_index(panes_find(STR("comms")))].follow = false;
	frames_pane(f, incident ? "room" : "home");
}

struct frames *frames_new(void)
{
	struct frames *f = make();
	f->then = room_new();
	tell_first_half(f->then);
	tell_first_half(f->room);
	tell_second_half(f->room);
	make_state(f, 2);
	make_stream(f);
	return f;
}

struct frames *frames_new_empty(void)
{
	struct frames *f = make();
	make_state(f, 0);
	return f;
}

void frames_free(struct frames *f)
{
	prompt_clear(f->prompt);
	if (f->then)
		room_free(f->then);
	room_free(f->room);
	arena_free(f->a);
}

void frames_play(struct frames *f)
{
	static const char *const first[] = {"14:05:10Z", "14:06:02Z", "14:07:40Z", "14:11:00Z",
		"14:12:30Z", "14:14:02Z", "14:14:20Z", "14:15:00Z", "14:16:00Z"};
	struct room *r = f->room;
	say(r, "2026-11-22T14:04:00Z", "runbook start RB-7");
	for (size_t i = 0; i < 9; i++)
		say(r, arena_printf(f->a, "2026-11-22T%s", first[i]),
			i == 6 ? "runbook skip reason=\"nothing was held back\"" : "runbook done");
	say(r, "2026-11-22T14:20:00Z", "runbook start RB-7");
	say(r, "2026-11-22T14:20:40Z", "runbook done note=\"lag 0 before promote\"");
	say(r, "2026-11-22T14:23:19Z", "runbook done");
	say(r, "2026-11-22T14:23:50Z", "runbook note took longer, a job held a lock");
	say(r, "2026-11-22T14:24:30Z", "runbook skip reason=\"it is switched off already\"");
	say(r, "2026-11-22T14:28:31Z", "runbook done");
	room_run(r, at("2026-11-22T14:31:12Z"), 5 * US_PER_S);
	f->state.now = r->now;
}

void frames_tell(struct frames *f, const char *iso, const char *line)
{
	say(f->room, iso, line);
	f->state.now = f->room->now;
}

void frames_pane(struct frames *f, const char *name)
{
	f->state.pane = panes_find(str_z(name));
	f->state.incident = f->state.pane->digit == '0' ? 0 : f->state.incident;
}

void frames_people(struct frames *f)
{
	static const char *const lines[] = {"role deputy @dep1", "role sme @db1 service=payments",
		"role legal @legal1", "role exec @exec1", "role planning @plan1",
		"role security @sec1", "here @net1 network", "here @db2 payments",
		"here @db3 payments", "rollcall call", "here @db1",
		"handoff ic @dep1 why=\"end of shift\""};
	room_event(f->room, 2, EV_ROLE_GAP,
		"{\"role\":\"scribe\",\"level\":1,\"since\":\"2026-11-22T13:16:02Z\",\"limit\":"
		"900}");
	for (size_t n = 0; n < sizeof lines / sizeof *lines; n++)
		say(f->room, "2026-11-22T14:01:40Z", lines[n]);
	f->room->now = at("2026-11-22T14:02:31Z");
}

void frames_nobody(struct frames *f)
{
	say(f->room, "2026-11-22T14:02:00Z",
		"declare \"Search is stale\" ic=none journey=important degradation=slow users=30% "
		"safety=none exposure=none data_harm=none");
	f->room->now = at("2026-11-22T14:02:31Z");
	f->state.incident = 3;
}

void frames_type(struct frames *f, const char *text)
{
	const struct verb_info *verbs;
	size_t n = world_verbs(f->a, &verbs);
	struct world w = {.board = f->room->board,
		.incident = screen_incident(&f->state),
		.policies = &f->room->policies,
		.stream = &f->state.stream,
		.me = f->state.me,
		.arena = f->a,
		.time = {.now = f->state.now, .zero = INSTANT_NONE}};
	struct complete_ask ask = world_ask(&w, verbs, n);
	prompt_set(f->prompt, str_z(text));
	prompt_refresh(f->prompt, &ask);
}

void frames_past(struct frames *f)
{
	f->state.past = f->then->board;
	f->state.past_at = at("2026-11-22T13:40:00Z");
}

void frames_draw(struct frames *f, int columns, int rows)
{
	f->state.columns = columns;
	f->state.rows = rows;
	f->state.prompt = prompt_look(f->prompt);
	frame_render(&f->state, f->a, &f->grid, &f->info);
}

void frames_chat(struct frames *f, struct str who, struct str text)
{
	struct lines l = {0};
	for (size_t i = 0; i < f->state.stream.n; i++)
		*VEC_PUSH(f->a, &l) = f->state.stream.v[i];
	*VEC_PUSH(f->a, &l) = (struct room_line){.seq = 2000 + l.n,
		.occurred = f->state.now,
		.recorded = f->state.now,
		.who = who,
		.text = text};
	f->state.stream.v = l.v;
	f->state.stream.n = l.n;
}
