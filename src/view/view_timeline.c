/* view_timeline.c: rows of the timeline filtered, ordered, and shown as table, JSON lines or CSV.
 */
#include "view/view_timeline.h"

#include "doc/print.h"

enum { LATE_AFTER_MIN = 1, LOOK_BACK_ROWS = 200 };

static bool wanted_type(const struct timeline_filter *f, const struct timeline_row *r)
{
	struct str rest = f->types, one;

	if (!f->types.n)
		return true;
	while (str_split(&rest, ',', &one)) {
		one = str_trim(one);
		if (one.n && (str_ieq(one, r->label) || str_ieq(one, r->kind) ||
				     str_ieq(one, str_cut(r->kind, 0, one.n))))
			return true;
	}
	return false;
}

static bool passes(const struct timeline_filter *f, const struct timeline_row *r)
{
	struct regex_match m;

	if (f->from != INSTANT_NONE && r->occurred < f->from)
		return false;
	if (f->to != INSTANT_NONE && r->occurred >= f->to)
		return false;
	if (f->who.n && !str_ieq(f->who, r->actor) && !str_ends(r->actor, f->who))
		return false;
	if (!wanted_type(f, r))
		return false;
	return !f->match || regex_find(f->match, r->text, 0, &m, NULL);
}

void timeline_add(
	struct timeline *t, const struct timeline_filter *f, const struct timeline_row *row)
{
	if (passes(f, row))
		*VEC_PUSH(t->arena, t) = *row;
}

bool timeline_is_machinery(enum event_kind kind)
{
	return kind == EV_CHAT_OUT_STATE || kind == EV_LINK_STATE || kind == EV_LEASE_TAKEN;
}

bool timeline_is_late(const struct entry *e, instant at)
{
	return e->occurred <= at && e->recorded > at && !timeline_is_machinery(e->kind);
}

struct str timeline_late_text(struct arena *a, const struct entry *e, const struct zone *zone)
{
	return str_fmt(a, "recorded %s, %s later",
		time_hm(a, e->recorded, zone_offset_min(zone, e->recorded)),
		duration_short(a, e->recorded - e->occurred));
}

void timeline_of(struct arena *a, const struct incident *i, const struct timeline_filter *f,
	struct timeline *ret)
{
	*ret = (struct timeline){.arena = a};
	for (size_t n = 0; n < i->entries.n; n++) {
		const struct entry *e = &i->entries.v[n];
		struct timeline_row row = {.seq = e->seq,
			.incident = i->number,
			.occurred = e->occurred,
			.recorded = e->recorded,
			.precision = e->precision,
			.kind = str_z(event_kind_name(e->kind)),
			.label = e->label,
			.actor = e->actor,
			.door = e->door,
			.text = e->text,
			.known_by = e->known_by,
			.zone = e->zone,
			.amended_by = e->amended_by,
			.said = e->said};

		if (timeline_is_machinery(e->kind) && !f->machinery && !f->types.n)
			continue;
		if (i->backings.v.n && incident_backing(i, e->seq))
			row.backed_by = incident_backing(i, e->seq)->by;
		row.late = e->recorded - e->occurred > LATE_AFTER_MIN * US_PER_MIN;
		timeline_add(ret, f, &row);
	}
}

static bool after(const struct timeline_row *x, const struct timeline_row *y, bool by_recorded)
{
	instant at = by_recorded ? x->recorded : x->occurred;
	instant bt = by_recorded ? y->recorded : y->occurred;

	return at != bt ? at > bt : x->seq > y->seq;
}

/* Merge sort: stable, and no worse than n log n on rows that arrive almost in order. */
static void sort(struct timeline_row *v, struct timeline_row *tmp, size_t n, bool by_recorded)
{
	size_t half = n / 2, x = 0, y = half, k = 0;

	if (n < 2)
		return;
	sort(v, tmp, half, by_recorded);
	sort(v + half, tmp, n - half, by_recorded);
	if (!after(&v[half - 1], &v[half], by_recorded))
		return;
	while (x < half && y < n)
		tmp[k++] = after(&v[x], &v[y], by_recorded) ? v[y++] : v[x++];
	while (x < half)
		tmp[k++] = v[x++];
	while (y < n)
		tmp[k++] = v[y++];
	memcpy(v, tmp, n * sizeof *v);
}

/* Where one of both knows the minute alone, the minute must do. */
static bool same_time(const struct timeline_row *x, const struct timeline_row *y)
{
	bool minute = x->precision == PREC_MIN || y->precision == PREC_MIN;
	duration unit = minute ? US_PER_MIN : US_PER_S;

	if (x->precision > PREC_MIN || y->precision > PREC_MIN)
		return false;
	return x->occurred / unit == y->occurred / unit;
}

/* The row in front that another log, or the room itself, tells alike; NULL: none. */
static struct timeline_row *told_before(
	struct timeline_row *v, size_t n, const struct timeline_row *row)
{
	for (size_t k = n; k > 0 && n - k < LOOK_BACK_ROWS; k--) {
		struct timeline_row *x = &v[k - 1];

		if (row->occurred - x->occurred >= US_PER_MIN)
			return NULL;
		if (x->spoken && str_eq(x->text, row->text) && str_ieq(x->actor, row->actor) &&
			!str_eq(x->log, row->log) && same_time(x, row))
			return x;
	}
	return NULL;
}

static void fold_alike(struct timeline *t)
{
	size_t kept = 0;

	for (size_t n = 0; n < t->n; n++) {
		struct timeline_row row = t->v[n], *before = NULL;

		if (row.spoken)
			before = told_before(t->v, kept, &row);
		if (before)
			before->also++;
		else
			t->v[kept++] = row;
	}
	t->n = kept;
}

