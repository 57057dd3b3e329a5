#!/usr/bin/env python3
# test_serve.py: the server without a screen: ready, watched, logged, left with a word, replaced when it dies.
import contextlib
import os
import pty
import re
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import played  # noqa: E402
import serving  # noqa: E402
import shell  # noqa: E402
from shell import DECLARE, PROGRAM, TREE, Room, main  # noqa: E402

DEADLINE = serving.DEADLINE
TAKEOVER_S, RENEWAL_S, SLACK_S = 6.0, 2.0, 0.5


class Serve:
    """`warroom serve`; what it says goes into a file of the room, or to `stderr`."""

    def __init__(self, room, *options, stderr=None, **env):
        self.room = room
        self.out = room.path("serve-%d.out" % len(os.listdir(room.folder)))
        with open(self.out, "wb") as out:
            self.child = subprocess.Popen([PROGRAM, "serve", *options], cwd=room.folder, stdin=subprocess.DEVNULL,
                                          stdout=out, stderr=stderr or out, env=room.env(**env))

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()

    def said(self):
        with open(self.out, encoding="utf-8", errors="replace") as f:
            return f.read()

    def until_says(self, words, where=None):
        def look():
            assert self.child.poll() is None, "serve ended with %s: %s" % (self.child.poll(), self.said())
            return words in (read(where) if where else self.said())
        serving.until(lambda: "%r in: %s" % (words, self.said()), look)

    def end(self, how=signal.SIGTERM):
        self.child.send_signal(how)
        return self.child.wait(DEADLINE)


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as f:  # it must be UTF-8
        return f.read()


def lease(room, name):
    with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % room.journal, uri=True)) as db:
        found = db.execute("SELECT holder FROM lease WHERE name = ?", (name,)).fetchone()
    return found[0] if found else ""


def live(room, times=1):
    return len([1 for _, _, b in serving.rows(room.journal, ("link.state",)) if b["state"] == "live"]) >= times


def until_live(room, times=1):
    serving.until("the link to be live", lambda: live(room, times))


class Supervisor:
    """The socket that a service manager gives to what it starts."""

    def __init__(self, room, abstract):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        name = "warroom-test-%d" % os.getpid() if abstract else room.path("notify")
        self.socket.bind("\0" + name if abstract else name)
        self.name = "@" + name if abstract else name
        self.got = []

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.socket.close()

    def until(self, words):
        """Reads datagrams until one begins with the words; returns it."""
        for text in self.got:
            if text.startswith(words):
                return text
        while True:
            assert select.select([self.socket], [], [], DEADLINE)[0], "no %r but %r" % (words, self.got)
            self.got.append(self.socket.recv(65536).decode("utf-8"))
            if self.got[-1].startswith(words):
                return self.got[-1]


class Console:
    """A console in lines on a terminal of its own."""

    def __init__(self, room):
        self.said = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(PROGRAM, [PROGRAM, "--linear"], room.env(TERM="dumb"))

    def until(self, words):
        limit = time.monotonic() + DEADLINE
        while words not in self.said:
            assert time.monotonic() < limit, "never saw %r but %r" % (words, self.said[-2000:])
            if select.select([self.fd], [], [], 0.1)[0]:
                self.said += os.read(self.fd, 65536)

    def type(self, words):
        os.write(self.fd, words + b"\r")

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def told(abstract):
    with Room() as room, Supervisor(room, abstract) as boss:
        with Serve(room, NOTIFY_SOCKET=boss.name) as serve:
            boss.until("READY=1")
            assert os.path.exists(room.journal), "ready without a journal"
            assert boss.until("STATUS=") == "STATUS=IRC off; 0 incidents open", boss.got
            assert serve.end() == 0
            boss.until("STOPPING=1")
        assert boss.got.count("READY=1") == 1 and boss.got[-1] == "STOPPING=1", boss.got
        assert not [t for t in boss.got if t.startswith("WATCHDOG")], boss.got


def test_ready_by_path():
    """A supervisor at a path hears that it is ready, how it is and that it leaves"""
    told(False)


def test_ready_by_abstract_name():
    """A supervisor with an abstract name hears the same"""
    told(True)


