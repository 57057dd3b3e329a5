/* supervisor.h: tells whoever started and watches this process how it is: ready, busy with what, alive, leaving. */
#ifndef SYS_SUPERVISOR_H
#define SYS_SUPERVISOR_H

#include <stdbool.h>

#include "base/str.h"
#include "base/time.h"

/*
 * The protocol of systemd's sd_notify(3), which other supervisors speak too: datagrams of NAME=VALUE to the socket that
 * NOTIFY_SOCKET names, a path or (with @) an abstract name.
 */
struct supervisor;

enum { SUPERVISOR_STATUS_MAX = 400 };

/* Takes NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID out of the environment: they are not for programs we start. Never
 * NULL; without a supervisor everything below does nothing. */
struct supervisor *supervisor_new(void);
void supervisor_free(struct supervisor *s); /* NULL is fine */

bool supervisor_is_there(const struct supervisor *s);

/* None waits. False: it was not taken, say it again. */
bool supervisor_ready(struct supervisor *s);
bool supervisor_alive(struct supervisor *s);
bool supervisor_stopping(struct supervisor *s);
/* One line for people; its control bytes become blanks, and what is too long is cut. The same again is not sent. */
bool supervisor_status(struct supervisor *s, struct str text);

/* How often supervisor_alive is wanted, twice in the time after which we count as dead; 0: nobody counts. */
duration supervisor_watchdog(const struct supervisor *s);

#endif
