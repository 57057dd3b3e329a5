/* irc_stage.c: a bridge before a server that the test plays line by line. */
#include "support/irc_stage.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/test.h"

static void open_listener(struct irc_stage *s)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t n = sizeof at;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(s->listener, (struct sockaddr *)&at, n), 0);
	assert_int_equal(listen(s->listener, 4), 0);
	assert_int_equal(getsockname(s->listener, (struct sockaddr *)&at, &n), 0);
	s->port = ntohs(at.sin_port);
}

int irc_stage_setup(void **state)
{
	static struct irc_stage s;

	s = (struct irc_stage){0};
	irc_rig_open(&s.rig);
	open_listener(&s);
	irc_rig_listen(&s.rig, &s.link);
	irc_rig_declare(&s.rig, "Checkout errors");
	*state = &s;
	return 0;
}

int irc_stage_teardown(void **state)
{
	struct irc_stage *s = *state;

	close(s->listener);
	irc_client_close(&s->link);
	irc_rig_close(&s->rig);
	return 0;
}

void irc_stage_connect(struct irc_stage *s)
{
	irc_rig_connect(&s->rig, "test-1", s->port, "#war");
}

static bool connected(void *ctx)
{
	struct irc_stage *s = ctx;
	int fd = accept(s->listener, NULL, NULL);

	if (fd < 0)
		return false;
	irc_client_adopt(&s->link, fd);
	return true;
}

void irc_stage_accept(struct irc_stage *s)
{
	irc_client_close(&s->link);
	irc_rig_until(&s->rig, "a connection", connected, s);
}

void irc_stage_hear(struct irc_stage *s, const char *words)
{
	irc_rig_until_hears(&s->rig, &s->link, words);
}

void irc_stage_answer_pings(struct irc_stage *s)
{
	const char *at = s->link.heard;
	char token[64];

	for (size_t n = 0; at && (at = strstr(at, "PING :")) != NULL; n++, at += 6) {
		if ((size_t)(at - s->link.heard) < s->link.answered)
			continue;
		if (sscanf(at + 6, "%63s", token) == 1)
			irc_client_say(&s->link, ":irc.test PONG irc.test :%s", token);
	}
	s->link.answered = s->link.n;
}

struct told {
	struct irc_stage *s;
	const char *words;
};

static bool is_told(void *ctx)
{
	struct told *t = ctx;

	return strstr(t->s->rig.notices, t->words) != NULL;
}

void irc_stage_until_told(struct irc_stage *s, const char *words)
{
	struct told t = {s, words};

	irc_rig_until(&s->rig, words, is_told, &t);
}

void irc_stage_let_in(struct irc_stage *s)
{
	irc_stage_hear(s, "JOIN #war");
	irc_client_say(&s->link, ":warroom!warroom@localhost JOIN #war");
	irc_client_say(&s->link, ":irc.test 353 warroom = #war :warroom @ops1");
	irc_stage_hear(s, "PING :sync-");
}

void irc_stage_offer(struct irc_stage *s, const char *caps)
{
	irc_stage_accept(s);
	irc_stage_hear(s, "CAP LS 302");
	irc_stage_hear(s, "NICK warroom");
	irc_stage_hear(s, "USER warroom");
	irc_client_say(&s->link, ":irc.test CAP * LS :%s", caps);
}

/* Grants whatever is asked for from here on, until the words are heard. */
struct grant {
	struct irc_stage *s;
	const char *words;
	size_t at;
};

static bool grants(void *ctx)
{
	struct grant *g = ctx;
	struct irc_client *link = &g->s->link;
	const char *at;

	while (link->heard && (at = strstr(link->heard + g->at, "CAP REQ :")) != NULL &&
		strchr(at, '\n') != NULL) {
		int n = (int)(strchr(at, '\n') - at) - 9;

		irc_client_say(link, ":irc.test CAP * ACK :%.*s", n, at + 9);
		g->at = (size_t)(at - link->heard) + 9;
	}
	return irc_client_hears(link, g->words);
}

void irc_stage_grant_until(struct irc_stage *s, const char *words)
{
	struct grant g = {s, words, 0};

	irc_rig_until(&s->rig, words, grants, &g);
}

void irc_stage_welcome(struct irc_stage *s)
{
	irc_client_say(&s->link, ":irc.test 001 warroom :Welcome");
	irc_client_say(
		&s->link, ":irc.test 005 warroom NICKLEN=30 CASEMAPPING=ascii WHOX :are supported");
	irc_client_say(&s->link, ":irc.test 422 warroom :no motd");
}

void irc_stage_go_live(struct irc_stage *s)
{
	irc_stage_welcome(s);
	irc_stage_let_in(s);
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
}
