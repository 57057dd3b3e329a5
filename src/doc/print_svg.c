/* print_svg.c: draws the figure of a document as inline SVG: lanes over a time axis, with words for
 * every mark. */
#include "doc/print_svg.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "doc/doc_internal.h"
#include "doc/escape_html.h"
#include "doc/page_style.h"
#include "doc/print.h"

/* All in the units of the view box. LETTER is a generous width of one cell in the figure's font
 * size. */
enum {
	WIDTH = 960,
	LABELS = 130,
	RIGHT = 20,
	AXIS = 34,
	ROW = 22,
	LANE_GAP = 8,
	LETTER = 7,
	MARK = 6,
	TICKS_MAX = 10,
	LANES_MAX = 24,
	ROWS_MAX = 12,
	NAME_CELLS = 17,
	LABEL_CELLS = 52
};

struct lane {
	struct str name;
	size_t rows;
	int ends[ROWS_MAX]; /* where the last drawing of each row ends */
	int top;
};

struct mark {
	const struct doc_figure_point *p;
	size_t lane, row;
	int x, x_end; /* equal for a point */
	struct str label;
	enum words { WORDS_NONE, WORDS_INSIDE, WORDS_RIGHT, WORDS_LEFT } words;
};

struct picture {
	struct arena *a;
	struct buf *b;
	const struct doc_figure *f;
	instant from, to;
	VEC(struct lane) lanes;
	VEC(struct mark) marks;
	int height;
};

static int x_of(const struct picture *pic, instant at)
{
	int room = WIDTH - LABELS - RIGHT;

	if (at <= pic->from)
		return LABELS;
	if (at >= pic->to)
		return LABELS + room;
	long double part = (long double)(at - pic->from) / (long double)(pic->to - pic->from);
	return LABELS + (int)(part * room + 0.5L);
}

/* Lanes past the maximum share the last one: nothing is left out. */
static size_t lane_of(struct picture *pic, struct str name)
{
	for (size_t i = 0; i < pic->lanes.n; i++) {
		if (str_eq(pic->lanes.v[i].name, name))
			return i;
	}
	if (pic->lanes.n == LANES_MAX)
		return LANES_MAX - 1;
	struct lane *lane = VEC_PUSH(pic->a, &pic->lanes);
	lane->name = name;
	return pic->lanes.n - 1;
}

static const struct mark *by_start(const struct mark *a, const struct mark *b)
{
	return a->x <= b->x ? a : b;
}

/* Merge sort, stable: the order of the document decides between equals. */
static void sort_marks(struct mark *v, struct mark *spare, size_t n)
{
	if (n < 2)
		return;

	size_t half = n / 2, i = 0, k = half, at = 0;
	sort_marks(v, spare, half);
	sort_marks(v + half, spare, n - half);
	while (i < half && k < n) {
		const struct mark *first = by_start(&v[i], &v[k]);
		spare[at++] = *first;
		if (first == &v[i])
			i++;
		else
			k++;
	}
	while (i < half)
		spare[at++] = v[i++];
	while (k < n)
		spare[at++] = v[k++];
	memcpy(v, spare, n * sizeof *v);
}

static struct str clipped(struct arena *a, struct str raw, size_t cells)
{
	struct str plain = plain_line(a, raw);
	struct str shown = utf8_clip(plain, cells, NULL);

	return shown.n == plain.n ? plain : str_fmt(a, "%.*s\xe2\x80\xa6", STR_ARG(shown));
}

static int text_width(struct str label)
{
	return LETTER * (int)utf8_cells(label) + MARK;
}

/* Words stand inside a bar that is long enough, else behind the mark, else before it; at worst a
 * bar's words are cut. */
static void choose_words(struct picture *pic, struct mark *m)
{
	int bar = m->x_end - m->x, text = text_width(m->label);

	m->words = WORDS_NONE;
	if (m->label.n == 0 || m->p->quiet)
		return;
	if (bar >= text) {
		m->words = WORDS_INSIDE;
	} else if (m->x_end + 2 * MARK + text <= WIDTH) {
		m->words = WORDS_RIGHT;
	} else if (m->x - 2 * MARK - text >= LABELS) {
		m->words = WORDS_LEFT;
	} else if (bar > 4 * LETTER) {
		m->label = clipped(pic->a, m->label, (size_t)(bar / LETTER - 2));
		m->words = WORDS_INSIDE;
	}
}

/* Bars may touch: one severity ends where the next begins. */
static void extent(const struct mark *m, int *start, int *end)
{
	bool bar = m->x_end > m->x;

	*start = bar ? m->x : m->x - MARK;
	*end = bar ? m->x_end : m->x + MARK;
	if (m->words == WORDS_RIGHT)
		*end += text_width(m->label) + MARK;
	if (m->words == WORDS_LEFT)
		*start -= text_width(m->label) + 3;
}

