/* severity_gauges.c: the gauges as words: keys, values, defaults, and how they are printed. */
#include "core/severity_internal.h"

#include "base/utf8.h"

static const char *const names[GAUGE_COUNT] = {
	[GAUGE_SAFETY] = "safety",
	[GAUGE_EXPOSURE] = "exposure",
	[GAUGE_EXPOSED_PERSONS] = "exposed_persons",
	[GAUGE_DATA_HARM] = "data_harm",
	[GAUGE_MONEY_HARM] = "money_harm",
	[GAUGE_AUDIENCE] = "audience",
	[GAUGE_JOURNEY] = "journey",
	[GAUGE_DEGRADATION] = "degradation",
	[GAUGE_USERS_SHARE] = "users_share",
	[GAUGE_USERS_COUNT] = "users_count",
	[GAUGE_WORKAROUND] = "workaround",
	[GAUGE_DURATION] = "duration",
	[GAUGE_ONGOING] = "ongoing",
	[GAUGE_TREND] = "trend",
	[GAUGE_TIMING] = "timing",
	[GAUGE_REVENUE_SHARE] = "revenue_share",
	[GAUGE_KEY_ACCOUNTS] = "key_accounts",
	[GAUGE_CONTRACT] = "contract",
	[GAUGE_THREAT] = "threat",
	[GAUGE_REGULATORY] = "regulatory",
};

const char *severity_gauge_name(enum gauge_id id)
{
	return names[id];
}

struct shown severity_shown(struct str word)
{
	struct shown ret = {{0}};
	size_t max = sizeof(ret.z) - 4, n = word.n < max ? word.n : max;

	for (size_t i = 0; i < n; i++)
		ret.z[i] = word.p[i] >= 0x20 && word.p[i] < 0x7f ? word.p[i] : '?';
	for (size_t i = n; i < n + 3 && word.n > max; i++)
		ret.z[i] = '.';
	return ret;
}

