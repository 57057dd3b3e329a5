/* view_calendar.c: action items as to-dos of an iCalendar file, with an alarm a day before. */
#include "view/view_calendar.h"

#include "base/utf8.h"
#include "core/fence.h"

enum { LINE_MAX_BYTES = 75, TEXT_MAX_BYTES = 8192 };

/* The first line has 75 bytes, those that go on have 74 behind their blank. */
static void put_line(struct buf *out, struct str line)
{
	size_t room = LINE_MAX_BYTES, used = 0;

	for (size_t at = 0; at < line.n;) {
		size_t n = utf8_next(str_cut(line, at, line.n));

		n = n ? n : 1;
		if (used + n > room) {
			buf_add_z(out, "\r\n ");
			used = 0;
			room = LINE_MAX_BYTES - 1;
		}
		buf_add(out, str_cut(line, at, at + n));
		used += n;
		at += n;
	}
	buf_add_z(out, "\r\n");
}

static void put_z(struct buf *out, const char *name, const char *value)
{
	put_line(out, str_fmt(out->arena, "%s:%s", name, value));
}

/* Free text: each line cleaned as on a screen, then escaped; a line end is written \n. */
static void put_text(struct buf *out, const char *name, struct str raw)
{
	struct str rest = str_cut(raw, 0, TEXT_MAX_BYTES), one;
	struct buf line;
	bool first = true;

	buf_init(&line, out->arena, 8 * TEXT_MAX_BYTES);
	buf_addf(&line, "%s:", name);
	for (; str_split(&rest, '\n', &one); first = false) {
		struct str s = utf8_plain(out->arena, str_trim(one), UTF8_LINE);

		if (!first)
			buf_add_z(&line, "\\n");
		for (size_t n = 0; n < s.n; n++) {
			if (strchr("\\;,", s.p[n]))
				buf_add_ch(&line, '\\');
			buf_add_ch(&line, s.p[n]);
		}
	}
	put_line(out, buf_str(&line));
}

/* 20261122T140231Z */
static const char *stamp(struct arena *a, instant at)
{
	struct civil c = time_civil(at, 0);

	return arena_printf(a, "%04d%02d%02dT%02d%02d%02dZ", c.year, c.month, c.day, c.hour,
		c.minute, c.second);
}

static void put_status(struct buf *out, const struct action *x)
{
	switch (x->status) {
	case ACTION_OPEN:
		put_z(out, "STATUS", "NEEDS-ACTION");
		return;
	case ACTION_DONE:
		put_z(out, "STATUS", "COMPLETED");
		put_z(out, "PERCENT-COMPLETE", "100");
		if (x->finished != INSTANT_NONE)
			put_z(out, "COMPLETED", stamp(out->arena, x->finished));
		return;
	case ACTION_DROPPED:
		put_z(out, "STATUS", "CANCELLED");
		return;
	}
}

/* 1 is the highest, 9 the lowest. */
static const char *priority(const struct action *x)
{
	return str_eq_z(x->priority, "P1") ? "1" : str_eq_z(x->priority, "P3") ? "9" : "5";
}

static void put_alarm(struct buf *out, const struct action *x)
{
	if (x->status != ACTION_OPEN || x->due == INSTANT_NONE)
		return;
	put_z(out, "BEGIN", "VALARM");
	put_z(out, "ACTION", "DISPLAY");
	put_text(out, "DESCRIPTION", x->text);
	put_z(out, "TRIGGER;RELATED=END", "-P1D");
	put_z(out, "END", "VALARM");
}

static void put_action(
	struct buf *out, const struct incident *i, const struct action *x, instant now)
{
	struct arena *a = out->arena;

	put_z(out, "BEGIN", "VTODO");
	put_line(out, str_fmt(a, "UID:INC-%u-A-%u-%lld@warroom", i->number, x->id,
			      (long long)(i->declared / US_PER_S)));
	put_z(out, "DTSTAMP", stamp(a, now));
	put_line(out, str_fmt(a, "SEQUENCE:%u", x->changes));
	put_text(out, "SUMMARY",
		str_fmt(a, "INC-%u A-%u %.*s (@%.*s)", i->number, x->id, STR_ARG(x->text),
			STR_ARG(x->owner)));
	put_text(out, "DESCRIPTION",
		str_fmt(a, "%.*s\nDone when: %.*s", STR_ARG(i->title),
			STR_ARG(x->done_when.n ? x->done_when : STR("nobody said"))));
	if (x->due != INSTANT_NONE)
		put_z(out, "DUE", stamp(a, x->due));
	put_z(out, "PRIORITY", priority(x));
	if (x->class.n)
		put_text(out, "CATEGORIES", x->class);
	put_text(out, "CONTACT", x->owner);
	put_status(out, x);
	put_alarm(out, x);
	put_z(out, "END", "VTODO");
}

void view_actions_calendar(struct buf *out, const struct board *b, instant now)
{
	put_z(out, "BEGIN", "VCALENDAR");
	put_z(out, "VERSION", "2.0");
	put_z(out, "PRODID", "-//warroom//action items//EN");
	for (size_t n = 0; n < b->incidents.n; n++) {
		const struct incident *i = b->incidents.v[n];

		for (size_t k = 0; incident_may_leave(i) && k < i->actions.n; k++)
			put_action(out, i, &i->actions.v[k], now);
	}
	put_z(out, "END", "VCALENDAR");
}
