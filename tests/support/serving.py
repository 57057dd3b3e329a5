# serving.py: warroom as it stands in a test: served without a screen or on a terminal, and its journal read from outside.
import contextlib
import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(os.path.dirname(HERE), "shell"))

import shell  # noqa: E402  pylint: disable=wrong-import-position

DEADLINE = 30.0


def until(what, fact, seconds=DEADLINE):
    """The first true value of fact(); looks again and again until then."""
    limit = time.monotonic() + seconds
    while True:
        value = fact()
        if value:
            return value
        assert time.monotonic() < limit, "waited in vain: %s" % (what() if callable(what) else what)
        select.select([], [], [], 0.01)  # between two looks


def rows(journal, kinds=("chat.in",), after=0):
    """(seq, actor, body) of the records of some kinds."""
    with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % journal, uri=True)) as db:
        marks = ",".join("?" * len(kinds))
        found = db.execute("SELECT seq, actor, body FROM record WHERE seq > ? AND kind IN (%s) ORDER BY seq" % marks,
                           (after,) + tuple(kinds)).fetchall()
    return [(seq, actor, json.loads(body, object_pairs_hook=shell.unique)) for seq, actor, body in found]


def exact(body, name="text", raw="raw"):
    """The bytes that came over the wire."""
    return bytes.fromhex(body[raw]) if raw in body else body[name].encode()


class Served:
    """`warroom serve` on a room's journal, connected to a channel."""

    def __init__(self, room, port, channel="#war", config=""):
        self.room = room
        with open(room.path("serve.conf"), "w", encoding="utf-8") as f:
            f.write(config)
        room.must("irc", "connect", "127.0.0.1:%d" % port, channel)
        with open(room.path("serve.out"), "wb") as out:
            self.child = subprocess.Popen([shell.PROGRAM, "--config", room.path("serve.conf"), "serve"], cwd=room.folder,
                                          stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=room.env())
        until(lambda: "the bridge to be live; it said: " + self.said(), self.is_live)

    def said(self):
        with open(self.room.path("serve.out"), encoding="utf-8", errors="replace") as f:
            return f.read()

    def is_live(self):
        assert self.child.poll() is None, "serve ended: " + self.said()
        return any(body["state"] == "live" for _, _, body in rows(self.room.journal, ("link.state",)))

    def end(self):
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        try:
            status = self.child.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            raise AssertionError("serve did not end: " + self.said()) from None
        assert status == 0, "serve left with %d: %s" % (status, self.said())
