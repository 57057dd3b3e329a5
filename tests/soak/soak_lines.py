#!/usr/bin/env python3
# soak_lines.py: ten million lines of a channel through the served program: every one is on record, memory stays flat.
"""TAP. SOAK_LINES (10000000) and SOAK_SECONDS (600) say how many and how long at most, whichever comes first; the journal
takes about half a gigabyte for a million lines. WARROOM_BIN is the program."""
import contextlib
import os
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), "support"), os.path.join(os.path.dirname(HERE), "shell")]

import played  # noqa: E402  pylint: disable=wrong-import-position
import serving  # noqa: E402  pylint: disable=wrong-import-position
from shell import DECLARE, PROGRAM, Room, main  # noqa: E402  pylint: disable=wrong-import-position

LINES = int(os.environ.get("SOAK_LINES", "10000000"))
SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
CHUNK, WARM, SAMPLES = 2000, 0.1, 20
SLACK_KB = 8192  # what the process may grow by after its first tenth


def memory_kb(pid):
    """What it holds itself, and all that is mapped in, files too."""
    with open("/proc/%d/status" % pid, encoding="ascii") as f:
        found = dict(line.split(":", 1) for line in f)
    return int(found["RssAnon"].split()[0]), int(found["VmRSS"].split()[0])


def chunk(first, n):
    return b"".join(b":ops%d!u@host.example.org PRIVMSG #war :line %d of a long night: the pool of db%d is at %d%%\r\n" %
                    (k % 97, k, k % 12, k % 101) for k in range(first, first + n))


def recorded(journal):
    with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % journal, uri=True)) as db:
        return db.execute("SELECT seq FROM record ORDER BY seq DESC LIMIT 1").fetchone()[0]


def stream(server, pid, seconds):
    """Says lines until there are enough or time is up; (said, [(lines, anonymous, resident)])."""
    link = server.links[server.count]["socket"]
    link.settimeout(120)
    until, said, samples = time.monotonic() + seconds, 0, []
    while said < LINES and time.monotonic() < until:
        n = min(CHUNK, LINES - said)
        link.sendall(chunk(said, n))
        said += n
        if said // CHUNK % 25 == 0 or said == LINES:
            samples.append((said,) + memory_kb(pid))
    return said, samples


def spread(samples):
    step = max(1, len(samples) // SAMPLES)
    return samples[::step] + samples[-1:]


def test_lines():
    """Every line is on record, and the process does not grow with them"""
    with Room() as room, played.Played(people=[b"ops%d" % n for n in range(97)]) as server:
        room.must(*DECLARE)
        room.must("irc", "connect", "127.0.0.1:%d" % server.port, "#war")
        with subprocess.Popen([PROGRAM, "serve", "--log", room.path("log")], env=room.env(), cwd=room.folder) as serve:
            try:
                serving.until("the link to be live", lambda: any(
                    b["state"] == "live" for _, _, b in serving.rows(room.journal, ("link.state",))))
                before = recorded(room.journal)
                began = time.monotonic()
                said, samples = stream(server, serve.pid, SECONDS)
                serving.until(lambda: "%d of %d rows" % (recorded(room.journal) - before, said),
                              lambda: recorded(room.journal) - before >= said, SECONDS + 600)
                took = time.monotonic() - began
                end = memory_kb(serve.pid)
                for lines, own, all_of_it in spread(samples):
                    print("# %9d lines: %6d KiB of its own, %6d KiB with files" % (lines, own, all_of_it))
                warm = next(s for s in samples if s[0] >= said * WARM)
                print("# %d lines in %.1f s, %.0f a second; from %d to %d KiB" %
                      (said, took, said / took, warm[1], end[0]))
                assert end[0] - warm[1] <= SLACK_KB, "it grew by %d KiB" % (end[0] - warm[1])
            finally:
                serve.terminate()
                assert serve.wait(120) == 0
        with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % room.journal, uri=True)) as db:
            rows, names = db.execute("SELECT count(*), count(DISTINCT body) FROM record WHERE kind = 'chat.in' AND "
                                     "instr(body, 'of a long night')").fetchone()
        assert rows == said == names, "%d rows, %d different ones, of %d lines" % (rows, names, said)
        verdict = subprocess.run([PROGRAM, "verify"], env=room.env(), capture_output=True, text=True, check=False)
        assert verdict.returncode == 0 and "chain intact" in verdict.stdout, verdict.stdout + verdict.stderr


if __name__ == "__main__":
    main(globals())
