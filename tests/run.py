#!/usr/bin/env python3
# run.py: runs test programs two at a time, counts the TAP lines they print, and sums up in one line.
"""Usage: run.py [--total] PROGRAM...

A program speaks TAP on standard output: cmocka does when asked, house checks and scripts do it by hand. One that
crashes, hangs, was not built, or ran fewer cases than it planned counts as failed. With --total the last line is
"N passed, N failed" and a build that did not finish counts as well.
"""
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BUILD = os.environ.get("BUILD", "build/debug")
TIMEOUT = float(os.environ.get("TEST_TIMEOUT", "240"))
JOBS = int(os.environ.get("TEST_JOBS", "2"))


def environment(home):
    """The same surroundings for everybody: no settings of the person who runs it, a home of its own."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("WARROOM_", "XDG_", "LC_", "MAKE", "MFLAGS"))}
    if os.environ.get("WARROOM_GOLDEN"):
        env["WARROOM_GOLDEN"] = os.environ["WARROOM_GOLDEN"]
    env.update(HOME=home, TMPDIR=home, LC_ALL="C.UTF-8", LANG="C.UTF-8", TZ="UTC", TERM="xterm-256color", USER="ops1",
               CMOCKA_MESSAGE_OUTPUT="TAP", BUILD=BUILD, WARROOM_BIN=os.path.abspath(BUILD + "/warroom"),
               ASAN_OPTIONS="abort_on_error=0:detect_leaks=1", UBSAN_OPTIONS="print_stacktrace=1")
    return env


def count(text):
    """Cases that passed, that failed, that were skipped, and how many were planned."""
    passed = len(re.findall(r"^ok\b(?!.*# SKIP)", text, re.M))
    skipped = len(re.findall(r"^(?:not )?ok\b.*# SKIP", text, re.M))
    failed = len(re.findall(r"^not ok\b(?!.*# SKIP)", text, re.M))
    planned = sum(int(n) for n in re.findall(r"^1\.\.(\d+)", text, re.M))
    return passed, failed, skipped, planned


def run(program):
    home = tempfile.mkdtemp(prefix="warroom-test-")
    began = time.monotonic()
    note = ""
    try:
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen([os.path.abspath(program)], stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=subprocess.STDOUT, env=environment(home), start_new_session=True)
            try:
                status = child.wait(TIMEOUT)
            except subprocess.TimeoutExpired:
                note = "still running after %d seconds" % TIMEOUT
                status = 1
            try:
                os.killpg(child.pid, signal.SIGKILL)  # nothing that a test started outlives it
            except ProcessLookupError:
                pass
            child.wait()
            out.seek(0)
            text = out.read().decode("utf-8", "replace")
    except OSError as e:
        status, text, note = 1, "", "not there to run: %s" % e.strerror
    finally:
        shutil.rmtree(home, ignore_errors=True)
    passed, failed, skipped, planned = count(text)
    missing = planned - passed - failed - skipped
    if status < 0 and not note:
        note = "killed by signal %d" % -status
    if missing > 0:
        note = note or "%d planned cases did not run" % missing
        failed += missing
    if planned == 0 and not note:
        note = "printed no plan"
    if not failed and (status or note):
        note = note or "exit status %d" % status
        failed += 1
    return program, passed, failed, skipped, note, text, time.monotonic() - began


def name_of(program):
    return re.sub(r"^%s/|^tests/|\.(py|sh)$" % re.escape(BUILD), "", program).replace("tests/", "", 1)


def main(argv):
    total = "--total" in argv
    programs = [a for a in argv if a != "--total"]
    passed = failed = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for done in concurrent.futures.as_completed([pool.submit(run, p) for p in programs]):
            program, p, f, s, note, text, seconds = done.result()
            passed, failed, skipped = passed + p, failed + f, skipped + s
            print("%-4s %-48s %4d passed%s%s  %.2f s" % ("FAIL" if f else "ok", name_of(program), p,
                  ", %d failed" % f if f else "", ", %d skipped" % s if s else "", seconds))
            if f:
                print("".join("     | %s\n" % line for line in text.splitlines()[-200:]
                              if not line.startswith("ok ")), end="")
                if note:
                    print("     | " + note)
            sys.stdout.flush()
    unbuilt = os.path.join(BUILD, "unbuilt")
    if total and os.path.exists(unbuilt):
        print("FAIL the build did not finish; see above")
        failed += 1
    if total and skipped:
        print("%d skipped" % skipped)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not programs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
