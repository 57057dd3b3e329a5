#!/usr/bin/env python3
# test_demo.py: the practice incident plays itself to the end and every check of it holds.
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.environ.get("WARROOM_BIN", os.path.join(ROOT, "build/warroom"))
DEMO = os.path.join(ROOT, "templates/demo/demo.py")


def main():
    if not (shutil.which("ngircd") or os.path.exists("/usr/sbin/ngircd")):
        print("1..0 # SKIP ngircd is not installed")
        return 0
    with tempfile.TemporaryDirectory(prefix="warroom-demo-") as folder:
        got = subprocess.run([sys.executable, DEMO, BIN, "--keep", os.path.join(folder, "play")],
                             stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=200, check=False)
    checks = [line for line in got.stdout.splitlines() if line.startswith("ok ")]
    print(got.stdout, end="")
    print("%s %d - the practice incident ends well" % ("ok" if got.returncode == 0 else "not ok", len(checks) + 1))
    if got.stderr:
        print("# " + got.stderr.replace("\n", "\n# "))
    print("1..%d" % (len(checks) + 1))
    return got.returncode


if __name__ == "__main__":
    sys.exit(main())
