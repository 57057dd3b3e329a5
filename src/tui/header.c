/* header.c: how bad, how long, who, what is promised next: two rows that never scroll, at any width. */
#include "tui/header_internal.h"

#include "base/err.h"
#include "base/utf8.h"
#include "core/fence.h"
#include "tui/pane_internal.h"
#include "view/view_header.h"
#include "view/view_home.h"
#include "view/view_severity.h"

/* ---- Fields on a row ---- */

enum { ELASTIC_LEAST = 8, FIELD_GAP = 2 };

static int width_of(const struct field *f)
{
	return (int)utf8_cells(f->text);
}

static int needed(const struct field *f, size_t n, bool elastic_small)
{
	int sum = 0;
	for (size_t i = 0; i < n; i++) {
		int w = width_of(&f[i]);
		if (!w)
			continue;
		if (f[i].elastic && elastic_small && w > ELASTIC_LEAST)
			w = ELASTIC_LEAST;
		sum += w + (sum ? FIELD_GAP : 0);
	}
	return sum;
}

/* Drops the field with the lowest keep; false when only the sacred ones are left. */
static bool drop_one(struct field *f, size_t n)
{
	struct field *least = NULL;
	for (size_t i = 0; i < n; i++) {
		if (f[i].text.n && f[i].keep < 100 && (!least || f[i].keep < least->keep))
			least = &f[i];
	}
	if (least)
		least->text = (struct str){0};
	return least != NULL;
}

static void put_field(struct grid *g, int x, int y, int room, const struct field *f)
{
	int used = f->elastic ? grid_put_clip(g, x, y, room, f->role, f->text)
			      : grid_put(g, x, y, room, f->role, f->text);
	if (f->flip)
		grid_flag(g, x, y, used, CELL_FLIP);
}

void fields_draw(struct grid *g, struct rect at, struct field *f, size_t n)
{
	while (needed(f, n, true) > at.w && drop_one(f, n))
		;
	int right = 0, over = needed(f, n, false) - at.w;
	for (size_t i = 0; i < n; i++) {
		if (f[i].right && f[i].text.n)
			right += width_of(&f[i]) + FIELD_GAP;
	}
	int x = at.x, end = at.x + at.w;
	for (size_t i = 0; i < n; i++) {
		if (!f[i].text.n || f[i].right)
			continue;
		int w = width_of(&f[i]), room = end - x;
		if (f[i].elastic && over > 0)
			w = w - over > 1 ? w - over : 1;
		put_field(g, x, at.y, w < room ? w : room, &f[i]);
		x += w + FIELD_GAP;
	}
	x = end - right + FIELD_GAP;
	for (size_t i = 0; i < n; i++) {
		if (!f[i].text.n || !f[i].right)
			continue;
		if (x >= at.x)
			put_field(g, x, at.y, end - x, &f[i]);
		x += width_of(&f[i]) + FIELD_GAP;
	}
}

struct fields {
	struct field v[FIELDS_MAX];
	size_t n;
};

static struct field *add(struct fields *f, int keep, enum doc_role role, struct str text)
{
	if (f->n == FIELDS_MAX)
		BUG("more fields than a header line holds");
	struct field *x = &f->v[f->n++];
	*x = (struct field){.text = text, .role = role, .keep = keep};
	return x;
}

static struct str plain(struct arena *a, struct str raw, enum utf8_context ctx)
{
	return utf8_plain(a, raw, ctx);
}

/* ---- Pieces ---- */

static struct str severity_word(
	const struct screen_state *s, struct arena *a, const struct header_facts *f)
{
	return str_fmt(a, "SEV%d%s%s", f->level, f->open && f->level == 1 ? s->alert : "",
		f->provisional ? "?" : "");
}

static struct str clock_text(
	const struct screen_state *s, struct arena *a, instant at, bool seconds)
{
	int offset = zone_offset_min(s->zone, at);
	const char *utc = seconds ? time_hms(a, at, 0) : time_hm(a, at, 0);
	if (!offset || !seconds)
		return str_fmt(a, "%sZ", utc);
	return str_fmt(a, "%sZ %s %s", utc, time_hm(a, at, offset), zone_name(s->zone));
}

instant header_counted(const struct screen_state *s, struct arena *a)
{
	const struct incident *i = board_incident(s->board, s->incident);
	const duration step = 10 * US_PER_S;
	struct header_facts f = {.promised = false};
	if (!s->still)
		return s->now;
	if (i)
		view_header(a, s->policies, i, s->now, &f);
	if (!f.promised)
		return s->now - s->now % step;
	duration left = f.due - s->now;
	if (left < 0)
		return s->now - -left % step;
	return left <= step ? s->now : s->now + left % step;
}

