/* send_command.c: an update as the input of a command. */
#include "send/send_internal.h"

enum { VARIABLES = 9 };

static const char *variable(struct arena *a, const char *name, struct str value)
{
	return str_fmt(a, "%s=%.*s", name, STR_ARG(value)).p;
}

static enum rc start(struct sending *s, struct err *err)
{
	const struct parcel *p = &s->parcel;
	struct arena *a = s->arena;
	const char *env[VARIABLES] = {
		variable(a, "WARROOM_DELIVERY", p->id),
		variable(a, "WARROOM_UPDATE", p->update),
		variable(a, "WARROOM_INCIDENT", p->incident),
		variable(a, "WARROOM_LEVEL", str_fmt(a, "%d", p->level)),
		variable(a, "WARROOM_STATUS", p->status),
		variable(a, "WARROOM_AUDIENCE", p->audience),
		variable(a, "WARROOM_SUBJECT", p->subject),
		variable(a, "WARROOM_NEXT",
			p->next == INSTANT_NONE ? STR("") : str_z(time_iso(a, p->next))),
	};

	return sending_run(s, s->channel.target, str_fmt(a, "%.*s\n", STR_ARG(p->text)), env, err);
}

const struct send_kind sender_command = {
	.name = "command", .local = true, .start = start, .cancel = sending_run_cancel};