def test_watchdog():
    """Whoever counts the seconds hears that it is alive; what is meant for another process is left alone"""
    with Room() as room, Supervisor(room, False) as boss:
        with Serve(room, NOTIFY_SOCKET=boss.name, WATCHDOG_USEC="200000") as serve:
            for _ in range(3):
                boss.until("WATCHDOG=1")
                boss.got = [t for t in boss.got if not t.startswith("WATCHDOG")]
            assert serve.end() == 0
    with Room() as room, Supervisor(room, False) as boss:
        with Serve(room, NOTIFY_SOCKET=boss.name, WATCHDOG_USEC="2000", WATCHDOG_PID="1") as serve:
            boss.until("READY=1")
            assert serve.end() == 0
            boss.until("STOPPING=1")
        assert not [t for t in boss.got if t.startswith("WATCHDOG")], boss.got


def test_status():
    """The supervisor's line follows the link; a socket that nobody reads holds nobody up"""
    with Room() as room, Supervisor(room, False) as boss, played.Played() as server:
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        with Serve(room, NOTIFY_SOCKET=boss.name) as serve:
            text = boss.until("STATUS=IRC live")
            assert "as warroom in #war, 2 here" in text and text.endswith("; 1 incident open"), text
            assert serve.end() == 0
        with Serve(room, NOTIFY_SOCKET=room.path("nobody-there"), WATCHDOG_USEC="20000") as serve:
            until_live(room, 2)
            assert serve.end() == 0


def test_leaves_with_a_word():
    """SIGTERM: a parting word, the leases given back, and the next one is there at once"""
    with Room() as room, played.Played() as server:
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        with Serve(room) as serve:
            until_live(room)
            serving.until("the clocks", lambda: ":%d:" % serve.child.pid in lease(room, "clocks"))
            assert ":%d:" % serve.child.pid in lease(room, "irc")
            assert serve.end() == 0
        assert re.match(rb"QUIT :the server was stopped", server.until(b"QUIT", number=1)[2])
        assert not lease(room, "irc") and not lease(room, "clocks"), (lease(room, "irc"), lease(room, "clocks"))
        began = time.time()
        with Serve(room) as serve:
            joined = server.until(b"JOIN #war", number=2)[0]
            assert joined - began < RENEWAL_S + SLACK_S, "it waited %.1f s for a lease" % (joined - began)
            until_live(room, 2)
            assert serve.end(signal.SIGINT) == 0
        assert len(server.lines(b"QUIT")) == 2
        room.verified()


def spoken(room):
    return [b for _, _, b in serving.rows(room.journal, ("chat.out",)) if b.get("origin") not in ("announce", "reply")]


def test_what_waits_is_said_later():
    """A line that the server had not taken when it was told to leave is said by the next one, once"""
    with Room() as room, played.Played() as server:
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        with Serve(room) as serve:
            until_live(room)
            with contextlib.closing(Console(room)) as console:
                console.until(b"INC-1")
                console.type(b"this one arrives")
                server.until(b"this one arrives")
                serving.until("its row", lambda: serving.rows(room.journal, ("chat.out.state",)))
                server.answers_pings = False
                console.type(b"nobody confirms this one")
                server.until(b"nobody confirms this one")
                console.type(b"and this one waits behind it")
                serving.until("its row", lambda: len(spoken(room)) == 3)
            assert serve.end() == 0
        assert len(serving.rows(room.journal, ("chat.out.state",))) == 1
        server.answers_pings = True
        with Serve(room) as serve:
            server.until(b"and this one waits behind it", number=2)
            serving.until("three rows", lambda: len(serving.rows(room.journal, ("chat.out.state",))) == 3)
            assert serve.end() == 0
        assert len(server.lines(b"this one arrives")) == 1
        again = server.lines(b"nobody confirms this one", number=2)
        assert len(again) == 1 and b"resent" in again[0][2], again
        assert len(server.lines(b"and this one waits behind it")) == 1
        states = [b["state"] for _, _, b in serving.rows(room.journal, ("chat.out.state",))]
        assert states == ["accepted"] * 3, states


def iso(text):
    m = re.fullmatch(r"(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)Z", text)
    import calendar  # pylint: disable=import-outside-toplevel
    return calendar.timegm(tuple(int(x) for x in m.groups()[:6]) + (0, 0, 0)) + int(m.group(7)) / 1e6


