/* json.c: reads JSON with jansson into an arena; the only file that knows that library. */

/* The library has an enum of the same name and four of the same constants: they get other names
 * here. */
#define json_type   jansson_type
#define JSON_NULL   JANSSON_NULL
#define JSON_REAL   JANSSON_REAL
#define JSON_ARRAY  JANSSON_ARRAY
#define JSON_OBJECT JANSSON_OBJECT
#include <jansson.h>
#undef json_type
#undef JSON_NULL
#undef JSON_REAL
#undef JSON_ARRAY
#undef JSON_OBJECT

#include "base/json.h"

enum { TEXT_MAX = 1024 * 1024, NESTING_MAX = 32 };

static bool copy(struct arena *a, json_t *from, unsigned depth, struct json *to);

static bool copy_array(struct arena *a, json_t *from, unsigned depth, struct json *to)
{
	to->type = JSON_ARRAY;
	to->n = json_array_size(from);
	to->items = ARENA_ARRAY(a, to->n, struct json);
	for (size_t i = 0; i < to->n; i++)
		if (!copy(a, json_array_get(from, i), depth + 1, &to->items[i]))
			return false;
	return true;
}

static bool copy_object(struct arena *a, json_t *from, unsigned depth, struct json *to)
{
	to->type = JSON_OBJECT;
	to->n = json_object_size(from);
	to->items = ARENA_ARRAY(a, to->n, struct json);
	to->names = ARENA_ARRAY(a, to->n, struct str);
	void *it = json_object_iter(from);
	for (size_t i = 0; it; it = json_object_iter_next(from, it), i++) {
		to->names[i] = str_dup(a, str_z(json_object_iter_key(it)));
		if (!copy(a, json_object_iter_value(it), depth + 1, &to->items[i]))
			return false;
	}
	return true;
}

/* False when nesting goes too deep. */
static bool copy(struct arena *a, json_t *from, unsigned depth, struct json *to)
{
	if (depth > NESTING_MAX)
		return false;
	switch (json_typeof(from)) {
	case JANSSON_OBJECT:
		return copy_object(a, from, depth, to);
	case JANSSON_ARRAY:
		return copy_array(a, from, depth, to);
	case JSON_STRING:
		to->type = JSON_STR;
		to->s = str_dup(a, str_n(json_string_value(from), json_string_length(from)));
		break;
	case JSON_INTEGER:
		to->type = JSON_INT;
		to->i = json_integer_value(from);
		to->r = (double)to->i;
		break;
	case JANSSON_REAL:
		to->type = JSON_REAL;
		to->r = json_real_value(from);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		to->type = JSON_BOOL;
		to->b = json_typeof(from) == JSON_TRUE;
		break;
	case JANSSON_NULL:
		to->type = JSON_NULL;
		break;
	}
	return true;
}

enum rc json_parse(struct arena *a, struct str text, const struct json **ret, struct err *err)
{
	if (text.n > TEXT_MAX)
		return err_set(err, RC_LIMIT, "JSON text may have %d bytes at most", TEXT_MAX);
	json_error_t why;
	size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	json_t *root = json_loadb(text.p ? text.p : "", text.n, flags, &why);
	if (!root)
		return err_set(err, RC_USAGE, "not JSON at line %d column %d: %s", why.line,
			why.column, why.text);
	struct arena_mark mark = arena_mark(a);
	struct json *top = ARENA_NEW(a, struct json);
	bool ok = copy(a, root, 1, top);
	json_decref(root);
	if (!ok) {
		arena_reset_to(a, mark);
		return err_set(err, RC_LIMIT, "JSON may be nested %d deep at most", NESTING_MAX);
	}
	*ret = top;
	return RC_OK;
}

const struct json *json_get(const struct json *object, const char *name)
{
	if (!object || object->type != JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->n; i++)
		if (str_eq_z(object->names[i], name))
			return &object->items[i];
	return NULL;
}

struct str json_str(const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);
	return v && v->type == JSON_STR ? v->s : (struct str){0};
}

int64_t json_int(const struct json *object, const char *name, int64_t otherwise)
{
	const struct json *v = json_get(object, name);
	return v && v->type == JSON_INT ? v->i : otherwise;
}

bool json_bool(const struct json *object, const char *name, bool otherwise)
{
	const struct json *v = json_get(object, name);
	return v && v->type == JSON_BOOL ? v->b : otherwise;
}
