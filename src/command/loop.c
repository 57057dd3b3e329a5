/* loop.c: what the verbs of open loops share: ids with their letter, rights, words in front of a text. */
#include "command/loop_internal.h"

bool loop_is_speaker(const struct ask *ask, struct str person)
{
	return person.n && str_ieq(speaker(ask), person);
}

bool loop_commands(const struct ask *ask)
{
	return loop_is_speaker(ask, incident_holder(ask->incident, STR("ic"))) ||
	       loop_is_speaker(ask, incident_holder(ask->incident, STR("deputy")));
}

enum rc loop_may(const struct ask *ask, enum capability c, const char *what, struct err *err)
{
	if (ask->capabilities & (unsigned)c)
		return RC_OK;
	return err_set(err, RC_DENIED,
		"%s needs the right to %s, which you do not have here; ask @ic", what,
		capability_name(c));
}

bool loop_has_id(const struct args *args, char letter)
{
	struct str id = args_str(args, "id");

	return id.n > 1 && id.p[0] == letter && id.p[1] == '-';
}

enum rc loop_id(
	const struct args *args, char letter, const char *what, uint32_t *ret, struct err *err)
{
	struct str id = args_str(args, "id");
	int64_t number = args_int(args, "id", 0);

	if (!loop_has_id(args, letter) && !(id.n && id.p[0] >= '0' && id.p[0] <= '9'))
		return err_set(err, RC_USAGE, "%.*s is no %s; these are written %c-1, %c-2 ...",
			STR_ARG(id.n ? id : STR("that")), what, letter, letter);
	*ret = number > 0 && number <= UINT32_MAX ? (uint32_t)number : 0;
	return RC_OK;
}

struct str loop_text(const struct ask *ask, const struct args *args)
{
	struct str said = args_said(args, "id"), text = args_str(args, "text");

	if (!said.n)
		return text;
	return text.n ? str_fmt(ask->arena, "%.*s %.*s", STR_ARG(said), STR_ARG(text)) : said;
}

struct str loop_first_word(struct str *text)
{
	struct str rest = str_trim(*text), word;
	bool quoted = rest.n > 1 && (rest.p[0] == '"' || rest.p[0] == '\'');
	ptrdiff_t end = quoted ? str_find_ch(str_cut(rest, 1, rest.n), rest.p[0])
			       : str_find_ch(rest, ' ');

	if (end < 0) {
		*text = (struct str){0};
		return rest;
	}
	word = str_cut(rest, quoted, (size_t)end + quoted);
	*text = str_trim(str_cut(rest, (size_t)end + 2 * (size_t)quoted, rest.n));
	return word;
}

const char *loop_length(struct arena *a, duration d)
{
	return d < 10 * US_PER_MIN && d % US_PER_MIN
		       ? arena_printf(a, "%llds", (long long)(d / US_PER_S))
		       : duration_short(a, d);
}

enum rc loop_evidence(
	const struct ask *ask, const struct args *args, uint64_t *ret, struct err *err)
{
	uint64_t seq = (uint64_t)args_int(args, "evidence", 0);

	*ret = 0;
	if (!args_has(args, "evidence"))
		return RC_OK;
	if (!incident_entry(ask->incident, seq))
		return err_set(err, RC_UNKNOWN, "INC-%u has no entry E-%llu to be the evidence",
			ask->incident->number, (unsigned long long)seq);
	*ret = seq;
	return RC_OK;
}
