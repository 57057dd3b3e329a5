/* view_worksheet.c: the severity worksheet as documents: form and live preview. */
#include "view/view_worksheet.h"

#include "core/phrase.h"
#include "view/view_severity.h"

/* ---- The form ---- */

/* All answers of a scale, the chosen one in brackets. */
static void scale_cell(
	struct doc *d, struct doc_row *row, const struct gauge_info *info, struct gauge g)
{
	for (size_t i = 0; i <= info->values; i++) {
		bool unknown = i == info->values;
		struct str word = unknown ? STR("?") : info->value[i];
		bool chosen = unknown ? g.state == GAUGE_UNKNOWN
				      : g.state == GAUGE_VALUE && g.value == i;
		doc_cell(d, row, 2,
			!chosen   ? ROLE_DIM
			: unknown ? ROLE_WAIT
				  : ROLE_HEAD,
			str_fmt(d->arena, chosen ? "[%.*s] " : "%.*s ", STR_ARG(word)));
	}
}

static void number_cell(struct doc *d, struct doc_row *row, const struct policies *p,
	enum gauge_id id, const struct gauge_info *info, struct gauge g)
{
	struct arena *a = d->arena;
	struct str shown = g.state == GAUGE_UNUSED    ? STR("-")
			   : g.state == GAUGE_UNKNOWN ? STR("?")
						      : severity_gauge_show(a, p->severity, id, g);
	doc_cell(d, row, 2, g.state == GAUGE_UNKNOWN ? ROLE_WAIT : ROLE_TEXT,
		str_fmt(a, "[%-8.*s] %.*s", STR_ARG(shown), STR_ARG(info->unit)));
}

