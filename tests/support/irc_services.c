/* irc_services.c: a real InspIRCd with Anope's services on free ports of this host, ended by their process ids. */
#include "support/irc_services.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/irc_client.h"
#include "support/irc_server.h"
#include "support/test.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { WAIT_S = 30 };

static const char server_words[] =
	"<config format=\"xml\">\n"
	"<server name=\"irc.test\" description=\"test\" network=\"Test\">\n"
	"<admin name=\"test\" nick=\"test\" email=\"test@example.org\">\n"
	"<path configdir=\"%1$s\" datadir=\"%1$s\" logdir=\"%1$s\" runtimedir=\"%1$s\" "
	"moduledir=\"/usr/lib/inspircd/modules\">\n"
	"<pid file=\"%1$s/server.pid\">\n"
	"<log method=\"file\" type=\"*\" level=\"default\" target=\"%1$s/server.log\">\n"
	"<bind address=\"127.0.0.1\" port=\"%2$d\" type=\"clients\">\n"
	"<bind address=\"127.0.0.1\" port=\"%3$d\" type=\"clients\" sslprofile=\"test\">\n"
	"<bind address=\"127.0.0.1\" port=\"%4$d\" type=\"servers\">\n"
	"<sslprofile name=\"test\" provider=\"gnutls\" certfile=\"%5$s\" keyfile=\"%6$s\" "
	"hash=\"sha256\" requestclientcert=\"yes\">\n"
	"<connect allow=\"*\" resolvehostnames=\"no\" maxchans=\"20\" localmax=\"100\" "
	"globalmax=\"100\" "
	"fakelag=\"no\" commandrate=\"1000000\" threshold=\"1000\" timeout=\"20\" "
	"pingfreq=\"120\">\n"
	"<performance nouserdns=\"yes\" quietbursts=\"yes\">\n"
	"<sasl target=\"services.test\" requiressl=\"no\">\n"
	"<uline server=\"services.test\" silent=\"yes\">\n"
	"<link name=\"services.test\" ipaddr=\"127.0.0.1\" port=\"%4$d\" allowmask=\"127.0.0.0/8\" "
	"sendpass=\"link\" recvpass=\"link\">\n";

static const char *const server_modules[] = {"spanningtree", "ssl_gnutls", "sslinfo", "cap", "sasl",
	"services_account", "hidechans", "ircv3", "ircv3_accounttag", "ircv3_batch",
	"ircv3_capnotify", "ircv3_chghost", "ircv3_ctctags", "ircv3_echomessage",
	"ircv3_labeledresponse", "ircv3_msgid", "ircv3_servertime", "chanhistory", "botmode"};

static const char services_words[] =
	"define\n{\n\tname = \"services.host\"\n\tvalue = \"services.test\"\n}\n"
	"uplink\n{\n\thost = \"127.0.0.1\"\n\tipv6 = no\n\tssl = no\n\tport = %2$d\n\tpassword = "
	"\"link\"\n}\n"
	"serverinfo\n{\n\tname = \"services.test\"\n\tdescription = \"services\"\n\tpid = "
	"\"%1$s/services.pid\"\n"
	"\tmotd = \"%1$s/motd\"\n}\n"
	"module\n{\n\tname = \"inspircd3\"\n}\n"
	"networkinfo\n{\n\tnetworkname = \"Test\"\n\tnicklen = 30\n\tuserlen = 10\n\thostlen = 64\n"
	"\tchanlen = 64\n\tmodelistsize = 100\n\tvhost_chars = \"A-Za-z0-9.-\"\n"
	"\tallow_undotted_vhosts = no\n\tdisallow_start_or_end = \".-\"\n}\n"
	"options\n{\n\tcasemap = \"rfc1459\"\n\tseed = 1234\n\tstrictpasswords = "
	"no\n\tbadpasslimit = 0\n"
	"\tbadpasstimeout = 1h\n\tupdatetimeout = 5m\n\texpiretimeout = 30m\n\treadtimeout = 5s\n"
	"\twarningtimeout = 4h\n\ttimeoutcheck = 1s\n\tretrywait = 1s\n\thidestatso = yes\n"
	"\tulineservers = \"services.test\"\n}\n"
	"log\n{\n\ttarget = \"services.log\"\n\tlogage = 0\n\tother = \"*\"\n\tservers = \"*\"\n"
	"\tusers = \"*\"\n}\n"
	"service\n{\n\tnick = \"NickServ\"\n\tuser = \"services\"\n\thost = \"services.test\"\n"
	"\tgecos = \"Nicknames\"\n}\n"
	"module\n{\n\tname = \"nickserv\"\n\tclient = \"NickServ\"\n\tforceemail = no\n"
	"\tconfirmemailchanges = no\n\tunregistered_notice = \"\"\n\tdefaults = \"\"\n\tregdelay = "
	"0s\n"
	"\texpire = 0\n\tmodeonid = no\n\tkillquick = 20s\n\tkill = 60s\n}\n"
	"module\n{\n\tname = \"ns_register\"\n\tregistration = \"none\"\n}\n"
	"command\n{\n\tservice = \"NickServ\"\n\tname = \"REGISTER\"\n\tcommand = "
	"\"nickserv/register\"\n}\n"
	"module\n{\n\tname = \"ns_cert\"\n\tmax = 5\n}\n"
	"command\n{\n\tservice = \"NickServ\"\n\tname = \"CERT\"\n\tcommand = "
	"\"nickserv/cert\"\n}\n"
	"module\n{\n\tname = \"ns_identify\"\n}\n"
	"command\n{\n\tservice = \"NickServ\"\n\tname = \"IDENTIFY\"\n\tcommand = "
	"\"nickserv/identify\"\n}\n"
	"module\n{\n\tname = \"ns_logout\"\n}\n"
	"command\n{\n\tservice = \"NickServ\"\n\tname = \"LOGOUT\"\n\tcommand = "
	"\"nickserv/logout\"\n}\n"
	"module\n{\n\tname = \"m_sasl\"\n}\n"
	"module\n{\n\tname = \"enc_sha256\"\n}\n"
	"module\n{\n\tname = \"db_flatfile\"\n\tdatabase = \"services.db\"\n\tkeepbackups = "
	"0\n\tfork = no\n}\n";

