/* sevlog.c: folds what was reported of the impact and what level followed from it. */
#include "core/fold_internal.h"
#include "core/people_internal.h"

/* Values that today's tables do not know count as unknown. */
static void read_gauges(struct fold *f, const struct json *gauges)
{
	struct gauges *g = &f->incident->gauges;

	for (size_t n = 0; gauges && gauges->type == JSON_OBJECT && n < gauges->n; n++) {
		enum gauge_id id;
		struct gauge was;
		struct err ignored;

		if (severity_gauge_key(gauges->names[n], gauges->items[n].s, &id, &ignored) !=
			RC_OK)
			continue;
		was = g->v[id];
		if (severity_gauge_parse(
			    f->board->policy, id, gauges->items[n].s, &g->v[id], &ignored) != RC_OK)
			g->v[id] = (struct gauge){.state = GAUGE_UNKNOWN};
		people_note_gauge(f, id, was);
	}
	f->incident->gauges_at = f->ev->occurred;
}

static int level_of(struct fold *f)
{
	int64_t level = json_int(f->body, "level", 0);

	return level >= 1 && level <= SEVERITY_LEVELS ? (int)level : 0;
}

/* At the worst level reached, the worst value seen of each gauge; a number said later replaces "unknown". */
static void keep_worst(struct incident *i)
{
	for (int id = 0; id < GAUGE_COUNT && i->level == i->peak_level; id++) {
		const struct gauge *now = &i->gauges.v[id];
		struct gauge *worst = &i->worst_gauges.v[id];

		if (worst->state != GAUGE_VALUE ||
			(now->state == GAUGE_VALUE && now->value > worst->value))
			*worst = *now;
	}
}

static void set_level(struct fold *f, int level, bool by_rule, bool override)
{
	struct incident *i = f->incident;
	struct sev_change *c = VEC_PUSH(f->board->arena, &i->history);

	c->seq = f->ev->seq;
	c->at = f->ev->occurred;
	c->level = level;
	c->rules = fold_str(f, "rules");
	c->reason = fold_str(f, "reason");
	c->actor = f->entry->actor;
	c->by_rule = by_rule;
	c->override = override;
	c->provisional = json_bool(f->body, "provisional", false);
	i->level = level;
	if (level < i->peak_level)
		i->worst_gauges = i->gauges;
	if (level <= i->peak_level)
		i->peak_level = level;
	keep_worst(i);
}

/* Notes since when the answers have been milder than the level in force: the hold before lowering.
 */
static void watch_milder(struct fold *f)
{
	struct incident *i = f->incident;

	if (i->computed_level <= i->level)
		i->milder_since = INSTANT_NONE;
	else if (i->milder_since == INSTANT_NONE)
		i->milder_since = f->ev->recorded;
}

static void computed(struct fold *f, int level)
{
	struct incident *i = f->incident;

	i->computed_level = level;
	i->provisional = json_bool(f->body, "provisional", false);
	i->rules = fold_str(f, "rules");
	i->assumed = fold_str(f, "assumed");
	i->reason = fold_str(f, "reason");
}

/* A value as people write it: "60%" for 6000 basis points. A word that today's tables do not know stays as it is. */
static struct str shown(struct fold *f, struct str name, struct str value)
{
	enum gauge_id id;
	struct gauge v;

	if (severity_gauge_key(name, value, &id, NULL) != RC_OK ||
		severity_gauge_parse(f->board->policy, id, value, &v, NULL) != RC_OK)
		return value;
	return severity_gauge_show(f->board->scratch, f->board->policy, id, v);
}

static void input_set(struct fold *f)
{
	const struct json *gauges = json_get(f->body, "gauges"), *old = json_get(f->body, "old");
	struct str note = json_str(f->body, "note");
	struct buf text;

	buf_init(&text, f->board->arena, 4096);
	for (size_t n = 0; gauges && n < gauges->n; n++) {
		struct str was = old ? json_str(old, str_to_z(f->board->scratch, gauges->names[n]))
				     : (struct str){0};

		buf_addf(&text, "%s%.*s", n ? ", " : "", STR_ARG(gauges->names[n]));
		if (was.n)
			buf_addf(&text, " %.*s ->", STR_ARG(shown(f, gauges->names[n], was)));
		buf_addf(&text, " %.*s", STR_ARG(shown(f, gauges->names[n], gauges->items[n].s)));
	}
	if (note.n)
		buf_addf(&text, " (%.*s)", STR_ARG(note));
	f->entry->text = buf_str(&text);
	read_gauges(f, gauges);
	keep_worst(f->incident);
}

/* A reason of the rules starts with its level, which the row says already. */
static struct str without_level(struct str reason)
{
	return str_starts(reason, STR("SEV")) &&
			       str_starts(str_cut(reason, 4, reason.n), STR(" - "))
		       ? str_cut(reason, 7, reason.n)
		       : reason;
}

static void level_event(struct fold *f, int level)
{
	struct incident *i = f->incident;
	struct str reason = without_level(json_str(f->body, "reason"));
	int before = i->level;

	switch ((int)f->ev->kind) {
	case EV_DECLARE:
	case EV_DISMISS:
		computed(f, level);
		set_level(f, level, true, false);
		break;
	case EV_SEV_COMPUTED:
		computed(f, level);
		f->entry->text = fold_str(f, "reason");
		break;
	case EV_SEV_SET:
	case EV_SEV_OVERRIDE:
		if (json_bool(f->body, "by_rule", false))
			computed(f,
				level); /* a raise by rule says both: what the rules give, and that it holds */
		set_level(f, level, json_bool(f->body, "by_rule", false),
			f->ev->kind == EV_SEV_OVERRIDE);
		fold_say(f, "SEV%d -> SEV%d%s: %.*s", before, level,
			f->ev->kind == EV_SEV_OVERRIDE ? " (override)" : "", STR_ARG(reason));
		break;
	default:
		break;
	}
}

void fold_severity(struct fold *f)
{
	int level = level_of(f);

	if (!f->incident)
		return;
	if (f->ev->kind == EV_INPUT_SET) {
		input_set(f);
		return;
	}
	if (f->ev->kind == EV_DECLARE || f->ev->kind == EV_DISMISS)
		read_gauges(f, json_get(f->body, "gauges"));
	if (!level)
		return;
	level_event(f, level);
	watch_milder(f);
	if (f->ev->kind == EV_DECLARE)
		fold_say(f, "%s SEV%d%s: %.*s", f->incident->drill ? "Drill begun," : "Declared",
			level, f->incident->provisional ? " (provisional)" : "",
			STR_ARG(f->incident->title));
}
