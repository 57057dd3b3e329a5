/* irc_pair.c: two real InspIRCds that are one network, and an operator's words that part and join them. */
#include "support/irc_pair.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "support/irc_server.h"
#include "support/test.h"
#include "sys/file.h"

enum { WAIT_S = 30 };

/* 1: folder, 2: own name, 3: port for people, 4: port for servers, 5: the other's name, 6: its port for servers, 7: number */
static const char words[] =
	"<config format=\"xml\">\n"
	"<server name=\"%2$s\" description=\"test\" network=\"Test\" id=\"%7$s\">\n"
	"<admin name=\"test\" nick=\"test\" email=\"test@example.org\">\n"
	"<path configdir=\"%1$s\" datadir=\"%1$s\" logdir=\"%1$s\" runtimedir=\"%1$s\" "
	"moduledir=\"/usr/lib/inspircd/modules\">\n"
	"<pid file=\"%1$s/server.pid\">\n"
	"<log method=\"file\" type=\"*\" level=\"default\" target=\"%1$s/server.log\">\n"
	"<bind address=\"127.0.0.1\" port=\"%3$d\" type=\"clients\">\n"
	"<bind address=\"127.0.0.1\" port=\"%4$d\" type=\"servers\">\n"
	"<connect allow=\"*\" resolvehostnames=\"no\" maxchans=\"20\" localmax=\"100\" "
	"globalmax=\"100\" fakelag=\"no\" commandrate=\"1000000\" threshold=\"1000\" "
	"timeout=\"20\" pingfreq=\"120\">\n"
	"<performance nouserdns=\"yes\" quietbursts=\"yes\">\n"
	"<class name=\"all\" commands=\"*\" privs=\"*\" usermodes=\"*\" chanmodes=\"*\">\n"
	"<type name=\"all\" classes=\"all\">\n"
	"<oper name=\"root\" password=\"root\" host=\"*@*\" type=\"all\">\n"
	"<link name=\"%5$s\" ipaddr=\"127.0.0.1\" port=\"%6$d\" allowmask=\"127.0.0.0/8\" "
	"sendpass=\"link\" recvpass=\"link\">\n"
	"<module name=\"spanningtree\">\n<module name=\"cap\">\n<module "
	"name=\"ircv3_servertime\">\n"
	"<module name=\"ircv3_ctctags\">\n<module name=\"ircv3_batch\">\n";

static pid_t start(struct arena *a, const char *folder, const char *text)
{
	const char *config = file_join(a, folder, "server.conf");
	char *argv[] = {"/usr/sbin/inspircd", "--nofork", "--config", (char *)(uintptr_t)config,
		getuid() == 0 ? "--runasroot" : NULL, NULL};
	struct err err;
	pid_t child;
	int null;

	assert_int_equal(file_write(config, str_z(text), 0644, &err), RC_OK);
	child = fork();
	assert_true(child >= 0);
	if (child > 0)
		return child;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	null = open("/dev/null", O_RDWR);
	dup2(null, 0);
	dup2(null, 1);
	dup2(null, 2);
	execv(argv[0], argv);
	_exit(127);
}

void irc_pair_start(struct irc_pair *p, struct arena *a, const char *folder)
{
	int link = irc_server_free_port(), far_link = irc_server_free_port();
	const char *here = file_join(a, folder, "near"), *there = file_join(a, folder, "far");

	*p = (struct irc_pair){.port = irc_server_free_port(), .far_port = irc_server_free_port()};
	assert_int_equal(mkdir(here, 0755), 0);
	assert_int_equal(mkdir(there, 0755), 0);
	p->near = start(a, here,
		arena_printf(
			a, words, here, "irc.test", p->port, link, "irc2.test", far_link, "1AA"));
	p->far = start(a, there,
		arena_printf(a, words, there, "irc2.test", p->far_port, far_link, "irc.test", link,
			"2AA"));
	irc_server_wait(p->port, WAIT_S);
	irc_server_wait(p->far_port, WAIT_S);
	irc_server_wait(far_link, WAIT_S);
}

static void end(pid_t *child)
{
	if (*child <= 0)
		return;
	kill(*child, SIGKILL);
	while (waitpid(*child, NULL, 0) < 0 && errno == EINTR)
		;
	*child = 0;
}

void irc_pair_end(struct irc_pair *p)
{
	end(&p->near);
	end(&p->far);
}

void irc_pair_operator(struct irc_client *c)
{
	irc_client_say(c, "OPER root root");
	irc_client_until(c, " 381 ");
}

void irc_pair_part(struct irc_client *c)
{
	irc_client_say(c, "SQUIT irc2.test :parted by the test");
}

void irc_pair_join(struct irc_client *c)
{
	irc_client_say(c, "CONNECT irc2.test");
}
