# measure.py: what the measuring programs share: a row of the report, a server that pours chat, and the clients it pours at.
import os
import select
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import clients  # noqa: E402
import serving  # noqa: E402,F401  it makes the shell tests' module known
import shell  # noqa: E402
import terminal  # noqa: E402

WORDS = "checkout queue rolled back web errors latency database failover region shoppers graph falling rising".split()
CHANNEL = b"#war"


def missing(name, ours, peer, budget):
    row(name, ours, peer + " missing", "-", budget, "missing")


def row(name, ours, peer, ratio, budget, held):
    print("\t".join([name, ours, peer, ratio, budget, held if isinstance(held, str) else "held" if held else "broken"]))
    sys.stdout.flush()


def used(pid):
    """Seconds of the processor, user and system, and how often it gave the processor up by itself."""
    with open("/proc/%d/stat" % pid, encoding="ascii") as f:
        cells = f.read().rsplit(") ", 1)[1].split()
    with open("/proc/%d/status" % pid, encoding="ascii") as f:
        slept = [int(line.split()[1]) for line in f if line.startswith("voluntary_ctxt")][0]
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK"), slept


def resident(pid):
    """Bytes of memory that the process holds now."""
    with open("/proc/%d/status" % pid, encoding="ascii") as f:
        return [int(line.split()[1]) for line in f if line.startswith("VmRSS")][0] * 1024


def chat(count):
    return b"".join(b":ops%d!~t@127.0.0.1 PRIVMSG %s :%d %s\r\n" % (
        n % 20, CHANNEL, n, " ".join(WORDS[(n * 7 + k * 3) % len(WORDS)] for k in range(6)).encode()) for n in range(count))


class Pouring:
    """A server for one client: it welcomes, lets it join, answers what it asks, and pours."""

    def __init__(self):
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(4)
        self.listener.settimeout(30)
        self.port = self.listener.getsockname()[1]
        self.link, self.rest, self.nick = None, b"", b"x"

    def take(self, wanted):
        """Answers the client until it has said a line that begins with this."""
        if not self.link:
            self.link, _ = self.listener.accept()
            self.link.settimeout(60)
        while True:
            while b"\n" not in self.rest:
                got = self.link.recv(65536)
                if not got:
                    raise ConnectionError("the client left")
                self.rest += got
            line, self.rest = self.rest.split(b"\n", 1)
            line = line.strip()
            self.answer(line)
            if line.startswith(wanted):
                return line

    def answer(self, line):
        words = line.split()
        verb = words[0].upper() if words else b""
        me = b":irc.test "
        if verb == b"CAP" and words[1:2] == [b"LS"]:
            self.say(me + b"CAP * LS :")
        elif verb == b"NICK":
            self.nick = words[1].lstrip(b":")
        elif verb == b"USER":
            for number in (b"001", b"002", b"003"):
                self.say(me + number + b" " + self.nick + b" :welcome")
            self.say(me + b"005 " + self.nick + b" CHANTYPES=# NICKLEN=30 :are supported", me + b"422 " + self.nick + b" :no MOTD")
        elif verb == b"PING":
            self.say(me + b"PONG irc.test " + b" ".join(words[1:]))
        elif verb == b"JOIN":
            self.say(b":" + self.nick + b"!~t@127.0.0.1 JOIN " + CHANNEL, me + b"353 " + self.nick + b" = " + CHANNEL + b" :"
                     + self.nick + b" ops1", me + b"366 " + self.nick + b" " + CHANNEL + b" :End")
        elif verb == b"WHO":
            self.say(me + b"315 " + self.nick + b" " + CHANNEL + b" :End")
        elif verb == b"MODE" and len(words) == 2:
            self.say(me + b"324 " + self.nick + b" " + CHANNEL + b" +nt")

    def say(self, *lines):
        self.link.sendall(b"".join(line + b"\r\n" for line in lines))

    def pour(self, count):
        self.link.sendall(chat(count) + b"PING :poured\r\n")
        while not self.take(b"PONG").endswith(b"poured"):
            pass

    def stream(self, rate, stop):
        """Lines at this rate, a few every tick, until told to stop; what the client asks meanwhile is answered."""
        tick = 0.01
        text, due = chat(int(rate * tick)), time.monotonic()
        while not stop.is_set():
            self.link.sendall(text)
            due += tick
            while select.select([self.link], [], [], max(due - time.monotonic(), 0))[0]:
                got = self.link.recv(65536)
                if not got:
                    raise ConnectionError("the client left")
                *lines, self.rest = (self.rest + got).split(b"\n")
                for line in lines:
                    self.answer(line.strip())

    def end(self):
        if self.link:
            self.link.close()
        self.listener.close()


class Ours:
    """warroom with the bridge in it: served, or as a console on a terminal. A journal that is there is taken as it is."""

    def __init__(self, room, server, console, strict=False, kind=terminal.Terminal):
        if not os.path.exists(room.journal):
            room.must(*shell.DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, CHANNEL.decode())
        env = room.env(TERM="xterm-256color", WARROOM_FRAME_MARK="1" if strict else None)
        self.terminal = self.child = None
        if console:
            self.terminal = kind([shell.PROGRAM], env, strict=strict)
        else:
            self.child = subprocess.Popen([shell.PROGRAM, "serve"], env=env, stdin=subprocess.DEVNULL,
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.pid = self.terminal.pid if console else self.child.pid
        server.take(b"JOIN")
        server.take(b"PING")  # it is live when this has been answered

    def end(self):
        if self.terminal:
            self.terminal.end()
        else:
            self.child.terminate()
            self.child.wait(30)


class Irssi:
    """irssi in the channel; without a server it stays as it starts."""

    def __init__(self, room, server, kind=terminal.Terminal):
        os.mkdir(room.path("irssi"))
        with open(room.path("irssi/config"), "w", encoding="utf-8") as f:
            f.write(clients.IRSSI % ("ops1", room.path("irssi")))
        argv = [shutil.which("irssi"), "--home=" + room.path("irssi")]
        if server:
            argv += ["-c", "127.0.0.1", "-p", str(server.port), "-n", "ops1"]
        self.terminal = kind(argv, room.env(TERM="xterm-256color"), strict=False)
        self.pid = self.terminal.pid
        if server:
            server.take(b"USER")
            os.write(self.terminal.fd, b"/join #war\r")
            server.take(b"JOIN")

    def end(self):
        self.terminal.end()


class WeeChat:
    """WeeChat in the channel: without a screen, or on a terminal of the kind that is given."""

    def __init__(self, room, server, kind=None):
        os.mkdir(room.path("weechat"))
        argv = [shutil.which("weechat" if kind else "weechat-headless"), "-d", room.path("weechat")]
        for line in clients.WEECHAT:
            argv += ["-r", line % {"port": server.port, "nick": "ops1", "channel": "#war", "folder": room.path("weechat")}]
        self.terminal = self.child = None
        if kind:
            self.terminal = kind(argv, room.env(TERM="xterm-256color"), strict=False)
        else:
            self.child = subprocess.Popen(argv, env=room.env(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                          stderr=subprocess.DEVNULL)
        self.pid = self.terminal.pid if kind else self.child.pid
        server.take(b"JOIN")

    def end(self):
        if self.terminal:
            self.terminal.end()
        else:
            self.child.terminate()
            self.child.wait(30)