/* Seconds that tick are motion as well. */
static struct str elapsed_text(
	const struct screen_state *s, struct arena *a, duration d, bool seconds)
{
	const char *text = time_elapsed(a, d);
	int cut = seconds && !s->still ? 0 : 3;
	return str_fmt(a, "T+%.*s", (int)strlen(text) - cut, text);
}

struct due_text {
	struct str text, bar;
	enum doc_role role;
	bool flip;
};

static struct due_text due_of(
	const struct screen_state *s, struct arena *a, const struct header_facts *f, enum tier tier)
{
	struct due_text d = {.role = ROLE_TEXT};
	const char *word = tier >= TIER_WIDE    ? "NEXT UPDATE in"
			   : tier >= TIER_SMALL ? "UPDATE"
						: "UPD";
	if (!f->open)
		return d;
	if (!f->promised) {
		d.text = tier >= TIER_SMALL ? STR("UPDATE none owed") : STR("UPD --");
		d.role = ROLE_DIM;
		return d;
	}
	duration left = f->due - s->counted;
	if (left < 0) {
		d.text = str_fmt(a, "%s LATE %s", tier >= TIER_SMALL ? "UPDATE" : "UPD",
			duration_clock(a, -left));
		d.role = ROLE_SEV1;
	} else {
		d.text = str_fmt(a, "%s %s", word, duration_clock(a, left));
		d.role = f->state_of_due == CADENCE_QUIET ? ROLE_TEXT : ROLE_SEV2;
	}
	d.flip = s->flash && !s->still && left < US_PER_MIN;
	if (s->still)
		return d; /* no bar that moves */
	int cells = tier >= TIER_HUGE ? 20 : tier >= TIER_WIDE ? 10 : 7;
	duration whole = f->due - f->due_from;
	int full = whole > 0 && left > 0 ? (int)((whole - left) * cells / whole) : cells;
	struct buf b;
	buf_init(&b, a, 64);
	buf_add_ch(&b, '[');
	buf_add_fill(&b, '#', (size_t)full);
	buf_add_fill(&b, '-', (size_t)(cells - full));
	buf_add_ch(&b, ']');
	d.bar = buf_str(&b);
	return d;
}

static struct str links_text(const struct screen_state *s, struct arena *a, enum doc_role *role)
{
	struct buf b;
	buf_init(&b, a, 512);
	*role = ROLE_DIM;
	for (size_t i = 0; i < s->link_count; i++) {
		const struct link_state *l = &s->links[i];
		bool down = strncmp(l->state, "DOWN", 4) == 0;
		if (down || strcmp(l->state, "slow") == 0 || strcmp(l->state, "silent") == 0)
			*role = ROLE_SEV2;
		buf_addf(&b, "%s%s %s", b.n ? "  " : "", l->name, l->state);
		if (down && l->since != INSTANT_NONE)
			buf_addf(&b, " %s", duration_clock(a, s->counted - l->since));
	}
	return buf_str(&b);
}

/* ---- The lines of an incident ---- */

static void line_a(const struct screen_state *s, struct arena *a, struct grid *g,
	const struct layout *l, const struct header_facts *f)
{
	struct fields x = {.n = 0};
	bool past = s->past != NULL, wide = l->tier >= TIER_WIDE;
	add(&x, 100, f->open ? f->level_role : ROLE_DIM, severity_word(s, a, f));
	add(&x, 100, ROLE_DRILL, f->watermark);
	/* In a drill nothing is active; that it is over must be seen all the same. */
	if (!f->watermark.n || !str_eq_z(f->state, "ACTIVE"))
		add(&x, 80, past ? ROLE_PAST : ROLE_HEAD, f->state);
	add(&x, 60, ROLE_TEXT, str_fmt(a, "INC-%u", f->number));
	add(&x, 40, ROLE_TEXT, plain(a, f->title, UTF8_LINE))->elastic = true;
	add(&x, 50, f->commander.n ? ROLE_TEXT : ROLE_WAIT,
		f->commander.n    ? str_fmt(a, "IC %.*s",
					    STR_ARG(plain(a, view_room_who(f->commander), UTF8_IDENT)))
		: f->headless_for ? str_fmt(a, "IC EMPTY %s", duration_short(a, f->headless_for))
				  : STR("IC EMPTY"))
		->right = true;
	add(&x, 100, ROLE_TEXT, elapsed_text(s, a, f->elapsed, l->tier >= TIER_SMALL))->right =
		true;
	add(&x, 30, ROLE_DIM, clock_text(s, a, s->now, wide && !s->still))->right = true;
	fields_draw(g, l->header_a, x.v, x.n);
}

