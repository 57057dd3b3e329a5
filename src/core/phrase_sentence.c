/* phrase_sentence.c: cuts text into sentences, so that a pattern never joins words across a full
 * stop. */
#include "core/phrase.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_stop(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* Quotes, brackets and emphasis may stand between a full stop and the blank after it. */
static size_t closer_length(struct str s)
{
	static const struct str closers[] = {{"\"", 1}, {"'", 1}, {")", 1}, {"]", 1}, {"*", 1},
		{"_", 1}, {"`", 1}, {"\xE2\x80\x99", 3}, {"\xE2\x80\x9D", 3}, {"\xC2\xBB", 2}};

	for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
		if (str_starts(s, closers[i]))
			return closers[i].n;
	return 0;
}

/* At a stop: the offset behind it and its closers when a sentence ends there, else 0. */
static size_t stop_end(struct str s, size_t at)
{
	size_t n;

	while (at < s.n && is_stop(s.p[at]))
		at++;
	while ((n = closer_length(str_cut(s, at, s.n))) > 0)
		at += n;
	return at == s.n || is_space(s.p[at]) ? at : 0;
}

/* Length of "2." or "2)" in front of a blank, else 0. */
static size_t number_mark(struct str line)
{
	size_t digits = 0;

	while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9')
		digits++;
	if (digits == 0 || digits + 1 >= line.n || !strchr(".)", line.p[digits]))
		return 0;
	return is_space(line.p[digits + 1]) ? digits + 1 : 0;
}

static bool is_list_mark(struct str line)
{
	if (line.n == 0)
		return false;
	if (strchr("#|>", line.p[0]))
		return true;
	if (line.n > 1 && strchr("-*+", line.p[0]) && is_space(line.p[1]))
		return true;
	return number_mark(line) > 0;
}

/* A single line break inside prose joins; a blank line, a list item and a heading part. */
static bool break_ends(struct str s, size_t newline)
{
	size_t at = newline + 1;

	if (s.p[0] == '#' || s.p[0] == '|')
		return true;
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r'))
		at++;
	return at == s.n || s.p[at] == '\n' || is_list_mark(str_cut(s, at, s.n));
}

bool phrase_sentence(struct str *rest, struct str *ret)
{
	struct str s = *rest;
	size_t end = 0;

	while (s.n > 0 && is_space(s.p[0]))
		s = str_cut(s, 1, s.n);
	if (s.n == 0) {
		*rest = s;
		return false;
	}
	for (size_t i = number_mark(s); i < s.n && !end; i++) {
		if (is_stop(s.p[i])) {
			end = stop_end(s, i);
			while (!end && i + 1 < s.n && is_stop(s.p[i + 1]))
				i++;
		} else if (s.p[i] == '\n' && break_ends(s, i)) {
			end = i;
		}
	}
	if (!end)
		end = s.n;
	*rest = str_cut(s, end, s.n);
	*ret = str_trim(str_cut(s, 0, end));
	return true;
}
