#!/usr/bin/env python3
# test_fence.py: drills say so on every page, sensitive incidents are unknown to who is not in them.
import os
import re

from shell import Room, main

QUIET = ("declare", "Quiet leak", "journey=critical", "degradation=partial", "users=1%", "sensitive=yes")


def quiet():
    room = Room()
    room.must(*QUIET, "as=ic1")
    return room


def test_hidden_from_others():
    """list, show, timeline, since, export and -i say nothing of it to who is not in it"""
    with quiet() as room:
        assert "Quiet leak" in room.must("list", "as=ic1").out
        for words in (("list",), ("list", "format=json"), ("list", "all")):
            out = room.must(*words, "as=other").out
            assert "Quiet" not in out and "INC-1" not in out, out
        for words in (("show",), ("timeline",), ("since", "1h"), ("who",), ("next",), ("sev",), ("log", "x"), ("role", "take", "scribe"),
                      ("export", "postmortem"), ("-i", "INC-1", "show"), ("-i", "1", "timeline"), ("-i", "1", "export", "postmortem")):
            done = room.run(*words, "as=other")
            assert done.code != 0, (words, done)
            assert "Quiet" not in done.out + done.err, (words, done)
        assert room.verified() == len(room.timeline("as=ic1"))


def test_admitted():
    """Who is admitted or holds a role sees it; who is removed does not"""
    with quiet() as room:
        room.must("sensitive", "admit", "@ops2", "as=ic1")
        assert "Quiet leak" in room.must("show", "as=ops2").out
        room.must("sensitive", "remove", "@ops2", "as=ic1")
        assert room.run("show", "as=ops2").code != 0
        room.must("role", "scribe", "@ops3", "as=ic1")
        assert "Quiet leak" in room.must("show", "as=ops3").out


def test_every_page_says_so():
    """Each part of the export carries the mark, the page repeats it on paper, JSON has a field"""
    with quiet() as room:
        room.must("drill", "Practice", "journey=critical", "as=ic1")
        for number, word, field in (("1", "SENSITIVE", '"sensitive":true'), ("2", "DRILL", '"drill":true')):
            md = room.must("-i", number, "export", "postmortem", "format=md", "as=ic1").out
            parts = re.findall(r"<!-- warroom:begin (\S+) -->(.*?)<!-- warroom:end \1 -->", md, re.S)
            assert len(parts) > 15
            for name, text in parts:
                assert word in text, name
            html = room.must("-i", number, "export", "postmortem", "format=html", "as=ic1").out
            assert '<div class="mark" role="note">' + word in html
            assert "position:fixed" in html
            assert field in room.must("-i", number, "export", "postmortem", "format=json", "as=ic1").out


def test_a_drill_gives_way():
    """With a drill open, a line that names no incident means the real one"""
    with Room() as room:
        room.must("drill", "Practice", "journey=critical")
        assert "Practice" in room.must("show").out
        room.must("declare", "Real", "journey=critical", "degradation=unavailable", "users=40%")
        room.must("drill", "Again", "journey=critical")
        assert "Real" in room.must("show").out
        assert os.path.exists(room.journal)


main(globals())
