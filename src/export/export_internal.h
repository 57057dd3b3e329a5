/* export_internal.h: what one format of the registry provides. */
#ifndef EXPORT_EXPORT_INTERNAL_H
#define EXPORT_EXPORT_INTERNAL_H

#include "export/export.h"
#include "view/view_retro.h"
#include "view/view_timeline.h"

struct export_input {
	struct retro_ask retro;
	const struct doc *doc;      /* the template, filled */
	const struct timeline *log; /* everything, chat included, by time of occurrence */
	const char *title;
};

/* What tells a file of ours from a person's, and one incident's from another's. */
struct export_sign {
	const char *begins; /* the first bytes of every file of this format */
	const char *holds;  /* what every one of them holds further down */
	const char *title;  /* behind this ... */
	const char *number; /* ... and then behind this stands the incident's number */
};
#define EXPORT_TITLE "<!-- warroom:begin title -->"

/* One file src/export/export_NAME.c defines exporter_NAME. `renewable`: its text carries marks of generated parts. */
struct exporter {
	const char *name, *brief;
	bool renewable;
	struct export_sign sign;
	bool whole_log; /* wants every row, chat included; else in->log is empty */
	enum rc (*print)(
		struct arena *a, const struct export_input *in, struct str *ret, struct err *err);
};

#define EXPORTER(name) extern const struct exporter exporter_##name;
#include "registry_exporters.h"
#undef EXPORTER

#endif
