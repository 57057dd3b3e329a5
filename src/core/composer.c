/* composer.c: folds drafts of updates: written, edited, approved, rejected, dropped; a text that was sent ends its draft. */
#include "core/fold_internal.h"

static struct update_draft *find(struct fold *f, int64_t id)
{
	return id >= 1 && (uint64_t)id <= f->incident->comms.drafts.n
		       ? &f->incident->comms.drafts.v[id - 1]
		       : NULL;
}

/* "irc:nick" is the person "nick". */
static struct str short_name(struct fold *f)
{
	struct str actor = f->entry->actor;
	ptrdiff_t colon = str_find_ch(actor, ':');

	return colon < 0 ? actor : str_cut(actor, (size_t)colon + 1, actor.n);
}

static void add_version(struct fold *f, struct update_draft *d)
{
	struct draft_version *v = VEC_PUSH(f->board->arena, &d->versions);

	v->seq = f->ev->seq;
	v->at = f->ev->occurred;
	v->text = fold_str(f, "text");
	v->author = short_name(f);
}

/* Drafts are numbered 1, 2, 3 ... by their first record, as incidents are. */
static void written(struct fold *f)
{
	struct update_draft *d;

	if (json_int(f->body, "id", 0) != (int64_t)f->incident->comms.drafts.n + 1)
		return;
	d = VEC_PUSH(f->board->arena, &f->incident->comms.drafts);
	d->id = (uint32_t)f->incident->comms.drafts.n;
	d->seq = f->ev->seq;
	d->audiences = fold_str(f, "audiences");
	d->template = fold_str(f, "template");
	add_version(f, d);
	fold_say(f, "Draft C-%u for %.*s: %.*s", d->id, STR_ARG(d->audiences),
		STR_ARG(d->versions.v[0].text));
}

static void edited(struct fold *f, struct update_draft *d)
{
	add_version(f, d);
	d->state = DRAFT_OPEN;
	fold_say(f, "C-%u edited: %.*s", d->id, STR_ARG(draft_now(d)->text));
}

static void approved(struct fold *f, struct update_draft *d)
{
	struct draft_approval *a = VEC_PUSH(f->board->arena, &d->approvals);
	int64_t version = json_int(f->body, "version", 0), level = json_int(f->body, "level", 0);

	a->seq = f->ev->seq;
	a->at = f->ev->occurred;
	a->audiences = fold_str(f, "audiences");
	a->person = short_name(f);
	a->reason = fold_str(f, "reason");
	a->version = version > 0 && version <= (int64_t)d->versions.n ? (uint32_t)version : 0;
	a->level = level >= 1 && level <= SEVERITY_LEVELS ? (int)level : SEVERITY_LEVELS;
	a->self = json_bool(f->body, "self", false);
	fold_say(f, "C-%u approved for %.*s%s%.*s", d->id, STR_ARG(a->audiences),
		a->self ? " by who wrote it" : "",
		STR_ARG(a->reason.n ? str_fmt(f->board->arena, ": %.*s", STR_ARG(a->reason))
				    : (struct str){0}));
}

static void ended(struct fold *f, struct update_draft *d, enum draft_state state)
{
	d->state = state;
	d->ended_seq = f->ev->seq;
	d->ended_by = short_name(f);
	d->why = fold_str(f, "reason");
	fold_say(f, "C-%u %s%s%.*s", d->id, draft_state_name(state), d->why.n ? ": " : "",
		STR_ARG(d->why));
}

static void overridden(struct fold *f)
{
	struct str ids = json_str(f->body, "ids"), reason = json_str(f->body, "reason");
	struct str audience = json_str(f->body, "audience");

	fold_say(f, "Findings %.*s overridden for %.*s: %.*s", STR_ARG(ids), STR_ARG(audience),
		STR_ARG(reason));
}

void fold_composer(struct fold *f)
{
	struct update_draft *d;

	if (!f->incident)
		return;
	if (f->ev->kind == EV_UPDATE_DRAFT) {
		written(f);
		return;
	}
	if (f->ev->kind == EV_UPDATE_OVERRIDE) {
		overridden(f);
		return;
	}
	d = find(f, json_int(f->body, "id", 0));
	if (!d || !draft_is_open(d))
		return;
	switch ((int)f->ev->kind) {
	case EV_UPDATE_EDIT:
		edited(f, d);
		break;
	case EV_UPDATE_APPROVE:
		approved(f, d);
		break;
	case EV_UPDATE_REJECT:
		ended(f, d, DRAFT_REJECTED);
		break;
	case EV_UPDATE_DROP:
		ended(f, d, DRAFT_DROPPED);
		break;
	default:
		break;
	}
}
