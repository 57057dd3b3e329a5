/* world.c: the candidates for completion, best first, and the look-ups that find problems in a line. */
#include "tui/world_internal.h"

#include "command/command.h"
#include "tui/pane_internal.h"
#include "view/view_room.h"
#include "view/view_runbook.h"

static size_t add_verbs(struct verb_info *v, size_t n, bool all, bool needs_incident)
{
	const struct command_family *const *families;
	size_t count = command_families(&families);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < families[i]->n; k++) {
			const struct command *c = &families[i]->rows[k];
			bool needs = c->incident != INCIDENT_NONE;
			if ((c->doors & DOOR_CONSOLE) && (all || needs == needs_incident))
				v[n++] = (struct verb_info){c->name, c->alias, c->brief, c->usage};
		}
	}
	return n;
}

size_t world_verbs(struct arena *a, const struct verb_info **ret)
{
	const struct command_family *const *families;
	size_t count = command_families(&families), n, max = 0;
	for (size_t i = 0; i < count; i++)
		max += families[i]->n;
	struct verb_info *v = ARENA_ARRAY(a, 2 * max + 1, struct verb_info);
	n = add_verbs(v, 0, true, false);
	add_verbs(v, add_verbs(v, n, false, false), false, true);
	*ret = v;
	return n;
}

/* ---- Candidates ---- */

static bool seen_before(const struct stream *s, size_t at)
{
	for (size_t i = at + 1; i < s->n; i++) {
		if (str_eq(s->v[i].who, s->v[at].who))
			return true;
	}
	return false;
}

static void persons(const struct world *w, struct complete_sink *sink)
{
	const struct incident *i = w->incident;
	for (size_t k = 0; i && k < i->roles.n; k++) {
		const struct tenure *t = &i->roles.v[k];
		if (t->to == INSTANT_NONE)
			complete_offer(sink,
				str_fmt(w->arena, "@%.*s", STR_ARG(view_room_who(t->person))),
				t->role);
	}
	for (size_t k = w->stream ? w->stream->n : 0; k > 0; k--) {
		const struct room_line *l = &w->stream->v[k - 1];
		if (!l->entry && l->who.n && !seen_before(w->stream, k - 1))
			complete_offer(sink,
				str_fmt(w->arena, "@%.*s", STR_ARG(view_room_who(l->who))),
				STR("spoke here"));
	}
	complete_offer(sink, str_fmt(w->arena, "@%.*s", STR_ARG(w->me)), STR("you"));
	for (size_t k = 0; i && k < roles_count(w->policies->roles); k++) {
		const struct role *r = roles_at(w->policies->roles, k);
		struct str holder = incident_holder(i, r->id);
		complete_offer(sink, str_fmt(w->arena, "@%.*s", STR_ARG(r->id)),
			holder.n ? holder : STR("empty"));
	}
}

static void roles(const struct world *w, struct complete_sink *sink)
{
	for (int empty = 1; empty >= 0; empty--) {
		for (size_t k = 0; k < roles_count(w->policies->roles); k++) {
			const struct role *r = roles_at(w->policies->roles, k);
			bool held = w->incident && incident_holder(w->incident, r->id).n;
			bool wanted = w->incident &&
				      role_need_now(w->policies->roles, r, w->incident->level,
					      &w->incident->gauges) == ROLE_REQUIRED;
			bool first = !held && wanted;
			if (first == (empty == 1))
				complete_offer(sink, r->id,
					first ? str_fmt(w->arena, "%.*s, EMPTY", STR_ARG(r->name))
					      : r->name);
		}
	}
}

