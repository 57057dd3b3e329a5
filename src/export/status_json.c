/* status_json.c: the status page as JSON in the shape of the Statuspage v2 API. */
#include "status_internal.h"

#include "base/json.h"

static void put_time(struct json_out *o, const char *name, instant at)
{
	struct civil c = time_civil(at == INSTANT_NONE ? 0 : at, 0);

	if (at == INSTANT_NONE)
		json_out_null(o, name);
	else
		json_out_str(o, name,
			str_fmt(o->buf->arena, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year,
				c.month, c.day, c.hour, c.minute, c.second, c.micro / 1000));
}

static void put_page(struct json_out *o, const struct status_page *p)
{
	json_out_open(o, "page", '{');
	json_out_str(o, "id", str_cut(p->id, 0, 12));
	json_out_str(o, "name", p->name);
	json_out_str(o, "url", p->url);
	json_out_z(o, "time_zone", "Etc/UTC");
	put_time(o, "updated_at", p->updated);
	json_out_close(o, '}');
}

static void put_update(
	struct json_out *o, const struct status_incident *i, const struct status_update *u)
{
	struct arena *a = o->buf->arena;

	json_out_open(o, NULL, '{');
	json_out_str(o, "id", str_fmt(a, "u%llu", (unsigned long long)u->seq));
	json_out_z(o, "status", u->state);
	json_out_str(o, "body", u->text);
	json_out_str(o, "incident_id", str_cut(i->id, 0, 12));
	put_time(o, "created_at", u->at);
	put_time(o, "updated_at", u->at);
	put_time(o, "display_at", u->at);
	json_out_open(o, "affected_components", '[');
	json_out_close(o, ']');
	json_out_close(o, '}');
}

static void put_incident(
	struct json_out *o, const struct status_page *p, const struct status_incident *i)
{
	json_out_open(o, NULL, '{');
	json_out_str(o, "id", str_cut(i->id, 0, 12));
	json_out_str(o, "name", i->title);
	json_out_z(o, "status", i->state);
	json_out_z(o, "impact", i->impact);
	put_time(o, "created_at", i->created);
	put_time(o, "updated_at", i->updated);
	put_time(o, "started_at", i->created);
	put_time(o, "monitoring_at", i->monitoring);
	put_time(o, "resolved_at", i->resolved);
	json_out_str(o, "shortlink", p->url);
	json_out_str(o, "page_id", str_cut(p->id, 0, 12));
	json_out_open(o, "incident_updates", '[');
	for (size_t n = 0; n < i->n; n++)
		put_update(o, i, &i->updates[n]);
	json_out_close(o, ']');
	json_out_open(o, "components", '[');
	json_out_close(o, ']');
	json_out_close(o, '}');
}

static void put_incidents(struct json_out *o, const struct status_page *p, bool over)
{
	json_out_open(o, "incidents", '[');
	for (size_t n = 0; n < p->n; n++)
		if (over || !status_is_over(&p->incidents[n]))
			put_incident(o, p, &p->incidents[n]);
	json_out_close(o, ']');
}

static enum rc finish(struct json_out *o, struct str *ret, struct err *err)
{
	json_out_z(o, "generator", "warroom");
	json_out_close(o, '}');
	buf_add_ch(o->buf, '\n');
	if (o->buf->over)
		return err_set(err, RC_LIMIT, "the status page becomes longer than %d bytes",
			STATUS_FILE_MAX);
	*ret = buf_str(o->buf);
	return RC_OK;
}

/* Everything at a glance: what is not resolved. */
enum rc status_summary(
	struct arena *a, const struct status_page *p, struct str *ret, struct err *err)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, a, STATUS_FILE_MAX);
	json_out_init(&o, &b);
	json_out_open(&o, NULL, '{');
	put_page(&o, p);
	json_out_open(&o, "status", '{');
	json_out_z(&o, "indicator", p->indicator);
	json_out_z(&o, "description", p->description);
	json_out_close(&o, '}');
	json_out_open(&o, "components", '[');
	json_out_close(&o, ']');
	put_incidents(&o, p, false);
	json_out_open(&o, "scheduled_maintenances", '[');
	json_out_close(&o, ']');
	return finish(&o, ret, err);
}

enum rc status_incidents(
	struct arena *a, const struct status_page *p, struct str *ret, struct err *err)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, a, STATUS_FILE_MAX);
	json_out_init(&o, &b);
	json_out_open(&o, NULL, '{');
	put_page(&o, p);
	put_incidents(&o, p, true);
	return finish(&o, ret, err);
}
