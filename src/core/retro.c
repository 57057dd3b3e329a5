/* retro.c: folds what people noted for the review, and which exports were made. */
#include "core/fold_internal.h"

void fold_retro(struct fold *f)
{
	struct review_note *n;

	if (f->ev->kind == EV_EXPORTED) {
		fold_say(f, "%.*s exported as %.*s", STR_ARG(json_str(f->body, "what")),
			STR_ARG(json_str(f->body, "format")));
		return;
	}
	if (!f->incident)
		return;
	n = VEC_PUSH(f->board->arena, &f->incident->review);
	n->seq = f->ev->seq;
	n->topic = fold_str(f, "topic");
	n->text = fold_str(f, "text");
	n->actor = f->entry->actor;
	fold_say(f, "%.*s: %.*s", STR_ARG(n->topic), STR_ARG(n->text));
}
