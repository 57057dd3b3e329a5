/* vendor.c: folds cases at vendors: acknowledgement, the ladder, what they claim and whether that held. */
#include "core/fold_internal.h"

static struct vendor_case *case_of(struct fold *f)
{
	int64_t id = json_int(f->body, "case", 0);

	if (id < 1 || id > UINT32_MAX)
		return NULL;
	return (struct vendor_case *)(uintptr_t)vendor_case_find(
		&f->incident->vendors, (uint32_t)id);
}

static void take_ladder(struct fold *f, struct vendor_case *c)
{
	const struct json *list = json_get(f->body, "ladder");

	for (size_t n = 0; list && list->type == JSON_ARRAY && n < list->n && n < VENDOR_LADDER_MAX;
		n++)
		if (list->items[n].type == JSON_STR)
			*VEC_PUSH(f->board->arena, &c->ladder) = str_dup(
				f->board->arena, list->items[n].s);
}

static void open_case(struct fold *f)
{
	struct vendor_cases *all = &f->incident->vendors;
	uint32_t last = all->cases.n ? all->cases.v[all->cases.n - 1].id : 0;
	int64_t id = json_int(f->body, "id", 0), step = json_int(f->body, "step", 0);
	struct vendor_case *c;

	if (id <= last || id > UINT32_MAX)
		return;
	c = VEC_PUSH(f->board->arena, &all->cases);
	c->id = (uint32_t)id;
	c->seq = f->ev->seq;
	c->vendor = fold_str(f, "vendor");
	c->ref = fold_str(f, "ref");
	c->contract = fold_str(f, "contract");
	c->priority = fold_str(f, "priority");
	c->text = fold_str(f, "text");
	c->by = f->entry->actor;
	c->opened = f->ev->occurred;
	c->due = c->promised = fold_time(f, "due");
	c->acked = c->closed = INSTANT_NONE;
	c->step = step > 0 && step < INT32_MAX ? (duration)step * US_PER_S : US_PER_H;
	c->level = 1;
	take_ladder(f, c);
	fold_say(f, "V-%u %.*s %.*s opened, %.*s: an engineer is owed by %s: %.*s", c->id,
		STR_ARG(c->vendor), STR_ARG(c->ref), STR_ARG(c->contract), fold_until(f, c->due),
		STR_ARG(c->text));
}

static void acknowledge(struct fold *f, struct vendor_case *c)
{
	struct str person = fold_str(f, "person");

	if (c->acked == INSTANT_NONE)
		c->acked = f->ev->occurred;
	c->engineer = person;
	fold_say(f, "V-%u %.*s: %.*s works on it", c->id, STR_ARG(c->vendor), STR_ARG(person));
}

static void not_answered(struct fold *f, struct vendor_case *c)
{
	struct str next = vendor_ladder_step(c, c->level + 1);

	c->rung = true;
	if (next.n)
		fold_say(f, "V-%u %.*s did not answer in time; step %u is %.*s", c->id,
			STR_ARG(c->vendor), c->level + 1, STR_ARG(next));
	else
		fold_say(f, "V-%u %.*s did not answer in time; the ladder ends here", c->id,
			STR_ARG(c->vendor));
}

static void escalate(struct fold *f, struct vendor_case *c)
{
	int64_t level = json_int(f->body, "level", 0);
	struct str reason = json_str(f->body, "reason");

	if (level < 1 || level > VENDOR_LADDER_MAX)
		return;
	c->level = (unsigned)level;
	c->escalations++;
	c->rung = false;
	c->due = fold_time(f, "due");
	fold_say(f, "V-%u %.*s escalated to step %u, %.*s%s%.*s", c->id, STR_ARG(c->vendor),
		c->level, STR_ARG(vendor_ladder_step(c, c->level)), reason.n ? ": " : "",
		STR_ARG(reason));
}

static void claim(struct fold *f, struct vendor_case *c)
{
	struct vendor_claim *x = VEC_PUSH(f->board->arena, &c->claims);

	x->seq = f->ev->seq;
	x->at = f->ev->occurred;
	x->text = fold_str(f, "text");
	x->by = f->entry->actor;
	x->promised = fold_time(f, "by");
	x->kept = x->confirmed = -1;
	fold_say(f, "VENDOR claims: %.*s (%.*s, V-%u%s%s)", STR_ARG(x->text), STR_ARG(c->vendor),
		c->id, x->promised == INSTANT_NONE ? "" : ", by ",
		x->promised == INSTANT_NONE ? "" : fold_until(f, x->promised));
}

