/* frames.c: every screen at every size as text and roles, compared with the files in frames/. */
#include "support/test.h"

#include "support/frames.h"
#include "view/view_work.h"
#include "view/view_compare.h"
#include "view/view_confirm.h"

enum { GOLDEN_MAX = 1024 * 1024 };

static bool writing(void)
{
	const char *v = getenv("WARROOM_GOLDEN");
	return v && strcmp(v, "write") == 0;
}

static struct str frame_words(struct frames *f)
{
	return str_fmt(f->a, "%.*s-- roles --\n%.*s", STR_ARG(grid_text(f->a, &f->grid)),
		STR_ARG(grid_roles(f->a, &f->grid)));
}

static void save(const char *path, struct str text)
{
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(text.p, 1, text.n, out), text.n);
	fclose(out);
}

static void compare(struct frames *f, const char *name, int columns, int rows)
{
	const char *path = arena_printf(
		f->a, "tests/golden/frames/%s-%dx%d.txt", name, columns, rows);
	frames_draw(f, columns, rows);
	struct str is = frame_words(f);
	if (writing()) {
		save(path, is);
		return;
	}
	struct str was = room_file(f->a, path);
	if (!str_eq(is, was))
		fail_msg("%s differs; it is now:\n%.*s", path, STR_ARG(is));
}

static void at_all_sizes(struct frames *f, const char *name)
{
	static const int sizes[][2] = {{80, 24}, {120, 40}, {200, 60}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		compare(f, name, sizes[i][0], sizes[i][1]);
}

static void home(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "home");
	at_all_sizes(f, "home");
	frames_free(f);
}

static void home_empty(void **state)
{
	struct frames *f = frames_new_empty();
	(void)state;
	at_all_sizes(f, "home-empty");
	frames_free(f);
}

static void room(void **state)
{
	static const int small[][2] = {{60, 16}, {40, 10}, {20, 5}, {14, 1}, {1, 1}, {30, 3}};
	struct frames *f = frames_new();
	(void)state;
	frames_type(f, "exec1: not yet, watching until 14:18");
	at_all_sizes(f, "room");
	frames_type(f, "");
	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		compare(f, "room", small[i][0], small[i][1]);
	frames_free(f);
}

/* Scrolled back: history above, the newest rows below, and the number of what is between. */
static void room_scrolled(void **state)
{
	struct frames *f = frames_new();
	struct stream *s = &f->state.stream;
	(void)state;
	s->live = false;
	s->tail = s->v + s->n - 5;
	s->tail_n = 5;
	s->newer = 7;
	s->n -= 7;
	f->lists[panes_index(f->state.pane)] = (struct list){.key = s->v[s->n - 1].seq};
	f->state.focus = FOCUS_LIST;
	compare(f, "room-scrolled", 80, 24);
	f->state.menu_leader = true;
	compare(f, "room-choices", 80, 24);
	frames_free(f);
}

static void severity(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "severity");
	f->state.focus = FOCUS_LIST;
	at_all_sizes(f, "severity");
	frames_free(f);
}

/* The preview follows the answers while they are typed. */
static void severity_typed(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "severity");
	frames_type(f, "/impact degradation=partial users=8% note=\"replica serves again\"");
	at_all_sizes(f, "severity-typed");
	frames_free(f);
}

/* Milder answers are on record, the hold runs: the second button says until when, and its reason is checked. */
static void severity_button(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	f->room->now -= 5 * US_PER_MIN;
	assert_int_equal(room_lead(f->room, "impact degradation=slow users=0.05%"), RC_OK);
	frames_pane(f, "severity");
	f->state.focus = FOCUS_LIST;
	f->lists[panes_index(f->state.pane)] = (struct list){
		.key = GAUGE_COUNT + 2, .at = GAUGE_COUNT + 1};
	frames_type(f, "/sev 2 reason=\"replica serves, 5xx at 3.2%, cards are ok again\"");
	at_all_sizes(f, "severity-button");
	frames_free(f);
}

