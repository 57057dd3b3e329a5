/* fill.c: fills the slots of a template, each value in the form of its medium. */
#include "send/parcel_internal.h"

#include "base/json.h"

static enum rc refuse(const struct fill *f, struct str text, size_t at, struct err *err,
	const char *what, struct str name)
{
	unsigned line = f->line;

	for (size_t n = 0; n < at; n++)
		line += text.p[n] == '\n';
	return err_set(err, RC_USAGE, "%s:%u: %s {{%.*s}}", f->file, line, what,
		STR_ARG(str_cut(name, 0, 40)));
}

static const struct slot_value *find(const struct fill *f, struct str name)
{
	for (size_t n = 0; n < f->n; n++)
		if (str_eq_z(name, f->slots[n].name))
			return &f->slots[n];
	return NULL;
}

enum rc fill_text(const struct fill *f, struct str text, struct str *ret, struct err *err)
{
	struct buf b;
	size_t at = 0;

	buf_init(&b, f->arena, FILL_MAX);
	while (at < text.n) {
		struct str rest = str_cut(text, at, text.n), name;
		ptrdiff_t open = str_find(rest, STR("{{")), close;
		const struct slot_value *v;

		if (open < 0) {
			buf_add(&b, rest);
			break;
		}
		buf_add(&b, str_cut(rest, 0, (size_t)open));
		name = str_cut(rest, (size_t)open + 2, rest.n);
		close = str_find(name, STR("}}"));
		if (close < 0)
			return refuse(f, text, at + (size_t)open, err, "not closed:", name);
		name = str_trim(str_cut(name, 0, (size_t)close));
		v = find(f, name);
		if (!v)
			return refuse(f, text, at + (size_t)open, err, "there is no slot", name);
		f->put(&b, v);
		at += (size_t)open + 2 + (size_t)close + 2;
	}
	if (b.over)
		return err_set(
			err, RC_LIMIT, "%s: it becomes longer than %d bytes", f->file, FILL_MAX);
	*ret = buf_str(&b);
	return RC_OK;
}

static void put_json(struct buf *b, const struct slot_value *v)
{
	struct json_out o;

	json_out_init(&o, b);
	if (v->literal)
		json_out_raw(&o, NULL, v->text);
	else
		json_out_str(&o, NULL, v->text);
}

enum rc fill_json(struct arena *a, const char *file, struct str text, const struct parcel *p,
	struct str *ret, struct err *err)
{
	struct slot_value slots[PARCEL_SLOTS];
	struct fill f = {a, file, 1, slots, PARCEL_SLOTS, put_json};
	const struct json *made;
	struct err why;
	struct str out;
	enum rc rc;

	parcel_slots(a, p, slots);
	rc = fill_text(&f, text, &out, err);
	if (rc != RC_OK)
		return rc;
	if (json_parse(a, out, &made, &why) != RC_OK)
		return err_set(err, RC_USAGE,
			"%s: filled, it is no JSON (a slot stands without quotes): %.200s", file,
			why.text);
	*ret = out;
	return RC_OK;
}
