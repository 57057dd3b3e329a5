/* timeline.c: folds notes and corrections; a correction is a new row, the old words stay beside it.
 */
#include "core/fold_internal.h"

static void note(struct fold *f)
{
	const struct json *tags = json_get(f->body, "tags");

	f->entry->text = fold_str(f, "text");
	for (size_t n = 0; tags && tags->type == JSON_ARRAY && n < tags->n; n++)
		*VEC_PUSH(f->board->arena, &f->entry->tags) = str_dup(
			f->board->arena, tags->items[n].s);
}

static void amend(struct fold *f)
{
	struct str text = fold_str(f, "text"), why = json_str(f->body, "why");
	uint64_t target = (uint64_t)json_int(f->body, "target", 0);
	instant occurred = fold_time(f, "occurred");
	struct entry *old = (struct entry *)(uintptr_t)incident_entry(f->incident, target);

	f->entry->target = target;
	fold_say(f, "E-%llu corrected%s%.*s%s%.*s", (unsigned long long)target, text.n ? ": " : "",
		STR_ARG(text), why.n ? " because " : "", STR_ARG(why));
	if (!old || old == f->entry)
		return;
	if (!old->said.n)
		old->said = old->text;
	if (text.n)
		old->text = text;
	if (occurred != INSTANT_NONE) {
		old->occurred = occurred;
		if (!precision_parse(json_str(f->body, "precision"), &old->precision))
			old->precision = PREC_S;
	}
	old->amended_by = f->ev->seq;
}

void fold_timeline(struct fold *f)
{
	if (!f->incident) {
		f->entry->text = fold_str(f, "text");
		return;
	}
	if (f->ev->kind == EV_NOTE)
		note(f);
	else
		amend(f);
}
