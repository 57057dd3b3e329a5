/* grid.c: the cell grid: drawing with clipping and wide characters, and dumps for the golden
 * frames. */
#include "tui/grid_internal.h"

#include "base/utf8.h"

static const char role_letters[ROLE_COUNT] = {
	[ROLE_TEXT] = '.',
	[ROLE_SEV1] = '1',
	[ROLE_SEV2] = '2',
	[ROLE_SEV3] = '3',
	[ROLE_SEV4] = '4',
	[ROLE_OK] = 'o',
	[ROLE_WAIT] = 'w',
	[ROLE_ME] = 'm',
	[ROLE_CMD] = 'c',
	[ROLE_ERR] = 'e',
	[ROLE_MARK] = 'x',
	[ROLE_DIM] = 'd',
	[ROLE_PAST] = 'p',
	[ROLE_DRILL] = 'X',
	[ROLE_SEL] = 's',
	[ROLE_HEAD] = 'h',
};

static int clamp_side(int n)
{
	return n < 1 ? 1 : n > GRID_SIDE_MAX ? GRID_SIDE_MAX : n;
}

static void blank(struct cell *c, enum doc_role role)
{
	*c = (struct cell){.code = {' '}, .width = 1, .role = (uint8_t)role};
}

void grid_init(struct grid *g, struct arena *a, int columns, int rows)
{
	*g = (struct grid){
		.columns = clamp_side(columns),
		.rows = clamp_side(rows),
		.cursor_x = -1,
		.cursor_y = -1,
	};
	size_t n = (size_t)g->columns * (size_t)g->rows;
	g->cells = ARENA_ARRAY(a, n, struct cell);
	for (size_t i = 0; i < n; i++)
		blank(&g->cells[i], ROLE_TEXT);
}

struct cell *grid_at(const struct grid *g, int x, int y)
{
	if (x < 0 || y < 0 || x >= g->columns || y >= g->rows)
		return NULL;
	return &g->cells[(size_t)y * (size_t)g->columns + (size_t)x];
}

/* Overwriting half of a wide character leaves no other half behind. */
static void clear_halves(struct grid *g, int x, int y)
{
	struct cell *c = grid_at(g, x, y);
	if (c->width == 0 && x > 0)
		blank(grid_at(g, x - 1, y), ROLE_TEXT);
	if (c->width == 2 && x + 1 < g->columns)
		blank(grid_at(g, x + 1, y), ROLE_TEXT);
}

static void set_cell(struct grid *g, int x, int y, const struct cell *from)
{
	clear_halves(g, x, y);
	if (from->width == 2)
		clear_halves(g, x + 1, y);
	*grid_at(g, x, y) = *from;
	if (from->width == 2)
		*grid_at(g, x + 1, y) = (struct cell){
			.role = from->role, .flags = from->flags, .width = 0};
}

static void add_mark(struct cell *c, uint32_t code)
{
	for (int i = 1; i < CELL_CODES; i++) {
		if (c->code[i] == 0) {
			c->code[i] = code;
			return;
		}
	}
}

int grid_put(struct grid *g, int x, int y, int room, enum doc_role role, struct str clean)
{
	int used = 0;
	struct cell *last = NULL;
	bool marked = false;
	if (y < 0 || y >= g->rows || x < 0)
		return 0;
	room = room < g->columns - x ? room : g->columns - x;
	for (size_t i = 0; i < clean.n;) {
		uint32_t code = 0;
		int bytes = utf8_decode(str_cut(clean, i, clean.n), &code);
		i += bytes > 0 ? (size_t)bytes : 1;
		if (bytes > 0 && (code == UTF8_MARK_ON || code == UTF8_MARK_OFF)) {
			marked = code == UTF8_MARK_ON;
			continue;
		}
		int width = bytes > 0 && code >= ' ' ? utf8_width(code) : -1;
		if (width == 0 && last) {
			add_mark(last, code);
			continue;
		}
		struct cell c = {.code = {width > 0 ? code : '?'},
			.width = (uint8_t)(width > 0 ? width : 1),
			.role = (uint8_t)(marked ? ROLE_MARK : role)};
		if (used + c.width > room)
			break;
		set_cell(g, x + used, y, &c);
		last = grid_at(g, x + used, y);
		used += c.width;
	}
	return used;
}