/* SEV1 with slots that are empty, then with an offer that waits; and before anybody took anything. */
static void people(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "people");
	f->state.focus = FOCUS_LIST;
	at_all_sizes(f, "people");
	f->state.menu_leader = true;
	compare(f, "people-choices", 80, 24);
	frames_free(f);
}

static void people_offer(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_people(f);
	frames_pane(f, "people");
	at_all_sizes(f, "people-offer");
	frames_free(f);
}

static void people_empty(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_nobody(f);
	frames_pane(f, "people");
	at_all_sizes(f, "people-empty");
	frames_free(f);
}

static void timeline(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "timeline");
	at_all_sizes(f, "timeline");
	f->state.filter = STR("type=sev,impact");
	compare(f, "timeline-filtered", 80, 24);
	f->state.filter = STR("who=nobody");
	compare(f, "timeline-hidden", 80, 24);
	frames_free(f);
}

static void timeline_past(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "timeline");
	frames_past(f);
	at_all_sizes(f, "timeline-past");
	f->state.late = true;
	at_all_sizes(f, "timeline-late");
	frames_free(f);
}

static void timeline_compared(void **state)
{
	struct frames *f = frames_new();
	struct compare c;
	(void)state;
	assert_int_equal(room_lead(f->room,
				 "amend E-14 at=13:37 the rollback was done at 13:37, on 40 of 42 "
				 "hosts"),
		RC_OK);
	frames_pane(f, "timeline");
	frames_past(f);
	compare_of(f->a, f->state.policies, screen_incident(&f->state),
		board_incident(f->state.board, f->state.incident), f->state.past_at, f->state.now,
		&c);
	f->state.shown = view_compare(f->a, &c, f->state.zone);
	f->state.shown_title = STR("compare");
	at_all_sizes(f, "timeline-compared");
	frames_free(f);
}

/* Every state of a change, kept evidence, and what departs from normal. */
static void changes(void **state)
{
	static const char *const sha =
		"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "changes");
	at_all_sizes(f, "changes-empty");
	frames_tell(f, "2026-11-22T14:03:00Z",
		"run rollback payments from=9be07 to=4f2c1 by=@ops1 captured=skipped "
		"reason=\"every minute costs orders\"");
	room_event(f->room, 2, EV_EVIDENCE_KEPT,
		arena_printf(f->a,
			"{\"id\":1,\"sha256\":\"%s\",\"size\":2621440,\"name\":\"pool.txt\","
			"\"note\":\"sessions of the primary, before the failover\"}",
			sha));
	frames_tell(f, "2026-11-22T14:05:00Z",
		"run done CHG-1 signal=\"checkout probe\" out on all hosts");
	frames_tell(f, "2026-11-22T14:06:00Z",
		"run check CHG-1 fail evidence=\"11% of attempts still fail\"");
	frames_tell(f, "2026-11-22T14:08:00Z",
		"run failover pg-eu-3 by=@ops1 rollback=\"promote pg-eu-3a again\" captured=EV-1");
	frames_tell(f, "2026-11-22T14:09:00Z",
		"run flag eu-batch from=on to=off by=@dev1 diverge=\"batch jobs are off\" "
		"until=+3h");
	frames_tell(f, "2026-11-22T14:10:00Z", "run done CHG-3 signal=\"pool use\"");
	frames_tell(f, "2026-11-22T14:11:00Z",
		"run drain eu-2 rollback=undrain glass=yes reason=\"nobody answers, orders are "
		"lost\"");
	frames_tell(f, "2026-11-22T14:12:00Z", "run scale web from=12 to=20 approver=@ops1");
	at_all_sizes(f, "changes");
	f->lists[panes_index(f->state.pane)] = (struct list){.key = (uint64_t)1 << 32 | 2};
	f->state.focus = FOCUS_LIST;
	compare(f, "changes-marked", 80, 24);
	f->state.menu_leader = true;
	compare(f, "changes-choices", 80, 24);
	f->state.menu_leader = false;
	compare(f, "changes", 40, 10);
	frames_free(f);
}

