/* export_html.c: the post-mortem as one self-contained page with an inline timeline. */
#include "core/fence.h"
#include "doc/print.h"
#include "export_internal.h"

static enum rc print(
	struct arena *a, const struct export_input *in, struct str *ret, struct err *err)
{
	struct print_opts o = {.title = in->title, .mark = incident_watermark(in->retro.incident)};

	return print_html(a, in->doc, &o, ret, err);
}

const struct exporter exporter_html = {
	.name = "html",
	.brief = "one page for any browser",
	.renewable = true,
	.sign = {"<!DOCTYPE html>", "<!-- warroom:begin ", EXPORT_TITLE, "INC-"},
	.print = print,
};