static const char *put(struct arena *a, const char *folder, const char *name, struct str text)
{
	const char *path = file_join(a, folder, name);
	struct err err;

	assert_int_equal(file_write(path, text, 0644, &err), RC_OK);
	return path;
}

static pid_t run(char *const argv[], const char *folder)
{
	pid_t child = fork();
	int null, out;

	assert_true(child >= 0);
	if (child > 0)
		return child;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	null = open("/dev/null", O_RDWR);
	if (chdir(folder) < 0)
		_exit(126);
	out = open("output", O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(null, 0);
	dup2(out, 1);
	dup2(out, 2);
	execv(argv[0], argv);
	_exit(127);
}

static void start_server(
	struct irc_services *s, struct arena *a, const char *certificate, const char *key)
{
	struct buf b;
	char *argv[] = {"/usr/sbin/inspircd", "--nofork", "--config", NULL,
		getuid() == 0 ? "--runasroot" : NULL, NULL};

	buf_init(&b, a, 8000);
	buf_addf(&b, server_words, s->folder, s->port, s->tls_port, s->link_port, certificate, key);
	for (size_t i = 0; i < sizeof server_modules / sizeof server_modules[0]; i++)
		buf_addf(&b, "<module name=\"%s\">\n", server_modules[i]);
	argv[3] = (char *)(uintptr_t)put(a, s->folder, "server.conf", buf_str(&b));
	s->server = run(argv, s->folder);
}

static void start_services(struct irc_services *s, struct arena *a)
{
	char *argv[] = {"/usr/sbin/anope", "--nofork", "--modulesdir=/usr/lib/anope",
		arena_printf(a, "--confdir=%s", s->folder),
		arena_printf(a, "--dbdir=%s", s->folder), arena_printf(a, "--logdir=%s", s->folder),
		arena_printf(a, "--localedir=%s", s->folder), "--config=services.conf", NULL};
	struct buf b;

	buf_init(&b, a, 8000);
	buf_addf(&b, services_words, s->folder, s->link_port);
	(void)put(a, s->folder, "services.conf", buf_str(&b));
	s->services = run(argv, s->folder);
}

static void must_live(pid_t *child, const char *what)
{
	if (waitpid(*child, NULL, WNOHANG) != *child)
		return;
	*child = 0;
	fail_msg("%s has ended; its output stands in the folder of the test", what);
}

/* Asks again and again, for nobody tells when services have come. */
static void wait_for(struct irc_services *s)
{
	duration limit = clock_mono() + WAIT_S * US_PER_S;
	struct irc_client c = {0};

	irc_server_wait(s->port, WAIT_S);
	irc_client_open(&c, s->port, "looker");
	irc_client_until(&c, " 001 ");
	for (bool there = false; !there;) {
		must_live(&s->server, "inspircd");
		must_live(&s->services, "anope");
		assert_true(clock_mono() < limit);
		irc_client_say(&c, "WHOIS NickServ");
		irc_client_until(&c, " 318 ");
		there = irc_client_count(&c, " 311 looker NickServ") > 0;
		if (!there)
			poll(NULL, 0, 20); /* between two looks, not instead of one */
	}
	irc_client_close(&c);
}

void irc_services_start(struct irc_services *s, struct arena *a, const char *folder,
	const char *certificate, const char *key)
{
	*s = (struct irc_services){.folder = folder};
	s->port = irc_server_free_port();
	s->tls_port = irc_server_free_port();
	s->link_port = irc_server_free_port();
	(void)put(a, folder, "motd", STR("services\n"));
	start_server(s, a, certificate, key);
	irc_server_wait(s->link_port, WAIT_S);
	start_services(s, a);
	wait_for(s);
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

void irc_services_end(struct irc_services *s)
{
	end(&s->services);
	end(&s->server);
}
