#!/usr/bin/env python3
# bench_irc.py: chat through the bridge against irssi and WeeChat, the console at rest, and the bytes it sends to a terminal.
"""A server made of a socket pours LINES lines at a client that has joined and then asks PING; what the client's process
used of the processor until it answered is the measure. irssi and WeeChat write their logs meanwhile, as warroom writes its
journal. Medians of RUNS alternating runs."""
import re
import shutil
import sqlite3
import statistics
import time

from measure import CHANNEL, Irssi, Ours, Pouring, WeeChat, missing, row, serving, shell, terminal, used

RUNS = 5
LINES = 20_000
REST = 10.0


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
                missing(name, "%.0f/s" % rate[ours], peer, ">= %d" % budget)


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