/* What does not add up; and that all does. */
static void review(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "review");
	frames_tell(f, "2026-11-22T14:03:00Z", "log 13:20 somebody had seen errors");
	frames_tell(f, "2026-11-22T14:04:00Z", "fact the pool on pg-eu-3 was full");
	at_all_sizes(f, "review");
	f->lists[panes_index(f->state.pane)] = (struct list){.key = 2};
	f->state.focus = FOCUS_LIST;
	compare(f, "review-marked", 80, 24);
	compare(f, "review", 40, 10);
	frames_free(f);
}

static void actions(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_tell(f, "2026-11-22T13:20:10Z", "fact errors began with the batch run at 13:13");
	frames_tell(f, "2026-11-22T13:22:00Z",
		"theory \"the release leaks connections\" @ops1 check=\"roll it back on one "
		"host\"");
	frames_tell(f, "2026-11-22T13:40:00Z",
		"theory H-1 ruled-out result=\"the pool is as full without it\"");
	frames_tell(f, "2026-11-22T13:41:00Z",
		"theory \"the batch worker holds connections\" @db1 check=\"stop it, watch the "
		"pool\" likely=60%");
	frames_tell(f, "2026-11-22T13:42:00Z", "fact pool on the primary is at 400 of 400");
	frames_tell(f, "2026-11-22T13:45:00Z",
		"vendor open acme ref=CASE-123 contract=gold slow answers from their DNS");
	frames_tell(f, "2026-11-22T13:52:00Z",
		"decide \"Fail over to the replica\" why=\"the primary does not recover\" "
		"alternatives=\"restart the primary; wait\" check=+15m @ops1");
	frames_tell(f, "2026-11-22T13:57:00Z", "ask @ops1 5m watch the lag on the replica");
	frames_tell(f, "2026-11-22T14:00:00Z", "ask @db1 5m stop the batch worker");
	frames_tell(f, "2026-11-22T14:02:00Z",
		"poll \"Stop the nightly batch\" risk=\"reports are late\"");
	f->state.now = f->room->now + 31 * US_PER_S;
	frames_pane(f, "actions");
	f->state.focus = FOCUS_LIST;
	at_all_sizes(f, "actions");
	f->lists[panes_index(f->state.pane)].key = view_work_key('V', 1);
	f->lists[panes_index(f->state.pane)].at = 99;
	compare(f, "actions-vendor", 80, 24);
	f->state.menu_leader = true;
	compare(f, "actions-choices", 80, 24);
	f->state.menu_leader = false;
	frames_pane(
		f, "room"); /* the time boxes stand among the clocks, what waits for me in front */
	f->state.focus = FOCUS_PROMPT;
	compare(f, "room-loops", 120, 40);
	frames_free(f);
}

static void actions_empty(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "actions");
	f->state.incident = 1;
	f->state.focus = FOCUS_LIST;
	compare(f, "actions-closed", 80, 24);
	f->state.incident = 2;
	compare(f, "actions-empty", 80, 24);
	compare(f, "actions-empty", 40, 10);
	frames_free(f);
}

static void said(struct frames *f, int minutes, const char *actor, const char *line)
{
	f->room->now += minutes * US_PER_MIN;
	f->state.now = f->room->now;
	if (room_say(f->room, DOOR_CONSOLE, actor, 0, line) != RC_OK)
		fail_msg("%s: %s", line, f->room->err.text);
}

