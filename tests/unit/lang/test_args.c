/* test_args.c: usage strings as grammar: which lines are accepted with which values, which are refused with which words. */
#include "lang/grammar.h"

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

static enum rc find_role(void *self, struct str word, struct str *ret, struct err *err)
{
	static const char *const roles[] = {"ic", "deputy", "ops", "comms", "scribe"};
	(void)self;
	for (size_t i = 0; i < 5; i++)
		if (word.n && str_starts(str_z(roles[i]), word)) {
			*ret = str_z(roles[i]);
			return RC_OK;
		}
	return err_set(err, RC_UNKNOWN, "no role %.*s", STR_ARG(word));
}

static enum rc find_person(void *self, struct str word, struct str *ret, struct err *err)
{
	struct str bare = word.p[0] == '@' ? str_cut(word, 1, word.n) : word;
	(void)self;
	if (str_eq_z(bare, "scribe"))
		return err_set(err, RC_STATE, "nobody holds scribe");
	*ret = str_eq_z(bare, "ic") ? STR("lead") : bare;
	return RC_OK;
}

static bool find_gauge(void *self, struct str name, struct str *ret)
{
	static const char *const gauges[] = {"users_share", "journey", "degradation", "data_harm"};
	(void)self;
	for (size_t i = 0; i < 4; i++)
		if (str_starts(str_z(gauges[i]), name) && name.n) {
			*ret = str_z(gauges[i]);
			return true;
		}
	return false;
}

static struct match_ctx context(void)
{
	struct match_ctx ctx = {
		.role = find_role, .person = find_person, .gauge = find_gauge, .arena = arena};
	assert_true(time_from_iso(STR("2026-11-22T14:02:31Z"), &ctx.time.now));
	assert_true(time_from_iso(STR("2026-11-22T13:15:00Z"), &ctx.time.zero));
	return ctx;
}

static void add_slot(struct buf *b, const struct args *args, const struct slot *s)
{
	const char *name = str_to_z(arena, s->name);
	const struct pair *pairs;
	struct stamp at;
	size_t n = args_pairs(args, name, &pairs);
	if (!args_has(args, name))
		return;
	buf_addf(b, "%s%s:", b->n ? " " : "", name);
	if (args_time(args, name, &at)) {
		buf_add_z(b, at.precision == PREC_UNKNOWN ? "?" : time_iso(arena, at.at));
	} else if (s->many || s->type == SLOT_GAUGES) {
		for (size_t i = 0; i < n; i++)
			buf_addf(b, "%s%.*s%s%.*s", i ? "," : "", STR_ARG(pairs[i].name),
				pairs[i].name.n ? "=" : "", STR_ARG(pairs[i].value));
	} else if (s->type == SLOT_DUR) {
		buf_add_z(b, duration_short(arena, args_dur(args, name, -1)));
	} else if (s->type == SLOT_INT || s->type == SLOT_LEVEL || s->type == SLOT_SHARE) {
		buf_addf(b, "%lld", (long long)args_int(args, name, -1));
	} else {
		buf_addf(b, "[%.*s]", STR_ARG(args_str(args, name)));
	}
}

/* What a line means under a usage: "slot:value ..." or "!at message". */
static const char *meaning(const char *usage, const char *line)
{
	struct grammar g;
	struct words w;
	struct err err;
	struct match_ctx ctx = context();
	const struct args *args;
	struct buf b;
	assert_int_equal(grammar_parse(arena, usage, &g, &err), RC_OK);
	if (lex_line(arena, str_z(line), &w, &err) || args_match(&g, &w, 1, &ctx, &args, &err))
		return arena_printf(arena, "!%d %s", err.at, err.text);
	buf_init(&b, arena, 4096);
	for (size_t i = 0; i < g.n; i++)
		add_slot(&b, args, &g.slots[i]);
	return buf_z(&b);
}

