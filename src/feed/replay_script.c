/* replay_script.c: a drill written down: who says what, and how long after. */
#include "base/utf8.h"
#include "feed/replay_internal.h"
#include "sys/file.h"

enum { NAME_MAX_SCRIPT = 40 };

/*
 * A script is lines:
 *   # a remark
 *   +5m                       so long passes
 *   NAME> /verb words         NAME gives a command, as at a console
 *   NAME> words               NAME says it in the room
 */
static enum rc wrong(const struct replay *r, unsigned line, const char *what, struct err *err)
{
	return err_set(err, RC_USAGE, "%s:%u: %s", r->ask.file, line, what);
}

static enum rc take_line(
	struct replay *r, struct str line, unsigned number, duration *after, struct err *err)
{
	ptrdiff_t said = str_find_ch(line, '>');
	struct step *s;
	duration d;

	if (line.p[0] == '+') {
		if (duration_parse(str_cut(line, 1, line.n), &d, err) != RC_OK)
			return wrong(r, number, "after + comes how long, as +90s or +5m", err);
		*after += d;
		return RC_OK;
	}
	if (said < 1 || said > NAME_MAX_SCRIPT)
		return wrong(r, number, "a line is `+5m`, `NAME> /verb ...` or `NAME> words`", err);
	if (r->steps.n == REPLAY_STEPS_MAX)
		return wrong(r, number, "the script has too many lines", err);
	s = VEC_PUSH(r->arena, &r->steps);
	s->after = *after;
	s->number = number;
	s->actor = utf8_plain(r->arena, str_trim(str_cut(line, 0, (size_t)said)), UTF8_IDENT);
	s->line = str_trim(str_cut(line, (size_t)said + 1, line.n));
	if (!s->actor.n || !s->line.n)
		return wrong(r, number, "who says what? `NAME> words`", err);
	return RC_OK;
}

static bool is_command(struct str line)
{
	return line.p[0] == '/' || line.p[0] == ':';
}

static enum rc begins_a_drill(const struct replay *r, struct err *err)
{
	const struct step *s = r->steps.n ? &r->steps.v[0] : NULL;

	if (s && is_command(s->line) && str_starts(str_cut(s->line, 1, s->line.n), STR("drill ")))
		return RC_OK;
	return wrong(r, s ? s->number : 1, "a script begins with `NAME> /drill \"what is broken\"`",
		err);
}

enum rc replay_read_script(struct replay *r, struct err *err)
{
	struct str rest, line;
	unsigned number = 0;
	duration after = 0;
	enum rc rc = file_read(r->arena, r->ask.file, REPLAY_FILE_MAX, &rest, err);

	if (rc == RC_OK && !utf8_is_valid(rest))
		rc = wrong(r, 1, "the script is not valid UTF-8", err);
	while (rc == RC_OK && str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		number++;
		if (line.n && line.p[0] != '#')
			rc = take_line(r, line, number, &after, err);
	}
	return rc == RC_OK ? begins_a_drill(r, err) : rc;
}

/* Only what is recorded counts in a drill: wishes for files, links and screens are left aside. */
static enum rc run_command(struct replay *r, const struct step *s, struct err *err)
{
	struct request rq = {.door = DOOR_CONSOLE,
		.actor = s->actor,
		.known_by = STR("a script"),
		.capabilities = CAP_ALL & ~(unsigned)CAP_ADMINISTER,
		.incident = r->incident,
		.line = str_cut(s->line, 1, s->line.n)};
	struct answer an = {0};
	enum rc rc = engine_submit(r->ask.engine, &rq, r->turn, &an, err);

	if (rc == RC_OK && !r->incident)
		r->incident = an.incident;
	return rc;
}

enum rc replay_play_line(struct replay *r, const struct step *s, struct err *err)
{
	struct err why = {.at = -1};
	enum rc rc = is_command(s->line)
			     ? run_command(r, s, &why)
			     : engine_say(r->ask.engine, s->actor, r->incident, s->line, &why);

	return rc == RC_OK ? RC_OK
			   : err_set(err, rc, "%s:%u: %s", r->ask.file, s->number, why.text);
}
