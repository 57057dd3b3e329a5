/* theme.c: reads theme files and answers how a role looks at a colour depth. */
#include "tui/theme_internal.h"

static const struct look normal = {LOOK_DEFAULT, LOOK_DEFAULT, false, false, false};

/* One built-in row: colour for dark and light at 256, colour at 16, attributes at colour and
 * without. */
enum attr { BOLD = 1, UNDER = 2, REVERSE = 4 };
struct builtin {
	enum doc_role role;
	int dark, light, few;
	unsigned many_attr, few_attr, mono_attr;
};

/* The values were searched for distance under four kinds of colour vision; see docs of the themes.
 */
static const struct builtin builtins[] = {
	{ROLE_SEV1, 167, 52, 1, BOLD | REVERSE, BOLD | REVERSE, BOLD | REVERSE},
	{ROLE_SEV2, 136, 58, 3, BOLD, BOLD, BOLD | UNDER},
	{ROLE_SEV3, 38, 26, 6, 0, 0, UNDER},
	{ROLE_SEV4, LOOK_DEFAULT, LOOK_DEFAULT, LOOK_DEFAULT, 0, 0, 0},
	{ROLE_OK, 48, 23, 2, 0, 0, 0},
	{ROLE_WAIT, 135, 53, 5, BOLD, BOLD, BOLD},
	{ROLE_ME, LOOK_DEFAULT, LOOK_DEFAULT, LOOK_DEFAULT, BOLD, BOLD, BOLD},
	{ROLE_CMD, 38, 26, 6, 0, 0, UNDER},
	{ROLE_ERR, 167, 52, 1, UNDER, UNDER, REVERSE},
	{ROLE_MARK, LOOK_DEFAULT, LOOK_DEFAULT, LOOK_DEFAULT, REVERSE, REVERSE, REVERSE},
	{ROLE_DIM, 246, 242, LOOK_DEFAULT, 0, 0, 0},
	{ROLE_PAST, LOOK_DEFAULT, LOOK_DEFAULT, LOOK_DEFAULT, REVERSE, REVERSE, REVERSE},
	{ROLE_DRILL, 38, 26, 6, BOLD | REVERSE, BOLD | REVERSE, BOLD | REVERSE},
	{ROLE_SEL, LOOK_DEFAULT, LOOK_DEFAULT, LOOK_DEFAULT, REVERSE, REVERSE, REVERSE},
	{ROLE_HEAD, LOOK_DEFAULT, LOOK_DEFAULT, LOOK_DEFAULT, BOLD, BOLD, BOLD},
};

static struct look look_of(int fg, unsigned attr)
{
	return (struct look){
		fg, LOOK_DEFAULT, (attr & BOLD) != 0, (attr & UNDER) != 0, (attr & REVERSE) != 0};
}