/* First row of the lane that is free at this place; when all are taken the mark goes without words
 * into the last one. */
static void place(struct picture *pic, struct mark *m)
{
	struct lane *lane = &pic->lanes.v[m->lane];
	int start, end;

	choose_words(pic, m);
	extent(m, &start, &end);
	for (size_t r = 0; r < ROWS_MAX; r++) {
		if (r < lane->rows && lane->ends[r] > start)
			continue;
		m->row = r;
		lane->ends[r] = end;
		lane->rows = r + 1 > lane->rows ? r + 1 : lane->rows;
		return;
	}
	m->row = ROWS_MAX - 1;
	m->words = WORDS_NONE;
}

static void collect(struct picture *pic)
{
	for (size_t i = 0; i < pic->f->n; i++) {
		const struct doc_figure_point *p = &pic->f->points[i];
		if (p->at == INSTANT_NONE || p->at > pic->to ||
			(p->to == INSTANT_NONE ? p->at : p->to) < pic->from)
			continue;
		size_t lane = lane_of(pic, p->lane);
		struct mark *m = VEC_PUSH(pic->a, &pic->marks);
		m->p = p;
		m->lane = lane;
		m->x = x_of(pic, p->at);
		m->x_end = p->to == INSTANT_NONE ? m->x : x_of(pic, p->to);
		if (p->to != INSTANT_NONE && m->x_end < m->x + 3)
			m->x_end = m->x + 3;
		m->label = clipped(pic->a, p->label, LABEL_CELLS);
	}
}

static void arrange(struct picture *pic)
{
	int top = AXIS;

	collect(pic);
	sort_marks(pic->marks.v, ARENA_ARRAY(pic->a, pic->marks.n + 1, struct mark), pic->marks.n);
	for (size_t i = 0; i < pic->marks.n; i++)
		place(pic, &pic->marks.v[i]);
	for (size_t i = 0; i < pic->lanes.n; i++) {
		pic->lanes.v[i].top = top;
		top += (int)pic->lanes.v[i].rows * ROW + LANE_GAP;
	}
	pic->height = top + LANE_GAP;
}

static duration tick_step(duration span)
{
	static const int minutes[] = {
		1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200};

	for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
		if (span / (minutes[i] * US_PER_MIN) <= TICKS_MAX)
			return minutes[i] * US_PER_MIN;
	}
	duration year = 365 * US_PER_DAY;
	return (span / year / TICKS_MAX + 1) * year;
}

/* The day is said on the first tick and wherever it changes. */
static const char *tick_text(struct arena *a, instant at, int *day)
{
	struct civil c = time_civil(at, 0);

	if (c.day == *day)
		return time_hm(a, at, 0);
	*day = c.day;
	if (c.hour == 0 && c.minute == 0)
		return arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
	return arena_printf(a, "%02d-%02d %02d:%02d", c.month, c.day, c.hour, c.minute);
}

static void draw_axis(const struct picture *pic)
{
	duration step = tick_step(pic->to - pic->from);
	instant at = pic->from - ((pic->from % step) + step) % step;
	int day = 0;

	buf_addf(pic->b, "<text class=\"f-axis\" x=\"4\" y=\"14\">%s</text>\n",
		pic->f->elapsed ? "time" : "UTC");
	for (int i = 0; i <= TICKS_MAX + 1 && at <= pic->to; i++, at += step) {
		if (at < pic->from)
			continue;
		int x = x_of(pic, at);
		buf_addf(pic->b,
			"<line class=\"f-tick\" x1=\"%d\" y1=\"20\" x2=\"%d\" y2=\"%d\"/>\n", x, x,
			pic->height);
		buf_addf(pic->b,
			"<text class=\"f-axis\" x=\"%d\" y=\"14\" "
			"text-anchor=\"middle\">%s</text>\n",
			x > WIDTH - 36 ? WIDTH - 36 : x,
			pic->f->elapsed ? duration_short(pic->a, at) : tick_text(pic->a, at, &day));
	}
}

static void draw_lane(const struct picture *pic, const struct lane *lane)
{
	struct str name = clipped(pic->a, lane->name, NAME_CELLS);

	buf_addf(pic->b, "<line class=\"f-tick\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n",
		lane->top - LANE_GAP / 2, WIDTH, lane->top - LANE_GAP / 2);
	buf_addf(pic->b, "<text class=\"f-lane\" x=\"4\" y=\"%d\">", lane->top + 15);
	html_escape(pic->b, name);
	buf_add_z(pic->b, "</text>\n");
}