/* Which, where there is room to say it; else how many. */
static struct str empty_text(struct arena *a, const struct header_facts *f, enum tier tier)
{
	const char *age = duration_short(a, f->empty_for);
	if (tier >= TIER_SMALL)
		return str_fmt(a, "%.*s EMPTY %s", STR_ARG(f->empty), age);
	return str_fmt(a, "%zu EMPTY %s", f->empty_count, age);
}

/* A start without approval is on everybody's screen until somebody has looked at it. */
static struct str review_text(
	const struct screen_state *s, struct arena *a, const struct header_facts *f)
{
	duration left = f->review_due - s->now;
	const char *many = f->reviews > 1 ? arena_printf(a, "%u ", f->reviews) : "";
	if (left <= 0)
		return str_fmt(a, "%sREVIEW LATE", many);
	return str_fmt(a, "%sREVIEW in %s", many, duration_short(a, left - left % US_PER_MIN));
}

static void line_b(const struct screen_state *s, struct arena *a, struct grid *g,
	const struct layout *l, const struct header_facts *f)
{
	struct fields x = {.n = 0};
	struct due_text due = due_of(s, a, f, l->tier);
	enum doc_role link_role;
	struct str links = links_text(s, a, &link_role);
	add(&x, 100, due.role, due.text)->flip = due.flip;
	if (l->tier >= TIER_SMALL)
		add(&x, 20, ROLE_DIM, due.bar);
	if (f->promised && l->tier >= TIER_SMALL)
		add(&x, 30, ROLE_DIM, str_fmt(a, "to %.*s", STR_ARG(f->audience)));
	if (f->sends_failed)
		add(&x, 85, ROLE_SEV1,
			str_fmt(a, "%zu send%s FAILED", f->sends_failed,
				f->sends_failed == 1 ? "" : "s"));
	if (f->computed)
		add(&x, 70, ROLE_SEV2, str_fmt(a, "rules say SEV%d", f->computed));
	if (f->provisional)
		add(&x, 50, ROLE_WAIT, str_fmt(a, "assumed %.*s", STR_ARG(f->assumed)))->elastic =
			true;
	if (f->reviews)
		add(&x, 65, s->now >= f->review_due ? ROLE_SEV1 : ROLE_WAIT, review_text(s, a, f))
			->right = true;
	if (f->empty.n)
		add(&x, 60, ROLE_WAIT, empty_text(a, f, l->tier))->right = true;
	if (links.n)
		add(&x, link_role == ROLE_DIM ? 10 : 75, link_role, links)->right = true;
	fields_draw(g, l->header_b, x.v, x.n);
}

/* Scrubbed back: the past first, the live severity and promise at the right. */
static void past_lines(const struct screen_state *s, struct arena *a, struct grid *g,
	const struct layout *l, const struct header_facts *then, const struct header_facts *live)
{
	struct fields x = {.n = 0}, y = {.n = 0};
	struct due_text due = due_of(s, a, live, TIER_SMALL);
	int offset = zone_offset_min(s->zone, s->past_at);
	add(&x, 90, ROLE_DRILL, live->watermark);
	add(&x, 100, ROLE_PAST, str_fmt(a, "PAST %s", time_hms(a, s->past_at, offset)));
	add(&x, 30, ROLE_DIM,
		str_fmt(a, "as known then, %s ago", duration_short(a, s->counted - s->past_at)));
	add(&x, 40, ROLE_HEAD, STR("LIVE"))->right = true;
	add(&x, 100, live->level_role, severity_word(s, a, live))->right = true;
	add(&x, 60, ROLE_TEXT, elapsed_text(s, a, live->elapsed, true))->right = true;
	fields_draw(g, l->header_a, x.v, x.n);
	if (then) {
		add(&y, 90, then->level_role, severity_word(s, a, then));
		add(&y, 60, ROLE_TEXT, str_fmt(a, "INC-%u", then->number));
		add(&y, 40, ROLE_TEXT, plain(a, then->title, UTF8_LINE))->elastic = true;
	} else {
		add(&y, 60, ROLE_DIM, STR("not yet recorded then"))->elastic = true;
	}
	add(&y, 100, due.role, due.text)->right = true;
	y.v[y.n - 1].flip = due.flip;
	fields_draw(g, l->header_b, y.v, y.n);
}