struct doc *view_worksheet_form(
	struct arena *a, const struct policies *p, const struct worksheet *w)
{
	static const struct doc_column columns[] = {
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	struct doc *d = doc_new(a);
	struct doc_block *t = doc_table(d, columns, 3);
	for (int k = 0; k < GAUGE_COUNT; k++) {
		enum gauge_id id = (enum gauge_id)k;
		const struct gauge_info *info = severity_gauge_info(p->severity, id);
		bool changed = (w->changed >> k & 1) != 0;
		struct doc_row *row = doc_table_row(d, t, info->key);
		doc_cell(d, row, 0, ROLE_WAIT, changed ? STR("*") : STR(" "));
		doc_cell(d, row, 1, changed ? ROLE_WAIT : ROLE_HEAD, info->key);
		if (info->values)
			scale_cell(d, row, info, w->gauges.v[k]);
		else
			number_cell(d, row, p, id, info, w->gauges.v[k]);
	}
	return d;
}

bool view_worksheet_step(const struct policies *p, const struct worksheet *w, enum gauge_id id,
	int direction, struct gauge *ret)
{
	const struct gauge_info *info = severity_gauge_info(p->severity, id);
	struct gauge g = w->gauges.v[id];
	if (!info->values)
		return false;
	/* the unknown stands behind the worst */
	size_t count = info->values + 1;
	size_t at = g.state == GAUGE_VALUE     ? (size_t)g.value
		    : g.state == GAUGE_UNKNOWN ? info->values
		    : direction > 0            ? count - 1
					       : 0;
	at = (at + (direction > 0 ? 1 : count - 1)) % count;
	*ret = at == info->values ? (struct gauge){GAUGE_UNKNOWN, 0}
				  : (struct gauge){GAUGE_VALUE, at};
	return true;
}

/* ---- The preview ---- */

struct str view_worksheet_first(struct str reason)
{
	ptrdiff_t also = str_find(reason, STR(" Also:"));
	ptrdiff_t assumed = str_find(reason, STR(" Assumed:"));
	ptrdiff_t end = also >= 0 ? also : assumed;
	return end >= 0 ? str_cut(reason, 0, (size_t)end) : reason;
}

static void level_line(struct doc *d, const struct worksheet *w, const struct severity_result *r)
{
	int now = w->incident ? w->incident->level : 0;
	struct doc_block *b = doc_para(d, (struct str){0});
	if (now) {
		doc_spanf(d, b, view_level_role(now), "SEV%d", now);
		doc_span(d, b, ROLE_TEXT, STR(" now  ->  "));
	}
	doc_spanf(d, b, view_level_role(r->level), "SEV%d", r->level);
	if (now && now == r->level)
		doc_span(d, b, ROLE_TEXT, STR("  no change"));
	if (r->provisional)
		doc_span(d, b, ROLE_WAIT, STR("  provisional"));
	if (!now)
		doc_span(d, b, ROLE_TEXT, STR("  if declared with these answers"));
	if (w->wanted && w->wanted != r->level)
		doc_spanf(d, b, ROLE_WAIT, "  typed: SEV%d", w->wanted);
}

static void near_lines(struct doc *d, const struct policies *p, const struct worksheet *w,
	const struct severity_result *r)
{
	const struct severity_near *near;
	size_t n = severity_near(d->arena, p->severity, &w->gauges, &near);
	for (int level = 1; level <= SEVERITY_LEVELS; level++) {
		if (level == r->level || (level - r->level != 1 && r->level - level != 1))
			continue;
		struct str text = severity_near_text(d->arena, p->severity, near, n, level);
		if (text.n)
			doc_field(d, "Near", text, ROLE_TEXT);
	}
	struct severity_next next;
	if (severity_next_time_rule(p->severity, &w->gauges, &next))
		doc_field(d, "In time",
			str_fmt(d->arena, "SEV%d when it has lasted %s", next.level,
				duration_short(d->arena, (duration)next.minutes * US_PER_MIN)),
			ROLE_TEXT);
}

static const char *every(struct arena *a, const struct policies *p, int level, struct str audience,
	enum cadence_phase phase)
{
	const struct cadence_row *row = cadence_row(p->cadence, level, audience);
	if (!row || row->kind[phase] == CADENCE_NONE)
		return "nothing";
	if (row->kind[phase] != CADENCE_MINUTES)
		return "digest";
	return duration_short(a, row->every[phase]);
}

static enum cadence_phase phase_of(const struct incident *i)
{
	if (i && i->status == STATUS_IDENTIFIED)
		return CADENCE_IDENTIFIED;
	if (i && i->status == STATUS_MONITORING)
		return CADENCE_MONITORING;
	return CADENCE_INVESTIGATING;
}

static void promise_changes(
	struct doc *d, const struct policies *p, const struct worksheet *w, int level)
{
	struct arena *a = d->arena;
	int now = w->incident ? w->incident->level : 0;
	enum cadence_phase phase = phase_of(w->incident);
	struct buf b;
	buf_init(&b, a, 2048);
	for (size_t i = 0; i < cadence_audiences(p->cadence) && now != level; i++) {
		struct str who = cadence_audience(p->cadence, i);
		const char *then = now ? every(a, p, now, who, phase) : "";
		const char *next = every(a, p, level, who, phase);
		if (strcmp(then, next) == 0 || (!now && strcmp(next, "nothing") == 0))
			continue;
		buf_addf(&b, "%s%.*s %s%s%s", b.n ? ", " : "", STR_ARG(who), then,
			now ? " -> " : "", next);
	}
	if (b.n)
		doc_field(d, "Updates", buf_str(&b), ROLE_TEXT);
}

static void hold_line(struct doc *d, const struct policies *p, const struct worksheet *w,
	const struct severity_result *r)
{
	struct arena *a = d->arena;
	const struct incident *i = w->incident;
	if (!i || r->level <= i->level)
		return;
	duration hold = severity_hold(p->severity, i->level);
	if (i->milder_since == INSTANT_NONE) {
		doc_field(d, "Hold",
			str_fmt(a,
				"lower only after %s of milder answers, counted from when they are "
				"recorded",
				duration_short(a, hold)),
			ROLE_SEV2);
		return;
	}
	instant end = i->milder_since + hold;
	doc_field(d, "Hold",
		end > w->now ? str_fmt(a, "so far %s of %s, ends %s",
				       duration_short(a, w->now - i->milder_since),
				       duration_short(a, hold),
				       time_hm(a, end, zone_offset_min(w->zone, end)))
			     : str_fmt(a, "over: milder for %s; lowering needs a reason",
				       duration_short(a, w->now - i->milder_since)),
		ROLE_SEV2);
}

static size_t count_chars(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

struct str view_worksheet_lint(
	struct arena *a, const struct policies *p, struct str reason, enum doc_role *ret_role)
{
	struct phrase_ask ask = {.text = reason, .scope = PHRASE_REVIEW, .incident_open = true};
	struct phrase_findings found = {0};
	if (p->phrases)
		phrase_check(a, p->phrases, &ask, &found);
	if (!found.n) {
		*ret_role = ROLE_OK;
		return str_fmt(a, "ok, %zu chars", count_chars(reason));
	}
	const struct phrase_finding *f = &found.v[0];
	*ret_role = f->block ? ROLE_ERR : ROLE_WAIT;
	return str_fmt(a, "\"%.*s\" %.*s: %.*s%s", STR_ARG(str_cut(reason, f->from, f->to)),
		STR_ARG(f->category), STR_ARG(f->hint), found.n > 1 ? " (and more)" : "");
}

/* Lowering needs a reason; whoever changes answers may give one. */
static void reason_lines(
	struct doc *d, const struct policies *p, const struct worksheet *w, int level)
{
	bool lower = w->incident && level > w->incident->level;
	enum doc_role role;
	if (!w->incident || (!w->changed && !w->reason.n && !lower))
		return;
	if (!w->reason.n) {
		doc_field(d, "Reason",
			lower && !w->changed ? STR("required for lowering, none given yet")
					     : STR("none given yet"),
			lower && !w->changed ? ROLE_WAIT : ROLE_DIM);
		return;
	}
	doc_field(d, "Reason", w->reason, ROLE_TEXT);
	struct str lint = view_worksheet_lint(d->arena, p, w->reason, &role);
	doc_field(d, "Lint", lint, role);
}

struct doc *view_worksheet_preview(
	struct arena *a, const struct policies *p, const struct worksheet *w)
{
	struct doc *d = doc_new(a);
	struct severity_result r;
	severity_evaluate(p->severity, &w->gauges, &r);
	level_line(d, w, &r);
	if (w->problem.n)
		doc_field(d, "Problem", w->problem, ROLE_ERR);
	doc_field(d, "Because",
		view_worksheet_first(severity_reason(a, p->severity, &w->gauges, &r, NULL)),
		ROLE_TEXT);
	if (r.fired > 1)
		doc_field(d, "Rules", severity_rules_text(a, p->severity, &r), ROLE_DIM);
	if (r.provisional)
		doc_field(d, "Assumed", severity_assumed_text(a, &r), ROLE_WAIT);
	hold_line(d, p, w, &r);
	reason_lines(d, p, w, r.level);
	near_lines(d, p, w, &r);
	promise_changes(d, p, w, r.level);
	return d;
}

/* ---- The buttons ---- */

/* As one word of the command language. */
static struct str quoted(struct arena *a, struct str text)
{
	struct buf b;
	buf_init(&b, a, 2 * text.n + 2);
	buf_add_ch(&b, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_add_ch(&b, '\\');
		buf_add_ch(&b, text.p[i]);
	}
	buf_add_ch(&b, '"');
	return buf_str(&b);
}

/* The drafted answers, "degradation=partial users_share=8%" or in words without the sign between. */
static struct str answers(
	struct arena *a, const struct policies *p, const struct worksheet *w, bool as_words)
{
	struct buf b;
	buf_init(&b, a, 4096);
	for (int k = 0; k < GAUGE_COUNT; k++) {
		enum gauge_id id = (enum gauge_id)k;
		if (!(w->changed >> k & 1))
			continue;
		struct str value = as_words
					   ? severity_gauge_show(a, p->severity, id, w->gauges.v[k])
					   : severity_gauge_print(
						     a, p->severity, id, w->gauges.v[k]);
		buf_addf(&b, "%s%s%c%.*s", b.n ? as_words ? ", " : " " : "",
			severity_gauge_name(id), as_words ? ' ' : '=', STR_ARG(value));
	}
	return buf_str(&b);
}

static struct worksheet_button propose(
	struct arena *a, const struct policies *p, const struct worksheet *w, int level)
{
	int now = w->incident->level;
	struct str what = answers(a, p, w, true);
	struct str said = level == now ? str_fmt(a, "proposed: keep SEV%d", now)
				       : str_fmt(a, "proposed: SEV%d -> SEV%d", now, level);
	if (what.n)
		said = str_fmt(a, "%.*s (%.*s)", STR_ARG(said), STR_ARG(what));
	struct str line = w->reason.n ? quoted(a, str_fmt(a, "%.*s: %.*s", STR_ARG(said),
							  STR_ARG(w->reason)))
				      : str_fmt(a, "%.*s, because ", STR_ARG(said));
	return (struct worksheet_button){
		STR("Propose to room"), str_fmt(a, "log %.*s", STR_ARG(line))};
}

static struct worksheet_button lower(
	struct arena *a, const struct policies *p, const struct worksheet *w, int level)
{
	const struct incident *i = w->incident;
	instant end = i->milder_since == INSTANT_NONE
			      ? w->now
			      : i->milder_since + severity_hold(p->severity, i->level);
	struct str reason = w->reason.n ? quoted(a, w->reason) : STR("\"");
	return (struct worksheet_button){
		end > w->now ? str_fmt(a, "Apply SEV%d at %s", level,
				       time_hm(a, end, zone_offset_min(w->zone, end)))
			     : str_fmt(a, "Apply SEV%d", level),
		str_fmt(a, "sev %d reason=%.*s", level, STR_ARG(reason))};
}

static struct worksheet_button raise_by_hand(struct arena *a, const struct worksheet *w, int level)
{
	struct str reason = w->reason.n ? quoted(a, w->reason) : STR("\"");
	return (struct worksheet_button){str_fmt(a, "Apply: raise to SEV%d", level),
		str_fmt(a, "sev %d reason=%.*s", level, STR_ARG(reason))};
}

static struct worksheet_button apply(
	struct arena *a, const struct policies *p, const struct worksheet *w, int level)
{
	struct str what = answers(a, p, w, false);
	if (!w->changed && level > w->incident->level)
		return lower(a, p, w, level);
	if (!w->changed && level < w->incident->level)
		return raise_by_hand(a, w, level);
	if (!w->changed)
		return (struct worksheet_button){STR("Apply: all is recorded"), {0}};
	struct str note = w->reason.n ? str_fmt(a, " note=%.*s", STR_ARG(quoted(a, w->reason)))
				      : (struct str){0};
	return (struct worksheet_button){level < w->incident->level
						 ? str_fmt(a, "Apply: raises to SEV%d", level)
						 : STR("Apply: record the answers"),
		str_fmt(a, "impact %.*s%.*s", STR_ARG(what), STR_ARG(note))};
}

size_t view_worksheet_buttons(struct arena *a, const struct policies *p, const struct worksheet *w,
	struct worksheet_button ret[WORKSHEET_BUTTONS])
{
	struct severity_result r;
	severity_evaluate(p->severity, &w->gauges, &r);
	if (!w->incident) {
		ret[0] = (struct worksheet_button){STR("Declare"),
			str_fmt(a, "declare %.*s%s", STR_ARG(answers(a, p, w, false)),
				w->changed ? " " : "")};
		return 1;
	}
	int level = w->wanted && !w->changed ? w->wanted : r.level;
	ret[0] = propose(a, p, w, level);
	ret[1] = apply(a, p, w, level);
	return 2;
}
