/* anchors.c: how far the clock of a log is ahead, from lines that the record holds too. */
#include "feed_internal.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/mem.h"
#include "engine/engine.h"

enum { SLOTS = 1 << 17, ROWS_MAX = SLOTS / 2, FOUND_MAX = 10000, TEXT_LEAST = 8, AGREE_LEAST = 3 };

struct heard {
	uint64_t key; /* 0: free */
	instant at;   /* INSTANT_NONE: said more than once */
};

struct feed_anchors {
	struct heard *heard;
	size_t n;
	struct arena *arena;
	duration found[FOUND_MAX];
	size_t found_n;
	bool minutes; /* some rows know the minute only */
};

/* What was said, blanks at the ends aside; who said it may be called otherwise elsewhere. */
static uint64_t key_of(struct str text)
{
	struct hash h;
	uint64_t key;

	text = str_trim(text);
	if (text.n < TEXT_LEAST)
		return 0;
	h = hash_bytes(text);
	memcpy(&key, h.b, sizeof key);
	return key ? key : 1;
}

static struct heard *heard_of(const struct feed_anchors *x, uint64_t key)
{
	size_t at = (size_t)key % SLOTS;

	while (x->heard[at].key && x->heard[at].key != key)
		at = (at + 1) % SLOTS;
	return &x->heard[at];
}

static enum rc see_record(const struct record *r, void *ctx)
{
	struct feed_anchors *x = ctx;
	const struct json *body = NULL;
	struct err ignored;
	struct heard *said;
	uint64_t key;

	if (r->ev.precision > PREC_S || x->n == ROWS_MAX ||
		(event_kind_class(r->ev.kind) != EVENT_VOLUME && r->ev.kind != EV_NOTE))
		return RC_OK;
	arena_reset(x->arena);
	if (json_parse(x->arena, r->ev.body, &body, &ignored) != RC_OK)
		return RC_OK;
	key = key_of(json_str(body, "text"));
	said = heard_of(x, key);
	if (!key)
		return RC_OK;
	x->n += !said->key;
	said->at = said->key ? INSTANT_NONE : r->ev.occurred;
	said->key = key;
	return RC_OK;
}

enum rc feed_anchors_new(
	struct engine *e, uint32_t incident, struct feed_anchors **ret, struct err *err)
{
	struct feed_anchors *x = mem_alloc(sizeof *x);
	struct journal_window w = {.incident = incident,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE};
	enum rc rc;

	x->heard = mem_array(SLOTS, sizeof *x->heard);
	x->arena = arena_new();
	rc = journal_read_window(engine_journal(e), &w, see_record, x, err);
	if (rc == RC_OK)
		*ret = x;
	else
		feed_anchors_free(x);
	return rc;
}

void feed_anchors_free(struct feed_anchors *x)
{
	if (!x)
		return;
	arena_free(x->arena);
	mem_free(x->heard);
	mem_free(x);
}

void feed_anchors_see(struct feed_anchors *x, const struct feed_row *row)
{
	uint64_t key = key_of(row->text);
	const struct heard *said = heard_of(x, key);
	bool minute = row->precision == PREC_MIN;

	if (!key || !said->key || said->at == INSTANT_NONE || x->found_n == FOUND_MAX ||
		row->precision > PREC_MIN)
		return;
	/* A minute stands for its middle. */
	x->found[x->found_n++] = row->at + (minute ? 30 * US_PER_S : 0) - said->at;
	x->minutes |= minute;
}

static int compare(const void *a, const void *b)
{
	const duration *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

enum rc feed_anchors_find(struct feed_anchors *x, unsigned *ret_n, duration *ret_ahead,
	duration *ret_span, struct err *err)
{
	duration near = x->minutes ? 45 * US_PER_S : 2 * US_PER_S, middle;
	size_t from, to;

	if (x->found_n < AGREE_LEAST)
		return err_set(err, RC_STATE,
			"%zu lines of this log are in the record with a time of their own, and %d "
			"are needed: say how far its clock was ahead, offset=90s",
			x->found_n, AGREE_LEAST);
	qsort(x->found, x->found_n, sizeof *x->found, compare);
	middle = x->found[x->found_n / 2];
	for (from = 0; x->found[from] < middle - near; from++)
		;
	for (to = x->found_n; x->found[to - 1] > middle + near; to--)
		;
	if (to - from < AGREE_LEAST || (to - from) * 2 < x->found_n)
		return err_set(err, RC_STATE,
			"the lines that this log and the record share do not agree on how far its "
			"clock is off: say it, offset=90s");
	*ret_n = (unsigned)(to - from);
	*ret_ahead = x->found[from + (to - from) / 2];
	*ret_span = x->found[to - 1] - x->found[from];
	return RC_OK;
}