def test_takeover():
    """The holder is killed: another is in the channel within six seconds, and the gap on record is as long as it was"""
    with Room() as room, played.Played() as server:
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        with Serve(room) as first, Serve(room) as second, Serve(room) as third:
            until_live(room)
            serves = {s.child.pid: s for s in (first, second, third)}
            holder = serves.pop(int(lease(room, "irc").split(":")[-2]))
            server.say(b":ops1!u@h PRIVMSG #war :said before")
            serving.until("the line", lambda: serving.rows(room.journal))
            leases = len([1 for _, _, b in serving.rows(room.journal, ("lease.taken",)) if b["lease"] == "irc"])
            killed = time.time()
            holder.child.send_signal(signal.SIGKILL)
            holder.child.wait()
            joined = server.until(b"JOIN #war", number=2)[0]
            until_live(room, 2)
            back = time.time()
            print("# in the channel again %.1f s after the kill" % (joined - killed))
            assert joined - killed <= TAKEOVER_S, joined - killed
            gaps = serving.until("the gap", lambda: serving.rows(room.journal, ("link.gap",)))
            taken = [b for _, _, b in serving.rows(room.journal, ("lease.taken",)) if b["lease"] == "irc"][leases:]
            assert len(taken) == 1 and int(taken[0]["holder"].split(":")[-2]) in serves, taken
            assert ":%d:" % holder.child.pid in taken[0]["previous"], taken
            assert len(gaps) == 1, gaps
            start, end = iso(gaps[0][2]["from"]), iso(gaps[0][2]["to"])
            assert killed - RENEWAL_S - SLACK_S <= start <= killed, (start - killed, gaps)
            assert joined <= end <= back, (joined, end, back)
            for each in serves.values():
                assert each.end() == 0
        assert server.count == 2, "%d connections" % server.count
        room.verified()


def test_log_file():
    """A log file is appended to, opened anew after it was moved, and holds no byte that a terminal obeys"""
    with Room() as room, played.Played() as server:
        log, old = room.path("serve.log"), room.path("serve.log.1")
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        with Serve(room, "--log", log) as serve:
            serve.until_says("live on 127.0.0.1", log)
            assert os.stat(log).st_mode & 0o777 == 0o600
            os.rename(log, old)
            serve.child.send_signal(signal.SIGHUP)
            serving.until("a new log", lambda: os.path.exists(log) and "opened anew" in read(log))
            kept = read(old)
            server.say(b"ERROR :\x1b[2J\x1b]0;owned\x07 \xff\xfe \xe2\x80\xae gone " + b"x" * 4000)
            server.drop()
            serve.until_says("gone xxx", log)
            os.rename(log, room.path("serve.log.2"))
            os.mkdir(log)
            serve.child.send_signal(signal.SIGHUP)
            serve.until_says("cannot write the log", room.path("serve.log.2"))
            assert serve.end() == 0
            assert serve.said() == "", serve.said()
        assert read(old) == kept, "the file that was moved away was written to"
        lines = (kept + read(room.path("serve.log.2"))).splitlines()
        for line in lines:
            assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z (info|warning|error) \S", line), line
            assert len(line.encode()) < 1100, len(line)
        with open(room.path("serve.log.2"), "rb") as f:
            assert shell.controls(f.read()) == []
        assert lines[0].endswith("serving %s; SIGTERM ends it" % room.journal)
        assert lines[-1].endswith("leaving: SIGTERM"), lines[-1]


def test_journald():
    """Where journald reads standard error each line begins with its priority; elsewhere with the time"""
    with Room() as room:
        with open(room.path("warroom.conf"), "w", encoding="utf-8") as f:
            f.write("set nothing.known 1\n")
        with open(room.path("err"), "wb") as err:
            stream = "%d:%d" % (os.fstat(err.fileno()).st_dev, os.fstat(err.fileno()).st_ino)
            with Serve(room, "--config", room.path("warroom.conf"), stderr=err, JOURNAL_STREAM=stream) as serve:
                serving.until("a line", lambda: "serving" in read(room.path("err")))
                assert serve.end() == 0
        lines = read(room.path("err")).splitlines()
        assert lines[0].startswith("<4>") and "warroom.conf:1:" in lines[0], lines
        assert lines[1:] == ["<6>serving %s; SIGTERM ends it" % room.journal, "<6>leaving: SIGTERM"], lines
        with Serve(room, JOURNAL_STREAM=stream) as serve:
            serve.until_says("serving")
            assert serve.end() == 0
            assert not re.search("^<", serve.said(), re.M), serve.said()