/* One row for everything: SEV1 UPD 04:18. */
static void single_line(const struct screen_state *s, struct arena *a, struct grid *g,
	const struct layout *l, const struct header_facts *f)
{
	struct fields x = {.n = 0};
	struct due_text due = due_of(s, a, f, TIER_TINY);
	/* Where the word has no room its look stays. */
	add(&x, 100, f->watermark.n ? ROLE_DRILL : f->level_role, severity_word(s, a, f));
	add(&x, 90, ROLE_DRILL, f->watermark);
	add(&x, 100, due.role, due.text)->flip = due.flip;
	add(&x, 50, ROLE_TEXT, elapsed_text(s, a, f->elapsed, true));
	add(&x, 30, ROLE_TEXT, plain(a, f->title, UTF8_LINE))->elastic = true;
	fields_draw(g, l->header_a, x.v, x.n);
}

static void home_lines(
	const struct screen_state *s, struct arena *a, struct grid *g, const struct layout *l)
{
	struct fields x = {.n = 0};
	size_t open = board_open_count(s->board);
	size_t needs = view_home_needing(a, s->policies, s->board, s->me, s->now);
	enum doc_role link_role;
	struct str links = links_text(s, a, &link_role);
	add(&x, 100, ROLE_HEAD, STR("warroom"));
	add(&x, 90, ROLE_TEXT, str_fmt(a, "%zu open", open));
	if (needs)
		add(&x, 80, ROLE_WAIT, str_fmt(a, "%zu need%s you", needs, needs == 1 ? "s" : ""));
	add(&x, 20, ROLE_DIM, plain(a, s->me, UTF8_IDENT))->right = true;
	if (links.n)
		add(&x, 40, link_role, links)->right = true;
	add(&x, 50, ROLE_DIM, clock_text(s, a, s->now, !s->still))->right = true;
	fields_draw(g, l->header_a, x.v, x.n);
}

void header_draw(
	const struct screen_state *s, struct arena *a, struct grid *g, const struct layout *l)
{
	const struct incident *live = board_incident(s->board, s->incident);
	struct header_facts f, then;
	if (!live || !s->incident) {
		home_lines(s, a, g, l);
		return;
	}
	view_header(a, s->policies, live, s->now, &f);
	if (!l->header_b.h) {
		single_line(s, a, g, l, &f);
		return;
	}
	if (!s->past) {
		line_a(s, a, g, l, &f);
		line_b(s, a, g, l, &f);
		return;
	}
	const struct incident *was = board_incident(s->past, s->incident);
	if (was)
		view_header(a, s->policies, was, s->past_at, &then);
	past_lines(s, a, g, l, was ? &then : NULL, &f);
}

/* What a drill or a sensitive incident must say on every screen, where the row of tabs leaves room. */
static void banner(const struct screen_state *s, struct grid *g, int x, const struct layout *l)
{
	const struct incident *i = board_incident(s->board, s->incident);
	struct str words = i ? incident_watermark(i) : (struct str){0};
	int w = (int)utf8_cells(words);
	if (words.n && x + w + 1 < l->tabs.w)
		grid_put(g, l->tabs.w - w - 1, l->tabs.y, w, ROLE_DRILL, words);
}

void tabs_draw(
	const struct screen_state *s, struct arena *a, struct grid *g, const struct layout *l)
{
	int x = 0, y = l->tabs.y;
	bool wide = l->tier >= TIER_WIDE;
	if (!l->tabs.h)
		return;
	for (size_t i = 0; i < panes_count() && s->incident; i++) {
		const struct pane_type *p = panes_at(i);
		if (p->digit == 0)
			continue;
		bool here = p == s->pane;
		struct str badge = p->badge ? p->badge(s, a) : (struct str){0};
		x += grid_put(g, x, y, l->tabs.w - x, here ? ROLE_HEAD : ROLE_TEXT,
			str_fmt(a, "%s%c %s%.*s%s", here ? "[" : " ", p->digit, p->title,
				STR_ARG(badge), here ? "]" : " "));
		x += wide ? 1 : 0;
	}
	grid_fill(g, x, y, l->tabs.w - x, ROLE_DIM, '-');
	banner(s, g, x, l);
}

struct str header_title(const struct screen_state *s, struct arena *a)
{
	const struct incident *i = board_incident(s->board, s->incident);
	if (!i)
		return STR("warroom");
	return utf8_plain(a,
		str_fmt(a, "SEV%d INC-%u %.*s", i->level, i->number, STR_ARG(i->title)), UTF8_OSC);
}
