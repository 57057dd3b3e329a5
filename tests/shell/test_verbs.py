#!/usr/bin/env python3
# test_verbs.py: what a shell user can rely on: verbs, exit codes, streams, JSON fields, hostile words.
import json
import os
import re
import subprocess

from shell import DATA, DECLARE, PROGRAM, TREE, Room, controls, hostile_texts, main, table

UPDATE = ("Card payments fail for about 40% of shoppers since 13:52 UTC. Next update by 14:20 UTC.")


def declared(**more):
    room = Room(**more)
    room.must(*DECLARE)
    return room


def test_help_and_version():
    with Room() as room:
        with open(os.path.join(TREE, "VERSION"), encoding="utf-8") as f:
            version = f.read().strip()
        for word in ("--version", "-V"):
            assert room.must(word).out == "warroom %s\n" % version
        for word in ("--help", "-h"):
            out = room.must(word).out
            assert out.startswith("usage: warroom ") and "--journal" in out, out
            assert "0 done, 1 refused, 2 not understood" in out
        assert "declare" in room.must("help").out
        assert "usage    declare <title:text>" in room.must("help", "declare").out
        assert not os.path.exists(room.path("nothing.db"))


def test_the_lines_a_user_is_promised():
    """Every line of the shell chapter runs as written"""
    with Room() as room:
        said = room.must(*DECLARE).out
        assert said.startswith("INC-1 declared, SEV1: Checkout errors\nSEV1 - "), said
        assert "ALL of customers" in room.must("impact", "users=60%").out
        assert re.match(r"In force +SEV1", room.must("sev").out)
        assert room.must("log", "-10m", "rolled back web to 4f2").out.startswith("logged for ")
        room.refused(1, "role", "take", "ic", says="lead holds ic already")
        room.refused(1, "role", "take", "ic", "as=ops2", says="handoff ic @ops2")
        assert "ops2 reads the brief" in room.must("handoff", "ic", "@ops2").out
        due = re.search(r"responders by (\d\d:\d\d)", room.must("brief", "ic").out).group(1)
        room.must("accept", "ic", "level=1", "next=" + due, "action=none", "as=ops2")
        out = room.must("update", "to=public", "next=10m", UPDATE, "as=ops2").out
        assert out.startswith("update to customers_public recorded, next by "), out
        assert room.must("action", "add", "Alert on queue age", "@bob", "due=2026-12-01", "class=detect",
                         "done=page fires in the drill").out == "A-1 for @bob, due 2026-12-01\n"
        rows = room.timeline()
        assert [r["kind"] for r in rows].count("note") == 1
        now = max(r["recorded"] for r in rows)
        room.must("timeline", "at=" + now, "sort=recorded", "match=roll", "type=log", "format=csv")
        room.must("timeline", "type=decide,change")
        room.must("export", "postmortem", "format=md", "out=draft.md")
        room.must("lint", "draft.md")
        assert room.verified() == len(room.timeline())
        assert room.must("verify", room.journal).out == room.must("verify").out
        room.must("sev", "eval", "journey=critical", "degradation=partial", "users=12%")


def test_then_and_now():
    """`compare` says what is known otherwise now, in words and as JSON"""
    with declared() as room:
        room.must("log", "rolled back on all hosts")
        then = max(r["recorded"] for r in room.timeline())
        note = [r["id"] for r in room.timeline() if r["kind"] == "note"][0]
        room.must("amend", note, "rolled back on 40 of 42 hosts")
        room.must("role", "scribe", "@ops1")
        out = room.must("compare", then).out
        assert re.search(r"scribe +- +ops1", out), out
        assert "rolled back on all hosts" in out and "rolled back on 40 of 42 hosts" in out, out
        said = json.loads(room.must("compare", then, "format=json").out)
        assert {"what": "scribe", "then": "-", "now": "ops1"} in said["changed"], said
        assert said["amended"][0]["id"] == note and said["late"] == [] and said["rows_since"] == 2, said
        room.refused(2, "compare", says="which moment")


