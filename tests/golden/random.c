/* random.c: seeded random incidents: the fold takes what was recorded, replay agrees, panes stay in their place. */
#include "support/test.h"

#include "base/vec.h"
#include "core/fence.h"
#include "support/frames.h"
#include "tui/layout_internal.h"
#include "tui/promptline_internal.h"
#include "view/view_home.h"
#include "view/view_incident.h"
#include "view/view_retro.h"
#include "view/view_timeline.h"

enum { INCIDENTS = 10, STEPS = 2000, FRAME_EVERY = 25 };

/* A small generator of our own: the same seed tells the same story on every machine. */
struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
	d->state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t z = d->state;
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) % sides);
}

#define PICK(d, list) ((list)[roll((d), (uint32_t)(sizeof(list) / sizeof *(list)))])

/* ---- Lines that fit the grammar of a verb ---- */

static const char *const people[] = {"@lead", "@ops1", "@ops2", "@dep1", "@comms1", "@scribe1",
	"@exec1", "@ic", "@deputy", "@scribe", "@ops"};
static const char *const roles[] = {
	"ic", "deputy", "scribe", "ops", "comms", "exec", "sme", "planning"};
static const char *const texts[] = {"the pool on the primary is exhausted",
	"Since 13:52 UTC about 12% of shoppers cannot pay by card. We are investigating. Next "
	"update by "
	"14:40 UTC.",
	"restart the pool \xe2\x80\x94 \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e "
	"\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a",
	"errors fell from 14% to 3%",
	"a word of a hundred cells without a blank: "
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
	"ok", "\"quoted, with = signs and # marks\""};
static const char *const words[] = {"public", "execs", "responders", "staff", "vendor", "5m", "20m",
	"1h", "2d", "db-1", "1", "2", "all", "gold", "yes", "restart", "rollback", "failover",
	"deploy", "RB-1", "T-1", "P-1", "H-1", "H-2", "V-1", "C-1", "C-2", "CHG-1", "CHG-2",
	"DIV-1", "EV-1", "D-1", "T-2", "done", "unknown"};
static const char *const times[] = {"-5m", "now", "T+5", "-1h", "-90s"};
static const char *const promises[] = {"+20m", "15m", "+1h"};
static const char *const lengths[] = {"60s", "5m", "30m"};
static const char *const gauges[] = {"users=12%", "users=62%", "users=?", "degradation=partial",
	"degradation=unavailable", "degradation=slow", "journey=critical", "data=none",
	"safety=none", "exposure=none", "workaround=full"};
static const char *const tags[] = {"#db", "#noise"};

static void put_value(struct dice *d, struct buf *b, const struct slot *s)
{
	switch (s->type) {
	case SLOT_WORD:
	case SLOT_FILE:
		buf_add_z(b, PICK(d, words));
		break;
	case SLOT_TEXT:
		if (s->named)
			buf_addf(b, "\"%s\"", "as said in the room");
		else
			buf_add_z(b, PICK(d, texts));
		break;
	case SLOT_PERSON:
		buf_add_z(b, PICK(d, people));
		break;
	case SLOT_ROLE:
		buf_add_z(b, PICK(d, roles));
		break;
	case SLOT_ID:
	case SLOT_INT:
		buf_addf(b, "%u", 1 + roll(d, 6));
		break;
	case SLOT_TIME:
		buf_add_z(b, PICK(d, times));
		break;
	case SLOT_PROMISE:
		buf_add_z(b, PICK(d, promises));
		break;
	case SLOT_DUR:
		buf_add_z(b, PICK(d, lengths));
		break;
	case SLOT_SHARE:
		buf_addf(b, "%u%%", roll(d, 101));
		break;
	case SLOT_LEVEL:
		buf_addf(b, "%u", 1 + roll(d, 5));
		break;
	case SLOT_GAUGES:
		buf_add_z(b, PICK(d, gauges));
		break;
	case SLOT_VERB:
		buf_add_z(b, "log");
		break;
	case SLOT_ZONE:
		buf_add_z(b, "UTC");
		break;
	case SLOT_CHOICE:
		buf_add(b, s->choices[roll(d, (uint32_t)s->choice_count)]);
		break;
	case SLOT_TAGS:
		buf_add_z(b, PICK(d, tags));
		break;
	}
}

static struct str line_for(struct dice *d, struct arena *a, const struct command *c)
{
	struct grammar g;
	struct buf b;

	buf_init(&b, a, 4096);
	buf_add_z(&b, c->name);
	assert_int_equal(grammar_parse(a, c->usage, &g, NULL), RC_OK);
	for (size_t n = 0; n < g.n; n++) {
		const struct slot *s = &g.slots[n];

		if (s->optional && roll(d, 10) < 6)
			continue;
		buf_add_ch(&b, ' ');
		if (s->named && s->type != SLOT_GAUGES && s->type != SLOT_TAGS)
			buf_addf(&b, "%.*s=", STR_ARG(s->name));
		put_value(d, &b, s);
	}
	return buf_str(&b);
}