static void comms_ledger(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "comms");
	at_all_sizes(f, "comms-untold");
	room_run(f->room, f->room->now + 20 * US_PER_MIN, 10 * US_PER_S);
	said(f, 0, "lead",
		"update to=public Since 13:13 UTC card payments fail for 62% of shoppers; invoices "
		"still "
		"work. We are investigating. Next update by 14:40 UTC.");
	said(f, 5, "lead", "snooze vendor 30m reason=\"their engineer joins the call first\"");
	f->state.focus = FOCUS_LIST;
	at_all_sizes(f, "comms-ledger");
	f->state.menu_leader = true;
	compare(f, "comms-ledger-choices", 80, 24);
	frames_free(f);
}

static void comms_draft(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "comms");
	said(f, 0, "lead",
		"update to=public Since 13:13 UTC card payments fail for 62% of shoppers; invoices "
		"still "
		"work. We are investigating. Next update by 14:20 UTC.");
	said(f, 8, "comms1", "comms draft to=public");
	said(f, 1, "comms1",
		"comms draft to=public,execs \"We believe db7.prod.internal is behind the errors. "
		"Some "
		"users cannot pay by card [since when?]. It will be fixed soon.\"");
	at_all_sizes(f, "comms-errors");
	said(f, 0, "comms1", "comms drop C-1 reason=\"written anew\"");
	said(f, 1, "comms1",
		"comms edit C-2 \"SEV1 (rule B): since 13:13 UTC card payments fail for 62% of "
		"shoppers; "
		"invoices still work. We are investigating. No decision is needed. Revenue is "
		"being counted, "
		"no contract customer is blocked, nothing is reportable. Next update by 14:25 "
		"UTC.\"");
	at_all_sizes(f, "comms-clean");
	frames_pane(f, "room");
	compare(f, "comms-waits", 80, 24);
	frames_pane(f, "comms");
	f->state.focus = FOCUS_LIST;
	f->state.menu_leader = true;
	compare(f, "comms-choices", 80, 24);
	frames_free(f);
}

static void help(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	f->state.help = true;
	at_all_sizes(f, "help");
	f->state.help_filter = STR("role");
	compare(f, "help-filtered", 80, 24);
	frames_free(f);
}

static void prompt_states(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_type(f, "/role");
	compare(f, "prompt-verb", 80, 24);
	frames_type(f, "/role scribe @");
	f->prompt->menu = true;
	compare(f, "prompt-menu", 80, 24);
	frames_type(f, "/impact users=62 percent");
	prompt_refused(f->prompt, 7);
	f->state.attention = STR("users: 62 what? 62% of users or 62000 users");
	f->state.attention_role = ROLE_ERR;
	compare(f, "prompt-refused", 80, 24);
	frames_type(f, "first row\nsecond row of a draft that is long enough to be wrapped at the "
		       "edge of the screen\nthird");
	compare(f, "prompt-rows", 80, 24);
	frames_free(f);
}

/* A late promise, an unwell record and a link that is down stay in sight. */
static void trouble(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	f->state.now += 40 * US_PER_MIN;
	f->state.flash = true;
	f->state.health = STR("the disk is full: 3 rows are held in memory, free some space");
	f->state.links[0] = (struct link_state){"irc", "DOWN", f->state.now - 12 * US_PER_S};
	compare(f, "trouble", 80, 24);
	compare(f, "trouble", 40, 10);
	frames_free(f);
}

/* A drill and a sensitive incident say so on every screen, however small. */
static void fenced(void **state)
{
	struct frames *f = frames_new();
	struct incident *i = (struct incident *)(uintptr_t)board_incident(
		f->state.board, f->state.incident);
	(void)state;
	i->drill = true;
	at_all_sizes(f, "drill");
	compare(f, "drill", 40, 10);
	compare(f, "drill", 20, 1);
	i->drill = false;
	i->sensitive = true;
	compare(f, "sensitive", 80, 24);
	frames_past(f);
	compare(f, "sensitive-past", 80, 24);
	frames_free(f);
}