void timeline_sort(struct timeline *t, const struct timeline_filter *f)
{
	if (t->n > 1)
		sort(t->v, ARENA_ARRAY(t->arena, t->n, struct timeline_row), t->n, f->by_recorded);
	if (!f->by_recorded)
		fold_alike(t);
	if (f->limit && t->n > f->limit) {
		t->v += t->n - f->limit;
		t->n = t->cap = f->limit;
	}
}

static struct str shown_time(struct arena *a, const struct timeline_row *r, const struct zone *zone,
	bool *new_day, int *day)
{
	int offset = zone_offset_min(zone, r->occurred);
	struct civil c = time_civil(r->occurred, offset);
	int today = (c.year * 16 + c.month) * 32 + c.day;

	*new_day = today != *day;
	*day = today;
	if (r->precision == PREC_UNKNOWN)
		return STR("?");
	if (r->precision >= PREC_H)
		return str_z(time_iso_prec(a, r->occurred, r->precision));
	return str_z(r->precision == PREC_MIN ? time_hm(a, r->occurred, offset)
					      : time_hms(a, r->occurred, offset));
}

struct str timeline_who(struct arena *a, struct str actor, struct str known_by)
{
	return str_eq_z(known_by, "nick only") ? str_fmt(a, "%.*s (nick only)", STR_ARG(actor))
					       : actor;
}

/* A row of another program's log says in which zone its time was written. */
static struct str shown_text(struct arena *a, const struct timeline_row *r)
{
	struct buf b;

	if (!r->also && (!str_eq_z(r->kind, event_kind_name(EV_IMPORT_LINE)) || !r->zone.n))
		return r->text;
	buf_init(&b, a, r->text.n + 200);
	buf_add(&b, r->text);
	if (r->zone.n)
		buf_addf(&b, "  [%.*s]", STR_ARG(r->zone));
	if (r->also)
		buf_addf(&b, "  (%u more log%s)", r->also, r->also == 1 ? "" : "s");
	return buf_str(&b);
}

struct doc *view_timeline(struct arena *a, const struct timeline *t, const struct zone *zone)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"when", 4}},
		{.title = {"", 0}}, {.title = {"what", 4}}, {.title = {"who", 3}},
		{.title = {"", 0}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *table = NULL;
	int day = 0;

	if (!t->n)
		doc_paraf(d, ROLE_DIM,
			"No rows. A filter may hide them; `timeline` without words shows all.");
	for (size_t n = 0; n < t->n; n++) {
		const struct timeline_row *r = &t->v[n];
		struct doc_row *row;
		bool new_day;
		struct str when = shown_time(a, r, zone, &new_day, &day);

		if (new_day) {
			doc_rule(d, str_fmt(a, "%s %s", time_iso_prec(a, r->occurred, PREC_DAY),
					    zone_name(zone)));
			table = doc_table(d, columns, 6);
		}
		row = doc_table_row(d, table, str_fmt(a, "E-%llu", (unsigned long long)r->seq));
		doc_cell(d, row, 0, ROLE_DIM, row->key);
		doc_cell(d, row, 1, ROLE_TEXT, when);
		doc_cell(d, row, 2, ROLE_DIM,
			r->amended_by ? STR("*")
			: r->late     ? STR("l")
				      : STR(""));
		doc_cell(d, row, 3, ROLE_HEAD, r->label);
		doc_cell(d, row, 4, ROLE_ME, timeline_who(a, r->actor, r->known_by));
		doc_cell(d, row, 5, ROLE_TEXT, shown_text(a, r));
	}
	return d;
}

void view_timeline_json(struct buf *out, const struct timeline *t)
{
	for (size_t n = 0; n < t->n; n++) {
		const struct timeline_row *r = &t->v[n];
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "id", str_fmt(out->arena, "E-%llu", (unsigned long long)r->seq));
		json_out_int(&o, "seq", (int64_t)r->seq);
		json_out_int(&o, "incident", r->incident);
		json_out_z(&o, "occurred",
			r->precision == PREC_UNKNOWN ? "?" : time_iso(out->arena, r->occurred));
		json_out_z(&o, "precision", precision_name(r->precision));
		json_out_z(&o, "recorded", time_iso(out->arena, r->recorded));
		json_out_str(&o, "kind", r->kind);
		json_out_str(&o, "actor", r->actor);
		json_out_str(&o, "door", r->door);
		json_out_str(&o, "text", r->text);
		if (r->known_by.n)
			json_out_str(&o, "known_by", r->known_by);
		if (r->zone.n)
			json_out_str(&o, "zone", r->zone);
		if (r->also)
			json_out_int(&o, "also", r->also);
		if (r->amended_by)
			json_out_int(&o, "amended_by", (int64_t)r->amended_by);
		if (r->said.n)
			json_out_str(&o, "said", r->said);
		if (r->backed_by.n)
			json_out_str(&o, "backed_by", r->backed_by);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

void view_timeline_csv(struct buf *out, const struct timeline *t)
{
	buf_add_z(out,
		"id,incident,occurred,precision,recorded,kind,actor,door,text,known_by,zone\r\n");
	for (size_t n = 0; n < t->n; n++) {
		const struct timeline_row *r = &t->v[n];

		buf_addf(out, "E-%llu,%u,%s,%s,%s,%.*s,", (unsigned long long)r->seq, r->incident,
			r->precision == PREC_UNKNOWN ? "?" : time_iso(out->arena, r->occurred),
			precision_name(r->precision), time_iso(out->arena, r->recorded),
			STR_ARG(r->kind));
		print_csv_cell(out, r->actor, false);
		print_csv_cell(out, r->door, false);
		print_csv_cell(out, r->text, false);
		print_csv_cell(out, r->known_by, false);
		print_csv_cell(out, r->zone, true);
	}
}
