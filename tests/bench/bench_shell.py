#!/usr/bin/env python3
# bench_shell.py: shell verbs, import, export and the first screen against the programs people use for the same.
"""Medians of five alternating runs. A peer that is not installed is said to be missing, never guessed."""
import os
import pty
import random
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5
LINES = 100_000
WARROOM = os.environ["WARROOM_BIN"]
WORDS = "checkout queue rolled back web errors latency database failover region shoppers graph falling rising".split()
FIRST_SCREEN = 20.0


def show(name, ours, peer, theirs, budget, per=1):
    def figure(v):
        v /= per
        return "%.1f us" % (v * 1e6) if v < 1e-3 else "%.1f ms" % (v * 1e3) if v < 1 else "%.2f s" % v
    if ours is None:
        print("%s: could not be measured" % name)
    elif theirs is None:
        print("\t".join([name, figure(ours), peer + " missing", "-", "%.2f" % budget, "missing"]))
    else:
        print("\t".join([name, figure(ours), "%s %s" % (peer, figure(theirs)), "%.2f" % (ours / theirs), "%.2f" % budget,
                         "held" if ours <= budget * theirs else "broken"]))
    sys.stdout.flush()


def timed(argv, env, stdin=None):
    began = time.perf_counter()
    done = subprocess.run(argv, env=env, input=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    took = time.perf_counter() - began
    if done.returncode:
        print("%s: %s" % (" ".join(argv), done.stderr.decode("utf-8", "replace").strip()))
        return None
    return took


def medians(*jobs):
    """One median for each job; the jobs take turns. None when a job cannot be done."""
    took = [[] for _ in jobs]
    for _ in range(RUNS):
        for n, job in enumerate(jobs):
            took[n].append(job() if job else None)
    return [None if None in t else statistics.median(t) for t in took]


def needs(program):
    return shutil.which(program)


def verb(env, where):
    ours = lambda: timed([WARROOM, "-j", where("verb.db"), "log", "rolled back web to 4f2"], env)
    timed([WARROOM, "-j", where("verb.db"), "declare", "Checkout errors", "journey=critical", "degradation=partial",
           "users=12%", "safety=none", "exposure=none", "data=none"], env)
    subprocess.run(["sqlite3", where("plain.db"), "PRAGMA journal_mode=WAL; CREATE TABLE t(body TEXT)"], check=True,
                   stdout=subprocess.DEVNULL)
    theirs = lambda: timed(["sqlite3", where("plain.db"), "PRAGMA synchronous=FULL; INSERT INTO t VALUES('rolled back')"], env)
    show("P1 one verb from the shell", *join(medians(ours, theirs), "sqlite3"), budget=1.5)


def join(pair, peer):
    return pair[0], peer, pair[1]


def chat_log(path):
    """An irssi log of LINES lines over two days."""
    chance = random.Random(20261122)
    with open(path, "w", encoding="utf-8") as f:
        f.write("--- Log opened Sun Nov 22 00:00:00 2026\n")
        for n in range(LINES):
            minute = n * 1440 // LINES
            f.write("%02d:%02d <ops%d> %s\n" % (minute // 60, minute % 60, chance.randrange(40),
                                              " ".join(chance.choices(WORDS, k=chance.randint(4, 14)))))


def imports(env, where):
    def ours():
        for end in ("", "-wal", "-shm"):
            if os.path.exists(where("import.db" + end)):
                os.unlink(where("import.db" + end))
        timed([WARROOM, "-j", where("import.db"), "declare", "Checkout errors", "journey=critical"], env)
        return timed([WARROOM, "-j", where("import.db"), "import", "irssi", where("room.log"), "zone=UTC"], env)

    theirs = needs("lnav") and (lambda: timed(["lnav", "-n", where("room.log")], env))
    show("P7 import one line of an IRC log", *join(medians(ours, theirs), "lnav"), budget=1, per=LINES)


def exports(env, where):
    db = where("import.db")
    for form in ("md", "html", "json"):
        out = where("retro." + form)
        ours = lambda: timed([WARROOM, "-j", db, "export", "postmortem", "format=" + form, "out=" + out], env)
        theirs = lambda: timed(["sqlite3", "-markdown", db, "SELECT seq, recorded, kind, actor, body FROM record"], env)
        show("P8 post-mortem of 100,000 rows, " + form, *join(medians(ours, theirs), "sqlite3 -markdown"), budget=1)


def first_screen(argv, env, mark):
    """Seconds from the start until the mark has been drawn, with everything before it."""
    began = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.clear()
        os.environ.update(env, TERM="xterm-256color", LINES="40", COLUMNS="120")
        os.execvp(argv[0], argv)
    seen = b""
    took = None
    while time.perf_counter() - began < FIRST_SCREEN:
        if not select.select([fd], [], [], 1)[0]:
            continue
        try:
            seen += os.read(fd, 65536)
        except OSError:
            break
        if mark in seen:
            took = time.perf_counter() - began
            break
    os.kill(pid, signal.SIGKILL)
    os.close(fd)
    os.waitpid(pid, 0)
    return took


def screens(env, where):
    ours = lambda: first_screen([WARROOM, "-j", where("verb.db")], env, b"Checkout errors")
    full = lambda: first_screen([WARROOM, "-j", where("import.db")], env, b"Checkout errors")
    irssi = needs("irssi") and (lambda: first_screen(["irssi", "--home", where("irssi")], env, b"[(status)]"))
    one, many, theirs = medians(ours, full, irssi)
    show("P4 first screen, small journal", one, "irssi", theirs, 0.7)
    show("P4 first screen, 100,000 rows", many, "own small journal", one, 1.2)


def main():
    folder = tempfile.mkdtemp(prefix="warroom-bench-")
    env = {"HOME": folder, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "USER": "ops1"}
    where = lambda name: os.path.join(folder, name)
    try:
        chat_log(where("room.log"))
        for measure in (verb, imports, exports, screens):
            measure(env, where)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
