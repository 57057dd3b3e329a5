/* test_complete.c: completion with a visible cursor: what is offered, what is missing, what is wrong. */
#include "lang/complete.h"

#include "support/test.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct verb_info verbs[] = {
	{"log", "note", "add a line to the timeline", "[<time>] <text> [#tag...]"},
	{"role", NULL, "take, give or list roles",
		"[<what:take|give|release|list>] [<role>] [<person>]"},
	{"sev", "severity", "show or set the severity",
		"[<what:1|2|3|eval>] [reason=<text>] [<gauges>]"},
	{"set", NULL, "set an option", "<option:word> <value:text>"},
	{"snooze", NULL, "put an alert off", "<id> <dur>"},
	{"action", NULL, "follow-up work",
		"<what:add|done|drop> <text> [<owner:person>] [due=<promise>] "
		"[class=detect|repair] [done=<text>]"},
	{"update", NULL, "send an update", "to=internal|public [next=<dur>] <text>"},
	{"help", NULL, "explain", "[<verb>]"},
	{"live", NULL, "back to now", ""},
};

static void offer_all(struct complete_sink *sink, const char *const *list)
{
	for (; *list; list++)
		complete_offer(sink, str_z(*list), (struct str){0});
}

static void values(void *self, enum slot_type type, struct str name, const struct words *before,
	struct complete_sink *sink)
{
	static const char *const persons[] = {"@ops1", "@lead", "@bot", "@scribe", NULL};
	static const char *const roles[] = {"ic", "ops", "comms", "scribe", "subject-expert", NULL};
	static const char *const gauges[] = {"users_share", "users_count", "journey", NULL};
	static const char *const journey[] = {"none", "ancillary", "important", "critical", NULL};
	static const char *const options[] = {"mouse", "motion", "zone", NULL};
	static const char *const on_off[] = {"on", "off", NULL};
	static const char *const tags[] = {"#db", "#dns", NULL};
	(void)self;
	if (type == SLOT_PERSON)
		offer_all(sink, persons);
	else if (type == SLOT_ROLE)
		offer_all(sink, roles);
	else if (type == SLOT_TAGS)
		offer_all(sink, tags);
	else if (type == SLOT_GAUGES)
		offer_all(sink, name.n ? journey : gauges);
	else if (type == SLOT_WORD && str_eq_z(name, "option"))
		offer_all(sink, options);
	else if (type == SLOT_TEXT && before->n == 2 && str_eq_z(before->v[1].text, "mouse"))
		offer_all(sink, on_off);
}

static bool find_gauge(void *self, struct str name, struct str *ret)
{
	(void)self;
	if (!str_starts(STR("journey"), name))
		return false;
	*ret = STR("journey");
	return true;
}

static enum rc find_role(void *self, struct str word, struct str *ret, struct err *err)
{
	(void)self;
	if (!str_eq_z(word, "ic") && !str_eq_z(word, "scribe"))
		return err_set(err, RC_UNKNOWN, "no role %.*s", STR_ARG(word));
	*ret = word;
	return RC_OK;
}

static const struct completion *at_cursor(const char *shown)
{
	struct match_ctx ctx = {.gauge = find_gauge, .role = find_role, .arena = arena};
	size_t cursor = (size_t)(strchr(shown, '|') - shown);
	struct complete_ask ask = {.cursor = cursor,
		.verbs = verbs,
		.verb_count = sizeof verbs / sizeof *verbs,
		.values = values,
		.match = &ctx};
	ask.line = str_fmt(arena, "%.*s%s", (int)cursor, shown, shown + cursor + 1);
	assert_true(time_from_iso(STR("2026-11-22T14:02:31Z"), &ctx.time.now));
	return complete_line(arena, &ask);
}

