#!/usr/bin/env python3
# bench_irc.py: chat through the bridge against irssi and WeeChat, the console at rest, and the bytes it sends to a terminal.
"""A server made of a socket pours LINES lines at a client that has joined and then asks PING; what the client's process
used of the processor until it answered is the measure. irssi and WeeChat write their logs meanwhile, as warroom writes its
journal. Medians of RUNS alternating runs."""
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import clients  # noqa: E402
import serving  # noqa: E402
import shell  # noqa: E402
import terminal  # noqa: E402

RUNS = 5
LINES = 20_000
REST = 10.0
WORDS = "checkout queue rolled back web errors latency database failover region shoppers graph falling rising".split()
CHANNEL = b"#war"


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
        text = b"".join(b":ops%d!~t@127.0.0.1 PRIVMSG %s :%d %s\r\n" % (
            n % 20, CHANNEL, n, " ".join(WORDS[(n * 7 + k * 3) % len(WORDS)] for k in range(6)).encode()) for n in range(count))
        self.link.sendall(text + b"PING :poured\r\n")
        while not self.take(b"PONG").endswith(b"poured"):
            pass

    def end(self):
        if self.link:
            self.link.close()
        self.listener.close()


class Ours:
    """warroom with the bridge in it: served, or as a console on a terminal."""

    def __init__(self, room, server, console, strict=False):
        room.must(*shell.DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, CHANNEL.decode())
        env = room.env(TERM="xterm-256color", WARROOM_FRAME_MARK="1" if strict else None)
        self.terminal = self.child = None
        if console:
            self.terminal = terminal.Terminal([shell.PROGRAM], env, strict=strict)
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
    def __init__(self, room, server):
        os.mkdir(room.path("irssi"))
        with open(room.path("irssi/config"), "w", encoding="utf-8") as f:
            f.write(clients.IRSSI % ("ops1", room.path("irssi")))
        self.terminal = terminal.Terminal([shutil.which("irssi"), "--home=" + room.path("irssi"), "-c", "127.0.0.1", "-p",
                                           str(server.port), "-n", "ops1"], room.env(TERM="xterm-256color"), strict=False)
        self.pid = self.terminal.pid
        server.take(b"USER")
        os.write(self.terminal.fd, b"/join #war\r")
        server.take(b"JOIN")

    def end(self):
        self.terminal.end()


