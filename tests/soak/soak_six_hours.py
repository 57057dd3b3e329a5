#!/usr/bin/env python3
# soak_six_hours.py: the long SEV1 of tests/script/six-hours.t once more, live: two consoles in tmux, two responders in a
# channel, the rest at shells, on one clock that the test moves; it ends with the board that the conversation ends with.
"""TAP. WARROOM_BIN is the program."""
import json
import mmap
import os
import re
import sqlite3
import struct
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "support"))

import people  # noqa: E402
import serving  # noqa: E402
import shell  # noqa: E402

SCRIPT = os.path.join(shell.TREE, "tests", "script", "six-hours.t")
BEGIN = "2026-11-22T14:00:00Z"
STEP = 300  # seconds of the story at a time: the clocks look in between
CONSOLES = ("lead", "dep1")
RESPONDERS = ("ops1", "db1")
# These weigh something: the console shows them first and asks; a shell line is typed whole.
WEIGHTY = re.compile(r"(status resolved|close|reopen|sev [1-5]|comms send|update)\b")
LOOKS = re.compile(r"(who|next|cadence|sev|brief( \w+)?|rollcall|timeline|list|show|since|run list|run|comms list)( format=json| list)?$")


def spoken():
    """(actor, door, line) of every line that is taken and records something, and ("", "", seconds) where time passes."""
    with open(SCRIPT, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f]
    for at, line in enumerate(lines):
        passed = re.match(r"@@? \+(\S+)$", line)
        said = re.match(r"(\S+) (\S+)> (.*)$", line)
        put = re.match(r"& (\S+) (.*)$", line)
        if passed:
            units = {"s": 1, "m": 60, "h": 3600}
            yield "", "", sum(int(n) * units[u] for n, u in re.findall(r"(\d+)([smh])", passed.group(1)))
        elif put:
            yield "", "keep", put.group(2)
        elif said and line[0] not in "#=!+%":
            refused = any(after.startswith("!") for after in lines[at + 1:at + 2])
            if not refused and not LOOKS.match(said.group(3)):
                yield said.groups()


