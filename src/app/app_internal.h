/* app_internal.h: the assembled program: what main wires together. */
#ifndef APP_APP_INTERNAL_H
#define APP_APP_INTERNAL_H

#include "base/arena.h"
#include "cli/cli.h"
#include "core/policy.h"
#include "engine/engine.h"
#include "journal/journal.h"
#include "lang/option.h"
#include "sys/log.h"
#include "sys/loop.h"

#include "feed/feed.h"
#include "feed/replay.h"
#include "irc/bridge.h"
#include "send/courier.h"
#include "tui/tui.h"

enum { NETWORKS_MAX = 4 };

/* Another network where channels of incidents are bridged. */
struct network {
	char name[ROOM_NETWORK_MAX + 1];
	struct irc_options options;
	struct bridge *bridge; /* NULL where nothing stays open */
};

struct app {
	struct cli cli;
	struct arena *arena; /* process lifetime: policies, paths, settings */
	struct policies policies;
	struct runbook_shelf shelf;       /* where the rules find the runbooks */
	struct exec *exec;                /* the command of a runbook that runs; NULL: none */
	struct runbook_library *runbooks; /* NULL: nobody asked for them yet */
	struct update_texts *updates;
	struct phrase_policy *phrases;     /* owns pattern memory; freed with the app */
	bool shipped;                      /* the config folder's tables are left aside */
	char policy_refused[ERR_TEXT_MAX]; /* why, or "" */
	struct journal *journal;
	struct engine *engine;
	struct loop *loop;       /* only when something stays open */
	struct tui *tui;         /* only at the console */
	struct bridge *bridge;   /* only at the console and in serve */
	struct courier *courier; /* as the bridge */
	struct log *log;         /* only in serve */
	struct replay *replay;   /* under way, or NULL */
	struct replay_progress replayed;
	struct feed_patterns patterns; /* log formats of one's own */
	struct irc_options irc;
	struct network networks[NETWORKS_MAX];
	size_t network_count;
	struct options *options;
	struct str actor;
	char holder[64]; /* unique name of this process in leases */
	int exit_status;
	bool watching; /* reads alone: no line of the configuration starts anything */
	bool quit;
	struct work *work; /* work.h: in the console, file work under way; NULL: none */
};

/* networks.c: "partner.server" and its value; from here on there is a bridge to it in a process that stays. */
bool app_is_network(
	struct str option); /* "irc.partner.server": of a network, not of the bridge itself */
enum rc app_set_network(struct app *app, struct str option, struct str value, struct err *err);
void app_show_networks(struct app *app, struct doc *d);
void app_close_networks(struct app *app);

/* assemble.c */
enum rc app_load_policies(struct app *app, struct err *err);
enum rc app_open(struct app *app, struct err *err); /* journal and engine */
/* True for a file that the config folder does not override. */
bool app_is_shipped(struct app *app, const char *path);
void app_close(struct app *app);

/* runbooks.c: where the rules find them, and the options runbook.* that say which commands may run. */
void app_shelve_runbooks(struct app *app);
void app_set_runbooks(struct app *app, struct str name, struct str value);

/* config.c: reads warroom.conf; a bad line is told on stderr with file:line and skipped. */
enum rc app_read_config(struct app *app, struct err *err);

/* Writes a commented warroom.conf; never over an existing one. */
enum rc app_init_config(struct app *app, struct arena *a, struct doc **ret_doc, struct err *err);
/* set, irc, theme and bind lines, from whichever door. */
enum rc app_set(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);

/* exec.c: starts the command of a step (ACT_RUN) or cancels it; without a console it waits for the end, which
 * Ctrl-C brings about. RC_STATE when the command did not end well. app_exec_close kills it and records that. */
enum rc app_exec(struct app *app, const struct act *act, struct arena *a, struct err *err);
void app_exec_close(struct app *app);

/* demo.c: replaces this process by the practice incident that ships with the program. */
enum rc app_run_demo(struct app *app, struct err *err);

/* acts.c: carries out what a command wished for. *ret_doc: something to show, or NULL; arena a. */
enum rc app_act(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);

/* replay.c: a past incident or a script into a drill. */
enum rc app_replay(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);
/* importing.c: logs into the record, and formats of one's own. */
enum rc app_import(struct app *app, const struct act *act, uint32_t incident, struct arena *a,
	struct doc **ret_doc, struct err *err);
enum rc app_pattern(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);
/* keep.c and verify.c: file work that may take long (work.h). */
enum rc app_keep(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);
enum rc app_get_kept(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);
enum rc app_verify(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);
enum rc app_backup(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);
/* Where the kept files of a journal lie. */
const char *app_evidence_folder(struct arena *a, const struct journal *j);
/* work.c: breaks off what is under way; before loop and journal are closed. */
void app_drop_work(struct app *app);

/* sending.c: updates on their way out. */
void app_start_courier(struct app *app);
/* The status page's channel, as the option status.page says. */
enum rc app_status_page(struct app *app, struct str folder, struct arena *a, struct err *err);
/* `export status`. */
/* The actions of every incident that may leave, as a calendar: to standard output, or into a file that is one of ours. */
enum rc app_export_actions(struct app *app, const struct act *act, struct arena *a,
	struct doc **ret_doc, struct err *err);
enum rc app_export_status(struct app *app, const struct act *act, struct arena *a,
	struct doc **ret_doc, struct err *err);
/* After a verb of the shell: how many of its rows wait because nobody delivers here; NULL: none. */
struct doc *app_waiting(struct app *app, const struct answer *answer, struct arena *a);

/* run.c: the ways to run: one verb, the console, lines to read; and what all that stay open have in common. */
enum rc app_run_verb(struct app *app, struct err *err);
enum rc app_run_console(struct app *app, struct err *err);
enum rc app_run_watch(struct app *app, struct err *err);
/* One second of the clocks; ctx is the app. */
void app_tick(void *ctx);
enum rc app_start_bridge(struct app *app, struct err *err);
bridge_notice_fn app_on_notice; /* ctx is the app */

/* serve.c: the server without a screen, until it is told to leave. */
enum rc app_run_serve(struct app *app, struct err *err);

#endif
