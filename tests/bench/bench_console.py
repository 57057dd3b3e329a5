#!/usr/bin/env python3
# bench_console.py: from a key to its echo in the console, at rest and under a flood of chat, and the memory it holds.
"""One journal of ROWS lines of chat is made by pouring them through the bridge of an open console. The keys are letters
that stand nowhere else on the screen, so that an echo is told from the chat around it; the moment of an echo is taken by the
thread that reads the terminal. WeeChat and irssi are asked with the same keys in the same run, in turns."""
import os
import re
import shutil
import sqlite3
import statistics
import threading
import time

from measure import Irssi, Ours, Pouring, WeeChat, missing, resident, row, serving, shell, terminal, used

ROWS, PART = 1_000_000, 100_000
RUNS = 3
KEYS = 120
RATE = 5_000
LETTERS = b"QXZJKW"
SETTLE = 1.5  # seconds until a client that has joined is at rest, or a flood stands
GAP = 0.017  # no multiple of a tick of the chat, nor of a frame
SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?]*[@-~]|[()].|\][^\x07]*\x07|[^\[\]()])|\x1b[\[\]()]?[0-9;?]*$")
MB = 1024 * 1024.0


class Stamped(terminal.Terminal):
    """A terminal that remembers when each piece came."""

    def __init__(self, argv, env, strict=False):
        self.pieces = []
        super().__init__(argv, env, strict=strict)

    def read(self):
        while not self.ended:
            try:
                got = os.read(self.fd, 65536)
            except OSError:
                got = b""
            now = time.perf_counter()
            with self.news:
                self.pieces.append((now, got))
                self.raw += got
                self.ended = not got
                self.news.notify_all()

    def echo(self, key):
        """Seconds from a key to the piece in which its letter stands."""
        with self.news:
            self.pieces.clear()
            self.raw.clear()
        began = time.perf_counter()
        os.write(self.fd, key)
        self.until("the echo of %r" % key, lambda: key in SEQUENCE.sub(b"", bytes(self.raw)))
        seen = b""
        for when, got in self.pieces:
            seen += got
            if key in SEQUENCE.sub(b"", seen):
                return when - began
        raise AssertionError("an echo without a moment")


def typed(screen):
    """Seconds for each of KEYS keys; the line is emptied when all letters stand in it."""
    took = []
    while len(took) < KEYS:
        for n in range(len(LETTERS)):
            took.append(screen.echo(LETTERS[n:n + 1]))
            time.sleep(GAP)
        os.write(screen.fd, b"\x15")
        time.sleep(2 * GAP)
    return took


def echoes(start, room, rate):
    """The keys of one run of a client while chat comes at this rate, and the memory it holds then."""
    server, client, stop, flood = Pouring(), None, threading.Event(), None
    try:
        client = start(room, server)
        flood = threading.Thread(target=server.stream, args=(rate, stop), daemon=True)
        flood.start()
        time.sleep(SETTLE)
        return typed(client.terminal), resident(client.pid)
    finally:
        stop.set()
        if flood:
            flood.join(10)
        if client:
            client.end()
        server.end()


def in_own_room(start):
    def run(rate):
        with shell.Room() as room:
            return echoes(start, room, rate)
    return run


def fill(room):
    """Pours the rows through an open console; the memory it held after the first PART of them and after all."""
    server, client, held = Pouring(), None, []
    try:
        client = Ours(room, server, True)
        for n in range(ROWS // PART):
            server.pour(PART)
            serving.until("the lines on record", lambda: newest(room) >= PART * (n + 1), 120)
            held.append(resident(client.pid))
        at_rest(client.pid)
        return held[0], held[-1]
    finally:
        if client:
            client.end()
        server.end()


def at_rest(pid):
    """Waits until the work that follows a flood is done, such as the index of words, so that quiet means quiet."""
    limit, before = time.monotonic() + 30, -1.0
    while time.monotonic() < limit:
        now = used(pid)[0]
        if now - before < 0.03:
            return
        before = now
        time.sleep(1)


def newest(room):
    with sqlite3.connect("file:%s?mode=ro" % room.journal, uri=True) as db:
        return db.execute("SELECT max(seq) FROM record").fetchone()[0]


def irssi_empty():
    with shell.Room() as room:
        client = Irssi(room, None)
        try:
            client.terminal.until("irssi to be drawn", lambda: b"[(status)]" in client.terminal.raw)
            time.sleep(SETTLE)
            return resident(client.pid)
        finally:
            client.end()


def part(times, share):
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def figures(times):
    return "%.2f/%.2f ms" % (part(times, 0.5) * 1e3, part(times, 0.99) * 1e3)


def key_rows(what, ours, peer, theirs):
    """p50/p99 of both; what counts is p99, and that no key waits for more than a frame."""
    name, worst = "P3 key to echo, 1M rows, %s, p50/p99" % what, max(ours) * 1e3
    if theirs:
        ratio = part(ours, 0.99) / part(theirs, 0.99)
        row(name, figures(ours), "%s %s" % (peer, figures(theirs)), "%.2f" % ratio, "<= 1", ratio <= 1)
    else:
        missing(name, figures(ours), peer, "<= 1")
    row("P3 key to echo, 1M rows, %s, worst" % what, "%.2f ms" % worst, "-", "%.2f" % (worst / 16), "<= 16 ms", worst <= 16)


def keys(room):
    """The keys of all clients in turns; what the console held while it was at rest."""
    own = lambda rate: echoes(lambda r, s: Ours(r, s, True, kind=Stamped), room, rate)
    jobs = {"quiet": lambda: own(0), "flood": lambda: own(RATE)}
    if shutil.which("weechat"):
        weechat = in_own_room(lambda r, s: WeeChat(r, s, Stamped))
        jobs["WeeChat"] = lambda: weechat(0)
    if shutil.which("irssi"):
        irssi = in_own_room(lambda r, s: Irssi(r, s, Stamped))
        jobs["irssi"] = lambda: irssi(RATE)
    times, held = {name: [] for name in jobs}, []
    for _ in range(RUNS):
        for name, job in jobs.items():
            took, memory = job()
            times[name] += took
            if name == "quiet":
                held.append(memory)
    key_rows("quiet", times["quiet"], "WeeChat", times.get("WeeChat"))
    key_rows("%d lines/s" % RATE, times["flood"], "irssi", times.get("irssi"))
    return statistics.median(held)


def memory_rows(first, last, held):
    name = "P5 memory, 1M rows, room open"
    if shutil.which("irssi"):
        empty = statistics.median(irssi_empty() for _ in range(RUNS))
        row(name, "%.1f MB" % (held / MB), "irssi empty %.1f MB" % (empty / MB), "%.2f" % (held / empty), "<= 1", held <= empty)
    else:
        missing(name, "%.1f MB" % (held / MB), "irssi", "<= 1")
    row("P5 memory after 1M lines through the console", "%.1f MB" % (last / MB), "after 100,000 %.1f MB" % (first / MB),
        "%.2f" % (last / first), "<= 1.05", last <= 1.05 * first)


def main():
    with shell.Room() as room:
        try:
            grown = fill(room)
            memory_rows(*grown, keys(room))
        except (AssertionError, OSError) as e:
            print("the console could not be measured: %s" % str(e)[:300])


if __name__ == "__main__":
    main()