class WeeChat:
    def __init__(self, room, server):
        os.mkdir(room.path("weechat"))
        argv = ["weechat-headless", "-d", room.path("weechat")]
        for line in clients.WEECHAT:
            argv += ["-r", line % {"port": server.port, "nick": "ops1", "channel": "#war", "folder": room.path("weechat")}]
        self.child = subprocess.Popen(argv, env=room.env(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL)
        self.pid = self.child.pid
        server.take(b"JOIN")

    def end(self):
        self.child.terminate()
        self.child.wait(30)


def recorded(room):
    with sqlite3.connect("file:%s?mode=ro" % room.journal, uri=True) as db:
        return db.execute("SELECT count(*) FROM record WHERE kind = 'chat.in' AND body LIKE '%\"msg\"%'").fetchone()[0]


def poured(start):
    """Seconds of the processor for LINES lines, the way to the disk or to the log included."""
    with shell.Room() as room:
        server = Pouring()
        client = None
        try:
            client = start(room, server)
            before = used(client.pid)[0]
            server.pour(LINES)
            if isinstance(client, Ours):
                serving.until("all lines on record", lambda: recorded(room) >= LINES)
            return used(client.pid)[0] - before
        finally:
            if client:
                client.end()
            server.end()


def flood():
    jobs = {"serve": lambda r, s: Ours(r, s, False), "console": lambda r, s: Ours(r, s, True)}
    if shutil.which("irssi"):
        jobs["irssi"] = Irssi
    if shutil.which("weechat-headless"):
        jobs["WeeChat"] = WeeChat
    took = {name: [] for name in jobs}
    for _ in range(RUNS):
        for name, start in jobs.items():
            took[name].append(poured(start))
    rate = {name: LINES / max(statistics.median(t), 0.01) for name, t in took.items()}
    for ours in ("serve", "console"):
        for peer, budget in (("irssi", 8), ("WeeChat", 30)):
            name = "P2 chat lines per CPU second, %s" % ours
            if peer in rate:
                ratio = rate[ours] / rate[peer]
                row(name, "%.0f/s" % rate[ours], "%s %.0f/s" % (peer, rate[peer]), "%.2f" % ratio, ">= %d" % budget, ratio >= budget)
            else:
                row(name, "%.0f/s" % rate[ours], peer + " missing", "-", ">= %d" % budget, "missing")


def rest():
    """P11: a console in which nothing happens."""
    with shell.Room() as room:
        room.must(*shell.DECLARE)
        console = terminal.Terminal([shell.PROGRAM], room.env(TERM="xterm-256color"), strict=False)
        console.until("the first screen", lambda: b"Checkout errors" in console.raw)
        time.sleep(2)
        (cpu, slept), sent, began = used(console.pid), len(console.raw), time.monotonic()
        time.sleep(REST)
        (cpu2, slept2), took = used(console.pid), time.monotonic() - began
        sent, share, woken = (len(console.raw) - sent) / took, (cpu2 - cpu) / took, (slept2 - slept) / took
        console.end()
    row("P11 idle console, bytes a second", "%.1f" % sent, "-", "%.2f" % (sent / 60), "<= 60", sent <= 60)
    row("P11 idle console, share of a core", "%.2f %%" % (share * 100), "-", "%.2f" % (share / 0.002), "<= 0.2 %", share <= 0.002)
    row("P11 idle console, wake-ups a second", "%.1f" % woken, "-", "%.2f" % (woken / 2), "<= 2", woken <= 2)


def size(raw):
    """Bytes without the marks that only tests ask for."""
    return len(re.sub(rb"\x1b\]2;frame \d+\x07", b"", bytes(raw)))


def screen_bytes():
    """P12: what the terminal gets for a first frame, a key and a line of chat."""
    with shell.Room() as room:
        server = Pouring()
        ours = Ours(room, server, True, strict=True)
        t = ours.terminal
        t.until("the first frame", lambda: t.screen.frame)
        mark = re.search(rb"\x1b\]2;frame 1\x07", bytes(t.raw))
        first = size(t.raw[:mark.start()])
        keys, chat = [], []
        text = b"rolled back web to 4f2, error rate falls"
        for n in range(15):
            server.say(b":ops1!~t@127.0.0.1 PRIVMSG " + CHANNEL + b" :%d " % n + text)
            before = len(t.raw)
            t.shows("%d rolled back" % n)
            frame = t.screen.frame
            t.until("the frame", lambda: t.screen.frame > frame or b"\x07" in t.raw[-1:])
            chat.append(size(t.raw[before:]))
        for key in b"rolled back web":
            before = len(t.raw)
            t.type(bytes([key]))
            keys.append(size(t.raw[before:]))
        ours.end()
        server.end()
    chat, keys, limit = statistics.median(chat), statistics.median(keys), 2 * (len(text) + 20) + 60
    row("P12 first frame, bytes", "%d" % first, "-", "%.2f" % (first / 3000), "<= 3000", first <= 3000)
    row("P12 chat line of %d cells, bytes" % (len(text) + 20), "%d" % chat, "-", "%.2f" % (chat / limit), "<= %d" % limit, chat <= limit)
    row("P12 key echo, bytes", "%d" % keys, "-", "%.2f" % (keys / 200), "<= 200", keys <= 200)


def main():
    for job in (flood, rest, screen_bytes):
        try:
            job()
        except (AssertionError, OSError) as e:
            print("%s could not be measured: %s" % (job.__name__, str(e)[:300]))


if __name__ == "__main__":
    main()