def test_severity_vectors():
    """`sev eval file=` agrees with both tables on every level and rule"""
    with Room() as room:
        for name, level in (("severity_vectors.tsv", "level"), ("severity_examples.tsv", "expected_sev")):
            rows = table(name)
            lines = room.must("sev", "eval", "file=" + os.path.join(DATA, name)).lines()
            assert len(rows) > 40 and len(lines) == len(rows), (name, len(rows), len(lines))
            for row, line in zip(rows, lines):
                assert line == "%s\t%s\t%s" % (row["id"], row[level], row["rules_fired"]), (row["id"], line)
        assert room.must("list", "all", "format=json").objects() == []


def test_severity_file_refusals():
    with Room() as room:
        with open(room.path("bad.tsv"), "w", encoding="utf-8") as f:
            f.write("id\tusers_share\nA\t40%\nB\tlots\n")
        answer = room.run("sev", "eval", "file=bad.tsv")
        assert answer.code == 2 and re.search(r"bad\.tsv:3: users_share: ", answer.err), answer
        room.refused(2, "sev", "eval", "file=not-there.tsv", says="there is no not-there.tsv")
        room.refused(3, "sev", "eval", "file=.", says="cannot read")
        with open(room.path("none.tsv"), "w", encoding="utf-8") as f:
            f.write("users_share\n40%\n")
        room.refused(2, "sev", "eval", "file=none.tsv", says="no column `id`")


def test_short_gauge_names():
    """`users=12400`, `users=40%` and full keys say the same thing in their own way"""
    with Room() as room:
        base = ("sev", "eval", "format=json", "journey=critical", "degradation=partial", "safety=none", "exposure=none",
                "data=none")
        share = room.must(*base, "users=12%").objects()[0]
        assert share == room.must(*base, "users_share=1200").objects()[0]
        assert (share["level"], share["rules"], share["assumed"], share["provisional"]) == (2, ["B"], [], False), share
        count = room.must(*base, "users=12400").objects()[0]
        assert count == room.must(*base, "users_count=12400").objects()[0]
        room.refused(2, *base, "users=half", says="half")
        room.refused(2, *base, "colour=red", says="colour")


def test_exit_codes():
    """0 done, 1 refused, 2 usage, 3 system, 4 verification failed"""
    with Room() as room:
        room.refused(1, "log", "nobody declared anything", says="declare")
        room.refused(2, "resovle", says="there is no verb")
        room.refused(2, "se", "2", says="could be")
        room.refused(2, "declare", says="title")
        room.refused(2, "--no-such-option", says="--help")
        room.refused(2, "-j", says="needs a value")
        room.refused(2, "-i", "three", "show", says="INC-3")
        room.must(*DECLARE)
        room.refused(2, "-i", "INC-9", "show", says="INC-9")
        room.refused(2, "log", says="text")
        room.refused(1, "update", "to=public", "Nothing will ever break again, guaranteed.", says="override=")
        room.refused(1, "status", "investigating", says="already")
        room.refused(1, "close", says="status resolved")
        room.refused(2, "lint", "no-such-file.md", says="there is no no-such-file.md")
        room.refused(3, "lint", room.folder, says="cannot read")
        room.refused(3, "export", "postmortem", "out=no/such/folder.md", says="cannot write no/such/folder.md")
        room.refused(3, "-j", room.path("no/such/folder.db"), "list", says="folder.db")
        room.refused(3, "verify", "no-such.db", says="no-such.db")


def changed_copy(room, name, statement):
    path = room.path(name)
    room.must("backup", path)
    subprocess.run(["sqlite3", path, "DROP TRIGGER record_update; DROP TRIGGER record_delete; " + statement],
                   check=True)
    return path


