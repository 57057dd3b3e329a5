/* history.c: what was said while we were deaf, asked of a server that keeps it: page after page, until there is no more. */
#include "irc/connector_private.h"

#include "base/utf8.h"
#include "sys/clock.h"

/* Our clock and the server's need not agree; what comes twice is known by its name. */
#define CLOCKS_APART (60 * US_PER_S)

enum { PAGE_LINES = 100, PAGES_MAX = 100 };

static void ask_after(struct connector *c, struct irc_channel *ch)
{
	ch->history.lines = 0;
	channel_say(c, ch, "CHATHISTORY AFTER %s %s %d", ch->name, ch->history.mark, PAGE_LINES);
}

/* The newest line that was heard, by the server's clock; else when we last listened, by ours. */
static void mark_since(struct connector *c, struct irc_channel *ch, instant since)
{
	struct arena_mark mark = arena_mark(c->arena);
	instant said;

	/* The form servers want: seconds, and three digits more. */
	if (ch->last[0] && time_from_iso(str_z(ch->last), &said))
		snprintf(ch->history.mark, sizeof ch->history.mark, "timestamp=%s", ch->last);
	else
		snprintf(ch->history.mark, sizeof ch->history.mark, "timestamp=%.19s.000Z",
			time_iso(c->arena, since - CLOCKS_APART));
	arena_reset_to(c->arena, mark);
}

bool history_ask(struct connector *c, struct irc_channel *ch)
{
	instant since = c->events.since(c->events.ctx, ch);

	ch->history = (struct irc_history){0};
	if (!(c->caps.has & CAPS_HISTORY))
		return false;
	if (since == INSTANT_NONE) {
		channel_say(c, ch, "CHATHISTORY LATEST %s * %d", ch->name, PAGE_LINES);
		return false;
	}
	mark_since(c, ch, since);
	ch->history.step = HISTORY_BEFORE;
	/* One line from before shows that nothing between has been forgotten. */
	channel_say(c, ch, "CHATHISTORY BEFORE %s %s 1", ch->name, ch->history.mark);
	return true;
}

static void end(struct connector *c, struct irc_channel *ch, bool whole)
{
	ch->history.step = HISTORY_IDLE;
	ch->history.whole = whole;
	channel_barrier(c, ch);
}

static void page_is_over(struct connector *c, struct irc_channel *ch)
{
	struct irc_history *h = &ch->history;

	ch->step_at = clock_mono() + c->options->join_limit;
	if (h->step == HISTORY_BEFORE) {
		h->reached = h->lines > 0;
		h->step = HISTORY_AFTER;
		ask_after(c, ch);
	} else if (h->lines == 0) {
		end(c, ch, true);
	} else if (++h->pages >= PAGES_MAX || strcmp(h->mark, h->next) == 0) {
		end(c, ch, false);
	} else {
		snprintf(h->mark, sizeof h->mark, "%s", h->next);
		ask_after(c, ch);
	}
}

static struct irc_channel *asking(struct connector *c, struct str name)
{
	struct irc_channel *ch = channels_find(&c->channels, &c->isupport, name);

	return ch && ch->history.step != HISTORY_IDLE ? ch : NULL;
}

/* The newest of a page is where the next one begins. */
static void note_line(struct irc_channel *ch, const struct irc_msg *m)
{
	struct irc_history *h = &ch->history;

	h->lines++;
	if (h->step != HISTORY_AFTER)
		return;
	if (m->msgid.n > 0 && m->msgid.n < sizeof h->next - 8)
		snprintf(h->next, sizeof h->next, "msgid=%.*s", STR_ARG(m->msgid));
	else if (m->time.n > 0 && m->time.n < sizeof h->next - 12)
		snprintf(h->next, sizeof h->next, "timestamp=%.*s", STR_ARG(m->time));
}

void history_take(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channels_find(&c->channels, &c->isupport, line_param(m, 0));
	struct str name = batches_history_of(&c->batches, m->batch);

	if (name.n > 0 && (ch = asking(c, name)) != NULL)
		note_line(ch, m);
	else if (ch && ch->joined && m->batch.n == 0 && m->time.n > 0)
		connector_keep(ch->last, sizeof ch->last, m->time);
}

void history_page(struct connector *c, struct str channel)
{
	struct irc_channel *ch = asking(c, channel);

	if (ch)
		page_is_over(c, ch);
}

/* "FAIL CHATHISTORY INVALID_TARGET BEFORE #war :not for you": whatever the reason, there will be no page. */
void history_refused(struct connector *c, const struct irc_msg *m)
{
	if (!str_eq_z(line_param(m, 0), "CHATHISTORY"))
		return;
	for (size_t i = 1; i < m->n; i++) {
		struct irc_channel *ch = asking(c, m->params[i]);

		if (ch) {
			end(c, ch, false);
			return;
		}
	}
	for (size_t i = 0; i < c->channels.n; i++)
		if (c->channels.v[i]->history.step != HISTORY_IDLE)
			end(c, c->channels.v[i], false);
}
