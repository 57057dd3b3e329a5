/* leave.c: says before leaving what a person still owes, and after it what goes on without them. */
#include "base/utf8.h"
#include "sys/clock.h"
#include "tui/tui_internal.h"
#include "view/view_comms.h"

enum { SOON_MIN = 15 };

static enum rc refuse_promise(struct tui *t, const struct incident *i, struct err *err)
{
	const struct promise *pr;
	instant now = clock_now();
	size_t n = view_promises(t->turn, engine_policies(t->engine), i, now, &pr);
	for (size_t k = 0; k < n; k++) {
		duration left = pr[k].due.due - now;
		if (!view_owes(i, &pr[k], str_z(t->me)) || left > SOON_MIN * US_PER_MIN)
			continue;
		return err_set(err, RC_STATE,
			"INC-%u: you hold %.*s, update %s %s: `/handoff %.*s @who` or `/leave "
			"anyway`",
			i->number, STR_ARG(pr[k].role), left < 0 ? "LATE by" : "due in",
			duration_clock(t->turn, left < 0 ? -left : left), STR_ARG(pr[k].role));
	}
	return RC_OK;
}

enum rc leave_may(struct tui *t, struct err *err)
{
	const struct board *b = tui_board(t);
	const struct health *h = engine_health(t->engine);
	enum rc rc = RC_OK;
	if (t->prompt.edit.n && !prompt_sign(&t->prompt))
		return err_set(err, RC_STATE,
			"a line is typed and not sent: Enter, Ctrl-C or `/leave anyway`");
	if (t->busy_stop)
		return err_set(err, RC_STATE, "%s, or `/leave anyway` drops it", t->busy);
	if (!h->ok && h->queued)
		return err_set(err, RC_STATE,
			"%zu lines are not recorded yet: mend the journal or `/leave anyway`",
			h->queued);
	for (size_t k = 0; rc == RC_OK && k < b->incidents.n; k++)
		rc = refuse_promise(t, b->incidents.v[k], err);
	return rc;
}

static struct str next_update(struct tui *t, const struct incident *i)
{
	const struct promise *pr;
	instant now = clock_now();
	struct arena *a = t->turn;
	if (!view_promises(a, engine_policies(t->engine), i, now, &pr))
		return (struct str){0};
	int offset = zone_offset_min(engine_zone(t->engine), pr[0].due.due);
	return str_fmt(a, ", %s %s%s (%.*s)",
		pr[0].due.due < now ? "update LATE since" : "next update",
		time_hm(a, pr[0].due.due, offset), offset ? "" : "Z",
		STR_ARG(utf8_plain(a, pr[0].audience, UTF8_LINE)));
}

void leave_last_words(struct tui *t)
{
	const struct board *b = tui_board(t);
	for (size_t k = 0; k < b->incidents.n; k++) {
		const struct incident *i = b->incidents.v[k];
		if (incident_is_open(i))
			printf("INC-%u SEV%d still active%.*s. warroom -i %u\n", i->number,
				i->level, STR_ARG(next_update(t, i)), i->number);
	}
	fflush(stdout);
}
