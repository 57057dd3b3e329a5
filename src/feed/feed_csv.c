/* feed_csv.c: samples and rows with commas between (RFC 4180), named by a first line. */
#include "feed_internal.h"

enum { COLUMNS_MAX = 64, LONGEST_CELL = 16 * 1024 };
/* What a column is for; the format's memory between lines. */
enum { SEEN, TIME, TEXT, WHO, METRIC, LABELS, VALUE, UNIT, LEVEL };

/* Up to the end of the line that is not inside quotes. */
static size_t cut(struct str rest)
{
	bool quoted = false;

	for (size_t n = 0; n < rest.n; n++) {
		if (rest.p[n] == '"')
			quoted = !quoted;
		else if (rest.p[n] == '\n' && !quoted)
			return n + 1;
		/* A quote that is never closed must not take the rest of the file. */
		if (quoted && n > LONGEST_CELL)
			break;
	}
	return quoted ? (size_t)((str_find_ch(rest, '\n') + 1)) : rest.n;
}

static struct str unquoted(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t k = 0; k < s.n; k++) {
		p[n++] = s.p[k];
		if (s.p[k] == '"' && k + 1 < s.n && s.p[k + 1] == '"')
			k++;
	}
	return str_n(p, n);
}

/* The next cell; false at the end of the line. */
static bool next_cell(struct arena *a, struct str *s, bool *end, struct str *ret)
{
	size_t n = 1;

	if (*end)
		return false;
	if (s->n && s->p[0] == '"') {
		while (n < s->n && (s->p[n] != '"' || (n + 1 < s->n && s->p[n + 1] == '"')))
			n += s->p[n] == '"' ? 2 : 1;
		n = n < s->n ? n : s->n;
		*ret = unquoted(a, str_cut(*s, 1, n));
		*s = str_cut(*s, n + 1, s->n);
		*end = !cut_literal(s, ",");
		return true;
	}
	if (cut_until(s, ",", ret))
		return true;
	*ret = *s;
	*end = true;
	return true;
}

static size_t cells_of(struct arena *a, struct str line, struct str cells[COLUMNS_MAX])
{
	bool end = false;
	size_t n = 0;

	while (n < COLUMNS_MAX && next_cell(a, &line, &end, &cells[n]))
		n++;
	return n;
}

static void name_column(struct feed_state *s, struct str name, int64_t column)
{
	static const struct {
		const char *name;
		int what;
	} known[] = {{"timestamp", TIME}, {"ts", TIME}, {"time", TIME}, {"date", TIME},
		{"datetime", TIME}, {"occurred", TIME}, {"text", TEXT}, {"message", TEXT},
		{"event", TEXT}, {"msg", TEXT}, {"what", TEXT}, {"source", WHO}, {"host", WHO},
		{"who", WHO}, {"actor", WHO}, {"nick", WHO}, {"user", WHO}, {"metric", METRIC},
		{"name", METRIC}, {"labels", LABELS}, {"value", VALUE}, {"unit", UNIT},
		{"level", LEVEL}, {"severity", LEVEL}};

	name = str_trim(name);
	for (size_t n = 0; n < sizeof known / sizeof *known; n++)
		if (str_ieq(name, str_z(known[n].name)) && !s->mode[known[n].what])
			s->mode[known[n].what] = column + 1;
}

/* The line of names: it must name a time, and what is measured or said. */
static enum feed_took header(struct feed_state *s, const struct str *cells, size_t n)
{
	for (size_t k = 0; k < n; k++)
		name_column(s, cells[k], (int64_t)k);
	if (!s->mode[TIME] || n < 2) {
		memset(s->mode, 0, sizeof s->mode);
		return FEED_STRANGE;
	}
	s->mode[SEEN] = (int64_t)n;
	for (size_t k = 0; k < n && k < sizeof s->kept / sizeof *s->kept; k++)
		s->kept[k] = str_dup(s->lasting, str_trim(cells[k]));
	return FEED_KNOWN;
}

static struct str cell(const struct feed_state *s, const struct str *cells, size_t n, int what)
{
	size_t at = (size_t)s->mode[what];

	return at && at <= n ? cells[at - 1] : (struct str){0};
}

/* metric{labels} value unit; else every other column with its name. */
static struct str said(const struct feed_state *s, const struct str *cells, size_t n)
{
	struct str metric = cell(s, cells, n, METRIC), labels = cell(s, cells, n, LABELS);
	struct str value = cell(s, cells, n, VALUE), unit = cell(s, cells, n, UNIT);
	struct buf b;

	buf_init(&b, s->arena, EVENT_CHAT_MAX);
	if (s->mode[METRIC] && s->mode[VALUE]) {
		buf_add(&b, metric);
		if (labels.n)
			buf_addf(&b, "{%.*s}", STR_ARG(labels));
		buf_addf(&b, " %.*s%s%.*s", STR_ARG(value), unit.n ? " " : "", STR_ARG(unit));
		return buf_str(&b);
	}
	for (size_t k = 0; k < n; k++) {
		struct str name = k < sizeof s->kept / sizeof *s->kept ? s->kept[k] : STR("");

		if ((int64_t)k + 1 == s->mode[TIME] || (int64_t)k + 1 == s->mode[WHO])
			continue;
		buf_addf(&b, "%s%.*s%s%.*s", b.n ? ", " : "", STR_ARG(name), name.n ? "=" : "",
			STR_ARG(cells[k]));
	}
	return buf_str(&b);
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str cells[COLUMNS_MAX], time;
	size_t n = cells_of(s->arena, line, cells);

	if (!s->mode[SEEN])
		return header(s, cells, n);
	if ((int64_t)n != s->mode[SEEN])
		return FEED_STRANGE;
	time = str_trim(cell(s, cells, n, TIME));
	if (time.n && !str_eq_z(time, "?") && !cut_stamp(&time, &row->time))
		return FEED_STRANGE;
	row->nick = cell(s, cells, n, WHO);
	row->level = cell(s, cells, n, LEVEL);
	row->text = s->mode[TEXT] ? cell(s, cells, n, TEXT) : said(s, cells, n);
	row->how = s->mode[VALUE] && !s->mode[TEXT] ? STR("sample") : STR("log");
	return FEED_ROW;
}

const struct feed feed_csv = {"csv",
	"CSV with a line of names, one of them a time: timestamp,value or ts,source,metric,labels,"
	"value,unit; zone in the time or told",
	FEED_GENERAL, take, cut};
