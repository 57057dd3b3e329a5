/* cli.h: the shell's door: options before the verb, one request, its answer on standard output. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "engine/engine.h"

/* What stands before the verb. */
struct cli {
	const char *journal; /* -j, WARROOM_JOURNAL; NULL: the default place */
	const char *config;  /* --config FILE; NULL: the default place */
	const char *theme;
	const char
		*log; /* --log FILE: where serve writes what it has to say; NULL: standard error */
	const char *docs;  /* --docs PAGE: print a generated page and leave */
	uint32_t incident; /* -i, WARROOM_INCIDENT; 0: the current one */
	int colours;       /* --colors N; -1: ask the terminal */
	bool linear, ascii, help, version, still;
	struct str as; /* as=NAME among the words: speak for somebody else */
	int argc;      /* the verb and its words; 0: open the console */
	char **argv;
};

/* RC_USAGE names the option and what is allowed. Borrowed from argv and the environment. */
enum rc cli_parse(int argc, char **argv, struct cli *ret, struct err *err);

/* The text of --help. */
const char *cli_usage(void);

/* Prints an answer: JSON lines when there are any, else the reply as text. RC_IO when standard output is gone. */
enum rc cli_print(struct arena *a, const struct answer *answer, struct err *err);
enum rc cli_print_doc(struct arena *a, const struct doc *d, struct err *err);
/* "warroom: text" on standard error; the line of the command is shown with the place marked when err->at tells it. */
void cli_complain(struct arena *a, const struct cli *cli, const struct err *err);

#endif
