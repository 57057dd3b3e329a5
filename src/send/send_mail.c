/* send_mail.c: an update as a mail, handed to the mail command of the configuration. */
#include "send/send_internal.h"

static bool is_printable(struct str s)
{
	for (size_t n = 0; n < s.n; n++)
		if (s.p[n] < ' ' || s.p[n] > '~')
			return false;
	return true;
}

static enum rc start(struct sending *s, struct err *err)
{
	struct str command = options_text(s->env->options, "mail.command");
	struct str from = options_text(s->env->options, "mail.from");
	struct str text, message, to = s->channel.target;
	struct buf list;
	const char *path;
	struct str one;
	enum rc rc = RC_OK;

	if (!command.n)
		return err_set(err, RC_STATE,
			"no mail command is set here: `set mail.command \"/usr/sbin/sendmail -t "
			"-i\"` in warroom.conf");
	if (!is_printable(from))
		return err_set(err, RC_USAGE, "mail.from takes an address in ASCII");
	buf_init(&list, s->arena, 4096);
	while (str_split(&to, ',', &one))
		buf_addf(&list, "%s%.*s", list.n ? ", " : "", STR_ARG(one));
	rc = sending_template(s, "mail", "txt", "update", &path, &text, err);
	if (rc == RC_OK)
		rc = mail_message(
			s->arena, path, text, &s->parcel, from, buf_str(&list), &message, err);
	return rc == RC_OK ? sending_run(s, command, message, NULL, err) : rc;
}

const struct send_kind sender_mail = {.name = "mail", .start = start, .cancel = sending_run_cancel};