static const struct command *any_command(struct dice *d)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);

	for (;;) {
		const struct command_family *f = families[roll(d, (uint32_t)n)];
		const struct command *c = &f->rows[roll(d, (uint32_t)f->n)];

		/* A story has one incident; its end and what it hides from the speakers come last, if at all. */
		if ((c->doors & DOOR_CONSOLE) && c->incident != INCIDENT_NONE &&
			strcmp(c->name, "sensitive") != 0 &&
			((strcmp(c->name, "close") != 0 && strcmp(c->name, "reopen") != 0) ||
				!roll(d, 8)))
			return c;
	}
}

/* ---- The story ---- */

struct story {
	struct frames *f;
	struct room *room;
	struct dice dice;
	VEC(struct record) records;
	struct arena *kept;
	size_t accepted, refused;
	bool seen[EV_COUNT];
};

static void keep(struct story *s, const struct event *ev)
{
	struct record *r = VEC_PUSH(s->kept, &s->records);

	*r = (struct record){.ev = *ev};
	r->ev.kind_name = str_z(event_kind_name(ev->kind));
	r->ev.actor = str_dup(s->kept, ev->actor);
	r->ev.body = str_dup(s->kept, ev->body);
	r->ev.zone = str_dup(s->kept, ev->zone);
	r->ev.door = str_dup(s->kept, ev->door);
	s->seen[ev->kind] = true;
}

static void say(struct story *s)
{
	static const char *const speakers[] = {
		"lead", "lead", "lead", "ops1", "ops2", "dep1", "comms1", "exec1"};
	struct dice *d = &s->dice;
	struct arena *a = arena_new();
	const char *who = PICK(d, speakers);
	const struct command *c = any_command(d);
	struct str ic = incident_holder(room_incident(s->room), STR("ic"));
	enum door door = (c->doors & DOOR_IRC) && !roll(d, 4) ? DOOR_IRC : DOOR_CONSOLE;
	struct str line = line_for(d, a, c);

	if (ic.n && roll(d, 2))
		who = str_to_z(a, ic);
	if (room_say(s->room, door, who, 0, str_to_z(a, line)) == RC_OK) {
		for (size_t n = 0; n < s->room->out.event_count; n++)
			keep(s, &s->room->out.events[n]);
		s->accepted++;
	} else {
		assert_int_not_equal(s->room->rc, RC_BUG);
		assert_true(s->room->err.text[0] != '\0');
		s->refused++;
	}
	arena_free(a);
}

static void pass_time(struct story *s)
{
	static const int seconds[] = {1, 7, 30, 120, 600};

	room_run(s->room, s->room->now + PICK(&s->dice, seconds) * US_PER_S, 60 * US_PER_S);
	for (size_t n = 0; n < s->room->tick_count; n++)
		keep(s, &s->room->tick_events[n]);
}

/* ---- Two boards are the same when everything that can be shown of them is ---- */

static struct str shown(struct arena *a, const struct room *room, const struct board *b)
{
	static const struct timeline_filter all = {
		.machinery = true, .from = INSTANT_NONE, .to = INSTANT_NONE};
	struct buf out;

	buf_init(&out, a, PRINT_JSON_MAX);
	view_incidents_json(&out, b, true);
	for (size_t n = 0; n < b->incidents.n; n++) {
		struct retro_ask ask = {.policies = &room->policies,
			.board = b,
			.incident = b->incidents.v[n],
			.now = room->now};
		struct timeline log;

		timeline_of(a, ask.incident, &all, &log);
		view_retro_json(&out, &ask, &log);
		view_incident_json(&out, a, &room->policies, ask.incident, room->now);
	}
	buf_addf(&out, "%llu %llu %llu", (unsigned long long)b->rows,
		(unsigned long long)b->volume_rows, (unsigned long long)b->unknown_rows);
	assert_false(out.over);
	return buf_str(&out);
}

/* fold(a + b) is fold(fold(a), b): the records once more, from nothing, say the same as the board that grew. */
static void replay_agrees(struct story *s)
{
	struct board *again = board_new(s->room->policies.severity);
	struct arena *a = arena_new();
	struct err err;

	for (size_t n = 0; n < s->records.n; n++) {
		s->records.v[n].ev.seq = n + 1;
		if (board_fold(again, &s->records.v[n], &err) != RC_OK)
			fail_msg("%s", err.text);
	}
	assert_int_equal(again->unknown_rows, 0);
	/* The chain is not what is compared here. */
	again->head = s->room->board->head;
	struct str was = shown(a, s->room, s->room->board), is = shown(a, s->room, again);
	size_t n = 0;
	while (n < was.n && n < is.n && was.p[n] == is.p[n])
		n++;
	if (!str_eq(was, is))
		fail_msg("replay differs after %zu bytes:\n%.*s\n%.*s", n,
			STR_ARG(str_cut(was, n > 80 ? n - 80 : 0, n + 120)),
			STR_ARG(str_cut(is, n > 80 ? n - 80 : 0, n + 120)));
	arena_free(a);
	board_free(again);
}

