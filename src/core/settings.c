/* settings.c: folds what concerns the journal as a whole: settings, leases, imports. */
#include "core/fold_internal.h"

static void set(struct fold *f)
{
	struct board *b = f->board;
	struct str name = fold_str(f, "name"), value = fold_str(f, "value");
	struct setting *s = NULL;

	for (size_t n = 0; n < b->settings.n; n++)
		if (str_eq(b->settings.v[n].name, name))
			s = &b->settings.v[n];
	if (!s)
		s = VEC_PUSH(b->arena, &b->settings);
	s->name = name;
	s->value = value;
	s->seq = f->ev->seq;
	fold_say(f, "%.*s = %.*s", STR_ARG(name), STR_ARG(value));
}

void fold_journal(struct fold *f)
{
	switch ((int)f->ev->kind) {
	case EV_CONFIG_SET:
		set(f);
		break;
	case EV_LEASE_TAKEN:
		fold_say(f, "%.*s is run by %.*s", STR_ARG(json_str(f->body, "lease")),
			STR_ARG(json_str(f->body, "holder")));
		break;
	default:
		fold_say(f, "%s%lld rows from %.*s (%.*s), %lld skipped, sha256 %.*s",
			json_bool(f->body, "whole", true) ? "" : "part of it: ",
			(long long)json_int(f->body, "rows", 0), STR_ARG(json_str(f->body, "file")),
			STR_ARG(json_str(f->body, "format")),
			(long long)json_int(f->body, "skipped", 0),
			STR_ARG(json_str(f->body, "sha256")));
		break;
	}
}
