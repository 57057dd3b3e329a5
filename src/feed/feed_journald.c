/* feed_journald.c: the journal of systemd as JSON lines (journalctl -o json): instants in microseconds. */
#include "feed_internal.h"
#include "syslog_level.h"

/* A value is a text, a list of bytes when it is no UTF-8, a list of those when the field occurs twice, or null. */
static struct str value_of(struct arena *a, const struct json *v)
{
	char *bytes;

	if (!v || v->type == JSON_NULL)
		return (struct str){0};
	if (v->type != JSON_ARRAY)
		return v->s;
	if (v->n && v->items[0].type != JSON_INT)
		return value_of(a, &v->items[0]);
	bytes = arena_alloc(a, v->n + 1);
	for (size_t n = 0; n < v->n; n++)
		bytes[n] = (char)(v->items[n].i & 0xff);
	return str_n(bytes, v->n);
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	const struct json *o = NULL;
	struct str app, host, level;
	struct err ignored;
	uint64_t us;

	if (line.p[0] != '{' || json_parse(s->arena, line, &o, &ignored) != RC_OK ||
		o->type != JSON_OBJECT ||
		!str_to_u64(json_str(o, "__REALTIME_TIMESTAMP"), INT64_MAX, &us))
		return FEED_STRANGE;
	row->time = time_of_us((int64_t)us);
	app = value_of(s->arena, json_get(o, "SYSLOG_IDENTIFIER"));
	if (!app.n)
		app = value_of(s->arena, json_get(o, "_COMM"));
	host = value_of(s->arena, json_get(o, "_HOSTNAME"));
	level = value_of(s->arena, json_get(o, "PRIORITY"));
	row->level = level.n == 1 ? syslog_level(level.p[0] - '0') : (struct str){0};
	row->nick = app.n && host.n ? name_at(s->arena, app, host) : app.n ? app : host;
	row->text = value_of(s->arena, json_get(o, "MESSAGE"));
	row->how = STR("log");
	return FEED_ROW;
}

const struct feed feed_journald = {
	"journald", "journalctl -o json: one object a line; instants", .take = take};
