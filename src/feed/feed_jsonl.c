/* feed_jsonl.c: JSON objects one a line, of NGINX and of anything: the time, who and the words by the names they usually have. */
#include "feed_internal.h"

static const struct json *first_of(const struct json *o, const char *const *names)
{
	for (; *names; names++) {
		const struct json *v = json_get(o, *names);

		if (v && v->type != JSON_NULL && v->type != JSON_OBJECT && v->type != JSON_ARRAY)
			return v;
	}
	return NULL;
}

static bool time_in(const struct json *o, struct feed_time *t)
{
	static const char *const names[] = {"@timestamp", "timestamp", "time", "ts", "datetime",
		"date", "time_iso8601", "time_local", "asctime", "occurred", "created_at", "t",
		NULL};
	const struct json *v = first_of(o, names);
	struct str s;

	if (!v)
		return false;
	if (v->type == JSON_INT)
		return time_of_number((double)v->i, t);
	if (v->type == JSON_REAL)
		return time_of_number(v->r, t);
	s = v->s;
	return v->type == JSON_STR && cut_stamp(&s, t);
}

static struct str text_in(const struct json *o, const char *const *names)
{
	const struct json *v = first_of(o, names);

	return v && v->type == JSON_STR ? v->s : (struct str){0};
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	static const char *const texts[] = {
		"message", "msg", "text", "log", "summary", "title", NULL};
	static const char *const who[] = {"nick", "user", "actor", "logger", "service", "app",
		"source", "host", "hostname", "remote_addr", "address", NULL};
	static const char *const levels[] = {"level", "severity", "lvl", NULL};
	const struct json *o = NULL;
	struct err ignored;

	line = str_trim(line);
	if (!line.n || line.p[0] != '{' || json_parse(s->arena, line, &o, &ignored) != RC_OK ||
		o->type != JSON_OBJECT)
		return FEED_STRANGE;
	time_in(o, &row->time);
	row->nick = text_in(o, who);
	row->level = text_in(o, levels);
	row->text = text_in(o, texts);
	if (!row->text.n)
		row->text = line;
	row->how = STR("log");
	return FEED_ROW;
}

const struct feed feed_jsonl = {"jsonl",
	"JSON lines: time or timestamp, message or msg, host or service; zone in the time or told",
	FEED_GENERAL, take};