static void judge(struct fold *f, int *answer, const char *name)
{
	const struct json *v = json_get(f->body, name);

	if (v && v->type == JSON_BOOL)
		*answer = v->b;
}

static void check_claim(struct fold *f, struct vendor_case *c)
{
	int64_t seq = json_int(f->body, "claim", 0);
	struct str text = json_str(f->body, "text");
	struct vendor_claim *x = NULL;

	for (size_t n = 0; n < c->claims.n; n++)
		if (c->claims.v[n].seq == (uint64_t)seq)
			x = &c->claims.v[n];
	if (!x)
		return;
	judge(f, &x->kept, "kept");
	judge(f, &x->confirmed, "confirmed");
	fold_say(f, "V-%u E-%llu%s%s%s%.*s", c->id, (unsigned long long)x->seq,
		!json_get(f->body, "kept")          ? ""
		: json_bool(f->body, "kept", false) ? " promise kept"
						    : " promise not kept",
		!json_get(f->body, "confirmed")          ? ""
		: json_bool(f->body, "confirmed", false) ? " claim confirmed"
							 : " claim refuted",
		text.n ? ": " : "", STR_ARG(text));
}

static void close_case(struct fold *f, struct vendor_case *c)
{
	c->closed = f->ev->occurred;
	c->outcome = fold_str(f, "text");
	fold_say(f, "V-%u %.*s closed%s%.*s", c->id, STR_ARG(c->vendor), c->outcome.n ? ": " : "",
		STR_ARG(c->outcome));
}

void fold_vendor(struct fold *f)
{
	struct vendor_case *c = f->incident ? case_of(f) : NULL;

	if (f->incident && f->ev->kind == EV_VENDOR_CASE)
		open_case(f);
	if (!c)
		return;
	switch ((int)f->ev->kind) {
	case EV_VENDOR_ACK:
		acknowledge(f, c);
		break;
	case EV_VENDOR_DUE:
		not_answered(f, c);
		break;
	case EV_VENDOR_ESCALATE:
		escalate(f, c);
		break;
	case EV_VENDOR_FACT:
		claim(f, c);
		break;
	case EV_VENDOR_CHECK:
		check_claim(f, c);
		break;
	case EV_VENDOR_CLOSE:
		close_case(f, c);
		break;
	default:
		break;
	}
}

/* ---- Look-ups ---- */

const struct vendor_case *vendor_case_find(const struct vendor_cases *c, uint32_t id)
{
	for (size_t n = c->cases.n; n-- > 0;)
		if (c->cases.v[n].id == id)
			return &c->cases.v[n];
	return NULL;
}

const struct vendor_claim *vendor_claim_find(
	const struct vendor_cases *c, uint64_t seq, const struct vendor_case **ret_case)
{
	for (size_t n = 0; n < c->cases.n; n++)
		for (size_t k = 0; k < c->cases.v[n].claims.n; k++)
			if (c->cases.v[n].claims.v[k].seq == seq) {
				*ret_case = &c->cases.v[n];
				return &c->cases.v[n].claims.v[k];
			}
	return NULL;
}

size_t vendor_open_count(const struct vendor_cases *c)
{
	size_t open = 0;

	for (size_t n = 0; n < c->cases.n; n++)
		open += c->cases.v[n].closed == INSTANT_NONE;
	return open;
}

struct str vendor_ladder_step(const struct vendor_case *c, unsigned level)
{
	return level >= 1 && level <= c->ladder.n ? c->ladder.v[level - 1] : (struct str){0};
}

const struct vendor_claim *vendor_claim_in_text(
	const struct incident *i, struct str text, struct text_range *ret)
{
	for (size_t n = 0; n < i->vendors.cases.n; n++)
		for (size_t k = 0; k < i->vendors.cases.v[n].claims.n; k++)
			if (words_in_text(i->vendors.cases.v[n].claims.v[k].text, text, ret))
				return &i->vendors.cases.v[n].claims.v[k];
	return NULL;
}

struct vendor_score vendor_score_of(const struct vendor_case *c)
{
	struct vendor_score s = {0};

	for (size_t n = 0; n < c->claims.n; n++) {
		const struct vendor_claim *x = &c->claims.v[n];

		if (x->promised != INSTANT_NONE) {
			s.kept += x->kept == 1;
			s.broken += x->kept == 0;
			s.promises_open += x->kept < 0;
		}
		s.confirmed += x->confirmed == 1;
		s.refuted += x->confirmed == 0;
		s.unchecked += x->confirmed < 0;
	}
	return s;
}
