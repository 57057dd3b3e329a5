#!/usr/bin/env python3
# journal_check.py: verifies a journal file from docs/JOURNAL.md alone, with the sqlite3 command and SHA-256.
import hashlib
import json
import subprocess
import sys

HEADER = ["seq", "incident", "kind", "occurred", "precision", "zone", "recorded", "actor", "door"]
NUMBERS = ("seq", "incident", "occurred", "recorded")
SIZES = {"salt": 16, "digest": 32, "prev": 32, "hash": 32}
NAMES = HEADER + ["body"] + list(SIZES)
READ = "SELECT %s FROM record ORDER BY seq" % ", ".join("typeof({0}), hex({0})".format(n) for n in NAMES)


def ask(sql):
    run = subprocess.run(["sqlite3", "-readonly", "-bail", sys.argv[1], sql], capture_output=True)
    return run.stdout.decode("utf-8", "replace").splitlines(), run.returncode


def bad(where, why):
    print("%s: %s" % (where, why))
    sys.exit(4)


if ask("PRAGMA application_id; PRAGMA user_version")[0] != ["2002874986", "1"]:
    bad(sys.argv[1], "not a journal of format 1")
rows, status = ask(READ)
head, erased = bytes(32), set()
for n, line in enumerate(rows, 1):
    here, cells = "record %d" % n, line.split("|")
    types = dict(zip(NAMES, cells[0::2]))
    raw = {name: bytes.fromhex(cell) for name, cell in zip(NAMES, cells[1::2])}
    gone = types["body"] == types["salt"] == "null"
    if raw["seq"] != b"%d" % n:
        bad(here, "missing (the next one stored is %s)" % raw["seq"].decode())
    for name in NAMES:
        wanted = "blob" if name in SIZES else "integer" if name in NUMBERS else "text"
        fits = types[name] == wanted and len(raw[name]) == SIZES.get(name, len(raw[name]))
        if not fits and not (gone and name in ("body", "salt")):
            bad(here, "%s does not hold what belongs there" % name)
    if raw["prev"] != head:
        bad(here, "does not continue the record before it")
    if not gone and hashlib.sha256(raw["salt"] + raw["body"]).digest() != raw["digest"]:
        bad(here, "body was changed")
    header = b"warroom-record-1" + b"".join(b"%d:%s," % (len(raw[name]), raw[name]) for name in HEADER)
    head = hashlib.sha256(raw["prev"] + header + raw["digest"]).digest()
    if head != raw["hash"]:
        bad(here, "header or hash was changed")
    if gone:
        erased.add(n)
    elif raw["kind"] == b"erase":
        erased -= set(json.loads(raw["body"]).get("targets", []))
if status or erased:
    bad("record %d" % (len(rows) + 1 if status else min(erased)),
        "cannot be read" if status else "the body is gone and no erase record says why")
pages, status = ask("PRAGMA integrity_check(1)")
if status or pages != ["ok"]:
    bad("the file is damaged", " ".join(pages))
print("%d records, chain intact, head %s" % (len(rows), head.hex()))
