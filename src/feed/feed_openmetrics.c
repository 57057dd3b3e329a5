/* feed_openmetrics.c: samples as OpenMetrics and Prometheus write them: name{labels} value and perhaps an instant. */
#include "feed_internal.h"

static bool is_name(struct str s)
{
	for (size_t n = 0; n < s.n; n++) {
		char c = s.p[n];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
			    (n && c >= '0' && c <= '9')))
			return false;
	}
	return s.n != 0;
}

/* "{a="b",...}"; inside quotes a backslash hides what is behind it. */
static bool labels(struct str *s)
{
	bool quoted = false;

	for (size_t n = 1; n < s->n; n++) {
		if (quoted && s->p[n] == '\\')
			n++;
		else if (s->p[n] == '"')
			quoted = !quoted;
		else if (!quoted && s->p[n] == '}') {
			*s = str_cut(*s, n + 1, s->n);
			return true;
		}
	}
	return false;
}

static bool is_value(struct str s)
{
	static const char *const words[] = {"NaN", "+Inf", "-Inf", "Inf"};
	size_t n = 0;

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (str_ieq(s, str_z(words[k])))
			return true;
	while (n < s.n && strchr("0123456789+-.eE", s.p[n]))
		n++;
	return s.n && n == s.n;
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str at = line, value;
	size_t n = 0;

	(void)s;
	if (str_starts(line, STR("# EOF")) || str_starts(line, STR("# TYPE ")) ||
		str_starts(line, STR("# HELP ")) || str_starts(line, STR("# UNIT ")))
		return FEED_KNOWN;
	while (n < at.n && at.p[n] != ' ' && at.p[n] != '{')
		n++;
	if (!is_name(str_cut(at, 0, n)))
		return FEED_STRANGE;
	row->nick = str_cut(at, 0, n);
	at = str_cut(at, n, at.n);
	if (at.n && at.p[0] == '{' && !labels(&at))
		return FEED_STRANGE;
	if (!cut_literal(&at, " ") || !cut_word(&at, &value) || !is_value(value))
		return FEED_STRANGE;
	row->text = str_n(line.p, (size_t)(value.p + value.n - line.p));
	/* What stands behind # is an exemplar. */
	if (at.n && at.p[0] != '#' && !cut_stamp(&at, &row->time))
		return FEED_STRANGE;
	row->how = STR("sample");
	return FEED_ROW;
}

const struct feed feed_openmetrics = {"openmetrics",
	"OpenMetrics and Prometheus samples: name{labels} value, with an instant or without a time",
	.take = take};
