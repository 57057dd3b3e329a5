# house.py: what the checks of the house share: walking the sources, and proving that a check can fail.
"""A check is a function from a root folder to a list of findings, "file:line: what". run() applies it to the tree
in which it stands and then to small trees made for it: in each a rule is broken on purpose, and the check has to
name that place. The output is TAP, so that tests/run.py counts the tree and every proof as one case each.
"""
import os
import re
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CODE = ("include", "src", "tests")


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as f:
        return f.read()


def files(root, folders=CODE, suffixes=(".c", ".h", ".def")):
    """Paths relative to root, sorted."""
    found = []
    for folder in folders:
        for where, subfolders, names in os.walk(os.path.join(root, folder)):
            subfolders.sort()
            found += [os.path.relpath(os.path.join(where, n), root) for n in sorted(names) if n.endswith(suffixes)]
    return found


def strip(text, strings=True):
    """C text with its comments, and its strings when asked, blanked out; lines stay where they were."""
    def blank(m):
        s = m.group(0)
        if s.startswith("/"):
            return re.sub(r"[^\n]", " ", s)
        return s[0] + " " * (len(s) - 2) + s[-1] if strings else s
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def includes(text):
    """(line, "<" or '"', name) for every include that is not commented out."""
    bare = strip(text, strings=False)
    return [(n, m.group(1), m.group(2)) for n, line in enumerate(bare.split("\n"), 1)
            for m in [re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)] if m]


def floors(root=ROOT):
    """Rooms and what each may use, from src/floors.mk."""
    rows = {}
    for line in read(root, "src/floors.mk").split("\n"):
        m = re.match(r"(\w+)\s*:=\s*(.*)", line)
        if m:
            words = re.sub(r"\$\((\w+)\)", lambda v: " ".join(rows[v.group(1)]), m.group(2)).split()
            rows[m.group(1)] = words
    return {"rooms": rows["ROOMS"] + ["app"], "pure": rows["PURE"],
            "may": {r: set(rows["MAY_USE_" + r]) | {r} for r in rows["ROOMS"] + ["app"]}}


def plant(root, tree):
    for path, text in tree.items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as f:
            f.write(text)


def proofs(check, cases):
    """Each case: what is wrong, a tree, and what a finding has to begin with; None when nothing is wrong."""
    for what, tree, expected in cases:
        with tempfile.TemporaryDirectory() as root:
            plant(root, tree)
            found = check(root)
        good = not found if expected is None else any(f.startswith(expected) for f in found)
        yield good, "it %s %s" % ("allows" if expected is None else "notices", what), found


def run(check, cases, name):
    results = []
    if "--proofs" not in sys.argv:
        found = check(ROOT)
        results.append((not found, name, found))
    results += proofs(check, cases)
    print("1..%d" % len(results))
    for n, (good, what, found) in enumerate(results, 1):
        print("%s %d - %s" % ("ok" if good else "not ok", n, what))
        if not good:
            print("\n".join(found) or "# nothing was found")
    sys.exit(0 if all(r[0] for r in results) else 1)
