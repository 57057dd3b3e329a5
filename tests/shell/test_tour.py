#!/usr/bin/env python3
# test_tour.py: every command of the README's tour works as typed.
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.environ.get("WARROOM_BIN", os.path.join(ROOT, "build/warroom"))


def tour():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as f:
        text = f.read()
    block = re.search(r"## Five minutes.*?```sh\n(.*?)```", text, re.S).group(1)
    return [line for line in block.splitlines() if line.strip()]


def main():
    lines = tour()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="warroom-tour-") as home:
        env = {k: v for k, v in os.environ.items() if not k.startswith("WARROOM_")}
        env.update(HOME=home)
        # A place of its own instead of /tmp, and the program that is being tested.
        ready = [line.replace("/tmp/", home + "/").replace("build/warroom", BIN) for line in lines]
        print("1..%d" % (len(ready) + 1))
        journal = ""
        for n, line in enumerate(ready, 1):
            if line.startswith("export "):
                journal = line
            command = "true" if line == "make" else (journal + "; " if journal else "") + line
            got = subprocess.run(["sh", "-c", command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL,
                                 capture_output=True, text=True, check=False)
            good = got.returncode == 0 and not got.stderr
            failed += not good
            print("%s %d - %s" % ("ok" if good else "not ok", n, lines[n - 1]))
            if not good:
                print("# exit %d: %s%s" % (got.returncode, got.stdout, got.stderr))
        with open(home + "/warroom-tour.html", encoding="utf-8") as f:
            good = "Checkout errors" in f.read()
        failed += not good
        print("%s %d - the page tells of the incident" % ("ok" if good else "not ok", len(ready) + 1))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