def test_corrupted_journals():
    """A changed, a missing and an altered record are each found by number, with status 4"""
    with declared() as room:
        room.must("log", "first")
        room.must("log", "second")
        last = room.verified()
        for n, statement in enumerate((
                "UPDATE record SET body = replace(body, 'first', 'worst') WHERE body LIKE '%first%'",
                "UPDATE record SET occurred = occurred - 60000000 WHERE seq = 3",
                "UPDATE record SET actor = 'ops9' WHERE seq = 3",
                "DELETE FROM record WHERE seq = 3")):
            path = changed_copy(room, "changed%d.db" % n, statement)
            room.refused(4, "verify", path, says=r"\b[34]\b")
        path = room.path("noise.db")
        with open(path, "wb") as f:
            f.write(os.urandom(8192))
        answer = room.run("verify", path)
        assert answer.code in (3, 4) and answer.err.startswith("warroom: "), answer
        assert room.verified() == last


def test_streams():
    """Standard output is the reply and nothing else; a closed one is a failure that is told"""
    with declared() as room:
        for words in (("log", "words"), ("sev",), ("timeline",), ("list",), ("verify",), ("next",), ("who",)):
            answer = room.must(*words)
            assert answer.out.endswith("\n") and answer.err == "", answer
        with open("/dev/full", "wb") as full:
            child = subprocess.run([PROGRAM, "timeline"], stdout=full, stderr=subprocess.PIPE, env=room.env(),
                                   check=False)
        assert child.returncode == 3 and child.stderr.startswith(b"warroom: cannot write"), child


def test_choosing_journal_and_incident():
    """-j and -i, WARROOM_JOURNAL and WARROOM_INCIDENT, and which of them wins"""
    with declared() as room:
        room.must("declare", "Search is slow", "journey=important", "degradation=slow", "users=5%")
        other = room.path("other.db")
        for words, env in ((("-j", other), {}), (("--journal", other), {}), (("--journal=" + other,), {}),
                           ((), {"WARROOM_JOURNAL": other})):
            assert room.must(*words, "list", "format=json", **env).objects() == []
        for words, env, number in (((), {}, 2), (("-i", "INC-1"), {}, 1), (("-i", "1"), {}, 1),
                                   (("--incident=inc-1",), {}, 1), ((), {"WARROOM_INCIDENT": "INC-1"}, 1),
                                   (("-i", "2"), {"WARROOM_INCIDENT": "1"}, 2)):
            assert room.must(*words, "show", "format=json", **env).objects()[0]["incident"] == number
        room.must("-i", "1", "log", "about the first")
        assert room.must("-i", "1", "timeline", "match=first", "format=json").objects()
        assert not room.must("timeline", "match=first", "format=json").objects()
        room.refused(2, "list", WARROOM_INCIDENT="nonsense", says="WARROOM_INCIDENT")


def test_the_default_journal():
    """Without -j the journal is made below XDG_DATA_HOME, for nobody else to read"""
    with Room() as room:
        home = room.path("data")
        room.must("list", WARROOM_JOURNAL=None, XDG_DATA_HOME=home)
        path = os.path.join(home, "warroom", "journal.db")
        assert os.stat(path).st_mode & 0o777 == 0o600, oct(os.stat(path).st_mode)
        assert os.stat(os.path.dirname(path)).st_mode & 0o077 == 0


def test_speaking_for_somebody_else():
    """as= names who speaks; without it the operating system's user does"""
    with declared() as room:
        room.must("log", "said by ops1", "as=ops1")
        room.must("log", "said by lead")
        said = {r["text"]: r["actor"] for r in room.timeline("type=log")}
        assert said == {"said by ops1": "ops1", "said by lead": "lead"}, said
        assert room.must("timeline", "who=@ops1", "format=json").objects()[0]["actor"] == "ops1"


