/* evidence.c: folds what was kept, and its way from hand to hand. */
#include "base/hash.h"
#include "core/fold_internal.h"

const struct evidence *incident_evidence(const struct incident *i, uint32_t id)
{
	const struct evidence_log *log = &i->evidence;

	for (size_t n = 0; n < log->items.n; n++)
		if (log->items.v[n].id == id)
			return &log->items.v[n];
	return NULL;
}

uint32_t incident_next_evidence(const struct incident *i)
{
	size_t n = i->evidence.items.n;

	return n ? i->evidence.items.v[n - 1].id + 1 : 1;
}

bool evidence_is_hash(struct str s)
{
	uint8_t bytes[HASH_SIZE];

	for (size_t n = 0; n < s.n; n++)
		if (s.p[n] >= 'A' && s.p[n] <= 'F')
			return false;
	return hex_decode(s, bytes, sizeof bytes);
}

struct str evidence_size(struct arena *a, uint64_t bytes)
{
	static const char *const units[] = {"KiB", "MiB", "GiB"};
	uint64_t tenths = bytes * 10 / 1024;
	size_t u = 0;

	if (bytes < 1024)
		return str_fmt(a, "%llu B", (unsigned long long)bytes);
	if (bytes > UINT64_MAX / 16)
		tenths = bytes / 1024 * 10;
	for (; tenths >= 10240 && u < 2; u++)
		tenths /= 1024;
	if (tenths >= 1000 || tenths % 10 == 0)
		return str_fmt(a, "%llu %s", (unsigned long long)(tenths / 10), units[u]);
	return str_fmt(a, "%llu.%llu %s", (unsigned long long)(tenths / 10),
		(unsigned long long)(tenths % 10), units[u]);
}

static uint32_t find_same(const struct incident *i, struct str sha256)
{
	for (size_t n = 0; n < i->evidence.items.n; n++)
		if (str_eq(i->evidence.items.v[n].sha256, sha256))
			return i->evidence.items.v[n].id;
	return 0;
}

static void kept(struct fold *f)
{
	struct incident *i = f->incident;
	uint32_t id = fold_id(f, "id", incident_next_evidence(i));
	struct str sha256 = fold_str(f, "sha256");
	int64_t size = json_int(f->body, "size", -1);
	struct evidence *x;

	if (!id || !evidence_is_hash(sha256) || size < 0)
		return;
	x = ARENA_NEW(f->board->scratch, struct evidence);
	*x = (struct evidence){.id = id,
		.seq = f->ev->seq,
		.sha256 = sha256,
		.name = fold_str(f, "name"),
		.note = fold_str(f, "note"),
		.by = f->entry->actor,
		.size = (uint64_t)size,
		.taken = f->ev->precision == PREC_UNKNOWN ? INSTANT_NONE : f->ev->occurred,
		.kept = f->ev->recorded,
		.precision = f->ev->precision,
		.same_as = find_same(i, sha256)};
	*VEC_PUSH(f->board->arena, &i->evidence.items) = *x;
	fold_say(f, "EV-%u %.*s kept, %.*s, sha256 %.*s%s%s%.*s", id, STR_ARG(x->name),
		STR_ARG(evidence_size(f->board->scratch, x->size)), 12, sha256.p,
		x->same_as ? arena_printf(f->board->scratch, ", same bytes as EV-%u", x->same_as)
			   : "",
		x->note.n ? ": " : "", STR_ARG(x->note));
}

static void handed(struct fold *f)
{
	uint32_t id = (uint32_t)json_int(f->body, "id", 0);
	struct evidence *x = (struct evidence *)(uintptr_t)incident_evidence(f->incident, id);
	struct custody *c;

	if (!x)
		return;
	c = VEC_PUSH(f->board->arena, &x->custody);
	c->seq = f->ev->seq;
	c->at = f->ev->occurred;
	c->person = fold_str(f, "person");
	c->note = fold_str(f, "note");
	c->by = f->entry->actor;
	c->copied = json_bool(f->body, "copy", false);
	fold_say(f, "EV-%u %s %.*s%s%.*s", id, c->copied ? "copied out for" : "handed to",
		STR_ARG(c->person), c->note.n ? ": " : "", STR_ARG(c->note));
}

void fold_evidence(struct fold *f)
{
	if (!f->incident)
		return;
	if (f->ev->kind == EV_EVIDENCE_KEPT)
		kept(f);
	else
		handed(f);
}
