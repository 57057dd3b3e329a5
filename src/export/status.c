/* status.c: writes the files of the status page, each to a temporary name and then to its own. */
#include "export/status.h"

#include "doc/print.h"
#include "status_internal.h"
#include "sys/file.h"

enum { PUBLIC_MODE = 0644, FOLDER_MODE = 0755 };

/* `sign`: what every such file of ours holds and no other one does. */
static const struct file {
	const char *name, *sign;
	status_file_fn *print;
} files[] = {
	{"feed.atom", "<generator>warroom</generator>", status_atom},
	{"feed.rss", "<generator>warroom</generator>", status_rss},
	{"incidents.json", "\"generator\":\"warroom\"", status_incidents},
	{"summary.json", "\"generator\":\"warroom\"", status_summary},
	{"index.html", "<!-- warroom:begin status -->", status_html},
};

enum { FILES = sizeof files / sizeof *files };

enum rc status_html(struct arena *a, const struct status_page *p, struct str *ret, struct err *err)
{
	struct doc *d = doc_new(a);
	struct print_opts o = {.title = str_to_z(a, p->name)};

	doc_generated(d, "status", true);
	doc_append(d, view_status_page(a, p));
	doc_generated(d, "status", false);
	return print_html(a, d, &o, ret, err);
}

static enum rc must_be_ours(
	struct arena *a, const char *path, const struct file *f, struct err *err)
{
	struct str old;
	enum rc rc;

	if (!file_exists(path))
		return RC_OK;
	if (!file_is_plain(path))
		return err_set(err, RC_STATE, "%s is not a file that can be replaced", path);
	rc = file_read(a, path, STATUS_FILE_MAX, &old, err);
	if (rc == RC_OK && str_trim(old).n && str_find(old, str_z(f->sign)) < 0)
		rc = err_set(err, RC_STATE,
			"%s is there and is no status page of ours, so it stays as it is; name "
			"another folder",
			path);
	return rc;
}

enum rc export_status(const struct status_ask *ask, struct arena *a, struct err *err)
{
	struct str text[FILES];
	struct status_page page;
	enum rc rc = file_mkdirs(ask->folder, FOLDER_MODE, err);

	status_page_of(a, ask->board, ask->name, ask->url, &page);
	for (size_t n = 0; rc == RC_OK && n < FILES; n++) {
		rc = must_be_ours(a, file_join(a, ask->folder, files[n].name), &files[n], err);
		if (rc == RC_OK)
			rc = files[n].print(a, &page, &text[n], err);
	}
	for (size_t n = 0; rc == RC_OK && n < FILES; n++)
		rc = file_write(
			file_join(a, ask->folder, files[n].name), text[n], PUBLIC_MODE, err);
	return rc;
}