/* The ids that a verb of open loops or of vendors works on. */
static bool loop_ids(const struct world *w, struct str verb, struct complete_sink *sink)
{
	const struct incident *i = w->incident;
	const struct task *const *t;
	const struct poll *const *p;
	const struct decision *const *d;
	const struct theory *const *h;
	bool tasks = str_eq_z(verb, "ask") || str_eq_z(verb, "ack") || str_eq_z(verb, "done");
	bool decide = str_eq_z(verb, "decide"), polls = decide || str_eq_z(verb, "object");
	bool theories = str_eq_z(verb, "theory"), vendors = str_eq_z(verb, "vendor");
	size_t n = 0;
	if (!i || !(tasks || polls || theories || vendors))
		return false;
	n = tasks ? loops_running_tasks(w->arena, &i->loops, &t) : 0;
	for (size_t k = 0; k < n; k++)
		complete_offer(sink, str_fmt(w->arena, "T-%u", t[k]->id), t[k]->text);
	n = polls ? loops_open_polls(w->arena, &i->loops, &p) : 0;
	for (size_t k = 0; k < n; k++)
		complete_offer(sink, str_fmt(w->arena, "P-%u", p[k]->id), p[k]->proposal);
	n = decide ? loops_waiting_checks(w->arena, &i->loops, &d) : 0;
	for (size_t k = 0; k < n; k++)
		complete_offer(sink, str_fmt(w->arena, "D-%u", d[k]->id), d[k]->text);
	n = theories ? loops_theories(w->arena, &i->loops, THEORY_OPEN, &h) : 0;
	for (size_t k = 0; k < n; k++)
		complete_offer(sink, str_fmt(w->arena, "H-%u", h[k]->id), h[k]->text);
	for (size_t k = 0; vendors && k < i->vendors.cases.n; k++)
		if (i->vendors.cases.v[k].closed == INSTANT_NONE)
			complete_offer(sink, str_fmt(w->arena, "V-%u", i->vendors.cases.v[k].id),
				i->vendors.cases.v[k].vendor);
	return true;
}

static void ids(const struct world *w, struct str name, const struct words *before,
	struct complete_sink *sink)
{
	const struct incident *i = w->incident;
	if (str_eq_z(name, "id") && before && before->n && loop_ids(w, before->v[0].text, sink))
		return;
	bool incidents = str_starts(name, STR("inc"));
	bool drafts = str_eq_z(name, "C");
	bool actions = str_starts(name, STR("a")) || str_eq_z(name, "id");
	for (size_t k = w->board->incidents.n; incidents && k > 0; k--) {
		const struct incident *x = w->board->incidents.v[k - 1];
		if (!x->blank)
			complete_offer(sink, str_fmt(w->arena, "INC-%u", x->number), x->title);
	}
	for (size_t k = 0; !incidents && actions && i && k < i->actions.n; k++) {
		if (i->actions.v[k].status == ACTION_OPEN)
			complete_offer(sink, str_fmt(w->arena, "A-%u", i->actions.v[k].id),
				i->actions.v[k].text);
	}
	for (size_t k = i && drafts ? i->comms.drafts.n : 0; k > 0; k--) {
		const struct update_draft *d = &i->comms.drafts.v[k - 1];
		if (draft_is_open(d))
			complete_offer(sink, str_fmt(w->arena, "C-%u", d->id), draft_now(d)->text);
	}
	for (size_t k = i ? i->entries.n : 0, n = 0; !incidents && !drafts && k > 0 && n < 12;
		k--, n++) {
		const struct entry *e = &i->entries.v[k - 1];
		complete_offer(
			sink, str_fmt(w->arena, "E-%llu", (unsigned long long)e->seq), e->text);
	}
}

static void gauges(const struct world *w, struct str name, struct complete_sink *sink)
{
	enum gauge_id id;
	for (int k = 0; !name.n && k < GAUGE_COUNT; k++) {
		const struct gauge_info *info = severity_gauge_info(
			w->policies->severity, (enum gauge_id)k);
		complete_offer(
			sink, str_fmt(w->arena, "%.*s=", STR_ARG(info->key)), info->question);
	}
	if (!name.n || severity_gauge_key(name, STR("1"), &id, NULL) != RC_OK)
		return;
	const struct gauge_info *info = severity_gauge_info(w->policies->severity, id);
	for (size_t k = info->values; k > 0; k--)
		complete_offer(sink, info->value[k - 1], (struct str){0});
	complete_offer(sink, STR("?"), STR("unknown: counts as worst"));
}

static void times(const struct world *w, bool promise, struct complete_sink *sink)
{
	static const char *const past[] = {"now", "-5m", "-10m", "-30m"};
	static const char *const future[] = {"+15m", "+30m", "+1h", "tomorrow"};
	for (size_t i = 0; i < 4; i++) {
		struct str word = str_z(promise ? future[i] : past[i]);
		struct time_ctx ctx = w->time;
		struct stamp at;
		ctx.want = promise ? TIME_PROMISE : TIME_RECORD;
		if (time_parse(word, &ctx, &at, NULL) == RC_OK)
			complete_offer(sink, word, str_z(time_iso_prec(w->arena, at.at, PREC_S)));
	}
}