/* ---- No pane paints outside its place ---- */

static void nothing_shown(struct pane_view *v, struct pane_parts *ret)
{
	(void)v;
	*ret = (struct pane_parts){0};
}

static bool same_cell(const struct cell *x, const struct cell *y)
{
	return !memcmp(x->code, y->code, sizeof x->code) && x->width == y->width &&
	       x->role == y->role && x->flags == y->flags;
}

static void stays_inside(struct story *s, const struct pane_type *pane, int columns, int rows)
{
	struct frames *f = s->f;
	struct pane_type empty = *pane;
	struct layout l;
	struct grid full;

	empty.content = nothing_shown;
	f->state.now = s->room->now;
	f->state.incident = pane->digit == '0' ? 0 : 1;
	f->state.pane = pane;
	frames_draw(f, columns, rows);
	full = f->grid;
	f->state.pane = &empty;
	frames_draw(f, columns, rows);
	layout_compute(f->grid.columns, f->grid.rows,
		promptline_rows(&f->state, f->a, f->grid.columns),
		f->state.incident && pane->digit != '1' && pane->digit != '0', &l);
	if (!f->state.incident) {
		l.body.y -= l.header_b.h + l.tabs.h;
		l.body.h += l.header_b.h + l.tabs.h;
		l.tabs.h = 0;
	}
	for (int y = 0; y < f->grid.rows; y++)
		for (int x = 0; x < f->grid.columns; x++) {
			bool body = y >= l.body.y && y < l.body.y + l.body.h;
			bool tabs = l.tabs.h && y == l.tabs.y;    /* they name the pane */
			bool hints = l.hints.h && y == l.hints.y; /* they follow its rows */

			if (body || tabs || hints ||
				same_cell(grid_at(&full, x, y), grid_at(&f->grid, x, y)))
				continue;
			fail_msg("%s paints at %d,%d of %dx%d", pane->name, x, y, columns, rows);
		}
}

static void draw_some(struct story *s)
{
	static const int columns[] = {1, 14, 40, 60, 80, 100, 120, 200, 300};
	static const int rows[] = {1, 3, 10, 16, 24, 40, 60, 100};
	struct arena_mark mark = arena_mark(s->f->a);
	const struct pane_type *pane = panes_at(roll(&s->dice, (uint32_t)panes_count()));

	s->f->state.focus = roll(&s->dice, 2) ? FOCUS_LIST : FOCUS_PROMPT;
	stays_inside(s, pane, PICK(&s->dice, columns), PICK(&s->dice, rows));
	arena_reset_to(s->f->a, mark);
}

static void declare(struct story *s)
{
	assert_int_equal(room_lead(s->room, "declare \"Cards fail\" journey=critical "
					    "degradation=unavailable users=40%"),
		RC_OK);
	for (size_t n = 0; n < s->room->out.event_count; n++)
		keep(s, &s->room->out.events[n]);
}

static void a_random_incident(void **state)
{
	const uint64_t *seed = *state;
	struct story s = {.f = frames_new_empty(), .dice = {*seed}, .kept = arena_new()};
	size_t kinds = 0;

	s.room = s.f->room;
	declare(&s);
	for (size_t n = 1; n <= STEPS; n++) {
		if (roll(&s.dice, 4))
			say(&s);
		else
			pass_time(&s);
		if (n % FRAME_EVERY == 0)
			draw_some(&s);
		if (n == STEPS / 3 || n == STEPS / 2)
			replay_agrees(&s);
	}
	replay_agrees(&s);
	for (size_t k = 0; k < EV_COUNT; k++)
		kinds += s.seen[k];
	print_message("# seed %llu: %zu lines taken, %zu refused, %zu rows of %zu kinds\n",
		(unsigned long long)*seed, s.accepted, s.refused, s.records.n, kinds);
	assert_true(s.accepted > STEPS / 10);
	assert_true(s.refused > STEPS / 20);
	arena_free(s.kept);
	frames_free(s.f);
}

int main(void)
{
	static uint64_t seeds[INCIDENTS];
	static char names[INCIDENTS][40];
	static struct CMUnitTest tests[INCIDENTS];

	for (size_t n = 0; n < INCIDENTS; n++) {
		seeds[n] = 1 + n;
		snprintf(names[n], sizeof names[n], "random incident %zu", n + 1);
		tests[n] = (struct CMUnitTest){.name = names[n],
			.test_func = a_random_incident,
			.initial_state = &seeds[n]};
	}
	return _cmocka_run_group_tests("random incidents", tests, INCIDENTS, NULL, NULL);
}