int grid_put_z(struct grid *g, int x, int y, int room, enum doc_role role, const char *z)
{
	return grid_put(g, x, y, room, role, str_z(z));
}

int grid_put_clip(struct grid *g, int x, int y, int room, enum doc_role role, struct str clean)
{
	if ((int)utf8_cells(clean) <= room || room < 4)
		return grid_put(g, x, y, room, role, clean);
	int used = grid_put(g, x, y, room - 2, role, clean);
	return used + grid_put(g, x + used, y, 2, role, STR(".."));
}

void grid_fill(struct grid *g, int x, int y, int count, enum doc_role role, char ch)
{
	struct cell c = {.code = {(unsigned char)ch}, .width = 1, .role = (uint8_t)role};
	for (int i = 0; i < count; i++) {
		if (grid_at(g, x + i, y))
			set_cell(g, x + i, y, &c);
	}
}

void grid_flag(struct grid *g, int x, int y, int count, unsigned flags)
{
	for (int i = 0; i < count; i++) {
		struct cell *c = grid_at(g, x + i, y);
		if (c)
			c->flags |= (uint8_t)flags;
	}
}

void grid_copy(struct grid *g, int x, int y, const struct cell *cells, int count)
{
	for (int i = 0; i < count && grid_at(g, x + i, y); i++) {
		if (cells[i].width == 0)
			continue; /* drawn with its left half */
		struct cell c = cells[i];
		if (c.width == 2 && (i + 1 >= count || !grid_at(g, x + i + 1, y)))
			blank(&c, (enum doc_role)c.role);
		set_cell(g, x + i, y, &c);
	}
}

bool grid_row_equal(const struct grid *a, const struct grid *b, int y)
{
	if (a->columns != b->columns || y >= a->rows || y >= b->rows)
		return false;
	for (int x = 0; x < a->columns; x++) {
		const struct cell *p = grid_at(a, x, y), *q = grid_at(b, x, y);
		bool same = p->width == q->width && p->role == q->role && p->flags == q->flags;
		for (int i = 0; i < CELL_CODES; i++)
			same = same && p->code[i] == q->code[i];
		if (!same)
			return false;
	}
	return true;
}

static void trim_line(struct buf *b, size_t start)
{
	while (b->n > start && b->p[b->n - 1] == ' ')
		b->n--;
	buf_add_ch(b, '\n');
}

static size_t dump_max(const struct grid *g)
{
	return ((size_t)g->columns * 4 * CELL_CODES + 1) * (size_t)g->rows + 1;
}

struct str grid_text(struct arena *a, const struct grid *g)
{
	struct buf b;
	buf_init(&b, a, dump_max(g));
	for (int y = 0; y < g->rows; y++) {
		size_t start = b.n;
		for (int x = 0; x < g->columns; x++) {
			const struct cell *c = grid_at(g, x, y);
			for (int i = 0; i < CELL_CODES && c->width && c->code[i]; i++)
				utf8_encode(&b, c->code[i]);
		}
		trim_line(&b, start);
	}
	return buf_str(&b);
}

static char role_letter(const struct cell *c)
{
	char letter = c->role < ROLE_COUNT ? role_letters[c->role] : '?';
	if (c->flags & CELL_LINE)
		return '_';
	if (!(c->flags & CELL_FLIP))
		return letter;
	return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : '*';
}

struct str grid_roles(struct arena *a, const struct grid *g)
{
	struct buf b;
	buf_init(&b, a, dump_max(g));
	for (int y = 0; y < g->rows; y++) {
		size_t start = b.n;
		for (int x = 0; x < g->columns; x++) {
			const struct cell *c = grid_at(g, x, y);
			bool empty = c->code[0] == ' ' && !c->flags;
			buf_add_ch(&b, empty ? ' ' : role_letter(c));
		}
		trim_line(&b, start);
	}
	return buf_str(&b);
}

struct str grid_legend(struct arena *a)
{
	struct buf b;
	buf_init(&b, a, 4096);
	for (int r = 0; r < ROLE_COUNT; r++)
		buf_addf(&b, "%c %s\n", role_letters[r], doc_role_name((enum doc_role)r));
	buf_add_z(&b, "upper case or * reversed, _ underlined\n");
	return buf_str(&b);
}