static char folded(char c)
{
	if (c == '-')
		return '_';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool word_starts(struct str word, struct str prefix)
{
	if (prefix.n > word.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (folded(word.p[i]) != folded(prefix.p[i]))
			return false;
	return true;
}

int severity_word_find(const struct str *words, size_t n, struct str word)
{
	int found = WORD_NONE;

	if (word.n == 0)
		return WORD_NONE;
	for (size_t i = 0; i < n; i++) {
		if (!word_starts(words[i], word))
			continue;
		if (words[i].n == word.n)
			return (int)i;
		found = found == WORD_NONE ? (int)i : WORD_AMBIGUOUS;
	}
	return found;
}

/* Adds "a, b or c" to a bounded text; returns the new length. */
static size_t list_word(char *out, size_t size, size_t used, const char *sep, struct str word)
{
	int n = used >= size ? 0
			     : snprintf(out + used, size - used, "%s%.*s", used ? sep : "",
				       STR_ARG(word));

	return n < 0 ? used : used + (size_t)n;
}

static enum rc key_ambiguous(struct str word, struct err *err)
{
	char list[160] = "";
	size_t used = 0;

	for (size_t i = 0; i < GAUGE_COUNT; i++)
		if (word_starts(str_z(names[i]), word))
			used = list_word(list, sizeof list, used, ", ", str_z(names[i]));
	return err_set(err, RC_AMBIGUOUS, "'%s' could be %s", severity_shown(word).z, list);
}

static enum rc key_unknown(struct str word, struct err *err)
{
	size_t best = 0;
	unsigned distance = UINT32_MAX;

	for (size_t i = 0; i < GAUGE_COUNT; i++) {
		unsigned d = str_distance(str_z(names[i]), word);

		if (d < distance) {
			distance = d;
			best = i;
		}
	}
	if (distance <= 3)
		return err_set(err, RC_UNKNOWN, "there is no gauge '%s'; did you mean %s?",
			severity_shown(word).z, names[best]);
	return err_set(err, RC_UNKNOWN, "there is no gauge '%s'; `help impact` lists them",
		severity_shown(word).z);
}

enum rc severity_gauge_key(struct str word, struct str value, enum gauge_id *ret, struct err *err)
{
	struct str keys[GAUGE_COUNT];
	int found;

	for (size_t i = 0; i < GAUGE_COUNT; i++)
		keys[i] = str_z(names[i]);
	/* `users` with all its prefixes means the share or the count, as the value says. */
	if (value.n > 0 && word.n > 0 && word_starts(STR("users_"), word)) {
		bool share = str_ends(str_trim(value), STR("%")) || str_eq_z(str_trim(value), "?");

		/* Unknown is the share: `users=40%` then answers the question that `users=?` left. */
		*ret = share ? GAUGE_USERS_SHARE : GAUGE_USERS_COUNT;
		return RC_OK;
	}
	found = severity_word_find(keys, GAUGE_COUNT, word);
	if (found == WORD_AMBIGUOUS)
		return key_ambiguous(word, err);
	if (found == WORD_NONE)
		return key_unknown(word, err);
	*ret = (enum gauge_id)found;
	return RC_OK;
}

const struct gauge_info *severity_gauge_info(const struct severity_policy *p, enum gauge_id id)
{
	return &p->info[id];
}

/* "40", "12.5" or "12.55" percent as basis points. */
static bool percent_parse(struct str s, uint64_t max, uint64_t *ret)
{
	struct str whole = s, part = STR("");
	ptrdiff_t dot = str_find_ch(s, '.');
	uint64_t w, f = 0;

	if (dot >= 0) {
		whole = str_cut(s, 0, (size_t)dot);
		part = str_cut(s, (size_t)dot + 1, s.n);
		if (part.n < 1 || part.n > 2 || !str_to_u64(part, 99, &f))
			return false;
		if (part.n == 1)
			f *= 10;
	}
	if (!str_to_u64(whole, max / 100, &w) || w * 100 + f > max)
		return false;
	*ret = w * 100 + f;
	return true;
}

static bool number_parse(const struct gauge_info *info, struct str value, uint64_t *ret)
{
	duration d;

	if (str_ends(value, STR("%")))
		return info->share &&
		       percent_parse(str_trim(str_cut(value, 0, value.n - 1)), info->max, ret);
	if (str_to_u64(value, info->max, ret))
		return true;
	if (!info->minutes || duration_parse(value, &d, NULL) != RC_OK || d < 0)
		return false;
	*ret = (uint64_t)(d / US_PER_MIN);
	return *ret <= info->max;
}

static enum rc value_refused(const struct gauge_info *info, struct str value, struct err *err)
{
	char list[200] = "";
	size_t used = 0;
	struct shown shown = severity_shown(value);

	for (size_t i = 0; i < info->values; i++)
		used = list_word(list, sizeof list, used, ", ", info->value[i]);
	if (info->values > 0)
		return err_set(err, RC_USAGE, "%.*s is one of %s or ? (not '%s')",
			STR_ARG(info->key), list, shown.z);
	if (info->share)
		return err_set(err, RC_USAGE,
			"%.*s is a share such as 40%% or 12.5%%, basis points from 0 to %llu, or ? "
			"(not '%s')",
			STR_ARG(info->key), (unsigned long long)info->max, shown.z);
	return err_set(err, RC_USAGE, "%.*s is a whole number%s or ? (not '%s')",
		STR_ARG(info->key), info->minutes ? " of minutes, a time such as 1h30m," : "",
		shown.z);
}

enum rc severity_gauge_parse(const struct severity_policy *p, enum gauge_id id, struct str value,
	struct gauge *ret, struct err *err)
{
	const struct gauge_info *info = &p->info[id];
	struct gauge g = {GAUGE_VALUE, 0};
	int place;

	value = str_trim(value);
	if (str_eq_z(value, "?")) {
		*ret = (struct gauge){GAUGE_UNKNOWN, 0};
		return RC_OK;
	}
	if (str_eq_z(value, "-")) {
		if (!info->may_be_unused)
			return err_set(
				err, RC_USAGE, "%.*s must have a value or ?", STR_ARG(info->key));
		*ret = (struct gauge){GAUGE_UNUSED, 0};
		return RC_OK;
	}
	if (info->values == 0) {
		if (!number_parse(info, value, &g.value))
			return value_refused(info, value, err);
		*ret = g;
		return RC_OK;
	}
	place = severity_word_find(info->value, info->values, value);
	if (place < 0)
		return value_refused(info, value, err);
	g.value = (uint64_t)place;
	*ret = g;
	return RC_OK;
}

enum rc severity_gauge_set(const struct severity_policy *p, struct gauges *g, struct str word,
	struct str value, struct err *err)
{
	enum gauge_id id;
	struct gauge v;
	enum rc rc = severity_gauge_key(word, value, &id, err);

	if (rc == RC_OK)
		rc = severity_gauge_parse(p, id, value, &v, err);
	if (rc != RC_OK)
		return rc;
	/* 14 could be meant as per cent: only the full key makes clear that it is basis points. */
	if (p->info[id].share && v.state == GAUGE_VALUE && v.value > 0 &&
		!str_ends(str_trim(value), STR("%")) && !str_eq(word, p->info[id].key))
		return err_set(err, RC_USAGE,
			"write %.*s=%s%% for per cent or %s=%s for basis points", STR_ARG(word),
			severity_shown(value).z, names[id], severity_shown(value).z);
	g->v[id] = v;
	/* `users=?` asked for either: a count answers it as well as a share does. */
	if (id == GAUGE_USERS_COUNT && v.state == GAUGE_VALUE && !str_eq(word, p->info[id].key) &&
		g->v[GAUGE_USERS_SHARE].state == GAUGE_UNKNOWN)
		g->v[GAUGE_USERS_SHARE] = (struct gauge){.state = GAUGE_UNUSED};
	return RC_OK;
}

struct str severity_gauge_print(
	struct arena *a, const struct severity_policy *p, enum gauge_id id, struct gauge v)
{
	const struct gauge_info *info = &p->info[id];

	if (v.state == GAUGE_UNUSED)
		return STR("-");
	if (v.state == GAUGE_UNKNOWN)
		return STR("?");
	if (info->values > 0)
		return info->value[v.value < info->values ? v.value : info->values - 1];
	return str_fmt(a, "%llu", (unsigned long long)v.value);
}

struct str severity_gauge_show(
	struct arena *a, const struct severity_policy *p, enum gauge_id id, struct gauge v)
{
	const struct gauge_info *info = &p->info[id];
	unsigned long long n = v.value;

	if (v.state != GAUGE_VALUE || (!info->share && !info->minutes))
		return severity_gauge_print(a, p, id, v);
	if (info->minutes && n == 0)
		return STR("0m");
	if (info->minutes)
		return str_z(duration_short(
			a, (duration)(n < (1u << 30) ? n : (1u << 30)) * US_PER_MIN));
	if (n % 100 == 0)
		return str_fmt(a, "%llu%%", n / 100);
	if (n % 10 == 0)
		return str_fmt(a, "%llu.%llu%%", n / 100, n % 100 / 10);
	return str_fmt(a, "%llu.%02llu%%", n / 100, n % 100);
}

void severity_fill_defaults(const struct severity_policy *p, struct gauges *g)
{
	bool reach_given = g->v[GAUGE_USERS_SHARE].state != GAUGE_UNUSED ||
			   g->v[GAUGE_USERS_COUNT].state != GAUGE_UNUSED;

	for (size_t i = 0; i < GAUGE_COUNT; i++) {
		if (g->v[i].state != GAUGE_UNUSED)
			continue;
		if (reach_given && (i == GAUGE_USERS_SHARE || i == GAUGE_USERS_COUNT))
			continue;
		g->v[i] = p->info[i].initial;
	}
}
