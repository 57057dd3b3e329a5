/* test_script.c: plays the conversations of the folder (files ending in .t); each file is one test. */
#include "support/test.h"

#include <dirent.h>

#include "support/room.h"

/*
 * A conversation is lines:
 *   # words                     a remark
 *   @ +5m | @ 2026-...Z         the clock moves on, or is set
 *   @@ +5m                      time passes: the clocks are asked every 5 s, and record what is due
 *   % KIND words                the clocks recorded an event of this kind in the last @@ whose body holds the words
 *   %~ KIND words               they did not
 *   ACTOR DOOR> line            somebody says a line; DOOR is console, shell, irc or irc:log (observe and log only)
 *   ACTOR chat> words           somebody talks in the channel
 *   = words                     the reply holds these words
 *   =~ words                    the reply does not
 *   ! words                     it was refused with these words (an unexpected refusal fails the test)
 *   + KIND words                an event of this kind was proposed whose body holds the words
 *   json words                  the JSON answer holds the words
 *   allow words                 commands of runbooks may be asked for, of these runbooks and programs ("allow off": none)
 *   acts N                      so many acts were wished for
 *   & KIND {json}               an edge put an event of this kind on record
 */
struct play {
	struct room *room;
	const char *file;
	unsigned line;
	bool refused; /* and nobody has looked at it yet */
};

static bool holds(struct str text, struct str words)
{
	return str_find(text, words) >= 0;
}

static void wrong(const struct play *p, const char *what, struct str words)
{
	print_message("%s:%u: %s: %.*s\n  reply: %.*s\n  error: %s\n", p->file, p->line, what,
		STR_ARG(words), STR_ARG(p->room->reply), p->room->err.text);
	fail();
}

static void move_clock(struct play *p, struct str words)
{
	struct err err;
	duration d;

	if (words.n && words.p[0] == '+') {
		if (duration_parse(str_cut(words, 1, words.n), &d, &err) != RC_OK)
			wrong(p, "no duration", words);
		p->room->now += d;
	} else if (!time_from_iso(words, &p->room->now)) {
		wrong(p, "no time", words);
	}
}

static void pass_time(struct play *p, struct str words)
{
	struct err err;
	duration d;

	if (words.n < 2 || duration_parse(str_cut(words, 1, words.n), &d, &err) != RC_OK)
		wrong(p, "no duration", words);
	else
		room_run(p->room, p->room->now + d, 5 * US_PER_S);
}

static void say(struct play *p, struct str who, struct str line)
{
	struct room *r = p->room;
	struct str actor;
	enum door door = DOOR_CONSOLE;
	unsigned capabilities = CAP_ALL;

	str_split(&who, ' ', &actor);
	if (str_eq_z(who, "chat")) {
		room_chat(r, str_to_z(r->arena, actor), str_to_z(r->arena, line));
		return;
	}
	if (str_eq_z(who, "shell"))
		door = DOOR_SHELL;
	else if (str_starts(who, STR("irc")))
		door = DOOR_IRC;
	if (str_eq_z(who, "irc:log"))
		capabilities = CAP_OBSERVE | CAP_LOG;
	p->refused = room_say(r, door, str_to_z(r->arena, actor), capabilities,
			     str_to_z(r->arena, line)) != RC_OK;
}

static bool one_of(const struct event *v, size_t n, struct str words)
{
	struct str kind;

	str_split(&words, ' ', &kind);
	for (size_t k = 0; k < n; k++)
		if (str_eq(v[k].kind_name, kind) && holds(v[k].body, words))
			return true;
	return false;
}

static void put_on_record(struct play *p, struct str words)
{
	struct room *r = p->room;
	const struct incident *i = room_incident(r);
	struct str kind;
	enum event_kind which;

	str_split(&words, ' ', &kind);
	which = event_kind_find(kind);
	if (which == EV_UNKNOWN)
		wrong(p, "no such kind", kind);
	room_event(r, i ? i->number : 0, which, str_to_z(r->arena, words));
}

static void expect(struct play *p, struct str line)
{
	struct room *r = p->room;
	struct str rest = line, sign;

	str_split(&rest, ' ', &sign);
	rest = str_trim(rest);
	if (str_eq_z(sign, "!")) {
		if (!p->refused || !holds(str_z(r->err.text), rest))
			wrong(p, "not refused so", rest);
		p->refused = false;
	} else if (str_eq_z(sign, "=")) {
		if (p->refused || !holds(r->reply, rest))
			wrong(p, "not in the reply", rest);
	} else if (str_eq_z(sign, "=~")) {
		if (p->refused || holds(r->reply, rest))
			wrong(p, "in the reply", rest);
	} else if (str_eq_z(sign, "json")) {
		if (p->refused || !holds(buf_str(&r->out.json), rest))
			wrong(p, "not in the JSON", rest);
	} else if (str_eq_z(sign, "acts")) {
		if (p->refused || r->out.act_count != (size_t)(rest.p[0] - '0'))
			wrong(p, "another number of acts", rest);
	} else if (str_eq_z(sign, "+")) {
		if (r->rc != RC_OK || !one_of(r->out.events, r->out.event_count, rest))
			wrong(p, "not proposed", line);
	} else if (str_eq_z(sign, "%") || str_eq_z(sign, "%~")) {
		if (one_of(r->tick_events, r->tick_count, rest) != str_eq_z(sign, "%"))
			wrong(p, "not so by the clocks", line);
	} else {
		wrong(p, "not understood", line);
	}
}

