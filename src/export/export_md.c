/* export_md.c: the post-mortem as Markdown. */
#include "doc/print.h"
#include "export_internal.h"

static enum rc print(
	struct arena *a, const struct export_input *in, struct str *ret, struct err *err)
{
	struct print_opts o = {0};

	return print_markdown(a, in->doc, &o, ret, err);
}

const struct exporter exporter_md = {
	.name = "md",
	.brief = "Markdown, to be edited",
	.renewable = true,
	.sign = {"", "<!-- warroom:begin ", EXPORT_TITLE, "INC-"},
	.print = print,
};