/* What a line would record, before it does: the same incident twice, once with the line told. */
static void confirming(void **state)
{
	struct frames *f = frames_new(), *with = frames_new();
	(void)state;
	with->room->now = f->state.now;
	assert_int_equal(room_lead(with->room, "check probe pass evidence=\"200 of 200\""), RC_OK);
	assert_int_equal(room_lead(with->room, "status resolved"), RC_OK);
	struct confirm_ask ask = {.policies = f->state.policies,
		.before = board_incident(f->room->board, 2),
		.after = board_incident(with->room->board, 2),
		.reply = with->room->out.reply,
		.now = f->state.now};
	f->state.shown = view_confirm(f->a, &ask);
	f->state.shown_title = STR("status resolved");
	f->state.focus = FOCUS_LIST;
	f->state.confirm = (struct confirm_look){
		.stage = CONFIRM_BUTTONS, .incident = 2, .verb = STR("status")};
	at_all_sizes(f, "confirm");
	f->state.focus = FOCUS_PROMPT;
	f->state.confirm.stage = CONFIRM_NUMBER;
	f->state.confirm.verb = STR("close");
	compare(f, "confirm-number", 80, 24);
	f->state.confirm.stage = CONFIRM_HOLD;
	f->state.confirm.seconds = 7;
	compare(f, "confirm-hold", 80, 24);
	compare(f, "confirm-hold", 40, 10);
	frames_free(with);
	frames_free(f);
}

/* Nothing that ticks and no bar; the countdown stands on whole tens until the last ten seconds. */
static void still(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	f->state.still = f->state.flash = true;
	at_all_sizes(f, "still");
	frames_free(f);
}

static void runbook(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_pane(f, "runbook");
	at_all_sizes(f, "runbook-none");
	frames_type(f, "/runbook start ");
	f->prompt->menu = true;
	compare(f, "runbook-menu", 80, 24);
	f->prompt->menu = false;
	frames_type(f, "");
	frames_play(f);
	at_all_sizes(f, "runbook");
	compare(f, "runbook", 60, 16);
	f->state.focus = FOCUS_LIST;
	f->lists[panes_index(f->state.pane)] = (struct list){.key = 2003, .at = 2};
	compare(f, "runbook-marked", 80, 24);
	f->state.menu_leader = true;
	compare(f, "runbook-choices", 80, 24);
	frames_free(f);
}

/* A place without any file says where they come from. */
static void runbook_empty(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	f->room->runbooks = (struct runbook_library){0};
	frames_pane(f, "runbook");
	at_all_sizes(f, "runbook-empty");
	frames_free(f);
}

static void legend(void **state)
{
	struct frames *f = frames_new_empty();
	(void)state;
	struct str is = grid_legend(f->a);
	if (writing())
		save("tests/golden/frames/LEGEND.txt", is);
	else
		assert_true(str_eq(is, room_file(f->a, "tests/golden/frames/LEGEND.txt")));
	frames_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(home),
		cmocka_unit_test(home_empty),
		cmocka_unit_test(room),
		cmocka_unit_test(room_scrolled),
		cmocka_unit_test(severity),
		cmocka_unit_test(severity_typed),
		cmocka_unit_test(severity_button),
		cmocka_unit_test(people),
		cmocka_unit_test(people_offer),
		cmocka_unit_test(people_empty),
		cmocka_unit_test(timeline),
		cmocka_unit_test(timeline_past),
		cmocka_unit_test(timeline_compared),
		cmocka_unit_test(changes),
		cmocka_unit_test(review),
		cmocka_unit_test(actions),
		cmocka_unit_test(actions_empty),
		cmocka_unit_test(comms_ledger),
		cmocka_unit_test(comms_draft),
		cmocka_unit_test(help),
		cmocka_unit_test(prompt_states),
		cmocka_unit_test(trouble),
		cmocka_unit_test(fenced),
		cmocka_unit_test(confirming),
		cmocka_unit_test(still),
		cmocka_unit_test(runbook),
		cmocka_unit_test(runbook_empty),
		cmocka_unit_test(legend),
	};
	return cmocka_run_group_tests_name("golden frames", tests, NULL, NULL);
}