#define LOG    "[<time>] <text> [#tag...]"
#define DECIDE "<text> [why=<text>] [check=<promise>]"
#define ACTION                                                                                     \
	"<what:add|done|drop> <text> [<person>] [due=<promise>] [class=detect|repair] "            \
	"[done=<text>] [#tag...]"
#define UPDATE "<text> to=internal|public [next=<dur>]"

static const struct {
	const char *usage, *line, *meaning;
} lines[] = {
	{LOG, "log -10m disk full", "time:2026-11-22T13:52:31Z text:[disk full]"},
	{LOG, "log disk full", "text:[disk full]"},
	{LOG, "log \"-10m\" is what he said", "text:[-10m is what he said]"},
	{LOG, "log 14:02 \"rolled back\"", "time:2026-11-22T14:02:00Z text:[rolled back]"},
	{LOG, "log T+5 x", "time:2026-11-22T13:20:00Z text:[x]"},
	{LOG, "log ? x", "time:? text:[x]"},
	{LOG, "log -- -10m  left", "text:[-10m  left]"},
	{LOG, "log he said \"all good\" twice", "text:[he said \"all good\" twice]"},
	{LOG, "log due=fri is  odd", "text:[due=fri is  odd]"},
	{LOG, "log disk full #db #eu-3", "text:[disk full] tag:db,eu-3"},
	{LOG, "log #db is slow", "text:[#db is slow] tag:db"},
	{LOG, "log see PR #123", "text:[see PR #123]"},
	{LOG, "log \"#db\" is slow", "text:[#db is slow]"},
	{LOG, "log -- a #db", "text:[a #db]"},
	{LOG, "log can't reach 5\" disk", "text:[can't reach 5\" disk]"},
	{LOG, "log 12 pods down", "text:[12 pods down]"},
	{LOG, "log", "!3 <text> is missing: write free text, the last one needs no quotes"},
	{LOG, "log -10m", "!8 <text> is missing: write free text, the last one needs no quotes"},
	{DECIDE, "decide check +20m roll back", "text:[check +20m roll back]"},
	{DECIDE, "decide \"keep replica\" why=\"old one\" check=+20m",
		"text:[keep replica] why:[old one] check:2026-11-22T14:22:31Z"},
	{DECIDE, "decide keep why=old replica check=20m",
		"text:[keep replica] why:[old] check:2026-11-22T14:22:31Z"},
	{DECIDE, "decide x check=+20m check=+30m", "!20 check= is given twice, leave one out"},
	{DECIDE, "decide x check=",
		"!15 check is empty; write +15m, 17:00, tomorrow, a weekday or a date"},
	{DECIDE, "decide -- check=x", "text:[check=x]"},
	{ACTION, "action add \"pool alert at 80%\" @tomas due=fri #db",
		"what:[add] text:[pool alert at 80%] person:[tomas] due:2026-11-27T23:59:59Z "
		"tag:db"},
	{ACTION, "action add ask @ops1 about it", "what:[add] text:[ask @ops1 about it]"},
	{ACTION, "action add @ic fix the pool", "what:[add] text:[fix the pool] person:[lead]"},
	{ACTION, "action d x", "!7 \"d\" could be done, drop"},
	{ACTION, "action ad x", "what:[add] text:[x]"},
	{ACTION, "action adx x", "!7 \"adx\" is none of add, done, drop; did you mean add?"},
	{ACTION, "action add x @scribe", "!13 nobody holds scribe"},
	{ACTION, "action add x class=det", "what:[add] text:[x] class:[detect]"},
	{ACTION, "action add x class=zzz", "!19 class: \"zzz\" is none of detect, repair"},
	{UPDATE, "update to=public next=30m we are on it",
		"text:[we are on it] to:[public] next:30m"},
	{UPDATE, "update hello", "!12 to=internal|public is missing: write one of these words"},
	{UPDATE, "update to=public next=30 x", "!22 next: 30 what? 30m?"},
	{"<id> <dur>", "snooze 112 15m", "id:[112] dur:15m"},
	{"<id> <dur>", "snooze alt-0112 1h30m", "id:[ALT-112] dur:1h30m"},
	{"<id> <dur>", "snooze 112 15", "!11 15 what? 15m?"},
	{"<id> <dur>", "snooze pool 15m",
		"!7 \"pool\" is no id; write one such as A-3 or E-12, or its number"},
	{"<id> <dur>", "snooze 1 2m 3",
		"!12 \"3\" is one word too many; texts of several words need quotes"},
	{"<role> [<person>]", "role scribe jo", "role:[scribe] person:[jo]"},
	{"<role> [<person>]", "role scr @jo", "role:[scribe] person:[jo]"},
	{"<role> [<person>]", "role pilot", "!5 no role pilot"},
	{"<role> [<person>]", "role scribe @",
		"!12 a name belongs behind the @, such as @nick or @ic"},
	{"[<role>] [<person>]", "handoff jo", "person:[jo]"},
	{"[<role>] [<person>]", "handoff ic jo", "role:[ic] person:[jo]"},
	{"<person>...", "page @ic ops1", "person:lead,ops1"},
	{"<person>... [<text>]", "page @ic @ops1 come please",
		"person:lead,ops1 text:[come please]"},
	{"<title:text> [<gauges>]", "declare Checkout fails jour=critical users=40%",
		"title:[Checkout fails] gauges:journey=critical,users_share=40%"},
	{"<title:text> [<gauges>]", "declare \"rate=5 is odd\" jour=critical",
		"title:[rate=5 is odd] gauges:journey=critical"},
	{"<title:text> [<gauges>]", "declare x jurney=critical",
		"!10 there is no jurney= here, did you mean journey=?"},
	{"<title:text> [<gauges>]", "declare x rate=5",
		"!10 there is no rate= here; put the word in quotes if it is meant as it stands"},
	{"<text> [due=<promise>]", "action x duee=fri",
		"!9 there is no duee= here, did you mean due=?"},
	{"<text> [due=<promise>]", "action x due=30", "!13 due: 30 what? +30m?"},
	{"<text> [due=<promise>]", "action \"x\" class=fri",
		"!11 there is no class= here; there is due="},
	{"<text> [due=<promise>]", "action x class=fri", "text:[x class=fri]"},
	{"<gauges>", "impact users=?", "gauges:users_share=?"},
	{"<gauges>", "impact rate=5",
		"!7 there is no rate= here; put the word in quotes if it is meant as it stands"},
	{"<gauges>", "impact",
		"!6 <gauges> is missing: write gauges such as users=40% journey=critical"},
	{"<level> reason=<text>", "sev SEV2 reason=\"8% fail\"", "level:2 reason:[8% fail]"},
	{"<level> reason=<text>", "sev 6 reason=x",
		"!4 \"6\" is no severity; write 1 (worst) to 5"},
	{"<level> reason=<text>", "sev 2 raeson=x",
		"!6 there is no raeson= here, did you mean reason=?"},
	{"<level> reason=<text>", "sev 2 rea=x", "level:2 reason:[x]"},
	{"<level> reason=<text>", "sev 2 reason=8% of attempts",
		"!16 \"of\" is left over; a text of several words needs quotes: reason=\"...\""},
	{"<share>", "x 12.5%", "share:1250"},
	{"<share>", "x ?", "share:-1"},
	{"<share>", "x 101%",
		"!2 \"101%\" is no share; write 0% to 100%, or ? when it is not known"},
	{"<share>", "x 40", "!2 40 what? 40%?"},
	{"[at=<time>]", "timeline at=10m",
		"!12 at: 10m is a length, not a time; 10m ago is written -10m"},
	{"[<zone>]", "x Europe/Berlin", "zone:[Europe/Berlin]"},
	{"[<zone>]", "x a;b",
		"!2 \"a;b\" is no time zone; write UTC, +02:00 or a name such as Europe/Berlin"},
	{"<n:int>", "x -5", "n:-5"},
	{"<n:int>", "x five", "!2 \"five\" is no whole number"},
	{"", "live", ""},
	{"", "live now", "!5 nothing is expected here, leave out \"now\""},
	{"<file> [format=text|json]", "lint a=b.md format=j", "file:[a=b.md] format:[json]"},
};

