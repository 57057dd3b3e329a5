/* calendar.c: writes the actions of all incidents as a calendar. */
#include "app_internal.h"

#include "sys/clock.h"
#include "sys/file.h"
#include "view/view_calendar.h"

enum { CALENDAR_MAX = 16 * 1024 * 1024 };

/* Only what is a calendar already is written over. */
static enum rc must_be_calendar(const char *path, struct arena *a, struct err *err)
{
	struct str old;
	enum rc rc;

	if (!file_exists(path))
		return RC_OK;
	if (!file_is_plain(path))
		return err_set(err, RC_STATE,
			"%s is not a file that can be replaced; name another with out=", path);
	rc = file_read(a, path, CALENDAR_MAX, &old, err);
	if (rc == RC_OK && old.n && !str_starts(old, STR("BEGIN:VCALENDAR")))
		return err_set(err, RC_STATE,
			"%s is there and is no calendar, so it stays as it is; name another file "
			"with out=",
			path);
	return rc;
}

static enum rc write_calendar(
	const char *path, struct str text, struct arena *a, struct doc **ret_doc, struct err *err)
{
	enum rc rc = must_be_calendar(path, a, err);

	if (rc == RC_OK)
		rc = file_write(path, text, 0600, err);
	if (rc != RC_OK)
		return rc;
	*ret_doc = doc_new(a);
	doc_paraf(*ret_doc, ROLE_TEXT, "the actions are written to %s", path);
	return RC_OK;
}

enum rc app_export_actions(struct app *app, const struct act *act, struct arena *a,
	struct doc **ret_doc, struct err *err)
{
	struct buf b;

	buf_init(&b, a, CALENDAR_MAX);
	view_actions_calendar(&b, engine_board_for(app->engine, app->actor), clock_now());
	if (b.over)
		return err_set(err, RC_LIMIT, "a calendar of more than %d bytes is not written",
			CALENDAR_MAX);
	if (act->file.n || app->tui)
		return write_calendar(act->file.n ? str_to_z(a, act->file) : "actions.ics",
			buf_str(&b), a, ret_doc, err);
	if (fwrite(b.p, 1, b.n, stdout) != b.n)
		return err_set(err, RC_IO, "cannot write the calendar");
	return RC_OK;
}
