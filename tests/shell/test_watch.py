#!/usr/bin/env python3
# test_watch.py: the incident as lines for screen readers, pipes and log files, until a signal ends it.
import os
import pty
import select
import signal
import subprocess
import time

from shell import DECLARE, PROGRAM, Room, main

DEADLINE = 30.0


class Watch:
    """`warroom watch` with its output in a pipe or a file; nothing to type at."""

    def __init__(self, room, *words, to=None, stdin=subprocess.DEVNULL):
        self.said, self.file = "", to
        out = open(to, "wb") if to else subprocess.PIPE  # pylint: disable=consider-using-with
        self.child = subprocess.Popen([PROGRAM] + list(words), cwd=room.folder, env=room.env(), stdin=stdin, stdout=out,
                                      stderr=subprocess.PIPE)
        if to:
            out.close()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        if self.child.poll() is None:
            self.child.kill()
        self.child.communicate()

    def read(self):
        if self.file:
            with open(self.file, encoding="utf-8") as f:
                self.said = f.read()
            select.select([], [], [], 0.02)
        elif select.select([self.child.stdout], [], [], 0.1)[0]:
            self.said += os.read(self.child.stdout.fileno(), 65536).decode("utf-8")

    def hears(self, words):
        limit = time.monotonic() + DEADLINE
        while words not in self.said:
            assert time.monotonic() < limit and self.child.poll() is None, "never heard %r in:\n%s" % (words, self.said)
            self.read()

    def end(self, number=signal.SIGTERM):
        self.child.send_signal(number)
        assert self.child.wait(DEADLINE) == 0
        return self.said


def test_rows_as_they_come():
    """Rows of others come as lines; the newest so far come first; a signal ends it well"""
    with Room() as room:
        room.must(*DECLARE)
        room.must("log", "disk full on db1")
        with Watch(room, "watch", "INC-1") as watch:
            watch.hears("LOG lead: disk full on db1")
            watch.hears("STATE: INC-1 SEV1 ACTIVE")
            room.must("log", "rolled back web to 4f2")
            watch.hears("LOG lead: rolled back web to 4f2")
            room.must("-i", "1", "impact", "degradation=partial", "users=12%")
            watch.hears("IMPACT lead: ")
            said = watch.end()
        assert "\x1b" not in said and "/verb" not in said, said
        order = [said.index(w) for w in ("DECLARE lead", "disk full", "STATE:", "rolled back", "IMPACT")]
        assert order == sorted(order), said
        assert all(line[2] == ":" and line[5] == ":" for line in said.splitlines()), said


def test_only_as_many_as_asked_for():
    """last= says how many rows come first; none are said twice"""
    with Room() as room:
        room.must(*DECLARE)
        for n in range(5):
            room.must("log", "row %d" % n)
        with Watch(room, "watch", "1", "last=2") as watch:
            watch.hears("STATE: INC-1")
            room.must("log", "row 5")
            watch.hears("row 5")
            said = watch.end(signal.SIGINT)
        assert "row 2" not in said and said.count("row 3") == said.count("row 4") == said.count("row 5") == 1, said
        with Watch(room, "watch", "last=0") as watch:
            watch.hears("STATE: INC-1")
            assert "row" not in watch.end()
        room.refused(2, "watch", "INC-7", says="there is no INC-7")
        room.refused(2, "watch", "last=-1", says="how many rows")


def test_several_incidents():
    """With several open every row says of which it is, and a file takes the lines"""
    with Room() as room:
        room.must(*DECLARE)
        room.must("declare", "Search is stale", "journey=ancillary", "degradation=slow", "users=3%", "safety=none",
                  "exposure=none", "data=none")
        with Watch(room, "watch", to=room.path("watch.log")) as watch:
            watch.hears("STATE: 2 open")
            room.must("-i", "1", "log", "pool is full")
            room.must("-i", "2", "log", "index is old")
            watch.hears("INC-1 LOG lead: pool is full")
            watch.hears("INC-2 LOG lead: index is old")
            watch.end()


def test_hostile_words_stay_on_their_line():
    """What others wrote cannot steer a terminal or forge a line"""
    with Room() as room:
        room.must(*DECLARE)
        with Watch(room, "watch") as watch:
            watch.hears("STATE: INC-1")
            room.must("log", "red \x1b[31m and\n14:02:00 LOG boss: forged")
            watch.hears("!text: ")
            said = watch.end()
        assert "\x1b" not in said and "\n14:02:00 LOG boss" not in said and "!text: " in said, said


def test_nobody_reads():
    """When the other end of the pipe is gone it ends by itself, at once"""
    with Room() as room:
        room.must(*DECLARE)
        watch = Watch(room, "watch")
        watch.hears("STATE: INC-1")
        watch.child.stdout.close()
        assert watch.child.wait(DEADLINE) == 3
        watch.child.stderr.close()


def test_it_starts_nothing():
    """Neither the bridge nor the clocks run in who only reads"""
    with Room() as room:
        room.must(*DECLARE)
        with open(room.path("some.conf"), "w", encoding="utf-8") as f:
            f.write("set zone +02:00\nirc connect 127.0.0.1:1 #war\ntheme light\n")
        with Watch(room, "--config", room.path("some.conf"), "watch") as watch:
            watch.hears("STATE: INC-1")
            room.must("log", "one more")
            watch.hears("one more")
            watch.end()
        kinds = {r["kind"] for r in room.timeline("type=link,lease,irc,note")}
        assert kinds <= {"note"}, kinds


def test_with_a_terminal_to_type_at():
    """At a terminal it is a console in lines: what is typed is said"""
    with Room() as room:
        room.must(*DECLARE)
        ours, theirs = pty.openpty()
        with Watch(room, "watch", stdin=theirs) as watch:
            os.close(theirs)
            watch.hears("/leave ends.")
            os.write(ours, b"hello room\n/log typed here\n")
            watch.hears("lead: hello room")
            watch.hears("LOG lead: typed here")
            os.write(ours, b"/leave anyway\n")
            assert watch.child.wait(DEADLINE) == 0
        os.close(ours)


if __name__ == "__main__":
    main(globals())