bool theme_builtin(struct str name, struct theme *ret)
{
	bool light = str_eq_z(name, "light"), mono = str_eq_z(name, "mono"),
	     none = str_eq_z(name, "none");
	if (!light && !mono && !none && !str_eq_z(name, "dark"))
		return false;
	*ret = (struct theme){.alert = "!"};
	for (int r = 0; r < ROLE_COUNT; r++)
		ret->many[r] = ret->few[r] = ret->mono[r] = normal;
	for (size_t i = 0; !none && i < sizeof builtins / sizeof *builtins; i++) {
		const struct builtin *b = &builtins[i];
		ret->mono[b->role] = look_of(LOOK_DEFAULT, b->mono_attr);
		ret->many[b->role] = mono ? ret->mono[b->role]
					  : look_of(light ? b->light : b->dark, b->many_attr);
		ret->few[b->role] = mono ? ret->mono[b->role] : look_of(b->few, b->few_attr);
	}
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool colour_parse(struct str word, int *ret)
{
	static const char *const names[] = {
		"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};
	uint64_t n = 0;
	if (str_eq_z(word, "default")) {
		*ret = LOOK_DEFAULT;
		return true;
	}
	if (word.n == 7 && word.p[0] == '#') {
		int rgb = 0;
		for (size_t i = 1; i < 7; i++) {
			int d = hex_digit(word.p[i]);
			if (d < 0)
				return false;
			rgb = rgb * 16 + d;
		}
		*ret = LOOK_RGB | rgb;
		return true;
	}
	bool bright = str_starts(word, STR("bright-"));
	struct str base = bright ? str_cut(word, 7, word.n) : word;
	for (int i = 0; i < 8; i++) {
		if (str_eq_z(base, names[i])) {
			*ret = i + (bright ? 8 : 0);
			return true;
		}
	}
	if (!str_to_u64(word, 255, &n))
		return false;
	*ret = (int)n;
	return true;
}

struct reader {
	struct arena *arena;
	const char *file;
	unsigned line;
	struct theme *theme;
	struct theme_problems *problems;
	theme_find_fn *others;
	void *self;
	bool many, few, mono; /* which depths the present section sets */
	unsigned depth;       /* of `base` files inside one another */
};

static void problem(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void problem(struct reader *r, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	const char *what = arena_vprintf(r->arena, fmt, ap);
	va_end(ap);
	*VEC_PUSH(r->arena, &r->problems->v) = str_fmt(
		r->arena, "%s:%u: %s", r->file, r->line, what);
}

static bool next_word(struct str *rest, struct str *ret)
{
	*rest = str_trim(*rest);
	if (!rest->n)
		return false;
	ptrdiff_t end = str_find_ch(*rest, ' ');
	*ret = str_cut(*rest, 0, end < 0 ? rest->n : (size_t)end);
	*rest = str_cut(*rest, ret->n, rest->n);
	return true;
}

static bool look_parse(struct reader *r, struct str value, struct look *ret)
{
	struct look l = normal;
	struct str word;
	bool fg_set = false, want_bg = false;
	while (next_word(&value, &word)) {
		int colour = 0;
		if (want_bg || !fg_set) {
			if (colour_parse(word, &colour)) {
				*(want_bg ? &l.bg : &l.fg) = colour;
				fg_set = true;
				want_bg = false;
				continue;
			}
		}
		if (want_bg) {
			problem(r, "\"%.*s\" is no colour", STR_ARG(word));
			return false;
		}
		if (str_eq_z(word, "on")) {
			want_bg = true;
		} else if (str_eq_z(word, "bold")) {
			l.bold = true;
		} else if (str_eq_z(word, "underline")) {
			l.underline = true;
		} else if (str_eq_z(word, "reverse")) {
			l.reverse = true;
		} else if (str_eq_z(word, "none")) {
			l.bold = l.underline = l.reverse = false;
		} else {
			problem(r,
				"\"%.*s\" is no colour (default, black .. white, bright-red, 0 .. "
				"255, #RRGGBB) "
				"and no attribute (bold underline reverse none)",
				STR_ARG(word));
			return false;
		}
	}
	*ret = l;
	return true;
}

static void no_role(struct reader *r, struct str name)
{
	struct buf b;
	buf_init(&b, r->arena, 1024);
	for (int i = 0; i < ROLE_COUNT; i++)
		buf_addf(&b, "%s%s", i ? " " : "", doc_role_name((enum doc_role)i));
	problem(r, "\"%.*s\" is no role (roles: %s)", STR_ARG(name), buf_z(&b));
}

static void read_text(struct reader *r, struct str text);

static void read_base(struct reader *r, struct str name)
{
	struct str text;
	if (theme_builtin(name, r->theme))
		return;
	if (r->depth >= 4 || !r->others || !r->others(r->self, name, &text)) {
		problem(r, "no theme named \"%.*s\"", STR_ARG(name));
		return;
	}
	struct reader inner = *r;
	inner.file = str_to_z(r->arena, name);
	inner.depth++;
	read_text(&inner, text);
}

static void read_sign(struct reader *r, struct str value)
{
	if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
		value = str_cut(value, 1, value.n - 1);
	bool ascii = value.n >= 1 && value.n <= 3;
	for (size_t i = 0; i < value.n; i++)
		ascii = ascii && value.p[i] > ' ' && value.p[i] < 0x7F;
	if (!ascii) {
		problem(r, "a sign is one to three ASCII characters");
		return;
	}
	memset(r->theme->alert, 0, sizeof r->theme->alert);
	memcpy(r->theme->alert, value.p, value.n);
}

static void read_setting(struct reader *r, struct str name, struct str value)
{
	enum doc_role role;
	struct look look;
	if (str_eq_z(name, "base")) {
		read_base(r, value);
	} else if (str_eq_z(name, "sign.alert")) {
		read_sign(r, value);
	} else if (!doc_role_find(name, &role)) {
		no_role(r, name);
	} else if (look_parse(r, value, &look)) {
		if (r->many)
			r->theme->many[role] = look;
		if (r->few)
			r->theme->few[role] = look;
		if (r->mono)
			r->theme->mono[role] = (struct look){LOOK_DEFAULT, LOOK_DEFAULT, look.bold,
				look.underline, look.reverse};
	}
}

static void read_section(struct reader *r, struct str line)
{
	r->many = str_eq_z(line, "[256]");
	r->few = str_eq_z(line, "[16]");
	r->mono = str_eq_z(line, "[mono]");
	if (!r->many && !r->few && !r->mono)
		problem(r, "%.*s is no section (sections: [256] [16] [mono])", STR_ARG(line));
}

/* A "#" starts a comment at the start of a line or after a blank, unless a colour follows it. */
static struct str cut_comment(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		bool starts = i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t';
		if (line.p[i] == '#' && starts &&
			!(i + 1 < line.n && hex_digit(line.p[i + 1]) >= 0))
			return str_cut(line, 0, i);
	}
	return line;
}

static void read_text(struct reader *r, struct str text)
{
	struct str line;
	r->line = 0;
	r->many = r->few = r->mono = true;
	while (str_split(&text, '\n', &line)) {
		r->line++;
		line = str_trim(cut_comment(line));
		if (!line.n)
			continue;
		ptrdiff_t eq = str_find_ch(line, '=');
		if (line.p[0] == '[')
			read_section(r, line);
		else if (eq < 0)
			problem(r, "expected name = value");
		else
			read_setting(r, str_trim(str_cut(line, 0, (size_t)eq)),
				str_trim(str_cut(line, (size_t)eq + 1, line.n)));
	}
}

void theme_parse(struct arena *a, const char *file, struct str text, theme_find_fn *others,
	void *self, struct theme *ret, struct theme_problems *problems)
{
	struct reader r = {.arena = a,
		.file = file,
		.theme = ret,
		.problems = problems,
		.others = others,
		.self = self};
	*problems = (struct theme_problems){0};
	theme_builtin(STR("dark"), ret);
	read_text(&r, text);
}

static const uint32_t first_sixteen[16] = {0x000000, 0x800000, 0x008000, 0x808000, 0x000080,
	0x800080, 0x008080, 0xc0c0c0, 0x808080, 0xff0000, 0x00ff00, 0xffff00, 0x0000ff, 0xff00ff,
	0x00ffff, 0xffffff};

uint32_t theme_rgb(int index)
{
	static const uint32_t steps[6] = {0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff};
	if (index < 16)
		return first_sixteen[index < 0 ? 7 : index];
	if (index >= 232) {
		uint32_t grey = 8 + 10 * (uint32_t)(index - 232);
		return grey << 16 | grey << 8 | grey;
	}
	index -= 16;
	return steps[index / 36] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6];
}

static long distance(uint32_t a, uint32_t b)
{
	long sum = 0;
	for (int shift = 0; shift <= 16; shift += 8) {
		long d = (long)(a >> shift & 255) - (long)(b >> shift & 255);
		sum += d * d;
	}
	return sum;
}

int theme_nearest(uint32_t rgb, int colours)
{
	int best = 0, from = colours > 16 ? 16 : 0, to = colours > 16 ? 256 : colours > 8 ? 16 : 8;
	long least = -1;
	for (int i = from; i < to; i++) {
		long d = distance(rgb, theme_rgb(i));
		if (least < 0 || d < least) {
			least = d;
			best = i;
		}
	}
	return best;
}

static int round_colour(int colour, int colours)
{
	if (colour == LOOK_DEFAULT || colours > 256)
		return colour;
	if (colour & LOOK_RGB)
		return theme_nearest((uint32_t)colour & 0xffffff, colours);
	if (colour >= colours && colours >= 8)
		return colour < 16 ? colour - 8 : theme_nearest(theme_rgb(colour), colours);
	return colour;
}

struct look theme_look(const struct theme *t, enum doc_role role, int colours)
{
	if (role >= ROLE_COUNT)
		return normal;
	if (colours < 8)
		return t->mono[role];
	struct look l = colours >= 256 ? t->many[role] : t->few[role];
	l.fg = round_colour(l.fg, colours);
	l.bg = round_colour(l.bg, colours);
	return l;
}