static const struct {
	const char *line;
	const char *offered; /* joined by ',' */
} offers[] = {
	{"|", "log,role,sev,set,snooze,action,update,help,live"},
	{"se|", "sev,set"},
	{"rol|", "role "},
	{"role|", "role "},
	{"rol| x", "role"},
	{"not|", "note "},
	{"upd|", "update "},
	{"uat|", "update "},
	{"ua|", ""},
	{"SEV|", "sev "},
	{"role scr|", "scribe "},
	{"role gi|", "give "},
	{"role take |", "ic,ops,comms,scribe,subject-expert,@ops1,@lead,@bot,@scribe"},
	{"role take exp|", "subject-expert "},
	{"role take ex|", ""},
	{"role take ic @l|", "@lead "},
	{"role take ic le|", "@lead "},
	{"role take ic o|", "@ops1 "},
	{"log @o|", "@ops1 "},
	{"log disk full #d|", "#db,#dns"},
	{"log disk full #db|", "#db "},
	{"sev jour|", "journey= "},
	{"sev journey=|", "none,ancillary,important,critical"},
	{"sev journey=cr|", "critical "},
	{"sev jou=\"cr|", "critical "},
	{"sev 2 re|", "reason= "},
	{"sev 2 reason=x re|", ""},
	{"set mo|", "mouse,motion"},
	{"set mouse o|", "on,off"},
	{"snooze 112 15|", "15m,15h,15s,15d"},
	{"action add \"x\" @|", "@ops1,@lead,@bot,@scribe"},
	{"action add x cl|", "class= "},
	{"action add x class=|", "detect,repair"},
	{"action add x class=de| due=fri", "detect"},
	{"action d|", "done,drop"},
	{"update to=pu|b later", "public"},
	{"help s|", "sev,set,snooze"},
	{"live |", ""},
};

static struct str joined(const struct completion *c)
{
	struct buf b;
	buf_init(&b, arena, 4096);
	for (size_t i = 0; i < c->n; i++) {
		if (i)
			buf_add_ch(&b, ',');
		buf_add(&b, c->v[i].text);
	}
	return buf_str(&b);
}

static void offers_what_fits(void **state)
{
	int bad = 0;
	(void)state;
	for (size_t i = 0; i < sizeof offers / sizeof *offers; i++) {
		const char *got = str_to_z(arena, joined(at_cursor(offers[i].line)));
		char wanted[256];
		size_t n = strlen(offers[i].offered);
		snprintf(wanted, sizeof wanted, "%s", offers[i].offered);
		if (n > 1 && wanted[n - 1] == ' ' && wanted[n - 2] == '=')
			wanted[n - 1] = 0; /* a name waits for its value */
		if (strcmp(got, wanted) == 0)
			continue;
		print_error("%s\n  wanted \"%s\"\n  got    \"%s\"\n", offers[i].line, wanted, got);
		bad++;
	}
	assert_int_equal(bad, 0);
}

/* The line after the first candidate was taken. */
static const char *taken(const char *shown)
{
	const struct completion *c = at_cursor(shown);
	size_t cursor = (size_t)(strchr(shown, '|') - shown);
	const char *line = arena_printf(arena, "%.*s%s", (int)cursor, shown, shown + cursor + 1);
	assert_true(c->n > 0);
	return arena_printf(arena, "%.*s%.*s|%s", (int)c->v[0].from, line, STR_ARG(c->v[0].text),
		line + c->v[0].to);
}

static void takes_the_place_of_the_word(void **state)
{
	(void)state;
	assert_string_equal(taken("rol|"), "role |");
	assert_string_equal(taken("rol|e take"), "role| take");
	assert_string_equal(taken("role take sc| @lead"), "role take scribe| @lead");
	assert_string_equal(taken("sev journey=cr|"), "sev journey=critical |");
	assert_string_equal(taken("sev journey=\"cr|"), "sev journey=critical |");
	assert_string_equal(taken("sev jour|"), "sev journey=|");
	assert_string_equal(taken("snooze 112 15|"), "snooze 112 15m|");
}

static void prefix_beats_fuzzy(void **state)
{
	(void)state;
	const struct completion *c = at_cursor("sev use|");
	assert_true(str_eq_z(c->v[0].text, "users_share="));
	c = at_cursor("sev cou|");
	assert_int_equal(c->n, 1);
	assert_true(str_eq_z(c->v[0].text, "users_count="));
}

static const struct {
	const char *line, *missing;
} rests[] = {
	{"role|", "[<take|give|release|list>] [<role>] [<person>]"},
	{"snooze |", "<id> <dur>"},
	{"snooze 112|", "<dur>"},
	{"snooze 112 15m|", ""},
	{"update hello|", "to=internal|public"},
	{"log -10m|", "<text>"},
	{"sev 2|", "[<gauges>]"},
	{"live|", ""},
};

