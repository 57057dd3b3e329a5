#!/usr/bin/env python3
# test_consoles.py: two consoles, a server and a loop of verbs on one journal see each other's rows and lose none.
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.environ.get("WARROOM_BIN", os.path.join(ROOT, "build/warroom"))
DEADLINE = 20.0
ROWS = 30


class House:
    """One journal, two consoles in panes of a terminal multiplexer of our own."""

    def __init__(self, folder):
        self.folder = folder
        self.journal = os.path.join(folder, "journal.db")
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("WARROOM_", "TMUX"))}
        self.env.update(HOME=folder, LC_ALL="C.UTF-8", TERM="screen-256color", WARROOM_JOURNAL=self.journal,
                        TMUX_TMPDIR=folder)
        self.number = 0

    def warroom(self, *words):
        return subprocess.run([BIN, *words], env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False)

    def tmux(self, *words):
        return subprocess.run(["tmux", "-L", "t", "-f", "/dev/null", *words], env=self.env, capture_output=True,
                              text=True, check=False).stdout

    def open_console(self, name):
        self.tmux("new-session", "-d", "-x", "100", "-y", "30", "-s", name, "exec " + BIN)

    def screen(self, name):
        return self.tmux("capture-pane", "-p", "-t", name)

    def rows(self, *filters):
        out = self.warroom("timeline", "format=json", *filters).stdout
        return [json.loads(line) for line in out.splitlines()]

    def journal_rows(self, kind):
        out = subprocess.run(["sqlite3", self.journal, "select count(*) from record where kind = '%s'" % kind],
                             capture_output=True, text=True, check=True).stdout
        return int(out)

    def lease(self):
        return subprocess.run(["sqlite3", self.journal, "select holder from lease where name = 'clocks'"],
                              capture_output=True, text=True, check=True).stdout.strip()


def wait_for(probe):
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        got = probe()
        if got:
            return got
    return None


RESULTS = []


def check(what, good, note=""):
    RESULTS.append(bool(good))
    print("%s %d - %s" % ("ok" if good else "not ok", len(RESULTS), what))
    if note:
        print("# " + note)


def see_each_other(house):
    delays = []
    for n in range(ROWS):
        words = "row %d of the loop" % n
        house.warroom("log", words)
        began = time.monotonic()
        for name in ("left", "right"):
            if not wait_for(lambda name=name: words in house.screen(name)):
                return None
        delays.append(time.monotonic() - began)
    delays.sort()
    return delays


def lose_nothing(house):
    """Both consoles speak while a loop of verbs writes."""
    loop = [subprocess.Popen([BIN, "log", "from the shell %d" % n], env=house.env, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL) for n in range(10)]
    for n in range(10):
        for name in ("left", "right"):
            house.tmux("send-keys", "-t", name, "-l", "/log from %s %d" % (name, n))
            house.tmux("send-keys", "-t", name, "Enter")
    for each in loop:
        each.wait()
    want = {"from %s %d" % (who, n) for who in ("left", "right", "the shell") for n in range(10)}
    return wait_for(lambda: want <= {r["text"] for r in house.rows("type=log")})


def lease_moves(house):
    """The holder of the clocks dies without a word; another takes over, once."""
    first = subprocess.Popen([BIN, "serve"], env=house.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: ":%d:" % first.pid in house.lease())
    held = ":%d:" % first.pid in house.lease()
    others = [subprocess.Popen([BIN, "serve"], env=house.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
              for _ in range(2)]
    before = house.journal_rows("lease.taken")
    first.send_signal(signal.SIGKILL)
    first.wait()
    began = time.monotonic()
    moved = wait_for(lambda: ":%d:" % first.pid not in house.lease() and house.lease())
    took = time.monotonic() - began
    rows = wait_for(lambda: house.journal_rows("lease.taken") > before) and house.journal_rows("lease.taken") - before
    for each in others:
        each.terminate()
        each.wait()
    clean = [each.returncode for each in others]
    check("the clocks had a holder", held)
    check("another process holds them after a SIGKILL", moved, "after %.1f s" % took)
    check("within six seconds", moved and took <= 6.0)
    check("exactly one took them", rows == 1, "lease.taken rows: %s" % rows)
    check("SIGTERM ends a server cleanly", clean == [0, 0], "exit %s" % clean)


def main():
    if not shutil.which("tmux") or not shutil.which("sqlite3"):
        print("1..0 # SKIP tmux or sqlite3 is not installed")
        return 0
    with tempfile.TemporaryDirectory(prefix="warroom-consoles-") as folder:
        house = House(folder)
        house.warroom("declare", "Checkout errors", "journey=critical", "degradation=partial", "users=12%")
        try:
            lease_moves(house)
            for name in ("left", "right"):
                house.open_console(name)
            check("two consoles show the room",
                  all(wait_for(lambda name=name: "INC-1" in house.screen(name)) for name in ("left", "right")))
            delays = see_each_other(house)
            check("rows of the shell show in both", delays,
                  delays and "median %.0f ms, worst %.0f ms, looking included" % (delays[len(delays) // 2] * 1000,
                                                                                 delays[-1] * 1000))
            check("the middle one within 200 ms", delays and delays[len(delays) // 2] <= 0.2)
            check("nothing that three processes wrote at once is lost", lose_nothing(house))
            seqs = [r["seq"] for r in house.rows()]
            check("no number twice", len(seqs) == len(set(seqs)))
            verdict = house.warroom("verify")
            check("the chain holds", verdict.returncode == 0, verdict.stdout.strip()[:60])
        finally:
            house.tmux("kill-server")
    print("1..%d" % len(RESULTS))
    return 0 if all(RESULTS) else 1


if __name__ == "__main__":
    sys.exit(main())
