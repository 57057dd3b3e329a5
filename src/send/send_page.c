/* send_page.c: the status page, written anew from everything public. */
#include "send/send_internal.h"

static enum rc start(struct sending *s, struct err *err)
{
	enum rc rc = s->env->write_page(s->env->ctx, str_to_z(s->arena, s->channel.target), err);

	if (rc == RC_OK)
		sending_done(s, true, 0, "%s", "");
	return rc;
}

const struct send_kind sender_page = {.name = "page", .local = true, .start = start};
