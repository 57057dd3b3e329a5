/* theme_internal.h: style roles to looks: what a theme file says, for many colours and for few. */
#ifndef TUI_THEME_INTERNAL_H
#define TUI_THEME_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "doc/doc.h"

enum { LOOK_DEFAULT = -1, LOOK_RGB = 0x1000000 }; /* a colour: -1, 0..255, or LOOK_RGB | RRGGBB */

struct look {
	int fg, bg;
	bool bold, underline, reverse;
};

struct theme {
	struct look many[ROLE_COUNT]; /* 256 colours and more */
	struct look few[ROLE_COUNT];  /* 16 or 8 colours */
	struct look mono[ROLE_COUNT]; /* none */
	char alert[4];                /* sign beside what needs someone, 1 to 3 ASCII cells */
};

/* The built-in themes "dark", "light", "mono" and "none"; false for another name. */
bool theme_builtin(struct str name, struct theme *ret);

struct theme_problems {
	VEC(struct str) v; /* "dark.theme:7: "sev9" is no role ..." */
};

/*
 * Reads a theme file: `name = fg [on bg] [bold] [underline] [reverse] [none]`, `base = NAME`,
 * `sign.alert = "!"`, and the sections [256], [16] and [mono]; lines before a section hold for all
 * depths. Bad lines are skipped and reported, never fatal. `others` finds the text of another theme
 * for `base`, NULL: only the built-in ones.
 */
typedef bool theme_find_fn(void *self, struct str name, struct str *ret_text);
void theme_parse(struct arena *a, const char *file, struct str text, theme_find_fn *others,
	void *self, struct theme *ret, struct theme_problems *problems);

/* The look of a role on a terminal with so many colours; RGB is already rounded to what it has. */
struct look theme_look(const struct theme *t, enum doc_role role, int colours);

/* Nearest of the 256 or 16 fixed colours, and the RGB value of one of 256. */
int theme_nearest(uint32_t rgb, int colours);
uint32_t theme_rgb(int index);

#endif
