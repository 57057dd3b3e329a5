/* note.c: the words of a desktop note as a terminal sequence, or as the arguments of a program. */
#include "tui/note_internal.h"

#include "base/utf8.h"

static const char title[] = "warroom";

enum note_how note_parse(struct str value, struct str *ret_program)
{
	static const struct {
		const char *name;
		enum note_how how;
	} ways[] = {{"osc9", NOTE_OSC9}, {"osc777", NOTE_OSC777}, {"osc99", NOTE_OSC99}};
	*ret_program = (struct str){0};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (str_eq_z(value, ways[i].name))
			return ways[i].how;
	}
	if (!str_starts(value, STR("cmd:")))
		return NOTE_OFF;
	*ret_program = str_trim(str_cut(value, 4, value.n));
	return ret_program->n ? NOTE_COMMAND : NOTE_OFF;
}

struct str note_bytes(struct arena *a, enum note_how how, struct str raw)
{
	struct str text = utf8_plain(a, raw, UTF8_OSC);
	switch (how) {
	case NOTE_OSC9:
		return str_fmt(a, "\x1b]9;%s: %.*s\a", title, STR_ARG(text));
	case NOTE_OSC777:
		return str_fmt(a, "\x1b]777;notify;%s;%.*s\a", title, STR_ARG(text));
	case NOTE_OSC99:
		return str_fmt(a, "\x1b]99;;%s: %.*s\x1b\\", title, STR_ARG(text));
	case NOTE_OFF:
	case NOTE_COMMAND:
		break;
	}
	return (struct str){0};
}

size_t note_argv(
	struct arena *a, struct str program, struct str raw, const char *ret[NOTE_ARGV_MAX])
{
	struct str rest = program, word;
	size_t n = 0;
	while (n + 3 < NOTE_ARGV_MAX && str_split(&rest, ' ', &word)) {
		if (word.n)
			ret[n++] = str_to_z(a, word);
	}
	if (!n)
		return 0;
	ret[n++] = title;
	ret[n++] = str_to_z(a, utf8_plain(a, raw, UTF8_OSC));
	ret[n] = NULL;
	return n;
}