def test_a_reader_that_stopped():
    """A pipe that nobody reads stops nothing: the bridge goes on, and the log says how much it lost"""
    with Room() as room, played.Played() as server:
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        inlet, outlet = os.pipe()
        os.set_blocking(outlet, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(outlet, b"y" * 4096)
        os.set_blocking(outlet, True)
        with Serve(room, stderr=outlet) as serve:
            until_live(room)
            server.say(b":ops1!u@h PRIVMSG #war :still heard")
            serving.until("the line", lambda: serving.rows(room.journal))
            os.close(outlet)
            os.set_blocking(inlet, False)
            with contextlib.suppress(BlockingIOError):
                while os.read(inlet, 65536):
                    pass
            server.drop()
            os.set_blocking(inlet, True)
            got = b""
            while b"closed the connection" not in got:
                got += os.read(inlet, 65536)
            assert re.search(rb"warning \d+ lines before this one could not be written\n", got), got
            assert serve.end() == 0
        os.close(inlet)


def test_hangup():
    """Without a log file SIGHUP means that the terminal is gone; under nohup it stays"""
    with Room() as room:
        with Serve(room) as serve:
            serve.until_says("serving")
            assert serve.end(signal.SIGHUP) == 0
            assert "leaving: SIGHUP" in serve.said()
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            with Serve(room) as serve:
                serve.until_says("serving")
                serve.child.send_signal(signal.SIGHUP)
                room.must(*DECLARE)  # it goes on with its work:
                serving.until("the clocks", lambda: ":%d:" % serve.child.pid in lease(room, "clocks"))
                assert serve.end() == 0
                assert "SIGHUP" not in serve.said()
        finally:
            signal.signal(signal.SIGHUP, before)


def test_consoles_attach():
    """Two consoles on the journal of a server see what the channel says, and the channel hears what they say"""
    with Room() as room, played.Played() as server:
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        with Serve(room) as serve, contextlib.ExitStack() as stack:
            until_live(room)
            consoles = [Console(room) for _ in range(2)]
            for c in consoles:
                stack.callback(c.close)
                c.until(b"INC-1")
            server.say(b":ops1!u@h PRIVMSG #war :the pool is full")
            for c in consoles:
                c.until(b"the pool is full")
            consoles[0].type(b"looking at the pool")
            server.until(b"looking at the pool")
            consoles[1].until(b"looking at the pool")
            assert ":%d:" % serve.child.pid in lease(room, "irc"), "a console took the bridge away"
            assert serve.end() == 0
            assert server.until(b"JOIN #war", number=2), "no console went on"


def test_words():
    """The server takes no words, and options before or behind the verb"""
    with Room() as room:
        room.refused(2, "serve", "now", says="leave out")
        room.refused(2, "serve", "--log", says="needs a value")
        room.refused(3, "serve", "--log", room.path("not/there"), says="cannot write the log")
        with Serve(room, "--log", room.path("a")) as serve:
            serve.until_says("serving", room.path("a"))
            assert serve.end() == 0


def test_units():
    """The installed units start the installed program, and systemd finds nothing wrong with them"""
    with Room() as room:
        made = subprocess.run(["make", "-s", "-C", TREE, "install-service", "DESTDIR=" + room.path("root"), "PREFIX=/usr"],
                              capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
        program = room.path("root/usr/bin/warroom")
        os.makedirs(os.path.dirname(program))
        shutil.copy(PROGRAM, program)
        for kind in ("system", "user"):
            path = room.path("root/usr/lib/systemd/%s/warroom.service" % kind)
            unit = read(path)
            assert "ExecStart=/usr/bin/warroom serve\n" in unit and "Type=notify\n" in unit, unit
            assert "@" not in re.sub("@system-service", "", unit), unit
            if not shutil.which("systemd-analyze"):
                continue
            with open(path, "w", encoding="utf-8") as f:
                f.write(unit.replace("/usr/bin/warroom", program).replace("Documentation=", "#"))
            seen = subprocess.run(["systemd-analyze", "--" + kind, "verify", path], capture_output=True, text=True,
                                  check=False, env=room.env(XDG_RUNTIME_DIR=room.folder))
            assert seen.returncode == 0 and "warroom.service:" not in seen.stderr, seen.stderr
        assert read(room.path("root/usr/lib/sysusers.d/warroom.conf")).count("\nu warroom ") == 1


if __name__ == "__main__":
    main(globals())
