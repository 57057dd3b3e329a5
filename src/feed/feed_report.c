/* feed_report.c: timelines of written incident reports in Markdown: headings, lists and table rows that begin with a time. */
#include "feed_internal.h"

/* Where lines without a time belong. */
enum { WORDS, WORDS_MAX = 100 };
enum { NONE, WRAPPED, BELOW_HEADING };

/* Marks of Markdown in front of a line; *table when it is a row of a table. */
static struct str unmarked(struct str s, bool *table)
{
	size_t n = 0;

	*table = str_starts(s, STR("|"));
	while (n < s.n && strchr("#*->|[ \t`", s.p[n]))
		n++;
	return str_cut(s, n, s.n);
}

/* "hh:mm", "14:??": what is not written as a number is not known. */
static bool loose_clock(struct str *s, struct feed_time *t)
{
	struct str at = *s;

	if (cut_clock(s, t)) {
		cut_half(s, t);
		return true;
	}
	if (cut_number(&at, 1, 2, &t->local.hour) && cut_literal(&at, ":??")) {
		t->parts |= FEED_HOUR;
		*s = at;
		return true;
	}
	at = *s;
	if (!cut_literal(&at, "HH:mm") && !cut_literal(&at, "??:??"))
		return false;
	*s = at;
	return true;
}

/* "2022-05-??", "2021/22-??-??": a day that nobody knows. */
static bool unknown_day(struct str *s)
{
	size_t n = 0;
	bool marks = false;

	while (n < s->n && strchr("0123456789-/?", s->p[n]))
		marks |= s->p[n++] == '?';
	if (!marks || n < 8)
		return false;
	*s = str_cut(*s, n, s->n);
	return true;
}

/* What stands between the time and the words. */
static struct str words(struct str s)
{
	size_t n = 0;

	while (n < s.n && strchr("*]|)`:-, \t", s.p[n]))
		n++;
	s = str_cut(s, n, s.n);
	while (s.n && strchr("| \t", s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool times(struct str *s, struct feed_time *t)
{
	struct str at = *s;

	if (cut_date(&at, t) || unknown_day(&at)) {
		struct str more = at;

		if (!cut_literal(&more, "T"))
			cut_blanks(&more);
		if (loose_clock(&more, t))
			at = more;
		if (!(t->parts & FEED_DAY))
			t->parts = 0;
	} else if (!loose_clock(&at, t) || !t->parts) {
		return false;
	}
	*s = at;
	return true;
}

/* "- First detected 2021-05-10 12:15", "resolvedWhen: 2020-06-13 16:54:00": the words, and at the end a whole time. */
static bool ends_with_time(struct str line, struct str said, struct feed_row *row)
{
	for (size_t n = 1; n + 16 <= said.n && n <= WORDS_MAX && line.p[0] != '#'; n++) {
		struct str at = str_cut(said, n, said.n);
		struct feed_time t = {0};

		if (said.p[n - 1] != ' ' || !cut_stamp(&at, &t) || !(t.parts & FEED_MINUTE))
			continue;
		if (str_trim(at).n)
			return false;
		row->time = t;
		row->text = str_cut(said, 0, n - 1);
		if (str_ends(row->text, STR(":")))
			row->text.n--;
		return row->text.n != 0;
	}
	return false;
}

/* A wrapped line of a list entry, or the words below a heading that says only a time. */
static enum feed_took more(struct feed_state *s, struct str line, bool table, struct feed_row *row)
{
	if (!line.n) {
		s->mode[WORDS] = s->mode[WORDS] == BELOW_HEADING ? BELOW_HEADING : NONE;
		return FEED_KNOWN;
	}
	if (s->mode[WORDS] == NONE || table || line.p[0] == '#')
		return FEED_KNOWN;
	s->mode[WORDS] = WRAPPED;
	row->text = str_trim(line);
	return FEED_MORE;
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	bool table;
	struct str at = unmarked(line, &table), zoned;
	const unsigned *parts = &row->time.parts;

	row->how = STR("note");
	if (ends_with_time(line, at, row)) {
		s->mode[WORDS] = NONE;
		return FEED_ROW;
	}
	if (!times(&at, &row->time))
		return more(s, line, table, row);
	zoned = at;
	cut_literal(&zoned, " ");
	if (cut_offset(&zoned, &row->time))
		at = zoned;
	if (at.n && !strchr("*]|)`:-, \t", at.p[0]))
		return more(s, line, table, row);
	/* A heading that is a day alone, or the title of the report. */
	if (line.p[0] == '#' && (*parts & FEED_DAY) && !(*parts & FEED_HOUR)) {
		s->day = row->time;
		s->mode[WORDS] = NONE;
		return FEED_KNOWN;
	}
	row->text = words(at);
	s->mode[WORDS] = table ? NONE : row->text.n ? WRAPPED : BELOW_HEADING;
	return FEED_ROW;
}

const struct feed feed_report = {"report",
	"incident reports in Markdown: | 2024-03-13 14:?? | text |, - 09:02 text, ### 13:35; "
	"unknown times stay unknown",
	FEED_JOINS | FEED_PROSE | FEED_GENERAL, take};
