/* event.c: the table of event kinds: wire names, labels and classes. */
#include "core/event.h"

struct kind_row {
	struct str wire;
	const char *label;
	enum event_class cls;
};

static const struct kind_row rows[EV_COUNT] = {
	[EV_UNKNOWN] = {{"unknown", 7}, "?", EVENT_STATE},
#define EVENT_KIND(id, wire, aspect, class, label)                                                 \
	[EV_##id] = {{wire, sizeof(wire) - 1}, label, EVENT_##class},
#include "core/event_kinds.def"
#undef EVENT_KIND
};

/* Out-of-range values are shown as unknown instead of read past the table. */
static const struct kind_row *row_of(enum event_kind k)
{
	return &rows[(unsigned)k < EV_COUNT ? k : EV_UNKNOWN];
}

const char *event_kind_name(enum event_kind k)
{
	return row_of(k)->wire.p;
}

const char *event_kind_label(enum event_kind k)
{
	return row_of(k)->label;
}

enum event_class event_kind_class(enum event_kind k)
{
	return row_of(k)->cls;
}

enum event_kind event_kind_find(struct str wire)
{
	for (int k = EV_UNKNOWN + 1; k < EV_COUNT; k++)
		if (str_eq(rows[k].wire, wire))
			return (enum event_kind)k;
	return EV_UNKNOWN;
}
