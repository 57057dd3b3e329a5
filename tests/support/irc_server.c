/* irc_server.c: a real ngIRCd on a free port of this host, started and ended by its process id. */
#include "support/irc_server.h"

#include <poll.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "support/test.h"
#include "sys/clock.h"
#include "sys/file.h"

static struct sockaddr_in at_port(int port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return at;
}

int irc_server_free_port(void)
{
	struct sockaddr_in at = at_port(0);
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, n), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	close(fd);
	return ntohs(at.sin_port);
}

static bool accepts(int port)
{
	struct sockaddr_in at = at_port(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool ok = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;

	close(fd);
	return ok;
}

void irc_server_wait(int port, int seconds)
{
	duration limit = clock_mono() + seconds * US_PER_S;

	while (!accepts(port)) {
		if (clock_mono() > limit)
			fail_msg("nobody listens on port %d", port);
		poll(NULL, 0, 2); /* between two looks, not instead of one */
	}
}

static _Noreturn void run_server(const char *config)
{
	int null = open("/dev/null", O_RDWR);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(null, 0);
	dup2(null, 1);
	dup2(null, 2);
	execl("/usr/sbin/ngircd", "ngircd", "-n", "-f", config, (char *)NULL);
	_exit(127);
}

void irc_server_again(struct irc_server *s)
{
	duration limit = clock_mono() + 20 * US_PER_S;

	s->pid = fork();
	assert_true(s->pid >= 0);
	if (s->pid == 0)
		run_server(s->config);
	while (!accepts(s->port)) {
		int status;

		if (waitpid(s->pid, &status, WNOHANG) == s->pid || clock_mono() > limit) {
			s->pid = 0;
			fail_msg("ngircd does not accept connections on port %d", s->port);
		}
		poll(NULL, 0, 2); /* between two looks, not instead of one */
	}
}

void irc_server_start(struct irc_server *s, struct arena *a, const char *folder)
{
	struct err err;
	const char *text, *tls = "";

	s->port = irc_server_free_port();
	if (s->certificate) {
		s->tls_port = irc_server_free_port();
		tls = arena_printf(a, "[SSL]\nCertFile = %s\nKeyFile = %s\nPorts = %d\n",
			s->certificate, s->key, s->tls_port);
	}
	text = arena_printf(a,
		"[Global]\nName = irc.test\nInfo = test\nListen = 127.0.0.1\nPorts = %d\n"
		"ServerUID = %u\nServerGID = %u\n"
		"[Limits]\nMaxConnectionsIP = 0\nMaxJoins = 0\nMaxPenaltyTime = 0\nPingTimeout = "
		"120\n"
		"[Options]\nDNS = no\nIdent = no\nPAM = no\n%s",
		s->port, (unsigned)getuid(), (unsigned)getgid(), tls);
	s->config = file_join(a, folder, "ngircd.conf");
	assert_int_equal(file_write(s->config, str_z(text), 0644, &err), RC_OK);
	irc_server_again(s);
}

void irc_server_kill(struct irc_server *s)
{
	if (s->pid <= 0)
		return;
	kill(s->pid, SIGKILL);
	while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
		;
	s->pid = 0;
}