TENURE = "role person from to why ended service sort leads span gap gap_due"
FIELDS = {
    ("timeline",): "id seq incident occurred precision recorded kind actor door text",
    ("since", "1h"): "id seq incident occurred precision recorded kind actor door text",
    ("sev",): "level rules assumed provisional reason reach incident computed peak history",
    ("sev", "eval", "users=5%"): "level rules assumed provisional reason reach",
    ("show",): "incident title drill sensitive status level peak provisional reason declared since closed commander empty_roles "
               "next_update entries chat actions gaps",
    ("list", "all"): "incident title drill sensitive status level peak declared closed commander",
    ("next",): "incident audience due state",
    ("cadence",): "incident audience first_by_min interval_min longest_min owner owed_by approver due why state sent "
                  "fell_due on_time missed snoozed adherence",
    ("comms", "list"): "id incident state audiences author version written template text ended_by reason told",
    ("who",): TENURE,
    ("role", "list"): TENURE,
    ("handoff",): "role giver taker state asked offered settled why witness level next action",
    ("rollcall",): "incident person roles service here answered called",
    ("action", "list"): "id incident status text owner due class priority done_when evidence source verifier check_at "
                        "check checked_by seen not_effective",
    ("runbook", "list"): "id title kind services tags steps expected_s offer_after_s used last file digest fits",
    ("fallback", "list"): "id title kind services tags steps expected_s offer_after_s used last file digest fits",
    ("runbook", "show", "RB-7"): "id title kind services tags steps expected_s offer_after_s used last file digest about "
                                 "notice step_list",
    ("runbook", "show"): "run incident runbook title kind state from to who reason users_told steps notes commands",
    ("channel", "list"): "channel audiences via shown waiting last",
    ("run", "list"): "id state kind target by note from to rollback captured evidence capture_reason approver glass "
                     "glass_reason review_due reviewer review reverses started ended result checked signal check_evidence",
    ("evidence", "list"): "id sha256 size name note by taken kept custody",
    ("diverge", "list"): "id state text owner since until change settled why",
    ("export", "postmortem"): "format incident title drill sensitive status level peak declared closed impact_at_worst "
                              "impact_last_known milestones seconds_to measures "
                              "seconds_at_level severity_history roles role_gaps handovers "
                              "presences updates promises deliveries gaps actions facts hypotheses decisions polls tasks vendors "
                              "rooms questions lint log "
                              "journal_records journal_head runbooks changes checks evidence grants divergences",
    ("ask",): "id incident status person text by given due acknowledged readback ended result",
    ("poll",): "id incident status proposal risk by opened due objections decision",
    ("decide",): "id incident answer text reason by at poll alternatives check check_at checker checked seen",
    ("fact",): "id incident at text by evidence",
    ("theory",): "id incident status text owner check likely by opened closed result evidence",
    ("vendor",): "id incident status vendor ref contract priority text opened owed acknowledged engineer level "
                 "escalations closed outcome claims",
}


def test_json_fields():
    """Every showing verb gives JSON with the fields that docs/JSON.md promises, and no others"""
    with open(os.path.join(TREE, "docs", "JSON.md"), encoding="utf-8") as f:
        page = f.read()
    with declared() as room:
        room.must("log", "-10m", "a deploy")
        room.must("action", "add", "Alert on queue age", "@bob", "due=2026-12-01")
        room.must("runbook", "start", "RB-1")
        room.must("channel", "add", "execs", "to=execs", "via=file", "target=/srv/execs.txt")
        room.must("comms", "draft", "to=public,execs")
        room.must("role", "scribe", "@ops1")
        room.must("here", "mail")
        room.must("handoff", "scribe", "@ops2")
        assert {one["sort"] for one in room.must("who", "format=json").objects()} == {"tenure", "empty", "present"}
        with open(room.path("a.txt"), "w", encoding="utf-8") as f:
            f.write("a")
        room.must("evidence", "keep", "a.txt")
        room.must("run", "flag", "cart", "from=on", "to=off", "by=@bob", "diverge=the cart is off")
        room.must("ask", "@bob", "5m", "look at the queue")
        room.must("poll", "Fail over")
        room.must("decide", "Stay read-only", "why=half the disk")
        room.must("fact", "the queue is full")
        room.must("theory", "the worker leaks", "check=stop it")
        room.must("vendor", "open", "acme", "ref=C-1", "contract=gold", "dns is slow")
        for words, fields in FIELDS.items():
            objects = room.must(*words, "format=json").objects()
            assert objects, words
            for one in objects:
                assert " ".join(one) == fields, "%r: %s" % (words, " ".join(one))
            for field in fields.split():
                assert "`%s`" % field in page, "docs/JSON.md does not know %s of %r" % (field, words)


