#!/usr/bin/env python3
# test_breaking.py: console, server and link are killed at seeded moments; no accepted line is lost, none comes twice unmarked.
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import breaking  # noqa: E402
import shell  # noqa: E402

FIRST = int(os.environ.get("SEED", "1"))
RUNS = int(os.environ.get("RUNS", "10"))


def test_broken_rooms():
    """Whatever is killed, the record has every line or a gap, and the channel every accepted line"""
    for seed in range(FIRST, FIRST + RUNS):
        print("# " + breaking.run(seed))


if __name__ == "__main__":
    shell.main(globals())