static void open_runs(const struct world *w, struct complete_sink *sink)
{
	const struct incident *i = w->incident;
	for (size_t k = i ? i->runs.v.n : 0; k > 0; k--) {
		const struct runbook_run *r = &i->runs.v.v[k - 1];
		if (run_is_open(r))
			complete_offer(sink, str_fmt(w->arena, "RUN-%u", r->id),
				str_fmt(w->arena, "%.*s %.*s", STR_ARG(r->book),
					STR_ARG(r->title)));
	}
}

/* Behind `runbook start`, `fallback start` and the like: those that fit first. */
static void runbooks(const struct world *w, const struct words *before, struct complete_sink *sink)
{
	bool fallback = before->n > 1 && str_eq_z(before->v[0].text, "fallback");
	bool runbook = before->n > 1 && (str_eq_z(before->v[0].text, "runbook") ||
						str_eq_z(before->v[0].text, "run"));
	bool show = before->n > 1 && str_eq_z(before->v[1].text, "show");
	bool start = before->n > 1 && str_eq_z(before->v[1].text, "start");
	const struct runbook_choice *v;
	if ((!fallback && !runbook) || (!show && !start))
		return;
	size_t n = view_runbook_order(w->arena, w->policies, w->incident,
		fallback ? RUNBOOKS_FALLBACKS
		: start  ? RUNBOOKS_PROCEDURES
			 : RUNBOOKS_ALL,
		&v);
	for (size_t k = 0; k < n; k++)
		complete_offer(sink, v[k].book->id, v[k].book->title);
	if (show)
		open_runs(w, sink);
}

static void values(void *self, enum slot_type type, struct str name, const struct words *before,
	struct complete_sink *sink)
{
	struct world *w = self;
	if (world_change_values(w, name, before, sink))
		return;
	switch ((int)type) {
	case SLOT_PERSON:
		persons(w, sink);
		break;
	case SLOT_ROLE:
		roles(w, sink);
		break;
	case SLOT_ID:
		ids(w, name, before, sink);
		break;
	case SLOT_GAUGES:
		gauges(w, name, sink);
		break;
	case SLOT_TIME:
	case SLOT_PROMISE:
		times(w, type == SLOT_PROMISE, sink);
		break;
	case SLOT_WORD:
		if (str_eq_z(name, "id") && before)
			runbooks(w, before, sink);
		else if (str_eq_z(name, "run"))
			open_runs(w, sink);
		for (size_t k = 0; (str_eq_z(name, "to") || str_eq_z(name, "audience")) &&
				   k < cadence_audiences(w->policies->cadence);
			k++)
			complete_offer(
				sink, cadence_audience(w->policies->cadence, k), STR("audience"));
		break;
	default:
		break;
	}
}

/* ---- Look-ups ---- */

static enum rc find_role(void *self, struct str word, struct str *ret, struct err *err)
{
	const struct world *w = self;
	const struct role *r;
	enum rc rc = roles_find(w->policies->roles, word, &r, err);
	if (rc == RC_OK)
		*ret = r->id;
	return rc;
}

/* Anybody can be named; a role must be held. */
static enum rc find_person(void *self, struct str word, struct str *ret, struct err *err)
{
	const struct world *w = self;
	struct str bare = str_starts(word, STR("@")) ? str_cut(word, 1, word.n) : word;
	const struct role *r = roles_by_id(w->policies->roles, bare);
	struct str holder = r && w->incident ? incident_holder(w->incident, r->id)
					     : (struct str){0};
	if (r && !holder.n)
		return err_set(err, RC_STATE, "nobody holds %.*s", STR_ARG(bare));
	*ret = r ? holder : bare;
	return RC_OK;
}

static bool find_gauge(void *self, struct str name, struct str *ret)
{
	enum gauge_id id;
	(void)self;
	if (str_eq_z(name, "users")) {
		*ret = name;
		return true;
	}
	if (severity_gauge_key(name, (struct str){0}, &id, NULL) != RC_OK)
		return false;
	*ret = str_z(severity_gauge_name(id));
	return true;
}

struct complete_ask world_ask(struct world *w, const struct verb_info *verbs, size_t n)
{
	w->match = (struct match_ctx){.time = w->time,
		.role = find_role,
		.person = find_person,
		.gauge = find_gauge,
		.self = w,
		.arena = w->arena};
	bool idle = !w->incident && !board_open_count(w->board);
	return (struct complete_ask){.verbs = idle ? verbs + n : verbs,
		.verb_count = n,
		.values = values,
		.self = w,
		.match = &w->match};
}