static void lines_mean_what_the_usage_says(void **state)
{
	int bad = 0;
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *got = meaning(lines[i].usage, lines[i].line);
		if (strcmp(got, lines[i].meaning) == 0)
			continue;
		print_error("%s\n  wanted %s\n  got    %s\n", lines[i].line, lines[i].meaning, got);
		bad++;
	}
	assert_int_equal(bad, 0);
}

static void time_errors_carry_the_position(void **state)
{
	(void)state;
	assert_memory_equal(meaning(LOG, "log 25:00 x"), "!4 ", 3);
	assert_memory_equal(meaning(LOG, "log 2026-12-24T10:00 x"), "!4 ", 3);
	assert_memory_equal(meaning(DECIDE, "decide x check=-5m"), "!15 check: ", 11);
}

static void shell_words_are_not_quoted_again(void **state)
{
	char *argv[] = {(char *)"log", (char *)"rolled", (char *)"back \"web\"", (char *)"now"};
	struct grammar g;
	struct words w;
	struct err err;
	struct match_ctx ctx = context();
	const struct args *args;
	(void)state;
	assert_int_equal(grammar_parse(arena, LOG, &g, &err), RC_OK);
	assert_int_equal(lex_argv(arena, 4, argv, &w, &err), RC_OK);
	assert_int_equal(args_match(&g, &w, 1, &ctx, &args, &err), RC_OK);
	assert_true(str_eq_z(args_str(args, "text"), "rolled back \"web\" now"));
}

