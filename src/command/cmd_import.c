/* cmd_import.c: logs of other programs into the record, and formats of one's own. */
#include "command/command_internal.h"
#include "command/import_wish.h"

/* 2026 or 2026-03-28 */
static enum rc read_date(struct str s, struct import_wish *w, struct err *err)
{
	struct str rest = s, part;
	int64_t v[3] = {0};
	size_t n = 0;

	while (n < 3 && str_split(&rest, '-', &part) && str_to_i64(part, 1, n ? 31 : 9999, &v[n]))
		n++;
	if ((n != 1 && n != 3) || rest.p || v[0] < 1900 || v[1] > 12)
		return err_set(err, RC_USAGE,
			"date is the day on which the log begins, 2026-03-28, or its year alone, "
			"not "
			"\"%.*s\"",
			STR_ARG(str_cut(s, 0, 40)));
	w->year = (int)v[0];
	w->month = (int)v[1];
	w->day = (int)v[2];
	return RC_OK;
}

/* 90s, +90s, -2m, anchors */
static enum rc read_offset(struct str s, struct import_wish *w, struct err *err)
{
	bool behind = str_starts(s, STR("-"));
	struct str length = behind || str_starts(s, STR("+")) ? str_cut(s, 1, s.n) : s;
	struct err ignored;

	if (str_eq_z(s, "anchors")) {
		w->by_anchors = true;
		return RC_OK;
	}
	if (duration_parse(length, &w->ahead, &ignored) != RC_OK)
		return err_set(err, RC_USAGE,
			"offset is how far the clock of the log was ahead: 90s, -2m when it was "
			"behind, or anchors to find it from lines that the record holds too");
	w->ahead = behind ? -w->ahead : w->ahead;
	return RC_OK;
}

static enum rc read_files(
	const struct args *args, struct import_wish *w, struct arena *a, struct err *err)
{
	const struct pair *files;
	size_t n = args_pairs(args, "file", &files);

	if (n > IMPORT_FILES_MAX)
		return err_set(err, RC_LIMIT, "at most %d logs at once", IMPORT_FILES_MAX);
	w->files = ARENA_ARRAY(a, n + 1, struct str);
	for (size_t k = 0; k < n; k++) {
		if (str_eq_z(files[k].value, "dry-run") || str_eq_z(files[k].value, "--dry-run"))
			w->dry = true;
		else
			w->files[w->n++] = files[k].value;
	}
	return RC_OK;
}

static enum rc read_times(const struct args *args, struct import_wish *w, struct err *err)
{
	struct stamp at;
	enum rc rc = RC_OK;

	if (args_has(args, "date"))
		rc = read_date(args_str(args, "date"), w, err);
	if (rc == RC_OK && args_has(args, "offset"))
		rc = read_offset(args_str(args, "offset"), w, err);
	w->zone = args_str(args, "zone");
	w->clock = args_str(args, "clock");
	w->from = args_time(args, "from", &at) ? at.at : INSTANT_NONE;
	w->to = args_time(args, "to", &at) ? at.at : INSTANT_NONE;
	return rc;
}

static enum rc import(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct import_wish *w = ARENA_NEW(ask->arena, struct import_wish);
	enum rc rc = read_files(args, w, ask->arena, err);

	w->format = args_str(args, "format");
	w->list = str_eq_z(w->format, "--list") || str_eq_z(w->format, "list");
	w->dry |= args_is(args, "dry", "yes");
	if (rc == RC_OK)
		rc = read_times(args, w, err);
	if (rc == RC_OK && !w->list && !w->n)
		rc = err_set(err, RC_USAGE,
			"which file? `import %.*s FILE zone=Europe/Berlin`; `import auto FILE` "
			"looks "
			"which format it is",
			STR_ARG(str_cut(w->format, 0, 40)));
	if (rc == RC_OK)
		outcome_act(out, ACT_IMPORT)->import = w;
	return rc;
}

static enum rc pattern(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct act *act = outcome_act(out, ACT_PATTERN);

	(void)ask;
	(void)err;
	act->name = args_str(args, "name");
	act->text = args_str(args, "regex");
	return RC_OK;
}

static const struct command rows[] = {
	{"import", NULL, "take a log of another program into the record; nothing in it is executed",
		"<format:word> [<file:file>...] [zone=<zone>] [date=<word>] [clock=24|am|pm] "
		"[offset=<word>] [from=<time>] [to=<time>] [dry=yes|no]",
		"import auto war.log zone=Europe/Berlin dry=yes", DOORS_LOCAL, CAP_LOG,
		INCIDENT_NONE, import},
	{"pattern", NULL,
		"make a log format of your own for `import`, from a pattern with named groups",
		"<name:word> <regex:text>",
		"pattern myapp '^(?<time>\\S+ \\S+) (?<nick>\\w+): (?<text>.*)$'",
		DOOR_CONSOLE | DOOR_CONFIG, CAP_LOG, INCIDENT_NONE, pattern},
};

const struct command_family family_import = {
	"import", "logs of other programs", rows, sizeof rows / sizeof *rows};
