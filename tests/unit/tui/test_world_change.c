/* test_world_change.c: what is offered while a change, an item or a departure is being named. */
#include "support/test.h"

#include "support/frames.h"

static struct frames *told(void)
{
	struct frames *f = frames_new();

	frames_tell(f, "2026-11-22T14:03:00Z", "run drain eu-1 rollback=? by=@dev1");
	frames_tell(f, "2026-11-22T14:04:00Z", "run drain eu-2 rollback=?");
	frames_tell(f, "2026-11-22T14:05:00Z", "diverge \"batch jobs are off\"");
	room_event(f->room, 2, EV_EVIDENCE_KEPT,
		"{\"id\":1,\"sha256\":"
		"\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\","
		"\"size\":4,\"name\":\"pool.txt\"}");
	return f;
}

/* All that is offered behind the line, joined by blanks. */
static const char *offered(struct frames *f, const char *line)
{
	struct buf b;

	frames_type(f, line);
	buf_init(&b, f->a, 4096);
	for (size_t n = 0; n < f->prompt->completion->n; n++)
		buf_addf(&b, "%.*s ", STR_ARG(str_trim(f->prompt->completion->v[n].text)));
	return buf_z(&b);
}

/* The values come first, then the names that may follow. */
static void offers(struct frames *f, const char *line, const char *first)
{
	const char *all = offered(f, line);

	if (strncmp(all, first, strlen(first)) != 0 || strstr(all + strlen(first), "-"))
		fail_msg("%s offers %s", line, all);
}

static void is_offered(void **state)
{
	struct frames *f = told();

	(void)state;
	offers(f, "/run approve ", "CHG-2 ");
	offers(f, "/run done ", "CHG-1 ");
	offers(f, "/run stop ", "CHG-2 CHG-1 ");
	offers(f, "/run rollback ", "CHG-1 ");
	offers(f, "/run res", "restart restore ");
	offers(f, "/run restart web captured=", "EV-1 impossible skipped ");
	offers(f, "/evidence show ", "EV-1 ");
	assert_non_null(strstr(offered(f, "/diverge revert "), "DIV-1 "));
	assert_null(strstr(offered(f, "/diverge revert "), "A-1"));
	frames_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(is_offered)};
	return cmocka_run_group_tests_name("candidates for changes", tests, NULL, NULL);
}
