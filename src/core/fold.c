/* fold.c: takes one record into the board: checks the envelope, makes its row, calls the owning
 * aspect once. */
#include "core/fold_internal.h"

#include <stdarg.h>

struct str fold_str(struct fold *f, const char *name)
{
	return str_dup(f->board->arena, json_str(f->body, name));
}

instant fold_time(struct fold *f, const char *name)
{
	instant at;

	return time_from_iso(json_str(f->body, name), &at) ? at : INSTANT_NONE;
}

uint32_t fold_id(struct fold *f, const char *name, uint32_t next)
{
	int64_t id = json_int(f->body, name, next);

	return next && id >= next && id <= UINT32_MAX ? (uint32_t)id : 0;
}

const char *fold_until(struct fold *f, instant at)
{
	return at == INSTANT_NONE
		       ? "?"
		       : arena_printf(f->board->scratch, "%sZ", time_hm(f->board->scratch, at, 0));
}

void fold_say(struct fold *f, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	f->entry->text = str_z(arena_vprintf(f->board->arena, fmt, ap));
	va_end(ap);
}

static void fold_chat(struct fold *f)
{
	(void)f; /* volume rows never come here: they are only counted */
}

static fold_fn *const aspects[EV_COUNT] = {
#define EVENT_KIND(id, wire, aspect, class, label) [EV_##id] = fold_##aspect,
#include "core/event_kinds.def"
#undef EVENT_KIND
};

static struct incident *find(struct board *b, uint32_t number)
{
	return number && number <= b->incidents.n ? b->incidents.v[number - 1] : NULL;
}

/* Incidents are numbered 1, 2, 3 ... by their first record. */
static struct incident *open_incident(struct board *b, const struct event *ev)
{
	struct incident *i;
	bool opens = ev->kind == EV_DECLARE || ev->kind == EV_DISMISS;

	if (!opens || ev->incident != b->incidents.n + 1)
		return NULL;
	i = ARENA_NEW(b->arena, struct incident);
	i->number = ev->incident;
	i->seq = ev->seq;
	i->declared = i->closed = i->milder_since = i->gauges_at = INSTANT_NONE;
	i->people.called = i->people.reopened = INSTANT_NONE;
	i->level = i->peak_level = i->computed_level = SEVERITY_LEVELS;
	*VEC_PUSH(b->arena, &b->incidents) = i;
	return i;
}

static void note_last(struct incident *i, uint64_t seq, instant recorded)
{
	if (!i || seq <= i->last_seq)
		return;
	i->last_seq = seq;
	i->last_event = recorded;
}

static void count_volume(struct board *b, struct incident *i, enum event_kind kind, uint64_t rows)
{
	b->volume_rows += rows;
	b->rows += rows;
	if (i && kind == EV_IMPORT_LINE)
		i->import_rows += rows;
	else if (i)
		i->chat_rows += rows;
}

/* Most rows say the same as the row before: one copy serves both. */
static struct str keep(struct arena *a, struct str said, const struct str *before)
{
	return before && str_eq(said, *before) ? *before : str_dup(a, said);
}

static struct entry *add_entry(struct board *b, struct incident *i, const struct event *ev)
{
	struct entry *e = i ? VEC_PUSH(b->arena, &i->entries)
			    : VEC_PUSH(b->arena, &b->journal_entries);
	const struct entry *before = (i ? i->entries.n : b->journal_entries.n) > 1 ? e - 1 : NULL;

	e->seq = ev->seq;
	e->kind = ev->kind;
	e->occurred = ev->occurred;
	e->recorded = ev->recorded;
	e->precision = ev->precision;
	e->zone = keep(b->arena, ev->zone, before ? &before->zone : NULL);
	e->actor = keep(b->arena, ev->actor, before ? &before->actor : NULL);
	e->door = keep(b->arena, ev->door, before ? &before->door : NULL);
	e->label = str_z(event_kind_label(ev->kind));
	return e;
}

static void fold_state(struct board *b, struct incident *i, const struct event *ev)
{
	struct fold f = {.board = b, .incident = i, .ev = ev};
	struct err ignored;

	arena_reset(b->scratch);
	if (json_parse(b->scratch, ev->body, &f.body, &ignored) != RC_OK) {
		b->unknown_rows++;
		return;
	}
	f.entry = add_entry(b, i, ev);
	f.entry->known_by = fold_str(&f, "known_by");
	note_last(i, ev->seq, ev->recorded);
	aspects[ev->kind](&f);
}

static enum rc missing(uint64_t after, uint64_t at, struct err *err)
{
	return err_set(err, RC_CORRUPT, "record %llu follows record %llu: some are missing",
		(unsigned long long)at, (unsigned long long)after);
}

static void move_to(struct board *b, const struct record *r)
{
	b->seq = r->ev.seq;
	b->head = r->hash;
	b->last_recorded = r->ev.recorded;
}

static void take_state(struct board *b, const struct record *r)
{
	const struct event *ev = &r->ev;
	struct incident *i = find(b, ev->incident);

	b->rows++;
	if (!i)
		i = open_incident(b, ev);
	/* An event of an incident that was never declared, or of a newer version, is kept but means
	 * nothing here. */
	if (ev->kind == EV_UNKNOWN || r->erased || (ev->incident && !i))
		b->unknown_rows++;
	else
		fold_state(b, i, ev);
}

enum rc board_fold(struct board *b, const struct record *r, struct err *err)
{
	const struct event *ev = &r->ev;

	if (ev->seq != b->seq + 1)
		return missing(b->seq, ev->seq, err);
	move_to(b, r);
	if (event_kind_class(ev->kind) == EVENT_VOLUME) {
		struct incident *i = find(b, ev->incident);

		count_volume(b, i, ev->kind, 1);
		note_last(i, ev->seq, ev->recorded);
	} else {
		take_state(b, r);
	}
	return RC_OK;
}

enum rc board_leap_state(struct board *b, const struct record *r, struct err *err)
{
	if (r->ev.seq <= b->seq || event_kind_class(r->ev.kind) == EVENT_VOLUME)
		return missing(b->seq, r->ev.seq, err);
	move_to(b, r);
	take_state(b, r);
	return RC_OK;
}

enum rc board_leap_volume(struct board *b, const struct volume_sum *sum, struct err *err)
{
	struct incident *i = find(b, sum->incident);

	if (i && sum->first < i->seq)
		return err_set(err, RC_STATE, "record %llu was said before INC-%u was declared",
			(unsigned long long)sum->first, i->number);
	count_volume(b, i, sum->kind, sum->rows);
	note_last(i, sum->last, sum->recorded);
	return RC_OK;
}

enum rc board_leap_end(struct board *b, const struct record *last, struct err *err)
{
	if (last->ev.seq < b->seq || b->rows != last->ev.seq)
		return err_set(err, RC_CORRUPT, "%llu of %llu records were seen: some are missing",
			(unsigned long long)b->rows, (unsigned long long)last->ev.seq);
	move_to(b, last);
	return RC_OK;
}
