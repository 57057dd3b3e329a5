/* feed_journald_export.c: the journal of systemd in its export format: fields as lines or by length, then an empty line. */
#include "feed_internal.h"
#include "syslog_level.h"

/* One field from the front: NAME=value, or NAME, eight bytes of length, so many bytes. False at the end of an entry. */
static bool cut_field(struct str *s, struct str *name, struct str *value)
{
	struct str line, rest = *s;
	uint64_t n = 0;

	if (!cut_until(&rest, "\n", &line)) {
		line = rest;
		rest = str_cut(rest, rest.n, rest.n);
	}
	if (!line.n)
		return false;
	if (str_find_ch(line, '=') >= 0) {
		*value = line;
		cut_until(value, "=", name);
		*s = rest;
		return true;
	}
	*name = line;
	for (size_t k = 0; k < 8 && k < rest.n; k++)
		n |= (uint64_t)(unsigned char)rest.p[k] << (8 * k);
	if (rest.n < 8 || n > rest.n - 8)
		return false;
	*value = str_cut(rest, 8, 8 + (size_t)n);
	*s = str_cut(rest, 8 + (size_t)n, rest.n);
	cut_literal(s, "\n");
	return true;
}

/* Up to the empty line behind the entry; an entry that breaks off inside a field ends with its first line. */
static size_t cut(struct str rest)
{
	struct str at = rest, name, value;

	while (cut_field(&at, &name, &value))
		;
	if (at.n && at.p[0] == '\n')
		return rest.n - at.n + 1;
	if (at.n)
		cut_until(&at, "\n", &name);
	return at.n < rest.n ? rest.n - at.n : rest.n;
}

static enum feed_took take(struct feed_state *s, struct str entry, struct feed_row *row)
{
	struct str name, value, app = {0}, host = {0};
	bool timed = false, said = false;
	uint64_t us;

	while (cut_field(&entry, &name, &value)) {
		if (str_eq_z(name, "__REALTIME_TIMESTAMP") && str_to_u64(value, INT64_MAX, &us)) {
			row->time = time_of_us((int64_t)us);
			timed = true;
		} else if (str_eq_z(name, "MESSAGE")) {
			row->text = value;
			said = true;
		} else if (str_eq_z(name, "PRIORITY") && value.n == 1) {
			row->level = syslog_level(value.p[0] - '0');
		} else if (str_eq_z(name, "SYSLOG_IDENTIFIER")) {
			app = value;
		} else if (str_eq_z(name, "_HOSTNAME")) {
			host = value;
		}
	}
	if (!timed)
		return FEED_STRANGE;
	row->nick = app.n && host.n ? name_at(s->arena, app, host) : app.n ? app : host;
	row->how = STR("log");
	return said ? FEED_ROW : FEED_KNOWN;
}

const struct feed feed_journald_export = {"journald-export",
	"journalctl -o export: fields, entries between empty lines; instants", .take = take,
	.cut = cut};
