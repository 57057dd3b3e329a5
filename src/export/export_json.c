/* export_json.c: the post-mortem as one JSON object, with every row of the log. */
#include "doc/print.h"
#include "export_internal.h"

static enum rc print(
	struct arena *a, const struct export_input *in, struct str *ret, struct err *err)
{
	struct buf b;

	buf_init(&b, a, PRINT_MAX);
	view_retro_json(&b, &in->retro, in->log);
	if (b.over)
		return err_set(err, RC_LIMIT, "the log is too long for one JSON object");
	*ret = buf_str(&b);
	return RC_OK;
}

const struct exporter exporter_json = {
	.name = "json",
	.brief = "for programs, with the full log",
	.sign = {"{\"format\":\"warroom-postmortem-1\"", "", "\"format\"", "\"incident\":"},
	.whole_log = true,
	.print = print,
};