static void play_line(struct play *p, struct str line)
{
	ptrdiff_t said = str_find(line, STR("> "));

	if (!line.n || line.p[0] == '#')
		return;
	if (str_starts(line, STR("allow ")) && said < 0) {
		p->room->shelf.allow = str_cut(line, 6, line.n);
		p->room->shelf.may_ask = !str_eq_z(p->room->shelf.allow, "off");
		return;
	}
	if (strchr("=!+%ja", line.p[0]) && (said < 0 || strchr("=!+%", line.p[0]))) {
		expect(p, line);
		return;
	}
	if (p->refused)
		wrong(p, "refused", (struct str){0});
	if (str_starts(line, STR("@@")))
		pass_time(p, str_trim(str_cut(line, 2, line.n)));
	else if (line.p[0] == '&')
		put_on_record(p, str_trim(str_cut(line, 1, line.n)));
	else if (line.p[0] == '@')
		move_clock(p, str_trim(str_cut(line, 1, line.n)));
	else if (said > 0)
		say(p, str_cut(line, 0, (size_t)said), str_cut(line, (size_t)said + 2, line.n));
	else
		wrong(p, "not understood", line);
}

static void play(void **state)
{
	struct play p = {.room = room_new(), .file = *state};
	struct str rest = room_file(p.room->arena, *state), line;

	while (str_split(&rest, '\n', &line)) {
		p.line++;
		play_line(&p, line);
	}
	if (p.refused)
		wrong(&p, "refused", (struct str){0});
	room_free(p.room);
}

/* Somebody else commands: has offered it to lead, or has said nothing while lead is deputy. */
static void under_another(struct room *r, const char *verb)
{
	assert_int_equal(room_lead(r, "role release ic"), RC_OK);
	assert_int_equal(room_lead(r, "role give ic @ops1"), RC_OK);
	if (!strcmp(verb, "accept")) {
		assert_int_equal(room_say(r, DOOR_CONSOLE, "ops1", 0, "handoff ic @lead"), RC_OK);
		return;
	}
	assert_int_equal(room_lead(r, "role take deputy"), RC_OK);
	r->now += 11 * US_PER_MIN;
}

static void every_example_runs(void **state)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);

	(void)state;
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++) {
			const struct command *c = &families[f]->rows[i];
			struct room *r = room_new();
			enum door door = c->doors & DOOR_CONSOLE ? DOOR_CONSOLE : DOOR_SHELL;

			/* The fixture: SEV1, a commander, a task, a poll, five minutes old; more where the verb needs it. */
			assert_int_equal(room_lead(r, "declare \"Fixture\" journey=critical "
						      "degradation=unavailable users=30%"),
				RC_OK);
			assert_int_equal(room_lead(r, "ask @lead 5m read this back"), RC_OK);
			assert_int_equal(room_lead(r, "poll \"Fail over\""), RC_OK);
			r->now += 5 * US_PER_MIN;
			if (!strcmp(c->name, "close") || !strcmp(c->name, "reopen"))
				assert_int_equal(room_lead(r, "status resolved"), RC_OK);
			if (!strcmp(c->name, "accept") || !strcmp(c->name, "takeover"))
				under_another(r, c->name);
			if (!strcmp(c->name, "gone"))
				assert_int_equal(room_lead(r, "here @db1"), RC_OK);
			if (room_say(r, door, "lead", 0, c->example) != RC_OK) {
				print_message("%s: `%s`: %s\n", c->name, c->example, r->err.text);
				fail();
			}
			room_free(r);
		}
}

enum { SCRIPTS_MAX = 200 };

int main(void)
{
	static struct CMUnitTest tests[SCRIPTS_MAX];
	static char paths[SCRIPTS_MAX][128];
	size_t n = 0;
	DIR *dir = opendir("tests/script");
	struct dirent *d;

	tests[n++] = (struct CMUnitTest){
		.name = "every example runs", .test_func = every_example_runs};
	while (dir && (d = readdir(dir)) && n < SCRIPTS_MAX) {
		size_t len = strlen(d->d_name);

		if (len < 3 || strcmp(d->d_name + len - 2, ".t"))
			continue;
		snprintf(paths[n], sizeof paths[n], "tests/script/%s", d->d_name);
		tests[n] = (struct CMUnitTest){
			.name = paths[n], .test_func = play, .initial_state = paths[n]};
		n++;
	}
	if (dir)
		closedir(dir);
	return _cmocka_run_group_tests("conversations", tests, n, NULL, NULL);
}
