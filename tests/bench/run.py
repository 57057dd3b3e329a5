#!/usr/bin/env python3
# run.py: runs the measuring programs one after the other and prints one line each measurement; writes build/bench.tsv.
"""A measuring program prints lines of six fields between tabs on standard output:
name, warroom's figure, limit's or peer's figure, ratio, budget, held|broken|missing. Other lines are passed on.
The status is 0 whatever was measured: figures of a busy machine prove little alone.
"""
import os
import subprocess
import sys

HEAD = ("name", "warroom", "limit or peer", "ratio", "budget", "verdict")


def main(programs):
    rows = []
    env = dict(os.environ, WARROOM_BIN=os.path.abspath(os.environ["BUILD"] + "/warroom"), LC_ALL="C.UTF-8", TZ="UTC")
    print("%-44s %14s %22s %8s %10s  %s" % HEAD)
    for program in programs:
        child = subprocess.Popen([os.path.abspath(program)], stdout=subprocess.PIPE, text=True, env=env)
        for line in child.stdout:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 6:
                rows.append(cells)
                print("%-44s %14s %22s %8s %10s  %s" % tuple(cells))
            else:
                print(line, end="")
            sys.stdout.flush()
        if child.wait():
            print("%s ended with %d" % (program, child.returncode))
    with open("build/bench.tsv", "w", encoding="utf-8") as f:
        f.writelines("\t".join(r) + "\n" for r in [HEAD] + rows)


if __name__ == "__main__":
    main(sys.argv[1:])