static void says_what_is_missing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rests / sizeof *rests; i++)
		assert_string_equal(
			str_to_z(arena, at_cursor(rests[i].line)->missing), rests[i].missing);
}

static const struct {
	const char *line, *problem; /* "from-to text", empty when nothing is wrong */
} problems[] = {
	{"role scr|", ""},
	{"rol|", ""},
	{"se |", "0-2 \"se\" could be sev, set"},
	{"resovle|", "0-7 there is no \"resovle\"; help lists the commands"},
	{"updte x|", "0-5 there is no \"updte\", did you mean update?"},
	{"updat|", ""},
	{"snooze 112 15|", ""},
	{"snooze 112 15 |", "11-13 15 what? 15m?"},
	{"snooze pool 15|", "7-11 \"pool\" is no id; write one such as A-3 or E-12, or its number"},
	{"log -1|", ""},
	{"log \"disk|", ""},
	{"log| \"disk", "4-9 the quote \" is never closed; close it, or leave it out where the "
			"last text of a verb begins"},
	{"live now |", "5-8 nothing is expected here, leave out \"now\""},
	{"action ad|", ""},
	{"action zz| ", "7-9 \"zz\" is none of add, done, drop"},
	{"action zz |", "7-9 \"zz\" is none of add, done, drop"},
	{"sev 2 raeson=x |", "6-14 there is no raeson= here, did you mean reason=?"},
};

static void underlines_the_first_problem(void **state)
{
	int bad = 0;
	(void)state;
	for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
		const struct completion *c = at_cursor(problems[i].line);
		const char *got = !c->has_problem
					  ? ""
					  : arena_printf(arena, "%zu-%zu %.*s", c->problem_at,
						    c->problem_to, STR_ARG(c->problem));
		if (strcmp(got, problems[i].problem) == 0)
			continue;
		print_error("%s\n  wanted %s\n  got    %s\n", problems[i].line, problems[i].problem,
			got);
		bad++;
	}
	assert_int_equal(bad, 0);
}

static void explains_the_slot(void **state)
{
	(void)state;
	assert_string_equal(str_to_z(arena, at_cursor("snooze |")->doc),
		"id: an id such as A-3 or E-12, or its number");
	assert_string_equal(str_to_z(arena, at_cursor("action |")->doc), "what: add, done, drop");
	assert_string_equal(str_to_z(arena, at_cursor("action add x due=|")->doc),
		"due: +15m, 17:00, tomorrow, a weekday or a date");
	assert_string_equal(str_to_z(arena, at_cursor("role|")->doc), "take, give or list roles");
	assert_string_equal(str_to_z(arena, at_cursor("live |")->doc), "nothing more is needed");
}

static void offer_many(void *self, enum slot_type type, struct str name, const struct words *before,
	struct complete_sink *sink)
{
	(void)self, (void)type, (void)name, (void)before;
	for (int i = 0; i < 200; i++)
		complete_offer(sink, str_fmt(arena, "xa%db", i), STR("fuzzy"));
	complete_offer(sink, STR("abc"), STR("prefix"));
	complete_offer(sink, STR("abc"), STR("again"));
}

static void keeps_the_best_of_too_many(void **state)
{
	struct complete_ask ask = {.line = STR("set "),
		.cursor = 4,
		.verbs = verbs,
		.verb_count = sizeof verbs / sizeof *verbs,
		.values = offer_many};
	(void)state;
	const struct completion *c = complete_line(arena, &ask);
	assert_int_equal(c->n, COMPLETE_MAX);
	ask.line = STR("set a1b");
	ask.cursor = 7;
	c = complete_line(arena, &ask);
	assert_true(c->n > 1 && c->n <= COMPLETE_MAX);
	ask.line = STR("set ab");
	ask.cursor = 6;
	c = complete_line(arena, &ask);
	assert_int_equal(c->n, 1);
	assert_true(str_eq_z(c->v[0].means, "prefix"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offers_what_fits),
		cmocka_unit_test(takes_the_place_of_the_word),
		cmocka_unit_test(prefix_beats_fuzzy),
		cmocka_unit_test(says_what_is_missing),
		cmocka_unit_test(underlines_the_first_problem),
		cmocka_unit_test(explains_the_slot),
		cmocka_unit_test(keeps_the_best_of_too_many),
	};
	return cmocka_run_group_tests_name("complete", tests, setup, teardown);
}
