# hostile.py: a console on a terminal that people say hostile texts to, and what its exports have to be like.
"""The console is the bridge as well. Batches are small and each ends with a sentence that the screen has to show, so that
every text is really drawn; Terminal parses each byte that was sent and fails at the first that is not on its list."""
import html.parser
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import people  # noqa: E402
import serving  # noqa: E402
import shell  # noqa: E402
import terminal  # noqa: E402

CHANNEL = b"#war"
BATCH = 8
TEXTS = shell.hostile_texts()
EMPTY = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
PLAIN = set("h1 h2 h3 h4 p ul ol li table thead tbody tr th td code pre em strong hr br blockquote".split())
OURS = set("""html head meta title style body div span section nav header footer main a time dl dt dd caption small article
figure figcaption details summary input bdi mark svg g rect line text desc""".split())


class Room:
    """A console on a terminal, a server, and two people in the channel."""

    def __init__(self):
        self.room = shell.Room()
        self.room.must(*shell.DECLARE)
        self.server = people.Server(self.room.folder)
        self.crowd = people.Crowd(self.server.port)
        self.ops1 = self.crowd.person("ops1")
        self.ops1.through(b"JOIN " + CHANNEL)
        self.room.must("irc", "connect", "127.0.0.1:%d" % self.server.port, CHANNEL.decode())
        self.console = terminal.Terminal([shell.PROGRAM], self.room.env(WARROOM_FRAME_MARK="1", TERM="xterm-256color"))
        self.marks = 0
        self.ops1.wait_for("JOIN :" + CHANNEL.decode())
        self.ops1.wait_for(b" PRIVMSG " + CHANNEL)

    def __enter__(self):
        return self

    def __exit__(self, wrong, *ignored):
        try:
            status = self.console.end()
            assert wrong or status == 0, "the console left with %d" % status
            assert wrong or not self.console.screen.modes & {1004, 1049, 2004}, self.console.screen.modes
        finally:
            self.crowd.end()
            self.server.end()
            self.room.__exit__()

    def mark(self):
        """Whatever was said before is on the screen after this."""
        self.marks += 1
        words = "so far %d." % self.marks
        self.ops1.say(CHANNEL, words)
        self.console.shows(words)

    def each(self, act, texts, batch=BATCH):
        for n, text in enumerate(texts, 1):
            act(text)
            if n % batch == 0:
                self.mark()
        self.mark()


def sayable(text):
    """What one line of IRC can carry of a text."""
    text = re.sub(rb"[\r\n]", b" ", text)[:400]
    return text if text.strip(b" \t") else None


def recorded(room, how):
    return [serving.exact(body) for _, _, body in serving.rows(room.journal) if body["how"] == how]


class Page(html.parser.HTMLParser):
    """Elements of a page that are balanced and do nothing by themselves."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.seen = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.wrong += ["<%s %s=%s>" % (tag, a, v) for a, v in attrs
                       if a.startswith("on") or a in ("src", "action", "style") or "script:" in (v or "").lower()]
        if tag == "input" and dict(attrs).get("type") != "checkbox":
            self.wrong.append("<input> that is no box to tick")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append("</%s>" % tag)


def check_page(text, allowed):
    page = Page()
    page.feed(text)
    page.close()
    assert not page.wrong and not page.open, (page.wrong[:5], page.open)
    assert page.seen <= allowed, page.seen - allowed
    return page.seen


def exports(room):
    """Each export of INC-1 is what its format wants, whatever was said."""
    pages = {f: room.must("-i", "INC-1", "export", "postmortem", "format=" + f).raw for f in ("md", "html", "json")}
    for name, raw in pages.items():
        assert not shell.controls(raw), (name, shell.controls(raw)[:5])
    json.loads(pages["json"], object_pairs_hook=shell.unique)
    check_page(pages["html"].decode(), PLAIN | OURS)
    made = subprocess.run(["cmark", "--unsafe"], input=pages["md"], stdout=subprocess.PIPE, check=True).stdout.decode()
    check_page(re.sub(r"<!--.*?-->", "", made, flags=re.S), PLAIN)