def test_json_values():
    """Levels are numbers, times are whole instants in UTC, what is not known is not invented"""
    with declared() as room:
        room.must("log", "-10m", "a deploy")
        for row in room.timeline():
            assert row["id"] == "E-%d" % row["seq"] and row["incident"] == 1
            for name in ("occurred", "recorded"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", row[name]), row
        assert [r["precision"] for r in room.timeline("type=log")] == ["m"]
        shown = room.must("show", "format=json").objects()[0]
        assert shown["closed"] == "?" and shown["level"] == 1 and shown["provisional"] is False, shown
        made = room.must("export", "postmortem", "format=json").objects()[0]
        assert made["closed"] is None and made["milestones"]["detected"] is None and made["seconds_to"]["detect"] is None


def test_timeline_orders_and_filters():
    """sort=, match=, type=, who=, from=, to=, limit= and at= each do what they say"""
    with Room(clock="2026-11-22T14:00:00Z") as room:
        room.must(*DECLARE)
        room.at("2026-11-22T14:05:00Z").must("log", "14:01Z", "alpha")
        room.at("2026-11-22T14:06:00Z").must("log", "14:03Z", "bravo", "as=ops1")
        room.at("2026-11-22T14:07:00Z").must("log", "14:02Z", "charlie")
        room.at("2026-11-22T14:10:00Z")

        def texts(*words):
            return [r["text"] for r in room.timeline("type=log", *words)]
        assert texts() == ["alpha", "charlie", "bravo"]
        assert texts("sort=recorded") == ["alpha", "bravo", "charlie"]
        assert texts("match=^(al|br)") == ["alpha", "bravo"]
        assert texts("match=ALPHA") == ["alpha"]
        assert texts("who=@ops1") == ["bravo"]
        assert texts("from=14:02Z", "to=14:03Z") == ["charlie"]
        assert texts("limit=1") == ["bravo"]
        assert texts("at=14:06:30Z") == ["alpha", "bravo"]
        assert texts("at=14:00:30Z") == []
        room.refused(1, "timeline", "at=13:00Z", says="not yet recorded")
        room.refused(2, "timeline", "match=(", says="match|\\(|pattern")


def test_csv():
    """CSV has one header, one row an entry, and no cell a spreadsheet would run"""
    import csv
    import io
    with declared() as room:
        texts = ["=1+1", "+cmd", "-2", "@SUM(A1)", 'say "no", twice', "plain"]
        for text in texts:
            room.must("log", "--", text)
        answer = room.must("timeline", "type=log", "format=csv")
        rows = list(csv.reader(io.StringIO(answer.raw.decode(), newline="")))
        assert rows[0] == "id incident occurred precision recorded kind actor door text known_by zone".split(), rows[0]
        assert [r[8] for r in rows[1:]] == ["'=1+1", "'+cmd", "'-2", "'@SUM(A1)", 'say "no", twice', "plain"], rows


def test_lint_lines():
    """`lint` prints FILE:LINE:COL: block|warn CATEGORY ID: message, and leaves with 1 only when something blocks"""
    shape = re.compile(r"^([^:]+):(\d+):(\d+): (block|warn) ([A-Za-z][A-Za-z_-]*) ([A-Z]+[0-9]+): (.+)$")
    texts = {
        "clean.md": "The service was slow for nine minutes.\n",
        "blame.md": "Fine so far.\n\nThe engineer should have checked the deploy. It was human error.\n",
    }
    with Room() as room:
        for name, text in texts.items():
            with open(room.path(name), "w", encoding="utf-8") as f:
                f.write(text)
        clean = room.must("lint", "clean.md")
        assert clean.out == "" and clean.err == ""
        answer = room.run("lint", "blame.md")
        found = [shape.match(line) for line in answer.lines()]
        assert found and all(found), answer
        assert all(m.group(1) == "blame.md" and m.group(2) == "3" for m in found), answer
        blocks = [m for m in found if m.group(4) == "block"]
        assert answer.code == (1 if blocks else 0), answer
        assert bool(blocks) == answer.err.startswith("warroom: blame.md: "), answer
        public = room.run("lint", "blame.md", "for=public")
        assert all(shape.match(line) for line in public.lines()) and public.code in (0, 1), public


def test_names_of_people():
    """A public text that holds a name of names.txt in the configuration folder is refused"""
    with Room() as room:
        os.makedirs(room.path(".config/warroom"))
        with open(room.path(".config/warroom/names.txt"), "w", encoding="utf-8") as f:
            f.write("# as on the badge\nHedda Quist\n\n  Okonjo  \n")
        for text, code in (("Thanks to hedda quist.\n", 1), ("Okonjo restarts it.\n", 1), ("As on the badge.\n", 0)):
            with open(room.path("one.md"), "w", encoding="utf-8") as f:
                f.write(text)
            answer = room.run("lint", "one.md", "for=public")
            assert answer.code == code and (" leak LK05: " in answer.out) == (code == 1), answer


def test_lint_blocks_and_warnings():
    """A text with warnings only leaves with 0, one with a block with 1"""
    seen = set()
    with Room() as room:
        for n, row in enumerate(table("phrase_tests.tsv")):
            if row["expect"] != "flag" or len(seen) == 2 or n % 5:
                continue
            with open(room.path("one.txt"), "w", encoding="utf-8") as f:
                f.write(row["sentence"] + "\n")
            answer = room.run("lint", "one.txt", "for=public")
            kinds = {line.split(": ")[1].split(" ")[0] for line in answer.lines()}
            assert answer.code == (1 if "block" in kinds else 0), (row, answer)
            seen |= {answer.code} if kinds else set()
        assert seen == {0, 1}, seen


def test_refused_writes_leave_nothing():
    """A verb that was refused has not changed the record"""
    with declared() as room:
        before = room.verified()
        room.refused(1, "close")
        room.refused(2, "impact", "users=lots")
        room.refused(1, "sev", "4", "reason=quiet now")
        room.refused(2, "mark", "detected", "25:00")
        room.refused(2, "log", "+10m", "it will break")
        assert room.verified() == before


def accepted(answer, text):
    """Words that are no UTF-8, or hold what no row may hold, may be refused; they may not be half taken."""
    assert answer.code in (0, 1, 2), (text, answer)
    assert not controls(answer.raw), (text, answer.raw)
    assert not controls(answer.err.encode().replace(b"\t", b" ")), (text, answer.err)
    return answer.code == 0


def test_hostile_words():
    """Hostile titles, log lines and names come out as harmless text everywhere, and nothing is lost of the chain"""
    texts = hostile_texts()
    assert len(texts) > 500
    with declared() as room:
        kept = 0
        for n, text in enumerate(texts):
            # Cut so that every word fits an argument of the shell; the limits have tests of their own.
            word = text[:4000]
            kept += accepted(room.run("log", "--", word), word)
            if n % 12 == 0:
                accepted(room.run("declare", "--", word), word)
                accepted(room.run("log", "named", b"as=" + word), word)
                accepted(room.run(word), word)
        assert kept > 450, kept
        rows = room.timeline("type=log")
        for n in range(1, 1 + len(room.must("list", "all", "format=json").objects())):
            for words in (("timeline",), ("show",), ("sev",), ("who",), ("next",), ("timeline", "format=json"),
                          ("export", "postmortem", "format=md"), ("export", "postmortem", "format=html"),
                          ("export", "postmortem", "format=json")):
                if n > 1 and words[0] not in ("show", "export"):
                    continue
                answer = room.must("-i", str(n), *words)
                assert not controls(answer.raw), (n, words, controls(answer.raw)[:5])
        csv = room.must("timeline", "format=csv").raw
        assert not controls(csv.replace(b"\r\n", b"\n")), controls(csv.replace(b"\r\n", b"\n"))[:5]
        assert not controls(room.must("list", "all").raw)
        assert rows
        room.verified()


if __name__ == "__main__":
    main(globals())