class Clock:
    """The wall clock of every process that is started with env()."""

    def __init__(self, path):
        with open(path, "wb") as f:
            f.write(b"\0" * 8)
        self.path, self.file = path, open(path, "r+b")
        self.map = mmap.mmap(self.file.fileno(), 8)
        begin = time.mktime(time.strptime(BEGIN, "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
        self.set(int((begin - time.time()) * 1e6))

    def set(self, us):
        self.us = us
        self.map[:8] = struct.pack("<q", us)

    def now(self):
        return int(time.time() * 1e6) + self.us


class Stage:
    def __init__(self):
        self.room = shell.Room()
        self.clock = Clock(self.room.path("moved"))
        self.env = self.room.env(WARROOM_CLOCK="@" + self.clock.path)
        self.server = people.Server(self.room.folder)
        self.crowd = people.Crowd(self.server.port)
        self.nicks = {}
        self.tmux = ["tmux", "-S", self.room.path("tmux"), "-f", "/dev/null"]

    def verb(self, actor, line):
        words = re.findall(r'(?:[^\s"]|"(?:[^"\\]|\\.)*")+', line)
        words = [re.sub(r'"((?:[^"\\]|\\.)*)"', r"\1", w) for w in words]
        done = subprocess.run([shell.PROGRAM, *words, "as=" + actor], env=self.env, cwd=self.room.folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, "%s: %s\n%s" % (actor, line, done.stderr)
        return done.stdout

    def rows(self, actor, after):
        return self.ask("SELECT count(*) FROM record WHERE seq > ? AND actor = ? AND kind NOT LIKE 'chat.%'", after, actor)[0]

    def head(self):
        return self.ask("SELECT coalesce(max(seq), 0) FROM record")[0]

    def open_consoles(self):
        with open(self.room.path("console.conf"), "w", encoding="utf-8") as f:
            f.write("set irc.rate 20ms\nset irc.burst 100\nset irc.lease_ttl 10m\nirc trust nicks\n")
        for n, who in enumerate(CONSOLES):
            run = " ".join("%s='%s'" % (k, v) for k, v in dict(self.env, WARROOM_USER=who, TERM="screen-256color").items()
                           if k.startswith(("WARROOM", "XDG", "TERM", "TZ", "HOME")))
            size = ("80", "24") if n == 0 else ("120", "40")
            subprocess.run(self.tmux + ["new-session", "-d", "-s", who, "-x", size[0], "-y", size[1],
                                        "env -u TMUX LC_ALL=C.UTF-8 %s %s --config %s" % (run, shell.PROGRAM, self.room.path("console.conf"))],
                           check=True)
            serving.until("the console of " + who, lambda w=who: "Card payments fail" in self.screen(w))
        self.room.must("irc", "connect", "127.0.0.1:%d" % self.server.port, "#war")
        for nick in RESPONDERS:
            self.nicks[nick] = self.crowd.person(nick)
            self.nicks[nick].through(b"JOIN #war")
        self.nicks[RESPONDERS[0]].wait_for("TOPIC #war")

    def close_consoles(self):
        for who in CONSOLES:
            self.type(who, "quit")
        serving.until("the consoles to end", lambda: subprocess.run(self.tmux + ["list-sessions"], capture_output=True, check=False).returncode)

    def screen(self, who):
        return subprocess.run(self.tmux + ["capture-pane", "-t", who, "-p"], capture_output=True, text=True, check=False).stdout

    def type(self, who, line):
        subprocess.run(self.tmux + ["send-keys", "-t", who, "-l", "/" + line], check=True)
        subprocess.run(self.tmux + ["send-keys", "-t", who, "Enter"], check=True)

    def keep(self, body):
        """A row that an edge makes in the conversation is made here by the edge itself."""
        path = self.room.path(json.loads(body)["name"])
        with open(path, "wb"):
            pass
        self.verb("lead", "evidence keep " + path)

    def seen_by(self, actor, door):
        if door == "console":
            return self.screen(actor)
        with sqlite3.connect("file:%s?mode=ro" % self.room.journal, uri=True) as db:
            rows = db.execute("SELECT seq, actor, kind, substr(body, 1, 200) FROM record ORDER BY seq DESC LIMIT 12").fetchall()
        return "\n".join(repr(row) for row in reversed(rows))

    def pass_time(self, seconds):
        whole = seconds
        while seconds > 0:
            step = min(max(STEP, whole // 40), seconds)
            seconds -= step
            self.clock.set(self.clock.us + step * 1000000)
            now = self.clock.now()
            serving.until("the clocks to have looked", lambda n=now: self.renewed("clocks") >= n - 3000000)

    def ask(self, query, *values):
        with sqlite3.connect("file:%s?mode=ro" % self.room.journal, uri=True) as db:
            return db.execute(query, values).fetchone()

    def renewed(self, lease):
        return self.ask("SELECT max(renewed) FROM lease WHERE name = ?", lease)[0] or 0

    def say(self, actor, door, line):
        before = self.head()
        if door == "irc" and actor in RESPONDERS:
            self.nicks[actor].say(b"#war", "!" + line)
            who = "irc:" + actor
        elif door == "console" and actor in CONSOLES and not WEIGHTY.match(line):
            self.type(actor, line)
            who = actor
        else:
            self.verb(actor, line)
            return
        serving.until(lambda: "a row of %s for: %s\n%s" % (who, line, self.seen_by(actor, door)),
                      lambda: self.rows(who, before))

    def end(self):
        subprocess.run(self.tmux + ["kill-server"], capture_output=True, check=False)
        self.crowd.end()
        self.server.end()
        self.room.__exit__()


def plain(value, name=""):
    """What two tellings of the same story have in common: who did what, without when, numbers of rows, and how well a nick is known."""
    if isinstance(value, dict):
        return {k: plain(v, k) for k, v in value.items() if not re.search(
            r"^(seq|at|from|to|since|until|due|sent|declared|closed|occurred|recorded|opened|offered|settled|asked|taken|next_due|filled|took|.*_s|.*_at|"
            r"level_since|began|ended|when|started|done_at|checked_at|entry|id_seq|filled|minutes|head|journal_.*|seconds_.*|milestones|log|"
            r"questions|gaps|role_gaps|promises|severity_history|deliveries|presences|next|missed|updates|offers|measures|rooms)$", k)}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, str):
        value = re.sub(r"\birc:", "", value)
        return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z|E-\d+|\b\d+[hms]\b", "~", value)
    return value


def test_the_same_board():
    """Live, with two consoles, two responders and shells, the story ends with the board of the conversation"""
    told = os.path.join("build", "debug", "tests", "golden", "six_hours")
    subprocess.run(["make", "--no-print-directory", "V=debug", told], cwd=shell.TREE, stdout=subprocess.DEVNULL, check=True)
    stage = Stage()
    try:
        wanted = stage.room.path("wanted.json")
        subprocess.run([told], env=dict(os.environ, WARROOM_SIX_HOURS=wanted), cwd=shell.TREE, stdout=subprocess.DEVNULL, check=True)
        lines = list(spoken())
        while not lines[-1][1]:
            lines.pop()  # time that passes after the last word
        first = next(n for n, (_, _, line) in enumerate(lines) if isinstance(line, str) and line.startswith("declare"))
        stage.verb(lines[first][0], lines[first][2])
        stage.open_consoles()
        for actor, door, line in lines[first + 1:]:
            if not door:
                stage.pass_time(line)
            elif door == "keep":
                stage.keep(line)
            else:
                stage.say(actor, door, line)
        made = json.loads(stage.verb("lead", "-i 1 export postmortem format=json"))
        with open(wanted, encoding="utf-8") as f:
            expected = json.load(f)
        apart = ["%s\nlive: %s\ntold: %s" % (name, json.dumps(plain(made.get(name)))[:3000], json.dumps(plain(expected[name]))[:3000])
                 for name in expected if plain({name: made.get(name)}) != plain({name: expected[name]})]
        assert not apart, "\n".join(apart)
        stage.close_consoles()
        stage.room.verified()
    finally:
        stage.end()


if __name__ == "__main__":
    shell.main(globals())
