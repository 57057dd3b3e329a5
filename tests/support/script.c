/* script.c: plays a conversation line by line; the first line that does not hold fails the running test. */
#include "support/script.h"
#include "support/test.h"

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
	else if (str_eq_z(who, "irc:trusted") || str_eq_z(who, "irc:anybody"))
		capabilities = access_capabilities(r->policies.access, room_incident(r), actor,
			str_eq_z(who, "irc:trusted"), str_eq_z(who, "irc:trusted"), r->now);
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

void script_play(struct room *r, const char *file)
{
	struct play p = {.room = r, .file = file};
	struct str rest = room_file(r->arena, file), line;

	while (str_split(&rest, '\n', &line)) {
		p.line++;
		play_line(&p, line);
	}
	if (p.refused)
		wrong(&p, "refused", (struct str){0});
}
