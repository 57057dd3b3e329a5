/* send_file.c: an update into a file: behind what is there, or in place of it; a reader never sees half of one. */
#include "send/send_internal.h"

#include <sys/stat.h>

#include "sys/file.h"

enum { FILE_SIZE_MAX = 16 * 1024 * 1024, NEW_MODE = 0644, MODE_BITS = 0777 };

static unsigned mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_mode & MODE_BITS : NEW_MODE;
}

/* The id makes a repetition after a crash known for what it is. */
static struct str block(struct sending *s)
{
	const struct parcel *p = &s->parcel;

	return str_fmt(s->arena, "%s %.*s %.*s to %.*s id=%.*s\n%.*s\n\n",
		time_iso_prec(s->arena, p->at, PREC_S), STR_ARG(p->incident), STR_ARG(p->update),
		STR_ARG(p->audience), STR_ARG(p->id), STR_ARG(p->text));
}

static enum rc add_to(struct sending *s, const char *path, struct str *text, struct err *err)
{
	struct str old = {0}, more = block(s);
	enum rc rc = file_read(s->arena, path, FILE_SIZE_MAX, &old, err);

	if (rc == RC_LIMIT)
		return err_set(
			err, rc, "%s is longer than %d bytes: move it away", path, FILE_SIZE_MAX);
	if (rc != RC_OK && rc != RC_UNKNOWN)
		return rc;
	if (str_find(old, str_fmt(s->arena, " id=%.*s\n", STR_ARG(s->parcel.id))) >= 0)
		more = STR("");
	*text = str_fmt(s->arena, "%.*s%.*s", STR_ARG(old), STR_ARG(more));
	return RC_OK;
}

static enum rc start(struct sending *s, struct err *err)
{
	const char *path = str_to_z(s->arena, s->channel.target);
	struct str text = str_fmt(s->arena, "%.*s\n", STR_ARG(s->parcel.text));
	enum rc rc = RC_OK;

	if (file_exists(path) && !file_is_plain(path))
		return err_set(err, RC_STATE, "%s is no file that can be replaced", path);
	if (!str_eq_z(s->channel.mode, "replace"))
		rc = add_to(s, path, &text, err);
	if (rc == RC_OK)
		rc = file_write(path, text, mode_of(path), err);
	if (rc == RC_OK)
		sending_done(s, true, 0, "%s", "");
	return rc;
}

const struct send_kind sender_file = {.name = "file", .local = true, .start = start};