/* Points differ by shape as well as by colour: a diamond asks, a cross went wrong, a ring is dim, a
 * disc is the rest. */
static void draw_point(const struct picture *pic, const struct mark *m, int y)
{
	const char *role = doc_role_name(m->p->role);
	int x = m->x, s = MARK - 1;

	if (m->p->role == ROLE_SEV1 || m->p->role == ROLE_ERR) {
		buf_addf(pic->b, "<path class=\"f-cross f-%s\" d=\"M%d %dL%d %dM%d %dL%d %d\"/>",
			role, x - s, y - s, x + s, y + s, x - s, y + s, x + s, y - s);
	} else if (m->p->role == ROLE_SEV2 || m->p->role == ROLE_WAIT) {
		buf_addf(pic->b, "<path class=\"f-%s\" d=\"M%d %dL%d %dL%d %dL%d %dZ\"/>", role, x,
			y - MARK, x + MARK, y, x, y + MARK, x - MARK, y);
	} else {
		buf_addf(pic->b, "<circle class=\"%sf-%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
			m->p->role == ROLE_DIM ? "f-ring " : "", role, x, y, s);
	}
}

static void draw_words(const struct picture *pic, const struct mark *m, int y)
{
	bool bar = m->x_end > m->x, inside = m->words == WORDS_INSIDE;
	int x = inside ? m->x + MARK / 2 + 1 : (bar ? m->x_end : m->x + MARK) + 3;

	if (m->words == WORDS_LEFT)
		x = (bar ? m->x : m->x - MARK) - 3;
	buf_addf(pic->b, "<text class=\"%s\" x=\"%d\" y=\"%d\"%s>", inside ? "f-in" : "f-out", x,
		y + 4, m->words == WORDS_LEFT ? " text-anchor=\"end\"" : "");
	html_escape(pic->b, m->label);
	buf_add_z(pic->b, "</text>");
}

static void draw_mark(const struct picture *pic, const struct mark *m)
{
	const struct lane *lane = &pic->lanes.v[m->lane];
	int y = lane->top + (int)m->row * ROW + ROW / 2;

	buf_add_z(pic->b, "<g><title>");
	html_plain(pic->a, pic->b, lane->name);
	buf_addf(pic->b, " %s", figure_when(pic->a, pic->f, m->p->at));
	if (m->p->to != INSTANT_NONE)
		buf_addf(pic->b, " to %s", figure_when(pic->a, pic->f, m->p->to));
	buf_add_z(pic->b, ": ");
	html_plain(pic->a, pic->b, m->p->label);
	buf_add_z(pic->b, "</title>");
	if (m->x_end > m->x)
		buf_addf(pic->b,
			"<rect class=\"f-bar f-%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
			"rx=\"2\"/>",
			doc_role_name(m->p->role), m->x, y - 8, m->x_end - m->x, 16);
	else
		draw_point(pic, m, y);
	if (m->words != WORDS_NONE)
		draw_words(pic, m, y);
	buf_add_z(pic->b, "</g>\n");
}

static bool draw(struct arena *a, struct buf *b, const struct doc_figure *f, unsigned number,
	const char *style)
{
	struct picture pic = {.a = a, .b = b, .f = f};

	if (!figure_span(f, &pic.from, &pic.to))
		return false;
	arrange(&pic);
	buf_addf(b,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-labelledby=\"fig%u-title fig%u-desc\">\n<title id=\"fig%u-title\">",
		WIDTH, pic.height, number, number, number);
	html_plain(a, b, f->title);
	buf_addf(b, "</title>\n<desc id=\"fig%u-desc\">", number);
	html_plain(a, b, f->summary);
	buf_add_z(b, "</desc>\n");
	if (style)
		buf_addf(b, "<style>%s</style>\n", style);
	draw_axis(&pic);
	for (size_t i = 0; i < pic.lanes.n; i++)
		draw_lane(&pic, &pic.lanes.v[i]);
	for (size_t i = 0; i < pic.marks.n; i++)
		draw_mark(&pic, &pic.marks.v[i]);
	buf_add_z(b, "</svg>\n");
	return true;
}

bool print_svg(struct arena *a, struct buf *b, const struct doc_figure *f, unsigned number)
{
	return draw(a, b, f, number, NULL);
}

enum rc print_figure(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err)
{
	struct buf b;

	(void)o;
	buf_init(&b, a, PRINT_MAX);
	for (size_t n = 0; n < d->n; n++)
		if (d->v[n].type == DOC_FIGURE && draw(a, &b, d->v[n].figure, 1, FIGURE_STYLE))
			return output_finish(&b, ret, err);
	return err_set(err, RC_STATE, "there is nothing to draw yet");
}