static void absent_slots_give_what_was_asked_for(void **state)
{
	struct grammar g;
	struct words w;
	struct err err;
	struct stamp at;
	const struct pair *pairs;
	struct match_ctx ctx = context();
	const struct args *args;
	(void)state;
	assert_int_equal(
		grammar_parse(arena, "[<time>] [<dur>] [n=<int>] [f=a|b]", &g, &err), RC_OK);
	assert_int_equal(lex_line(arena, STR("x"), &w, &err), RC_OK);
	assert_int_equal(args_match(&g, &w, 1, &ctx, &args, &err), RC_OK);
	assert_false(args_has(args, "time"));
	assert_false(args_time(args, "time", &at));
	assert_int_equal(args_dur(args, "dur", 7), 7);
	assert_int_equal(args_int(args, "n", 8), 8);
	assert_int_equal(args_str(args, "f").n, 0);
	assert_false(args_is(args, "f", "a"));
	assert_int_equal(args_pairs(args, "nothing", &pairs), 0);
}

static void wrong_usages_are_bugs(void **state)
{
	static const char *const usages[] = {"person", "<>", "<a", "<a:>", "<a:|>", "<a:x|>",
		"a=", "=<b>", "[<a>", "<a> <a>", "<text> <b:text>", "#tag", "<a b>", "<a:ti me>"};
	(void)state;
	for (size_t i = 0; i < sizeof usages / sizeof *usages; i++) {
		struct grammar g;
		struct err err;
		assert_int_equal(grammar_parse(arena, usages[i], &g, &err), RC_BUG);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_mean_what_the_usage_says),
		cmocka_unit_test(time_errors_carry_the_position),
		cmocka_unit_test(shell_words_are_not_quoted_again),
		cmocka_unit_test(absent_slots_give_what_was_asked_for),
		cmocka_unit_test(wrong_usages_are_bugs),
	};
	return cmocka_run_group_tests_name("args", tests, setup, teardown);
}
