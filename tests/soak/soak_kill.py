#!/usr/bin/env python3
# soak_kill.py: kills writers of a journal 2,000 times, or as many as SOAK says, and loses no acknowledged row.
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "shell"))

import killing  # noqa: E402
from shell import main  # noqa: E402


def test_killed_writers():
    """Writers killed at random moments lose no acknowledged row"""
    print("# " + killing.run(int(os.environ.get("SOAK", "2000")), seed=int(os.environ.get("SEED", "1"))))


if __name__ == "__main__":
    main(globals())
