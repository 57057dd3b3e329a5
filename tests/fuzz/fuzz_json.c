/* fuzz_json.c: any bytes as JSON: what is accepted can be written and read again, and is the same. */
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void write_value(struct json_out *o, const char *name, const struct json *j, struct arena *a)
{
	switch (j->type) {
	case JSON_NULL:
		json_out_null(o, name);
		break;
	case JSON_BOOL:
		json_out_bool(o, name, j->b);
		break;
	case JSON_INT:
		json_out_int(o, name, j->i);
		break;
	case JSON_REAL:
		json_out_raw(o, name, str_fmt(a, "%.17e", j->r));
		break;
	case JSON_STR:
		json_out_str(o, name, j->s);
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		json_out_open(o, name, j->type == JSON_ARRAY ? '[' : '{');
		for (size_t i = 0; i < j->n; i++)
			write_value(o, j->names ? str_to_z(a, j->names[i]) : NULL, &j->items[i], a);
		json_out_close(o, j->type == JSON_ARRAY ? ']' : '}');
		break;
	}
}

static bool same(const struct json *a, const struct json *b)
{
	if (a->type != b->type || a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if ((a->names && !str_eq(a->names[i], b->names[i])) ||
			!same(&a->items[i], &b->items[i]))
			return false;
	bool numbers = a->type == JSON_REAL ? !(a->r < b->r) && !(a->r > b->r) : a->i == b->i;
	return numbers && a->b == b->b && str_eq(a->s, b->s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const struct json *first, *second;
	struct err err = {0};
	if (json_parse(a, str_n((const char *)data, size), &first, &err) == RC_OK) {
		struct buf b;
		struct json_out o;
		buf_init(&b, a, 16 * size + 1024);
		json_out_init(&o, &b);
		write_value(&o, NULL, first, a);
		must(!b.over && utf8_is_valid(buf_str(&b)), "written JSON is broken");
		if (b.n <= 1024 * 1024)
			must(json_parse(a, buf_str(&b), &second, &err) == RC_OK &&
					same(first, second),
				"written JSON reads as something else");
	} else {
		must(err.rc != RC_OK && utf8_is_valid(str_z(err.text)),
			"a refusal cannot be shown");
	}
	struct buf b;
	struct json_out o;
	buf_init(&b, a, 16 * size + 16);
	json_out_init(&o, &b);
	json_out_str(&o, NULL, utf8_repair(a, str_n((const char *)data, size)));
	if (b.n <= 1024 * 1024)
		must(json_parse(a, buf_str(&b), &first, &err) == RC_OK,
			"a written string is no JSON");
	arena_free(a);
	return 0;
}
