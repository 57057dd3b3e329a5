#!/usr/bin/env python3
# soak_breaking.py: 200 rooms whose console, server and link are killed at seeded moments; RUNS and SEED say otherwise.
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import breaking  # noqa: E402
import shell  # noqa: E402

FIRST = int(os.environ.get("SEED", "1"))
RUNS = int(os.environ.get("RUNS", "200"))
SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))


def test_broken_rooms():
    """Rooms broken at seeded moments lose no accepted line and repeat none unmarked"""
    began = time.monotonic()
    for seed in range(FIRST, FIRST + RUNS):
        # Twice the time is what a soak may take; a machine too slow for that is told so, not killed.
        assert time.monotonic() - began < 2 * SECONDS, "%d of %d runs in %d s" % (seed - FIRST, RUNS, 2 * SECONDS)
        print("# " + breaking.run(seed), flush=True)


if __name__ == "__main__":
    shell.main(globals())
