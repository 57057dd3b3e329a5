/* paths.h: where the program's files live: data, config, templates, themes, policy tables. */
#ifndef SYS_PATHS_H
#define SYS_PATHS_H

#include "base/arena.h"
#include "base/err.h"
#include "sys/file.h"

/* $XDG_DATA_HOME/warroom or ~/.local/share/warroom; $XDG_CONFIG_HOME/warroom or ~/.config/warroom.
 * Not made by asking. */
const char *paths_data_dir(struct arena *a);
const char *paths_config_dir(struct arena *a);
/* journal.db in the data folder, warroom.conf in the config folder. */
const char *paths_journal(struct arena *a);
const char *paths_config(struct arena *a);

/*
 * Finds a file that ships with the program and may be overridden: "policy/severity_rules.tsv",
 * "postmortem.md", "themes/night.theme". Roots in order: the config folder, the
 * share/warroom of the prefix the executable is installed below, the source tree it was built in.
 * In each root NAME, then templates/NAME. NULL when nowhere, or when the name tries to leave the
 * root.
 */
const char *paths_find(struct arena *a, const char *name);
/* The file as it was shipped, whatever the config folder holds. */
const char *paths_find_shipped(struct arena *a, const char *name);

/* Names in the folder (such as "themes") over all roots that end in suffix, each once, sorted. */
enum rc paths_list(struct arena *a, const char *folder, const char *suffix, struct file_names *ret,
	struct err *err);

#endif
