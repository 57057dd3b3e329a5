/* draft.c: opens an event with an empty body and closes it within the limits of a row. */
#include "core/draft.h"

void draft_begin(struct draft *d, struct event *ev, struct arena *a, enum event_kind kind,
	uint32_t incident, instant now)
{
	*ev = (struct event){.incident = incident,
		.kind = kind,
		.kind_name = str_z(event_kind_name(kind)),
		.occurred = now,
		.precision = PREC_US,
		.recorded = now};
	d->ev = ev;
	buf_init(&d->buf, a, EVENT_BODY_MAX);
	json_out_init(&d->json, &d->buf);
	json_out_open(&d->json, NULL, '{');
}

enum rc draft_end(struct draft *d, struct err *err)
{
	json_out_close(&d->json, '}');
	if (d->buf.over)
		return err_set(err, RC_LIMIT,
			"the text is too long: one row holds at most %d bytes", EVENT_BODY_MAX);
	d->ev->body = buf_str(&d->buf);
	return RC_OK;
}
