/* formula_input.c: takes apart what a formula is given: names, lists, numbers, times of day, stretches of time. */
#include "core/formula_internal.h"

void inputs_wrong(struct inputs *in, const char *fmt, ...)
{
	va_list ap;

	if (in->err.rc != RC_OK)
		return;
	va_start(ap, fmt);
	err_set(&in->err, RC_USAGE, "%s", arena_vprintf(in->arena, fmt, ap));
	va_end(ap);
}

static int depth_after(int depth, char c)
{
	return c == '(' || c == '['              ? depth + 1
	       : (c == ')' || c == ']') && depth ? depth - 1
						 : depth;
}

/* The next item: up to a comma or semicolon outside brackets. */
static bool next_item(struct str *rest, struct str *ret)
{
	int depth = 0;
	size_t n = 0;

	if (!rest->p)
		return false;
	for (; n < rest->n; n++) {
		depth = depth_after(depth, rest->p[n]);
		if (!depth && (rest->p[n] == ',' || rest->p[n] == ';'))
			break;
	}
	*ret = str_trim(str_cut(*rest, 0, n));
	*rest = n < rest->n ? str_cut(*rest, n + 1, rest->n) : (struct str){0};
	return true;
}

/* Where the name of an item ends; -1: it has none. */
static ptrdiff_t name_end(struct str item)
{
	ptrdiff_t eq = str_find_ch(item, '=');
	struct str name = eq > 0 ? str_cut(item, 0, (size_t)eq) : (struct str){0};

	return name.n && str_find_ch(name, '(') < 0 && str_find_ch(name, '[') < 0 ? eq : -1;
}

static struct input *begin_input(struct inputs *in, struct str key)
{
	struct input *x;

	if (in->n == INPUTS_MAX) {
		inputs_wrong(in, "at most %d names", INPUTS_MAX);
		return &in->v[INPUTS_MAX - 1];
	}
	x = &in->v[in->n++];
	*x = (struct input){.key = key, .items = ARENA_ARRAY(in->arena, ITEMS_MAX, struct str)};
	return x;
}

void inputs_read(struct inputs *in, struct arena *a, struct str text)
{
	struct input *now;
	struct str item;

	*in = (struct inputs){.arena = a};
	now = begin_input(in, (struct str){0});
	while (next_item(&text, &item)) {
		ptrdiff_t eq = name_end(item);

		if (eq >= 0) {
			now = begin_input(in, str_trim(str_cut(item, 0, (size_t)eq)));
			item = str_trim(str_cut(item, (size_t)eq + 1, item.n));
		}
		if (now->n == ITEMS_MAX)
			inputs_wrong(in, "at most %d items in one list", ITEMS_MAX);
		else if (item.n)
			now->items[now->n++] = item;
	}
}

static const struct input *find(const struct inputs *in, const char *key)
{
	for (size_t n = 0; n < in->n; n++)
		if (str_eq_z(in->v[n].key, key))
			return &in->v[n];
	return NULL;
}

bool inputs_has(const struct inputs *in, const char *key)
{
	const struct input *x = find(in, key);

	return x && x->n;
}

/* ---- Values ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool number_take(struct str *text, double *ret)
{
	double whole = 0, step = 1;
	bool minus = text->n && text->p[0] == '-', any = false, point = false;
	size_t n = minus;

	for (; n < text->n && n < 40; n++) {
		char c = text->p[n];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(c))
			break;
		any = true;
		step = point ? step * 10 : step;
		whole = whole * 10 + (c - '0');
	}
	if (!any)
		return false;
	*ret = (minus ? -whole : whole) / step;
	*text = str_trim(str_cut(*text, n, text->n));
	return true;
}

static double number_of(struct inputs *in, const char *key, struct str item)
{
	double v = 0;

	if (!number_take(&item, &v))
		inputs_wrong(
			in, "%s: %.*s is not a number", *key ? key : "the list", STR_ARG(item));
	return v;
}

double input_number(struct inputs *in, const char *key)
{
	const struct input *x = find(in, key);

	if (!x || !x->n) {
		inputs_wrong(in, "%s is missing", key);
		return 0;
	}
	return number_of(in, key, x->items[0]);
}

double input_or(struct inputs *in, const char *key, double otherwise)
{
	return inputs_has(in, key) ? input_number(in, key) : otherwise;
}

/* hh:mm at the start of the text. */
static bool clock_take(struct str *text, double *ret)
{
	double h, m;
	struct str rest = *text;

	if (!number_take(&rest, &h) || !rest.n || rest.p[0] != ':')
		return false;
	rest = str_cut(rest, 1, rest.n);
	if (!number_take(&rest, &m) || h < 0 || h > 47 || m < 0 || m >= 60)
		return false;
	*ret = h * 60 + m;
	*text = rest;
	return true;
}

double input_clock(struct inputs *in, const char *key)
{
	const struct input *x = find(in, key);
	struct str item = x && x->n ? x->items[0] : (struct str){0};
	double v = 0;

	if (!clock_take(&item, &v))
		inputs_wrong(in, "%s: a time of day such as 10:12 is missing", key);
	return v;
}

size_t input_items(struct inputs *in, const char *key, const struct str **ret)
{
	const struct input *x = find(in, key);

	if (!x || !x->n) {
		inputs_wrong(in, "%s is missing", *key ? key : "the list");
		return 0;
	}
	*ret = x->items;
	return x->n;
}

void input_drop_last(struct inputs *in, const char *key)
{
	for (size_t n = 0; n < in->n; n++)
		if (str_eq_z(in->v[n].key, key) && in->v[n].n)
			in->v[n].n--;
}

size_t input_list(struct inputs *in, const char *key, double **ret)
{
	const struct str *items = NULL;
	size_t n = input_items(in, key, &items);

	*ret = ARENA_ARRAY(in->arena, ITEMS_MAX, double);
	for (size_t k = 0; k < n; k++)
		(*ret)[k] = number_of(in, key, items[k]);
	return n ? n : 1;
}

static bool span_take(struct str item, struct day_span *ret)
{
	bool bracket = item.n && item.p[0] == '[';

	if (bracket)
		item = str_cut(item, 1, item.n);
	*ret = (struct day_span){.weight = 1};
	if (!clock_take(&item, &ret->from) || !item.n || item.p[0] != '-')
		return false;
	item = str_cut(item, 1, item.n);
	if (!clock_take(&item, &ret->to) || (bracket && (!item.n || item.p[0] != ']')))
		return false;
	item = str_trim(str_cut(item, bracket, item.n));
	if (item.n && item.p[0] == '@') {
		item = str_cut(item, 1, item.n);
		if (!number_take(&item, &ret->weight))
			return false;
	}
	ret->rest = item;
	return ret->to >= ret->from;
}

size_t input_spans(struct inputs *in, const char *key, struct day_span **ret)
{
	const struct str *items = NULL;
	size_t n = input_items(in, key, &items);

	*ret = ARENA_ARRAY(in->arena, ITEMS_MAX, struct day_span);
	for (size_t k = 0; k < n; k++)
		if (!span_take(items[k], &(*ret)[k]))
			inputs_wrong(in, "%.*s is no stretch of time such as [10:00-10:47]",
				STR_ARG(items[k]));
	return n;
}
